"""The heading of the sheet of wishes: whose wishes, and who wrote them down."""

from datetime import date

from carelink.records.item import AGE, INITIALS, MUST, NOTHING, Section, item
from carelink.records.lists.shared import Sex
from carelink.records.places import author_office, author_person, coded, patient, person_name, telecom


class Person(
    Section,
    frozen=True,
    code="wishes-person",
    number="H",
    ja="本人と記録者",
    en="The person and who wrote it down",
):
    """Another person's wishes are the worst mistake such a sheet can make, hence name and birth date."""

    name: str | None = item(
        "氏名", "Name", level=MUST, row="H", mark="design", at=person_name(patient, "IDE"), instead=INITIALS
    )
    kana: str | None = item(
        "フリガナ", "Name in kana", row="H", mark="design", at=person_name(patient, "SYL"), instead=NOTHING
    )
    born: date | None = item(
        "生年月日", "Birth date", level=MUST, row="H", mark="design", at=patient / "birthDate", instead=AGE
    )
    sex: Sex | None = item(
        "性別",
        "Sex",
        row="H",
        mark="design",
        at=coded(patient / "gender", {Sex.MALE: "male", Sex.FEMALE: "female"}),
    )
    recorder: str | None = item(
        "記録者", "Written down by", level=MUST, row="H", mark="design", at=person_name(author_person, "IDE")
    )
    office: str | None = item("記録者の所属", "Of", row="H", mark="design", at=author_office / "name")
    office_tel: str | None = item(
        "記録者の電話番号",
        "Telephone of the office",
        row="H",
        mark="design",
        at=author_office / telecom("phone", "work") / "value",
    )

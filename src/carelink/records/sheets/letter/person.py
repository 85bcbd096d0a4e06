"""The person, as 診療情報提供書(退院時) names them."""

from datetime import date

from carelink.records.item import AGE, INITIALS, MUST, NOTHING, RECOMMENDED, TOWN, Section, item
from carelink.records.lists.shared import Sex
from carelink.records.places import answer, coded, patient, person_name, postal_address, telecom


class Basics(Section, frozen=True, code="letter-person", ja="患者", en="The person", usual=answer):
    """年齢 is computed from the birth date, never stored."""

    name: str | None = item("患者氏名", "Name", level=MUST, at=person_name(patient, "IDE"), instead=INITIALS)
    kana: str | None = item(
        "ふりがな", "Name in kana", level=RECOMMENDED, at=person_name(patient, "SYL"), instead=NOTHING
    )
    sex: Sex | None = item(
        "性別",
        "Sex",
        level=MUST,
        at=coded(patient / "gender", {Sex.MALE: "male", Sex.FEMALE: "female"}),
    )
    born: date | None = item("生年月日", "Birth date", level=MUST, at=patient / "birthDate", instead=AGE)
    postal_code: str | None = item(
        "〒", "Postal code", at=patient / postal_address() / "postalCode", instead=NOTHING
    )
    address: str | None = item("住所", "Address", at=patient / postal_address() / "text", instead=TOWN)
    tel: str | None = item(
        "連絡先", "Telephone", at=patient / telecom("phone", "home") / "value", instead=NOTHING
    )

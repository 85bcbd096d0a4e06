"""Whose home it is, who wrote, and what everybody who comes must know."""

from datetime import date

from pydantic import AwareDatetime

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import AGE, INITIALS, MUST, NOTHING, RECOMMENDED, Section, item
from carelink.records.lists.care import CareLevel
from carelink.records.lists.functioning import Treatment
from carelink.records.lists.home import Occasion
from carelink.records.lists.meeting import Profession
from carelink.records.lists.shared import Sex, YesNoUnknown
from carelink.records.places import (
    answer,
    author_office,
    author_person,
    coded,
    patient,
    person_name,
    related,
    telecom,
)
from carelink.records.sheets.people import Person, desk, office_of, person_of

_doctor = desk("family-doctor", "かかりつけ医", "home-standing")
_doctor_person = person_of(_doctor, "family-doctor-person")
_doctor_office = office_of(_doctor, "family-doctor-office")


class Basics(
    Section, frozen=True, code="home-person", ja="本人と記入者", en="The person and who wrote", usual=answer
):
    """A note on another person is worse than none, hence name and birth date."""

    name: str | None = item(
        "氏名", "Name", level=MUST, mark="design", at=person_name(patient, "IDE"), instead=INITIALS
    )
    kana: str | None = item(
        "フリガナ", "Name in kana", mark="design", at=person_name(patient, "SYL"), instead=NOTHING
    )
    born: date | None = item(
        "生年月日", "Birth date", level=MUST, mark="design", at=patient / "birthDate", instead=AGE
    )
    sex: Sex | None = item(
        "性別",
        "Sex",
        mark="design",
        at=coded(patient / "gender", {Sex.MALE: "male", Sex.FEMALE: "female"}),
    )
    recorder: str | None = item(
        "記入者", "Written by", level=MUST, mark="design", at=person_name(author_person, "IDE")
    )
    recorder_profession: Bracketed[Profession] | None = item(
        "記入者の職種", "Profession of the writer", level=RECOMMENDED, mark="design"
    )
    office: str | None = item("事業所名", "Office", mark="design", at=author_office / "name")
    office_tel: str | None = item(
        "TEL", "Telephone of the office", mark="design", at=author_office / telecom("phone", "work") / "value"
    )
    seen: AwareDatetime | None = item(
        "様子を見た日時", "Seen at", level=RECOMMENDED, mark="design", code="seen-at"
    )
    occasion: Bracketed[Occasion] | None = item("関わった場面", "Occasion", mark="design")


class Standing(
    Section,
    frozen=True,
    code="home-standing",
    number="1",
    ja="いつも知っておくこと",
    en="What to know always",
    usual=answer,
):
    """What changes seldom; a sheet that leaves it out says nothing about it, older sheets still do."""

    care_level: CareLevel | None = item("要介護度", "Care level", mark="design", code="subject-care-level")
    key_person: Person | None = item("キーパーソン", "Key person", mark="design", at=related())
    clinic: str | None = item("かかりつけ医機関名", "Clinic", mark="design", at=_doctor_office / "name")
    doctor: str | None = item("医師名", "Doctor", mark="design", at=person_name(_doctor_person, "IDE"))
    allergy: Bracketed[YesNoUnknown] | None = item(
        "アレルギー・禁忌", "Allergies, contraindications", mark="design", code="allergy-or-contraindication"
    )
    home_treatments: Ticks[Treatment] | None = item(
        "自宅で行っている医療処置", "Treatments at home", mark="design"
    )
    home_services: str | None = item("利用中のサービスと曜日", "Services and their days", mark="design")

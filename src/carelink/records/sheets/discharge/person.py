"""Part 1 of 退院・退所情報記録書: the person, the stay, who sees to it afterwards, who wrote it."""

from datetime import date
from typing import Final

from carelink.records.codes import Ticks
from carelink.records.item import AGE, FEE, INITIALS, MUST, NOTHING, Section, item
from carelink.records.lists.care import CareLevel
from carelink.records.lists.discharge import LevelPending
from carelink.records.lists.shared import Sex, VisitMode
from carelink.records.places import (
    Role,
    Step,
    answer,
    author_office,
    author_person,
    coded,
    extension,
    patient,
    person_name,
)
from carelink.records.places.root import nameless
from carelink.records.sheets.admission.around import stay
from carelink.records.sheets.admission.marks import H
from carelink.records.sheets.people import desk, office_of
from carelink.records.tree import concept

_PLACE_KIND: Final = "http://terminology.hl7.org/CodeSystem/location-physical-type"

stay_office = Role("stay-office", "Organization", "serviceProvider", stay, made=nameless)
follow_up = desk("medical-follow-up", "今後の医学管理", "discharge-basics")
follow_up_office = office_of(follow_up, "medical-follow-up-office")


def _part(code: str) -> Step:
    """Return the step to the ward (``wa``) or room (``ro``) of the stay, by name only."""
    return Step("location", {"physicalType": concept(_PLACE_KIND, code)})


class Basics(
    Section,
    frozen=True,
    code="discharge-basics",
    number="1",
    ja="基本情報・現在の状態 等",
    en="The person and the stay",
    usual=answer,
):
    """The form asks for the age; a birth date says more, so either of them will do."""

    office: str | None = item("事業所名", "Care office", mark="design", at=author_office / "name")
    care_manager: str | None = item(
        "ケアマネジャー氏名", "Care manager", mark="design", at=person_name(author_person, "IDE")
    )
    name: str | None = item(
        "氏名", "Name", level=MUST, row="1.1", mark=H, at=person_name(patient, "IDE"), instead=INITIALS
    )
    kana: str | None = item(
        "フリガナ", "Name in kana", row="1.1", mark=H, at=person_name(patient, "SYL"), instead=NOTHING
    )
    age: int | None = item("年齢", "Age", level=MUST, unit="歳", row="1.1", mark=H)
    born: date | None = item(
        "生年月日", "Birth date", level=MUST, mark="design", at=patient / "birthDate", instead=AGE
    )
    sex: Sex | None = item(
        "性別",
        "Sex",
        level=MUST,
        row="1.1",
        mark=H,
        at=coded(patient / "gender", {Sex.MALE: "male", Sex.FEMALE: "female"}),
    )
    level_change_needed: bool | None = item("要区分変更", "Change of level needed", row="1.2", mark=H)
    care_level_at_discharge: CareLevel | None = item(
        "退院(所)時の要介護度", "Care level at discharge", row="1.2", mark=H
    )
    level_pending: LevelPending | None = item(
        "退院(所)時の要介護度 申請中・なし", "No care level at discharge: why", row="1.2", mark=H
    )
    admitted: date | None = item(
        "入院(所)日", "Admission date", level=FEE, row="1.3", mark=H, at=stay / "period" / "start"
    )
    planned_discharge: date | None = item(
        "退院(所)予定日",
        "Planned discharge",
        level=FEE,
        row="1.3",
        mark=H,
        at=stay / extension("planned-discharge") / "valueDate",
    )
    cause: str | None = item(
        "入院原因疾患(入所目的等)",
        "Cause of the admission",
        row="1.4",
        mark=H,
        at=stay / Step("reasonCode") / "text",
    )
    facility: str | None = item(
        "施設名", "Hospital or facility", level=MUST, row="1.5", mark=H, at=stay_office / "name"
    )
    ward: str | None = item("棟", "Ward", row="1.5", mark=H, at=stay / _part("wa") / "location" / "display")
    room: str | None = item("室", "Room", row="1.5", mark=H, at=stay / _part("ro") / "location" / "display")
    follow_up_clinic: str | None = item(
        "今後の医学管理 医療機関名", "Who treats afterwards", row="1.6", mark=H, at=follow_up_office / "name"
    )
    follow_up_mode: Ticks[VisitMode] | None = item(
        "今後の医学管理 方法", "How it is treated afterwards", row="1.6", mark=H
    )

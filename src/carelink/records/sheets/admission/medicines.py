"""Sections 8 and 9 of 入院時情報提供書: the medicines, the family doctor."""

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import RECOMMENDED, Section, item
from carelink.records.lists.medicine import Adherence, Management
from carelink.records.lists.shared import VisitMode, YesNo
from carelink.records.places import (
    answer,
    person_name,
    telecom,
)
from carelink.records.sheets.admission.around import gp_office, gp_person
from carelink.records.sheets.admission.marks import H


class Medicines(
    Section, frozen=True, code="medicines", number="8", ja="お薬について", en="Medicines", usual=answer
):
    """What is taken and who sees to it."""

    oral_medicines: Bracketed[YesNo] | None = item(
        "内服薬", "Oral medicines", level=RECOMMENDED, row="8.1", mark=H
    )
    home_guidance: Bracketed[YesNo] | None = item(
        "居宅療養管理指導", "Guidance at home", level=RECOMMENDED, row="8.2", mark=H
    )
    medicine_management: Management | None = item(
        "薬剤管理", "Management of medicines", level=RECOMMENDED, row="8.3", mark=H
    )
    medicine_manager: str | None = item("薬剤管理 管理者", "Who manages", row="8.3", mark=H)
    medicine_method: str | None = item("薬剤管理 管理方法", "How it is managed", row="8.3", mark=H)
    adherence: Adherence | None = item("服薬状況", "Adherence", level=RECOMMENDED, row="8.4", mark=H)
    medicine_notes: str | None = item("お薬に関する、特記事項", "Notes on medicines", row="8.5", mark=H)
    notebook: bool | None = item("お薬手帳(コピー)を添付", "Medicine notebook enclosed", mark="design")


class FamilyDoctor(
    Section,
    frozen=True,
    code="family-doctor",
    number="9",
    ja="かかりつけ医について",
    en="Family doctor",
    usual=answer,
):
    """Who treats the person at home."""

    clinic: str | None = item(
        "かかりつけ医機関名", "Clinic", level=RECOMMENDED, row="9.1", mark=H, at=gp_office / "name"
    )
    clinic_tel: str | None = item(
        "かかりつけ医 電話番号",
        "Telephone of the clinic",
        level=RECOMMENDED,
        row="9.1",
        mark=H,
        at=gp_office / telecom("phone", "work") / "value",
    )
    doctor: str | None = item(
        "医師名",
        "Doctor",
        level=RECOMMENDED,
        row="9.1",
        mark=H,
        at=person_name(gp_person, "IDE"),
    )
    doctor_kana: str | None = item(
        "医師名フリガナ",
        "Doctor's name in kana",
        row="9.1",
        mark=H,
        at=person_name(gp_person, "SYL"),
    )
    visit_mode: Ticks[VisitMode] | None = item(
        "診察方法", "Way of consultation", level=RECOMMENDED, row="9.2", mark=H
    )
    visits: int | None = item("頻度", "Visits per month", unit="回/月", row="9.2", mark=H)

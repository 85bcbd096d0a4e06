"""The heading of 入院時情報提供書: who tells whom, and when."""

from datetime import date, time

from carelink.records import identifiers
from carelink.records.codes import Bracketed
from carelink.records.item import FEE, MUST, RECOMMENDED, Section, item
from carelink.records.lists.care import (
    Means,
)
from carelink.records.places import (
    author_office,
    author_person,
    coded,
    extension,
    identifier,
    listed,
    person_name,
    telecom,
)
from carelink.records.sheets.admission.around import (
    provision,
    recipient_office,
    recipient_person,
    stay,
    to_send,
)
from carelink.records.sheets.admission.marks import H


class Header(Section, frozen=True, code="header", number="H", ja="入院時情報提供書", en="Heading"):
    """Who tells whom, and when: also the evidence of 入院時情報連携加算."""

    admitted: date | None = item(
        "入院日", "Admission date", level=FEE, row="H2", at=stay / "period" / "start"
    )
    provided: date | None = item(
        "情報提供日", "Date of provision", level=FEE, row="H3", at=provision / "sent"
    )
    provided_time: time | None = item(
        "情報提供の時刻",
        "Time of provision",
        level=FEE,
        mark="design",
        at=provision / extension("provided-time") / "valueTime",
    )
    means: Bracketed[Means] | None = item(
        "情報提供の手段",
        "Means of provision",
        level=FEE,
        mark="design",
        at=provision / listed("medium", Means),
    )
    provided_where: str | None = item(
        "情報提供の場所",
        "Place of provision",
        mark="design",
        at=provision / extension("provided-where") / "valueString",
    )
    hospital: str | None = item(
        "医療機関名", "Hospital", level=MUST, row="H4", mark=H, at=recipient_office / "name"
    )
    hospital_number: str | None = item(
        "医療機関コード",
        "Hospital number",
        mark="design",
        at=recipient_office / identifier(identifiers.MEDICAL_INSTITUTION) / "value",
    )
    hospital_person: str | None = item(
        "ご担当者名", "Person in charge", row="H4", mark=H, at=person_name(recipient_person, "IDE")
    )
    office: str | None = item(
        "事業所名", "Care office", level=MUST, row="H5", mark=H, at=author_office / "name"
    )
    office_number: str | None = item(
        "事業所番号",
        "Office number",
        mark="design",
        at=author_office / identifier(identifiers.KAIGO_OFFICE) / "value",
    )
    care_manager: str | None = item(
        "ケアマネジャー氏名",
        "Care manager",
        level=MUST,
        row="H5",
        mark=H,
        at=person_name(author_person, "IDE"),
    )
    office_tel: str | None = item(
        "TEL", "Telephone of the office", row="H5", at=author_office / telecom("phone", "work") / "value"
    )
    office_fax: str | None = item(
        "FAX", "Fax of the office", row="H5", mark=H, at=author_office / telecom("fax", "work") / "value"
    )
    consent: bool | None = item(
        "利用者(患者)/家族の同意に基づき、利用者情報(身体・生活機能など)の情報を送付します。",
        "Sent with the consent of person or family",
        level=RECOMMENDED,
        row="H6",
        mark=H,
        at=coded(to_send / "provision" / "type", {True: "permit", False: "deny"}),
    )

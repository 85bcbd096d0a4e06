"""The heading of 診療情報提供書(退院時): which hospital tells which care office."""

from carelink.records import identifiers
from carelink.records.item import MUST, RECOMMENDED, Section, item
from carelink.records.places import (
    author_office,
    author_person,
    identifier,
    person_name,
    postal_address,
    telecom,
)
from carelink.records.sheets.people import desk, office_of, person_of

_recipient = desk("recipient", "情報提供先", "letter-header")
_recipient_office = office_of(_recipient, "recipient-office")
_recipient_person = person_of(_recipient, "recipient-person")


class Header(Section, frozen=True, code="letter-header", ja="情報提供先と医療機関", en="From and to"):
    """年月日 is ``written``, which every record has. The doctor is the author, the care office the reader."""

    office: str | None = item("情報提供先事業所", "Care office", level=MUST, at=_recipient_office / "name")
    office_number: str | None = item(
        "情報提供先の事業所番号",
        "Care office number",
        mark="design",
        at=_recipient_office / identifier(identifiers.KAIGO_OFFICE) / "value",
    )
    office_person: str | None = item(
        "担当", "Care manager in charge", level=RECOMMENDED, at=person_name(_recipient_person, "IDE")
    )
    hospital: str | None = item("医療機関の名称", "Hospital", level=MUST, at=author_office / "name")
    hospital_number: str | None = item(
        "医療機関コード",
        "Hospital number",
        mark="design",
        at=author_office / identifier(identifiers.MEDICAL_INSTITUTION) / "value",
    )
    hospital_address: str | None = item(
        "医療機関の所在地", "Address of the hospital", at=author_office / postal_address() / "text"
    )
    hospital_tel: str | None = item(
        "電話", "Telephone of the hospital", at=author_office / telecom("phone", "work") / "value"
    )
    hospital_fax: str | None = item(
        "FAX", "Fax of the hospital", at=author_office / telecom("fax", "work") / "value"
    )
    doctor: str | None = item("医師氏名", "Doctor", level=MUST, at=person_name(author_person, "IDE"))

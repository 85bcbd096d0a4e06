"""退院・退所情報記録書, the whole record."""

from typing import ClassVar

from carelink import canonical
from carelink.records.frame import DocumentFrame, Frame
from carelink.records.sheets.discharge.issues import Evidence, Issues
from carelink.records.sheets.discharge.person import Basics
from carelink.records.sheets.discharge.status import Status, Views
from carelink.records.sheets.sheet import InformationSheet


class DischargeRecord(InformationSheet, frozen=True):
    """退院・退所情報記録書, kept by the care manager. 記入日 is ``written``, which every record has.

    Its document type is our own only: the LOINC codes for discharge say "written by the hospital".
    """

    kind: ClassVar[str] = "discharge-record"
    title: ClassVar[str] = "退院・退所情報記録書"
    en: ClassVar[str] = "the discharge record"
    frame: ClassVar[Frame] = DocumentFrame(
        "discharge-record",
        {
            "coding": [
                {
                    "system": canonical.code_system("document-type"),
                    "code": "discharge-record",
                    "display": "退院・退所情報記録書",
                }
            ],
            "text": "退院・退所情報記録書",
        },
    )

    must_groups: ClassVar[tuple[tuple[str, ...], ...]] = (("basics.born", "basics.age"),)
    fee_groups: ClassVar[tuple[tuple[str, ...], ...]] = (
        tuple(
            f"{section}.{name}"
            for section, model in (("status", Status), ("views", Views), ("issues", Issues))
            for name in model.model_fields
        ),
    )
    """One of ① to ⑥ is enough."""

    basics: Basics = Basics()
    status: Status = Status()
    views: Views = Views()
    issues: Issues = Issues()
    evidence: Evidence = Evidence()

"""The same, asked of a sheet or record of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.errors import Words
from carelink.records.fees.admission import on_admission
from carelink.records.fees.claim import Claim
from carelink.records.fees.discharge import on_discharge
from carelink.records.lists.discharge import Attended

if TYPE_CHECKING:
    from datetime import date, time

    from carelink.records.fees.office import Office
    from carelink.records.sheets.admission import AdmissionSheet
    from carelink.records.sheets.discharge import DischargeRecord


_CANCELLED: Final = Claim(
    "", 0, Words("取り消された文書です。", "The document is cancelled: it is evidence of nothing.")
)


def _void(record: AdmissionSheet | DischargeRecord) -> bool:
    return record.revision is not None and record.revision.cancels


def of_sheet(
    sheet: AdmissionSheet, *, admitted_at: time | None = None, office: Office | None = None
) -> Claim:
    """Return the class of 入院時情報連携加算 by 入院日 and 情報提供日; the sheet has no time of admission."""
    if _void(sheet):
        return _CANCELLED
    admitted, provided = sheet.header.admitted, sheet.header.provided
    if admitted is None or provided is None:
        return Claim(
            "",
            0,
            Words(
                "入院日か情報提供日が書かれていません。", "Admission date or date of provision is not stated."
            ),
        )
    return on_admission(admitted, provided, admitted_at=admitted_at, office=office)


def of_record(record: DischargeRecord, *, discharged: date | None = None, first_plan: bool = False) -> Claim:
    """Return the class of 退院・退所加算 by the rows of 聞き取り; a row without a date does not count.

    :param discharged: the day of discharge; the planned one when not given
    """
    if _void(record):
        return _CANCELLED
    day = discharged or record.basics.planned_discharge
    if day is None:
        return Claim("", 0, Words("退院(所)日が分かりません。", "The day of discharge is not known."))
    rows = record.evidence.hearings or ()
    heard = [(h.heard, h.attended is Attended.YES) for h in rows if h.heard is not None]
    return on_discharge(heard, day, admitted=record.basics.admitted, first_plan=first_plan)

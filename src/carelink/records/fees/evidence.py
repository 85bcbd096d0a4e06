"""Class and content together: what a sheet bears out, and what it would still have to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from datetime import date, time

    from carelink.findings import Report
    from carelink.records.fees.claim import Claim
    from carelink.records.fees.office import Office


@dataclass(frozen=True, slots=True)
class Evidence:
    """A class with its reason, and what the notice asks for and the record does not state.

    :param fee: which fee it is about
    :param claim: the class that days and counts reach
    :param missing: a ``valid-but-not-billable`` finding for each content that is not stated
    """

    fee: Words
    claim: Claim
    missing: Report

    @property
    def billable(self) -> bool:
        """Whether a class is reached and nothing of its content is missing."""
        return self.claim.billable and not len(self.missing)


def evidence(
    record: Any,
    *,
    admitted_at: time | None = None,
    discharged: date | None = None,
    first_plan: bool = False,
    office: Office | None = None,
) -> Evidence:
    """Return what an admission sheet or a discharge record bears out.

    :param admitted_at: of an admission sheet: the time of admission, which the form has no box for
    :param discharged: of a discharge record: the day of discharge; the planned one when not given
    :param first_plan: of a discharge record: whether 初回加算 is claimed
    :raises UsageError: when the record is of another kind
    """
    from carelink.findings import Report
    from carelink.records import check, rules
    from carelink.records.fees.forms import of_record, of_sheet

    if record.kind == "admission-sheet":
        fee = Words("入院時情報連携加算", "Fee for informing the hospital")
        claim = of_sheet(record, admitted_at=admitted_at, office=office)
    elif record.kind == "discharge-record":
        fee = Words("退院・退所加算", "Fee for the return from hospital")
        claim = of_record(record, discharged=discharged, first_plan=first_plan)
    else:
        raise UsageError(
            Words(
                "この記録に当たる加算の規則はありません。", "No fee rule is known for this kind of record."
            ),
            hint=Words(
                "入院時情報提供書か退院・退所情報記録書を渡してください。",
                "Give an admission sheet or a discharge record.",
            ),
        )
    missing = (f for f in check(record.to_fhir()) if f.code == rules.NOT_BILLABLE.code)
    return Evidence(fee, claim, Report(missing))

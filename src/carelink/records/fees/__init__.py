"""Which class of a fee may be claimed, and why: 入院時情報連携加算 and 退院・退所加算.

>>> from carelink.records import fees                              # doctest: +SKIP
>>> fees.of_sheet(sheet, admitted_at=time(19, 30)).units           # doctest: +SKIP
>>> fees.of_record(record, discharged=date(2026, 11, 27)).name     # doctest: +SKIP

Classes come of days and counts only. Whether the content suffices is said by ``check``:
``valid-but-not-billable``; :func:`evidence` puts both together.
Rules are data by the day they took effect; what is remembered and was not compared with the notice says so.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.records.fees.admission import ADMISSION, Limits, limits_of, on_admission
    from carelink.records.fees.claim import Claim
    from carelink.records.fees.conference import CONFERENCE, qualifies
    from carelink.records.fees.discharge import DISCHARGE, on_discharge
    from carelink.records.fees.evidence import Evidence, evidence
    from carelink.records.fees.forms import of_record, of_sheet
    from carelink.records.fees.office import Office

__all__ = [
    "ADMISSION",
    "CONFERENCE",
    "DISCHARGE",
    "Claim",
    "Evidence",
    "Limits",
    "Office",
    "evidence",
    "limits_of",
    "of_record",
    "of_sheet",
    "on_admission",
    "on_discharge",
    "qualifies",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "admission": ("ADMISSION", "Limits", "limits_of", "on_admission"),
        "claim": ("Claim",),
        "conference": ("CONFERENCE", "qualifies"),
        "evidence": ("Evidence", "evidence"),
        "discharge": ("DISCHARGE", "on_discharge"),
        "forms": ("of_record", "of_sheet"),
        "office": ("Office",),
    },
)

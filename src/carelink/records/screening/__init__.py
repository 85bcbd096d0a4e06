"""The hospital's screening list (退院困難な要因) filled from a received 入院時情報提供書.

>>> from carelink.records import screening                          # doctest: +SKIP
>>> found = screening.of_sheet(sheet)                                # doctest: +SKIP
>>> [(line.factor.letter, line.answer) for line in found.lines]      # doctest: +SKIP

The form itself marks the items that bear on it (``*``). Each proposal names the items it comes from; a nurse
decides. What the sheet does not ask, or does not state, is never taken for a no.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.records.screening.mapping import of_sheet
    from carelink.records.screening.result import Answer, Line, Screening, Source

__all__ = ["Answer", "Line", "Screening", "Source", "of_sheet"]

__getattr__, __dir__ = doors(
    __name__,
    {
        "mapping": ("of_sheet",),
        "result": ("Answer", "Line", "Screening", "Source"),
    },
)

"""The conformance suite: what any system must do with the files and parcels of its neighbours.

>>> from carelink.testing.conformance import cases, judge, load
>>> make = load("carelink.testing.conformance.own:Carelink")
>>> results = [judge(case, make) for case in cases()]  # doctest: +SKIP

``pytest --pyargs carelink.testing.suite --carelink-client their:Client`` does the same as tests.
"""

from typing import TYPE_CHECKING, Final

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.testing.conformance.case import Case, Receive, Send
    from carelink.testing.conformance.catalogue import cases
    from carelink.testing.conformance.client import load
    from carelink.testing.conformance.folders import write_case
    from carelink.testing.conformance.judging import Result, judge
    from carelink.testing.conformance.report import to_html

VERSION: Final = "1.0"
"""Of the suite: what passed it, passed these cases. A new case makes a new version."""

__all__ = [
    "VERSION",
    "Case",
    "Receive",
    "Result",
    "Send",
    "cases",
    "judge",
    "load",
    "to_html",
    "write_case",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "case": ("Case", "Receive", "Send"),
        "catalogue": ("cases",),
        "client": ("load",),
        "folders": ("write_case",),
        "judging": ("Result", "judge"),
        "report": ("to_html",),
    },
)

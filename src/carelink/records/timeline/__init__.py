"""The course of discharge support as data: who owes what to whom by when.

>>> from carelink.records import timeline                               # doctest: +SKIP
>>> stay = timeline.Stay(date(2026, 11, 20), time(19, 30))              # doctest: +SKIP
>>> line = timeline.timeline(stay)                                      # doctest: +SKIP
>>> line["information-first"].latest, line.report(date(2026, 11, 25))   # doctest: +SKIP

The national default is put together from the fee rules and from rules that regions published; how certain
each deadline is stands beside it. Deadlines of local rules are a file over it, never code.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.records.timeline.due import Due, State, Timeline, timeline
    from carelink.records.timeline.stay import Stay, stay_of
    from carelink.records.timeline.steps import Course, Step, load, national

__all__ = ["Course", "Due", "State", "Stay", "Step", "Timeline", "load", "national", "stay_of", "timeline"]

__getattr__, __dir__ = doors(
    __name__,
    {
        "due": ("Due", "State", "Timeline", "timeline"),
        "stay": ("Stay", "stay_of"),
        "steps": ("Course", "Step", "load", "national"),
    },
)

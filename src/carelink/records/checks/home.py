"""Items of 在宅情報共有シート that must agree with each other, and slips of the pen among the measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.records import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case

KIND: Final = "home-sheet"

_POSSIBLE: Final = {
    "temperature": (25, 45),
    "pulse": (10, 300),
    "systolic": (30, 300),
    "diastolic": (10, 200),
    "spo2": (30, 100),
    "respiration": (2, 80),
    "weight": (10, 300),
}
"""What a device at a bedside may show; beyond it somebody typed a digit too many. No judgement of health."""


def measures(case: Case) -> Iterator[Finding]:
    """Yield a finding for what no device shows, and for a pressure whose halves are exchanged."""
    if case.kind != KIND:
        return
    for name, (least, most) in _POSSIBLE.items():
        value = case.get(f"measures.{name}")
        if value is not None and not least <= value <= most:
            yield case.say_at(rules.MEASURE_IMPLAUSIBLE, f"measures.{name}")
    upper, lower = case.get("measures.systolic"), case.get("measures.diastolic")
    if upper is not None and lower is not None and lower >= upper:
        yield case.say_at(rules.PRESSURE_REVERSED, "measures.diastolic")


def seen(case: Case) -> Iterator[Finding]:
    """Yield a finding where the sheet was written before the person was seen."""
    if case.kind != KIND:
        return
    at = case.get("basics.seen")
    if at is not None and case.written is not None and at > case.written:
        yield case.say_at(rules.SEEN_AHEAD, "basics.seen")


def messages(case: Case) -> Iterator[Finding]:
    """Yield a finding for each message that says nothing, or that is for nobody."""
    if case.kind != KIND or not case.states("messages.messages"):
        return
    item = case.form["messages.messages"]
    parts = {part.name: part for part in item.parts}
    for node in case.doc.find("Communication", item.code):
        for name in ("to", "text"):
            if parts[name].at.get(case.doc, node) is None:
                yield rules.MESSAGE_OPEN.at(case.doc.path(node), ja=parts[name].ja, en=parts[name].en)

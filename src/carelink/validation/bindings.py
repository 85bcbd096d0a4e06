"""Codes against value sets and code systems: the strength decides how much it matters (R4 terminologies)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.profiles.terminology.members import either
from carelink.validation.rules import terminology as rules

if TYPE_CHECKING:
    from carelink.findings import Rule
    from carelink.profiles.terminology import Members, Terminology
    from carelink.validation.place import Place
    from carelink.validation.sink import Sink

_OUTSIDE: dict[str, Rule] = {
    "required": rules.CODE_NOT_IN_VALUE_SET,
    "extensible": rules.CODE_NOT_IN_EXTENSIBLE_SET,
    "preferred": rules.CODE_NOT_IN_PREFERRED_SET,
}
_ABSENT: dict[str, Rule] = {
    "required": rules.CODE_MISSING,
    "extensible": rules.CODE_MISSING_EXTENSIBLE,
}

_NO_SYSTEM = ""
"""A coding without a system belongs to no value set; only bare codes take theirs from the set."""


class Bound:
    """One binding, its value sets looked up on first use.

    :param strength: required, extensible, preferred or example
    :param value_set: canonical of the set
    :param most: canonical of the set that codes may never leave
    """

    __slots__ = ("_terminology", "most", "strength", "value_set")

    def __init__(
        self, strength: str, value_set: str | None, most: str | None, terminology: Terminology
    ) -> None:
        self.strength = strength
        self.value_set = value_set
        self.most = most
        self._terminology = terminology

    @property
    def required(self) -> bool:
        """Whether only codes of the set will do."""
        return self.strength == "required"

    def members(self) -> Members | None:
        """Return the value set, None when it is not at hand."""
        return self._terminology.members(self.value_set) if self.value_set else None

    def limit(self) -> Members | None:
        """Return the maximum value set, None when there is none at hand."""
        return self._terminology.members(self.most) if self.most else None

    def code(self, sink: Sink, code: str, place: Place) -> None:
        """Check a bare code (also string, uri): the system follows from the value set."""
        self._judge(sink, place, [(None, code)])

    def coding(self, sink: Sink, coding: dict[str, Any], place: Place) -> None:
        """Check a Coding, or a Quantity by its unit; without system or code there is nothing to test."""
        system, code = coding.get("system"), coding.get("code")
        if isinstance(system, str) and isinstance(code, str):
            self._judge(sink, place, [(system, code)])

    def concept(self, sink: Sink, concept: dict[str, Any], place: Place) -> None:
        """Check a CodeableConcept: one coding in the set suffices."""
        codings = concept.get("coding")
        pairs = [
            (c.get("system", _NO_SYSTEM), c["code"])
            for c in (codings if isinstance(codings, list) else ())
            if isinstance(c, dict) and isinstance(c.get("code"), str)
        ]
        if pairs:
            self._judge(sink, place, pairs)
        elif codings or "text" in concept or not concept.get("extension"):
            self.absent(sink, place)

    def absent(self, sink: Sink, place: Place) -> None:
        """Note that no code is given where the binding wants one."""
        rule = _ABSENT.get(self.strength)
        if self.most and self.strength == "extensible":
            rule = rules.CODE_MISSING
        if rule is not None:
            sink.add(rule, place, value_set=self.value_set)

    def _judge(self, sink: Sink, place: Place, pairs: list[tuple[Any, str]]) -> None:
        if self.most is not None and (limit := self.limit()) is not None and _any(limit, pairs) is False:
            sink.add(rules.CODE_OUTSIDE_MAXIMUM_SET, place, value_set=self.most)
            return
        rule = _OUTSIDE.get(self.strength)
        if rule is None:
            return
        members = self.members()
        if members is None:
            named = self.value_set is not None and self._terminology.codes(self.value_set) is not None
            unknown = rules.VALUE_SET_IS_CODE_SYSTEM if named else rules.VALUE_SET_UNKNOWN
            sink.add(unknown, place, value_set=self.value_set)
            return
        inside = _any(members, pairs)
        if inside is False:
            sink.add(rule, place, value_set=self.value_set)
        elif inside is None and self.strength != "preferred":
            sink.add(rules.VALUE_SET_NOT_CHECKED, place, value_set=self.value_set)


def _any(members: Members, pairs: list[tuple[Any, str]]) -> bool | None:
    if len(pairs) == 1 and pairs[0][0] is None:
        return members.has(None, pairs[0][1])
    return either(isinstance(system, str) and members.has(system, code) for system, code in pairs)

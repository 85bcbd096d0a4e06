"""Where findings gather while a tree is walked: once each, turned into words only at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.findings import Finding, Severity
from carelink.validation.place import path_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from carelink.errors import Words
    from carelink.findings import Rule
    from carelink.validation.place import Place

FINDINGS_AT_MOST: Final = 200_000
"""So many are noted for one document; a hostile file must not fill the memory."""


class Sink:
    """Notes what is found, in the order found; the same thing said by two profiles is noted once."""

    __slots__ = ("_noted", "checked", "demanded_by", "errors")

    def __init__(self) -> None:
        self._noted: dict[tuple[Any, ...], tuple[Rule, str, str | None, dict[str, Any]]] = {}
        self.errors = 0
        self.checked: set[tuple[int, str]] = set()
        """Resources (by identity) and the profiles they were checked against: each pair is checked once."""
        self.demanded_by: str | None = None
        """Profile element whose demands are being checked, said of every finding meanwhile."""

    def add(self, rule: Rule, place: Place, **facts: Any) -> None:
        """Note a finding at a place; ``facts`` fill the words and are never values of the record."""
        if rule.severity is Severity.ERROR:
            self.errors += 1
        if len(self._noted) >= FINDINGS_AT_MOST:
            return
        path = path_of(place)
        key = (path, rule.code, *facts.values())
        if key not in self._noted:
            self._noted[key] = (rule, path, self.demanded_by, facts)

    def __len__(self) -> int:
        return len(self._noted)

    def findings(self) -> Iterator[Finding]:
        """Yield what was noted, in words."""
        for rule, path, demanded_by, facts in self._noted.values():
            yield self.finding(rule, path, demanded_by, facts)

    @staticmethod
    def finding(rule: Rule, path: str, demanded_by: str | None, facts: dict[str, Any]) -> Finding:
        """Return a finding in words."""
        says, fix = _words(rule, facts) if facts else (rule.says, rule.fix)
        return Finding(path, rule.code, rule.severity, says, fix, None, demanded_by)

    def put_into(self, found: dict[Any, Finding]) -> None:
        """Put what was noted, in words, beside what was found before; the same once."""
        for key, noted in self._noted.items():
            if key not in found and len(found) < FINDINGS_AT_MOST:
                found[key] = self.finding(*noted)


def _words(rule: Rule, facts: dict[str, Any]) -> tuple[Words, Words]:
    """Return a rule's words with these facts in them; the same are asked for again and again."""
    key = (rule.code, *facts.items())
    known = _WORDED.get(key)
    if known is None:
        finding = rule.at("", **facts)
        if len(_WORDED) >= _WORDED_AT_MOST:
            _WORDED.clear()
        known = _WORDED[key] = (finding.message, finding.fix)
    return known


_WORDED_AT_MOST: Final = 5_000
_WORDED: Final[dict[Hashable, tuple[Words, Words]]] = {}

"""The few items of a coordinator that FHIR says in its own way: the name, the course, the office."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.records.facility.places import drop, erase
from carelink.records.tree import Node, code_of, concept, dicts

if TYPE_CHECKING:
    from carelink.records.coordinators.pair import Pair
    from carelink.records.item import Item

_WRITING: Final = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"
_COURSES: Final = canonical.code_system("coordinator-course")
_YEAR: Final = re.compile(r"[12][0-9]{3}")


class _Single:
    """The part that all of these share: they know their item without being told anything about it."""

    __slots__ = ()

    def bind(self, item: Item) -> Any:  # noqa: ARG002  same door for every place
        """Return this place."""
        return self


@dataclass(frozen=True, slots=True)
class Name(_Single):
    """One writing of the name, marked IDE (漢字) or SYL (カナ) as JP Core does."""

    writing: str

    def _found(self, doc: Pair) -> Node | None:
        for entry in dicts(doc.practitioner.get("name")):
            marks = dicts(entry.get("extension"))
            if any(e.get("url") == _WRITING and e.get("valueCode") == self.writing for e in marks):
                return entry
        return None

    def get(self, doc: Pair, here: Node | None) -> str | None:  # noqa: ARG002  same door for every place
        """Return the text, or None."""
        text = (self._found(doc) or {}).get("text")
        return text if isinstance(text, str) and text else None

    def put(self, doc: Pair, here: Node | None, value: str | None) -> None:  # noqa: ARG002  same door
        """Write the text; family and given of another name go with it."""
        entry = self._found(doc)
        if entry is not None:
            drop(doc.practitioner, ("name",), entry)
        if value is None:
            return
        said: Node = {
            "extension": [{"url": _WRITING, "valueCode": self.writing}],
            "use": "official",
            "text": value,
        }
        parts = value.split()
        if len(parts) == 2:  # noqa: PLR2004  姓 and 名
            said |= {"family": parts[0], "given": [parts[1]]}
        doc.make("practitioner").setdefault("name", []).append(said)

    def where(self, doc: Pair, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('practitioner')}.name"


@dataclass(frozen=True, slots=True)
class Trained(_Single):
    """修了年度 as ``Practitioner.qualification``: the course, and the year the fiscal year begins in."""

    def _found(self, doc: Pair) -> Node | None:
        entries = dicts(doc.practitioner.get("qualification"))
        return next((e for e in entries if code_of(e.get("code"), _COURSES) == "hhc"), None)

    def get(self, doc: Pair, here: Node | None) -> int | None:  # noqa: ARG002  same door for every place
        """Return the year, or None; a day is more than a fiscal year and stays unread."""
        period = (self._found(doc) or {}).get("period")
        year = period.get("start") if isinstance(period, dict) else None
        if not isinstance(year, str) or _YEAR.fullmatch(year) is None:
            return None
        return int(year)

    def put(self, doc: Pair, here: Node | None, value: int | None) -> None:  # noqa: ARG002  same door
        """Write the year, or take the qualification away."""
        entry = self._found(doc)
        if value is None:
            if entry is not None:
                drop(doc.practitioner, ("qualification",), entry)
            return
        if entry is None:
            course = concept(_COURSES, "hhc", "在宅医療コーディネーター養成研修")
            entry = {"code": course}
            doc.make("practitioner").setdefault("qualification", []).append(entry)
        entry["period"] = {"start": f"{value:04}"}

    def where(self, doc: Pair, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('practitioner')}.qualification"


@dataclass(frozen=True, slots=True)
class OfficeNumber(_Single):
    """The office by its number or the id of its record: a logical reference, as referrals make one."""

    system: str

    def get(self, doc: Pair, here: Node | None) -> str | None:  # noqa: ARG002  same door for every place
        """Return the number, or None."""
        office = doc.role.get("organization")
        said = office.get("identifier") if isinstance(office, dict) else None
        if not isinstance(said, dict) or said.get("system") != self.system:
            return None
        value = said.get("value")
        return value if isinstance(value, str) and value else None

    def put(self, doc: Pair, here: Node | None, value: str | None) -> None:  # noqa: ARG002  same door
        """Write the number."""
        if value is None:
            erase(doc.role, ("organization", "identifier"))
        else:
            office = doc.make("role").setdefault("organization", {})
            office["identifier"] = {"system": self.system, "value": value}

    def where(self, doc: Pair, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the identifier."""
        return f"{doc.at('role')}.organization.identifier"


__all__ = ["Name", "OfficeNumber", "Trained"]

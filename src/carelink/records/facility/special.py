"""The few items of a facility that FHIR says in its own way: web page, days, publication, field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from carelink.records.codes import in_form_order
from carelink.records.facility.hours import HOLIDAYS, has_times
from carelink.records.facility.places import drop, erase
from carelink.records.lists.facility import AvailableDay, Category, Publication, PublishedService
from carelink.records.tree import Node, code_of, concept, dicts

if TYPE_CHECKING:
    from carelink.records.facility.triple import Triple
    from carelink.records.item import Item

_ROLE: Final = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
_CONFIDENTIALITY: Final = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
WEB: Final = re.compile(r"https?://[!-~]+")
"""What a program may follow as a link. Anything else in the URL item is a contact of another kind."""


class _Single:
    """The part that all of these share: they know their item without being told anything about it."""

    __slots__ = ()

    def bind(self, item: Item) -> Any:  # noqa: ARG002  same door for every place
        """Return this place."""
        return self


@dataclass(frozen=True, slots=True)
class Website(_Single):
    """URL: ``telecom`` of system ``url`` when a program may follow it, else ``other``; same text."""

    def _found(self, doc: Triple) -> Node | None:
        entries = dicts(doc.organization.get("telecom"))
        return next(
            (e for e in entries if e.get("system") in ("url", "other")), None
        )  # a list compares with a tuple, and breaks a set

    def get(self, doc: Triple, here: Node | None) -> str | None:  # noqa: ARG002  same door for every place
        """Return the text, or None."""
        value = (self._found(doc) or {}).get("value")
        return value if isinstance(value, str) and value else None

    def put(self, doc: Triple, here: Node | None, value: str | None) -> None:  # noqa: ARG002  same door
        """Write the text."""
        entry = self._found(doc)
        if value is None:
            if entry is not None:
                drop(doc.organization, ("telecom",), entry)
            return
        if entry is None:
            entry = {}
            doc.make("organization").setdefault("telecom", []).append(entry)
        entry["system"] = "url" if WEB.fullmatch(value) else "other"
        entry["value"] = value
        entry["use"] = "work"

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('organization')}.telecom"


@dataclass(frozen=True, slots=True)
class Operator(_Single):
    """法人番号 as a logical reference: ``Organization.partOf.identifier``, no resource behind it."""

    system: str

    def get(self, doc: Triple, here: Node | None) -> str | None:  # noqa: ARG002  same door for every place
        """Return the number, or None."""
        owner = doc.organization.get("partOf")
        said = owner.get("identifier") if isinstance(owner, dict) else None
        if not isinstance(said, dict) or said.get("system") != self.system:
            return None
        value = said.get("value")
        return value if isinstance(value, str) and value else None

    def put(self, doc: Triple, here: Node | None, value: str | None) -> None:  # noqa: ARG002  same door
        """Write the number."""
        if value is None:
            erase(doc.organization, ("partOf", "identifier"))
        else:
            owner = doc.make("organization").setdefault("partOf", {})
            owner["identifier"] = {"system": self.system, "value": value}

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the identifier."""
        return f"{doc.at('organization')}.partOf.identifier"


_WEEK: Final = {
    AvailableDay.WEEKDAYS: ("mon", "tue", "wed", "thu", "fri"),
    AvailableDay.SATURDAY: ("sat",),
    AvailableDay.SUNDAY: ("sun",),
}


@dataclass(frozen=True, slots=True)
class Days(_Single):
    """利用可能曜日 as ``availableTime`` without times; FHIR's week has no 祝日, an extension says it."""

    def _found(self, doc: Triple) -> Node | None:
        return next((e for e in dicts(doc.service.get("availableTime")) if not has_times(e)), None)

    def get(self, doc: Triple, here: Node | None) -> tuple[AvailableDay, ...] | None:  # noqa: ARG002  same door
        """Return the days, or None; part of a working week is not 平日 and stays unread."""
        entry = self._found(doc)
        if entry is None:
            return None
        said = entry.get("daysOfWeek")
        named = {d for d in said if isinstance(d, str)} if isinstance(said, list) else set()
        days = [day for day, week in _WEEK.items() if named.issuperset(week)]
        marks = dicts(entry.get("extension"))
        if any(e.get("url") == HOLIDAYS and e.get("valueBoolean") is True for e in marks):
            days.append(AvailableDay.HOLIDAYS)
        return in_form_order(tuple(days)) if days else None

    def put(self, doc: Triple, here: Node | None, value: tuple[AvailableDay, ...] | None) -> None:  # noqa: ARG002
        """Write the days into the ``availableTime`` without times."""
        entry = self._found(doc)
        if value is None:
            if entry is not None:
                drop(doc.service, ("availableTime",), entry)
            return
        if entry is None:
            entry = {}
            doc.make("service").setdefault("availableTime", []).append(entry)
        holidays = AvailableDay.HOLIDAYS in value
        kept = [e for e in dicts(entry.get("extension")) if e.get("url") != HOLIDAYS]
        kept += [{"url": HOLIDAYS, "valueBoolean": True}] if holidays else []
        week = [d for day in value if day in _WEEK for d in _WEEK[day]]
        for name, content in (("extension", kept), ("daysOfWeek", week)):
            entry.pop(name, None)
            if content:
                entry[name] = content

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('service')}.availableTime"


_LABEL: Final = {Publication.PUBLIC: ("U", "unrestricted"), Publication.MEMBERS: ("R", "restricted")}


@dataclass(frozen=True, slots=True)
class Visibility(_Single):
    """公開可否 as the security label of every resource, so that a directory server can keep one back.

    :param parts: the resources of the record, the one that is read last
    """

    parts: tuple[str, ...] = ("organization", "location", "service")

    def get(self, doc: Triple, here: Node | None) -> Publication | None:  # noqa: ARG002  same door for every place
        """Return what it is labelled with, or None."""
        meta = getattr(doc, self.parts[-1]).get("meta")
        label = (
            code_of({"coding": meta.get("security")}, _CONFIDENTIALITY) if isinstance(meta, dict) else None
        )
        return next((p for p, (code, _) in _LABEL.items() if code == label), None)

    def put(self, doc: Triple, here: Node | None, value: Publication | None) -> None:  # noqa: ARG002  same door
        """Label all of them."""
        for part in self.parts:
            node = doc.make(part) if value is not None else getattr(doc, part)
            meta = node.setdefault("meta", {}) if value is not None else node.get("meta")
            for label in dicts(meta.get("security")) if isinstance(meta, dict) else ():
                if label.get("system") == _CONFIDENTIALITY:
                    drop(node, ("meta", "security"), label)
            if value is not None:
                code, display = _LABEL[value]
                label = {"system": _CONFIDENTIALITY, "code": code, "display": display}
                node.setdefault("meta", {}).setdefault("security", []).append(label)

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the labels."""
        return f"{doc.at(self.parts[-1])}.meta.security"


@dataclass(frozen=True, slots=True)
class ServiceName(_Single):
    """サービスの種類 verbatim: the text beside the published code, or a concept of nothing but text."""

    def _found(self, doc: Triple) -> Node | None:
        entries = dicts(doc.service.get("type"))
        coded = (e for e in entries if code_of(e, PublishedService.system) is not None)
        return next(coded, None) or next((e for e in entries if "coding" not in e and "text" in e), None)

    def get(self, doc: Triple, here: Node | None) -> str | None:  # noqa: ARG002  same door for every place
        """Return the text, or None."""
        text = (self._found(doc) or {}).get("text")
        return text if isinstance(text, str) and text else None

    def put(self, doc: Triple, here: Node | None, value: str | None) -> None:  # noqa: ARG002  same door
        """Write the text; this item comes after the code, so that they share one concept."""
        entry = self._found(doc)
        if value is not None:
            if entry is None:
                entry = {}
                doc.make("service").setdefault("type", []).append(entry)
            entry["text"] = value
        elif entry is not None:
            entry.pop("text", None)
            if not entry:
                drop(doc.service, ("type",), entry)

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('service')}.type"


_PLACE: Final[dict[Category, tuple[str, str]]] = {
    Category.HOSPITAL: ("HOSP", "Hospital"),
    **dict.fromkeys((Category.CLINIC, Category.DENTAL, Category.DAY_CARE), ("OF", "Outpatient facility")),
    Category.PHARMACY: ("PHARM", "Pharmacy"),
    **dict.fromkeys(
        (Category.SHORT_STAY, Category.MULTIFUNCTION, Category.RESIDENTIAL, Category.HOUSING),
        ("NCCF", "Nursing or custodial care facility"),
    ),
    Category.INFORMAL: ("COMM", "Community Location"),
}
_CENTRE: Final = ("CSC", "community service center")


@dataclass(frozen=True, slots=True)
class Field(_Single):
    """分野: exact in ``HealthcareService.category``; also as the role code mCSD asks of a Location."""

    def get(self, doc: Triple, here: Node | None) -> Category | None:  # noqa: ARG002  same door for every place
        """Return the field, or None."""
        codes = (code_of(e, Category.system) for e in dicts(doc.service.get("category")))
        return next((c for code in codes if (c := Category.by_code(code)) is not None), None)

    def put(self, doc: Triple, here: Node | None, value: Category | None) -> None:  # noqa: ARG002  same door
        """Write both."""
        for part, name, system in (("service", "category", Category.system), ("location", "type", _ROLE)):
            for entry in dicts(getattr(doc, part).get(name)):
                if code_of(entry, system) is not None:
                    drop(getattr(doc, part), (name,), entry)
        if value is not None:
            self.add(doc, value)

    def add(self, doc: Triple, value: Category) -> None:
        """Write both into a new facility, where nothing has to be looked for."""
        mine = concept(Category.system, value.code, value.label)
        doc.make("service").setdefault("category", []).append(mine)
        code, display = _PLACE.get(value, _CENTRE)
        doc.make("location").setdefault("type", []).append(concept(_ROLE, code, display))

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('service')}.category"


__all__ = ["Days", "Field", "Operator", "ServiceName", "Visibility", "Website"]

"""Who a JP-CLINS document is about, and who wrote it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.jp_clins.told import clean
from carelink.converters.rules import clins as rules
from carelink.records import identifiers
from carelink.records.tree import Node, dicts

if TYPE_CHECKING:
    from carelink.converters.jp_clins.source import Place, Source
    from carelink.records.sheets.letter import Basics, Header

_REPRESENTATION: Final = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"
_FROM: Final = "920"


def basics_of(source: Source) -> Basics:
    """Return the person."""
    from carelink.records.lists.shared import Sex
    from carelink.records.sheets.letter import Basics

    found = source.first((source.root or {}).get("subject"), "Patient")
    if found is None:
        source.say(rules.BROKEN_REFERENCE, f"{source.root_path}.subject")
        return Basics()
    node, path = found
    source.take(node, path, {"name", "gender", "birthDate", "address", "telecom"})
    if node.get("identifier"):
        source.say(rules.ELEMENT, f"{path}.identifier")
    sex = {"male": Sex.MALE, "female": Sex.FEMALE}.get(str(node.get("gender")))
    if sex is None and node.get("gender") is not None:
        source.say(rules.UNREADABLE, f"{path}.gender")
    address: Node = next(iter(dicts(node.get("address"))), {})
    return Basics(
        name=_name(node, "IDE"),
        kana=_name(node, "SYL"),
        sex=sex,
        born=_born(source, node, path),
        postal_code=clean(address.get("postalCode")),
        address=_address(address),
        tel=_telecom(node, "phone"),
    )


def _born(source: Source, node: Node, path: str) -> date | None:
    raw = node.get("birthDate")
    try:
        return None if raw is None else date.fromisoformat(raw)
    except (TypeError, ValueError):
        source.say(rules.UNREADABLE, f"{path}.birthDate")
        return None


def header_of(source: Source, sections: list[Place]) -> Header:
    """Return who wrote it: the authors of the document, else who the section 紹介元情報 lists."""
    from carelink.records.sheets.letter import Header

    root = source.root or {}
    listed = [r for p in sections if p.kind.code == _FROM for r in _references(p.node)]
    authors = [*source.parts("author"), *listed]
    office = source.first(root.get("custodian"), "Organization") or source.first(authors, "Organization")
    doctor = source.first(authors, "Practitioner")
    values: dict[str, Any] = {}
    if office is not None:
        node, path = office
        source.take(node, path, {"name", "address", "telecom", "type"})
        values = {
            "hospital": clean(node.get("name")),
            "hospital_number": _number(node),
            "hospital_address": _address(next(iter(dicts(node.get("address"))), {})),
            "hospital_tel": _telecom(node, "phone"),
            "hospital_fax": _telecom(node, "fax"),
        }
    if doctor is not None:
        source.take(*doctor, {"name"})
        values["doctor"] = _name(doctor[0], "IDE")
    return Header(**values)


def _references(section: Node) -> list[Node]:
    return dicts(section.get("entry"))


def _name(node: Node, representation: str) -> str | None:
    """Return the name in kanji (``IDE``) or kana (``SYL``); an unmarked one counts as kanji."""
    unmarked = None
    for name in dicts(node.get("name")):
        text = clean(name.get("text")) or _joined(name)
        kinds = [e.get("valueCode") for e in dicts(name.get("extension")) if e.get("url") == _REPRESENTATION]
        if representation in kinds:
            return text
        if not kinds and unmarked is None:
            unmarked = text
    return unmarked if representation == "IDE" else None


def _joined(name: Node) -> str | None:
    given = name.get("given")
    parts = [name.get("family"), *(given if isinstance(given, list) else ())]
    return " ".join(said for part in parts if (said := clean(part))) or None


def _number(node: Node) -> str | None:
    wanted = [i for i in dicts(node.get("identifier")) if i.get("system") == identifiers.MEDICAL_INSTITUTION]
    return clean(wanted[0].get("value")) if wanted else None


def _address(address: Node) -> str | None:
    text = clean(address.get("text"))
    if text is not None:
        return text
    lines = address.get("line")
    parts = [address.get("state"), address.get("city"), *(lines if isinstance(lines, list) else ())]
    return "".join(said for part in parts if (said := clean(part))) or None


def _telecom(node: Node, system: str) -> str | None:
    return next(
        (clean(t.get("value")) for t in dicts(node.get("telecom")) if t.get("system") == system), None
    )

"""What a section or a resource says in words: its narrative as plain text, or its main elements in a line."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final

from carelink.records.tree import dicts

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.records.tree import Node

_BLOCKS: Final = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "table", "ul", "ol"))
_SILENT: Final = frozenset(("script", "style", "head", "title"))
_SPACES: Final = re.compile(r"[ \t\r\f\v]+")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREFIX: Final = "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Condition_DiseasePrefixModifier"
_POSTFIX: Final = (
    "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Condition_DiseasePostfixModifier"
)
_DOUBTFUL: Final = frozenset(("provisional", "differential", "unconfirmed"))
LONGEST: Final = 200_000
"""Characters of a narrative that are read; a page of a doctor's letter has two thousand."""


def clean(raw: Any) -> str | None:
    """Return a text that an item can hold, None when nothing is left of it."""
    if not isinstance(raw, str):
        return None
    text = _CONTROLS.sub("", raw[:LONGEST]).replace("\r\n", "\n").replace("\r", "\n")
    lines = [_SPACES.sub(" ", line).strip(" ") for line in text.split("\n")]
    return "\n".join(line for line in lines if line) or None


class _Words(HTMLParser):
    """Collects the words of XHTML; a block begins a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002  as HTMLParser calls it
        if tag in _BLOCKS:
            self.parts.append("\n")
        self._silent += tag in _SILENT

    def handle_startendtag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002  as HTMLParser calls it
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        self._silent = max(0, self._silent - (tag in _SILENT))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(_SPACES.sub(" ", data.replace("\n", " ")))


def narrative(node: Node) -> str | None:
    """Return the words of ``node.text``, a line for each block."""
    text = node.get("text")
    div = text.get("div") if isinstance(text, dict) else None
    if not isinstance(div, str):
        return None
    words = _Words()
    words.feed(div[:LONGEST])
    words.close()
    return clean("".join(words.parts))


def concept(value: Any) -> str | None:
    """Return what a CodeableConcept is called: its text, or the first display with its modifiers."""
    if not isinstance(value, dict):
        return None
    text = clean(value.get("text"))
    if text is not None:
        return text
    shown = next((s for c in dicts(value.get("coding")) if (s := clean(c.get("display")))), None)
    if shown is None:
        return None
    before = [_modifier(e) for e in dicts(value.get("extension")) if e.get("url") == _PREFIX]
    after = [_modifier(e) for e in dicts(value.get("extension")) if e.get("url") == _POSTFIX]
    return "".join(part for part in (*before, shown, *after) if part)


def _modifier(extension: Node) -> str | None:
    return concept(extension.get("valueCodeableConcept"))


def code(value: Any) -> str | None:
    """Return the first code of a CodeableConcept."""
    codings = dicts(value.get("coding")) if isinstance(value, dict) else []
    return next((c["code"] for c in codings if isinstance(c.get("code"), str)), None)


def diagnosis(condition: Node) -> str | None:
    """Return the name of a Condition; what is not certain is said to be so."""
    name = concept(condition.get("code"))
    doubtful = code(condition.get("verificationStatus")) in _DOUBTFUL
    return f"{name}（疑い）" if name and doubtful and not name.endswith(("疑い", "疑い）")) else name


def onset(condition: Node) -> str | None:
    """Return when a Condition began, as the document writes it."""
    return clean(condition.get("onsetDateTime")) or clean(condition.get("onsetString"))


def notes(node: Node) -> list[str]:
    """Return the notes of a resource."""
    return [said for note in dicts(node.get("note")) if (said := clean(note.get("text")))]


def _condition(node: Node) -> str | None:
    return _line(diagnosis(node), [onset(node), *notes(node)])


def _allergy(node: Node) -> str | None:
    severe = "重症化のおそれ" if node.get("criticality") == "high" else None
    reactions = [concept(m) for r in dicts(node.get("reaction")) for m in dicts(r.get("manifestation"))]
    return _line(concept(node.get("code")), [severe, *reactions, *notes(node)])


def _medicine(node: Node) -> str | None:
    doses = [_dose(d) for d in dicts(node.get("dosageInstruction") or node.get("dosage"))]
    return _line(concept(node.get("medicationCodeableConcept")), doses)


def _dose(dosage: Node) -> str | None:
    timing = dosage.get("timing")
    return clean(dosage.get("text")) or (concept(timing.get("code")) if isinstance(timing, dict) else None)


def _procedure(node: Node) -> str | None:
    return _line(concept(node.get("code")), [clean(node.get("performedDateTime")), *notes(node)])


def _plan(node: Node) -> str | None:
    title, description = clean(node.get("title")), clean(node.get("description"))
    return _line(title or description, [description] if title else [])


def _encounter(node: Node) -> str | None:
    return "、".join(said for r in dicts(node.get("reasonCode")) if (said := concept(r))) or None


def _line(name: str | None, more: list[str | None]) -> str | None:
    """Return the name and what is said of it; without a name nothing: a dose of an unknown drug misleads."""
    rest = [part for part in dict.fromkeys(more) if part]
    if name is None:
        return None
    return f"{name}: {'、'.join(rest)}" if rest else name


LINES: Final[dict[str, tuple[Callable[[Node], str | None], frozenset[str]]]] = {
    "Condition": (
        _condition,
        frozenset(("code", "onsetDateTime", "onsetString", "note", "verificationStatus", "clinicalStatus")),
    ),
    "AllergyIntolerance": (
        _allergy,
        frozenset(("code", "criticality", "reaction", "note", "verificationStatus", "clinicalStatus")),
    ),
    "MedicationRequest": (
        _medicine,
        frozenset(("medicationCodeableConcept", "dosageInstruction", "status", "intent")),
    ),
    "MedicationStatement": (_medicine, frozenset(("medicationCodeableConcept", "dosage", "status"))),
    "Procedure": (_procedure, frozenset(("code", "performedDateTime", "note", "status"))),
    "CarePlan": (_plan, frozenset(("title", "description", "status", "intent"))),
    "Encounter": (_encounter, frozenset(("reasonCode", "status", "class"))),
}
"""What of each type of resource makes its line, and the elements that are taken by it."""

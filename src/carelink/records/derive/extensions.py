"""The extensions of ours, each defined; few, because most items have a home in R4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from carelink.records.derive.parts import FHIR, binding, element, head, types
from carelink.records.derive.reasons import reasoned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.tree import Node


@dataclass(frozen=True, slots=True)
class Extension:
    """A simple extension: one value, allowed on these elements."""

    name: str
    value: str
    on: tuple[str, ...]
    title: str
    description: str
    values: str = ""

    def to_fhir(self) -> Node:
        """Return its StructureDefinition."""
        said: dict[str, Any] = {"binding": binding(self.values)} if self.values else {}
        base = head("StructureDefinition", self.name, self.title, self.description)
        return {
            **base,
            "fhirVersion": "4.0.1",
            "kind": "complex-type",
            "abstract": False,
            "context": [{"type": "element", "expression": on} for on in self.on],
            "type": "Extension",
            "baseDefinition": FHIR + "Extension",
            "derivation": "constraint",
            "differential": {
                "element": [
                    element("Extension", short=self.title, max_="1"),
                    reasoned(element("Extension.extension", max_="0")),
                    reasoned(element("Extension.url", fixedUri=base["url"])),
                    reasoned(element("Extension.value[x]", min_=1, type_=types(self.value), **said)),
                ]
            },
        }


EXTENSIONS: Final = (
    Extension(
        "form-edition",
        "string",
        ("Composition",),
        "様式の版 / Edition of the form",
        "2018, 2024 or local:NAME.",
    ),
    Extension(
        "endpoint-keys",
        "base64Binary",
        ("Endpoint",),
        "公開鍵 / Public keys",
        "JWKS (RFC 7517) of the member that parcels are sealed for; mCSD has no place for keys.",
    ),
    Extension(
        "masked-item",
        "string",
        ("Composition",),
        "伏せた項目 / Masked item",
        "Path of an item that the sender withheld from this receiver (data-absent-reason masked): that it is "
        "not there says nothing about the person.",
    ),
    Extension(
        "person-age",
        "integer",
        ("RelatedPerson",),
        "年齢 / Age",
        "The age the form states for a caregiver, whose birth date it does not ask for.",
    ),
    Extension(
        "living-together",
        "CodeableConcept",
        ("RelatedPerson",),
        "同居・別居 / Same or separate household",
        "Whether a caregiver lives with the person.",
        "cohabiting",
    ),
    Extension(
        "provided-time",
        "time",
        ("Communication",),
        "情報提供の時刻 / Time of provision",
        "The form has a date only, the fee rule wants the time too.",
    ),
    Extension(
        "provided-where",
        "string",
        ("Communication",),
        "情報提供の場所 / Place of provision",
        "Only when the care manager went there.",
    ),
    Extension(
        "referred-kind",
        "CodeableConcept",
        ("Task",),
        "紹介先の種別 / Kind of place referred to",
        "What kind of place a case is handed on to.",
        "caller-type",
    ),
    Extension(
        "planned-discharge",
        "date",
        ("Encounter",),
        "退院(所)予定日 / Planned discharge",
        "The day the stay is expected to end; period.end is the day it did.",
    ),
    Extension(
        "disease-stability",
        "CodeableConcept",
        ("Condition",),
        "疾患の状況 / State of a disease",
        "Whether the hospital calls it stable; clinicalStatus has no word for that.",
        "stability",
    ),
    Extension(
        "conference-attended",
        "CodeableConcept",
        ("Communication",),
        "会議出席 / At a conference",
        "Whether a hearing was a conference that the care manager attended: 退院・退所加算 depends on it.",
        "attended",
    ),
    Extension(
        "meeting-attendance",
        "CodeableConcept",
        ("PractitionerRole",),
        "出席・欠席 / Present or absent",
        "Whether somebody invited to a meeting came.",
        "attendance",
    ),
    Extension(
        "opinion-profession",
        "CodeableConcept",
        ("Communication",),
        "職種 / Profession",
        "As which profession somebody spoke, who need not be a resource.",
        "profession",
    ),
    Extension(
        "proxy-agreed",
        "boolean",
        ("RelatedPerson",),
        "代理意思決定者についての本人の同意 / Named by the person",
        "Whether the person agreed to be spoken for by this one; absent means not stated.",
    ),
    Extension(
        "called-first",
        "CodeableConcept",
        ("Patient.contact",),
        "急変時の連絡先の種別 / Kind of whom to call",
        "Beside the relationship C (emergency contact); the order of the contacts is the order of the calls.",
        "called-first",
    ),
    Extension(
        "contact-hours",
        "string",
        ("Patient.contact",),
        "連絡の時間帯 / When to call",
        "The time of day as the form writes it; ContactPoint.period counts days.",
    ),
    Extension(
        "message-to",
        "CodeableConcept",
        ("Communication",),
        "あて先 / To whom",
        "Which member of the team a message is for, by role; recipient names resources.",
        "addressee",
    ),
    Extension(
        "reply-by",
        "date",
        ("Communication",),
        "返事がほしい日 / Answer wanted by",
        "The day by which the writer hopes for an answer.",
    ),
)


def extensions() -> Iterator[Node]:
    """Yield every StructureDefinition of an extension."""
    for extension in EXTENSIONS:
        yield extension.to_fhir()

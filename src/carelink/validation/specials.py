"""Hand-written rules by data type: what neither cardinalities nor invariants say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.profiles.terminology.units import UCUM, is_unit
from carelink.validation import (
    bundles,
    code_lists,
    contained,
    definitions,
    extensions,
    measures,
    narrative,
    observations,
    references,
)
from carelink.validation.anchors import anchors
from carelink.validation.questionnaires import check_questionnaire, check_response
from carelink.validation.rules import references as rules
from carelink.validation.rules import structure, terminology

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.shapes import Slot
    from carelink.validation.walker import Walker

    Special = Callable[[Walker, dict[str, Any], Slot, Place, Scope], None]

_NOTE = re.compile(r"\{([^{}]*)\}")
_ABSOLUTE: Final = ("http:", "https:", "urn:", "ldap:")
URI_SYSTEM: Final = "urn:ietf:rfc:3986"
_UUID_SYSTEM: Final = "https://tools.ietf.org/html/rfc4122"
WITH_VALUE: Final = frozenset({URI_SYSTEM, _UUID_SYSTEM})
"""Systems whose rules look at the value of an identifier as well."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def resource(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Apply the rules of whole resources."""
    _contained_id(walker, node, scope)
    if scope.type in extensions.CANONICAL:
        _url(walker, node.get("url"), scope)
    contained.check(walker, node, scope)
    check = OF_RESOURCE.get(scope.type)
    if check is not None:
        check(walker, node, scope)


def _contained_id(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    if scope.container is not None and "id" not in node:
        walker.sink.add(structure.RESOURCE_ID_MISSING, scope.place)


def _url(walker: Walker, url: Any, scope: Scope) -> None:
    if isinstance(url, str) and url and not references.ABSOLUTE.fullmatch(url):
        walker.sink.add(rules.CANONICAL_RELATIVE, (scope.place, "url", None))


def xhtml(walker: Walker, value: Any, place: Place, scope: Scope) -> None:
    """Check the div of a narrative."""
    narrative.check(walker.sink, value, place, scope)


def _coding(walker: Walker, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
    del scope
    alone = slot.path != "CodeableConcept.coding"
    walker.engine.codings.check(walker.sink, value, place, alone=alone)
    if slot.bound is not None:
        slot.bound.coding(walker.sink, value, place)


def _concept(walker: Walker, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
    del scope
    if slot.bound is not None:
        slot.bound.concept(walker.sink, value, place)


def _quantity(walker: Walker, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
    del scope
    if slot.bound is not None:
        slot.bound.coding(walker.sink, value, place)
    code, system = value.get("code"), value.get("system")
    if isinstance(system, str) and system and not system.startswith(_ABSOLUTE):
        walker.sink.add(terminology.CODE_SYSTEM_RELATIVE, place)
    if system == UCUM and isinstance(code, str):
        _ucum(walker, code, value.get("unit"), place)


def _ucum(walker: Walker, code: str, shown: Any, place: Place) -> None:
    if not is_unit(code):
        walker.sink.add(terminology.UNIT_NOT_UCUM, place)
    elif "{" in code and not all(note in str(shown) for note in _NOTE.findall(code)):
        walker.sink.add(terminology.UNIT_ANNOTATION_HIDDEN, place)


def _identifier(walker: Walker, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
    del slot, scope
    system, number = value.get("system"), value.get("value")
    if not isinstance(system, str) or not system:
        return
    if not system.startswith(_ABSOLUTE):
        walker.sink.add(rules.IDENTIFIER_SYSTEM, place)
    elif system == URI_SYSTEM and isinstance(number, str) and not references.ABSOLUTE.match(number):
        walker.sink.add(rules.IDENTIFIER_NOT_URI, place)
    elif system == _UUID_SYSTEM and isinstance(number, str):
        fits = _UUID.fullmatch(number.removeprefix("urn:uuid:")) is not None
        walker.sink.add(rules.IDENTIFIER_UUID_FORM if fits else rules.IDENTIFIER_UUID, place)


def _attachment(walker: Walker, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
    del slot, scope
    data, size = value.get("data"), value.get("size")
    if not {"data", "url", "contentType", "language"} & value.keys():
        walker.sink.add(rules.ATTACHMENT_EMPTY, place)
    if not isinstance(data, str):
        return
    content = _decoded(data)
    if content is None:
        return
    if type(size) is int and size != len(content):
        walker.sink.add(rules.ATTACHMENT_SIZE, place)
    if isinstance(value.get("hash"), str) and not _hash_fits(value["hash"], content):
        walker.sink.add(rules.ATTACHMENT_HASH, place)


def _decoded(data: str) -> bytes | None:
    import base64
    import binascii

    try:
        return base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _hash_fits(stated: str, content: bytes) -> bool:
    import hashlib

    return _decoded(stated) == hashlib.sha1(content, usedforsecurity=False).digest()


def _meta(walker: Walker, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
    del slot
    source = value.get("source")
    if isinstance(source, str) and source.startswith("#") and source[1:] not in anchors(scope.root.resource):
        walker.sink.add(rules.FRAGMENT_NOT_FOUND, (place, "source", None))
    labels = value.get("security")
    seen: set[tuple[str, str]] = set()
    for index, label in enumerate(labels if isinstance(labels, list) else ()):
        if isinstance(label, dict) and isinstance(label.get("code"), str):
            key = (str(label.get("system")), label["code"])
            if key in seen:
                walker.sink.add(rules.SECURITY_LABEL_TWICE, (place, "security", index))
            seen.add(key)


OF_RESOURCE: Final[dict[str, Callable[[Walker, dict[str, Any], Scope], None]]] = {
    "Bundle": bundles.check,
    "CodeSystem": code_lists.check_code_system,
    "ConceptMap": code_lists.check_concept_map,
    "Measure": measures.check_measure,
    "MeasureReport": measures.check_report,
    "Observation": observations.check,
    "SearchParameter": code_lists.check_search_parameter,
    "StructureDefinition": definitions.check,
    "ValueSet": code_lists.check_value_set,
    "Questionnaire": check_questionnaire,
    "QuestionnaireResponse": check_response,
}
"""What to do with a resource of a type after its elements were checked."""

OF_TYPE: Final[dict[str, Special]] = {
    "Coding": _coding,
    "CodeableConcept": _concept,
    **dict.fromkeys(("Quantity", "Age", "Count", "Distance", "Duration", "SimpleQuantity"), _quantity),
    "Identifier": _identifier,
    "Attachment": _attachment,
    "Meta": _meta,
    "Reference": references.check,
    "Extension": extensions.check,
}
"""What to do with a value of a type after its elements were checked."""

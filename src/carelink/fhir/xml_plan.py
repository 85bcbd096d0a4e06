"""How each R4 type is written in XML: compiled from the tables once per type, for both directions."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.fhir.numbers import whole, within
from carelink.fhir.tables import primitive_types, type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carelink.fhir.tables import TypeInfo

FHIR: Final = "http://hl7.org/fhir"
XHTML: Final = "http://www.w3.org/1999/xhtml"
DIV: Final = f"{{{XHTML}}}div"
_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_BOOLEANS: Final = {"true": True, "false": False}

ATTRIBUTE: Final = "attribute"
PRIMITIVE: Final = "primitive"
COMPLEX: Final = "complex"
RESOURCE: Final = "resource"
NARRATIVE: Final = "narrative"


class Step(NamedTuple):
    """One JSON name of a type.

    :param key: the JSON name, also the XML name
    :param said: the name in FHIRPath: ``value.ofType(Quantity)`` for valueQuantity
    :param order: place of the element among its siblings
    :param array: whether JSON writes a list
    :param form: ATTRIBUTE, PRIMITIVE, COMPLEX, RESOURCE or NARRATIVE
    :param type: name of the type
    :param value: XML text → JSON value, for primitives that are not strings
    """

    key: str
    said: str
    order: int
    array: bool
    form: str
    type: str
    value: Callable[[str, int, int], Any] | None


def boolean(text: str, longest: int, power: int) -> Any:  # noqa: ARG001 - one signature for all
    """Return the boolean a text says, or the text where it says none."""
    return _BOOLEANS.get(text, text)


def integer(text: str, longest: int, power: int) -> Any:  # noqa: ARG001 - one signature for all
    """Return the whole number a text says, or the text where it says none."""
    return whole(text) if len(text) <= longest and _WHOLE.fullmatch(text) else text


def decimal(text: str, longest: int, power: int) -> Any:
    """Return the number a text says, as JSON would have read it, or the text where it says none."""
    if len(text) > longest or not _DECIMAL.fullmatch(text):
        return text
    if _WHOLE.fullmatch(text):
        return whole(text)
    number = within(text, longest, power)
    return text if number is None else number


_VALUES: Final[Mapping[str, Callable[[str, int, int], Any]]] = {
    "boolean": boolean,
    "integer": integer,
    "unsignedInt": integer,
    "positiveInt": integer,
    "decimal": decimal,
}


def _form(type_name: str, representation: str) -> str:
    if representation == "xmlAttr":
        return ATTRIBUTE
    if type_name == "xhtml":
        return NARRATIVE
    if type_name in primitive_types():
        return PRIMITIVE
    return RESOURCE if type_name == "Resource" else COMPLEX


def _steps(info: TypeInfo) -> tuple[Step, ...]:
    return tuple(
        Step(
            name,
            f"{e.name}.ofType({t})" if e.choice else name,
            order,
            e.array,
            _form(t, e.representation),
            t,
            _VALUES.get(t),
        )
        for order, e in enumerate(info.elements)
        for name, t in e.json_names()
    )


def _plan(type_name: str) -> tuple[Step, ...]:
    info = type_of(type_name)
    if info is None:  # pragma: no cover - the tables name only types they hold (test_tables)
        raise KeyError(type_name)
    return _steps(info)


@cache  # bounded by the number of R4 types
def reading(type_name: str) -> Mapping[str, Step]:
    """Return the steps of a type by XML tag (``{namespace}name``); attributes by their bare name."""
    names = {ATTRIBUTE: "{key}", NARRATIVE: DIV}
    return {names.get(s.form, f"{{{FHIR}}}{{key}}").replace("{key}", s.key): s for s in _plan(type_name)}


@cache
def writing(type_name: str) -> Mapping[str, Step]:
    """Return the steps of a type by JSON name; ``_name`` of a primitive leads to the primitive's step."""
    found: dict[str, Step] = {}
    for step in _plan(type_name):
        found[step.key] = step
        if step.form == PRIMITIVE:
            found[f"_{step.key}"] = step
    return found

"""Writing the functions that give values; what is missing here is left to the closures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.closures import type_argument
from carelink.fhir.fhirpath.nodes import steps
from carelink.fhir.fhirpath.source import runtime
from carelink.fhir.fhirpath.source.part import BOOLEAN, INTEGER, STRING, Part, Unfit
from carelink.fhir.fhirpath.syntax import Name

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.source.writer import Writer
    from carelink.fhir.fhirpath.syntax import Node


def _trace(_: Writer, source: Part, __: tuple[Node, ...], ___: Part) -> Part:
    """Write ``trace``: nothing, because whoever listens gets the closures."""
    return source


def _filtered(writer: Writer, source: Part, arguments: tuple[Node, ...], _: Part) -> Part:
    """Write ``where``."""
    return writer.where(source, arguments[0])


def _select(writer: Writer, source: Part, arguments: tuple[Node, ...], _: Part) -> Part:
    """Write ``select``."""
    projection = arguments[0]
    if isinstance(projection, Name) and projection.target is None and not projection.name[:1].isupper():
        all_ = source if source.many else Part(writer.sequence(source), source.types, many=True)
        return writer.member(all_, projection.name)
    y, items, inner = writer.each(source)
    if writer.known[id(projection)].types == BOOLEAN:
        rails = writer.boolean(projection, inner)
        z = writer.variable()
        each = f"(True if {rails.true} else False if {rails.false} else None)"
        code = f"[{z} for {y} in {items} for {z} in ({each},) if {z} is not None]"
        return Part(code, BOOLEAN, many=True, guard=source.within())
    found = writer.part(projection, inner)
    if found.sure:
        return Part(f"[{found.code} for {y} in {items}]", found.types, many=True, guard=source.within())
    z = writer.variable()
    code = f"[{z} for {y} in {items} for {z} in {writer.sequence(found)}]"
    return Part(code, found.types, many=True, guard=source.within())


def _children(writer: Writer, source: Part, _: tuple[Node, ...], __: Part) -> Part:
    """Write ``children``, to be counted."""
    if source.many or not source.sure or len(source.types) != 1 or not source.is_("object"):
        raise Unfit
    (type_,) = source.types
    keys = frozenset(step.key for found in steps(type_).values() for step in found)
    code = writer.use(runtime.below_it, source.code, writer.name(keys))
    return Part(code, frozenset(), many=True)


def _first(writer: Writer, source: Part, _: tuple[Node, ...], __: Part) -> Part:
    """Write ``first``."""
    if not source.many:
        return source
    return Part(writer.use(runtime.first, source.code), source.types, guard=source.within())


def _tail(writer: Writer, source: Part, _: tuple[Node, ...], __: Part) -> Part:
    """Write ``tail``."""
    return Part(f"{writer.sequence(source)}[1:]", source.types, many=True, guard=source.within())


def _counted(_: Writer, source: Part, __: tuple[Node, ...], ___: Part) -> Part:
    """Write ``count``."""
    code = f"len({source.code})" if source.many else f"int({source.there()})"
    return Part(code, INTEGER, sure=True)


def _intersect(writer: Writer, source: Part, arguments: tuple[Node, ...], this: Part) -> Part:
    """Write ``intersect``."""
    other = writer.part(arguments[0], this)
    if not (source.is_("object", "text") and source.families() == other.families()):
        raise Unfit
    code = writer.use(runtime.common, writer.sequence(source), writer.sequence(other))
    return Part(code, source.types, many=True, guard=source.within())


def _extension(writer: Writer, source: Part, arguments: tuple[Node, ...], this: Part) -> Part:
    """Write ``extension`` on an object."""
    url = writer.part(arguments[0], this)
    if url.literal is None or not source.is_("object"):
        raise Unfit
    found = writer.member(source, "extension")
    guard = found.within()
    y = writer.variable()
    code = f"[{y} for {y} in {found.code} if {y}.get('url') == {url.code}]"
    return Part(code, found.types, many=True, guard=guard)


def _substring(writer: Writer, source: Part, arguments: tuple[Node, ...], this: Part) -> Part:
    """Write ``substring``."""
    places = [writer.part(argument, this) for argument in arguments]
    if not all(place.is_("number") and not place.many for place in places):
        raise Unfit
    return Part(writer.use(runtime.piece, writer.text(source), *(place.code for place in places)), STRING)


def _index_of(writer: Writer, source: Part, arguments: tuple[Node, ...], this: Part) -> Part:
    """Write ``indexOf``."""
    return Part(writer.use(runtime.place, writer.text(source), *writer.words(arguments, this)), INTEGER)


def _length(writer: Writer, source: Part, _: tuple[Node, ...], __: Part) -> Part:
    """Write ``length``."""
    return Part(writer.use(runtime.length, writer.text(source)), INTEGER)


def _to_string(writer: Writer, source: Part, _: tuple[Node, ...], __: Part) -> Part:
    """Write ``toString``."""
    if not (source.is_("text", "moment") or source.is_("number")):
        raise Unfit
    return Part(writer.use(runtime.spelt, writer.single(source)), STRING)


def _to_integer(writer: Writer, source: Part, _: tuple[Node, ...], __: Part) -> Part:
    """Write ``toInteger``."""
    return Part(writer.use(runtime.whole, writer.text(source)), INTEGER)


def _replace_matches(writer: Writer, source: Part, arguments: tuple[Node, ...], this: Part) -> Part:
    """Write ``replaceMatches``."""
    return Part(writer.use(runtime.replaced, writer.text(source), *writer.words(arguments, this)), STRING)


def _as(writer: Writer, source: Part, arguments: tuple[Node, ...], _: Part) -> Part:
    """Write ``as()``."""
    return writer.as_type(writer.one_if_asked(source), type_argument(arguments[0]) or "")


def _of_type(writer: Writer, source: Part, arguments: tuple[Node, ...], _: Part) -> Part:
    """Write ``ofType()``."""
    return writer.as_type(source, type_argument(arguments[0]) or "")


CALLS: dict[str, Callable[[Writer, Part, tuple[Node, ...], Part], Part]] = {
    "trace": _trace,
    "where": _filtered,
    "select": _select,
    "children": _children,
    "first": _first,
    "tail": _tail,
    "count": _counted,
    "intersect": _intersect,
    "extension": _extension,
    "substring": _substring,
    "indexOf": _index_of,
    "length": _length,
    "toString": _to_string,
    "toInteger": _to_integer,
    "replaceMatches": _replace_matches,
    "as": _as,
    "ofType": _of_type,
}

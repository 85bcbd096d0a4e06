"""Another value than stated: constants, codes, types, lengths, bounds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from carelink.testing.instances.bench import copied
from carelink.testing.instances.build import make, place
from carelink.testing.instances.chain import locate, slots
from carelink.testing.instances.insert import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain, Found
    from carelink.validation.overlay.tree import Node

    Change = Callable[[Json], bool]

_OTHER: Final = (
    "架空の別の値",
    "x",
    "kaku-2",
    "urn:oid:1.2.392.999",
    "https://example.org/fhir/other",
    "2000-01-01",
)
_CODES_OF_TYPE: Final = 24


def given(bench: Bench, chain: Chain, value: Any) -> Change:
    """Return the change that puts a value where a chain leads, at its first occurrence."""

    def change(tree: Json) -> bool:
        if not insert(bench, tree, chain):
            return False
        for one in locate(bench, tree, chain)[:1]:
            if one.holder is None:
                return False
            one.put(copied(value))
        return True

    return change


def constants(bench: Bench, base: Json, chain: Chain, wanted: Any) -> Iterator[Change]:
    """Yield values that differ from a fixed one or do not hold a pattern."""
    for value in _unlike(bench, base, chain, wanted):
        yield given(bench, chain, value)


def _unlike(bench: Bench, base: Json, chain: Chain, wanted: Any) -> Iterator[Any]:
    if isinstance(wanted, bool):
        yield not wanted
    elif isinstance(wanted, (int, Decimal)):
        yield from (wanted + 1, wanted - 1)
    elif isinstance(wanted, str):
        yield from _texts(bench, base, chain, wanted)
    elif isinstance(wanted, dict):
        yield from _objects(bench, wanted)


def _texts(bench: Bench, base: Json, chain: Chain, wanted: str) -> Iterator[str]:
    """Yield other codes of what the type binds, of the system beside it, then other texts."""
    tree = copied(base)
    found = locate(bench, tree, chain) if insert(bench, tree, chain) else []
    for one in found[:1]:
        for value_set in _bound_sets(bench, chain, one):
            yield from (
                c["code"]
                for c in bench.codes.inside(value_set, at_most=_CODES_OF_TYPE)
                if c["code"] != wanted
            )
        system = (one.holder or {}).get("system")
        if isinstance(system, str) and one.key == "code":
            codes = (c["code"] for c in bench.codes.of_system(system))
            yield from [c for c, _ in zip(codes, range(_CODES_OF_TYPE), strict=False) if c != wanted]
    yield from (text for text in _OTHER if text != wanted)
    yield wanted + "x"


def _bound_sets(bench: Bench, chain: Chain, one: Found) -> Iterator[str]:
    stated = chain[-1].node.element.get("binding")
    if isinstance(stated, dict) and isinstance(stated.get("valueSet"), str):
        yield stated["valueSet"]
    owner = bench.engine.info(one.item.place[0][1]) if one.item.place[0] else None
    element = owner.element(chain[-1].name) if owner is not None else None
    if element is not None and element.binding is not None and element.binding.value_set:
        yield element.binding.value_set


def _objects(bench: Bench, wanted: Json) -> Iterator[Any]:
    coding = (wanted.get("coding") or [None])[0] if isinstance(wanted.get("coding"), list) else wanted
    if isinstance(coding, dict) and isinstance(coding.get("system"), str):
        near = [c for c, _ in zip(bench.codes.of_system(coding["system"]), range(6), strict=False)]
        for other in near:
            if other["code"] != coding.get("code"):
                yield {"coding": [other]} if "coding" in wanted else wanted | other
    if "coding" in wanted:
        yield {"text": "架空の記載"}
    for key in wanted:
        rest = {k: v for k, v in wanted.items() if k != key}
        if rest:
            yield copied(rest)
    for key in (k for k, inner in wanted.items() if isinstance(inner, str)):
        yield {**copied(wanted), key: "x"}


def outside(bench: Bench, chain: Chain, value_set: str, *, required: bool) -> Iterator[Change]:
    """Yield codes that are not in the bound value set, and values without a code."""
    for coding in bench.codes.outside(value_set):
        yield _coded(bench, chain, coding)
    yield _coded(bench, chain, {"system": "urn:oid:1.2.392.999", "code": "kaku"})
    if required:
        yield _coded(bench, chain, None)
        yield _uncoded(bench, chain)
    yield from (_coded(bench, chain, {"code": code}) for code in ("kaku", "x"))


def _coded(bench: Bench, chain: Chain, coding: dict[str, str] | None) -> Change:
    def change(tree: Json) -> bool:
        if not insert(bench, tree, chain):
            return False
        one = locate(bench, tree, chain)[0]
        type_, value = one.item.type, one.value
        if isinstance(value, str):
            if coding is None:
                return False
            one.put(coding["code"])
        elif type_ == "CodeableConcept":
            one.put({"text": "架空の記載"} if coding is None else _swapped(value, coding))
        elif isinstance(value, dict) and coding is not None and "system" in coding:
            keep = {k: v for k, v in value.items() if k not in {"system", "code", "display", "unit"}}
            shown = {} if type_ == "Coding" else {"unit": coding["code"]}
            own = coding if type_ == "Coding" else {k: v for k, v in coding.items() if k != "display"}
            one.put(keep | shown | own)
        else:
            return False
        return True

    return change


def _uncoded(bench: Bench, chain: Chain) -> Change:
    """Return the change that leaves of a concept's coding only the system."""

    def change(tree: Json) -> bool:
        if not insert(bench, tree, chain):
            return False
        one = locate(bench, tree, chain)[0]
        codings = one.value.get("coding") if isinstance(one.value, dict) else None
        if not codings or "system" not in codings[0]:
            return False
        one.put({**one.value, "coding": [{"system": codings[0]["system"], "display": "架空の記載"}]})
        return True

    return change


def _swapped(value: Any, coding: dict[str, str]) -> Json:
    """Return a concept with another coding; where none is given with the code, the system stays."""
    old = (value.get("coding") or [{}])[0] if isinstance(value, dict) else {}
    if "system" not in coding:
        return {"coding": [{k: v for k, v in {**old, **coding}.items() if k != "display"}]}
    return {"coding": [coding]}


def other_types(bench: Bench, chain: Chain) -> Iterator[Change]:
    """Yield values of types the base allows and the profile does not."""
    node = chain[-1].node
    allowed = {str(t.get("code")) for t in node.types}
    owner = _base_element(bench, node)
    for type_ in owner:
        if type_ not in allowed:
            yield _as(bench, chain, type_)


def _base_element(bench: Bench, node: Node) -> tuple[str, ...]:
    said = node.element.get("base")
    path = str(said.get("path")) if isinstance(said, dict) else node.path
    owner, _, name = path.rpartition(".")
    info = bench.engine.info(owner)
    element = info.element(name.removesuffix("[x]")) if info is not None else None
    if element is None:
        return ()
    return tuple(
        sorted(element.types, key=lambda t: t not in {"string", "boolean", "CodeableConcept", "dateTime"})
    )


def _as(bench: Bench, chain: Chain, type_: str) -> Change:
    def change(tree: Json) -> bool:
        if not insert(bench, tree, chain[:-1]):
            return False
        holder = locate(bench, tree, chain[:-1])[0]
        offered = slots(bench, holder.item.type, chain[-1].name)
        base = bench.nested(holder.item.type)
        plain = base.children.get(chain[-1].name) if base is not None else None
        made = make(bench, plain or chain[-1].node, offered, type_=type_)
        if made is None or made.value in (None, {}) or not isinstance(holder.value, dict):
            return False
        for slot in offered:
            holder.value.pop(slot.key, None)
        place(holder.value, made)
        return True

    return change


def other_resources(bench: Bench, chain: Chain) -> Iterator[Change]:
    """Yield resources of other types than the profile allows in an element that holds one."""
    for value in (
        {"resourceType": "Basic", "code": {"text": "架空の記載"}},
        {"resourceType": "Patient", "active": True},
    ):
        yield given(bench, chain, value)


def longer(bench: Bench, chain: Chain, most: int) -> Iterator[Change]:
    """Yield a text one character too long, in the characters that its type allows."""
    yield given(bench, chain, "あ" * (most + 1))
    yield given(bench, chain, "x" * (most + 1))
    yield given(bench, chain, "http://example.org/" + "x" * most)


def beyond(bench: Bench, chain: Chain, limit: Any, sign: int) -> Iterator[Change]:
    """Yield values just below the smallest (sign -1) or above the largest (sign 1)."""
    if isinstance(limit, dict):
        yield given(bench, chain, {**copied(limit), "value": limit["value"] + sign})
    elif isinstance(limit, (int, Decimal)):
        yield given(bench, chain, limit + sign)
        yield given(bench, chain, limit + sign * Decimal("0.5"))
    elif isinstance(limit, str):
        yield given(bench, chain, "0001" + limit[4:] if sign < 0 else "9999" + limit[4:])


def valueless(bench: Bench, chain: Chain) -> Iterator[Change]:
    """Yield a primitive that has an extension in place of its value."""

    def change(tree: Json) -> bool:
        if not insert(bench, tree, chain):
            return False
        one = locate(bench, tree, chain)[0]
        if one.holder is None or one.index is not None or isinstance(one.value, dict):
            return False
        del one.holder[one.key]
        one.holder[f"_{one.key}"] = {"extension": [copied(_UNKNOWN)]}
        return True

    yield change


_UNKNOWN: Final = {
    "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
    "valueCode": "unknown",
}

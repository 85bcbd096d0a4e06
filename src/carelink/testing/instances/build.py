"""One value from its definition: constants as stated, what is required, and little else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.fhir import tables
from carelink.testing.instances import samples
from carelink.testing.instances.bench import copied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.validation.overlay.tree import Node
    from carelink.validation.shapes import Slot

_DEEPEST: Final = 9
_CORE: Final = "http://hl7.org/fhir/StructureDefinition/"
_ANY_RESOURCE: Final = "Basic"
_LIKED: Final = (
    "CodeableConcept",
    "string",
    "Reference",
    "Quantity",
    "dateTime",
    "boolean",
    "Period",
    "integer",
)
"""Types of a choice, the most usual first."""
_EXTENSIONS: Final = frozenset({"extension", "modifierExtension"})
_SAYING: Final = ("identifier", "name", "code", "text")
"""Elements that say something of a resource that need not say anything."""
_SAYS_NOTHING: Final = frozenset({"id", "meta", "implicitRules", "language", "contained"})
_CODES: Final = frozenset({"code", "string", "uri", "url", "canonical"})
_QUANTITIES: Final = frozenset(
    {"Quantity", "SimpleQuantity", "Age", "Duration", "Distance", "Count", "Money"}
)


class Made(NamedTuple):
    """A value, and the JSON name its type puts it under."""

    value: Any
    slot: Slot


def make(  # noqa: PLR0913  an element, where it may stand, and which of several it is
    bench: Bench,
    node: Node,
    offered: tuple[Slot, ...],
    number: int = 0,
    *,
    type_: str | None = None,
    depth: int = 0,
) -> Made | None:
    """Return a value for an element; None where no type is left.

    :param offered: the JSON names it may stand under
    :param number: 0 for the first occurrence, 1 for the next, each a little different
    :param type_: of a choice, the type wanted, whether the definition allows it or not
    """
    slot = _slot(node, offered, type_)
    if slot is None:
        return None
    return Made(_Making(bench, number, depth).value(node, slot.type, slot), slot)


def _slot(node: Node, offered: tuple[Slot, ...], type_: str | None) -> Slot | None:
    if type_ is not None:
        return next((s for s in offered if s.type == type_), None)
    allowed = {str(t.get("code")) for t in node.types}
    if len(offered) == 1:
        return offered[0]
    fitting = [s for s in offered if not allowed or s.type in allowed]
    constant = next((k for k in node.element if k.startswith(("fixed", "pattern"))), None)
    if constant is not None:
        suffix = constant.removeprefix("fixed").removeprefix("pattern")
        fitting = [s for s in fitting if s.type[:1].upper() + s.type[1:] == suffix] or fitting
    ranked = sorted(fitting, key=lambda s: _LIKED.index(s.type) if s.type in _LIKED else len(_LIKED))
    return ranked[0] if ranked else None


class _Making:
    def __init__(self, bench: Bench, number: int, depth: int) -> None:
        self.bench = bench
        self.number = number
        self.depth = depth

    def value(self, node: Node, type_name: str, slot: Slot) -> Any:
        fixed, pattern = node.fixed(), node.pattern()
        if fixed is not None:
            return copied(fixed)
        if type_name == "Resource":
            return self.resource(node)
        if type_name in tables.primitive_types():
            return pattern if pattern is not None else self._primitive(node, type_name, slot)
        if self.depth > _DEEPEST:
            return {}
        return self._object(node, type_name, copied(pattern) if isinstance(pattern, dict) else {})

    def resource(self, node: Node) -> Json:
        """Return a resource for an element that holds one: of the first type named, after its profile."""
        for type_ in node.types:
            code = str(type_.get("code"))
            profiles = [p for p in type_.get("profile", ()) if isinstance(p, str)]
            structure = self.bench.packages.structure(profiles[0]) if profiles else None
            name = structure.type if structure is not None else code
            if name in tables.resource_types():
                tree = self.bench.tree(profiles[0] if structure is not None else name)
                if tree is not None and tree.root is not None:
                    return self.resource_at(tree.root, name)
        return {"resourceType": _ANY_RESOURCE, "code": {"text": "架空の記載"}}

    def resource_at(self, root: Node, type_name: str) -> Json:
        """Return the least a resource holds by the root of its definition."""
        return self._object(root, type_name, {"resourceType": type_name})

    def _primitive(self, node: Node, type_name: str, slot: Slot) -> Any:
        coding = self._coding(node, None) if type_name in _CODES else None
        if coding is not None:
            return coding["code"]
        value = samples.primitive(type_name, slot.path.rpartition(".")[0], slot.name, self.number)
        return _within(node, value)

    def _coding(self, node: Node, system: str | None) -> dict[str, str] | None:
        binding = node.element.get("binding")
        value_set = binding.get("valueSet") if isinstance(binding, dict) else None
        if not isinstance(value_set, str):
            return None
        picked = self.bench.codes.inside(value_set, system, at_most=40)
        if picked:
            return dict(picked[self.number % len(picked)])
        return None

    # objects

    def _object(self, node: Node, type_name: str, start: Json) -> Json:
        children = self._children(node, type_name)
        wanted = set(samples.NATURAL.get(type_name, ())) if not start or "resourceType" in start else set()
        self._bound(node, type_name, start, wanted)
        info = self.bench.engine.info(type_name)
        names = [e.name for e in info.elements] if info is not None else list(children)
        for name in names:
            definitions = children.get(name, [])
            if definitions and (name != "id" or any(d.least for d in definitions)):
                self._fill(start, name, type_name, definitions, wanted=name in wanted)
        if type_name == "Reference" and "reference" in start:
            start["reference"] = self._target(node)
        if not start or set(start) in ({"url"}, {"resourceType"}):
            self._something(start, type_name, children)
        return start

    def _something(self, start: Json, type_name: str, children: dict[str, list[Node]]) -> None:
        """Write one element where none is required and nothing at all would be wrong."""
        there = len(start)
        names = ("value", "extension") if type_name == "Extension" else (*_SAYING, *children)
        for name in names:
            definitions = children.get(name, [])
            if not definitions or name in _SAYS_NOTHING or (name in _EXTENSIONS and type_name != "Extension"):
                continue
            if name in _EXTENSIONS:
                slices = [s for d in definitions for s in d.slices.values()]
                slots = self.bench.engine.slots(type_name, name)
                for slice_ in slices[:1]:
                    self._add(start, slice_, slots, 0)
            else:
                self._fill(start, name, type_name, definitions, wanted=True)
            if len(start) > there:
                return

    def _fill(self, start: Json, name: str, type_name: str, definitions: list[Node], *, wanted: bool) -> None:
        least = max(d.least for d in definitions)
        if any(d.most == 0 for d in definitions):
            return
        slots = self.bench.engine.slots(type_name, name)
        if not slots or not (least or wanted or any(_mandatory(d) for d in definitions)):
            return
        already = _count(start, slots)
        for definition in definitions:
            for slice_ in _mandatory(definition):
                for number in range(slice_.least):
                    self._add(start, slice_, slots, number, merge=already > 0)
        node = definitions[0]
        while _count(start, slots) < max(least, 1 if wanted else 0):
            if not self._add(start, node, slots, _count(start, slots)):
                return
        if already:
            self._agree(start, node, slots)

    def _add(
        self, start: Json, node: Node, slots: tuple[Slot, ...], number: int, *, merge: bool = False
    ) -> bool:
        made = make(self.bench, node, slots, number or self.number, depth=self.depth + 1)
        if made is None or made.value in ({}, None):
            return False
        place(start, made, merge=merge)
        return True

    def _agree(self, start: Json, node: Node, slots: tuple[Slot, ...]) -> None:
        """Let what stands there already (from a pattern, a code list) have what is stated below it, too."""
        made = make(self.bench, node, slots, self.number, depth=self.depth + 1)
        if made is None:
            return
        there = start.get(made.slot.key)
        first = there[0] if isinstance(there, list) and there else there
        if isinstance(first, dict) and isinstance(made.value, dict):
            for key, value in made.value.items():
                first.setdefault(key, value)

    def _bound(self, node: Node, type_name: str, start: Json, wanted: set[str]) -> None:
        """Write a code of the bound value set, where the element is a coded one."""
        if type_name not in {"CodeableConcept", "Coding", *_QUANTITIES} or start:
            return
        stated = _stated(node)
        coding = stated if "code" in stated else self._coding(node, stated.get("system"))
        if coding is None and "system" in stated:
            coding = next(self.bench.codes.of_system(stated["system"]), stated)
        if coding is None:
            return
        wanted.clear()
        if type_name == "CodeableConcept":
            start["coding"] = [coding]
        elif type_name == "Coding":
            start.update(coding)
        else:
            wanted.update({"value", "unit"})
            start.update({k: v for k, v in coding.items() if k in {"system", "code"}})

    def _target(self, node: Node) -> str:
        targets = [p for t in node.types for p in t.get("targetProfile", ()) if isinstance(p, str)]
        types = [self.bench.engine.type_behind(p) for p in targets]
        known = [t for t in types if t in tables.resource_types()]
        type_ = known[0] if known else "Patient"
        return f"{type_}/{type_.lower()}-{self.number + 1}"

    def _children(self, node: Node, type_name: str) -> dict[str, list[Node]]:
        """Return the definitions of each child: in the profile itself, in those of its types, in the type."""
        found: dict[str, list[Node]] = {}
        for source in self._sources(node, type_name):
            for name, child in source.items():
                found.setdefault(name, []).append(child)
        return found

    def _sources(self, node: Node, type_name: str) -> Iterator[dict[str, Node]]:
        yield node.children
        reference = node.element.get("contentReference")
        if isinstance(reference, str) and not node.children:
            target = node.tree.by_id.get(reference.rpartition("#")[2])
            if target is not None:
                yield target.children
        for profile in (p for t in node.types for p in t.get("profile", ()) if isinstance(p, str)):
            tree = self.bench.tree(profile)
            if tree is not None and tree.root is not None and type_name in {tree.structure.type, "Quantity"}:
                yield tree.root.children
        base = self.bench.nested(type_name)
        if base is not None and base is not node:
            yield base.children


def _mandatory(node: Node) -> list[Node]:
    return [s for s in node.slices.values() if s.least > 0 and s.most != 0]


def _count(holder: Json, slots: tuple[Slot, ...]) -> int:
    return sum(len(v) if isinstance(v := holder[s.key], list) else 1 for s in slots if s.key in holder)


def place(holder: Json, made: Made, *, merge: bool = False) -> None:
    """Put a value into an object under its name; into the list, where there is one."""
    key = made.slot.key
    if not made.slot.array:
        holder[key] = made.value
    elif merge and isinstance(holder.get(key), list) and made.value in holder[key]:
        return
    else:
        holder.setdefault(key, []).append(made.value)


def _stated(node: Node) -> dict[str, str]:
    """Return what a coded element states of its coding below itself: system, code, display."""
    head = node.children.get("coding", node)
    stated: dict[str, str] = {}
    for one in (head, *([s for s in head.slices.values() if s.least] or list(head.slices.values())[:1])):
        pattern = one.pattern()
        stated |= (
            {k: v for k, v in pattern.items() if isinstance(v, str)} if isinstance(pattern, dict) else {}
        )
        for name in ("system", "code", "display"):
            child = one.children.get(name)
            constant = (child.fixed() or child.pattern()) if child is not None else None
            if isinstance(constant, str):
                stated[name] = constant
    return stated


def _within(node: Node, value: Any) -> Any:
    """Return a value inside the bounds the definition states."""
    least = next((v for k, v in node.element.items() if k.startswith("minValue")), None)
    most = next((v for k, v in node.element.items() if k.startswith("maxValue")), None)
    longest = node.element.get("maxLength")
    if isinstance(value, str):
        return value[:longest] if isinstance(longest, int) and longest > 0 else value
    if isinstance(least, (int, float)) and value < least:
        return least
    return most if isinstance(most, (int, float)) and value > most else value


def resource_of(bench: Bench, canonical: str) -> Json | None:
    """Return the least a resource of a profile or type holds, not yet checked; None if it is not at hand."""
    tree = bench.tree(canonical)
    if tree is None or tree.root is None:
        return None
    return _Making(bench, 0, 0).resource_at(tree.root, tree.structure.type)

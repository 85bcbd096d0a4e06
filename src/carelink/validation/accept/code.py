"""Writes the Python for objects of one type that have the same names in the same order.

The code has two parts. First everything that could be said of the object itself is tested, without a
word; one failure and the walk does it all. Then what stands below is visited in order, by code again or by
the walk. Nothing else depends on a value, so all that the names decide is decided while writing.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from carelink.validation import narrative, specials
from carelink.validation.accept.folding import folded, truth
from carelink.validation.accept.memory import again
from carelink.validation.accept.tiers import Written
from carelink.validation.accept.values import good_test, plain_test

if TYPE_CHECKING:
    from carelink.validation.accept.tiers import Accept, Names
    from carelink.validation.invariants import Invariant
    from carelink.validation.shapes import Shape, Slot

_ONLY_WITH: Final = {"dom-2": "contained", "dom-4": "contained", "dom-5": "contained"}
"""Invariants that can fail only where an element is there."""


DEEP: Final = " if w.deep:\n  return False\n"
_AROUND: Final = frozenset({"Extension", "Element"})
"""Types whose rules ask what stands around them."""


def compile_shape(shape: Shape, names: Names) -> Written | None:
    """Return code for objects of a type with these names; None when the walk is needed whatever they hold."""
    if not _regular(shape, names):
        return None
    writer = _Writer(shape, names)
    if not writer.write():
        return None
    return Written(writer.made(), writer.flat)


def _regular(shape: Shape, names: Names) -> bool:
    """Whether the names themselves leave nothing to say."""
    chosen: set[str] = set()
    if not names or (not shape.resource and "id" in names):
        return False
    for name in names:
        if name == "resourceType" and shape.resource:
            continue
        slot = shape.slots.get(name)
        if slot is None and name[:1] == "_" and name[1:] in names and _takes_sibling(shape, name[1:]):
            continue
        if slot is None or (slot.choice and slot.name in chosen):
            return False
        chosen.add(slot.name)
    return not any(keys.isdisjoint(names) for _, keys, _ in shape.required)


def _takes_sibling(shape: Shape, name: str) -> bool:
    slot = shape.slots.get(name)
    return slot is not None and slot.primitive and not slot.system and not slot.array


class _Writer:
    """One function on its way."""

    def __init__(self, shape: Shape, names: Names) -> None:
        self.shape = shape
        self.names = names
        self.given: dict[str, Any] = {}
        """What the code needs, by the name it has there."""
        self.tests: list[str] = []
        self.visits: list[str] = []
        self.flat = True

    def write(self) -> bool:
        """Write tests and visits; False when the names alone show that the walk is needed."""
        for number, name in enumerate(self.names):
            if name == "resourceType" and self.shape.resource:
                continue
            if name not in self.shape.slots:
                self.tests.append(f"type(a{number}) is dict")  # visited with the value it stands beside
                continue
            slot = self.shape.slots[name]
            if f"_{name}" in self.names:
                self._beside(slot, number, self.names.index(f"_{name}"))
            if not (self._primitive(slot, number) if slot.primitive else self._complex(slot, number)):
                return False
        return all(self._invariant(invariant, n) for n, invariant in enumerate(self.shape.invariants))

    def made(self) -> Accept:
        """Return the function."""
        tests = "\n   and ".join(self.tests) or "True"
        variables = "".join(f"a{n}," for n in range(len(self.names)))
        source = (
            "def accept(o, p, s, w):\n"
            f"{'' if self.flat else DEEP}"
            " try:\n"
            f"  {variables} = o.values()\n"
            "  r = s.resource\n"
            "  q = s.container.resource if s.container is not None else r\n"
            f"  if not ({tests}):\n"
            "   return False\n"
            " except Exception:\n"  # odd data may make a test stumble: the walk says what it is
            "  return False\n" + "".join(f" {line}\n" for line in self.visits) + " return True\n"
        )
        space: dict[str, Any] = dict(self.given)
        exec(compile(source, f"<carelink {self.shape.name}>", "exec"), space)  # noqa: S102  our own source, names checked
        made: Accept = space["accept"]
        return made

    def _give(self, name: str, value: Any) -> str:
        self.given[name] = value
        return name

    # elements

    def _beside(self, slot: Slot, number: int, beside: int) -> None:
        self.flat = False
        slot_ = self._give(f"slot{number}", slot)
        self.visits.append(f"w.beside(a{beside}, {slot_}, (p, {slot.name!r}, None), s)")

    def _primitive(self, slot: Slot, number: int) -> bool:
        if not all(invariant.held for invariant in slot.invariants):
            return False
        value = f"a{number}"
        if slot.type == "xhtml":
            self._give("narrative", narrative.check)
            self.tests.append(f"type({value}) is str")
            self.visits.append(f"narrative(w.sink, {value}, (p, {slot.name!r}, None), s)")
            return True
        if not slot.array:
            self.tests.append(self._value(slot, value, number))
            return True
        most = "" if slot.most is None else f" and len({value}) <= {slot.most}"
        each = self._value(slot, "x", number)
        self.tests.append(f"(type({value}) is list and {value}{most} and all([{each} for x in {value}]))")
        return True

    def _value(self, slot: Slot, value: str, number: int) -> str:
        """Return the test of one primitive value."""
        if slot.type == "boolean":
            return f"({value} is True or {value} is False)"
        if not slot.text:
            return f"{self._give(f'ok{number}', plain_test(slot))}({value})"
        good = self._give(f"good{number}", slot.good)
        return f"({value} in {good} or {self._give(f'ok{number}', good_test(slot))}({value}))"

    def _complex(self, slot: Slot, number: int) -> bool:
        self.flat = False
        value = f"a{number}"
        if not slot.array:
            self.tests.append(f"type({value}) is dict")
            self.visits.append(f"t = (p, {slot.name!r}, None)")
            self.visits += self._visit(slot, number, value)
            return True
        most = "" if slot.most is None else f" and len({value}) <= {slot.most}"
        self.tests.append(f"type({value}) is list and {value}{most}")
        self.tests.append(f"all([type(x) is dict for x in {value}])")
        self.visits += ["n = 0", f"w.left -= len({value})", f"for x in {value}:"]
        self.visits.append(f" t = (p, {slot.name!r}, n)")
        self.visits += [f" {line}" for line in self._visit(slot, number, "x")]
        self.visits.append(" n += 1")
        return True

    def _visit(self, slot: Slot, number: int, value: str) -> list[str]:
        """Return the lines that visit an object, at the place ``t``."""
        if slot.type == "Resource":
            return [f"w.resource({value}, t, s)"]
        slot_ = self._give(f"slot{number}", slot)
        if slot.memory is not None:
            recall = self._give(f"recall{number}", slot.memory.recall)
            self._give("again", again)
            return [
                f"f = {recall}({value}, {slot.type!r})",
                f"if f is None: w.known({value}, {slot_}, t, s)",
                "elif f: again(w.sink, f, t)",
            ]
        if slot.type in _AROUND or slot.profiles:
            return [f"w.known({value}, {slot_}, t, s)"]
        if not all(invariant.held for invariant in slot.invariants):
            return [f"w.known({value}, {slot_}, t, s)"]
        flat = self._give(f"flat{number}", self.shape.engine.shape(slot.type).tiers.flat)
        special = specials.OF_TYPE.get(slot.type)
        name = self._give(f"special{number}", special)
        return [
            f"f = {flat}.get(tuple({value}))",
            f"if f is None or not f({value}, t, s, w):",
            f" w.known({value}, {slot_}, t, s)",
            *([f"else: {name}(w, {value}, {slot_}, t, s)"] if special is not None else []),
        ]

    # invariants

    def _invariant(self, invariant: Invariant, number: int) -> bool:
        needs = _ONLY_WITH.get(invariant.key)
        if invariant.held or (needs is not None and needs not in self.names):
            return True
        name = self._give(f"invariant{number}", invariant)
        if invariant.key == "dom-6":  # the one that often fails, and is only advice
            self.visits.append(f"w.invariant({name}, o, p, s)")
            return True
        written = invariant.python
        if written is None:
            self.tests.append(f"{name}.holds(o, s, w, {invariant.type!r})")
            return True
        source, constants = written
        test = folded(source, frozenset(self.names), constants)
        known = truth(test)
        if known is not None:
            return known
        renamed = {old: f"{old}_{number}" for old in constants}
        test = _Renamer(renamed).visit(test)
        for old, new in renamed.items():
            self._give(new, constants[old])
        self.tests.append(f"({ast.unparse(ast.fix_missing_locations(test))})")
        return True


class _Renamer(ast.NodeTransformer):
    """Gives the constants of one invariant names of their own."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Rename."""
        return ast.Name(self.names.get(node.id, node.id), node.ctx)

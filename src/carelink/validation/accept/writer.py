"""Writes the Python for objects of one kind that have the same names in the same order.

Base type and profiles are folded into one function. What the names alone decide is decided here: missing and
unknown elements, choices, most invariants. What is left is tests of values, in the order of the names, and
calls for the objects below. A test that fails means: the walk looks at the whole resource.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from carelink.validation import narrative, specials
from carelink.validation.accept import coded, extended, leaves
from carelink.validation.accept.demands import UnfitError, absent_is_well, type_fits, wanted
from carelink.validation.accept.folding import folded, truth
from carelink.validation.accept.memory import CODED, HERE
from carelink.validation.accept.pointers import Pointer
from carelink.validation.accept.said import add, join
from carelink.validation.accept.sliced import Sliced
from carelink.validation.overlay.items import Item
from carelink.validation.shapes import GOOD_AT_MOST
from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from types import CodeType

    from carelink.validation.accept.demands import Wanted
    from carelink.validation.accept.kinds import Demand, Demands, Kind
    from carelink.validation.accept.run import Run
    from carelink.validation.accept.tiers import Code, Names
    from carelink.validation.invariants import Invariant
    from carelink.validation.overlay.part import Part
    from carelink.validation.shapes import Shape, Slot

_ONLY_WITH: Final = {"dom-2": "contained", "dom-4": "contained", "dom-5": "contained"}
"""Invariants that can fail only where an element is there."""
_SAYING: Final = frozenset({"reference", "identifier", "display", "extension"})
_CHECKED_BY: Final = {
    "Attachment": frozenset({"data", "url", "contentType", "language", "size", "hash", "title"}),
    "Meta": frozenset({"source", "security"}),
    "Identifier": frozenset({"system"}),
}
"""By type with rules of its own, the names without which they say nothing."""


def write(kind: Kind, names: Names) -> Code | None:
    """Return code for objects of a kind with these names; None when the walk is needed whatever they hold."""
    if not _regular(kind.shape, names):
        return None
    writer = _Writer(kind, names)
    try:
        writer.write()
        return writer.made()
    except UnfitError:
        return None


def _regular(shape: Shape, names: Names) -> bool:
    """Whether the names themselves leave nothing to say."""
    chosen: set[str] = set()
    if not names or (not shape.resource and "id" in names) or "contained" in names:
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
    if shape.name == "Extension" and ("extension" in names) == any(n.startswith("value") for n in names):
        return False
    return not any(keys.isdisjoint(names) for _, keys, _ in shape.required)


def _takes_sibling(shape: Shape, name: str) -> bool:
    slot = shape.slots.get(name)
    return slot is not None and slot.primitive and not slot.system and not slot.array


class _Writer:
    """One function on its way."""

    def __init__(self, kind: Kind, names: Names) -> None:
        self.kind = kind
        self.names = names
        self.given: dict[str, Any] = {"add": add, "join": join}
        """What the code needs, by the name it has there."""
        self.tests: list[str] = []
        self.visits: list[str] = []
        self.ends: list[str] = []

    def write(self) -> None:
        """Write tests of values, visits of objects, and what is asked at the end."""
        if not absent_is_well(self.kind.demands, frozenset(self.names)):
            raise UnfitError
        for number, name in enumerate(self.names):
            slot = self.kind.shape.slots.get(name)
            if slot is None:
                continue  # resourceType, or visited with the value it stands beside
            asked = wanted(self.kind.demands, slot)
            self._lengths(slot, asked, f"a{number}")
            if slot.primitive:
                self._primitive(slot, asked, number)
            else:
                self._complex(slot, asked, number)
        self._own()

    def made(self) -> Code:
        """Return the function."""
        lines = [f"{','.join(f'a{n}' for n in range(len(self.names)))}, = o.values()"]
        if self.tests:
            lines += [f"if not ({' and '.join(self.tests)}):", " return False"]
        lines += ["z = True", "q = r", *self.visits]
        if self.ends:
            lines += [f"if not ({' and '.join(self.ends)}):", " return False"]
        source = "def code(o, r, c):\n" + "".join(f" {line}\n" for line in [*lines, "return z"])
        space: dict[str, Any] = dict(self.given)
        exec(_compiled(source), space)  # noqa: S102  our own source, names checked
        made: Code = space["code"]
        return made

    def give(self, name: str, value: Any) -> str:
        """Return a name for something the code needs."""
        self.given[name] = value
        return name

    # elements

    def _lengths(self, slot: Slot, asked: Wanted, value: str) -> None:
        """Write how many values there may be."""
        least, most = 1, slot.most
        for _, child in asked.children:
            if not type_fits(child, slot.type):
                raise UnfitError
            least = max(least, child.least)
            if child.most is not None:
                most = child.most if most is None else min(most, child.most)
        if (most is not None and most < 1) or (not slot.array and least > 1):
            raise UnfitError
        if not slot.array:
            return
        self.tests.append(f"type({value}) is list and {value}")
        if least > 1:
            self.tests.append(f"len({value}) >= {least}")
        if most is not None:
            self.tests.append(f"len({value}) <= {most}")

    def _primitive(self, slot: Slot, asked: Wanted, number: int) -> None:
        value, beside = f"a{number}", f"_{slot.key}"
        if not all(invariant.held for invariant in slot.invariants) or any(
            part.invariants for _, part in asked.demands
        ):
            raise UnfitError
        if beside in self.names and not slot.array:
            self._visit(slot, f"a{self.names.index(beside)}", asked.demands, "Element")
        elif beside in self.names or not absent_is_well(asked.demands, frozenset()):
            raise UnfitError
        if slot.type == "xhtml":
            self.tests.append(f"{self.give('plain', _narrative)}({value}, r, c)")
            return
        if slot.type == "uri" and slot.name == "url" and self.kind.shape.name == "Extension":
            self._url(slot, asked)
            return
        test, needs = leaves.test_of(
            self.kind.engine, slot, asked.demands, "x" if slot.array else value, str(number)
        )
        self.given |= needs
        self.tests.append(f"all([{test} for x in {value}])" if slot.array else test)

    def _url(self, slot: Slot, asked: Wanted) -> None:
        """Check the url of an extension here and now: it is what the code was chosen by."""
        if asked.demands or (slot.check is not None and slot.check(self.kind.urls[-1])):
            raise UnfitError

    def _complex(self, slot: Slot, asked: Wanted, number: int) -> None:
        value = f"a{number}"
        if slot.type in CODED:
            self._coded(slot, number)
        elif slot.type == "Extension":
            self._extensions(slot, asked, number)
        elif slot.type == "Resource":
            self._resource(slot, value)
        elif any(child.slicing is not None for _, child in asked.children):
            sliced = Sliced(self.kind, slot, asked.demands, asked.children)
            self._answer(f"{self.give(f'sliced{number}', sliced.all)}({value}, r, c)", None)
        elif slot.type == "Meta" and self.kind.shape.resource and self._plain_meta(asked):
            self.visits.append(f"if len({value}) != 1:")
            self._visit(slot, value, asked.demands, indent=" ")
        else:
            self._visit(slot, value, asked.demands)

    def _plain_meta(self, asked: Wanted) -> bool:
        """Whether a meta with nothing but profiles is known to be good: the code was chosen by them."""
        slot = self.kind.engine.slots("Meta", "profile")[0]
        claims = self.kind.claims
        return (
            not asked.demands
            and bool(claims)
            and slot.check is not None
            and not any(slot.check(c) or c.startswith("#") for c in claims)
        )

    def _visit(
        self, slot: Slot, value: str, demands: Demands, shape_name: str | None = None, indent: str = ""
    ) -> None:
        """Write the visit of an object, or of all in a list."""
        kind = self.kind.below(slot, self._with_profiles(slot, demands), shape_name)
        if kind is None:
            raise UnfitError
        number = len(self.given)
        known = self.give(f"known{number}", kind.tiers.known.get)
        miss = self.give(f"miss{number}", kind.tiers.miss)
        one = "x" if slot.array else value
        call = f"({known}(tuple({one})) or {miss})({one}, r, c)"
        if slot.type == "Reference":
            pointer = Pointer(self.kind.engine, slot, demands)
            plainly = self.give(f"points{number}", pointer.passes)
            if not demands:
                call = f"{plainly}({one}, c) if len({one}) == 1 and 'reference' in {one} else {call}"
        self._answer(call, slot, value, indent)

    def _answer(self, call: str, slot: Slot | None, value: str = "", indent: str = "") -> None:
        """Write a call for an object, or for each in a list, and what to do with its answer."""
        if slot is None:
            lines = [f"v = {call}", "if v is not True:", " if v is False: return False", " z = join(z, v)"]
        elif not slot.array:
            lines = [f"v = {call}", "if v is not True:", " if v is False: return False"]
            lines.append(f" z = add(z, {slot.name!r}, None, v)")
        else:
            lines = ["n = 0", f"for x in {value}:", f" v = {call}", " if v is not True:"]
            lines += ["  if v is False: return False", f"  z = add(z, {slot.name!r}, n, v)", " n += 1"]
            if self.kind.slot is not None:  # what repeats itself by reference must end
                lines = [f"c.left -= len({value})", "if c.left < 0: return False", *lines]
            if slot.path == "Bundle.entry":
                lines.insert(-5, " c.index = n")
        self.visits += [indent + line for line in lines]

    def _with_profiles(self, slot: Slot, demands: Demands) -> Demands:
        """Return demands with those of the profiles that the type of an element must follow."""
        found: list[Demand] = []
        if slot.primitive:
            return demands
        for canonical in slot.profiles:
            overlay = self.kind.engine.overlay(canonical)
            if overlay is not None and overlay.root is not None:
                found.append((0, overlay.root))
        for turn, part in demands:
            found.append((turn, part))
            for canonical in part.profiles.get(slot.type) or part.profiles.get("") or ():
                overlay = self.kind.engine.overlay(canonical)
                if overlay is not None and overlay.root is not None:
                    found.append((turn, overlay.root))
        return tuple(found)

    def _coded(self, slot: Slot, number: int) -> None:
        value = f"a{number}"
        if slot.profiles:
            raise UnfitError
        memory = coded.Coded(slot, self.kind.demands)
        said = self.give(f"said{number}", memory.said)
        self.give("key_of", coded.key_of)
        learn = self.give(f"learn{number}", memory.learn)
        self.visits += [
            f"v = {said}.get({coded.key_source(slot, value)})",
            "if v is not True:",
            f" if v is None: v = {learn}({value}, o, c)",
            " if v is False: return False",
            " if v is not True: z = join(z, v)",
        ]

    def _extensions(self, slot: Slot, asked: Wanted, number: int) -> None:
        if any(c.slicing is not None and c.slicing.by_url is None for _, c in asked.children):
            raise UnfitError
        table = extended.Extended(self.kind, slot, asked.demands, asked.children)
        known = self.give(f"urls{number}", table.known.get)
        miss = self.give(f"new{number}", table.miss)
        value = f"a{number}"
        tests, needs = extended.counts(asked.children, value, str(number))
        self.given |= needs
        self.ends += tests
        self._answer(f"({known}((x.get('url'), *x)) or {miss})(x, r, c)", slot, value)

    def _resource(self, slot: Slot, value: str) -> None:
        if slot.path != "Bundle.entry.resource":
            raise UnfitError
        self._answer(f"c.inner({value}, o)", slot)

    # the object itself

    def _own(self) -> None:
        """Write the rules of its type, its invariants, and what profiles demand of it as a whole."""
        kind, shape = self.kind, self.kind.shape
        slot = kind.slot
        if shape.name == "Reference":
            self._reference()
        elif slot is not None and shape.name != "Element":
            self._special(slot)
        invariants = [
            *shape.invariants,
            *(slot.invariants if slot is not None and shape.name != "Element" else ()),
        ]
        for turn, part in kind.demands:
            if shape.name != "Element":
                self._demanded(part, shape, turn)
                invariants += part.invariants
        for number, invariant in enumerate(invariants):
            self._invariant(invariant, number)

    def _demanded(self, part: Part, shape: Shape, turn: int) -> None:
        if leaves.asks_nothing(part):
            return
        engine, type_ = self.kind.engine, shape.name

        def test(node: Any) -> bool:
            return leaves.quiet(engine, part, Item(node, None, type_, HERE))

        self.ends.append(f"{self.give(f'demanded{turn}_{len(self.given)}', test)}(o)")

    def _reference(self) -> None:
        if _SAYING.isdisjoint(self.names) or self.kind.slot is None:
            raise UnfitError
        if "reference" in self.names:
            pointer = Pointer(self.kind.engine, self.kind.slot, self.kind.demands)
            self.ends.append(f"{self.give('pointer', pointer.passes)}(o, c)")

    def _special(self, slot: Slot) -> None:
        special = specials.OF_TYPE.get(slot.type)
        if special is None or slot.type == "Extension":
            return
        needed = _CHECKED_BY.get(slot.type, frozenset({"code", "system"}))
        if needed.isdisjoint(self.names):
            if slot.type == "Attachment":
                raise UnfitError
            return

        def full(node: Any, c: Run) -> bool:
            sink, walker = Sink(), c.walker
            with walker.noting_in(sink):
                special(walker, node, slot, HERE, c.scope())
            return not len(sink)

        test = full
        if slot.type == "Identifier":
            test = _remembered(full, ("system",), lambda key: key[0] not in specials.WITH_VALUE)
        elif slot.type not in _CHECKED_BY:
            test = _remembered(full, ("system", "code", "unit"), lambda _: True)
        self.ends.append(f"{self.give('special', test)}(o, c)")

    def _invariant(self, invariant: Invariant, number: int) -> None:
        needs = _ONLY_WITH.get(invariant.key)
        if invariant.held or (needs is not None and invariant.own and needs not in self.names):
            return
        if invariant.key == "dom-6" and invariant.own:  # the one that often fails, and is only advice
            if "text" not in self.names:
                notes = self.give("advice", [(None, 0, ((*_advice(invariant),),))])
                self.visits.append(f"if not c.quiet: z = join(z, {notes})")
            return
        written = invariant.python if invariant.type == self.kind.shape.name else None
        if written is None:
            name = self.give(f"invariant{number}", invariant)
            type_ = self.kind.shape.name
            self.ends.append(f"{name}.holds(o, c.scope(), c.walker, {type_!r})")
            return
        source, constants = written
        test, known = _folded(source, frozenset(self.names), constants)
        if known is False:
            raise UnfitError
        if known is None:
            self.given |= {f"{old}_{number}": value for old, value in constants.items()}
            self.ends.append("(" + test.replace("NUMBER_", f"_{number}") + ")")


def _advice(invariant: Invariant) -> tuple[Any, ...]:
    """Return the note of an invariant that does not hold."""
    from carelink.validation.accept.memory import Recorder

    recorder = Recorder()
    invariant.note(recorder, HERE)
    return recorder.notes[0]


def _folded(source: str, names: frozenset[str], constants: dict[str, Any]) -> tuple[str, bool | None]:
    """Return an invariant as source, and its truth where the names decide it."""
    sets = tuple((name, value) for name, value in constants.items() if type(value) is frozenset)
    key = (source, names, sets)  # of the constants only sets of names are looked into
    found = _FOLDED.get(key)
    if found is None:
        test = folded(source, names, constants)
        known = truth(test)
        renamed = _Renamer({old: f"{old}NUMBER_" for old in constants}).visit(test)
        found = (ast.unparse(ast.fix_missing_locations(renamed)), known)
        if len(_FOLDED) >= _FOLDED_AT_MOST:
            _FOLDED.clear()
        _FOLDED[key] = found
    return found


_FOLDED_AT_MOST: Final = 5_000
_FOLDED: Final[dict[Any, tuple[str, bool | None]]] = {}


@lru_cache(2_000)
def _compiled(source: str) -> CodeType:
    """Compile; kinds that differ only in what they are given share their source."""
    return compile(source, "<carelink accept>", "exec")


def _remembered(full: Any, names: tuple[str, ...], lasting: Any) -> Any:
    """Return a test that depends on some values alone and remembers the good ones."""
    good: set[tuple[Any, ...]] = set()

    def test(node: Any, c: Run) -> bool:
        key = tuple([node.get(name) for name in names])
        if key in good:
            return True
        if not full(node, c):
            return False
        if (
            all(type(text) is str or text is None for text in key)
            and lasting(key)
            and len(good) < GOOD_AT_MOST
        ):
            good.add(key)
        return True

    return test


def _narrative(value: Any, resource: dict[str, Any], run: Run) -> bool:
    """Whether nothing is to be said of the text for people."""
    if type(value) is not str:
        return False
    if narrative.is_plain(value, resource.get("language")):
        return True
    sink = Sink()
    narrative.check(sink, value, HERE, run.scope())
    return not len(sink)


class _Renamer(ast.NodeTransformer):
    """Gives the constants of one invariant names of their own."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Rename."""
        return ast.Name(self.names.get(node.id, node.id), node.ctx)

"""Writes the Python for objects of one kind that have the same names in the same order.

Base type and profiles are folded into one function. What the names alone decide is decided here: missing and
unknown elements, choices, most invariants. What is left is tests of values, in the order of the names, and
calls for the objects below. A test that fails means: the walk looks at the whole resource.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.accept import coded, extended, leaves, texts
from carelink.validation.accept.bundle import following
from carelink.validation.accept.demands import UnfitError, absent_is_well, type_fits, wanted, with_profiles
from carelink.validation.accept.memory import CODED
from carelink.validation.accept.names import regular
from carelink.validation.accept.own import asked
from carelink.validation.accept.pointers import Pointer
from carelink.validation.accept.said import add, join
from carelink.validation.accept.sliced import Sliced

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.validation.accept.demands import Wanted
    from carelink.validation.accept.kinds import Demands, Kind
    from carelink.validation.accept.tiers import Code, Names
    from carelink.validation.shapes import Slot


def write(kind: Kind, names: Names) -> Code | None:
    """Return code for objects of a kind with these names; None when the walk is needed whatever they hold."""
    if not regular(kind.shape, names):
        return None
    writer = Writer(kind, names)
    try:
        writer.write()
        return writer.made()
    except UnfitError:
        return None


class Writer:
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
            want = wanted(self.kind.demands, slot)
            self._lengths(slot, want, f"a{number}")
            if slot.primitive:
                self._primitive(slot, want, number)
            else:
                self._complex(slot, want, number)
        tests, advice, needs = asked(self.kind, self.names)
        self.ends += tests
        self.visits += advice
        self.given |= needs

    def made(self) -> Code:
        """Return the function."""
        lines = [f"{','.join(f'a{n}' for n in range(len(self.names)))}, = o.values()"]
        if self.tests:
            lines += [f"if not ({' and '.join(self.tests)}):", " return False"]
        if self.visits:
            lines += ["z = True", *self.visits]
        if self.ends:
            lines += [f"if not ({' and '.join(self.ends)}):", " return False"]
        lines.append("return z" if self.visits else "return True")
        source = f"def make({', '.join(self.given)}):\n def code(o, r, c):\n"
        source += "".join(f"  {line}\n" for line in lines) + " return code\n"
        made: Code = _maker(source)(**self.given)
        return made

    def give(self, name: str, value: Any) -> str:
        """Return a name for something the code needs."""
        name = f"{name}__{len(self.given)}"  # as no name of a test or of an invariant's constants is
        self.given[name] = value
        return name

    # how many, and single values

    def _lengths(self, slot: Slot, want: Wanted, value: str) -> None:
        """Write how many values there may be."""
        least, most = 1, slot.most
        for _, child in want.children:
            if slot.type != "Resource" and not type_fits(child, slot.type):
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

    def _primitive(self, slot: Slot, want: Wanted, number: int) -> None:
        value, beside = f"a{number}", f"_{slot.key}"
        if not all(invariant.held for invariant in slot.invariants) or any(
            part.invariants for _, part in want.demands
        ):
            raise UnfitError
        if beside in self.names and not slot.array:
            self._visit(slot, f"a{self.names.index(beside)}", want.demands, "Element")
        elif beside in self.names or not absent_is_well(want.demands, frozenset()):
            raise UnfitError
        if slot.type == "xhtml":
            self.tests.append(f"{self.give('harmless', texts.harmless)}({value}, r, c)")
        elif slot.path == "Extension.url":  # by which the code was chosen
            if not leaves.passes(self.kind.engine, slot, want.demands, self.kind.urls[-1]):
                raise UnfitError
        else:
            one = "x" if slot.array else value
            test, needs = leaves.test_of(self.kind.engine, slot, want.demands, one, str(number))
            self.given |= needs
            self.tests.append(f"all([{test} for x in {value}])" if slot.array else test)

    # objects

    def _complex(self, slot: Slot, want: Wanted, number: int) -> None:
        value = f"a{number}"
        if slot.type in CODED:
            self._coded(slot, value)
        elif slot.type == "Extension":
            self._extensions(slot, want, value)
        elif slot.type == "Resource":
            self._resource(slot, want, value)
        elif any(child.slicing is not None for _, child in want.children):
            sliced = Sliced(self.kind, slot, want.demands, want.children)
            self.visits += [f"v = {self.give('sliced', sliced.all)}({value}, r, c)", *_take("z = join(z, v)")]
        elif slot.type == "Reference" and not want.demands:
            self._pointer(slot, value)
        elif slot.type == "Narrative" and not want.demands and self.kind.slot is None:
            self.visits += [texts.unless_plain(self, value)]
            self._visit(slot, value, (), indent=" ")
        elif slot.type == "Meta" and self.kind.slot is None and self._plain_meta(want):
            self.visits.append(f"if len({value}) != 1:")
            self._visit(slot, value, want.demands, indent=" ")
        else:
            self._visit(slot, value, want.demands)

    def _plain_meta(self, want: Wanted) -> bool:
        """Whether a meta with nothing but profiles is known to be good: the code was chosen by them."""
        check = self.kind.engine.slots("Meta", "profile")[0].check
        return (
            not want.demands
            and bool(self.kind.claims)
            and check is not None
            and not any(check(claim) or claim.startswith("#") for claim in self.kind.claims)
        )

    def _visit(
        self, slot: Slot, value: str, demands: Demands, shape_name: str | None = None, indent: str = ""
    ) -> None:
        """Write the visit of an object, or of all in a list."""
        kind = self.kind.below(slot, with_profiles(self.kind.engine, slot, demands), shape_name)
        if kind is None:
            raise UnfitError
        known, miss = self.give("known", kind.tiers.known.get), self.give("miss", kind.tiers.miss)
        one = "x" if slot.array else value
        self._each(f"v = ({known}(tuple({one})) or {miss})({one}, r, c)", slot, value, indent)

    def _each(self, call: str, slot: Slot, value: str, indent: str = "") -> None:
        """Write a call for an object, or for each in a list, and what to do with its answer."""
        if not slot.array:
            lines = [call, *_take(f"z = add(z, {slot.name!r}, None, v)")]
        else:
            lines = [call, *_take(f"z = add(z, {slot.name!r}, n, v)"), "n += 1"]
            if slot.path == "Bundle.entry":
                lines = ["c.index = n", *lines]
            lines = ["n = 0", f"for x in {value}:", *[f" {line}" for line in lines]]
            if self.kind.slot is not None:  # what repeats itself by reference must end
                lines = [f"c.left -= len({value})", "if c.left < 0: return False", *lines]
            if slot.path == "Bundle.entry":
                lines.append("c.back()")
        self.visits += [indent + line for line in lines]

    def _coded(self, slot: Slot, value: str) -> None:
        if slot.profiles:
            raise UnfitError
        memory = coded.Coded(slot, self.kind.demands)
        if slot.array:
            held = self.give("memory", memory)
            self.visits += [
                f"m = {held}.latest",
                f"v = m[1] if {value} == m[0] else {held}.find({value}, o, c)",
            ]
            self.visits += _take("z = join(z, v)")
            return
        said, learn = self.give("said", memory.said.get), self.give("learn", memory.learn)
        self.given["key_of"] = coded.key_of
        self.visits.append(f"k = {coded.key_source(slot, value)}")
        if slot.path == "Observation.code":
            self.visits.append("c.code = k")
        self.visits += [
            f"v = {said}(k)",
            "if v is not True:",
            f" if v is None: v = {learn}({value}, o, c)",
            " if v is False: return False",
            " if v is not True: z = join(z, v)",
        ]

    def _extensions(self, slot: Slot, want: Wanted, value: str) -> None:
        if any(c.slicing is not None and c.slicing.by_url is None for _, c in want.children):
            raise UnfitError
        table = extended.Extended(self.kind, slot, want.demands, want.children)
        known, miss = self.give("urls", table.known.get), self.give("new", table.miss)
        for test in extended.counts(want.children):
            self.ends.append(f"{self.give('count', test)}({value})")
        self._each(f"v = ({known}((x.get('url'), *x)) or {miss})(x, r, c)", slot, value)

    def _pointer(self, slot: Slot, value: str) -> None:
        """Write the visit of references: most hold nothing but a link to an entry of the same Bundle."""
        one = "x" if slot.array else value
        pointer = Pointer(self.kind.engine, slot, ())
        types, passes = self.give("types", pointer.bundled), self.give("passes", pointer.passes)
        kind = self.kind.below(slot, with_profiles(self.kind.engine, slot, ()))
        if kind is None:
            raise UnfitError
        known, miss = self.give("known", kind.tiers.known.get), self.give("miss", kind.tiers.miss)
        plain = f"len({one}) == 1 and c.types.get(u := {one}.get('reference')) in {types}"
        other = f"{passes}({one}, c) if len({one}) == 1 and 'reference' in {one}"
        lines = [
            f"if {plain}: c.refs.append(u)",
            "else:",
            f" v = {other} else ({known}(tuple({one})) or {miss})({one}, r, c)",
            *[" " + line for line in _take(f"z = add(z, {slot.name!r}, {'n' if slot.array else None}, v)")],
        ]
        if slot.array:
            lines = ["n = 0", f"for x in {value}:", *[" " + line for line in lines], " n += 1"]
            if self.kind.slot is not None:
                lines = [f"c.left -= len({value})", "if c.left < 0: return False", *lines]
        self.visits += lines

    def _resource(self, slot: Slot, want: Wanted, value: str) -> None:
        if slot.path != "Bundle.entry.resource":
            raise UnfitError
        self._each(f"v = c.inner({value})", slot, value)
        for _, child in want.children:
            if not type_fits(child, "Resource") and child.types is not None:
                self.visits.append(
                    f"if {value}['resourceType'] not in {self.give('types', child.types)}: return False"
                )
            if child.part.profiles:
                follows = self.give("follows", following(self.kind, child.part.profiles))
                self.visits.append(f"if not {follows}({value}, c): return False")


def _take(said: str) -> list[str]:
    """Return the lines that look at an answer ``v``."""
    return ["if v is not True:", " if v is False: return False", f" {said}"]


@lru_cache(2_000)
def _maker(source: str) -> Callable[..., Code]:
    """Compile; kinds that differ only in what they are given share their code.

    What they are given stands in a closure: were it in globals, the interpreter would look it up anew each
    time the same code is run for another kind.
    """
    space: dict[str, Any] = {}  # of its own: two threads may write at the same time
    exec(compile(source, "<carelink accept>", "exec"), _SPACE, space)  # noqa: S102  our own source, names checked
    make: Callable[..., Code] = space["make"]
    return make


_SPACE: Final[dict[str, Any]] = {}
"""The globals of all code: nothing but what Python itself puts there."""

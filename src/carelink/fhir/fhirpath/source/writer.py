"""Writing a Python expression for an invariant: paths, functions and literals, on raw values of the tree."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from carelink.fhir.fhirpath.kinds import castable
from carelink.fhir.fhirpath.nodes import Step, general_steps, lineage, steps
from carelink.fhir.fhirpath.patterns import pattern
from carelink.fhir.fhirpath.source import runtime
from carelink.fhir.fhirpath.source.part import INTEGER, LONGEST, NO_CODE, STRING, Choice, Part, Unfit
from carelink.fhir.fhirpath.statics import OPEN
from carelink.fhir.fhirpath.syntax import Binary, Call, Item, Literal, Name, Special, TypeTest, Variable
from carelink.fhir.fhirpath.variables import constant
from carelink.fhir.tables import primitive_types, resource_types

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.source.part import Rails
    from carelink.fhir.fhirpath.statics import Static
    from carelink.fhir.fhirpath.syntax import Node

_BRACKETS = frozenset("()[]{}")
_AROUND = {"context": "o", "resource": "r", "rootResource": "q"}


class Writer:
    """Writes one expression. ``names`` are the constants and functions its source refers to."""

    def __init__(self, known: dict[int, Static], *, single_as: bool) -> None:
        self.known = known
        self.single_as = single_as
        self.names: dict[str, Any] = {}
        self.count = 0

    def name(self, value: object) -> str:
        """Give a constant a name in the source."""
        self.count += 1
        self.names[f"c{self.count}"] = value
        return f"c{self.count}"

    def variable(self) -> str:
        """Make a name for the variable of a loop."""
        self.count += 1
        return f"v{self.count}"

    def use(self, function: Callable[..., Any], *arguments: str) -> str:
        """Write a call of a function of the run time."""
        self.names[function.__name__] = function
        return f"{function.__name__}({', '.join(arguments)})"

    def boolean(self, node: Node, this: Part) -> Rails:
        """Write a part as a three-valued answer."""
        from carelink.fhir.fhirpath.source.answers import (
            answer,
        )  # each needs the other: a path may ask, and so on

        found = answer(self, node, this)
        if len(found.true) + len(found.false) > LONGEST:
            raise Unfit
        return found

    def part(self, node: Node, this: Part) -> Part:
        """Write a part as a value."""
        found = self._part(node, this)
        if len(found.code) > LONGEST:
            raise Unfit
        return found

    def _part(self, node: Node, this: Part) -> Part:  # noqa: PLR0911  one answer for each kind of node
        match node:
            case Literal(value):
                return self._literal(value)
            case Special("this"):
                return this
            case Variable(name):
                return self._around(node, name)
            case Name(target, name):
                if target is None and name[:1].isupper():
                    return self._named(name, this)
                return self.member(this if target is None else self.part(target, this), name)
            case Call():
                return self._call(node, this)
            case TypeTest("as", operand, written):
                return self.as_type(self.one_if_asked(self.part(operand, this)), written)
            case Item(target, Literal(int(place))) if not isinstance(place, bool):
                source = self.part(target, this)
                items = self.sequence(source)
                return Part(
                    self.use(runtime.first, f"{items}[{place}:]"), source.types, guard=source.within()
                )
            case Binary(operator, left, right):
                return self._binary(operator, left, right, this)
        raise Unfit

    def _literal(self, value: object) -> Part:
        if isinstance(value, bool) or type(value) not in (int, str, Decimal):
            raise Unfit
        types = (
            INTEGER if type(value) is int else STRING if type(value) is str else frozenset({"System.Decimal"})
        )
        # Brackets in the source are counted, so those of a string stay out of it.
        apart = type(value) is Decimal or (type(value) is str and not _BRACKETS.isdisjoint(value))
        code = self.name(value) if apart else repr(value)
        return Part(code, types, sure=True, literal=value)

    def _around(self, node: Node, name: str) -> Part:
        if (fixed := constant(name)) is not None:
            return self._literal(fixed)
        types = self.known[id(node)].types
        if name not in _AROUND or types is None:
            raise Unfit
        return Part(_AROUND[name], types, sure=True)

    def _named(self, name: str, this: Part) -> Part:
        if all(name in lineage(t) for t in this.types) and not this.types & OPEN:
            return this
        raise Unfit

    def _steps(self, source: Part, name: str) -> list[Step]:
        found: dict[str, Step] = {}
        for type_ in source.types:
            if type_ in primitive_types() or type_.startswith("System."):
                raise Unfit
            ways = general_steps(type_) if type_ in OPEN else steps(type_)
            if type_ in OPEN and name not in ways:
                raise Unfit
            found |= {step.key: step for step in ways.get(name, ())}
        if not found or len({step.many for step in found.values()}) > 1:
            raise Unfit
        return list(found.values())

    def member(self, source: Part, name: str) -> Part:
        """Write a step down the tree."""
        ways = self._steps(source, name)
        if source.many:
            return self._member_of_each(source, ways)
        owner = source.code if source.code.isidentifier() else f"({source.code} or NOTHING)"
        self.names["NOTHING"] = runtime.NOTHING
        types = frozenset(step.type for step in ways)
        if len(ways) > 1:
            return self._choice(owner, {step.type: step.key for step in ways})
        key, _, primitive, many = ways[0]
        inside = f"({key!r} in {owner} or {f'_{key}'!r} in {owner})" if primitive else f"({key!r} in {owner})"
        if not many:
            return Part(f"{owner}.get({key!r})", types, present=inside)
        code = self.use(runtime.primitives, owner, repr(key), repr(f"_{key}")) if primitive else ""
        return Part(code or f"({owner}.get({key!r}) or ())", types, many=True, present=inside)

    def _choice(self, owner: str, keys: dict[str, str]) -> Part:
        code = self.use(runtime.first_key, owner, self.name(tuple(keys.values())))
        return Part(code, frozenset(keys), present=self.any_key(owner, keys), choice=Choice(owner, keys))

    def any_key(self, owner: str, keys: dict[str, str]) -> str:
        """Write whether an object has a choice of one of these types."""
        beside = [f"_{key}" for type_, key in keys.items() if type_ in primitive_types()]
        spellings = [*keys.values(), *beside]
        if len(spellings) <= 2:  # noqa: PLR2004  two look-ups cost less than one set
            return "(" + " or ".join(f"{key!r} in {owner}" for key in spellings) + ")"
        return f"(not {self.name(frozenset(spellings))}.isdisjoint({owner}))"

    def _member_of_each(self, source: Part, ways: list[Step]) -> Part:
        items, types, guard = source.code, frozenset(step.type for step in ways), source.within()
        key, _, primitive, many = ways[0]
        if len(ways) > 1:
            keys = self.name(tuple(step.key for step in ways))
            beside = self.name(frozenset(f"_{step.key}" for step in ways if step.primitive))
            choice = Choice(items, {step.type: step.key for step in ways})
            code = self.use(runtime.choice_of_each, items, keys, beside)
            return Part(code, types, many=True, guard=guard, choice=choice)
        if primitive:
            each = runtime.primitives_of_each if many else runtime.primitive_of_each
            code = self.use(each, items, repr(key), repr(f"_{key}"))
            return Part(code, types, many=True, guard=guard)
        y, z = self.variable(), self.variable()
        inner = f"{z} for {y} in {items} if {key!r} in {y} for {z} in {y}[{key!r}]"
        code = f"[{inner}]" if many else f"[{y}[{key!r}] for {y} in {items} if {key!r} in {y}]"
        return Part(code, types, many=True, guard=guard)

    def sequence(self, source: Part) -> str:
        """Write a part as a sequence."""
        if source.many:
            return source.code
        if not source.is_("object"):
            raise Unfit  # a primitive may be there without a value
        return self.use(runtime.one, source.code)

    def each(self, source: Part) -> tuple[str, str, Part]:
        """Write a loop: its variable, what it runs over, and what ``$this`` is inside."""
        y = self.variable()
        return y, self.sequence(source), Part(y, source.types, sure=True)

    def where(self, source: Part, criterion: Node) -> Part:
        """Write a filter."""
        y, items, inner = self.each(source)
        kept = self.boolean(criterion, inner).true
        return Part(f"[{y} for {y} in {items} if {kept}]", source.types, many=True, guard=source.within())

    def _call(self, node: Call, this: Part) -> Part:
        source = this if node.target is None else self.part(node.target, this)
        from carelink.fhir.fhirpath.source.calls import CALLS  # each needs the other, as below

        write = CALLS.get(node.name)
        if write is None:
            raise Unfit
        return write(self, source, node.arguments, this)

    def text(self, source: Part) -> str:
        """Write a part as a string or None."""
        if not source.is_("text"):
            raise Unfit
        return self.single(source)

    def single(self, source: Part) -> str:
        """Write a part as one value or None."""
        return self.use(runtime.single, source.code) if source.many else source.code

    def words(self, arguments: tuple[Node, ...], this: Part) -> list[str]:
        """Write arguments that are string literals."""
        parts = [self.part(argument, this) for argument in arguments]
        if not all(isinstance(part.literal, str) for part in parts):
            raise Unfit
        return [part.code for part in parts]

    def search(self, expression: object) -> tuple[str, str]:
        """Give the search function of a regular expression a name; return it and the longest text for it."""
        if not isinstance(expression, str):
            raise Unfit
        found = pattern(expression)
        return self.name(found.regex.search), str(found.longest)

    def one_if_asked(self, source: Part) -> Part:
        """Leave ``as`` on several items to the closures, where the settings refuse it."""
        if source.many and self.single_as:
            raise Unfit
        return source

    def as_type(self, source: Part, written: str) -> Part:
        """Write ``as``: one spelling of a choice, resources of a type, or what has the type anyway."""
        names = castable(written) or frozenset()
        if source.choice is not None:
            kept = {t: k for t, k in source.choice.keys.items() if not names.isdisjoint(lineage(t))}
            if kept:
                return self._narrowed(source, source.choice.owner, kept)
        if source.types == {"Resource"} and len(names) == 1 and names <= resource_types():
            return self._resources(source, next(iter(names)))
        if source.types & OPEN or not all(names & set(lineage(t)) for t in source.types):
            raise Unfit
        return source

    def _narrowed(self, source: Part, owner: str, keys: dict[str, str]) -> Part:
        if not source.many:
            return self._choice(owner, keys)
        ways = [Step(key, type_, type_ in primitive_types(), many=False) for type_, key in keys.items()]
        return self._member_of_each(Part(owner, frozenset(), many=True, guard=source.guard), ways)

    def _resources(self, source: Part, name: str) -> Part:
        types = frozenset({name})
        if not source.many:
            return Part(self.use(runtime.as_resource, source.code, repr(name)), types, guard=source.within())
        y = self.variable()
        code = f"[{y} for {y} in {source.code} if {y}['resourceType'] == {name!r}]"
        return Part(code, types, many=True, guard=source.within())

    def _binary(self, operator: str, left: Node, right: Node, this: Part) -> Part:
        one, other = self.part(left, this), self.part(right, this)
        if operator == "&":
            parts = [p.code if p.sure else self.use(runtime.text, self.text(p)) for p in (one, other)]
            self.text(one), self.text(other)
            return Part(f"({parts[0]} + {parts[1]})", STRING, sure=True)
        if operator == "+" and one.sure and other.sure and one.is_("number") and other.is_("number"):
            return Part(f"({one.code} + {other.code})", INTEGER, sure=True)
        if operator == "|":
            return self._union(one, other)
        raise Unfit

    def _union(self, one: Part, other: Part) -> Part:
        """Write a union of which only the presence is asked: its code cannot be used for anything else."""
        types = one.types | other.types
        return Part(NO_CODE, types, many=True, present=f"({one.there()} or {other.there()})")

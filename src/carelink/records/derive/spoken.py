"""Where an item lives, said in FHIRPath: a test on the Bundle that is true when the item is stated.

Weaker than the lens itself (which also wants a value it understands), never stronger: what fails here is
missing there too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.records.document import ITEM, SECTION
from carelink.records.kinds import Clock, Day, Moment, Number, Text, Truth, Whole
from carelink.records.places.answer import Answer
from carelink.records.places.element import Both, Element
from carelink.records.places.group import Resources
from carelink.records.places.name import PersonName
from carelink.records.places.root import Here, Role, Tagged
from carelink.records.places.ticks import Each

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.records.forms import Form
    from carelink.records.item import Item
    from carelink.records.places.root import Root
    from carelink.records.places.step import Step

_PRIMITIVE = (Text, Truth, Whole, Number, Day, Moment, Clock)


def stated(form: Form, item: Item) -> str:
    """Return the FHIRPath expression, to be evaluated on the Bundle.

    :raises TypeError: for an item whose place cannot be said
    """
    at: Any = item.at
    match at:
        case Answer():
            return f"{_coded('Observation', 'code', at.code)}.exists()"
        case Resources():
            return f"{_tagged(at.type, at.slot, item.code)}.exists()"
        case Each():
            section = f"entry.resource.ofType(Composition).section{_has('code', SECTION, at.section)}"
            return f"{section}.exists(entry.exists() or emptyReason.exists())"
        case PersonName():
            return f"{_root(at.text.root)}{_step(at.step)}.exists()"
        case Both():
            return f"({stated_at(at.exact)} or {stated_at(at.plain)})"
        case Element():
            return stated_at(at)
    raise TypeError(f"{form.kind}: {item.path} has no FHIRPath")


def path_of(form: Form, item: Item) -> str:
    """Return the path of an item that is one element of some resource.

    :raises TypeError: for an item of another place
    """
    if isinstance(item.at, Answer):
        return f"{_coded('Observation', 'code', item.at.code)}.value"
    at: Any = item.at.exact if isinstance(item.at, Both) else item.at
    if not isinstance(at, Element):
        raise TypeError(f"{form.kind}: {item.path} is no element")
    return f"{_root(at.root)}{''.join(map(_step, at.steps))}"


def stated_at(at: Element) -> str:
    """Return the expression for one element of some resource."""
    valued = bool(at.table) or isinstance(at.kind, _PRIMITIVE)  # _name with data-absent-reason exists, too
    test = "exists(hasValue())" if valued and isinstance(at.steps[-1], str) else "exists()"
    return f"{_root(at.root)}{''.join(map(_step, at.steps))}.{test}"


def _root(root: Root) -> str:
    match root:
        case Tagged():
            return _tagged(root.type, root.slot, root.code)
        case Role(parent=None, via=""):
            return f"entry.resource.ofType({root.type})"
        case Role(parent=None):
            return f"entry.resource.ofType(Composition).{root.via}.resolve().ofType({root.type})"
        case Role(parent=parent) if parent is not None:
            return f"{_root(parent)}.{root.via}.resolve().ofType({root.type})"
        case Here() | Role():
            raise TypeError("a part of a group is not said alone")


def _tagged(type_: str, slot: str, code: str) -> str:
    return _coded(type_, slot, code)


def _coded(type_: str, slot: str, code: str) -> str:
    return f"entry.resource.ofType({type_}){_has(slot, ITEM, code)}"


def _has(slot: str, system: str, code: str) -> str:
    return f".where({slot}.coding.where(system = '{system}' and code = '{code}').exists())"


def _step(step: str | Step) -> str:
    if isinstance(step, str):
        return f".{_spoken(step)}"
    tests = [*_tests("", step.has)]
    return f".{step.name}.where({' and '.join(tests)})" if tests else f".{step.name}"


def _tests(prefix: str, pattern: Mapping[str, Any]) -> list[str]:
    found = []
    for name, value in pattern.items():
        path = f"{prefix}{_spoken(name)}"
        if value is None:
            found.append(f"{path}.empty()")
        elif isinstance(value, str):
            found.append(f"{path} = '{value}'")
        elif isinstance(value, list):
            inner = " and ".join(test for each in value for test in _tests("", each))
            found.append(f"{path}.where({inner}).exists()")
        else:
            found += _tests(f"{path}.", value)
    return found


def _spoken(name: str) -> str:
    """Return the name of an element in FHIRPath, where a choice has no type in its name."""
    return "value" if name.startswith("value") and name[5:6].isupper() else name

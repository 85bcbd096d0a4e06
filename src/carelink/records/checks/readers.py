"""How a check reads the items of a form: the same values as their places give, told with less ado.

A check asks for some forty items of every sheet, nearly all of them Observations with one value. What such a
place looks up each time is looked up here once per form; whatever is not as usual is left to the place.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from carelink.records.codes import in_form_order
from carelink.records.kinds import Coded, Multi
from carelink.records.places import Answer, Element, PersonName
from carelink.records.places.answer import read_answer
from carelink.records.tree import dicts

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.places import Place
    from carelink.records.tree import Node

    Roots = dict[int, Node | None]
    Reader = Callable[[Document, Roots], Any]


@cache
def readers(form: Form) -> dict[str, Reader]:
    """Return what reads each item of a form, by its path."""
    return {item.path: _reader(item.at) for item in form.items}


class Values(dict[str, Any]):
    """The values of a document, read when they are first asked for."""

    __slots__ = ("_doc", "_readers", "_roots")

    def __init__(self, form: Form, doc: Document) -> None:
        super().__init__()
        self._doc = doc
        self._readers = readers(form)
        self._roots: Roots = {}

    def __missing__(self, path: str) -> Any:
        """Read the item; one that the form has not is not stated."""
        reader = self._readers.get(path)
        value = self[path] = None if reader is None else reader(self._doc, self._roots)
        return value


def _reader(at: Place[Any]) -> Reader:
    get = at.get
    if isinstance(at, Element) and at.steps:
        return _element(at)
    if isinstance(at, PersonName):
        return _name(at)
    if not isinstance(at, Answer):
        return lambda doc, _: get(doc, None)
    if isinstance(at.kind, Multi):
        return _ticks(at, at.kind.one)
    return _answer(at, _option(at.slot, at.kind) if isinstance(at.kind, Coded) else None)


def _answer(at: Answer, of: Callable[[Node], Any] | None) -> Reader:
    key, slot, read = ("Observation", at.code), at.slot, at.kind.read

    def answer(doc: Document, _: Roots) -> Any:
        found = doc.coded.get(key)
        if not found:
            return None
        if of is not None:
            return of(found[0])
        raw = found[0].get(slot)
        return None if raw is None else read(raw)

    return answer


def _ticks(at: Answer, one: Coded) -> Reader:
    key, option = ("Observation", at.code), _option(at.slot, one)

    def ticks(doc: Document, _: Roots) -> Any:
        found = doc.coded.get(key)
        if not found:
            return None
        components = dicts(found[0].get("component"))
        ticked = {t.member: t for c in reversed(components) if (t := option(c)) is not None}
        return in_form_order(tuple(ticked.values())) if ticked else None

    return ticks


def _option(slot: str, kind: Coded) -> Callable[[Node], Any]:
    system, noted = kind.list.system, kind.noted
    members = {member.code: member for member in kind.list}

    def option(node: Node) -> Any:
        try:
            concept = node[slot]
            coding = concept["coding"][0]
            if coding["system"] == system:
                member = members[coding["code"]]
                if not noted or "text" not in concept:
                    return member
        except (KeyError, IndexError, TypeError):
            pass
        return read_answer(node, slot, kind)

    return option


def _name(at: PersonName) -> Reader:
    text = _element(at.text)

    def name(doc: Document, roots: Roots) -> Any:
        found = text(doc, roots)
        return at.get(doc, None) if found is None else found

    return name


def _element(at: Element) -> Reader:
    root, read, (*inner, last) = at.root, at.read, at.steps
    known = id(root)  # the place keeps it alive
    name = last if isinstance(last, str) and not inner else ""

    def element(doc: Document, roots: Roots) -> Any:
        if known in roots:
            node = roots[known]
        else:
            node = roots[known] = root.find(doc, None)
        if name:
            raw = None if node is None else node.get(name)
            return None if raw is None else read(raw)
        for step in inner:
            if node is None:
                return None
            found = node.get(step) if isinstance(step, str) else step.find(node)
            node = found if isinstance(found, dict) else None
        if node is None:
            return None
        raw = node.get(last) if isinstance(last, str) else last.find(node)
        return None if raw is None else read(raw)

    return element

"""What a check looks at: the values of one record, and where each of them stands."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from carelink.records.checks.readers import Values
from carelink.records.places import Resources

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from carelink.findings import Finding, Rule
    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.item import Item

_SAID_AT_MOST: Final = 4096
"""Sayings kept for each form."""


class Case:
    """One record in its document. Values are read through the places, so a broken record can be checked too.

    They are read when a rule first asks for them: of a hundred items the rules ask for some forty.

    :ivar get: the value of an item by its path, None when it is not stated (or the form has no such item)
    """

    __slots__ = ("_envelope", "_rows", "doc", "form", "get")

    get: Callable[[str], Any]

    def __init__(self, form: Form, doc: Document) -> None:
        self.form = form
        self.doc = doc
        self.get = Values(form, doc).__getitem__
        self._rows = _rows(form)
        self._envelope: dict[str, Any] | None = None

    @property
    def kind(self) -> str:
        """The kind of record."""
        return self.form.kind

    @property
    def envelope(self) -> dict[str, Any]:
        """What the record says of itself, see :meth:`carelink.records.frame.Frame.envelope`."""
        if self._envelope is None:
            self._envelope = self.form.record.frame.envelope(self.doc)
        return self._envelope

    @property
    def written(self) -> datetime | None:
        """When the record was written."""
        found: datetime | None = self.envelope.get("written")
        return found

    def states(self, path: str) -> bool:
        """Whether an item is stated and understood."""
        rows = self._rows.get(path)
        return self.get(path) is not None if rows is None else rows.states(self.doc)

    def say(self, rule: Rule, item: Item, **facts: str) -> Finding:
        """Return the rule's finding at an item, named by its label."""
        where = item.at.where(self.doc, None)
        if facts:
            return rule.at(where, source=None, demanded_by=None, ja=item.ja, en=item.en, **facts)
        # the words say nothing of the record: many sheets leave the same boxes empty at the same place
        said, key = _said(self.form), (rule.code, item.path, where)
        found = said.get(key)
        if found is None:
            if len(said) >= _SAID_AT_MOST:
                said.clear()
            found = said[key] = rule.at(where, ja=item.ja, en=item.en)
        return found

    def say_at(self, rule: Rule, path: str, **facts: str) -> Finding:
        """Return the rule's finding at the item with this path."""
        return self.say(rule, self.form[path], **facts)


@cache
def _rows(form: Form) -> dict[str, Resources]:
    return {item.path: item.at for item in form.items if isinstance(item.at, Resources)}


@cache
def _said(_form: Form) -> dict[tuple[str, str, str], Finding]:
    return {}

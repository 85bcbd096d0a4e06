"""What a check looks at: the values of one record, and where each of them stands."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from carelink.records.places import Resources

if TYPE_CHECKING:
    from datetime import datetime

    from carelink.findings import Finding, Rule
    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.item import Item

_UNREAD: Final = object()


class Case:
    """One record in its document. Values are read through the places, so a broken record can be checked too.

    They are read when a rule first asks for them: of a hundred items the rules ask for some forty.
    """

    __slots__ = ("_values", "doc", "form")

    def __init__(self, form: Form, doc: Document) -> None:
        self.form = form
        self.doc = doc
        self._values: dict[str, Any] = {}

    @property
    def kind(self) -> str:
        """The kind of record."""
        return self.form.kind

    @property
    def written(self) -> datetime | None:
        """When the record was written."""
        found: datetime | None = self.form.record.frame.envelope(self.doc).get("written")
        return found

    def get(self, path: str) -> Any:
        """Return the value of an item, None when it is not stated (or the form has no such item)."""
        value = self._values.get(path, _UNREAD)
        if value is _UNREAD:
            item = _by_path(self.form).get(path)
            value = self._values[path] = None if item is None else item.at.get(self.doc, None)
        return value

    def states(self, path: str) -> bool:
        """Whether an item is stated and understood."""
        item = _by_path(self.form).get(path)
        if item is not None and isinstance(item.at, Resources):
            return item.at.states(self.doc)
        return self.get(path) is not None

    def say(self, rule: Rule, item: Item, **facts: str) -> Finding:
        """Return the rule's finding at an item, named by its label."""
        where = item.at.where(self.doc, None)
        return rule.at(where, source=None, demanded_by=None, ja=item.ja, en=item.en, **facts)

    def say_at(self, rule: Rule, path: str, **facts: str) -> Finding:
        """Return the rule's finding at the item with this path."""
        return self.say(rule, self.form[path], **facts)


@cache
def _by_path(form: Form) -> dict[str, Item]:
    return {item.path: item for item in form.items}

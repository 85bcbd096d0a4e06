"""What a check looks at: the values of one record, and where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from carelink.findings import Finding, Rule
    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.item import Item


@dataclass(frozen=True, slots=True)
class Case:
    """One record in its document. Values are read through the places, so a broken record can be checked too.

    :param kind: of the record
    :param values: by item path, only what is stated and understood
    """

    kind: str
    form: Form
    doc: Document
    values: dict[str, Any]
    written: datetime | None

    @classmethod
    def of(cls, form: Form, doc: Document) -> Case:
        """Read every item of the form."""
        found = ((i.path, i.at.get(doc, None)) for i in form.items)
        values = {path: value for path, value in found if value is not None}
        return cls(form.kind, form, doc, values, form.record.frame.envelope(doc).get("written"))

    def get(self, path: str) -> Any:
        """Return the value of an item, None when it is not stated (or the form has no such item)."""
        return self.values.get(path)

    def say(self, rule: Rule, item: Item, **facts: str) -> Finding:
        """Return the rule's finding at an item, named by its label."""
        where = item.at.where(self.doc, None)
        return rule.at(where, source=None, demanded_by=None, ja=item.ja, en=item.en, **facts)

    def say_at(self, rule: Rule, path: str, **facts: str) -> Finding:
        """Return the rule's finding at the item with this path."""
        return self.say(rule, self.form[path], **facts)

"""Synthetic records for the pages: a loop over the form, so that a new item is in them by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from carelink.records import kinds

ID = UUID("9d3f5c1e-0a4b-4c8d-9e2f-7b6a5c4d3e2f")
WRITTEN = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


_PLAIN = {
    kinds.Truth: True,
    kinds.Whole: 3,
    kinds.Number: Decimal("1.50"),
    kinds.Day: date(1938, 1, 2),
    kinds.Moment: datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
    kinds.Clock: time(10, 30),
}


def filled(record: type, text: str = "架空の記載", *, every: int = 1, **more: Any) -> Any:
    """Return a record in which every (n-th) item is stated, all texts being ``text``."""
    form = record.form()
    sections = {}
    for section in form.sections:
        values = {i.name: _value(i, text) for n, i in enumerate(form.of(section)) if n % every == 0}
        model = record.model_fields[section.field].annotation
        sections[section.field] = model(**{name: v for name, v in values.items() if v is not None})
    return record(id=ID, written=WRITTEN, **sections, **more)


def _value(item: Any, text: str) -> Any:
    if item.group is not None:
        group = item.group(**{p.path: _value(p, text) for p in item.parts})
        return (group,) if item.many else group
    if item.list is not None:
        one = item.kind.one if isinstance(item.kind, kinds.Multi) else item.kind
        option = _option(one, text)
        return (option,) if isinstance(item.kind, kinds.Multi) else option
    if isinstance(item.kind, kinds.Text):
        return (text, text) if item.many else text
    if isinstance(item.kind, kinds.Quantity):
        return 3 if item.kind.whole else Decimal("1.50")
    return _PLAIN[type(item.kind)]


def _option(kind: Any, text: str) -> Any:
    option = [*kind.list][-1]
    return option(text) if kind.noted and option.takes_text else option

"""What surrounds the items of a record on a form: id, moment, revision, a town's own items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.converters.excel_form import cells, marks
from carelink.converters.rules import form as rules
from carelink.converters.sheet_toml import revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.forms import Form

_NAMES = {label: name for name, label in revision.LABELS.items()}


def envelope(form: Form, record: Any) -> dict[str, str]:
    """Return the texts of the envelope and of a town's own items, by mark."""
    out = {"@id": str(record.id), "@written": cells.text_of(record.written)}
    for label, value in revision.written(record):
        out[f"@{_NAMES[label]}"] = cells.text_of(value)
    for key, type_ in local(form, record):
        out[marks.local_mark(key, type_)] = cells.text_of(record.local[key])
    return out


def local(form: Form, record: Any) -> list[tuple[str, str]]:
    """Return key and type of the town's own items that the form itself does not have."""
    known = {i.path.removeprefix("local.") for i in form.items if i.path.startswith("local.")}
    said = getattr(record, "local", None) or {}
    return [(key, cells.local_type(value)) for key, value in said.items() if key not in known]


def rows(form: Form, record: Any) -> dict[str, int]:
    """Return how many rows each group of a record has, by path."""
    if record is None:
        return {}
    return {i.path: len(value) for i in form.items if i.group and i.many and (value := i.of(record))}


def envelope_losses(record: Any) -> Iterator[Finding]:
    """Yield a finding for each text around the items that a cell cannot hold."""
    for label, value in revision.written(record):
        if not cells.fits(cells.text_of(value)):
            yield rules.TEXT_UNFIT.at(f"revision.{_NAMES[label]}")
    for value in (getattr(record, "local", None) or {}).values():
        if not cells.fits(cells.text_of(value)):
            yield rules.TEXT_UNFIT.at("local")

"""The lines of a sheet that say which earlier one it takes the place of, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from pydantic import ValidationError

from carelink.records.revision import Revision, revision_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from carelink.records.record import Record

LABELS: Final = {
    "replaces": "差替え元の文書ID",
    "cancels": "取消",
    "reason": "訂正・取消の理由",
    "by": "訂正・取消をした人",
}
"""Field of the revision → its label."""

_TRUTH: Final = {"はい": True, "いいえ": False}


def read(tree: Mapping[str, Any], *, known: bool) -> tuple[Revision | None, list[str]]:
    """Return the revision a sheet states, and the labels of what cannot be read.

    A sheet whose revision cannot be read may not pass for a first version: it is refused.

    :param known: whether this kind of record can be revised
    """
    said = {name: tree[label] for name, label in LABELS.items() if tree.get(label) not in (None, "")}
    if not said or not known:
        return None, [LABELS[name] for name in said]
    said = {name: _of(name, raw) for name, raw in said.items()}
    try:
        return Revision(**said), []
    except ValidationError as error:
        names = {str(e["loc"][0]) for e in error.errors(include_input=False)}
        return None, [label for name, label in LABELS.items() if name in names]


def _of(name: str, raw: Any) -> Any:
    if name == "cancels" and isinstance(raw, str):
        return _TRUTH.get(raw.strip(), raw)
    if name == "replaces" and isinstance(raw, str):
        try:
            return UUID(raw.strip().removeprefix("urn:uuid:"))
        except ValueError:
            return raw
    return raw


def written(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield label and value of every line a record's revision needs."""
    revision = revision_of(record)
    if revision is None:
        return
    yield LABELS["replaces"], str(revision.replaces)
    if revision.cancels:
        yield LABELS["cancels"], True
    for name in ("reason", "by"):
        value = getattr(revision, name)
        if value is not None:
            yield LABELS[name], value

"""Records of our own kinds as instances: what their rules ask for, no profile states."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink.canonical import structure
from carelink.records.read import KINDS, class_of, kind_of
from carelink.testing.instances.bench import Bench, copied

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.testing.instances.bench import Json

_ID: Final = UUID("9d3f5c1e-0a4b-4c8d-9e2f-7b6a5c4d3e2f")
_WRITTEN: Final = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
_KEYS: Final = ("carelink-must-", "carelink-fee-")
_BILLABLE: Final = "-billable"
_TEXT: Final = "架空の記載"

__all__ = ["class_of", "kind_of", "least", "most", "record_of"]


def record_of(canonical: str) -> type[Any] | None:
    """Return the class of the record whose Bundle follows a profile; None for any other profile."""
    kind = next((k for k in KINDS if structure(k) == canonical.partition("|")[0]), None)
    return class_of(kind) if kind is not None else None


def least(bench: Bench, record: type[Any]) -> Json | None:
    """Return the record with the items that must be, and what they ask for in turn; None if not found."""
    return _enough(bench, record, _asked(record, "must", record.must_groups))


def billable(bench: Bench, canonical: str) -> Json | None:
    """Return the record with what a fee asks for as well, claiming the profile that asks; None for others."""
    plain, ending, _ = canonical.partition("|")[0].partition(_BILLABLE)
    record = record_of(plain) if ending else None
    if record is None:
        return None
    asked = _asked(record, "must", record.must_groups) | _asked(record, "fee", record.fee_groups)
    seed = _enough(bench, record, asked)
    if seed is None:
        return None
    seed["meta"]["profile"].append(f"{plain}{_BILLABLE}")
    return None if bench.errors(seed) or bench.beyond(seed) else seed


def without(tree: Json, key: str) -> Json | None:
    """Return a record without the item, or the group of items, that one of our invariants asks for.

    :param key: of the invariant: ``carelink-must-hospital``
    """
    kind = kind_of(tree)
    if kind is None or not key.startswith(_KEYS):
        return None
    from carelink.records import from_fhir

    record = from_fhir(tree).record
    code = key.partition("-")[2].partition("-")[2]
    for path in _group(type(record), code):
        record = record.change(path, None)
    made: Json = record.to_fhir()
    made["meta"]["profile"] = list(tree["meta"]["profile"])
    return made


def _group(record: type[Any], code: str) -> tuple[str, ...]:
    """Return the paths of the items that stand for each other, of which the first has this code."""
    form = record.form()
    groups: tuple[tuple[str, ...], ...] = (*record.must_groups, *record.fee_groups)
    for group in groups:
        if form[group[0]].code == code:
            return group
    return tuple(i.path for i in form.items if i.code == code)


def _asked(record: type[Any], level: str, groups: Iterable[tuple[str, ...]]) -> set[str]:
    """Return the items of a level, and the first of each group of which one is enough."""
    named = list(groups)
    others = {path for group in named for path in group[1:]}
    return {i.path for i in record.form().items if i.level == level} - others | {g[0] for g in named}


def _enough(bench: Bench, record: type[Any], paths: set[str]) -> Json | None:
    """Return the record with some items, and the fewest others that make it right."""
    wrong = _wrong(bench, record, paths)
    while wrong:
        rest = [i.path for i in record.form().items if i.path not in paths]
        tried = [(_wrong(bench, record, paths | {path}), path) for path in rest]
        fewest, path = min(tried, key=lambda one: one[0], default=(wrong, ""))
        if fewest >= wrong:
            return None
        paths, wrong = paths | {path}, fewest
    return _right(bench, record, paths)


def _wrong(bench: Bench, record: type[Any], paths: set[str]) -> int:
    tree = _tree(record, paths)
    return _UNREADABLE if tree is None else len(bench.errors(tree)) + len(bench.beyond(tree))


_UNREADABLE: Final = 1_000_000


def most(bench: Bench, record: type[Any]) -> Json | None:
    """Return the record with every item that goes with the others, as FHIR."""
    form = record.form()
    paths = {i.path for i in form.items if i.level == "must"}
    for group in _halves([i.path for i in form.items if i.path not in paths]):
        paths |= _kept(bench, record, paths, group)
    return _right(bench, record, paths)


def _halves(paths: list[str]) -> Iterable[list[str]]:
    return (paths[at : at + 12] for at in range(0, len(paths), 12))


def _kept(bench: Bench, record: type[Any], paths: set[str], group: list[str]) -> set[str]:
    """Return the items of a group that the record still is right with; halved until the culprit is alone."""
    if _right(bench, record, paths | set(group)) is not None:
        return set(group)
    if len(group) == 1:
        return set()
    half = len(group) // 2
    first = _kept(bench, record, paths, group[:half])
    return first | _kept(bench, record, paths | first, group[half:])


def _right(bench: Bench, record: type[Any], paths: set[str]) -> Json | None:
    tree = _tree(record, paths)
    return tree if tree is not None and not bench.errors(tree) and not bench.beyond(tree) else None


def _tree(record: type[Any], paths: set[str]) -> Json | None:
    form, sections = record.form(), {}
    try:
        for section in form.sections:
            values = {i.name: _value(i) for i in form.of(section) if i.path in paths}
            model = record.model_fields[section.field].annotation
            sections[section.field] = model(**{k: v for k, v in values.items() if v is not None})
        tree = record(id=_ID, written=_WRITTEN, **sections).to_fhir()
    except (
        ValueError,
        TypeError,
        KeyError,
    ):  # a kind of item that is not known here: no seed, said by the caller
        return None
    made: Json = copied(tree)
    return made


def _value(item: Any) -> Any:
    if item.group is not None:
        group = item.group(**{p.path: _value(p) for p in item.parts})
        return (group,) if item.many else group
    from carelink.records import kinds

    if item.list is not None:
        several = isinstance(item.kind, kinds.Multi)
        one = item.kind.one if several else item.kind
        option = next(iter(one.list))
        chosen = option(_TEXT) if one.noted and option.takes_text else option
        return (chosen,) if several or item.many else chosen
    plain = _plain(kinds, item.kind)
    return (plain,) if item.many else plain


def _plain(kinds: Any, kind: Any) -> Any:
    if isinstance(kind, kinds.Quantity):
        return 3 if kind.whole else Decimal("1.50")
    values = {
        kinds.Text: _TEXT,
        kinds.Truth: True,
        kinds.Whole: 3,
        kinds.Number: Decimal("1.50"),
        kinds.Day: date(2026, 11, 24),
        kinds.Moment: datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
        kinds.Clock: time(10, 30),
    }
    return values.get(type(kind))

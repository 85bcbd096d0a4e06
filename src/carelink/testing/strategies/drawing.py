"""Strategies read off a Form: every kind says how it is drawn; "not stated" is always possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from carelink.records.forms import Form, form_of
from carelink.records.item import Item, Level
from carelink.records.kinds import (
    Clock,
    Coded,
    Day,
    Kind,
    Moment,
    Multi,
    Number,
    Quantity,
    Text,
    Truth,
    Whole,
)
from carelink.records.revision import Revision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carelink.records.record import Record

JST: Final = timezone(timedelta(hours=9))

_CHARACTERS: Final = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"],
    exclude_characters="\ufffe\uffff",
)
"""What FHIR and XML can carry: no controls, surrogates, unassigned, private use; blanks inside are kept."""

words: Final = st.text(_CHARACTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
"""Any characters, with no sense in them."""

days: Final = st.dates(date(1900, 1, 1), date(2100, 1, 1))
moments: Final = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(JST)).map(  # noqa: DTZ001  bounds are naive by contract
    lambda d: d.replace(microsecond=0)
)


@dataclass(frozen=True)
class Taste:
    """How texts and days are drawn: without any sense, to find what breaks, or as people write them.

    :param text: name of an item (``basics.address``) -> texts
    :param day: name of an item -> days
    :param moment: moments beside the one of writing
    :param number: name of an item -> numbers, where not any will do
    """

    text: Callable[[str], st.SearchStrategy[str]]
    day: Callable[[str], st.SearchStrategy[date]]
    moment: st.SearchStrategy[datetime]
    number: Callable[[str], st.SearchStrategy[Any] | None] = lambda _: None


SENSELESS: Final = Taste(lambda _: words, lambda _: days, moments)


def of_kind(kind: Kind, name: str = "", taste: Taste = SENSELESS) -> st.SearchStrategy[Any]:
    """Draw a value of one kind.

    :param name: of the item, for a taste that looks at it
    """
    match kind:
        case Multi(one):
            ticks = st.lists(of_kind(one, name, taste), min_size=1, max_size=4, unique_by=_member)
            return ticks.map(_alone)
        case Coded():
            return _coded(kind, name, taste)
        case Text():
            return taste.text(name)
        case Day():
            return taste.day(name)
        case Moment():
            return taste.moment
    tasteful = taste.number(name)
    return _number(kind) if tasteful is None else tasteful


def _coded(kind: Coded, name: str, taste: Taste) -> st.SearchStrategy[Any]:
    plain = st.sampled_from(list(kind.list))
    bracketed = [m for m in kind.list if m.takes_text]
    if not kind.noted or not bracketed:
        return plain
    return plain | st.builds(lambda m, t: m(t), st.sampled_from(bracketed), taste.text(name))


def _number(kind: Kind) -> st.SearchStrategy[Any]:
    match kind:
        case Quantity(whole=whole):
            return st.integers(0, 999) if whole else st.decimals(0, 999, places=1)
        case Truth():
            return st.booleans()
        case Whole():
            return st.integers(0, 120)
        case Number():
            return st.decimals(0, 999, places=1)
        case Clock():
            return st.times().map(lambda t: t.replace(microsecond=0))
    raise TypeError(kind)


def _member(tick: Any) -> Any:
    return tick.member


def _alone(ticks: list[Any]) -> tuple[Any, ...]:
    others = tuple(v for v in ticks if not v.member.alone)
    return others or tuple(ticks[:1])


@cache
def of_item(item: Item, taste: Taste = SENSELESS) -> st.SearchStrategy[Any]:
    """Draw an answer to one item, rows of a group included."""
    if item.group is None:
        if item.kind is None:
            raise TypeError(item.path)
        return of_kind(item.kind, item.path, taste)
    group = item.group
    needed = [part for part in item.parts if group.model_fields[part.path].is_required()]
    others = [part for part in item.parts if part not in needed]
    one = some(others, taste, min_size=0 if needed else 1, always=needed).map(lambda d: group(**d))
    return st.lists(one, min_size=1, max_size=item.rows or 3).map(tuple) if item.many else one


@st.composite
def some(
    draw: st.DrawFn, items: Sequence[Item], taste: Taste, *, min_size: int = 0, always: Sequence[Item] = ()
) -> dict[str, Any]:
    """Draw answers to a few of the items: drawing all of a hundred would be slow and find no more."""
    chosen = (
        draw(st.lists(st.sampled_from(items), min_size=min_size, max_size=12, unique_by=id)) if items else []
    )
    return {i.path: draw(of_item(i, taste)) for i in (*always, *chosen)}


_LOCAL: Final = st.dictionaries(
    st.sampled_from(["takahashi.snow", "takahashi.well", "takamatsu.ferry"]),
    st.one_of(words, st.booleans(), st.integers(0, 9), days, moments, st.decimals(0, 9, places=2)),
    max_size=2,
)

revisions: Final = st.builds(
    Revision, replaces=st.uuids(), cancels=st.booleans(), reason=st.none() | words, by=st.none() | words
)

_ORDER: Final = [Level.OPTIONAL, Level.RECOMMENDED, Level.FEE, Level.MUST]


def records(record: type[Record], *, stated: Level | None = None) -> st.SearchStrategy[Any]:
    """Draw records of one kind that say anything: each may be written, not each makes sense.

    :param stated: items of that level and above are always there
    """
    form = form_of(record)
    always, sometimes = parted(form, stated)
    extra: dict[str, Any] = {"local": _LOCAL} if "local" in record.model_fields else {}
    if "revision" in record.model_fields:
        extra["revision"] = st.none() | revisions
    return st.builds(
        lambda answers, **envelope: made(form, answers, envelope),
        some(sometimes, SENSELESS, always=always),
        id=st.uuids(),
        written=moments,
        **extra,
    )


def parted(form: Form, stated: Level | None) -> tuple[list[Item], list[Item]]:
    """Return the items that are always there, and the others."""
    least = len(_ORDER) if stated is None else _ORDER.index(stated)
    always = [i for i in form.items if _ORDER.index(i.level) >= least]
    return always, [i for i in form.items if i not in always]


def made(form: Form, answers: dict[str, Any], envelope: dict[str, Any]) -> Any:
    """Return the record with these answers; periods run forward."""
    sections: dict[str, dict[str, Any]] = {}
    for path, value in answers.items():
        section, _, name = path.partition(".")
        sections.setdefault(section, {})[name] = value
    for stated in sections.values():  # a period that ends before it begins is a finding
        for name in [n for n in stated if n.endswith("_from") and f"{n[:-5]}_to" in stated]:
            pair = sorted((stated[name], stated[f"{name[:-5]}_to"]))
            stated[name], stated[f"{name[:-5]}_to"] = pair
    fields = form.record.model_fields
    return form.record(
        **envelope, **{name: _section(fields[name].annotation, d) for name, d in sections.items()}
    )


def _section(kind: Any, answers: dict[str, Any]) -> Any:
    return kind(**answers)

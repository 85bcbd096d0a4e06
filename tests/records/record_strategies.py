"""Hypothesis strategies read off a Form: every kind says how it is drawn; "not stated" is always possible."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Sequence

JST = timezone(timedelta(hours=9))

# What FHIR and XML can carry: no controls, surrogates, unassigned, private use; blanks inside are kept
_CHARACTERS = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"],
    exclude_characters="\ufffe\uffff",
)
words = st.text(_CHARACTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
moments = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(JST)).map(  # noqa: DTZ001  bounds are naive by contract
    lambda d: d.replace(microsecond=0)
)


def of_kind(kind: Kind) -> st.SearchStrategy[Any]:  # noqa: C901, PLR0911  one case per kind
    """Draw a value of one kind."""
    match kind:
        case Multi(one):
            ticks = st.lists(of_kind(one), min_size=1, max_size=4, unique_by=lambda v: v.member)
            return ticks.map(_alone)
        case Coded(list=code_list, noted=noted):
            plain = st.sampled_from(list(code_list))
            bracketed = [m for m in code_list if m.takes_text]
            if not noted or not bracketed:
                return plain
            return plain | st.builds(lambda m, t: m(t), st.sampled_from(bracketed), words)
        case Quantity(whole=whole):
            return st.integers(0, 999) if whole else st.decimals(0, 999, places=1)
        case Text():
            return words
        case Truth():
            return st.booleans()
        case Whole():
            return st.integers(0, 120)
        case Number():
            return st.decimals(0, 999, places=1)
        case Day():
            return days
        case Moment():
            return moments
        case Clock():
            return st.times().map(lambda t: t.replace(microsecond=0))
    raise TypeError(kind)


def _alone(ticks: list[Any]) -> tuple[Any, ...]:
    others = tuple(v for v in ticks if not v.member.alone)
    return others or tuple(ticks[:1])


@cache
def of_item(item: Item) -> st.SearchStrategy[Any]:
    """Draw an answer to one item, rows of a group included."""
    if item.group is None:
        assert item.kind is not None
        return of_kind(item.kind)
    group = item.group
    one = _some(item.parts, min_size=1).map(lambda d: group(**d))
    return st.lists(one, min_size=1, max_size=item.rows or 3).map(tuple) if item.many else one


@st.composite
def _some(
    draw: Any, items: Sequence[Item], *, min_size: int = 0, always: Sequence[Item] = ()
) -> dict[str, Any]:
    """Draw answers to a few of the items: drawing all of a hundred would be slow and find no more."""
    chosen = (
        draw(st.lists(st.sampled_from(items), min_size=min_size, max_size=12, unique_by=id)) if items else []
    )
    return {i.path: draw(of_item(i)) for i in (*always, *chosen)}


_LOCAL = st.dictionaries(
    st.sampled_from(["takahashi.snow", "takahashi.well", "takamatsu.ferry"]),
    st.one_of(words, st.booleans(), st.integers(0, 9), days, moments, st.decimals(0, 9, places=2)),
    max_size=2,
)

revisions = st.builds(
    Revision, replaces=st.uuids(), cancels=st.booleans(), reason=st.none() | words, by=st.none() | words
)

_ORDER = [Level.OPTIONAL, Level.RECOMMENDED, Level.FEE, Level.MUST]


def records(record: type[Any], *, stated: Level | None = None) -> st.SearchStrategy[Any]:
    """Draw records of one kind; with ``stated``, items of that level and above are always there."""
    form = form_of(record)
    least = len(_ORDER) if stated is None else _ORDER.index(stated)
    always = [i for i in form.items if _ORDER.index(i.level) >= least]
    sometimes = [i for i in form.items if i not in always]
    extra: dict[str, Any] = {"local": _LOCAL} if "local" in record.model_fields else {}
    if "revision" in record.model_fields:
        extra["revision"] = st.none() | revisions
    return st.builds(
        lambda answers, **envelope: _made(form, answers, envelope),
        _some(sometimes, always=always),
        id=st.uuids(),
        written=moments,
        **extra,
    )


def _made(form: Form, answers: dict[str, Any], envelope: dict[str, Any]) -> Any:
    sections: dict[str, dict[str, Any]] = {}
    for path, value in answers.items():
        section, _, name = path.partition(".")
        sections.setdefault(section, {})[name] = value
    for (
        section
    ) in sections.values():  # a period that ends before it begins is a finding, not a record to expect
        for name in [n for n in section if n.endswith("_from") and f"{n[:-5]}_to" in section]:
            pair = sorted((section[name], section[f"{name[:-5]}_to"]))
            section[name], section[f"{name[:-5]}_to"] = pair
    fields = form.record.model_fields
    return form.record(**envelope, **{name: fields[name].annotation(**d) for name, d in sections.items()})

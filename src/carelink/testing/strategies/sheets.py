"""Whole records that validate, as strategies: as empty as they may be, as full as the form, and between."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from hypothesis import assume
from hypothesis import strategies as st

from carelink.records import form_of
from carelink.records.item import Level
from carelink.records.read import class_of
from carelink.testing.strategies.drawing import JST, Taste, made, parted, some
from carelink.testing.strategies.invented import agreeing, births, number_of, text_of
from carelink.testing.strategies.mending import agreed
from carelink.validation import validate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from carelink.records.forms import Form

SHEETS: Final = ("admission-sheet", "discharge-record", "home-sheet", "discharge-letter")
"""The kinds of information sheets."""

FILLED: Final = ("empty", "some", "full")

_FIRST: Final = date(2026, 4, 1)


@cache
def _taste(written: date) -> Taste:
    """Return how people write who write on a day: of the weeks before it."""
    recently = st.integers(0, 40).map(lambda n: written - timedelta(days=n))
    return Taste(
        text_of,
        lambda name: births() if name.endswith("born") else recently,
        st.builds(
            lambda day, hour, minute: datetime.combine(day, time(hour, minute), JST),
            st.integers(1, 40).map(lambda n: written - timedelta(days=n)),
            st.integers(8, 19),
            st.sampled_from([0, 15, 30, 59]),
        ),
        number_of,
    )


@st.composite
def _drawn(draw: st.DrawFn, kind: str, filled: Sequence[str]) -> Any:
    form = form_of(class_of(kind))
    written = _FIRST + timedelta(days=draw(st.integers(0, 13)) * 20)
    how = draw(st.sampled_from(filled))
    answers = draw(_answers(form, how, _taste(written)))
    moment = datetime.combine(written, time(draw(st.integers(9, 20)), draw(st.integers(0, 59))), JST)
    envelope = {"id": draw(st.uuids(version=4)), "written": moment}
    record = _made(form, agreed(answers, written), envelope)
    assume(not validate(record).errors)  # what agreed() does not know of yet must not reach a vendor
    return record


def _answers(form: Form, how: str, taste: Taste) -> st.SearchStrategy[dict[str, Any]]:
    least = {"empty": Level.MUST, "some": Level.MUST, "full": Level.OPTIONAL}[how]
    always, sometimes = parted(form, least)
    return some([] if how == "empty" else sometimes, taste, always=always)


def _made(form: Form, answers: dict[str, Any], envelope: dict[str, Any]) -> Any:
    sections: dict[str, dict[str, object]] = {}
    for path, value in answers.items():
        section, _, name = path.partition(".")
        sections.setdefault(section, {})[name] = value
    for stated in sections.values():
        agreeing(stated)
    flat = {f"{section}.{name}": value for section, told in sections.items() for name, value in told.items()}
    return made(form, flat, envelope)


def _any_of(kinds: Sequence[str], filled: Sequence[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(kinds).flatmap(lambda kind: _drawn(kind, filled))


def information_sheets(
    kinds: Sequence[str] = SHEETS, *, filled: Sequence[str] = FILLED
) -> st.SearchStrategy[Any]:
    """Draw information sheets of any of the national kinds (``admission-sheet`` …).

    :param filled: "empty" has only what a form must say, "full" every item of it, "some" a few more
    """
    return _any_of(tuple(kinds), tuple(filled))


def consultations(*, filled: Sequence[str] = FILLED) -> st.SearchStrategy[Any]:
    """Draw consultations at a support centre."""
    return _any_of(("consultation",), tuple(filled))


def minutes(*, filled: Sequence[str] = FILLED) -> st.SearchStrategy[Any]:
    """Draw minutes of care conferences."""
    return _any_of(("minutes",), tuple(filled))


def wishes(*, filled: Sequence[str] = FILLED) -> st.SearchStrategy[Any]:
    """Draw wishes sheets (人生会議)."""
    return _any_of(("wishes-sheet",), tuple(filled))


def facilities(*, filled: Sequence[str] = FILLED) -> st.SearchStrategy[Any]:
    """Draw facilities as a town's directory lists them."""
    return _any_of(("facility",), tuple(filled))


def coordinators(*, filled: Sequence[str] = FILLED) -> st.SearchStrategy[Any]:
    """Draw coordinators as a town's directory lists them."""
    return _any_of(("coordinator",), tuple(filled))


def messages(kinds: Sequence[str] = (*SHEETS, "consultation")) -> st.SearchStrategy[dict[str, Any]]:
    """Draw messages: FHIR trees (Bundle, type message) that carry one record between two members."""
    from carelink.exchange.message import Label, Party, build

    names = st.sampled_from(["高松市 在宅医療支援センター", "三木町 病院", "高梁市 地域包括支援センター"])
    kid = st.integers(0, 9).map(lambda n: f"{n:043}")
    moments = st.integers(0, 200).map(lambda n: datetime(2026, 12, 31, 3, tzinfo=UTC) + timedelta(hours=n))
    parties = st.lists(st.builds(Party, names, kid), min_size=2, max_size=3, unique_by=lambda p: p.kid)

    def message(record: Any, ids: tuple[UUID, UUID], at: datetime, between: list[Any]) -> dict[str, Any]:
        label = Label(str(ids[0]), str(ids[1]), at, between[0], tuple(between[1:]))
        return build(record.to_fhir(), label, event=record.kind)

    ids = st.tuples(st.uuids(version=4), st.uuids(version=4)).filter(lambda pair: pair[0] != pair[1])
    return st.builds(message, _any_of(tuple(kinds), FILLED), ids, moments, parties)

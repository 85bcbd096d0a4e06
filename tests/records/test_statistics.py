"""The year in figures: what is counted, in which year, and that no small cell can be worked out again."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.errors import UsageError
from carelink.records import Consultation, statistics
from carelink.records.lists.care import CareLevel
from carelink.records.lists.consultation import CallerType, Channel, Direction, FollowUp, Topic
from carelink.records.sheets import consultation as c
from carelink.records.statistics.suppression import hidden
from carelink.testing.strategies import records

JST = timezone(timedelta(hours=9))
WRITTEN = datetime(2027, 4, 2, 9, tzinfo=JST)
MAY = datetime(2026, 5, 7, 10, tzinfo=JST)


def call(n, received=MAY, *, no=None, earlier=None, written=WRITTEN, **items):
    made = Consultation(
        id=UUID(int=n),
        written=written,
        reception=c.Reception(received=received, desk="窓口", consultation_no=no, earlier_no=earlier),
    )
    for path, value in items.items():
        made = made.change(path.replace("__", "."), value)
    return made


def year(*calls, of=2026, below=0):
    return statistics.of(calls, of, below)


def counts(breakdown):
    return {r.code: (r.count.contacts, r.count.cases) for r in breakdown.rows if r.count.contacts != 0}


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (datetime(2026, 3, 31, 23, 59, 59, tzinfo=JST), 2025),
        (datetime(2026, 4, 1, tzinfo=JST), 2026),
        (datetime(2026, 3, 31, 15, tzinfo=timezone.utc), 2026),  # noqa: UP017  midnight in Japan
        (datetime(2026, 3, 31, 14, 59, tzinfo=timezone.utc), 2025),  # noqa: UP017
        (datetime(2027, 1, 1, tzinfo=JST), 2026),
        (datetime(2027, 3, 31, 23, 59, tzinfo=JST), 2026),
        (datetime(2027, 4, 1, tzinfo=JST), 2027),
    ],
)
def test_a_fiscal_year_is_april_to_march_by_the_clock_in_japan(received, expected):
    for one in range(2024, 2029):
        assert year(call(1, received), of=one).total.contacts == int(one == expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和8", 2026),
        ("令和８年度", 2026),
        ("R8", 2026),
        ("r08", 2026),
        ("2026", 2026),
        ("2026年度", 2026),
        ("令和元年度", 2019),
        ("令和1", 2019),
        ("平成31年度", 2019),
        ("H30", 2018),
    ],
)
def test_a_year_is_read_as_people_write_it(text, expected):
    assert statistics.fiscal_year(text) == expected


@pytest.mark.parametrize("text", ["", "8", "令和", "令和0", "平成32", "昭和65", "26", "令和八", "2026-04"])
def test_what_is_no_year_is_refused(text):
    with pytest.raises(UsageError):
        statistics.fiscal_year(text)


def test_a_year_is_written_by_its_era():
    assert statistics.year_in_words(2026).ja == "令和8年度"
    assert statistics.year_in_words(2019).ja == "令和元年度"
    assert statistics.year_in_words(2018).ja == "平成30年度"
    assert statistics.year_of(date(2027, 3, 31)) == 2026


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([call(1), call(2)], (2, 2)),
        ([call(1), call(1, written=WRITTEN + timedelta(days=1))], (1, 1)),  # a later version
        ([call(1, no="1"), call(2, MAY + timedelta(1), no="2", earlier="1")], (2, 1)),
        (
            [
                call(3, MAY + timedelta(2), earlier="2"),
                call(2, MAY + timedelta(1), no="2", earlier="1"),
                call(1, no="1"),
            ],
            (3, 1),
        ),
        ([call(1, earlier="0"), call(2, earlier="0")], (2, 1)),  # the parent is not at hand
        ([call(1, no="1"), call(2, MAY + timedelta(1), earlier="1", reception__desk="別")], (2, 2)),
        ([call(1, no="1", earlier="1")], (1, 1)),
        # last year's number again: the parent is the last one before
        (
            [
                call(1, MAY - timedelta(400), no="1"),
                call(2, no="1"),
                call(3, MAY + timedelta(1), earlier="1"),
                call(4, MAY + timedelta(2), no="1"),
            ],
            (3, 2),
        ),
        ([call(1, None)], (0, 0)),
    ],
)
def test_consultations_and_cases_are_counted_apart(calls, expected):
    total = year(*calls).total
    assert (total.contacts, total.cases) == expected


def test_a_case_of_last_year_leads_to_one_case_this_year():
    old = call(1, MAY - timedelta(400), no="1")
    later = [call(n, MAY + timedelta(n), no=str(n), earlier=str(n - 1)) for n in (2, 3)]
    assert year(old, *later).total == statistics.Count(2, 1)


def test_several_topics_of_one_consultation_count_each():
    two = call(1, content__topics=(Topic.COSTS, Topic.DEMENTIA))
    figures = year(two, call(2, content__topics=(Topic.COSTS,)), call(3))["topic"]
    assert counts(figures) == {"costs": (2, 2), "dementia": (1, 1), "not-stated": (1, 1)}
    assert figures.multiple
    assert figures.total == statistics.Count(4, 3)


def test_a_case_counts_once_in_a_row_however_often_it_comes_back():
    figures = year(call(1, no="1"), call(2, MAY + timedelta(1), earlier="1"))
    assert counts(figures["month"]) == {"05": (2, 1)}


@pytest.mark.parametrize(
    ("minutes", "band"),
    [
        (0, "to-15"),
        (15, "to-15"),
        (16, "to-30"),
        (30, "to-30"),
        (31, "to-60"),
        (60, "to-60"),
        (61, "over-60"),
        (None, "not-stated"),
    ],
)
def test_minutes_go_into_bands(minutes, band):
    assert counts(year(call(1, content__minutes=minutes))["minutes"]) == {band: (1, 1)}


def test_every_other_question():
    sister = call(
        1,
        datetime(2027, 1, 4, 9, tzinfo=JST),
        reception__channel=Channel.OTHER("手紙"),
        reception__direction=Direction.NEW,
        caller__caller_type=CallerType.FAMILY,
        subject__care_level=CareLevel._23,
        subject__municipality="372013",
        conclusion__referrals=(
            c.Referral(name="番町みほん医院", referred_kind=CallerType.CLINIC),
            c.Referral(name="別のみほん医院", referred_kind=CallerType.CLINIC),
            c.Referral(name="名前だけ"),
        ),
    )
    figures = year(sister, call(2, subject__municipality="山田太郎"))
    assert counts(figures["month"]) == {"05": (1, 1), "01": (1, 1)}
    assert counts(figures["channel"]) == {"other": (1, 1), "not-stated": (1, 1)}
    assert counts(figures["direction"]) == {"new": (1, 1), "not-stated": (1, 1)}
    assert counts(figures["caller"]) == {"family": (1, 1), "not-stated": (1, 1)}
    assert counts(figures["care-level"]) == {"23": (1, 1), "not-stated": (1, 1)}
    assert counts(figures["town"]) == {"372013": (1, 1), "unreadable": (1, 1)}
    assert counts(figures["referral"]) == {"none": (1, 1), "clinic": (1, 1), "unspecified": (1, 1)}
    assert "山田" not in repr(figures)
    assert "手紙" not in repr(figures)
    assert "みほん" not in repr(figures)


def test_the_average_is_of_those_that_state_it():
    calls = [call(n, content__minutes=m) for n, m in enumerate([0, 10, 15])]
    assert year(*calls, call(9)).average_minutes == Decimal("8.3")
    assert year(*calls, call(9), below=4).average_minutes is None
    assert year(call(9)).average_minutes is None


def test_what_has_no_time_is_said_and_not_counted():
    assert year(call(1, None), call(2)).undated == 1


@pytest.mark.parametrize(
    ("cases", "gone"),
    [
        ({"a": 10, "b": 20, "c": 0}, ""),
        ({"a": 4, "b": 20, "c": 9}, "ac"),  # c, since total less the others would give a
        ({"a": 5, "b": 20, "c": 9}, ""),
        ({"a": 4, "b": 3, "c": 9}, "ab"),
        ({"a": 1, "b": 1, "c": 9, "d": 7}, "abd"),  # two that are 2 together would both be 1
        ({"a": 4, "b": 20, "c": 0}, "ab"),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 0}, "abcdef"),  # nothing left to hide behind but 0
        ({"a": 0, "b": 0}, ""),
        ({"a": 3}, "a"),
    ],
)
def test_what_is_hidden(cases, gone):
    assert hidden(cases, 5) == set(gone)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=9), st.integers(0, 11))
def test_no_hidden_cell_can_be_computed(numbers, below):
    """Whoever knows the total, and that a hidden cell is not empty unless all are hidden, learns no cell."""
    cases = {str(i): n for i, n in enumerate(numbers)}
    gone = hidden(cases, below)
    assert all(code in gone for code, n in cases.items() if 0 < n < below)
    if not gone or sum(numbers) < below:  # the total is hidden too
        return
    left = sum(n for code, n in cases.items() if code in gone)
    least = 0 if len(gone) == len(cases) else 1
    for code in gone:
        most = left - least * (len(gone) - 1)
        assert most > least, code  # more than one value is possible


@given(st.lists(records(Consultation), max_size=12), st.integers(0, 6))
def test_rows_add_up_and_small_cells_are_gone(calls, below):
    first = {statistics.year_of(r) for one in calls if (r := one.reception.received)}
    for of in sorted(first)[:2]:
        everything, public = year(*calls, of=of), year(*calls, of=of, below=below)
        for breakdown in everything.breakdowns:
            rows = [r.count for r in breakdown.rows]
            assert sum(r.contacts for r in rows) == breakdown.total.contacts
            assert all(r.cases <= r.contacts for r in rows)
            assert breakdown.multiple or breakdown.total.contacts == everything.total.contacts
        shown = [r.count for b in public.breakdowns for r in b.rows] + [public.total]
        assert not [n for n in shown if not n.hidden and 0 < n.cases < below]
        assert hash(public) == hash(year(*calls, of=of, below=below))


def promised(n, on=None, *, state=FollowUp.NEEDED, **more):
    return call(n, conclusion__follow_up=state, conclusion__follow_up_on=on, **more)


DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([promised(1, date(2026, 11, 24))], [(1, 1, True)]),
        ([promised(1, DAY)], [(1, 0, False)]),
        ([promised(1, date(2026, 11, 26))], [(1, -1, False)]),
        ([promised(1)], [(1, 0, False)]),
        ([promised(1, date(2026, 11, 1), state=FollowUp.DONE)], []),
        ([promised(1, date(2026, 11, 1), state=FollowUp.NOT_NEEDED)], []),
        # a later call that names it takes it up; one that names another, or itself, does not
        ([promised(1, date(2026, 11, 1), no="R8-1"), call(2, no="R8-2", earlier="R8-1")], []),
        ([promised(1, date(2026, 11, 1), no="R8-1"), call(2, no="R8-2", earlier="R8-9")], [(1, 24, True)]),
        ([promised(1, date(2026, 11, 1), no="R8-1", earlier="R8-1")], [(1, 24, True)]),
        # the longest overdue first, those without a day last
        (
            [promised(1), promised(2, date(2026, 11, 20)), promised(3, date(2026, 11, 10)), promised(4, DAY)],
            [(3, 15, True), (2, 5, True), (4, 0, False), (1, 0, False)],
        ),
    ],
)
def test_follow_ups_that_are_still_open(calls, expected):
    found = statistics.open_follow_ups(calls, DAY)
    assert [(p.consultation.id.int, p.days_late, p.overdue) for p in found] == expected


def test_the_newest_version_counts_and_an_overdue_one_is_a_finding():
    before = promised(1, date(2026, 11, 1))
    after = promised(1, date(2026, 11, 1), state=FollowUp.DONE, written=WRITTEN + timedelta(days=1))
    assert statistics.open_follow_ups([after, before], DAY) == ()
    (promise,) = statistics.open_follow_ups([before], DAY)
    finding = promise.finding()
    assert finding.code == "follow-up-overdue"
    assert finding.path.startswith("Bundle.entry[")


def test_a_town_has_its_name_where_it_is_known():
    from carelink.records import identifiers
    from carelink.records.lists.towns import NAMES

    figures = year(call(1, subject__municipality="372013"), call(2, subject__municipality="131016"))
    assert [r.label.ja for r in figures["town"].rows] == ["131016", "高松市"]
    assert all(identifiers.local_government_code(code) for code in NAMES)

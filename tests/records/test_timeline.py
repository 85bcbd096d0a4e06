"""Who owes what to whom by when: at nights, weekends, holidays, the turn of the year and of the rule."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_samples import leaving, meeting, sheet

from carelink.errors import StorageError, UsageError
from carelink.records import fees, timeline
from carelink.records.lists.meeting import MeetingKind
from carelink.records.timeline import State, Stay

LATE = time(19, 30)
JST = timezone(timedelta(hours=9))


def d(text):
    return date.fromisoformat(text)


def line(admitted, at=None, **known):
    return timeline.timeline(Stay(d(admitted), at, **known))


@pytest.mark.parametrize(
    ("admitted", "at", "first", "second"),
    [
        ("2024-03-31", LATE, "2024-04-02", "2024-04-06"),  # the old rule: three days, seven days
        ("2024-04-01", None, "2024-04-01", "2024-04-03"),  # the new one, from the next day on
        ("2024-04-01", LATE, "2024-04-02", "2024-04-03"),
        ("2026-11-20", None, "2026-11-20", "2026-11-22"),  # a Friday within hours: nothing is extended
        ("2026-11-20", time(17, 29), "2026-11-20", "2026-11-22"),
        ("2026-11-20", time(17, 30), "2026-11-21", "2026-11-23"),  # Friday night; the third day is a Sunday
        ("2026-11-21", time(10), "2026-11-22", "2026-11-23"),  # a Saturday
        ("2026-11-23", time(10), "2026-11-24", "2026-11-25"),  # 勤労感謝の日
        ("2026-12-28", LATE, "2026-12-29", "2026-12-31"),  # the last working day of the year, at night
        ("2026-12-31", time(10), "2027-01-01", "2027-01-02"),
        ("2027-01-03", LATE, "2027-01-04", "2027-01-05"),
        ("2026-04-28", LATE, "2026-04-29", "2026-04-30"),  # Golden Week: the third day, a Thursday, is open
        ("2026-05-01", LATE, "2026-05-02", "2026-05-04"),  # Friday night before five closed days
        ("2026-05-06", time(10), "2026-05-07", "2026-05-08"),  # 振替休日 of 憲法記念日
    ],
)
def test_the_hospital_is_informed_within_the_limits_of_the_fee(admitted, at, first, second):
    found = line(admitted, at)
    assert found["information-first"].latest == d(first)
    assert found["information-second"].latest == d(second)
    for code, name in (("information-first", "Ⅰ"), ("information-second", "Ⅱ")):
        last = found[code].latest
        assert fees.on_admission(d(admitted), last, admitted_at=at).name == name
        assert fees.on_admission(d(admitted), last + timedelta(days=1), admitted_at=at).name != name


@pytest.mark.parametrize(
    ("admitted", "at", "step", "act_by", "is_open"),
    [
        (
            "2026-11-20",
            None,
            "information-second",
            "2026-11-20",
            True,
        ),  # Friday: today, for it ends on Sunday
        ("2026-11-20", LATE, "information-second", "2026-11-23", False),  # closed until it is over
        ("2026-11-20", LATE, "information-first", "2026-11-21", False),
        ("2026-11-19", None, "information-second", "2026-11-20", True),
        ("2026-11-20", None, "screening-1", "2026-11-20", True),
        ("2026-11-20", LATE, "screening-2", "2026-11-26", True),
        ("2026-12-28", None, "screening-2", "2026-12-28", True),  # the week ends on 3 January
        ("2026-12-29", None, "screening-2", "2027-01-04", True),
        ("2026-04-29", None, "screening-2", "2026-05-01", True),  # ends on 5 May
        ("2026-05-02", None, "screening-1", "2026-05-04", False),
        ("2026-05-02", None, "screening-2", "2026-05-08", True),
    ],
)
def test_the_last_open_day_is_told(admitted, at, step, act_by, is_open):
    due = line(admitted, at)[step]
    assert (due.act_by, due.open) == (d(act_by), is_open)


@pytest.mark.parametrize(
    ("step", "earliest", "latest"),
    [
        ("prepare", None, "2026-11-19"),
        ("admission-notice", "2026-11-20", "2026-11-20"),
        ("screening-1", "2026-11-20", "2026-11-22"),
        ("screening-2", "2026-11-20", "2026-11-26"),
        ("interview-general", "2026-11-20", "2026-11-26"),
        ("interview-long-term", "2026-11-20", "2026-12-03"),
        ("in-house-conference", "2026-11-20", "2026-11-26"),
        ("foreseen", "2026-12-01", "2026-12-08"),
        ("hearing", None, "2026-12-15"),
        ("discharge-conference", "2026-12-08", "2026-12-15"),
        ("discharge-papers", None, "2026-12-15"),
        ("care-plan", "2026-12-15", "2026-12-22"),
        ("evaluation", None, "2027-03-31"),
    ],
)
def test_every_step_has_its_window(step, earliest, latest):
    due = line("2026-11-20", planned=d("2026-12-15"))[step]
    assert (due.earliest, due.latest) == (earliest and d(earliest), d(latest))


@pytest.mark.parametrize(
    ("done", "on", "state"),
    [
        (None, "2026-11-30", State.AHEAD),
        (None, "2026-12-01", State.DUE),
        (None, "2026-12-08", State.DUE),
        (None, "2026-12-09", State.OVERDUE),
        ("2026-11-30", "2026-12-09", State.EARLY),
        ("2026-12-01", "2026-12-09", State.DONE),
        ("2026-12-08", "2026-12-09", State.DONE),
        ("2026-12-09", "2026-12-09", State.LATE),
    ],
)
def test_the_state_changes_at_the_ends_of_the_window(done, on, state):
    facts = {"foreseen": d(done)} if done else {}
    found = line("2026-11-20", planned=d("2026-12-15"), done=facts)
    assert found["foreseen"].state(d(on)) is state


def test_what_is_overdue_is_a_finding_and_names_the_step_only():
    found = line("2026-11-20", LATE, done={"information": d("2026-11-22")})
    report = found.report(d("2026-11-25"))
    assert [(f.code, f.path) for f in report] == [
        ("step-overdue", "timeline.admission-notice"),
        ("step-done-late", "timeline.information-first"),
    ]
    assert found.report(d("2026-11-20")).counts() == {"step-done-late": 1}


def test_what_another_hospital_owes_is_not_asked_of_this_one():
    day = d("2026-12-10")
    unsaid = line("2026-11-20")
    assert unsaid["screening-1"].state(day) is State.UNNOTED
    first = line("2026-11-20", hospital_class="加算1", ward="general")
    codes = {due.step.code for due in first}
    assert "screening-2" not in codes
    assert "interview-long-term" not in codes
    assert first["screening-1"].state(day) is State.OVERDUE
    assert first["prepare"].state(day) is State.UNNOTED  # it cannot be made good any more
    second = {due.step.code for due in line("2026-11-20", hospital_class="加算2")}
    assert {"screening-1", "interview-general", "in-house-conference"}.isdisjoint(second)


def test_without_a_day_of_discharge_its_steps_have_none():
    found = line("2026-11-20", done={"hearing": d("2026-11-24")})
    assert found["care-plan"].state(d("2026-12-31")) is State.UNDATED
    assert found["hearing"].state(d("2026-12-31")) is State.DONE
    assert found["care-plan"].latest is None
    assert list(found)[-1].latest is None


def test_the_discharge_that_happened_wins_over_the_planned_one():
    found = line("2026-11-20", planned=d("2026-12-15"), discharged=d("2026-12-11"))
    assert found["care-plan"].latest == d("2026-12-18")
    assert found["foreseen"].latest == d("2026-12-08")


def test_the_sheets_tell_the_stay():
    record = leaving()
    conference = meeting().change("meeting.meeting_kind", MeetingKind.DISCHARGE)
    conference = conference.change("meeting.began", datetime(2026, 11, 22, 23, 0, tzinfo=timezone.utc))  # noqa: UP017
    stay = timeline.stay_of([sheet(), record, conference], admitted_at=LATE)
    assert stay.admitted == record.basics.admitted
    assert stay.planned == record.basics.planned_discharge
    assert stay.done == {
        "information": d("2026-11-24"),
        "hearing": d("2026-11-18"),
        "discharge-conference": d("2026-11-23"),  # by the clock in Japan
    }
    assert timeline.stay_of([record], admitted=d("2026-11-05")).admitted == d("2026-11-05")
    assert timeline.stay_of([meeting()]) is None


@settings(max_examples=40)
@given(
    st.dates(date(2019, 1, 10), date(2098, 1, 1)),
    st.none() | st.times(),
    st.none() | st.integers(0, 400),
    st.integers(-30, 500),
)
def test_a_window_never_ends_before_it_begins(admitted, at, stayed, later):
    planned = None if stayed is None else admitted + timedelta(days=stayed)
    found = timeline.timeline(Stay(admitted, at, planned))
    for due in found:
        if due.latest is not None:
            assert due.earliest is None or due.earliest <= due.act_by <= due.latest
            assert due.act_by <= due.latest
    report = found.report(admitted + timedelta(days=later))
    assert {f.code for f in report} <= {"step-overdue"}


def test_a_region_lays_its_own_rule_over_the_national_one(tmp_path):
    file = tmp_path / "rule.toml"
    file.write_text(
        'edition = "mihon"\ntitle = "見本市入退院支援ルール"\n'
        "[change.foreseen]\nlatest = -10\n[change.evaluation]\nhidden = true\n"
        '[[step]]\ncode = "call"\nname = "退院翌日の電話"\nfrom = "訪問看護"\nto = "本人"\n'
        'document = "電話"\nafter = "discharge"\nearliest = 1\nlatest = 1\n',
        encoding="utf-8",
    )
    course = timeline.load(file)
    found = timeline.timeline(Stay(d("2026-11-20"), planned=d("2026-12-15")), course)
    assert course.edition == "mihon"
    assert found["foreseen"].latest == d("2026-12-05")
    assert found["call"].latest == d("2026-12-16")
    with pytest.raises(KeyError):
        found["evaluation"]
    assert timeline.national().steps[-1].code == "evaluation"  # the national one is as it was


@pytest.mark.parametrize(
    "content",
    [
        b"\xff",
        b"edition = ",
        b"[change.unknown]\nlatest = 1\n",
        b"[change.foreseen]\nlatest = true\n",
        b"[change.foreseen]\nlatest = '7'\n",
        b"[change.foreseen]\nlatest = 99999\n",
        b"[change.foreseen]\nlatest = -20\n",
        b"[change.foreseen]\nafter = 'birth'\n",
        b"[change.foreseen]\nfee = 'first'\n",
        b"[change.foreseen]\nwhen = 1\n",
        b"[change.foreseen]\ngiver = 'x'\n",
        b"[change.foreseen]\nonly = ['x']\n",
        b"[change.foreseen]\nonly = [['x']]\n",
        b"[change.foreseen]\nname = {ja = 'x'}\n",
        b"change = 1\n",
        b"change = {foreseen = 1}\n",
        b"step = [1]\n",
        b"[[step]]\ncode = 'hearing'\n",
        b"[[step]]\ncode = 'new'\n",
        b"title = 1\n",
        b"#" * 300_000,
        b"a = " + b"[" * 20_000,
    ],
)
def test_a_broken_rule_is_refused_with_a_hint(content, tmp_path):
    file = tmp_path / "rule.toml"
    file.write_bytes(content)
    with pytest.raises(UsageError) as error:
        timeline.load(file)
    assert error.value.hint.ja


def test_a_rule_that_is_not_there(tmp_path):
    with pytest.raises(StorageError):
        timeline.load(tmp_path / "none.toml")


def test_days_beyond_the_known_holidays_are_refused():
    with pytest.raises(UsageError):
        line("2100-01-05")


def test_every_national_step_says_how_certain_it_is():
    for step in timeline.national().steps:
        assert step.basis
        assert step.mark.startswith(("known-", "found", "composite", "design"))
        for words in (step.name, step.giver, step.receiver, step.document):
            assert words.ja
            assert words.en

"""Fee classes at every boundary, and the days that offices are closed."""

from __future__ import annotations

from datetime import date, time

import pytest
from record_samples import call, leaving, sheet

from carelink.errors import UsageError
from carelink.records import fees
from carelink.records.fees.claim import in_force
from carelink.records.holidays import holidays, is_holiday
from carelink.records.lists.discharge import Attended
from carelink.records.lists.meeting import Profession
from carelink.records.sheets.discharge import Hearing

LATE = time(18, 0)


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("admitted", "at", "provided", "expected"),
    [
        # until 2024-03-31: day 1 is the day of admission; three days, then seven
        ("2024-03-31", None, "2024-03-30", ""),
        ("2024-03-31", None, "2024-03-31", "Ⅰ200"),
        ("2024-03-31", None, "2024-04-02", "Ⅰ200"),
        ("2024-03-31", None, "2024-04-03", "Ⅱ100"),
        ("2024-03-31", None, "2024-04-06", "Ⅱ100"),
        ("2024-03-31", None, "2024-04-07", ""),
        # from 2024-04-01 (a Monday): the day itself, then two days more
        ("2024-04-01", None, "2024-03-29", "Ⅰ250"),
        ("2024-04-01", None, "2024-04-01", "Ⅰ250"),
        ("2024-04-01", None, "2024-04-02", "Ⅱ200"),
        ("2024-04-01", None, "2024-04-03", "Ⅱ200"),
        ("2024-04-01", None, "2024-04-04", ""),
        # after closing time the next day counts too
        ("2024-04-01", time(17, 29), "2024-04-02", "Ⅱ200"),
        ("2024-04-01", time(17, 30), "2024-04-02", "Ⅰ250"),
        ("2024-04-01", LATE, "2024-04-03", "Ⅱ200"),
        ("2024-04-01", LATE, "2024-04-04", ""),  # the third day, a Wednesday, is open
        # Friday night: the third day is a Sunday, so one more
        ("2026-11-20", LATE, "2026-11-21", "Ⅰ250"),
        ("2026-11-20", LATE, "2026-11-22", "Ⅱ200"),
        ("2026-11-20", LATE, "2026-11-23", "Ⅱ200"),
        ("2026-11-20", LATE, "2026-11-24", ""),
        ("2026-11-20", None, "2026-11-21", "Ⅱ200"),
        ("2026-11-20", None, "2026-11-23", ""),  # within hours: nothing is extended
        # a closed day by day: Saturday, and a holiday (勤労感謝の日, a Monday)
        ("2026-11-21", time(10), "2026-11-22", "Ⅰ250"),
        ("2026-11-21", time(10), "2026-11-23", "Ⅱ200"),
        ("2026-11-21", time(10), "2026-11-24", ""),  # the third day is closed, but it was within hours
        ("2026-11-21", LATE, "2026-11-24", "Ⅱ200"),
        ("2026-11-23", time(10), "2026-11-24", "Ⅰ250"),
        # the turn of the year
        ("2026-12-28", LATE, "2026-12-29", "Ⅰ250"),
        ("2026-12-28", LATE, "2026-12-31", "Ⅱ200"),
        ("2026-12-28", LATE, "2027-01-01", ""),
        ("2026-12-31", time(10), "2027-01-01", "Ⅰ250"),
        ("2027-01-02", LATE, "2027-01-05", ""),  # the third day, 4 January, is open
        ("2018-03-31", None, "2018-03-31", ""),
    ],
)
def test_the_class_on_admission(admitted, at, provided, expected):
    claim = fees.on_admission(d(admitted), d(provided), admitted_at=at)
    assert f"{claim.name}{claim.units or ''}" == expected
    assert claim.billable == bool(expected)
    assert claim.code == {"Ⅰ": "436125", "Ⅱ": "436129", "": ""}[claim.name]
    assert claim.reason.ja
    assert claim.reason.en


def test_an_office_has_days_and_hours_of_its_own():
    always = fees.Office(weekdays=frozenset(range(7)), on_holidays=True, closed=frozenset(), closes=time(20))
    friday = d("2026-11-20")
    claim = fees.on_admission(friday, d("2026-11-21"), admitted_at=LATE, office=always)
    assert claim.name == "Ⅱ"
    claim = fees.on_admission(friday, d("2026-11-23"), admitted_at=time(20), office=always)
    assert not claim.billable


@pytest.mark.parametrize(
    ("hearings", "expected"),
    [
        ([], ""),
        (["11-10"], "Ⅰイ450"),
        (["11-10*"], "Ⅰロ600"),
        (["11-10", "11-12"], "Ⅱイ600"),
        (["11-10", "11-12*"], "Ⅱロ750"),
        (["11-10", "11-12", "11-13"], "Ⅱイ600"),  # without a conference a third adds nothing
        (["11-10", "11-12", "11-13*"], "Ⅲ900"),
        (["11-10*", "11-12*", "11-13*", "11-14"], "Ⅲ900"),
        (["11-10", "11-10"], "Ⅰイ450"),  # twice on a day
        (["11-10", "11-10*"], "Ⅰロ600"),
        (["11-10", "12-04*"], "Ⅱロ750"),  # the seventh day after
        (["11-10", "12-05*"], "Ⅰイ450"),
        (["11-03", "11-10"], "Ⅰイ450"),  # before the admission
        (["11-04", "11-10"], "Ⅱイ600"),
    ],
)
def test_the_class_on_discharge(hearings, expected):
    heard = [(d(f"2026-{h.rstrip('*')}"), h.endswith("*")) for h in hearings]
    claim = fees.on_discharge(heard, d("2026-11-27"), admitted=d("2026-11-04"))
    assert f"{claim.name}{claim.units or ''}" == expected


def test_the_first_plan_excludes_it_and_so_does_a_day_before_all_rules():
    heard = [(d("2026-11-10"), True)]
    assert not fees.on_discharge(heard, d("2026-11-27"), first_plan=True).billable
    assert not fees.on_discharge([(d("2018-03-30"), True)], d("2018-03-31")).billable
    assert fees.on_discharge([(d("2018-03-30"), True)], d("2018-04-01")).name == "Ⅰロ"


def test_a_sheet_and_a_record_are_asked():
    assert fees.of_sheet(sheet()).name == "Ⅰ"
    assert not fees.of_sheet(sheet().change("header.provided", None)).billable
    record = leaving()
    assert fees.of_record(record).name == "Ⅱロ"
    third = Hearing(heard=d("2026-12-04"), attended=Attended.NO)
    rows = (*record.evidence.hearings, third)
    assert fees.of_record(record.change("evidence.hearings", rows)).name == "Ⅲ"
    assert fees.of_record(record.change("evidence.hearings", rows), discharged=d("2026-11-26")).name == "Ⅱロ"
    assert not fees.of_record(record.change("basics.planned_discharge", None)).billable
    assert not fees.of_record(record, first_plan=True).billable


def test_rules_stand_by_the_day_they_took_effect():
    for rules in (fees.ADMISSION, fees.DISCHARGE):
        assert [r.since for r in rules] == sorted({r.since for r in rules})
        for rule in rules:
            assert in_force(rules, rule.since) is rule


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (
            2019,
            (
                "0101 0114 0211 0321 0429 0430 0501 0502 0503 0504 0505 0506 "
                "0715 0811 0812 0916 0923 1014 1022 1103 1104 1123"
            ),
        ),
        (2020, "0101 0113 0211 0223 0224 0320 0429 0503 0504 0505 0506 0723 0724 0810 0921 0922 1103 1123"),
        (2021, "0101 0111 0211 0223 0320 0429 0503 0504 0505 0722 0723 0808 0809 0920 0923 1103 1123"),
        (
            2024,
            (
                "0101 0108 0211 0212 0223 0320 0429 0503 0504 0505 0506 "
                "0715 0811 0812 0916 0922 0923 1014 1103 1104 1123"
            ),
        ),
        (2026, "0101 0112 0211 0223 0320 0429 0503 0504 0505 0506 0720 0811 0921 0922 0923 1012 1103 1123"),
    ],
)
def test_national_holidays(year, expected):
    assert [f"{day:%m%d}" for day in sorted(holidays(year))] == expected.split()


def test_holidays_of_other_years_are_not_guessed():
    assert is_holiday(d("2099-01-01"))
    for year in (2018, 2100):
        with pytest.raises(UsageError):
            holidays(year)


WARD, PHARMACIST, DENTIST = Profession.WARD_NURSE, Profession.PHARMACIST, Profession.DENTIST
HYGIENIST, MANAGER, DOCTOR = Profession.DENTAL_HYGIENIST, Profession.CARE_MANAGER, Profession.DOCTOR
LENDER = Profession.EQUIPMENT_ADVISER


@pytest.mark.parametrize(
    ("there", "held", "devices", "expected"),
    [
        ((WARD, PHARMACIST, MANAGER, DOCTOR), "2026-11-20", False, True),
        ((PHARMACIST, MANAGER, DOCTOR, DENTIST), "2026-11-20", False, False),  # nobody of the hospital
        ((WARD, PHARMACIST, MANAGER), "2026-11-20", False, False),
        ((WARD, DENTIST, HYGIENIST, MANAGER), "2026-11-20", False, False),  # two of one kind
        ((WARD, PHARMACIST, MANAGER, DOCTOR), "2026-11-20", True, False),
        ((WARD, PHARMACIST, MANAGER, DOCTOR, LENDER), "2026-11-20", True, True),
        ((WARD, PHARMACIST, MANAGER, DOCTOR), "2021-03-31", True, True),
        ((WARD, PHARMACIST, MANAGER, DOCTOR), "2021-04-01", True, False),
        ((WARD, PHARMACIST, MANAGER, DOCTOR), "2018-03-31", False, False),
    ],
)
def test_a_conference_counts_by_who_was_there(there, held, devices, expected):
    assert fees.qualifies(there, d(held), devices=devices) is expected


def test_a_class_and_its_content_are_told_together():
    assert fees.evidence(sheet()).billable
    found = fees.evidence(sheet().change("header.means", None))
    assert found.claim.name == "Ⅰ"
    assert [f.code for f in found.missing] == ["valid-but-not-billable"]
    assert not found.billable
    late = fees.evidence(sheet().change("header.provided", d("2026-12-24")))
    assert not len(late.missing)
    assert not late.billable
    with pytest.raises(UsageError):
        fees.evidence(call())


def test_limits_are_those_of_the_class():
    limits = fees.limits_of(d("2026-11-20"), admitted_at=LATE)
    assert (limits.first, limits.second) == (d("2026-11-21"), d("2026-11-23"))
    assert fees.limits_of(d("2018-03-31")) is None

"""Every drawn record validates with no error, and with nothing but what its own rules say of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from record_samples import DOCUMENTS, call, discharge_letter, leaving, meeting, newer, sheet, visit, wish

from carelink.findings import Severity
from carelink.records.item import Level
from carelink.testing.strategies import records
from carelink.validation import validate

# what a drawn record may rightly be told: random numbers and options contradict each other
RANDOM = {
    "my-number-refused",
    "born-after-written",
    "not-applied-but-certified",
    "name-in-anonymised-minutes",
    "name-without-consent",
    "period-reversed",
    "talk-without-date",
    "talk-after-writing",
    "wish-without-talk",
    "withdrawn-but-stated",
}


def errors(report):
    return sorted({(f.code, f.path) for f in report if f.severity is Severity.ERROR and f.code not in RANDOM})


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_no_error_is_found_in_a_drawn_record(kind):
    @settings(max_examples=25)
    @given(records(kind, stated=Level.MUST))
    def law(record):
        assert errors(validate(record)) == []

    law()


@pytest.mark.parametrize(
    ("record", "profile"),
    [
        (sheet(), "admission-sheet"),
        (leaving(), "discharge-record"),
        (call(), "consultation"),
        (meeting(), "minutes"),
        (wish(), "wishes-sheet"),
        (newer(), "admission-sheet"),
        (discharge_letter(), "discharge-letter"),
        (visit(), "home-sheet"),
    ],
)
def test_the_samples_meet_their_profiles(record, profile):
    report = validate(record, profile)
    assert errors(report) == []


@pytest.mark.parametrize(
    ("profile", "spoil", "code"),
    [
        ("admission-sheet", lambda t: t.pop("timestamp"), "required-element-missing"),
        ("admission-sheet", lambda t: t["entry"][0]["resource"]["type"]["coding"].pop(), None),
        ("admission-sheet", lambda t: t["identifier"].update(value="urn:uuid:1"), None),
        ("admission-sheet", lambda t: t["entry"][1]["resource"].pop("identifier"), None),
    ],
)
def test_a_profile_refuses_what_it_forbids(profile, spoil, code):
    tree = sheet().to_fhir()
    spoil(tree)
    found = errors(validate(tree, profile))
    assert found
    assert code is None or code in [c for c, _ in found]


def test_the_samples_have_nothing_to_warn_of():
    for record in (sheet(), leaving(), call(), meeting(), wish(), newer(), discharge_letter(), visit()):
        assert validate(record).warnings == ()

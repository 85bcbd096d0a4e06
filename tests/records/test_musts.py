"""Must items are constraints of the Bundle, fee items of the billable profile; each breaks alone."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from uuid import UUID

import pytest
from record_samples import call, leaving, meeting, sheet, wish

from carelink.canonical import structure
from carelink.exchange.message import Label, Party, build
from carelink.profiles import Packages
from carelink.records import DischargeRecord
from carelink.records.derive.musts import KEY
from carelink.records.derive.package import forms
from carelink.validation import Validator, validate

LABEL = Label(
    str(UUID(int=1)),
    str(UUID(int=2)),
    datetime(2026, 11, 24, tzinfo=UTC),
    Party("高松市", "k1"),
    (Party("三木町", "k2"),),
)
SAMPLES = {r.kind: r for r in (sheet(), leaving(), call(), meeting(), wish())}


def keys(profile, begins):
    definition = Packages().find(structure(profile))
    root = definition["differential"]["element"][0]
    return [c["key"] for c in root.get("constraint", ()) if c["key"].startswith(begins)]


def constraints():
    for kind in SAMPLES:
        for key in keys(kind, KEY):
            yield kind, kind, key
        billable = Packages().find(structure(f"{kind}-billable"))
        for key in keys(f"{kind}-billable", "carelink-fee-") if billable else ():
            yield kind, f"{kind}-billable", key


def without(record, key):
    """Return the tree of a record without the items that a constraint is about."""
    code = key.removeprefix("carelink-must-").removeprefix("carelink-fee-")
    form = record.form()
    groups = (*record.must_groups, *record.fee_groups)
    item = next(i for i in form.items if i.code == code)
    group = next((g for g in groups if item.path in g), (item.path,))
    for path in group:
        record = record.change(path, None)
    return record.to_fhir()


def broken(tree, profile):
    """Return the keys of our constraints that do not hold, as any validator sees it."""
    tree = deepcopy(tree)
    tree["meta"].pop("profile")
    tree["entry"][0]["resource"]["meta"].pop("profile")  # so that the records' own rules stay silent
    tree["entry"][0]["resource"]["type"]["coding"] = [
        c for c in tree["entry"][0]["resource"]["type"]["coding"] if "loinc" in c["system"]
    ] or [{"system": "http://loinc.org", "code": "34133-9"}]
    found = Validator().validate(tree, profile)
    return {f.message.en for f in found.errors if f.code == "invariant-broken"}


@pytest.mark.parametrize(("kind", "profile", "key"), [*constraints()])
def test_each_breaks_alone(kind, profile, key):
    root = Packages().find(structure(profile))["differential"]["element"][0]
    human = next(c["human"] for c in root["constraint"] if c["key"] == key)
    whole = SAMPLES[kind]
    assert not any(human in said for said in broken(whole.to_fhir(), profile))
    said = broken(without(whole, key), profile)
    assert any(key in text or human in text for text in said)
    assert len(said) == 1


def test_every_form_with_musts_says_them():
    for form in forms():
        assert keys(form.kind, KEY), form.kind


def test_where_the_records_judge_the_item_is_named_once():
    tree = without(leaving(), "carelink-must-sex")
    assert [f.code for f in validate(tree).errors] == ["must-item-missing"]
    assert isinstance(leaving(), DischargeRecord)


def test_in_a_message_the_constraint_speaks():
    """A record inside a message is not judged by the records' rules there: the profile must do it."""
    tree = build(without(leaving(), "carelink-must-sex"), LABEL, event="discharge-record")
    assert [(f.code, f.path) for f in validate(tree).errors] == [
        ("invariant-broken", "Bundle.entry[3].resource")
    ]
    assert validate(build(leaving().to_fhir(), LABEL, event="discharge-record")).errors == ()

"""Who may be told what: policy, consent, masking, and the record of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

import carelink
from carelink.encryption import Identity
from carelink.errors import RefusedError, UsageError
from carelink.exchange import Catchment, Consent, Member, Policy, connect, subject_of
from carelink.exchange.masking import masked
from carelink.exchange.third_party import COLUMNS, to_csv

DATA = Path(carelink.__file__).parent / "cli" / "demo" / "data"
HOSPITAL, TOWN, OFFICE = "三木町みほん病院", "直島町", "みほん居宅"


def policy(tmp_path, text):
    file = tmp_path / "policy.toml"
    file.write_text(text, "utf-8")
    return Policy.load(file)


def rule(consent="implied", roles='["*"]', withhold="[]", kinds='["*"]', purpose='["*"]'):
    return (
        f"[[rule]]\npurpose = {purpose}\nroles = {roles}\nkinds = {kinds}\nwithhold = {withhold}\n"
        f'consent = "{consent}"\n'
    )


@pytest.fixture(scope="module")
def sheet():
    return carelink.read(DATA / "admission.toml")


@pytest.fixture
def world(tmp_path, scene):
    """A town that sends, three members that receive, one folder."""
    (tmp_path / "drop").mkdir(exist_ok=True)
    kinds = {HOSPITAL: "hospital", TOWN: "town", OFFICE: "office", "高松市": "centre"}
    people = {name: Identity.generate(name, now=scene.now) for name in kinds}
    members = [Member(name, kind, recipient=people[name].recipient) for name, kind in kinds.items()]
    return people, Catchment("試験", members)


@pytest.fixture
def opened(world, tmp_path, scene):
    made = []

    def open_(name, **more):
        people, catchment = world
        town = connect(
            tmp_path / "drop",
            identity=people[name],
            trust=catchment,
            store=tmp_path / f"{name}.sqlite",
            clock=lambda: scene.now,
            **more,
        )
        made.append(town)
        return town

    yield open_
    for town in made:
        town.close()


def codes(error):
    return [finding.code for finding in error.value.report.errors]


def test_without_a_policy_all_may_be_told_and_that_is_recorded(opened, sheet):
    opened("高松市").send(sheet, to=[HOSPITAL])
    (one,) = opened("高松市").disclosures()
    assert (one.direction, one.counterpart, one.kind, one.basis) == (
        "provided",
        HOSPITAL,
        "admission-sheet",
        "unstated",
    )
    assert one.subject
    assert one.items
    opened(HOSPITAL).receive()
    (got,) = opened(HOSPITAL).disclosures()
    assert (got.direction, got.counterpart, got.message, got.subject) == (
        "received",
        "高松市",
        one.message,
        one.subject,
    )


def test_what_no_rule_allows_is_not_sent(opened, sheet, tmp_path):
    ours = opened("高松市", policy=policy(tmp_path, rule(roles='["hospital"]')))
    ours.send(sheet, to=[HOSPITAL])
    with pytest.raises(RefusedError) as caught:
        ours.send(sheet, to=[HOSPITAL, TOWN])
    assert codes(caught) == ["disclosure-not-allowed"]
    assert len(ours.status()) == 1


def test_items_are_masked_for_some_and_not_for_others(opened, sheet, tmp_path):
    rules = rule(roles='["town"]', withhold='["family.household"]') + rule()
    ours = opened("高松市", policy=policy(tmp_path, rules))
    assert sheet.family.household is not None
    sent = ours.send(sheet, to=[HOSPITAL, TOWN])
    assert len(sent.messages) == 2
    (got,) = opened(HOSPITAL).receive()
    assert (masked(got.tree), got.record) == ((), sheet)
    (got,) = opened(TOWN).receive()
    assert got.state == "accepted"
    assert masked(got.tree) == ("family.household",)
    assert got.record == sheet.change("family.household", None)
    by = {one.counterpart: one.withheld for one in ours.disclosures()}
    assert by == {HOSPITAL: (), TOWN: ("family.household",)}
    (noted,) = opened(TOWN).disclosures()
    assert noted.withheld == ("family.household",)
    assert got.tree["meta"]["security"][0]["code"] == "REDACTED"


def test_a_section_is_masked_as_a_whole(opened, sheet, tmp_path):
    ours = opened("高松市", policy=policy(tmp_path, rule(withhold='["outlook.*"]')))
    ours.send(sheet, to=[HOSPITAL])
    (got,) = opened(HOSPITAL).receive()
    assert len(masked(got.tree)) > 1
    assert all(value is None for _, value in got.record.outlook)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rule = 7",
        rule(consent="perhaps"),
        rule(roles='["prison"]'),
        rule(kinds='["everything"]'),
        rule(withhold='["none.such"]', kinds='["admission-sheet"]'),
        rule(withhold='["basics.name"]', kinds='["admission-sheet"]'),
        rule() + "more = 1",
        rule(purpose="7"),
        "[[rule]]\npurpose = ['*']",
    ],
)
def test_policies_that_are_refused(tmp_path, text):
    with pytest.raises(UsageError):
        policy(tmp_path, text)


def test_the_template_is_a_policy():
    standard = Policy.load()
    assert standard.decide("TREAT", "hospital", "admission-sheet").consent == "implied"
    assert standard.decide("HMARKT", "hospital", "admission-sheet") is None


@pytest.fixture
def asked(opened, tmp_path):
    return opened("高松市", policy=policy(tmp_path, rule(consent="explicit")))


def consent(sheet, scene, **more):
    return Consent(subject_of(sheet.to_fhir()).keys, "written", scene.now.date(), **more)


def test_a_consent_that_is_asked_for(asked, sheet, scene):
    with pytest.raises(RefusedError) as caught:
        asked.send(sheet, to=[HOSPITAL])
    assert codes(caught) == ["consent-missing"]
    given = consent(sheet, scene, to=(HOSPITAL,))
    asked.keep_consent(given)
    asked.send(sheet, to=[HOSPITAL])
    (one,) = asked.disclosures()
    assert (one.basis, one.consent) == ("explicit", str(given.id))
    with pytest.raises(RefusedError):
        asked.send(sheet, to=[TOWN])


DAY = timedelta(days=1)
MATRIX = [
    ({}, True),
    ({"kinds": ("admission-sheet",)}, True),
    ({"kinds": ("consultation",)}, False),
    ({"to": (TOWN,)}, False),
    ({"purposes": ("TREAT",)}, True),
    ({"purposes": ("HOPERAT",)}, False),
    ({"until": 0}, True),
    ({"until": 30}, True),
    ({"given": 1}, False),
    ({"given": -30, "until": -1}, False),
    ({"withdrawn": 0}, False),
    ({"withdrawn": 1}, True),
    ({"subjects": frozenset({"0" * 64})}, False),
]


@pytest.mark.parametrize(("what", "allowed"), MATRIX)
def test_what_a_consent_covers(asked, sheet, scene, what, allowed):
    days = ("given", "until", "withdrawn")
    what = {k: scene.now.date() + v * DAY if k in days else v for k, v in what.items()}
    asked.keep_consent(replace(consent(sheet, scene), **what))
    if allowed:
        asked.send(sheet, to=[HOSPITAL])
    else:
        with pytest.raises(RefusedError):
            asked.send(sheet, to=[HOSPITAL])


def test_a_consent_is_withdrawn(asked, sheet, scene):
    given = consent(sheet, scene)
    asked.keep_consent(given)
    ended = asked.withdraw_consent(given.id)
    assert (ended.withdrawn, asked.consents()) == (scene.now.date(), [ended])
    with pytest.raises(RefusedError):
        asked.send(sheet, to=[HOSPITAL])
    with pytest.raises(UsageError):
        asked.withdraw_consent(uuid4())


@pytest.mark.parametrize(
    "more", [{"method": "telepathy"}, {"subjects": frozenset()}, {"until": date(2000, 1, 1)}]
)
def test_consents_that_are_none(sheet, scene, more):
    with pytest.raises(UsageError):
        replace(consent(sheet, scene), **more)


def test_an_emergency_goes_without_and_is_journaled(asked, sheet):
    reason = "意識がなく、主治医の求めによる"
    asked.send(sheet, to=[HOSPITAL], emergency=reason)
    (one,) = asked.disclosures()
    assert (one.basis, one.reason) == ("emergency", reason)
    events = [entry["subtype"][-1]["code"] for entry in asked.journal()]
    assert "consent-overridden" in events
    assert reason not in str(list(asked.journal()))
    assert asked.verify().ok


def test_facilities_are_about_nobody(opened):
    facility = carelink.read_all(DATA / "facilities.csv").records[0]
    ours = opened("高松市")
    ours.send(facility, to=[HOSPITAL])
    assert list(ours.disclosures()) == []


def test_the_record_as_csv(opened, sheet):
    ours = opened("高松市")
    ours.send(sheet, to=[HOSPITAL], emergency="=1+1")
    data = to_csv(ours.disclosures())
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert tuple(head) == COLUMNS
    said = dict(zip(head, row, strict=True))
    assert (said["区分"], said["相手方の名称"], said["緊急の理由"]) == ("提供", HOSPITAL, "'=1+1")

"""carelink.seal and carelink.open: one record in one parcel, validated on both sides, no memory."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

import carelink
from carelink import encryption
from carelink.encryption import Identity, Trust
from carelink.errors import (
    ExpiredError,
    RefusedError,
    UnreadableError,
    UntrustedSenderError,
    UsageError,
    WrongKeyError,
)
from carelink.exchange import carried
from carelink.findings import Report, Rule, Severity, Words
from carelink.records import Consultation, Facility

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
BAD = Rule("test-bad", Severity.ERROR, Words("悪い", "bad"), Words("直す", "mend"), Words("試験", "test"))
CENTRE, WARD = Identity.generate("高松市 センター", now=NOW), Identity.generate("三木町 病院", now=NOW)
TRUST = Trust([CENTRE.recipient])
RECORD = Consultation(written=NOW)


@pytest.fixture(autouse=True)
def kinds_only(monkeypatch):
    monkeypatch.setattr(carried, "checked", lambda tree: (carried.kind_of(tree) or "", Report()))


def test_open_gives_the_record_back():
    parcel = carelink.seal(RECORD, to=[WARD.recipient], sender=CENTRE, now=NOW)
    assert carelink.open(parcel, WARD, trust=TRUST, now=NOW) == RECORD


def test_a_few_facilities_travel_in_one_parcel(monkeypatch):
    many = [Facility(id=uuid4(), written=NOW) for _ in range(3)]
    parcel = carelink.seal(many, to=[WARD.recipient], sender=CENTRE, now=NOW)
    assert [f.id for f in carelink.open(parcel, WARD, trust=TRUST, now=NOW)] == [f.id for f in many]
    monkeypatch.setattr(carried, "ROOM", 1)
    with pytest.raises(UsageError):
        carelink.seal(many, to=[WARD.recipient], sender=CENTRE)


def test_errors_are_neither_sealed_nor_released(monkeypatch):
    parcel = carelink.seal(RECORD, to=[WARD.recipient], sender=CENTRE, now=NOW)
    monkeypatch.setattr(carried, "checked", lambda _: ("consultation", Report([BAD.at("Bundle")])))
    with pytest.raises(RefusedError) as caught:
        carelink.seal(RECORD, to=[WARD.recipient], sender=CENTRE)
    assert list(caught.value.report.counts()) == ["test-bad"]
    with pytest.raises(UnreadableError) as unread:
        carelink.open(parcel, WARD, trust=TRUST, now=NOW)
    assert list(unread.value.report.counts()) == ["test-bad"]


def test_what_cannot_be_opened_is_not():
    parcel = carelink.seal(RECORD, to=[WARD.recipient], sender=CENTRE, now=NOW)
    with pytest.raises(WrongKeyError):
        carelink.open(parcel, CENTRE, trust=TRUST, now=NOW)
    with pytest.raises(UntrustedSenderError):
        carelink.open(parcel, WARD, trust=Trust(), now=NOW)
    with pytest.raises(ExpiredError):
        carelink.open(parcel, WARD, trust=TRUST, now=NOW.replace(year=2027))


@pytest.mark.parametrize("content", [b"", b"{}", b'{"resourceType":"Bundle","type":"message"}', b"\xff"])
@pytest.mark.parametrize("kind", ["application/fhir+json", "text/plain"])
def test_a_sealed_something_is_no_record(content, kind):
    parcel = encryption.seal(content, to=[WARD.recipient], sender=CENTRE, content_type=kind, now=NOW)
    with pytest.raises(UnreadableError):
        carelink.open(parcel, WARD, trust=TRUST, now=NOW)

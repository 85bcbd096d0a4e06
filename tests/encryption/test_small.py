"""Small parcels: opened whole by whom they are for, refused by and from everybody else."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.encryption import Identity, Trust, open, peek, seal  # noqa: A004
from carelink.encryption.parcels import envelope, limits
from carelink.errors import (
    BrokenSealError,
    ExpiredError,
    SealError,
    UntrustedSenderError,
    UsageError,
    WrongKeyError,
)

from .conftest import NOW

TYPE = "application/fhir+json"


@pytest.fixture
def parcel(town, ward):
    return seal(b'{"a":1}', to=[ward.recipient], sender=town, content_type=TYPE, now=NOW)


def test_the_addressee_gets_content_and_manifest(town, ward, trust):
    earlier = uuid4()
    parcel = seal(
        b"\n\x00 any bytes \n",
        to=[ward.recipient],
        sender=town,
        content_type=TYPE,
        profile="https://carelink.example/fhir/StructureDefinition/admission-sheet",
        purpose="HOPERAT",
        receipt="none",
        replaces=earlier,
        now=NOW,
    )
    opened = open(parcel, ward, trust=trust, now=NOW)
    manifest = opened.manifest
    assert opened.content == b"\n\x00 any bytes \n"
    assert opened.sender == town.recipient
    assert (manifest.sender.kid, manifest.sender.name) == (town.kid, town.name)
    assert [party.name for party in manifest.to] == [ward.name]
    assert (manifest.issued, manifest.expires) == (NOW, NOW + timedelta(days=30))
    assert (manifest.content_type, manifest.purpose, manifest.receipt) == (TYPE, "HOPERAT", "none")
    assert manifest.replaces == str(earlier)
    assert manifest.profile is not None
    assert manifest.id != manifest.envelope


def test_members_of_different_suites_read_the_same_parcel(town, trust):
    readers = [Identity.generate(f"試験 {s}", suite=s, now=NOW) for s in ("CL1-P256", "CL1-X25519")]
    parcel = seal(b"x", to=[reader.recipient for reader in readers], sender=town, content_type=TYPE, now=NOW)
    assert [open(parcel, reader, trust=trust, now=NOW).content for reader in readers] == [b"x", b"x"]


def test_outside_shows_message_keys_and_expiry_only(town, ward, parcel):
    header = peek(parcel)
    assert header.expires == NOW + timedelta(days=30)
    assert header.kids == tuple(k.kid for k in ward.keys if k.public.kind.use == "enc")
    assert str(UUID(header.id)) == header.id
    outside = json.loads(parcel)
    outside["protected"] = json.loads(envelope.strict.decode(outside["protected"]))
    assert set(outside["protected"]) == {"v", "typ", "cty", "enc", "id", "exp"}
    own = set(outside["recipients"][0]["header"])
    assert own in ({"alg", "kid", "epk"}, {"alg", "kid", "ek"})
    for secret in (town.kid, town.name, ward.name):
        assert secret not in json.dumps(outside, ensure_ascii=False)


def test_nobody_else_opens_it(parcel, stranger, town, trust):
    for reader in (stranger, town):
        with pytest.raises(WrongKeyError) as caught:
            open(parcel, reader, trust=trust, now=NOW)
        assert "三木町 病院" in caught.value.message.ja


def test_an_unknown_sender_is_refused(parcel, ward, stranger):
    with pytest.raises(UntrustedSenderError):
        open(parcel, ward, trust=Trust([stranger.recipient]), now=NOW)


@pytest.mark.parametrize(
    ("days", "fault"), [(-1, ExpiredError), (0, None), (30, None), (31, ExpiredError), (400, ExpiredError)]
)
def test_time(parcel, ward, trust, days, fault):
    now = NOW + timedelta(days=days)
    if fault is None:
        assert open(parcel, ward, trust=trust, now=now).content
    else:
        with pytest.raises(fault):
            open(parcel, ward, trust=trust, now=now)


def test_clocks_may_differ_by_five_minutes(parcel, ward, trust):
    for off in (timedelta(minutes=-5), timedelta(days=30, minutes=5)):
        assert open(parcel, ward, trust=trust, now=NOW + off).content
    for off in (timedelta(minutes=-5, seconds=-1), timedelta(days=30, minutes=5, seconds=1)):
        with pytest.raises(ExpiredError):
            open(parcel, ward, trust=trust, now=NOW + off)


def test_every_single_bit_counts(town, ward, trust):
    parcel = seal(b"", to=[ward.recipient], sender=town, content_type=TYPE, now=NOW)
    for place in range(len(parcel) * 8):
        flipped = bytearray(parcel)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(SealError):
            open(bytes(flipped), ward, trust=trust, now=NOW)


@pytest.mark.parametrize("cut", [0, 1, 10, 500, -2, -1])
def test_a_part_of_a_parcel_is_refused(parcel, ward, trust, cut):
    with pytest.raises(BrokenSealError):
        open(parcel[:cut], ward, trust=trust, now=NOW)


def test_the_size_limit_holds_on_both_sides(town, ward, trust):
    largest = bytes(limits.MAX_CONTENT)
    parcel = seal(largest, to=[ward.recipient], sender=town, content_type=TYPE, now=NOW)
    assert len(parcel) <= limits.MAX_PARCEL
    assert open(parcel, ward, trust=trust, now=NOW).content == largest
    with pytest.raises(BrokenSealError):
        open(b"{" + b" " * limits.MAX_PARCEL, ward, trust=trust, now=NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": []},
        {"content_type": "no type"},
        {"purpose": "because I want"},
        {"message_id": "被保険者番号"},
        {"message_id": "not-a-uuid"},
        {"expires_in": timedelta(0)},
        {"expires_in": timedelta(days=91)},
        {"receipt": "maybe"},
        {"profile": "spaces are no URL"},
        {"now": NOW.replace(tzinfo=None)},
    ],
)
def test_a_call_that_makes_no_sense_says_so(town, ward, wrong):
    call = {"to": [ward.recipient], "sender": town, "content_type": TYPE, "now": NOW, **wrong}
    with pytest.raises(UsageError):
        seal(b"", **call)


def test_keys_that_ran_out_seal_nothing(town, ward):
    for days, fault in ((456, "encryption"), (731, "signing")):
        later = NOW + timedelta(days=days)
        to = ward.rotate("enc", now=later).recipient if fault == "signing" else ward.recipient
        with pytest.raises(SealError):
            seal(b"", to=[to], sender=town, content_type=TYPE, now=later)


@given(content=st.binary(max_size=2000))
def test_what_is_sealed_is_what_is_opened(content):
    town, ward = _pair()
    parcel = seal(content, to=[ward.recipient], sender=town, content_type=TYPE, now=NOW)
    assert open(parcel, ward, trust=Trust([town.recipient]), now=NOW).content == content


_PAIR: list[Identity] = []


def _pair():
    if not _PAIR:
        _PAIR.extend(Identity.generate(name, now=NOW) for name in ("試験 A", "試験 B"))
    return _PAIR

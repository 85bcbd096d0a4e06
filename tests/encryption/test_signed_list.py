"""Signed lists: numbered, never rolled back; and a long life of keys as Hypothesis imagines it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.encryption import Identity, SignedList, jws, strict
from carelink.errors import (
    CarelinkError,
    ExpiredError,
    SealError,
    UntrustedSenderError,
)

from .conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def first(town, trust):
    return SignedList.publish(trust, publisher=town, now=NOW)


def read(signed, publisher, now=NOW):
    return SignedList.first(signed, publisher=publisher.recipient, now=now)


def test_members_arrive(first, town, ward, trust):
    found = read(first.signed, town)
    assert found == first
    assert (found.sequence, found.issued) == (1, NOW)
    assert found.trusted(NOW) == trust
    assert found.trust.recipient(ward.name) == ward.recipient


def test_only_the_publisher_s_counts(first, stranger):
    with pytest.raises(UntrustedSenderError):
        read(first.signed, stranger)


def test_a_signed_manifest_is_no_list(town):
    signed = jws.sign("{}", town.keys[0], "carelink+jws")
    with pytest.raises(SealError):
        read(signed, town)


def test_lists_follow_each_other_and_never_go_back(first, town, trust, stranger):
    second = SignedList.publish(
        trust.with_member(stranger.recipient), publisher=town, after=first, now=NOW + DAY
    )
    held = read(first.signed, town)
    assert held.next(first.signed, now=NOW) is held
    newer = held.next(second.signed, now=NOW + DAY)
    assert newer.trust.recipient(stranger.name) == stranger.recipient
    with pytest.raises(SealError):
        newer.next(first.signed, now=NOW + DAY)
    twin = SignedList.publish(trust, publisher=town, after=first, now=NOW + DAY)
    with pytest.raises(SealError):
        newer.next(twin.signed, now=NOW + DAY)


def test_a_revocation_stays(first, town, ward, trust):
    lost = SignedList.publish(trust.revoke(ward.kid), publisher=town, after=first, now=NOW + DAY)
    held = first.next(lost.signed, now=NOW + DAY)
    with pytest.raises(UntrustedSenderError):
        held.trusted(NOW + DAY).signer(ward.kid)
    for back in (trust, trust.without(ward.name)):
        with pytest.raises(SealError):
            SignedList.publish(back, publisher=town, after=held, now=NOW + 2 * DAY)
        # a publisher without that care, as another program might be
        careless = replace(held, trust=trust)
        forged = SignedList.publish(back, publisher=town, after=careless, now=NOW + 2 * DAY)
        with pytest.raises(SealError):
            held.next(forged.signed, now=NOW + 2 * DAY)


def test_the_publisher_s_own_revoked_key_signs_nothing(first, town, trust):
    with pytest.raises(UntrustedSenderError):
        SignedList.publish(trust.revoke(town.kid), publisher=town, after=first, now=NOW)


def test_the_publisher_changes_keys(first, town, trust):
    later = NOW + 30 * DAY
    renewed = town.rotate("sig", begins=later, now=NOW)
    announced = SignedList.publish(trust, publisher=renewed, after=first, now=NOW + DAY)
    held = read(first.signed, town).next(announced.signed, now=NOW + DAY)
    signed_anew = SignedList.publish(held.trust, publisher=renewed, after=held, now=later)
    assert held.next(signed_anew.signed, now=later).sequence == 3
    with pytest.raises(UntrustedSenderError):
        read(first.signed, town).next(signed_anew.signed, now=later)


def test_a_new_key_of_the_publisher_signs_only_what_readers_can_accept(first, town, trust):
    """Rotated without thinking of the readers: the next list is still signed with the key they know."""
    renewed = town.rotate("sig", now=NOW + DAY)
    second = SignedList.publish(trust, publisher=renewed, after=first, now=NOW + 2 * DAY)
    third = SignedList.publish(trust, publisher=renewed, after=second, now=NOW + 3 * DAY)
    held = read(first.signed, town).next(second.signed, now=NOW + 2 * DAY)
    assert held.next(third.signed, now=NOW + 3 * DAY).sequence == 3
    signers = [json.loads(strict.decode(one.signed.decode().split(".")[0]))["kid"] for one in (second, third)]
    assert signers == [town.kid, renewed.kid]


def test_old_lists_warn_and_then_end(first):
    due = first.next_update
    assert not first.is_stale(due)
    assert first.is_stale(due + DAY)
    assert first.trusted(due + 30 * DAY)
    with pytest.raises(ExpiredError):
        first.trusted(due + 31 * DAY)
    with pytest.raises(SealError):
        SignedList.first(first.signed, publisher=first.publisher, now=NOW - DAY)


def test_a_list_survives_its_file(first, tmp_path):
    path = first.save(tmp_path / "list.json")
    assert SignedList.load(path, now=NOW) == first
    path.write_bytes(path.read_bytes().replace(b'"list":"', b'"list":"A'))
    with pytest.raises(SealError):
        SignedList.load(path, now=NOW)


@pytest.mark.parametrize(
    "change",
    [{"seq": "1"}, {"publisher": "nobody"}, {"members": []}, {"next": None}, {"iat": 0}, {"members": 1}],
)
def test_a_list_that_is_not_in_form_is_refused(first, town, change):
    payload = json.loads(strict.decode(first.signed.decode().split(".")[1]))
    signed = jws.sign(strict.compact({**payload, **change}), town.own(town.kid), "carelink+trust")
    with pytest.raises(CarelinkError):
        read(signed, town)


def test_a_publisher_without_a_valid_key_publishes_nothing(first, town, trust, tmp_path):
    with pytest.raises(UntrustedSenderError):
        SignedList.publish(trust, publisher=town, after=first, now=NOW + 731 * DAY)
    path = tmp_path / "list.json"
    for text in ("{}", "x", '{"publisher":1,"list":2}'):
        path.write_text(text, "utf-8")
        with pytest.raises(SealError):
            SignedList.load(path, now=NOW)


@given(st.binary(max_size=300))
def test_garbage_is_no_list(garbage):
    publisher = Identity.generate("試験", now=NOW).recipient
    with pytest.raises(CarelinkError):
        SignedList.first(garbage, publisher=publisher, now=NOW)

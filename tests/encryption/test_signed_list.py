"""Signed lists: numbered, never rolled back; and a long life of keys as Hypothesis imagines it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)

from carelink.encryption import Identity, SignedList, Trust, jws, open, seal, strict  # noqa: A004
from carelink.errors import (
    CarelinkError,
    ExpiredError,
    SealError,
    UntrustedSenderError,
    WrongKeyError,
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


class Years(RuleBasedStateMachine):
    """A town, a ward and a coordinator over the years: parcels, rotation, revocation, lists, replays.

    The machine keeps its own simple book of what must be true and compares.
    """

    parcels = Bundle("parcels")

    @initialize()
    def begin(self):
        self.now = NOW
        self.coordinator = Identity.generate("調整役（試験）", now=NOW)
        self.town = Identity.generate("町（試験）", now=NOW)
        self.ward = Identity.generate("病院（試験）", now=NOW)
        self.list = SignedList.publish(
            Trust([self.town.recipient, self.ward.recipient]), publisher=self.coordinator, now=NOW
        )
        self.held = SignedList.first(self.list.signed, publisher=self.coordinator.recipient, now=NOW)
        self.old_lists = [self.list.signed]
        self.revoked: set[str] = set()
        self.seen: set[str] = set()

    def publish(self, member=None, trust=None):
        trust = trust or self.list.trust
        if member:
            trust = trust.with_member(member.recipient)
        self.list = SignedList.publish(trust, publisher=self.coordinator, after=self.list, now=self.now)
        self.old_lists.append(self.list.signed)

    @rule(days=st.integers(1, 45))
    def time_passes(self, days):
        self.now += days * DAY
        if self.coordinator.signing(at=self.now + 60 * DAY) is None:
            self.coordinator = self.coordinator.rotate("sig", now=self.now)
        self.publish()
        self.held = self.held.next(self.list.signed, now=self.now)

    @rule(target=parcels)
    def town_seals(self):
        to = self.held.trusted(self.now).recipient(self.ward.name)
        try:
            parcel = seal(b"x", to=[to], sender=self.town, content_type="text/plain", now=self.now)
        except CarelinkError:
            assert to.newest("enc", at=self.now) is None or self.town.signing(at=self.now) is None
            return None
        return parcel, self.now, self.town.signing(at=self.now).kid, to.newest("enc", at=self.now).kid

    @rule(use=st.sampled_from(["sig", "enc"]), who=st.sampled_from(["town", "ward"]))
    def rotate(self, use, who):
        self.now += timedelta(seconds=1)  # so that no two keys begin at once
        if len(getattr(self, who).keys) < 8:
            setattr(self, who, getattr(self, who).rotate(use, now=self.now))
            self.publish(getattr(self, who))
            self.held = self.held.next(self.list.signed, now=self.now)

    @precondition(lambda self: len(self.revoked) < 3)
    @rule()
    def revoke_the_town_s_key(self):
        own = self.town.signing(at=self.now)
        if own and own.kid not in self.revoked:
            self.revoked.add(own.kid)
            self.publish(trust=self.list.trust.revoke(own.kid))
            self.held = self.held.next(self.list.signed, now=self.now)

    @rule(parcel=consumes(parcels))
    def ward_opens(self, parcel):
        if parcel is None:
            return
        data, sealed_at, signed_by, sealed_for = parcel
        try:
            opened = open(data, self.ward, trust=self.held.trusted(self.now), now=self.now)
        except UntrustedSenderError:
            assert signed_by in self.revoked
        except ExpiredError:
            assert self.now > sealed_at + 30 * DAY
        except WrongKeyError:
            assert self.ward.own(sealed_for) is None
        else:
            assert signed_by not in self.revoked
            assert self.now <= sealed_at + 30 * DAY + timedelta(minutes=5)
            assert opened.manifest.id not in self.seen
            self.seen.add(opened.manifest.id)

    @rule(data=st.data())
    def an_old_list_is_offered(self, data):
        old = data.draw(st.sampled_from(self.old_lists[:-1] or self.old_lists))
        if old == self.held.signed:
            return
        with pytest.raises(SealError):
            self.held.next(old, now=self.now)

    @invariant()
    def revoked_keys_never_sign(self):
        for kid in getattr(self, "revoked", ()):
            with pytest.raises(UntrustedSenderError):
                self.held.trust.signer(kid)


TestYears = Years.TestCase
TestYears.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)

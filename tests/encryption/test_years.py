"""Years of keys as Hypothesis imagines them: rotation, revocation, theft, old lists, repetitions, frauds."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from carelink.encryption import Identity, SignedList, Trust, open, seal  # noqa: A004
from carelink.encryption.keys import hybrid
from carelink.encryption.keys.suites import OPT_IN, SUITES
from carelink.errors import CarelinkError, ExpiredError, SealError, UntrustedSenderError, WrongKeyError

from .conftest import NOW

DAY = timedelta(days=1)
ANY = st.sampled_from((*SUITES, *(OPT_IN if hybrid.is_here() else ())))


class Sent(NamedTuple):
    """A parcel on its way, and what the machine knows about it."""

    data: bytes
    at: object
    signed_by: str
    sealed_for: str
    id: str
    content: bytes


class Years(RuleBasedStateMachine):
    """A town, a ward and a coordinator over the years: parcels, rotation, revocation, lists, replays.

    The machine keeps its own simple book of what must be true and compares.
    """

    parcels = Bundle("parcels")

    @initialize(suites=st.tuples(ANY, ANY, ANY))
    def begin(self, suites):
        self.now = NOW
        names = ("調整役（試験）", "町（試験）", "病院（試験）")
        members = (Identity.generate(n, suite=s, now=NOW) for n, s in zip(names, suites, strict=True))
        self.coordinator, self.town, self.ward = members
        trust = Trust([self.town.recipient, self.ward.recipient])
        self.list = SignedList.publish(trust, publisher=self.coordinator, now=NOW)
        self.held = SignedList.first(self.list.signed, publisher=self.coordinator.recipient, now=NOW)
        self.old_lists = [self.list.signed]
        self.revoked: set[str] = set()
        self.stolen: list[Identity] = []
        self.received: dict[tuple[str, str], str] = {}

    def publish(self, member=None, trust=None):
        trust = trust or self.list.trust
        if member:
            trust = trust.with_member(member.recipient)
        self.list = SignedList.publish(trust, publisher=self.coordinator, after=self.list, now=self.now)
        self.old_lists.append(self.list.signed)
        self.held = self.held.next(self.list.signed, now=self.now)

    @rule(days=st.integers(1, 45))
    def time_passes(self, days):
        self.now += days * DAY
        if self.coordinator.signing(at=self.now + 60 * DAY) is None:
            self.coordinator = self.coordinator.rotate("sig", now=self.now)
        self.publish(self.coordinator)

    def sealed(self, sender, content, **wishes):
        to = self.held.trusted(self.now).recipient(self.ward.name)
        key = to.newest("enc", at=self.now)
        try:
            data = seal(content, to=[to], sender=sender, content_type="text/plain", now=self.now, **wishes)
        except CarelinkError:
            assert key is None or sender.signing(at=self.now) is None
            return None
        signed_by = sender.signing(at=self.now).kid
        return Sent(data, self.now, signed_by, key.kid, wishes.get("message_id"), content)

    @rule(target=parcels)
    def town_seals(self):
        return self.sealed(self.town, b"x")

    @rule(target=parcels, first=parcels, content=st.sampled_from([b"x", b"y"]), data=st.uuids())
    def town_sends_the_same_message_again_or_another_under_its_id(self, first, content, data):
        known = first and first.id
        return self.sealed(self.town, content, message_id=known or str(data))

    @precondition(lambda self: self.stolen)
    @rule(target=parcels)
    def a_thief_seals_with_stolen_keys(self):
        return self.sealed(self.stolen[-1], b"forged")

    @rule(use=st.sampled_from(["sig", "enc"]), who=st.sampled_from(["town", "ward"]))
    def rotate(self, use, who):
        self.now += timedelta(seconds=1)  # so that no two keys begin at once
        if len(getattr(self, who).keys) < 8:
            setattr(self, who, getattr(self, who).rotate(use, now=self.now))
            self.publish(getattr(self, who))

    @precondition(lambda self: len(self.revoked) < 3)
    @rule()
    def the_town_s_key_is_stolen_and_revoked(self):
        own = self.town.signing(at=self.now)
        if own and own.kid not in self.revoked:
            self.revoked.add(own.kid)
            self.stolen.append(self.town)
            self.publish(trust=self.list.trust.revoke(own.kid))

    @rule(parcel=parcels)
    def ward_opens(self, parcel):
        """As often as it likes; what the exchange keeps (sender, id, hash) tells repetition from fraud."""
        if parcel is None:
            return
        try:
            opened = open(parcel.data, self.ward, trust=self.held.trusted(self.now), now=self.now)
        except UntrustedSenderError:
            assert parcel.signed_by in self.revoked
        except ExpiredError:
            assert self.now > parcel.at + 30 * DAY
        except WrongKeyError:
            assert self.ward.own(parcel.sealed_for) is None
        else:
            assert parcel.signed_by not in self.revoked
            assert self.now <= parcel.at + 30 * DAY + timedelta(minutes=5)
            assert opened.content == parcel.content
            assert parcel.id in (None, opened.manifest.id)
            key = (opened.sender.name, opened.manifest.id)
            known = self.received.setdefault(key, opened.manifest.sha256)
            assert (known == opened.manifest.sha256) or parcel.id is not None  # a fraud shows by its hash

    @rule(parcel=parcels, place=st.integers(0, 10**6), bit=st.integers(0, 7))
    def an_outsider_alters_a_bit(self, parcel, place, bit):
        if parcel is None:
            return
        altered = bytearray(parcel.data)
        altered[place % len(altered)] ^= 1 << bit
        with pytest.raises(SealError):
            open(bytes(altered), self.ward, trust=self.held.trusted(self.now), now=self.now)

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
TestYears.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)

"""Two, three and seven members over a folder that loses, repeats, cuts and reorders: they converge."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from carelink.encryption import Identity, Trust

START = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)

INDEX = st.integers(0, 10**6)
WHO = st.integers(0, 6)


class Conversation(RuleBasedStateMachine):
    """Random sends and receives with random faults, then calm: everything arrives once and is answered."""

    scene_type = None  # set by the test, from the fixture
    members = ()

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.scene = self.scene_type(Path(self.folder.name))
        self.trust = Trust([member.recipient for member in self.members])
        self.towns = [self.opened(member) for member in self.members]
        self.sent = []  # (message, sender, receiver, tree)
        self.copies = []

    def opened(self, member):
        return self.scene.town(member, trust=self.trust)

    @rule(who=WHO, step=WHO)
    def send(self, who, step):
        who %= len(self.members)
        to = self.members[(who + 1 + step % (len(self.members) - 1)) % len(self.members)]
        tree = self.scene.record()
        sent = self.towns[who].send(tree, to=[to.name])
        self.sent.append((sent.id, self.members[who].name, to.name, tree))

    @rule(who=WHO)
    def receive(self, who):
        self.towns[who % len(self.towns)].receive()

    @rule(who=WHO)
    def restart(self, who):
        who %= len(self.towns)
        self.towns[who].close()
        self.towns[who] = self.opened(self.members[who])

    @rule(minutes=st.integers(1, 45))
    def wait(self, minutes):
        self.scene.later(minutes=minutes)

    @rule(index=INDEX)
    def lose(self, index):
        if (parcel := self.pick(index)) is not None:
            self.copies.append((parcel, parcel.read_bytes()))
            parcel.unlink()

    @rule(index=INDEX)
    def repeat(self, index):
        if (parcel := self.pick(index)) is not None:
            self.copies.append((parcel, parcel.read_bytes()))

    @rule(index=INDEX)
    def come_late(self, index):
        if self.copies:
            parcel, content = self.copies[index % len(self.copies)]
            (parcel.parent / f"late{index}.cle").write_bytes(content)

    @rule(index=INDEX, part=st.floats(0, 0.99))
    def cut(self, index, part):
        if (parcel := self.pick(index)) is not None:
            content = parcel.read_bytes()
            parcel.write_bytes(content[: int(len(content) * part)])

    @rule(index=INDEX, place=INDEX)
    def flip(self, index, place):
        if (parcel := self.pick(index)) is not None and (content := bytearray(parcel.read_bytes())):
            content[place % len(content)] ^= 1
            parcel.write_bytes(content)

    @rule(who=WHO, after=st.integers(1, 8))
    def die(self, who, after):
        def dying(name):
            raise self.scene.Killed(name)

        self.scene.steps.clear()
        self.scene.die_after, self.scene.dying = after, dying
        try:
            self.towns[who % len(self.towns)].receive()
        except self.scene.Killed:
            self.restart(who)
        finally:
            self.scene.die_after = None

    def pick(self, index):
        parcels = sorted((self.scene.root / "drop").glob("*/*.cle"))
        return parcels[index % len(parcels)] if parcels else None

    @invariant()
    def nothing_is_shown_twice_and_nothing_is_invented(self):
        for member, town in zip(self.members, self.towns, strict=True):
            got = [(g.message, g.sender, member.name, g.tree) for g in town.inbox()]
            assert len({message for message, *_ in got}) == len(got)
            assert all(one in self.sent for one in got)

    def teardown(self):
        if not hasattr(self, "scene"):
            return
        try:
            self.calm()
            self.check()
        finally:
            self.scene.close()
            self.folder.cleanup()

    def calm(self):
        """No more faults: time passes, a person sends again what nobody answered."""
        for _ in range(8):
            self.scene.later(minutes=31)
            for town in self.towns:
                for delivery in town.status():
                    if delivery.state == "unanswered":
                        town.resend(delivery.message)
                town.receive()

    def check(self):
        arrived = [
            (g.message, g.sender, member.name, g.tree)
            for member, town in zip(self.members, self.towns, strict=True)
            for g in town.inbox()
        ]
        assert sorted(m for m, *_ in arrived) == sorted(m for m, *_ in self.sent)
        assert {d.state for town in self.towns for d in town.status()} <= {"accepted"}
        assert all(town.verify().ok for town in self.towns)
        assert not list((self.scene.root / "drop").glob("*/*.cle"))

    @rule(hours=st.integers(-2000, 2000))
    def clock_jumps(self, hours):
        """Somebody sets a clock wrong; it is put right before anybody looks again."""
        self.scene.later(hours=hours)
        for town in self.towns:
            town.receive()
        self.scene.later(hours=-hours)


SEVEN = [
    Identity.generate(f"{name}（試験）", now=START)
    for name in ("倉敷", "笠岡", "井原", "総社", "高梁", "新見", "浅口")
]
"""Seven of the towns of a catchment."""


@pytest.mark.parametrize("members", [2, 3, 7])
def test_members_over_a_bad_channel_converge(scene_type, members):
    class Bound(Conversation):
        pass

    Bound.scene_type, Bound.members = scene_type, SEVEN[:members]
    long = os.environ.get("CARELINK_HYPOTHESIS") == "long"
    Bound.TestCase.settings = settings(
        max_examples=200 if long else 5, stateful_step_count=60 if long else 25, deadline=None
    )
    Bound.TestCase("runTest").runTest()

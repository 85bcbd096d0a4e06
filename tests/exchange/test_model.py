"""A model of three members over a folder that loses, repeats, cuts and reorders: it always converges."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

INDEX = st.integers(0, 10**6)
WHO = st.integers(0, 2)


class Conversation(RuleBasedStateMachine):
    """Random sends and receives with random faults, then calm: everything arrives once and is answered."""

    scene_type = None  # set by the test, from the fixture

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.scene = self.scene_type(Path(self.folder.name))
        self.members = [self.scene.CENTRE, self.scene.WARD, self.scene.OFFICE]
        self.towns = [self.scene.town(member) for member in self.members]
        self.sent = []  # (message, sender, receiver, tree)
        self.copies = []

    @rule(who=WHO, step=st.integers(1, 2))
    def send(self, who, step):
        to = self.members[(who + step) % 3]
        tree = self.scene.record()
        sent = self.towns[who].send(tree, to=[to.name])
        self.sent.append((sent.id, self.members[who].name, to.name, tree))

    @rule(who=WHO)
    def receive(self, who):
        self.towns[who].receive()

    @rule(who=WHO)
    def restart(self, who):
        self.towns[who].close()
        self.towns[who] = self.scene.town(self.members[who])

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
            self.towns[who].receive()
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


def test_three_members_over_a_bad_channel_converge(scene_type):
    class Bound(Conversation):
        pass

    Bound.scene_type = scene_type
    long = os.environ.get("CARELINK_HYPOTHESIS") == "long"
    Bound.TestCase.settings = settings(
        max_examples=200 if long else 12, stateful_step_count=60 if long else 25, deadline=None
    )
    Bound.TestCase("runTest").runTest()

"""The power goes: what was not synced may be gone, half there, or there. Nothing is lost or doubled.

A folder is watched as its disk would see it. ``fsync`` of a file makes its bytes durable, ``fsync`` of a
folder its names; at the cut, every other change of a name happened or did not, as dice say, and bytes that
were not synced are missing. The database keeps what it committed: that is the promise of SQLite, which is not
tested here.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from carelink.adapters import files


class Disk:
    """What of a folder would survive a cut now."""

    def __init__(self, root, dice):
        self.root, self.dice = root, dice
        self.content: dict[int, bytes] = {}
        self.names: dict[Path, dict[str, int]] = {}
        self.kept: dict[int, bytes] = {}

    def synced(self, handle):
        """Take note of an fsync."""
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if self.root not in (path, *path.parents):
            return
        if path.is_dir():
            self.names[path] = {one.name: one.stat().st_ino for one in path.iterdir() if one.is_file()}
            return
        node = path.stat().st_ino
        self.content[node] = path.read_bytes()

    def cut(self):
        """Make the folder what is left of it."""
        for folder in [self.root, *(one for one in self.root.rglob("*") if one.is_dir())]:
            durable = self.names.get(folder, {})
            now = {one.name: one for one in folder.iterdir() if one.is_file()}
            bytes_of = {path.stat().st_ino: path.read_bytes() for path in now.values()}
            for name in {*durable, *now}:
                self._decide(folder / name, durable.get(name), now.get(name), bytes_of)

    def _decide(self, path, durable, now, bytes_of):
        node = now.stat().st_ino if now is not None else None
        changed = durable is None or durable != node
        survives = self.dice.choice([durable, node]) if changed else node  # it happened, or did not
        if survives is None:
            path.unlink(missing_ok=True)
            return
        content = self.content.get(survives)
        if content is None:
            if survives not in bytes_of:
                return
            content = bytes_of[survives][: self.dice.randrange(len(bytes_of[survives]) + 1)]
        path.unlink(missing_ok=True)
        path.write_bytes(content)
        self.content[path.stat().st_ino] = content


@pytest.fixture
def disk(scene, monkeypatch):
    (scene.root / "drop").mkdir(exist_ok=True)
    made = Disk(scene.root / "drop", random.Random(20261125))
    real = os.fsync

    def fsync(handle):
        real(handle)
        made.synced(handle)

    monkeypatch.setattr(files.os, "fsync", fsync)
    return made


def rounds(scene, trees):
    for tree in trees:
        scene.town(scene.CENTRE).send(tree, to=[scene.WARD.name])
        scene.town(scene.WARD).receive()
        scene.town(scene.CENTRE).receive()


STEPS = 19  # of one round, see test_kills.EVERY_STEP


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux which file a handle is")
@pytest.mark.parametrize("number", range(1, STEPS + 1))
def test_the_power_goes_at_any_step(scene, disk, number):
    def die(name):
        raise scene.Killed(name)

    trees = [scene.record() for _ in range(3)]
    scene.die_after, scene.dying = number, die
    with pytest.raises(scene.Killed):
        rounds(scene, trees)
    scene.close()
    disk.cut()
    scene.die_after = None
    known = {got.message for got in scene.town(scene.CENTRE).status()}
    for _ in range(6):
        scene.later(minutes=31)
        scene.town(scene.CENTRE).receive()
        scene.town(scene.WARD).receive()
        scene.close()
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    arrived = [got.message for got in ward.inbox()]
    assert sorted(arrived) == sorted(known)
    assert {one.state for one in centre.status()} <= {"accepted"}
    assert centre.verify().ok
    assert ward.verify().ok


def test_an_adapter_that_does_not_sync_would_lose(scene, disk, monkeypatch):
    """The test can fail: without fsync the parcel is gone, and only a resend brings it back."""
    monkeypatch.setattr(files.os, "fsync", lambda _: None)
    disk.dice.choice = lambda pair: pair[0]
    scene.town(scene.CENTRE).send(scene.record(), to=[scene.WARD.name])
    scene.close()
    disk.cut()
    assert scene.parcels(scene.WARD) == []

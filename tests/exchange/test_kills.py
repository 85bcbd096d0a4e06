"""Killed after any step of sending, receiving or answering, and run again: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest

EVERY_STEP = [
    *("send:validated", "send:sealed", "send:stored", "send:put", "send:handed"),
    *("receive:taken", "receive:opened", "receive:validated", "receive:committed", "receive:released"),
    *("answer:sealed", "answer:stored", "send:put", "send:handed"),
    *("receive:taken", "receive:opened", "receive:validated", "receive:committed", "receive:released"),
]


def play(scene, tree):
    """One round of everything, with towns opened anew as after a restart."""
    centre = scene.town(scene.CENTRE)
    if not centre.status():
        centre.send(tree, to=[scene.WARD.name])
    centre.deliver()
    scene.town(scene.WARD).receive()
    centre.receive()


def assert_once(scene, tree):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    assert [got.tree for got in ward.inbox()] == [tree]
    assert [(d.receiver, d.state) for d in centre.status()] == [(scene.WARD.name, "accepted")]
    assert centre.verify().ok
    assert ward.verify().ok
    assert list((scene.root / "drop").rglob("*.cle")) == []
    events = [entry["subtype"][-1]["code"] for town in (centre, ward) for entry in town.journal()]
    assert events.count("message-received") == 1
    assert events.count("receipt-received") == 1


def test_these_are_all_the_steps(scene):
    play(scene, scene.record())
    assert scene.steps == EVERY_STEP


def test_resending_has_its_steps_too(scene):
    scene.town(scene.CENTRE).send(scene.record(), to=[scene.WARD.name])
    scene.steps.clear()
    scene.later(minutes=31)
    scene.town(scene.CENTRE).deliver()
    assert scene.steps == ["resend:sealed", "resend:stored", "send:put", "send:handed"]


@pytest.mark.parametrize("number", range(1, len(EVERY_STEP) + 1))
def test_an_exception_after_any_step(scene, number):
    def die(name):
        raise scene.Killed(name)

    tree = scene.record()
    scene.die_after, scene.dying = number, die
    with pytest.raises(scene.Killed):
        play(scene, tree)
    for _ in range(3):
        scene.later(minutes=16)
        play(scene, tree)
    assert_once(scene, tree)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill a process for real")
@pytest.mark.parametrize("number", range(1, len(EVERY_STEP) + 1))
def test_kill_9_after_any_step(scene, number):
    tree = scene.record()
    scene.die_after, scene.dying = number, lambda _: os.kill(os.getpid(), signal.SIGKILL)
    child = os.fork()
    if child == 0:
        play(scene, tree)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    scene.die_after = None
    for _ in range(2):
        play(scene, tree)
    assert_once(scene, tree)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill a process for real")
@pytest.mark.parametrize("number", range(1, 5))
def test_kill_9_while_resending(scene, number):
    tree = scene.record()
    scene.town(scene.CENTRE).send(tree, to=[scene.WARD.name])
    scene.parcels(scene.WARD)[0].unlink()  # lost on the way
    scene.close()
    scene.later(minutes=31)
    scene.steps.clear()
    scene.die_after, scene.dying = number, lambda _: os.kill(os.getpid(), signal.SIGKILL)
    child = os.fork()
    if child == 0:
        play(scene, tree)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    scene.die_after = None
    play(scene, tree)
    assert_once(scene, tree)


def keep_talking(scene, said):
    """Send and receive for ever; what ``send`` returned is written to the pipe ``said``."""
    while True:
        sent = scene.town(scene.CENTRE).send(scene.record(), to=[scene.WARD.name])
        os.write(said, f"{sent.id}\n".encode())
        scene.town(scene.WARD).receive()
        scene.town(scene.CENTRE).receive()
        scene.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill a process for real")
def test_kill_9_at_random_moments(scene):
    """10 moments here, 200 with CARELINK_HYPOTHESIS=long: wherever the processor happens to be."""
    play(scene, scene.record())  # what is slow the first time is not what is tested
    scene.close()
    dice = random.Random(20261125)
    hear, say = os.pipe()
    for _ in range(200 if os.environ.get("CARELINK_HYPOTHESIS") == "long" else 10):
        child = os.fork()
        if child == 0:
            keep_talking(scene, say)
        time.sleep(dice.uniform(0.02, 0.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os.close(say)
    with os.fdopen(hear) as heard:
        promised = set(heard.read().split())
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    for _ in range(4):
        scene.later(minutes=31)
        ward.receive()
        centre.receive()
    arrived = [got.message for got in ward.inbox()]
    assert promised
    assert promised <= set(
        arrived
    )  # what was promised has arrived; more may have, when send could not return
    assert len(arrived) == len(set(arrived))
    assert sorted(arrived) == sorted(d.message for d in centre.status())
    assert {d.state for d in centre.status()} == {"accepted"}
    assert centre.verify().ok
    assert ward.verify().ok
    assert list((scene.root / "drop").rglob("*.cle")) == []

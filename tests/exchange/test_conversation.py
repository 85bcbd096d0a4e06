"""Two members over one folder: what is sent arrives once, is answered, and doing it again changes nothing."""

from __future__ import annotations

import pytest

from carelink.encryption import Trust
from carelink.errors import RefusedError, UsageError
from carelink.exchange import Catchment, Member


def states(town):
    return [(d.receiver, d.state, d.sends) for d in town.status()]


def test_send_receive_answer_match(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    tree = scene.record()
    sent = centre.send(tree, to=[scene.WARD.recipient], purpose="TREAT")
    assert sent.handed_over
    assert states(centre) == [(scene.WARD.name, "sent", 1)]
    (got,) = ward.receive()
    assert (got.state, got.message, got.sender, got.kind, got.purpose) == (
        "accepted",
        sent.id,
        scene.CENTRE.name,
        "consultation",
        "TREAT",
    )
    assert got.tree == tree
    (back,) = centre.receive()
    assert (back.state, back.code, back.message) == ("receipt", "ok", sent.id)
    assert states(centre) == [(scene.WARD.name, "accepted", 1)]
    assert ward.verify().ok
    assert centre.verify().ok


def test_again_changes_nothing(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    centre.send(scene.record(), to=[scene.WARD.name])
    ward.receive()
    centre.receive()
    before = (ward.checkpoint(), centre.checkpoint(), sorted(scene.root.rglob("*.cle")))
    for _ in range(2):
        assert ward.receive() == []
        assert centre.receive() == []
    scene.later(days=3)
    assert scene.town(scene.WARD).receive() == []
    assert scene.town(scene.CENTRE).receive() == []
    assert (ward.checkpoint(), centre.checkpoint(), sorted(scene.root.rglob("*.cle"))) == before
    assert len(list(ward.inbox())) == 1


def test_many_receivers_answer_each_for_themselves(scene):
    centre, ward, office = scene.town(scene.CENTRE), scene.town(scene.WARD), scene.town(scene.OFFICE)
    centre.send(scene.record(), to=[scene.WARD.name, scene.OFFICE.name, scene.WARD.recipient])
    ward.receive()
    centre.receive()
    assert states(centre) == [(scene.WARD.name, "accepted", 1), (scene.OFFICE.name, "sent", 1)]
    office.receive()
    centre.receive()
    assert {state for _, state, _ in states(centre)} == {"accepted"}


def test_what_has_errors_is_not_sent(scene):
    centre = scene.town(scene.CENTRE)
    with pytest.raises(RefusedError) as caught:
        centre.send(scene.record(bad=True), to=[scene.WARD.name])
    assert list(caught.value.report.counts()) == ["test-bad"]
    assert centre.status() == []
    assert scene.parcels(scene.WARD) == []


def test_what_arrives_with_errors_is_answered_fatal_and_not_shown(scene):
    centre, ward = (
        scene.town(scene.CENTRE, check=lambda _: ("consultation", _no_findings())),
        scene.town(scene.WARD),
    )
    sent = centre.send(scene.record(bad=True), to=[scene.WARD.name])
    (got,) = ward.receive()
    assert (got.state, got.code, got.report.counts(), got.tree) == (
        "rejected",
        "fatal-error",
        {"test-bad": 1},
        None,
    )
    assert scene.dead(scene.WARD) == ["not-valid"]
    assert list(ward.inbox()) == []
    centre.receive()
    (delivery,) = centre.status()
    assert (delivery.state, delivery.message) == ("rejected", sent.id)
    assert delivery.outcome["issue"][0]["details"]["coding"][0]["code"] == "test-bad"


def _no_findings():
    from carelink.findings import Report

    return Report()


def test_trouble_on_the_receiving_side_is_transient_and_passes(scene):
    sick = {"now": True}

    def check(_):
        if sick["now"]:
            raise RuntimeError
        return "consultation", _no_findings()

    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD, check=check)
    centre.send(scene.record(), to=[scene.WARD.name])
    (got,) = ward.receive()
    assert (got.state, got.code) == ("rejected", "transient-error")
    centre.receive()
    assert states(centre) == [(scene.WARD.name, "retry", 1)]
    sick["now"] = False
    scene.later(minutes=31)
    centre.deliver()
    assert [g.state for g in ward.receive()] == ["accepted"]
    centre.receive()
    assert states(centre) == [(scene.WARD.name, "accepted", 2)]
    assert len(list(ward.inbox())) == 1


def test_resend_twice_after_half_an_hour_then_a_person(scene):
    centre = scene.town(scene.CENTRE)
    sent = centre.send(scene.record(), to=[scene.WARD.name])
    for minutes, sends, state in [
        (29, 1, "sent"),
        (2, 2, "sent"),
        (31, 3, "sent"),
        (31, 3, "unanswered"),
        (99, 3, "unanswered"),
    ]:
        scene.later(minutes=minutes)
        centre.deliver()
        assert states(centre) == [(scene.WARD.name, state, sends)]
    assert len({p.stem for p in scene.parcels(scene.WARD)}) == 3  # a new envelope each time
    assert centre.resend(sent.id) == 1
    assert states(centre) == [(scene.WARD.name, "sent", 4)]
    ward = scene.town(scene.WARD)
    assert sorted(g.state for g in ward.receive()) == ["accepted", "duplicate", "duplicate", "duplicate"]
    centre.receive()
    assert states(centre) == [(scene.WARD.name, "accepted", 4)]
    with pytest.raises(UsageError):
        centre.resend(sent.id)


def test_a_lost_receipt_is_answered_by_the_stored_one(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    centre.send(scene.record(), to=[scene.WARD.name])
    ward.receive()
    (receipt,) = scene.parcels(scene.CENTRE)
    receipt.unlink()
    scene.later(minutes=30)
    centre.deliver()
    assert [g.state for g in ward.receive()] == ["duplicate"]
    assert len(list(ward.inbox())) == 1
    centre.receive()
    (delivery,) = centre.status()
    assert (delivery.state, delivery.sends) == ("accepted", 2)


def test_a_receipt_is_never_answered(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    centre.send(scene.record(), to=[scene.WARD.name])
    ward.receive()
    centre.receive()
    assert scene.parcels(scene.WARD) == []
    assert "answer:sealed" in scene.steps
    scene.steps.clear()
    ward.receive()
    centre.receive()
    assert scene.steps == []


def test_an_unplugged_channel_keeps_it_in_the_outbox(scene):
    centre = scene.town(scene.CENTRE)
    (scene.root / "drop").rename(scene.root / "unplugged")
    sent = centre.send(scene.record(), to=[scene.WARD.name])
    assert not sent.handed_over
    assert sent.problem.ja
    assert states(centre) == [(scene.WARD.name, "queued", 0)]
    (scene.root / "unplugged").rename(scene.root / "drop")
    assert centre.deliver() is None
    assert states(centre) == [(scene.WARD.name, "sent", 1)]


def test_only_known_members_and_only_lists(scene):
    centre = scene.town(scene.CENTRE, trust=Trust([scene.WARD.recipient]))
    for to in ([scene.OFFICE.recipient], ["nobody"], [], scene.WARD.name):
        with pytest.raises(UsageError):
            centre.send(scene.record(), to=to)


def test_members_take_the_kinds_they_are_registered_for(scene):
    def catchment(*takes):
        ward = Member(scene.WARD.name, "hospital", takes=takes, recipient=scene.WARD.recipient)
        return Catchment(
            "圏域", [ward, Member(scene.CENTRE.name, "centre", recipient=scene.CENTRE.recipient)]
        )

    centre = scene.town(scene.CENTRE, trust=catchment("facility"))
    with pytest.raises(RefusedError) as caught:
        centre.send(scene.record(), to=[scene.WARD.name])
    assert list(caught.value.report.counts()) == ["receiver-does-not-take-kind"]
    believing = scene.town(scene.CENTRE, trust=catchment("consultation"))
    believing.send(scene.record(), to=[scene.WARD.name])
    (got,) = scene.town(scene.WARD, trust=catchment("facility")).receive()
    assert (got.state, list(got.report.counts())) == ("rejected", ["receiver-does-not-take-kind"])


def test_a_correction_names_what_it_replaces(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    first = centre.send(scene.record(), to=[scene.WARD.name])
    second = centre.send(scene.record(), to=[scene.WARD.name], replaces=first.id)
    ward.receive()
    assert {g.message: g.replaces for g in ward.inbox()} == {first.id: None, second.id: first.id}


def test_a_store_belongs_to_one_member(scene):
    scene.town(scene.CENTRE).close()
    from carelink.exchange import connect

    with pytest.raises(UsageError):
        connect(
            scene.root / "drop",
            identity=scene.WARD,
            trust=Trust(),
            store=scene.root / f"{scene.CENTRE.name}.sqlite",
        )


def test_unplugged_for_a_month_it_is_sealed_anew(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    first = centre.send(scene.record(), to=[scene.WARD.name])
    ward.receive()  # its receipt waits for the centre
    (scene.root / "drop").rename(scene.root / "unplugged")
    second = centre.send(scene.record(), to=[scene.WARD.name])
    scene.later(days=40)
    centre.deliver()
    (scene.root / "unplugged").rename(scene.root / "drop")
    centre.deliver()
    assert {g.message: g.state for g in ward.receive()} == {first.id: "duplicate", second.id: "accepted"}
    centre.receive()
    assert {d.state for d in centre.status()} == {"accepted"}


def test_no_more_than_wanted_is_received(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    for _ in range(3):
        centre.send(scene.record(), to=[scene.WARD.name])
    assert [len(ward.receive(most=2)) for _ in range(3)] == [2, 1, 0]
    centre.receive()
    assert {d.state for d in centre.status()} == {"accepted"}


def test_a_member_that_left_is_not_written_to_any_more(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    centre.send(scene.record(), to=[scene.WARD.name])
    centre.close()
    scene.later(minutes=31)
    alone = scene.town(scene.CENTRE, trust=Trust())
    alone.deliver()
    assert states(alone) == [(scene.WARD.name, "unanswered", 1)]
    assert ward.receive()[0].state == "accepted"
    assert alone.verify().ok


def test_a_receipt_waits_until_its_receiver_can_be_written_to(scene):
    from dataclasses import replace

    signing = tuple(key for key in scene.CENTRE.recipient.keys if key.kind.use == "sig")
    deaf = replace(scene.CENTRE.recipient, keys=signing)
    scene.town(scene.CENTRE).send(scene.record(), to=[scene.WARD.name])
    assert [g.state for g in scene.town(scene.WARD, trust=Trust([deaf])).receive()] == ["accepted"]
    assert scene.parcels(scene.CENTRE) == []
    scene.town(scene.WARD).deliver()
    assert [g.code for g in scene.town(scene.CENTRE).receive()] == ["ok"]


def test_a_message_handed_over_after_its_receiver_left_is_journaled_by_name(scene):
    centre = scene.town(scene.CENTRE)
    (scene.root / "drop").rename(scene.root / "unplugged")
    centre.send(scene.record(), to=[scene.WARD.name])
    (scene.root / "unplugged").rename(scene.root / "drop")
    alone = scene.town(scene.CENTRE, trust=Trust())
    alone.deliver()
    (entry,) = alone.journal()
    assert entry["agent"][1]["who"]["display"] == scene.WARD.name
    assert [(d.message, d.state) for d in alone.status()] == [(centre.status()[0].message, "sent")]


def test_a_clock_that_was_a_year_ahead_does_not_silence_anybody(scene):
    centre = scene.town(scene.CENTRE)
    right = scene.now
    scene.later(days=200)
    centre.send(scene.record(), to=[scene.WARD.name])
    (scene.root / "drop").rename(scene.root / "unplugged")
    centre.send(scene.record(), to=[scene.WARD.name])
    (scene.root / "unplugged").rename(scene.root / "drop")
    scene.now = right
    ward = scene.town(scene.WARD)
    assert [g.code for g in ward.receive()] == ["expired"]  # from the future
    centre.deliver()
    assert [g.state for g in ward.receive()] == ["accepted", "accepted"]
    centre.receive()
    assert {d.state for d in centre.status()} == {"accepted"}


def test_a_clock_that_falls_back_does_not_make_half_parcels_wait_for_ever(scene):
    ward = scene.town(scene.WARD)
    scene.letterbox(scene.WARD).mkdir(parents=True)
    (scene.letterbox(scene.WARD) / "half.cle").write_bytes(b'{"protected":"')
    assert [g.state for g in ward.receive()] == ["incomplete"]
    scene.later(days=-30)
    assert [g.state for g in ward.receive()] == ["refused"]

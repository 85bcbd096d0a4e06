"""What a store can be asked and told: corrections in any order, signed checkpoints, retention, migration."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from carelink.encryption import jws
from carelink.errors import BrokenSealError, StorageError, UntrustedSenderError
from carelink.exchange import Periods, checkpoints, ledger
from carelink.exchange.retention import TYPE


def test_a_correction_after_and_before_what_it_corrects(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    first = centre.send(scene.record(), to=[scene.WARD.name])
    second = centre.send(scene.record(), to=[scene.WARD.name], replaces=first.id)
    third = centre.send(scene.record(), to=[scene.WARD.name], replaces=second.id)
    kept = {path.name: path.read_bytes() for path in scene.parcels(scene.WARD)}
    for path in scene.parcels(scene.WARD):
        path.unlink()
    order = _by_message(centre, [third.id, first.id, second.id])
    for name in order:
        (scene.letterbox(scene.WARD) / name).write_bytes(kept[name])
        (got,) = ward.receive()
        assert got.state == "accepted"
    assert [one.message for one in ward.inbox(current=True)] == [third.id]
    assert {one.message: one.superseded_by for one in ward.inbox()} == {
        first.id: third.id,
        second.id: third.id,
        third.id: None,
    }


def _by_message(centre, wanted):
    """Names of the parcels in the order of their messages: the name is the envelope, the store knows it."""
    from carelink.exchange.tables import parcels

    with centre._desk.store.reading() as connection:
        rows = connection.execute(parcels.select()).all()
    names = {row.message: f"{row.envelope}.cle" for row in rows}
    return [names[message] for message in wanted]


def test_nobody_replaces_what_another_has_sent(scene):
    centre, office, ward = scene.town(scene.CENTRE), scene.town(scene.OFFICE), scene.town(scene.WARD)
    first = centre.send(scene.record(), to=[scene.WARD.name])
    office.send(scene.record(), to=[scene.WARD.name], replaces=first.id)
    ward.receive()
    assert len(list(ward.inbox(current=True))) == 2


def test_corrections_in_a_circle_end(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    first = centre.send(scene.record(), to=[scene.WARD.name], replaces="aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa")
    centre.send(scene.record(), to=[scene.WARD.name], replaces=first.id)
    ward.receive()
    assert len(list(ward.inbox(current=True))) == 1


def test_a_signed_checkpoint_finds_a_journal_that_was_cut(scene):
    centre = scene.town(scene.CENTRE)
    for _ in range(3):
        centre.send(scene.record(), to=[scene.WARD.name])
    signed = centre.signed_checkpoint()
    assert centre.verify(signed).ok
    said = checkpoints.read(signed, scene.TRUST)
    assert (said.owner, said.at, said.checkpoint) == (scene.CENTRE.name, scene.now, centre.checkpoint())
    with centre._desk.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM journal WHERE number = (SELECT max(number) FROM journal)")
    assert centre.verify().ok
    found = centre.verify(signed)
    assert (found.ok, found.broken) == (False, said.checkpoint.entries)


def test_checkpoints_that_are_none(scene):
    centre = scene.town(scene.CENTRE)
    signed = centre.signed_checkpoint()
    for altered in (b"", b"x", signed[:-2] + b"AA", signed + b"A" * 5000, b"\xff" + signed):
        with pytest.raises((BrokenSealError, UntrustedSenderError)):
            centre.verify(altered)
    theirs = scene.town(scene.WARD).signed_checkpoint()
    with pytest.raises(UntrustedSenderError):
        centre.verify(theirs)


def test_every_bit_of_a_checkpoint_counts(scene):
    signed = scene.town(scene.CENTRE).signed_checkpoint()
    for number in range(len(signed)):
        for bit in (1, 4, 32):
            altered = bytearray(signed)
            altered[number] ^= bit
            with pytest.raises((BrokenSealError, UntrustedSenderError)):
                checkpoints.read(bytes(altered), scene.TRUST)


@pytest.mark.parametrize(
    ("kind", "since", "ends"),
    [
        ("consultation", datetime(2026, 4, 1, tzinfo=UTC), datetime(2031, 4, 1, tzinfo=UTC)),
        ("disclosure", datetime(2026, 4, 1, tzinfo=UTC), datetime(2029, 4, 1, tzinfo=UTC)),
        ("consultation", datetime(2024, 2, 29, tzinfo=UTC), datetime(2029, 3, 1, tzinfo=UTC)),
    ],
)
def test_when_a_period_ends(kind, since, ends):
    assert Periods().ends(kind, since) == ends


def exchanged(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    sent = centre.send(scene.record(), to=[scene.WARD.name])
    ward.receive()
    centre.receive()
    return centre, ward, sent


def test_nothing_is_due_before_its_time(scene):
    centre, ward, _ = exchanged(scene)
    scene.later(days=5 * 365)
    for town in (centre, ward):
        assert (town.due().rows, town.delete_due()) == ((), None)


def test_what_is_past_its_time_is_deleted_and_recorded(scene):
    centre, ward, sent = exchanged(scene)
    scene.later(days=365)
    a_year = Periods({"disclosure": 1}, otherwise=1)
    for town, identity in ((centre, scene.CENTRE), (ward, scene.WARD)):
        assert town.due(a_year).counts() == {"consultation": 1}
        made = town.delete_due(a_year)
        payload, key = jws.verify(made, scene.TRUST, TYPE)
        assert key.kid == identity.kid
        assert '"deleted":{"consultation":1}' in payload
        assert sent.id not in payload
        assert town.due(a_year).rows == ()
        assert town.verify().ok
    (gone,) = ward.inbox()
    assert (gone.tree, gone.code, gone.records) == (None, "deleted", ())
    assert list(ward.inbox(current=True)) == []


def test_what_comes_again_after_it_was_deleted_is_still_a_duplicate(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    centre.send(scene.record(), to=[scene.WARD.name])
    (path,) = scene.parcels(scene.WARD)
    again = path.read_bytes()
    ward.receive()
    scene.later(hours=1)
    assert ward.delete_due(Periods({}, otherwise=0)) is not None
    path.write_bytes(again)
    assert [one.state for one in ward.receive()] == ["duplicate"]
    assert {one.state for one in centre.receive()} == {"receipt"}


def test_what_nobody_has_answered_stays(scene):
    centre = scene.town(scene.CENTRE)
    centre.send(scene.record(), to=[scene.WARD.name])
    scene.later(hours=1)
    assert centre.delete_due(Periods({}, otherwise=0)) is None


def test_a_receipt_after_the_content_was_deleted(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    sent = centre.send(scene.record(), to=[scene.WARD.name, scene.OFFICE.name])
    ward.receive()
    centre.receive()
    with centre._desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET content = x''")
    scene.town(scene.OFFICE).receive()
    assert [one.state for one in centre.receive()] == ["receipt"]
    assert {one.state for one in centre.status() if one.message == sent.id} == {"accepted"}


def test_what_is_held_stays(scene):
    _, ward, sent = exchanged(scene)
    ward.hold(sent.id, "監査のため")
    scene.later(hours=1)
    asked = Periods({}, otherwise=0)
    assert (ward.due(asked).rows, ward.due(asked).held) == ((), 1)
    ward.hold(sent.id, "監査のため、もう一度")
    ward.release(sent.id)
    assert len(ward.due(asked).rows) == 1


def test_books_need_no_channel(scene):
    centre, _, sent = exchanged(scene)
    path = centre._desk.store.path
    centre.close()
    with ledger(path, identity=scene.CENTRE, clock=lambda: scene.now) as ours:
        assert [one.message for one in ours.status()] == [sent.id]
        assert ours.verify().ok


def test_a_store_of_the_first_schema_is_brought_up(scene):
    centre, _, sent = exchanged(scene)
    path = centre._desk.store.path
    scene.close()
    with sqlite3.connect(path) as raw:
        for table in ("disclosures", "consents", "holds"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    raw.close()
    again = scene.town(scene.CENTRE)
    assert [one.message for one in again.status()] == [sent.id]
    assert (list(again.disclosures()), again.consents()) == ([], [])


def test_a_store_of_a_later_schema_is_refused(scene):
    centre, _, _ = exchanged(scene)
    path = centre._desk.store.path
    scene.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    raw.close()
    with pytest.raises(StorageError):
        scene.town(scene.CENTRE)

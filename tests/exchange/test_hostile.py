"""Altered, foreign, late, repeated or rubbish: refused and noted, and it does not stop the rest."""

from __future__ import annotations

import json
import threading
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carelink import encryption
from carelink.encryption import Trust
from carelink.errors import StorageError, UnreachableError, Words
from carelink.exchange import message as messages
from carelink.exchange.desk import party
from carelink.exchange.message import Answer, Label
from carelink.fhir import json as codec


def journaled(town):
    return [entry["subtype"][-1]["code"] for entry in town.journal()]


def sealed(scene, tree, *, sender=None, to=None, **more):
    """Seal what a member's own, perhaps broken, software made."""
    settings_ = {"message_id": tree["entry"][0]["resource"]["id"], "content_type": "application/fhir+json"}
    return encryption.seal(
        codec.write(tree),
        to=[(to or scene.WARD).recipient],
        sender=sender or scene.CENTRE,
        now=scene.now,
        **(settings_ | more),
    )


def message(scene, focus, *, own="11111111-1111-4111-8111-111111111111", envelope=None, event="consultation"):
    me, ward = party(scene.CENTRE.recipient, scene.now), party(scene.WARD.recipient, scene.now)
    label = Label(own, envelope or "22222222-2222-4222-8222-222222222222", scene.now, me, (ward,))
    return messages.build(focus, label, event=event)


def drop(scene, parcel, name="foreign", to=None):
    folder = scene.letterbox(to or scene.WARD)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.cle").write_bytes(parcel)


def test_refusals_are_put_aside_noted_once_and_do_not_stop_the_rest(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    centre.send(scene.record(), to=[scene.WARD.name])
    centre.send(scene.record(), to=[scene.OFFICE.name])
    (good,) = scene.parcels(scene.WARD)
    tampered = json.loads(good.read_bytes())
    tampered["ciphertext"] = ("A" if tampered["ciphertext"][0] != "A" else "B") + tampered["ciphertext"][1:]
    bad = json.dumps(tampered, separators=(",", ":")).encode()
    (foreign,) = scene.parcels(scene.OFFICE)
    tree = message(scene, scene.record())
    unknown = sealed(scene, tree, sender=scene.STRANGER)
    old = sealed(scene, tree, expires_in=timedelta(seconds=1))
    scene.later(minutes=10)
    for number, parcel in enumerate([bad, foreign.read_bytes(), unknown, old, b"not a parcel"]):
        drop(scene, parcel, f"f{number}")
    got = ward.receive()
    assert sorted(g.code for g in got if g.state == "refused") == [
        "broken-seal",
        "broken-seal",
        "expired",
        "not-for-us",
        "untrusted-sender",
    ]
    assert [g.state for g in got].count("accepted") == 1
    assert all(g.reason.ja and g.reason.en and g.tree is None for g in got if g.state == "refused")
    assert scene.dead(scene.WARD) == [
        "broken-seal",
        "broken-seal",
        "expired",
        "not-for-us",
        "untrusted-sender",
    ]
    assert journaled(ward).count("parcel-refused") == 5
    assert ward.receive() == []
    drop(scene, bad)  # the same rubbish again is refused again, and not journaled again
    assert [g.code for g in ward.receive()] == ["broken-seal"]
    assert journaled(ward).count("parcel-refused") == 5
    assert ward.verify().ok


def test_a_half_copied_parcel_waits_and_is_accepted_when_whole(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    centre.send(scene.record(), to=[scene.WARD.name])
    (parcel,) = scene.parcels(scene.WARD)
    whole = parcel.read_bytes()
    for size in (0, 1, 500, len(whole) - 1):
        parcel.write_bytes(whole[:size])
        assert [(g.state, g.code) for g in ward.receive()] == [("incomplete", "half-copied")]
        assert scene.parcels(scene.WARD) == [parcel]
    parcel.write_bytes(whole)
    assert [g.state for g in ward.receive()] == ["accepted"]


def test_a_parcel_that_stays_half_is_broken_in_the_end(scene):
    ward = scene.town(scene.WARD)
    drop(scene, b'{"protected":"ey')
    assert [g.state for g in ward.receive()] == ["incomplete"]
    scene.later(seconds=59)
    assert [g.state for g in ward.receive()] == ["incomplete"]
    scene.later(seconds=1)
    assert [g.code for g in ward.receive()] == ["broken-seal"]


def test_a_parcel_larger_than_any_is_put_aside_unread(scene):
    ward = scene.town(scene.WARD)
    object.__setattr__(ward._desk.channel, "largest", 100)
    drop(scene, b"x" * 101)
    assert [g.code for g in ward.receive()] == ["too-large"]
    assert scene.dead(scene.WARD) == ["too-large"]


def test_the_same_envelope_twice_is_shown_once_and_answered_again(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    centre.send(scene.record(), to=[scene.WARD.name])
    (parcel,) = scene.parcels(scene.WARD)
    copy = parcel.read_bytes()
    assert [g.state for g in ward.receive()] == ["accepted"]
    drop(scene, copy, "copy (1)")
    assert [g.state for g in ward.receive()] == ["duplicate"]
    assert len(list(ward.inbox())) == 1
    assert len(scene.parcels(scene.CENTRE)) == 2
    assert sorted((g.state, g.code) for g in centre.receive()) == [("receipt", "ok"), ("receipt", "ok")]
    assert journaled(centre).count("receipt-received") == 1


def test_the_same_id_with_other_content_is_fatal_and_a_security_event(scene):
    ward = scene.town(scene.WARD)
    first, second = scene.record(), scene.record()
    drop(scene, sealed(scene, message(scene, first)), "one")
    assert [g.state for g in ward.receive()] == ["accepted"]
    other = sealed(scene, message(scene, second, envelope="33333333-3333-4333-8333-333333333333"))
    drop(scene, other, "two")
    (got,) = ward.receive()
    assert (got.state, got.code) == ("refused", "message-id-reused")
    assert [g.tree["id"] for g in ward.inbox()] == [first["id"]]
    assert "message-conflict" in journaled(ward)
    assert outcomes(scene) == ["fatal-error", "ok"]
    drop(scene, other, "two again")
    ward.receive()
    assert journaled(ward).count("message-conflict") == 1
    assert scene.dead(scene.WARD) == ["message-id-reused"]


def outcomes(scene):
    """Open what lies there for the centre without receiving it."""
    found = []
    for parcel in scene.parcels(scene.CENTRE):
        opened = encryption.open(parcel.read_bytes(), scene.CENTRE, trust=scene.TRUST, now=scene.now)
        answer, _ = messages.read(opened.content)
        found.append(answer.answer.outcome)
        assert opened.manifest.receipt == "none"
    return sorted(found)


def test_an_envelope_id_used_for_another_message_is_fatal(scene):
    ward = scene.town(scene.WARD)
    drop(scene, sealed(scene, message(scene, scene.record())), "one")
    drop_second = message(scene, scene.record(), own="44444444-4444-4444-8444-444444444444")
    ward.receive()
    drop(scene, sealed(scene, drop_second), "two")
    assert [(g.state, g.code) for g in ward.receive()] == [("refused", "envelope-id-reused")]


def test_ok_then_error_keeps_the_ok(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    sent = centre.send(scene.record(), to=[scene.WARD.name])
    ward.receive()
    centre.receive()
    drop(scene, receipt(scene, sent.id, "fatal-error"), to=scene.CENTRE)
    (got,) = centre.receive()
    assert (got.state, got.code) == ("receipt", "fatal-error")
    assert [d.state for d in centre.status()] == ["accepted"]
    assert "receipt-contradicts" in journaled(centre)


def receipt(scene, about, outcome, sender=None, details=None):
    sender = sender or scene.WARD
    me, to = party(sender.recipient, scene.now), party(scene.CENTRE.recipient, scene.now)
    label = Label(
        "55555555-5555-4555-8555-555555555555", "66666666-6666-4666-8666-666666666666", scene.now, me, (to,)
    )
    tree = messages.build_receipt(Answer(about, outcome, details), label)
    return sealed(scene, tree, sender=sender, to=scene.CENTRE, receipt="none")


def test_a_receipt_by_somebody_else_settles_nothing(scene):
    centre = scene.town(scene.CENTRE)
    sent = centre.send(scene.record(), to=[scene.WARD.name])
    drop(scene, receipt(scene, sent.id, "ok", sender=scene.OFFICE), to=scene.CENTRE)
    (got,) = centre.receive()
    assert (got.state, got.code) == ("refused", "receipt-for-nothing")
    assert [d.state for d in centre.status()] == ["sent"]


BROKEN = [
    ("message-frame", lambda tree: tree | {"type": "collection"}),
    ("message-frame", lambda tree: tree | {"resourceType": "Patient"}),
    ("message-frame", lambda tree: tree | {"id": "x"}),
    ("message-focus-missing", lambda tree: tree | {"entry": tree["entry"][:1]}),
    ("message-focus-missing", lambda tree: tree | {"entry": [*tree["entry"], tree["entry"][-1]]}),
    ("message-event-differs", lambda tree: with_header(tree, eventCoding=event(tree, "facility"))),
    (
        "message-source-differs",
        lambda tree: with_header(tree, source={"endpoint": "https://elsewhere.example"}),
    ),
    ("message-id-differs", lambda tree: with_header(tree, id="99999999-9999-4999-8999-999999999999")),
    ("message-frame", lambda tree: with_header(tree, response={"identifier": "x", "code": "perhaps"})),
]


def event(tree, code):
    return {**tree["entry"][0]["resource"]["eventCoding"], "code": code}


def with_header(tree, **more):
    first = {**tree["entry"][0], "resource": {**tree["entry"][0]["resource"], **more}}
    return tree | {"entry": [first, *tree["entry"][1:]]}


@pytest.mark.parametrize(("code", "broken"), BROKEN)
def test_a_trusted_member_with_broken_software_is_told_so(scene, code, broken):
    ward = scene.town(scene.WARD)
    whole = message(scene, scene.record())
    tree = broken(whole)
    drop(scene, sealed(scene, tree, message_id=whole["entry"][0]["resource"]["id"]))
    (got,) = ward.receive()
    assert (got.state, got.code) == ("rejected", "fatal-error")
    assert code in got.report.counts()
    assert list(ward.inbox()) == []
    assert outcomes(scene) == ["fatal-error"]


def test_the_answer_to_a_broken_message_that_comes_again_is_the_stored_one(scene):
    ward = scene.town(scene.WARD)
    for number in range(2):
        tree = message(scene, scene.record()) | {"type": "batch", "id": f"{number}" * 8}
        drop(scene, sealed(scene, tree), f"f{number}")
    assert sorted(g.state for g in ward.receive()) == ["duplicate", "rejected"]
    assert outcomes(scene) == ["fatal-error"]


def test_a_crash_in_our_own_tools_does_not_stop_the_mail(scene):
    ward = scene.town(scene.WARD)
    drop(scene, sealed(scene, message(scene, scene.record(crash=True))), "one")
    fine = message(
        scene,
        scene.record(),
        own="4" * 8 + "-4444-4444-8444-" + "4" * 12,
        envelope="7" * 8 + "-7777-4777-8777-" + "7" * 12,
    )
    drop(scene, sealed(scene, fine), "two")
    assert sorted(g.state for g in ward.receive()) == ["accepted", "rejected"]
    assert outcomes(scene) == ["ok", "transient-error"]


@given(data=st.binary(max_size=400) | st.text(max_size=50).map(lambda t: ('{"protected":"' + t).encode()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_garbage_files_are_only_ever_refused_or_waited_for(scene, data):
    ward = scene.town(scene.WARD)
    drop(scene, data)
    assert {g.state for g in ward.receive()} <= {"refused", "incomplete"}
    ward.close()


@given(
    data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda deeper: (
            st.lists(deeper, max_size=3)
            | st.dictionaries(
                st.sampled_from(["resourceType", "type", "entry", "resource", "id", "source", "focus"]),
                deeper,
            )
        ),
        max_leaves=15,
    )
)
def test_any_json_is_a_message_or_a_finding(data):
    found, report = messages.read(json.dumps(data).encode())
    assert found is None
    assert not report.ok


def test_nothing_personal_in_journal_names_or_words(scene, capsys, caplog):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    centre.send(scene.record(), to=[scene.WARD.name, scene.OFFICE.name])
    (parcel,) = scene.parcels(scene.WARD)
    drop(scene, parcel.read_bytes()[:-9] + b'"}', scene.CANARY)
    drop(scene, sealed(scene, message(scene, scene.record(bad=True))), "bad")
    got = [*ward.receive(), *centre.receive()]
    said = (
        [repr(g) for g in got]
        + [str(g.reason) for g in got]
        + [repr(centre.status()), repr(list(centre.inbox()))]
    )
    said += [json.dumps(entry, ensure_ascii=False) for town in (centre, ward) for entry in town.journal()]
    said += [str(path.relative_to(scene.root)) for path in scene.root.rglob("*")]
    said += [caplog.text, *capsys.readouterr()]
    assert len(said) > 15
    assert not [line for line in said if "カナリア" in line or "0901234" in line]


def test_a_member_that_is_no_longer_trusted_is_refused(scene):
    scene.town(scene.CENTRE).send(scene.record(), to=[scene.WARD.name])
    ward = scene.town(scene.WARD, trust=Trust([scene.OFFICE.recipient]))
    assert [g.code for g in ward.receive()] == ["untrusted-sender"]


@pytest.mark.parametrize("form", ["text", "large"])
def test_other_forms_of_a_parcel_are_waited_for_too(scene, form):
    tree = message(scene, scene.record(padding="x" * (5 * 2**20 if form == "large" else 10)))
    parcel = sealed(scene, tree)
    parcel = encryption.armor(parcel) if form == "text" else parcel
    ward = scene.town(scene.WARD)
    for size in (len(parcel) // 2, len(parcel) - 3):
        drop(scene, parcel[:size])
        assert [g.code for g in ward.receive()] == ["half-copied"]
    drop(scene, parcel)
    assert [g.state for g in ward.receive()] == ["accepted"]


def test_a_full_disk_under_the_store_leaves_the_parcel_in_the_channel(scene):
    scene.town(scene.CENTRE).send(scene.record(padding="x" * 300_000), to=[scene.WARD.name])
    ward = scene.town(scene.WARD)
    with ward._desk.store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError):
        ward.receive()
    assert len(scene.parcels(scene.WARD)) == 1
    with ward._desk.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert [g.state for g in ward.receive()] == ["accepted"]


def test_two_receivers_on_one_store_show_each_record_once(scene):
    centre = scene.town(scene.CENTRE)
    for _ in range(15):
        centre.send(scene.record(), to=[scene.WARD.name])
    for parcel in scene.parcels(scene.WARD):
        drop(scene, parcel.read_bytes(), f"{parcel.stem}-again")
    got = []

    def read():
        got.extend(scene.town(scene.WARD).receive())

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert Counter(g.state for g in got) == {"accepted": 15, "duplicate": 15}
    centre.receive()
    assert {d.state for d in centre.status()} == {"accepted"}
    assert scene.town(scene.WARD).verify().ok


def test_an_ok_for_something_else_than_was_sent_is_no_answer(scene):
    centre = scene.town(scene.CENTRE)
    sent = centre.send(scene.record(), to=[scene.WARD.name])
    outcome = {"resourceType": "OperationOutcome", "issue": [messages.seen_as("0" * 64)]}
    drop(scene, receipt(scene, sent.id, "ok", details=outcome), to=scene.CENTRE)
    centre.receive()
    assert [d.state for d in centre.status()] == ["sent"]
    assert "receipt-contradicts" in journaled(centre)


def test_a_receipt_says_what_was_seen(scene):
    sent = scene.town(scene.CENTRE).send(scene.record(), to=[scene.WARD.name])
    scene.town(scene.WARD).receive()
    (parcel,) = scene.parcels(scene.CENTRE)
    opened = encryption.open(parcel.read_bytes(), scene.CENTRE, trust=scene.TRUST, now=scene.now)
    answer = messages.read(opened.content)[0].answer
    assert (answer.message, answer.outcome, len(answer.digest)) == (sent.id, "ok", 64)


def test_a_sealed_something_else_is_answered_fatal(scene):
    ward = scene.town(scene.WARD)
    drop(scene, sealed(scene, message(scene, scene.record()), content_type="text/plain"))
    (got,) = ward.receive()
    assert (got.state, list(got.report.counts())) == ("rejected", ["message-frame"])
    assert outcomes(scene) == ["fatal-error"]


def test_a_reader_that_stumbles_over_a_message_does_not_stop_the_mail(scene, monkeypatch):
    def stumble(_):
        raise RecursionError

    ward = scene.town(scene.WARD)
    drop(scene, sealed(scene, message(scene, scene.record())))
    monkeypatch.setattr(messages, "read", stumble)
    assert [g.state for g in ward.receive()] == ["rejected"]


def test_one_file_that_cannot_be_taken_does_not_stop_the_rest(scene, monkeypatch):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    for _ in range(3):
        centre.send(scene.record(), to=[scene.WARD.name])
    first, second, _ = scene.parcels(scene.WARD)
    take = type(ward._desk.channel).take

    def troubled(channel, arrived):
        if arrived.name == first.name:
            raise UnreachableError(Words("だめ", "no"), hint=Words("だめ", "no"))
        return None if arrived.name == second.name else take(channel, arrived)

    monkeypatch.setattr(type(ward._desk.channel), "take", troubled)
    assert {(g.state, g.code) for g in ward.receive()} == {
        ("accepted", None),
        ("incomplete", "cannot-be-taken"),
    }


def test_a_receipt_id_used_for_another_answer_is_a_conflict(scene):
    centre = scene.town(scene.CENTRE)
    one, two = (centre.send(scene.record(), to=[scene.WARD.name]).id for _ in range(2))
    drop(scene, receipt(scene, one, "ok"), "one", to=scene.CENTRE)
    centre.receive()
    drop(scene, receipt(scene, two, "ok"), "two", to=scene.CENTRE)
    assert [(g.state, g.code) for g in centre.receive()] == [("refused", "message-id-reused")]
    assert {d.message: d.state for d in centre.status()} == {one: "accepted", two: "sent"}
    assert len(scene.parcels(scene.WARD)) == 2  # the two messages: a receipt is not answered even then

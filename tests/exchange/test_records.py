"""The real records through the whole conversation: typed in, typed out, written as JSON and XML."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest

from carelink.adapters import address
from carelink.encryption import Trust
from carelink.errors import CarelinkError, UsageError
from carelink.exchange import carried, message
from carelink.exchange.carried import split
from carelink.exchange.outcomes import Received
from carelink.fhir import json, xml
from carelink.findings import Report

JST = timezone(timedelta(hours=9))
WRITTEN = datetime(2026, 11, 25, 9, 0, tzinfo=JST)


def kinds_only(tree):
    return carried.kind_of(tree) or "", Report()


@pytest.fixture
def consultation():
    from carelink.records import Consultation

    return Consultation(written=WRITTEN)


def facilities(count):
    from carelink.records import Facility

    return [Facility(id=uuid4(), written=WRITTEN) for _ in range(count)]


def test_a_record_comes_out_as_it_went_in(scene, consultation, tmp_path):
    centre, ward = scene.town(scene.CENTRE, check=kinds_only), scene.town(scene.WARD, check=kinds_only)
    centre.send(consultation, to=[scene.WARD.name])
    (got,) = ward.receive()
    assert (got.kind, got.record) == ("consultation", consultation)
    as_json, as_xml = got.write(tmp_path)
    assert json.read(as_json.read_bytes())[0] == got.tree
    assert xml.read(as_xml.read_bytes())[0] == got.tree
    assert sorted(p.name for p in tmp_path.glob("*.json")) == [f"{got.message}.json"]
    (kept,) = ward.inbox()
    assert kept.record == consultation


def test_a_discharge_record_is_judged_by_its_profile_on_both_sides_and_arrives(scene):
    from carelink import converters

    record = converters.read(Path(__file__).parents[2] / "examples" / "discharge.toml")
    centre, ward = (scene.town(who, check=carried.checked) for who in (scene.CENTRE, scene.WARD))
    centre.send(record, to=[scene.WARD.name])
    (got,) = ward.receive()
    assert (got.kind, got.record) == ("discharge-record", record)


def test_a_correction_and_a_cancellation_are_accepted_and_say_what_they_replace(scene):
    from carelink import converters
    from carelink.records import revision_of

    first = converters.read(Path(__file__).parents[2] / "examples" / "wishes.toml")
    said = {"reason": "電話番号の誤り", "by": "綾川 看子", "written": first.written}
    second = first.revised(**said).change("person.office_tel", "087-000-0012")
    third = second.cancelled(**said)
    centre, ward = (scene.town(who, check=carried.checked) for who in (scene.CENTRE, scene.WARD))
    for record in (first, second, third):
        centre.send(record, to=[scene.WARD.name])
    got = {g.record.id: g for g in ward.receive()}  # a folder promises no order
    for record, replaced in ((first, None), (second, first.id), (third, second.id)):
        assert got[record.id].record == record
        said = revision_of(got[record.id].tree)
        assert (said and said.replaces) == replaced


def test_a_directory_is_split_into_parcels_that_fit(scene, monkeypatch):
    monkeypatch.setattr(carried, "ROOM", 20_000)
    many = facilities(30)
    centre, ward = scene.town(scene.CENTRE, check=kinds_only), scene.town(scene.WARD, check=kinds_only)
    sent = centre.send(many, to=[scene.WARD.name])
    assert len(sent.messages) > 1
    got = ward.receive()
    assert {g.kind for g in got} == {"facility"}
    assert {f.id for g in got for f in g.records} == {f.id for f in many}
    with pytest.raises(UsageError):
        _ = next(g for g in got if len(g.records) > 1).record


def test_splitting_keeps_order_and_loses_nothing():
    many = facilities(7)
    parts = list(split(many, 1))
    assert [f.id for part in parts for f in part] == [f.id for f in many]
    assert len(parts) == 7
    assert list(split(many, 10**9)) == [many]


def test_one_facility_travels_as_itself(scene):
    (one,) = facilities(1)
    centre, ward = scene.town(scene.CENTRE, check=kinds_only), scene.town(scene.WARD, check=kinds_only)
    centre.send([one], to=[scene.WARD.name])
    assert [g.record.id for g in ward.receive()] == [one.id]


def test_only_records_can_be_sent(scene, consultation):
    centre = scene.town(scene.CENTRE, check=kinds_only)
    for nothing in (None, "text", b"bytes", [], [consultation, consultation], 3):
        with pytest.raises(UsageError):
            centre.send(nothing, to=[scene.WARD.name])


def test_what_carries_no_record_has_none(tmp_path):
    got = Received("refused")
    assert got.records == ()
    with pytest.raises(UsageError):
        _ = got.record
    with pytest.raises(UsageError):
        got.write(tmp_path)


def test_the_store_default_is_named_after_us(scene, monkeypatch):
    from carelink.exchange import connect

    monkeypatch.chdir(scene.root)
    with connect(scene.root, identity=scene.WARD, trust=Trust()) as town:
        assert town.name == scene.WARD.name
    assert (scene.root / f"{address(scene.WARD.name)}.sqlite").stat().st_mode & 0o077 == 0


def test_a_store_that_is_no_store_is_said_so(scene):
    from carelink.exchange import connect

    broken = scene.root / "broken.sqlite"
    broken.write_bytes(b"not a database" * 100)
    for path in (broken, scene.root / "no folder" / "x.sqlite", scene.root):
        with pytest.raises(CarelinkError):
            connect(scene.root, identity=scene.WARD, trust=Trust(), store=path)


def test_a_message_has_the_shape_of_fhir_messaging(scene, consultation):
    centre = scene.town(scene.CENTRE, check=kinds_only)
    sent = centre.send(consultation, to=[scene.WARD.name, scene.OFFICE.name])
    from carelink import encryption

    opened = encryption.open(
        scene.parcels(scene.WARD)[0].read_bytes(), scene.WARD, trust=scene.TRUST, now=scene.now
    )
    tree, _ = json.read(opened.content)
    header = tree["entry"][0]["resource"]
    assert (tree["type"], header["resourceType"], header["id"]) == ("message", "MessageHeader", sent.id)
    assert header["eventCoding"]["code"] == "consultation"
    names = [e["resource"]["name"] for e in tree["entry"] if e["resource"]["resourceType"] == "Organization"]
    assert names == [scene.CENTRE.name, scene.WARD.name, scene.OFFICE.name]
    urls = [e["fullUrl"] for e in tree["entry"]]
    assert len(set(urls)) == len(urls)
    assert {header["focus"][0]["reference"], header["sender"]["reference"]} <= set(urls)
    assert {to["receiver"]["reference"] for to in header["destination"]} <= set(urls)
    assert opened.manifest.profile == consultation.to_fhir()["meta"]["profile"][0]
    assert message.read(opened.content)[0].focus == consultation.to_fhir()

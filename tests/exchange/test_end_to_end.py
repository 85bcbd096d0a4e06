"""Nothing stands in for anything here: real records, real validation, real seals, one folder, two stores."""

from __future__ import annotations

import importlib.util
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import carelink
from carelink import encryption
from carelink.encryption import Identity
from carelink.errors import RefusedError
from carelink.exchange import Catchment, Member

CENTRE, WARD = Identity.generate("高松市 在宅医療支援センター"), Identity.generate("三木町 病院")
CATCHMENT = Catchment(
    "圏域",
    [
        Member(CENTRE.name, "centre", recipient=CENTRE.recipient),
        Member(WARD.name, "hospital", recipient=WARD.recipient),
    ],
)


@pytest.fixture(scope="module")
def samples():
    spec = importlib.util.spec_from_file_location(
        "record_samples", Path(__file__).parents[1] / "records" / "record_samples.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def towns(tmp_path):
    (tmp_path / "drop").mkdir()
    opened = [
        carelink.connect(
            tmp_path / "drop", identity=who, trust=CATCHMENT, store=tmp_path / f"{number}.sqlite"
        )
        for number, who in enumerate((CENTRE, WARD))
    ]
    yield opened
    for town in opened:
        town.close()


def test_sheet_and_consultation_arrive_as_they_were(towns, samples, tmp_path):
    centre, ward = towns
    records = {record.kind: record for record in (samples.sheet(), samples.call())}
    sent = [centre.send(record, to=[WARD.recipient]) for record in records.values()]
    assert all(one.handed_over and one.report.ok for one in sent)
    got = ward.receive()
    assert {g.kind: g.record for g in got} == records
    for one in got:
        as_json, as_xml = one.write(tmp_path)
        assert carelink.validate(as_json.read_bytes()).ok
        assert carelink.validate(as_xml.read_bytes()).ok
    assert [g.code for g in centre.receive()] == ["ok", "ok"]
    assert {d.state for d in centre.status()} == {"accepted"}
    assert ward.receive() == centre.receive() == []
    assert centre.verify().ok
    assert ward.verify().ok


def test_the_value_of_a_record_is_nowhere_but_in_the_inbox(towns, samples, tmp_path, caplog):
    centre, ward = towns
    sheet = samples.sheet()
    centre.send(sheet, to=[WARD.name])
    got = [*ward.receive(), *centre.receive()]
    said = [repr(got), caplog.text, *(json.dumps(e, ensure_ascii=False) for t in towns for e in t.journal())]
    said += [str(path) for path in (tmp_path / "drop").rglob("*")]
    for value in (sheet.basics.name, sheet.basics.insured_number, "讃岐", "サヌキ"):
        assert not [line for line in said if value in line]


def test_a_record_with_errors_is_refused_with_its_report(towns, samples):
    centre, _ = towns
    broken = samples.call().to_fhir()
    broken["timestamp"] = "yesterday"
    with pytest.raises(RefusedError) as caught:
        centre.send(broken, to=[WARD.name])
    assert not caught.value.report.ok
    with pytest.raises(RefusedError) as caught:
        centre.send({"resourceType": "Patient"}, to=[WARD.name])
    assert list(caught.value.report.counts()) == ["record-kind-unknown"]


def test_message_and_receipt_conform_to_their_profiles(towns, samples, tmp_path):
    centre, ward = towns
    centre.send(samples.sheet(), to=[WARD.name])
    (parcel,) = (tmp_path / "drop").rglob("*.cle")
    message = encryption.open(parcel.read_bytes(), WARD, trust=CATCHMENT).content
    assert not carelink.validate(message).errors
    assert not carelink.validate(message, "exchange-message").errors
    ward.receive()
    (parcel,) = (tmp_path / "drop").rglob("*.cle")
    receipt = encryption.open(parcel.read_bytes(), CENTRE, trust=CATCHMENT).content
    assert not carelink.validate(receipt, "receipt").errors


def test_a_fatal_receipt_conforms_and_says_why(towns, samples, tmp_path, monkeypatch):
    centre, ward = towns
    tree = samples.call().to_fhir()
    tree["timestamp"] = "yesterday"
    monkeypatch.setattr("carelink.exchange.sending.checked", lambda *_: (["consultation"], carelink.Report()))
    sent = centre.send(tree, to=[WARD.name])
    (got,) = ward.receive()
    assert (got.state, got.code) == ("rejected", "fatal-error")
    (parcel,) = (tmp_path / "drop").glob("*/*.cle")
    receipt = encryption.open(parcel.read_bytes(), CENTRE, trust=CATCHMENT).content
    assert not carelink.validate(receipt, "receipt").errors
    assert b"yesterday" not in receipt
    centre.receive()
    (delivery,) = centre.status()
    assert (delivery.message, delivery.state) == (sent.id, "rejected")
    assert delivery.outcome["resourceType"] == "OperationOutcome"


def test_the_face_seals_and_opens(samples):
    sheet = samples.sheet()
    parcel = carelink.seal(sheet, to=[WARD.recipient], sender=CENTRE)
    assert carelink.open(parcel, WARD, trust=CATCHMENT) == sheet
    later = datetime.now(UTC) + timedelta(days=31)
    with pytest.raises(carelink.CarelinkError):
        carelink.open(parcel, WARD, trust=CATCHMENT, now=later)


@pytest.mark.shared
def test_a_real_directory_travels_split_and_whole(towns, shared_data, tmp_path):
    from carelink.converters import read_all

    centre, ward = towns
    records = read_all(shared_data / "mhlw-kaigo" / "jigyosho_140.csv").records[:1200]
    sent = centre.send(records, to=[WARD.name])
    assert len(sent.messages) == 2
    assert max(path.stat().st_size for path in tmp_path.rglob("*.cle")) < 6 * 2**20
    got = ward.receive()
    assert {(g.state, g.kind) for g in got} == {("accepted", "facility")}
    assert sum(len(g.records) for g in got) == len(records)
    assert {r.id for g in got for r in g.records} == {r.id for r in records}

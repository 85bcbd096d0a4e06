"""Models of fhir.resources R4B: what goes in comes out, to the digit; what cannot be held is known."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from record_samples import DOCUMENTS, WRITTEN, call, leaving, meeting, sheet, wish

from carelink.errors import UnreadableError, UsageError
from carelink.records import AdmissionSheet, Consultation, Facility, from_resource
from carelink.records.bridge import to_resource, tree_of
from carelink.testing.strategies import records

r4b = pytest.importorskip("fhir.resources.R4B.bundle")
PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "name": [{"given": ["a", None], "_given": [None, {"id": "b"}]}],
}
OBSERVATION = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}}


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda k: k.kind)
def test_every_record_comes_back_and_so_does_every_element(kind):
    @settings(max_examples=15)
    @given(records(kind))
    def law(record):
        model = record.to_resource()
        assert isinstance(model, r4b.Bundle)
        assert kind.from_resource(model) == record
        assert tree_of(model) == record.to_fhir()

    law()


@pytest.mark.parametrize("record", [sheet(), leaving(), call(), meeting(), wish()], ids=lambda r: r.kind)
def test_a_model_that_was_read_from_json_is_the_same_record(record):
    model = r4b.Bundle.model_validate_json(record.to_resource().model_dump_json())
    read = from_resource(model)
    assert read.record == record
    assert [f.path for f in read.report] == []


def collection(**said):
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {**OBSERVATION, **said}}]}


def carried(**said):
    back = tree_of(to_resource(collection(**said)))["entry"][0]["resource"]
    return {name: back.get(name) for name in said}


@pytest.mark.parametrize(
    "said",
    [
        {"valueQuantity": {"value": Decimal("1.50")}},
        {"valueQuantity": {"value": Decimal("1.2345678901234567890123")}},
        {"valueQuantity": {"value": Decimal("12345678901234567890.5")}},
        {"valueDateTime": "2026"},
        {"valueDateTime": "2026-11"},
        {"valueDateTime": "2026-11-25"},
        {"valueDateTime": "2026-11-25T10:00:00+09:00"},
        {"valueDateTime": "2016-12-31T23:59:60Z"},
        {"valueTime": "10:00:00"},
        {"_status": {"extension": [{"url": "https://example.org/x", "valueCode": "y"}]}},
        {"valueString": "　x  y\n"},
        {"contained": [PATIENT]},
    ],
)
def test_what_it_holds_to_the_letter(said):
    assert carried(**said) == said


def exactly(value):
    return str(value["value"]) if isinstance(value, dict) else value


def test_decimals_keep_their_zeros_though_its_own_json_drops_them():
    back = carried(valueQuantity={"value": Decimal("1.50")})
    assert exactly(back["valueQuantity"]) == "1.50"
    model = to_resource(collection(valueQuantity={"value": Decimal("1.50")}))
    assert '"value":1.5}' in model.model_dump_json()


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ({"valueDateTime": "2026-11-25T10:00:00Z"}, {"valueDateTime": "2026-11-25T10:00:00+00:00"}),
        ({"valueDateTime": "2026-11-25T10:00:00-00:00"}, {"valueDateTime": "2026-11-25T10:00:00+00:00"}),
        (
            {"valueDateTime": "2026-11-25T10:00:00.120+09:00"},
            {"valueDateTime": "2026-11-25T10:00:00.120000+09:00"},
        ),
        (
            {"valueDateTime": "2026-11-25T10:00:00.1234567+09:00"},
            {"valueDateTime": "2026-11-25T10:00:00.123456+09:00"},
        ),
        ({"valueTime": "10:00:00.500"}, {"valueTime": "10:00:00.500000"}),
        ({"note": []}, {"note": None}),
    ],
)
def test_the_list_of_what_it_cannot_hold_is_right(said, back):
    assert carried(**said) == back


def test_what_the_library_refuses_is_a_usage_error_and_repeats_nothing():
    tree = wish().to_fhir()
    tree["entry"][1]["resource"]["secret"] = "秘密"
    with pytest.raises(UsageError) as raised:
        wish().to_resource(tree)
    assert "秘密" not in f"{raised.value}{raised.value.hint}"


def test_a_text_of_full_width_blanks_alone_is_refused():
    with pytest.raises(UsageError):
        to_resource(collection(valueString="\u3000"))


def test_foreign_content_goes_with_the_record():
    tree = call().to_fhir()
    extension = {"url": "https://example.org/x", "valueDecimal": Decimal("2.0")}
    tree["entry"][0]["resource"]["extension"] = [extension]
    model = call().to_resource(tree)
    assert tree_of(model) == tree
    assert Consultation.from_resource(model) == call()


@pytest.mark.parametrize("model", [None, {}, "Bundle", object()])
def test_what_is_no_model_is_refused(model):
    for read in (from_resource, AdmissionSheet.from_resource):
        with pytest.raises(UsageError):
            read(model)


def test_a_model_of_another_release_or_resource_is_refused():
    from fhir.resources.bundle import Bundle
    from fhir.resources.R4B.observation import Observation

    for model in (Bundle(type="collection"), Observation.model_validate(OBSERVATION)):
        with pytest.raises(UsageError):
            from_resource(model)


def test_a_model_of_another_record_is_unreadable():
    with pytest.raises(UnreadableError):
        AdmissionSheet.from_resource(Facility(written=WRITTEN).to_resource())


def test_a_model_without_end_is_refused():
    deep = {"url": "https://example.org/x", "valueString": "end"}
    for _ in range(60):
        deep = {"url": "https://example.org/x", "extension": [deep]}
    with pytest.raises(UnreadableError):
        tree_of(to_resource(collection(extension=[deep])))


def test_nothing_of_it_is_loaded_before_it_is_asked_for():
    said = "import sys, carelink.records.bridge as b; sys.exit('fhir.resources' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "fhir.resources.R4B.bundle", None)
    with pytest.raises(UsageError) as raised:
        call().to_resource()
    assert "carelink[models]" in raised.value.hint.en

"""The laws of a lens, for whole records: what is written is read, and writing the same changes nothing."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from record_samples import DOCUMENTS

from carelink.fhir import json as fhir_json
from carelink.fhir import xml as fhir_xml
from carelink.records import from_fhir
from carelink.testing.strategies import records

FOREIGN = {"url": "https://example.org/ext", "valueString": "kept"}


def wired(record, onto=None):
    """Send the tree through bytes, so that what is compared is what travels."""
    tree, findings = fhir_json.read(fhir_json.write(record.to_fhir(onto)))
    assert not findings
    return tree


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_what_is_put_is_got_and_nothing_is_unread(kind):
    @given(records(kind))
    def law(record):
        read = from_fhir(wired(record))
        assert read.record == record
        assert [f.path for f in read.report] == []

    law()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_xml_carries_the_same_record(kind):
    @given(records(kind))
    def law(record):
        tree, findings = fhir_xml.read(fhir_xml.write(record.to_fhir()))
        assert not findings
        assert from_fhir(tree).record == record
        assert tree == wired(record)

    law()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_putting_back_what_was_got_changes_no_byte(kind):
    @given(records(kind))
    def law(record):
        tree = with_foreign_content(wired(record))
        assert fhir_json.write(from_fhir(tree).record.to_fhir(tree)) == fhir_json.write(tree)

    law()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_putting_another_record_onto_a_foreign_bundle_reads_as_that_record_and_keeps_the_rest(kind):
    @given(records(kind), records(kind))
    def law(one, other):
        other = other.model_copy(update={"id": one.id})
        before = with_foreign_content(wired(one))
        untouched = copy.deepcopy(before)
        after = wired(other, before)
        assert from_fhir(after).record == other
        assert before == untouched
        kept = {e["fullUrl"] for e in before["entry"]} & {e["fullUrl"] for e in after["entry"]}
        for entry in after["entry"]:
            if entry["fullUrl"] in kept:
                assert FOREIGN in entry["resource"]["extension"]
        assert not dangling(after)

    law()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_record_survives_its_own_json(kind):
    @given(records(kind))
    def law(record):
        assert kind.model_validate_json(record.model_dump_json()) == record

    law()


def with_foreign_content(tree):
    tree = copy.deepcopy(tree)
    for entry in tree["entry"]:
        entry["resource"]["extension"] = [*entry["resource"].get("extension", []), FOREIGN]
    return tree


def dangling(tree):
    """Return the references into the Bundle that point nowhere."""
    known = {e["fullUrl"] for e in tree["entry"]}
    return [r for r in references(tree) if r.startswith("urn:uuid:") and r not in known]


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("reference"), str):
            yield node["reference"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)

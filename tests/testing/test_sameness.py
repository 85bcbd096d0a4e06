"""Two records are compared by what they say: items with their labels, then everything else."""

from __future__ import annotations

import pytest
from hypothesis import Phase, find, settings

from carelink.errors import UnreadableError
from carelink.fhir import json as fhir_json
from carelink.fhir import xml as fhir_xml
from carelink.testing.sameness import differences, tree_of
from carelink.testing.strategies import information_sheets


@pytest.fixture(scope="module")
def sheet():
    full = information_sheets(["admission-sheet"], filled=["full"])
    return find(full, lambda _: True, settings=settings(phases=[Phase.generate], max_examples=20))


def test_a_record_is_the_same_in_every_shape(sheet):
    tree = sheet.to_fhir()
    for shape in (sheet, tree, fhir_json.write(tree), fhir_xml.write(tree)):
        assert differences(sheet, shape) == []


def test_items_differ_by_path_and_label(sheet):
    other = sheet.change("basics.name", "香川 花子").change("basics.kana", None)
    assert [(d.path, d.what, d.label.ja) for d in differences(sheet, other)][:2] == [
        ("basics.name", "changed", sheet.form()["basics.name"].ja),
        ("basics.kana", "missing", sheet.form()["basics.kana"].ja),
    ]
    assert not any("香川" in str(d) for d in differences(sheet, other))


def test_foreign_content_counts_and_a_servers_own_marks_do_not(sheet):
    tree = tree_of(fhir_json.write(sheet.to_fhir()))
    tree["meta"]["versionId"] = "3"
    assert differences(sheet, tree) == []
    tree["entry"][1]["resource"]["_active"] = {"id": "x"}
    assert [(d.path, d.what) for d in differences(sheet, tree)] == [
        ("Bundle.entry[1].resource._active", "added")
    ]


def test_one_half_is_not_a_half_with_a_nought():
    one, other = (fhir_json.read(b'{"resourceType":"Observation","x":%s}' % v)[0] for v in (b"1.5", b"1.50"))
    assert [d.path for d in differences(one, other)] == ["Observation.x"]


def test_what_is_no_fhir_is_unreadable():
    with pytest.raises(UnreadableError):
        differences(b"no", b"no")

"""A doctor's JP-CLINS document becomes the discharge letter; what has no place in it is said."""

from __future__ import annotations

import copy
import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import converters
from carelink.converters import jp_clins
from carelink.errors import UsageError
from carelink.records import DischargeLetter
from carelink.records.lists.shared import Sex

SECTION = "http://jpfhir.jp/fhir/clins/CodeSystem/document-section"
IDE = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"


TELECOM = [{"system": "phone", "value": "087-000-0001"}]


def section(code, text=None, entries=(), inner=()):
    made = {"title": code, "code": {"coding": [{"system": SECTION, "code": code}]}}
    if text:
        made["text"] = {
            "status": "additional",
            "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{text}</div>',
        }
    if entries:
        made["entry"] = [{"reference": f"urn:uuid:{name}"} for name in entries]
    if inner:
        made["section"] = list(inner)
    return made


def entry(url, kind, /, **more):
    return {"fullUrl": f"urn:uuid:{url}", "resource": {"resourceType": kind, **more}}


def named(text, use):
    return {"extension": [{"url": IDE, "valueCode": use}], "text": text}


def document(*sections, more=(), kind="eDischargeSummary", **root):
    return {
        "resourceType": "Bundle",
        "type": "document",
        "meta": {"profile": [f"http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_{kind}|1"]},
        "identifier": {"system": "http://jpfhir.jp/fhir/clins/bundle-identifier", "value": "3710^2026^1"},
        "entry": [
            entry(
                "root", "Composition",
                status="final",
                date="2026-04-01T10:00:00+09:00",
                subject={"reference": "urn:uuid:who"},
                author=[{"reference": "urn:uuid:doctor"}, {"reference": "urn:uuid:hospital"}],
                section=list(sections),
                **root,
            ),
            entry(
                "who", "Patient",
                name=[named("試験 花子", "IDE"), named("シケン ハナコ", "SYL")],
                gender="female",
                birthDate="1938-05-02",
                address=[{"text": "香川県高松市番町0-0", "postalCode": "760-0000"}],
            ),
            entry("doctor", "Practitioner", name=[named("試験 一郎", "IDE")]),
            entry("hospital", "Organization", name="試験病院", telecom=TELECOM),
            *more,
        ],
    }  # fmt: skip


FULL = document(
    section(
        "300",
        inner=[
            section("342", "肺炎の疑い"),
            section("344", "肺炎", ["pneumonia", "refuted"]),
            section("333", "入院後に<b>抗菌薬</b>を開始した。<br/>解熱した。"),
            section("444", entries=["drug", "stopped"]),
            section("510", entries=["allergy"]),
            section("520", "特になし"),
        ],
    ),
    more=[
        entry(
            "pneumonia",
            "Condition",
            code={"text": "肺炎"},
            onsetDateTime="2026-03",
            note=[{"text": "右下葉"}],
        ),
        entry(
            "refuted",
            "Condition",
            code={"text": "結核"},
            verificationStatus={"coding": [{"code": "refuted"}]},
        ),
        entry(
            "drug",
            "MedicationRequest",
            status="active",
            medicationCodeableConcept={"text": "試験錠5mg", "coding": [{"system": "urn:x", "code": "1"}]},
            dosageInstruction=[{"text": "1日2回朝夕食後"}],
        ),
        entry("stopped", "MedicationRequest", status="stopped", medicationCodeableConcept={"text": "中止薬"}),
        entry("allergy", "AllergyIntolerance", code={"text": "さば"}, criticality="high"),
        entry("loose", "Observation", status="final"),
    ],
)


def read(tree):
    return converters.read_all(json.dumps(tree).encode())


def test_a_discharge_summary_becomes_a_letter():
    batch = read(FULL)
    (letter,) = batch.records
    assert batch.format == "jp-clins"
    assert isinstance(letter, DischargeLetter)
    assert (letter.basics.name, letter.basics.kana) == ("試験 花子", "シケン ハナコ")
    assert (letter.basics.sex, letter.basics.born) == (Sex.FEMALE, date(1938, 5, 2))
    assert (letter.header.hospital, letter.header.doctor) == ("試験病院", "試験 一郎")
    assert [(d.diagnosis, d.onset) for d in letter.state.diagnoses] == [("肺炎", "2026-03")]
    assert letter.state.course.splitlines() == [
        "【入院中経過】入院後に抗菌薬を開始した。",
        "解熱した。",
        "【退院時投薬指示】試験錠5mg: 1日2回朝夕食後",
        "【アレルギー・不耐性反応】さば: 重症化のおそれ",
    ]


def test_everything_not_taken_is_said():
    said = Counter((x.code, x.path) for x in read(FULL).report)
    inner = "Bundle.entry[0].resource.section[0].section"
    assert said == Counter(
        [
            ("clins-section-not-taken", f"{inner}[0]"),
            ("clins-told-in-course", f"{inner}[3]"),
            ("clins-told-in-course", f"{inner}[4]"),
            ("clins-section-not-taken", f"{inner}[5]"),
            ("clins-element-not-taken", "Bundle.entry[4].resource.note"),
            ("clins-not-standing", "Bundle.entry[5].resource"),
            ("clins-element-not-taken", "Bundle.entry[6].resource.medicationCodeableConcept.coding"),
            ("clins-not-standing", "Bundle.entry[7].resource"),
            ("clins-resource-not-taken", "Bundle.entry[9].resource"),
        ]
    )


def test_the_letter_is_an_ordinary_record(tmp_path):
    (letter,) = read(FULL).records
    converters.write(letter, tmp_path / "letter.json")
    assert converters.read(tmp_path / "letter.json") == letter


def test_the_same_document_is_the_same_record():
    assert read(FULL).records[0].id == read(FULL).records[0].id
    other = copy.deepcopy(FULL)
    other["identifier"]["value"] = "3710^2026^2"
    assert read(other).records[0].id != read(FULL).records[0].id


def changed(path, value, tree=FULL):
    tree = copy.deepcopy(tree)
    node = tree
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return tree


ROOT = ("entry", 0, "resource")


TYPES = "http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes"
PRESCRIPTION = changed(
    (*ROOT, "type"), {"coding": [{"system": TYPES, "code": "57833-6"}]}, {**FULL, "meta": {"profile": []}}
)


@pytest.mark.parametrize(
    ("tree", "code", "refused"),
    [
        ({**FULL, "entry": FULL["entry"][1:]}, "clins-not-a-document", 1),
        (PRESCRIPTION, "clins-other-document", 1),
        (changed((*ROOT, "status"), "entered-in-error"), "clins-document-withdrawn", 1),
        (changed((*ROOT, "date"), "soon"), "clins-time-missing", 1),
        (changed((*ROOT, "date"), "2026-04-01"), "clins-time-of-day-missing", 0),
        (changed((*ROOT, "relatesTo"), [{"code": "replaces"}]), "clins-element-not-taken", 0),
        (changed(("entry", 1, "resource", "birthDate"), "1938"), "clins-value-unreadable", 0),
        (changed(("entry", 1, "resource", "gender"), "other"), "clins-value-unreadable", 0),
        (document(section("340", "腹痛、腰痛")), "clins-diagnosis-as-text", 0),
        (document(section("340", entries=["nowhere"])), "clins-reference-broken", 0),
        (document(section("999", "?")), "clins-section-not-taken", 0),
        (document(section("340", entries=["who"] * 1001)), "clins-too-many-entries", 0),
    ],
)
def test_what_is_wrong_is_said(tree, code, refused):
    batch = jp_clins.of_tree(tree)
    assert code in {x.code for x in batch.report}
    assert (batch.rows_in, batch.refused) == (1, refused)


def test_other_documents_of_the_same_house_are_no_letters():
    assert not jp_clins.recognises(PRESCRIPTION)
    assert {x.code for x in read(PRESCRIPTION).report} == {"no-record-of-ours"}


def test_a_doubtful_diagnosis_says_so_and_a_code_alone_is_named():
    modifier = "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Condition_DiseasePrefixModifier"
    prefix = [{"url": modifier, "valueCodeableConcept": {"coding": [{"display": "左"}]}}]
    tree = document(
        section("340", entries=["one"]),
        more=[
            entry(
                "one",
                "Condition",
                code={"coding": [{"display": "前腕骨折"}], "extension": prefix},
                verificationStatus={"coding": [{"code": "provisional"}]},
            )
        ],
    )
    assert read(tree).records[0].state.diagnoses[0].diagnosis == "左前腕骨折（疑い）"


def test_xml_and_the_name_of_the_format_work_too():
    from carelink.fhir import xml

    tree = copy.deepcopy(FULL)
    assert converters.read_all(xml.write(tree)).records == read(FULL).records
    assert converters.read_all(json.dumps(tree).encode(), format="jp-clins").records == read(FULL).records


def test_nothing_is_written(tmp_path):
    with pytest.raises(UsageError):
        converters.write(read(FULL).records[0], tmp_path / "x.json", format="jp-clins")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["coding", "text", "div"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(node, path=()):
    yield path
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


PLACES = [p for p in places(FULL) if p]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
def test_no_document_breaks_the_reader(changes):
    tree = copy.deepcopy(FULL)
    for path, junk in changes:
        try:
            tree = changed(path, junk, tree)
        except (KeyError, IndexError, TypeError):
            continue
    batch = jp_clins.of_tree(tree if isinstance(tree, dict) else {})
    assert batch.rows_in == len(batch.records) + batch.refused == 1
    assert batch.refused == (0 if batch.report.ok else 1)


@pytest.mark.shared
def test_every_real_bundle_is_read_or_refused(shared_data):
    folder = shared_data / "jp-fhir" / "clins-examples"
    came = {p.stem: converters.read_all(p) for p in sorted(folder.glob("Bundle-*.json"))}
    assert {name.removeprefix("Bundle-Bundle-CLINS-"): len(b.records) for name, b in came.items()} == {
        "Observations-Example-01": 0,
        "PCS-Example-01": 1,
        "Referral-Example-01": 1,
        "Referral-NoEntry-Example-01": 1,
    }
    referral = came["Bundle-Bundle-CLINS-Referral-Example-01"].records[0]
    assert len(referral.state.diagnoses) == 2
    assert "アレルギー・不耐性反応" in referral.state.course

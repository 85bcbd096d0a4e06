from __future__ import annotations

import copy
import pickle
from datetime import date, datetime

import pytest
from pydantic import ValidationError
from record_samples import WRITTEN, call, sheet

from carelink.errors import UnreadableError, UsageError
from carelink.records import AdmissionSheet, Consultation, InformationSheet, check, from_fhir, kind_of
from carelink.records.codes import Noted
from carelink.records.fhir import locate
from carelink.records.lists.functioning import Adl, Aid, Treatment
from carelink.records.lists.shared import YesNo
from carelink.records.sheets.admission import Functioning


def test_an_item_is_changed_by_its_path_and_the_old_record_stays():
    before = sheet()
    after = before.change("functioning.mobility", Adl.FULL)
    assert after.functioning.mobility is Adl.FULL
    assert before.functioning.mobility is Adl.PARTIAL


def test_a_part_of_a_group_is_changed_too():
    assert sheet().change("family.main_caregiver.tel", "000").family.main_caregiver.tel == "000"


@pytest.mark.parametrize(
    "path", ["functioning.mobilty", "nothing", "functioning", "id", "family.main_caregiver.x", ""]
)
def test_a_path_that_is_none_is_a_usage_error(path):
    with pytest.raises(UsageError):
        sheet().change(path, None)


def test_the_nearest_path_is_a_hint():
    with pytest.raises(UsageError) as raised:
        sheet().change("functioning.mobilty", None)
    assert "functioning.mobility" in raised.value.hint.en


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("functioning.mobility", YesNo.NO),  # an option of another list
        ("functioning.mobility", "一部介助"),
        ("functioning.meals", "3"),
        ("functioning.aid_indoor", ()),  # would be a fourth state
        ("functioning.aid_indoor", (Aid.STICK, Aid.STICK)),
        ("functioning.pressure_ulcer", Aid.OTHER("x")),
        ("wishes.interests", ""),
        ("basics.born", datetime(2020, 1, 1)),  # noqa: DTZ001  a moment is no day
    ],
)
def test_what_does_not_fit_is_refused_without_repeating_it(path, value):
    with pytest.raises(UsageError) as raised:
        sheet().change(path, value)
    assert repr(value) not in str(raised.value)


def test_a_moment_without_offset_is_no_time_of_writing():
    with pytest.raises(ValidationError):
        AdmissionSheet(written=datetime(2026, 1, 1))  # noqa: DTZ001  the point


def test_ticks_are_a_set_in_the_order_of_the_form():
    one = Functioning(treatments=(Treatment.OTHER("吸入"), Treatment.DRIP))
    other = Functioning(treatments=(Treatment.DRIP, Treatment.OTHER("吸入")))
    assert one == other
    assert [t.label for t in one.treatments] == ["点滴", "その他"]


def test_text_equal_to_the_label_is_no_text():
    assert Treatment.OTHER("その他") is Treatment.OTHER
    assert isinstance(Treatment.OTHER("吸入"), Noted)


def test_three_states_are_three():
    said = AdmissionSheet(written=WRITTEN, functioning=Functioning(treatments=(Treatment.NONE,)))
    silent = AdmissionSheet(written=WRITTEN)
    assert from_fhir(said.to_fhir()).record.functioning.treatments == (Treatment.NONE,)
    assert from_fhir(silent.to_fhir()).record.functioning.treatments is None


def test_same_record_same_bytes():
    assert sheet().to_fhir() == sheet().to_fhir()


def test_a_tree_shares_nothing_with_the_class_or_with_itself():
    trees = [sheet().to_fhir(), sheet().to_fhir(), call().to_fhir(), sheet().to_fhir(sheet().to_fhir())]
    nodes = [id(node) for tree in trees for node in containers(tree)]
    assert len(nodes) == len(set(nodes))


def containers(node):
    if isinstance(node, dict | list):
        yield node
        for inner in node.values() if isinstance(node, dict) else node:
            yield from containers(inner)


def test_records_are_hashable_and_pickle():
    for record in (sheet(), call()):
        assert hash(record) == hash(copy.copy(record))
        assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301  our own bytes


def test_a_record_does_not_show_what_its_brackets_hold():
    assert "吸入" not in repr(Treatment.OTHER("吸入"))


def test_age_is_computed_on_the_day_of_writing():
    assert sheet().age == 88
    assert sheet().change("basics.born", date(1938, 11, 25)).age == 87
    assert sheet().change("basics.born", None).age is None
    assert sheet().change("basics.born", date(2027, 1, 1)).age is None


def test_a_kind_is_known_by_profile_or_document_type():
    tree = sheet().to_fhir()
    assert kind_of(tree) == "admission-sheet"
    del tree["meta"]
    assert kind_of(tree) == "admission-sheet"
    del tree["entry"][0]["resource"]["meta"]
    assert kind_of(tree) == "admission-sheet"
    del tree["entry"][0]["resource"]["type"]
    assert kind_of(tree) is None
    assert kind_of(call().to_fhir()) == "consultation"


def test_an_anonymous_consultation_about_nobody_writes_no_patient():
    silent = Consultation(written=WRITTEN)
    types = [e["resource"]["resourceType"] for e in silent.to_fhir()["entry"]]
    assert types == ["Composition"]


def test_a_bundle_of_somebody_else_reads_equal():
    """Server URLs, shuffled entries, relative references, added codings and resources."""
    tree = sheet().to_fhir()
    urls = {e["fullUrl"]: f"{e['resource']['resourceType']}/{i}" for i, e in enumerate(tree["entry"])}
    for i, entry in enumerate(tree["entry"]):
        entry["fullUrl"] = f"https://example.org/fhir/{urls[entry['fullUrl']]}"
        entry["resource"]["id"] = str(i)
    tree["entry"][0]["resource"] = relative(tree["entry"][0]["resource"], urls)
    tree["entry"][1:] = [
        {**e, "resource": relative(e["resource"], urls)} for e in reversed(tree["entry"][1:])
    ]
    for entry in tree["entry"]:
        code = entry["resource"].get("code")
        if isinstance(code, dict):
            code["coding"].insert(0, {"system": "http://snomed.info/sct", "code": "1"})
    tree["entry"].append(
        {"fullUrl": "https://example.org/fhir/Basic/9", "resource": {"resourceType": "Basic"}}
    )
    read = from_fhir(tree)
    assert read.record == sheet()
    assert [f.path for f in read.report] == [f"Bundle.entry[{len(tree['entry']) - 1}].resource"]


def test_one_person_in_two_roles_comes_apart_when_one_role_changes():
    tree = sheet().change("family.key_person", None).to_fhir()
    shared = next(e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == "RelatedPerson")
    tag = copy.deepcopy(shared["relationship"][0])
    tag["coding"][0].update(code="key-person", display="キーパーソン")
    shared["relationship"].insert(1, tag)
    read = from_fhir(tree).record
    assert read.family.key_person == read.family.main_caregiver
    assert read.to_fhir(tree) == tree
    changed = read.change("family.key_person.tel", "087-000-0009")
    again = from_fhir(changed.to_fhir(tree)).record
    assert again == changed
    assert again.family.main_caregiver == read.family.main_caregiver


@pytest.mark.parametrize(
    ("kind", "spoil", "path"),
    [
        ("Observation", {"status": "entered-in-error"}, "header.none"),
        (
            "Condition",
            {"verificationStatus": {"coding": [{"code": "refuted"}]}},
            "functioning.disease_history",
        ),
        ("Consent", {"status": "inactive"}, "header.consent"),
        ("Communication", {"status": "not-done"}, "header.means"),
        ("Encounter", {"status": "cancelled"}, "header.admitted"),
        ("Coverage", {"modifierExtension": [{"url": "https://example.org/x"}]}, "basics.valid_from"),
    ],
)
def test_what_is_withdrawn_or_denied_is_no_answer(kind, spoil, path):
    tree = sheet().to_fhir()
    spoilt = [i for i, e in enumerate(tree["entry"]) if e["resource"]["resourceType"] == kind]
    for i in spoilt:
        tree["entry"][i]["resource"].update(copy.deepcopy(spoil))
    read = from_fhir(tree)
    section, _, name = path.partition(".")
    assert getattr(getattr(read.record, section), name, None) is None
    assert {f"Bundle.entry[{i}].resource" for i in spoilt} <= {f.path for f in read.report}


def test_a_procedure_that_was_not_done_is_no_treatment():
    tree = sheet().change("functioning.treatments", (Treatment.DRIP, Treatment.OXYGEN)).to_fhir()
    first = next(e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == "Procedure")
    first["status"] = "not-done"
    read = from_fhir(tree).record
    assert read.functioning.treatments == (Treatment.OXYGEN,)
    again = read.change("functioning.treatments", (Treatment.DRIP, Treatment.OXYGEN)).to_fhir(tree)
    assert from_fhir(again).record.functioning.treatments == (Treatment.DRIP, Treatment.OXYGEN)
    assert first in [e["resource"] for e in again["entry"]]  # what was denied stays denied


def test_a_withdrawn_document_is_an_error():
    tree = sheet().to_fhir()
    tree["entry"][0]["resource"]["status"] = "entered-in-error"
    assert [f.code for f in check(tree)] == ["record-withdrawn"]


def test_ticks_leave_components_of_somebody_else_alone():
    tree = sheet().change("functioning.aid_indoor", (Aid.STICK, Aid.OTHER("手すり"))).to_fhir()
    node = next(e["resource"] for e in tree["entry"] if "手すり" in str(e["resource"].get("component")))
    theirs = {"code": {"text": "theirs"}, "valueBoolean": True}
    node["component"] = [theirs, *node["component"]]
    read = from_fhir(tree)
    assert read.record.functioning.aid_indoor == (Aid.STICK, Aid.OTHER("手すり"))
    assert [f.path.rpartition(".")[2] for f in read.report] == ["component"]
    after = read.record.change("functioning.aid_indoor", (Aid.WALKER, Aid.OTHER("歩行補助車"))).to_fhir(tree)
    assert from_fhir(after).record.functioning.aid_indoor == (Aid.WALKER, Aid.OTHER("歩行補助車"))
    changed = next(
        e["resource"] for e in after["entry"] if "歩行補助車" in str(e["resource"].get("component"))
    )
    assert theirs in changed["component"]


def test_writing_onto_another_document_takes_its_id_over():
    other = sheet().model_copy(update={"id": call().id})
    after = other.to_fhir(sheet().to_fhir())
    assert after["identifier"]["value"] == f"urn:uuid:{call().id}"
    assert from_fhir(after).record == other


def test_an_author_of_somebody_else_stays_beside_ours():
    tree = AdmissionSheet(written=WRITTEN).to_fhir()
    theirs = {"reference": "https://example.org/fhir/Practitioner/1"}
    tree["entry"][0]["resource"]["author"] = [theirs]
    after = from_fhir(tree).record.change("header.office", "高松居宅介護支援事業所").to_fhir(tree)
    authors = after["entry"][0]["resource"]["author"]
    assert authors[0] == theirs
    assert len(authors) == 2
    assert from_fhir(after).record.header.office == "高松居宅介護支援事業所"


def relative(node, urls):
    if isinstance(node, dict):
        return {k: urls.get(v, v) if k == "reference" else relative(v, urls) for k, v in node.items()}
    return [relative(v, urls) for v in node] if isinstance(node, list) else node


def test_names_are_written_as_jp_core_writes_them():
    patient = sheet().to_fhir()["entry"][1]["resource"]
    assert [n["text"] for n in patient["name"]] == ["讃岐 太郎", "サヌキ タロウ"]
    assert (patient["name"][0]["family"], patient["name"][0]["given"]) == ("讃岐", ["太郎"])


def test_a_name_without_text_is_read_from_its_parts():
    tree = sheet().to_fhir()
    del tree["entry"][1]["resource"]["name"][0]["text"]
    assert from_fhir(tree).record == sheet()


def test_a_path_leads_back_to_its_item():
    form = AdmissionSheet.form()
    doc = AdmissionSheet.frame.opened(form, sheet().to_fhir())
    for item in form.items:
        if item.of(sheet()) is not None:
            assert locate(form, doc, item.at.where(doc, None)) is not None
    for path in ("functioning.mobility", "basics.born", "header.hospital", "family.key_person"):
        assert locate(form, doc, form[path].at.where(doc, None)).path == path


def test_a_changed_answer_takes_its_old_narrative_away():
    tree = sheet().to_fhir()
    for entry in tree["entry"]:
        entry["resource"]["text"] = {"status": "generated", "div": "<div>old</div>"}
    after = sheet().change("functioning.mobility", Adl.FULL).to_fhir(tree)
    retold = [e["resource"] for e in after["entry"] if "old" not in e["resource"]["text"]["div"]]
    assert [r["resourceType"] for r in retold] == ["Composition", "Observation"]
    assert "<b>移動</b> 全介助" in retold[1]["text"]["div"]
    seven = next(s for s in retold[0]["section"] if s["title"].startswith("7"))
    assert "<b>移動</b> 全介助" in seven["text"]["div"]


def test_every_resource_tells_what_it_holds():
    told = {e["resource"]["resourceType"]: e["resource"]["text"]["div"] for e in sheet().to_fhir()["entry"]}
    assert "<b>被保険者番号</b> 0000012345" in told["Coverage"]
    assert "氏名: 讃岐 一郎、続柄: 長男" in told["RelatedPerson"]
    assert "<b>疾患歴</b> その他(高血圧症)" in told["Condition"]


def test_the_base_reads_whatever_sheet_it_is():
    assert InformationSheet.from_fhir(sheet().to_fhir()) == sheet()
    for tree in (call().to_fhir(), {}, {"resourceType": "Bundle"}):
        with pytest.raises(UnreadableError):
            InformationSheet.from_fhir(tree)


def test_what_is_no_sheet_is_unreadable():
    with pytest.raises(UnreadableError):
        AdmissionSheet.from_fhir({"resourceType": "Bundle"})
    tree = sheet().to_fhir()
    del tree["timestamp"]
    del tree["entry"][0]["resource"]["date"]
    assert [f.code for f in from_fhir(tree).report] == ["no-time-of-writing"]

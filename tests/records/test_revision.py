"""Correcting and cancelling: a new document that names the one it replaces, and what must be right then."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_samples import WRITTEN, call, leaving, meeting, sheet, wish

from carelink import canonical
from carelink.errors import UsageError
from carelink.findings import Severity
from carelink.records import Facility, Revision, check, from_fhir, latest, replacement, revision_of
from carelink.records.revision import retired
from carelink.rendering import to_html
from carelink.validation import validate

LATER = WRITTEN + timedelta(hours=1)
SAID = {"reason": "生年月日の誤り", "by": "綾川 看子", "written": LATER}
SAMPLES = [sheet(), leaving(), call(), meeting(), wish()]
each = pytest.mark.parametrize("record", SAMPLES, ids=lambda r: r.kind)


def found(tree):
    return [(f.code, f.path) for f in check(tree)]


def composition(tree):
    return tree["entry"][0]["resource"]


def note(tree):
    return next(e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == "Provenance")


@each
def test_a_correction_is_a_document_of_its_own_and_says_nothing_wrong(record):
    newer = record.revised(**SAID)
    assert newer.id != record.id
    assert newer.revision == Revision(replaces=record.id, reason=SAID["reason"], by=SAID["by"])
    tree = newer.to_fhir()
    assert composition(tree)["status"] == "amended"
    assert composition(tree)["relatesTo"] == [
        {
            "code": "replaces",
            "targetIdentifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{record.id}"},
        }
    ]
    assert note(tree)["target"] == [{"reference": tree["entry"][0]["fullUrl"]}]
    read = from_fhir(tree)
    assert read.record == newer
    assert [f.path for f in read.report] == []
    assert found(tree) == []
    assert validate(tree, record.kind).errors == ()
    assert replacement(newer, record).ok


@each
def test_a_cancellation_is_told_apart_from_what_it_cancels(record):
    end = record.cancelled(**SAID)
    tree = end.to_fhir()
    assert composition(tree)["status"] == "entered-in-error"
    assert found(tree) == [("record-cancels-another", "Bundle.entry[0].resource.status")]
    assert validate(tree, record.kind).errors == ()
    read = from_fhir(tree)
    assert read.record == end
    assert read.record.revision.cancels
    assert [f.path for f in read.report] == []


@each
def test_a_revision_is_put_onto_the_tree_it_came_from_and_taken_off_again(record):
    first = record.to_fhir()
    newer = record.revised(**SAID)
    tree = newer.to_fhir(first)
    assert from_fhir(tree).record == newer
    assert tree["timestamp"] == note(tree)["recorded"] == composition(tree)["date"]
    assert from_fhir(newer.to_fhir(tree)).record == newer
    back = record.to_fhir(tree)
    assert from_fhir(back).record == record
    assert composition(back)["status"] == "final"
    assert not [e for e in back["entry"] if e["resource"]["resourceType"] == "Provenance"]
    end = newer.cancelled(reason="人違い", by="綾川 看子", written=LATER)
    assert from_fhir(end.to_fhir(tree)).record == end


def test_a_chain_names_the_last_one_each_time():
    one = wish()
    two = one.revised(**SAID).change("person.born", date(1938, 2, 1))
    three = two.revised(reason="住所", by="綾川 看子", written=LATER)
    assert (two.revision.replaces, three.revision.replaces) == (one.id, two.id)
    assert latest([one, two, three]) == (three,)
    assert latest([three, one]) == (three, one)  # nothing known here says that one is gone
    assert latest([one]) == (one,)


def test_a_cancellation_takes_the_whole_series_with_it():
    one = wish()
    two = one.revised(**SAID)
    three = two.cancelled(**SAID)
    other = sheet()
    assert latest([one, two, three, other]) == (other,)
    assert retired([one, two, three]) == {one.id: True, two.id: True, three.id: True}
    assert retired([one, two]) == {one.id: False}


def test_two_documents_that_name_each_other_end():
    one, two = wish(), wish().revised(**SAID)
    loop = one.model_copy(update={"revision": Revision(replaces=two.id, cancels=True)})
    assert latest([loop, two]) == ()


@pytest.mark.parametrize(
    "words",
    [
        {"reason": "", "by": "綾川 看子", "written": LATER},
        {"reason": "誤り", "by": "", "written": LATER},
        {"reason": "誤り", "by": "綾川 看子", "written": WRITTEN - timedelta(seconds=1)},
        {"reason": "誤り", "by": "綾川 看子", "written": LATER.replace(tzinfo=None)},
    ],
)
def test_a_change_needs_a_reason_a_name_and_a_later_moment(words):
    for change in (wish().revised, wish().cancelled):
        with pytest.raises(UsageError):
            change(**words)


def test_what_is_cancelled_is_not_changed_any_more():
    end = wish().cancelled(**SAID)
    for change in (end.revised, end.cancelled):
        with pytest.raises(UsageError):
            change(**SAID)


def test_now_is_the_moment_when_none_is_given():
    newer = (
        wish().model_copy(update={"written": WRITTEN - timedelta(days=400)}).revised(reason="誤り", by="X")
    )
    assert newer.written.tzinfo is not None
    assert newer.written > WRITTEN - timedelta(days=400)


def test_a_renewed_record_replaces_nothing():
    newer = wish().revised(**SAID).renewed(written=LATER)
    assert newer.revision is None
    assert newer.id != wish().id
    assert found(newer.to_fhir()) == []
    assert latest([wish(), newer]) == (wish(), newer)
    with pytest.raises(UsageError):
        wish().renewed(written=WRITTEN - timedelta(seconds=1))
    with pytest.raises(UsageError):
        wish().cancelled(**SAID).renewed(written=LATER)


# --- what is wrong with it ------------------------------------------------------------------------


def without_note(tree):
    tree["entry"] = [e for e in tree["entry"] if e["resource"] is not note(tree)]


def spoilt(change):
    tree = wish().revised(**SAID).to_fhir()
    change(tree)
    return tree


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda t: composition(t).pop("relatesTo"), ["replacement-unnamed"]),
        (lambda t: composition(t)["relatesTo"][0].pop("targetIdentifier"), ["replacement-unnamed"]),
        (
            lambda t: composition(t)["relatesTo"][0]["targetIdentifier"].update(value="urn:oid:1.2"),
            ["replacement-unnamed"],
        ),
        (lambda t: composition(t).update(status="final"), []),
        (without_note, ["change-without-reason"]),
        (lambda t: note(t).pop("reason"), ["change-without-reason"]),
        (lambda t: note(t)["agent"][0].update(who={"reference": "#x"}), ["change-without-reason"]),
        (
            lambda t: note(t)["entity"][0]["what"]["identifier"].update(value=f"urn:uuid:{uuid4()}"),
            ["replacement-disagrees"],
        ),
        (
            lambda t: t["identifier"].update(value=f"urn:uuid:{wish().id}"),
            ["replaces-itself"],
        ),
    ],
)
def test_a_correction_that_does_not_say_what_it_must(change, expected):
    assert [code for code, _ in found(spoilt(change))] == expected


@pytest.mark.parametrize("status", ["amended", "entered-in-error"])
def test_the_profile_says_so_too_for_those_who_know_only_fhir(status):
    tree = wish().to_fhir()
    composition(tree)["status"] = status
    ours = [f for f in validate(tree, "wishes-sheet").errors if f.code == "invariant-broken"]
    demanded = canonical.structure("wishes-sheet-composition")
    assert any((f.demanded_by or "").startswith(demanded) for f in ours)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda new, old: (new, old), []),
        (lambda _, old: (old, old), ["replacement-unnamed"]),
        (lambda new, _: (new, new), ["replaces-another-record", "replaces-itself"]),
        (lambda new, _: (new, leaving()), ["replaces-another-kind", "replaces-another-record"]),
        (
            lambda new, old: (new.model_copy(update={"written": old.written - timedelta(seconds=1)}), old),
            ["older-than-replaced"],
        ),
        (
            lambda new, old: (new.change("person.born", date(1940, 1, 1)), old),
            ["replaces-another-person"],
        ),
        (lambda new, old: (new.change("person.born", None), old), []),
    ],
)
def test_two_documents_side_by_side(change, expected):
    newer, older = change(wish().revised(**SAID), wish())
    said = replacement(newer, older)
    assert sorted(f.code for f in said) == expected
    assert said.ok == all(f.severity is not Severity.ERROR for f in said)


# --- what others need -----------------------------------------------------------------------------


def test_what_a_record_or_a_tree_replaces_is_told_without_reading_it():
    newer = wish().revised(**SAID)
    assert revision_of(newer) == revision_of(newer.to_fhir()) == newer.revision
    assert revision_of(wish()) is None
    assert revision_of(wish().to_fhir()) is None
    assert revision_of(Facility(written=WRITTEN)) is None
    assert revision_of(Facility(written=WRITTEN).to_fhir()) is None


@given(
    st.recursive(
        st.none() | st.text(max_size=3) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from(["entry", "resource", "relatesTo", "resourceType"]), inner)
        ),
    )
)
def test_junk_replaces_nothing(tree):
    assert revision_of(tree) is None


def test_an_edition_or_revision_beyond_the_kind_does_not_make_a_record_unreadable():
    tree = call().to_fhir()
    edition = {"url": canonical.structure("form-edition"), "valueString": "2018"}
    composition(tree)["extension"] = [edition]
    assert from_fhir(tree).record == call()


def test_relations_to_other_documents_stay():
    tree = wish().to_fhir()
    other = {"code": "appends", "targetIdentifier": {"value": f"urn:uuid:{UUID(int=5)}"}}
    composition(tree)["relatesTo"] = [other]
    newer = wish().revised(**SAID)
    after = newer.to_fhir(tree)
    assert other in composition(after)["relatesTo"]
    assert from_fhir(after).record == newer
    assert composition(wish().to_fhir(after))["relatesTo"] == [other]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_says_it_before_anything_else(lang):
    html = to_html(wish().revised(**SAID), lang=lang)
    assert "訂正版" in html
    assert str(wish().id) in html
    assert '<div class="struck">' not in html
    html = to_html(wish().cancelled(**SAID), lang=lang)
    assert html.index("取消") < html.index("<table")
    assert '<div class="struck">' in html
    assert SAID["reason"] in html
    assert '<aside class="notice' not in to_html(wish(), lang=lang)


def test_a_cancelled_document_is_evidence_of_no_fee():
    from carelink.records.fees.forms import of_record, of_sheet

    assert of_sheet(sheet()).name
    assert not of_sheet(sheet().cancelled(**SAID)).name
    assert of_sheet(sheet().revised(**SAID)).name == of_sheet(sheet()).name
    assert of_record(leaving()).name
    assert not of_record(leaving().cancelled(**SAID)).name


def test_a_consultation_counts_once_however_often_it_was_corrected_and_not_when_cancelled():
    from carelink.records.statistics import yearly

    one = call()
    two = one.revised(**SAID)
    year = one.reception.received.year
    assert yearly.of([one, two], year, 0).total == yearly.of([one], year, 0).total
    assert yearly.of([one, two, two.cancelled(**SAID)], year, 0).total == yearly.of([], year, 0).total

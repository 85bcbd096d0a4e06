"""Each rule has a case that breaks exactly it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from record_samples import DOCUMENTS, JST, call, leaving, meeting, sheet

from carelink.findings import Severity
from carelink.records import check, from_fhir, rules
from carelink.records.codes import Noted
from carelink.records.item import Level
from carelink.records.lists.care import CareLevel, Certification
from carelink.records.lists.consultation import ConsultationConsent, FollowUp
from carelink.records.lists.discharge import LevelPending, NursingView, RehabView
from carelink.records.lists.functioning import Adl, Aid, Bpsd, DentureKind, Disease, Treatment
from carelink.records.lists.shared import YesNo, YesNoUnknown
from carelink.records.sheets.discharge import Hearing, Issues, Status, Views
from carelink.records.sheets.minutes import Part
from carelink.testing.strategies import records

MY_NUMBER = "123456789018"


def said(record, *, onto=None):
    return sorted((f.code, f.path) for f in check(record.to_fhir(onto)))


def codes(record):
    return [code for code, _ in said(record)]


def test_nothing_is_said_of_good_records():
    assert said(sheet()) == []
    assert said(leaving()) == []
    assert said(call()) == []
    assert said(meeting()) == []
    for record in (sheet(), leaving(), call(), meeting()):
        assert len(from_fhir(record.to_fhir()).report) == 0


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        ("header.hospital", None, "must-item-missing", "name"),
        ("header.office", None, "must-item-missing", "name"),
        ("basics.name", None, "must-item-missing", "text"),
        ("basics.born", None, "must-item-missing", "birthDate"),
        ("header.admitted", None, "valid-but-not-billable", "encounter"),
        ("header.means", None, "valid-but-not-billable", "medium"),
        ("services.enclosed", None, "valid-but-not-billable", "section"),
        ("basics.kana", None, "recommended-item-missing", "text"),
        ("medicines.adherence", None, "recommended-item-missing", "section[8]"),
        ("basics.born", date(2026, 11, 25), "born-after-written", "birthDate"),
        ("basics.born", date(1889, 1, 2), "age-beyond-belief", "birthDate"),
        ("basics.valid_to", date(2026, 3, 31), "period-reversed", "end"),
        ("header.hospital_number", "3710199014", "check-digit-wrong", "value"),
        ("header.office_number", "377019901", "identifier-malformed", "value"),
        ("basics.insurer_number", "372013", "check-digit-wrong", "value"),
        ("basics.insured_number", "１２３", "identifier-malformed", "value"),
        ("basics.address", MY_NUMBER, "my-number-refused", "text"),
        ("wishes.interests", "番号は 1234 5678 9018 です", "my-number-suspected", "valueString"),
        (
            "wishes.interests",
            "000000000011、１２３４－５６７８－９０１８",
            "my-number-suspected",
            "valueString",
        ),
        ("wishes.interests", "1234  5678  9018", "my-number-refused", "valueString"),
    ],
)
def test_one_changed_item_is_one_finding(path, value, code, where):
    found = said(sheet().change(path, value))
    assert [c for c, _ in found] == [code]
    assert found[0][1].rpartition(".")[2] == where


def changed(record, **values):
    for path, value in values.items():
        record = record.change(path.replace("__", "."), value)
    return record


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"basics__certification": Certification.NOT_APPLIED},
            ["not-applied-but-certified"] * 3,
        ),
        (
            {"basics__certification": Certification.CHANGE_APPLIED, "basics__care_level": None},
            ["change-without-level"],
        ),
        (
            {"functioning__denture": YesNo.NO, "functioning__denture_kind": (DentureKind.FULL,)},
            ["detail-contradicts-no"],
        ),
        ({"functioning__smoking": YesNo.NO, "functioning__cigarettes": 3}, ["detail-contradicts-no"]),
        (
            {
                "functioning__recent_admission": YesNoUnknown.NO,
                "functioning__recent_admission_from": date(2026, 6, 1),
            },
            ["detail-contradicts-no"],
        ),
        (
            {"functioning__mobility": Adl.INDEPENDENT, "functioning__aid_indoor": (Aid.WHEELCHAIR,)},
            ["independent-with-wheelchair"],
        ),
        ({"functioning__bpsd": (Bpsd.NONE, Bpsd.WANDERING)}, ["none-with-others"]),
        ({"functioning__disease_history": (Disease.NONE, Disease.CANCER)}, ["none-with-others"]),
        (
            {"family__household": None, "family__main_caregiver": None, "wishes__life_history": None},
            ["valid-but-not-billable"],
        ),
        ({"basics__care_level": None}, []),  # the status alone will do for the fee
    ],
)
def test_items_that_must_agree(changes, expected):
    assert codes(changed(sheet(), **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"conclusion__consent": ConsultationConsent.ANONYMOUS, "subject__name": "讃岐 太郎"},
            ["name-without-consent"],
        ),
        ({"conclusion__follow_up": FollowUp.NEEDED}, ["follow-up-without-date"]),
        ({"reception__closed": date(2026, 11, 23)}, ["period-reversed"]),
        ({"subject__municipality": "372011"}, ["check-digit-wrong"]),
        ({"reception__channel": None}, ["must-item-missing"]),
    ],
)
def test_items_of_a_consultation_that_must_agree(changes, expected):
    assert codes(changed(call(), **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"basics__age": None}, []),  # the birth date alone will do
        ({"basics__born": None}, []),  # and so will the age
        ({"basics__age": None, "basics__born": None}, ["must-item-missing"]),
        ({"basics__facility": None}, ["must-item-missing"]),
        ({"evidence__hearings": None}, ["must-item-missing"]),
        ({"basics__age": 87}, ["age-differs-from-birth-date"]),
        ({"basics__planned_discharge": date(2026, 11, 4)}, []),
        ({"basics__planned_discharge": date(2026, 11, 3)}, ["period-reversed"]),
        ({"basics__planned_discharge": None}, ["valid-but-not-billable"]),
        ({"basics__admitted": date(2026, 11, 19)}, ["heard-before-admission"]),
        (
            {"evidence__hearings": (Hearing(heard=date(2026, 11, 18), source="看護師"),)},
            ["valid-but-not-billable"],
        ),
        ({"evidence__hearings": (Hearing(source="看護師"),)}, ["valid-but-not-billable"] * 2),
        (
            {"basics__level_pending": LevelPending.NONE, "basics__care_level_at_discharge": CareLevel._23},
            ["detail-contradicts-no"],
        ),
        ({"status__denture": YesNo.NO, "status__denture_use": YesNo.YES}, ["detail-contradicts-no"]),
        ({"issues__contraindications": "荷重"}, ["detail-contradicts-no"]),
        ({"issues__needed_treatments": (Treatment.NONE, Treatment.DRIP)}, ["none-with-others"]),
        ({"issues__nursing_view": (NursingView.NONE, NursingView.SKIN)}, ["none-with-others"]),
        ({"issues__rehab_view": (RehabView.NONE, RehabView.BALANCE)}, ["none-with-others"]),
    ],
)
def test_items_of_a_discharge_record_that_must_agree(changes, expected):
    assert codes(changed(leaving(), **changes)) == expected


def test_one_of_the_six_parts_is_enough_for_the_fee():
    bare = leaving().model_copy(update={"status": Status(), "views": Views(), "issues": Issues()})
    fee = [f for f in check(bare.to_fhir()) if f.code == "valid-but-not-billable"]
    assert len(fee) == 1
    assert "課題認識のための情報" in fee[0].message.ja
    one = bare.change("issues.barriers", "玄関の段差")
    assert "valid-but-not-billable" not in codes(one)


def test_who_told_it_is_not_who_wrote_it():
    tree = leaving().to_fhir()
    hearing = next(e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == "Communication")
    author = tree["entry"][0]["resource"]["author"][0]["reference"]
    assert hearing["sender"] == {"display": "看護師(綾川 看子)"}
    assert hearing["received"] == "2026-11-18"
    assert author in {e["fullUrl"] for e in tree["entry"]}


def test_the_words_name_the_item_and_never_its_value():
    (finding,) = check(sheet().change("header.hospital_number", "3710199014").to_fhir())
    assert "医療機関コード" in finding.message.ja
    assert "3710199014" not in f"{finding}"
    assert finding.severity is Severity.WARNING


def test_an_answer_beyond_the_list_is_said_when_no_claimed_profile_says_it():
    tree = sheet().to_fhir()
    node = next(e["resource"] for e in tree["entry"] if mobility(e["resource"]))
    node["valueCodeableConcept"]["coding"][0]["code"] = "hopping"
    assert ("answer-not-of-list") not in [f.code for f in check(tree)]
    del node["meta"]
    assert [f.code for f in check(tree)] == ["recommended-item-missing", "answer-not-of-list"]
    assert [f.code for f in from_fhir(tree).report] == ["content-not-understood"]


def test_a_second_answer_is_said():
    tree = sheet().to_fhir()
    entry = next(e for e in tree["entry"] if mobility(e["resource"]))
    tree["entry"].append({**entry, "fullUrl": "urn:uuid:6f9619ff-8b86-4d01-b42d-00cf4fc964ff"})
    section = next(s for s in tree["entry"][0]["resource"]["section"] if s["title"].startswith("7"))
    tree["entry"][-1]["resource"] = {**entry["resource"]}
    section["entry"].append({"reference": tree["entry"][-1]["fullUrl"]})
    assert [f.code for f in check(tree)] == ["answered-twice"]


def mobility(resource):
    return resource["resourceType"] == "Observation" and resource["code"]["coding"][0]["code"] == "mobility"


def test_what_is_no_record_of_ours_is_left_alone():
    assert list(check({"resourceType": "Patient", "id": MY_NUMBER})) == []


@pytest.mark.parametrize(
    "innocent",
    [
        "00000000-0000-4000-8000-123456789018",
        "urn:uuid:00000000-0000-4000-8000-123456789018",
        "+12 3456 789018",
        "1234567890188",
    ],
)
def test_a_uuid_or_a_telephone_number_abroad_is_no_my_number(innocent):
    assert codes(sheet().change("wishes.interests", innocent)) == []


def test_every_rule_has_words_a_reason_and_its_own_code():
    assert len({r.code for r in rules.RULES}) == len(rules.RULES)
    for rule in rules.RULES:
        for words in (rule.says, rule.fix, rule.why):
            assert words.ja
            assert words.en


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (None, ["consent-for-name-not-stated"]),
        (ConsultationConsent.PERSON, []),
        (ConsultationConsent.FAMILY, []),
        (ConsultationConsent.ANONYMOUS, ["name-without-consent"]),
    ],
)
def test_a_name_needs_a_consent(consent, expected):
    named = call().change("subject.name", "讃岐 花子").change("conclusion.consent", consent)
    found = [code for code in codes(named) if code != "recommended-item-missing"]
    assert found == expected
    unnamed = call().change("conclusion.consent", consent)
    assert [code for code in codes(unnamed) if code != "recommended-item-missing"] == []


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("subject.name", "成羽 花", [("name-in-anonymised-minutes", "text")]),
        ("meeting.ended", datetime(2026, 11, 24, 13, 29, tzinfo=JST), [("period-reversed", "value")]),
        ("meeting.ended", datetime(2026, 11, 24, 13, 30, tzinfo=JST), []),
        (
            "result.parts",
            (Part(who="みほん薬局", what="届ける"),),
            [("part-without-owner-or-day", "resource")],
        ),
        ("result.parts", (Part(what="届ける"),), [("part-without-owner-or-day", "resource")] * 2),
        ("result.conclusion", None, [("must-item-missing", "section[4]")]),
    ],
)
def test_minutes_that_contradict_themselves(path, value, expected):
    found = [(c, where.rpartition(".")[2]) for c, where in said(meeting().change(path, value))]
    assert found == expected


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_check_never_repeats_what_the_record_says(kind):
    vocabulary = " ".join(f"{r.says} {r.fix}" for r in rules.RULES)
    vocabulary += " ".join(f"“{i.en}” 「{i.ja}」" for i in kind.form().items)

    @given(records(kind, stated=Level.MUST))
    def law(record):
        texts = [t for t in strings(record) if len(t) >= 4 and t not in vocabulary]
        for finding in check(record.to_fhir()):
            for text in texts:
                assert text not in f"{finding.path}{finding.message}{finding.fix}"

    law()


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, Noted):
        yield value.text
    elif isinstance(value, tuple):
        for inner in value:
            yield from strings(inner)
    elif hasattr(type(value), "model_fields"):
        for _, inner in value:
            yield from strings(inner)

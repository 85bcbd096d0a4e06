"""Membership in three values: in, out, and "cannot be decided here"."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.fhir import tables
from carelink.profiles import Package, Packages
from carelink.profiles.terminology import Terminology
from carelink.profiles.terminology.grammars import grammar
from carelink.profiles.terminology.members import both, either
from carelink.profiles.terminology.units import is_unit

ANIMALS = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/animals",
    "content": "complete",
    "caseSensitive": True,
    "concept": [
        {
            "code": "mammal",
            "concept": [
                {"code": "dog", "display": "Dog"},
                {"code": "cat", "property": [{"code": "tame", "valueBoolean": True}]},
            ],
        },
        {"code": "fish"},
        {"code": "carp", "property": [{"code": "parent", "valueCode": "fish"}]},
    ],
}
PARTS = {
    "resourceType": "CodeSystem",
    "url": "http://example.org/parts",
    "content": "fragment",
    "concept": [{"code": "a"}],
}


def members(*includes, exclude=(), more=()):
    value_set = {
        "resourceType": "ValueSet",
        "url": "http://example.org/vs",
        "compose": {"include": list(includes), "exclude": list(exclude)},
    }
    library = Packages([Package.of([ANIMALS, PARTS, value_set, *more])], own=False)
    return Terminology(library).members("http://example.org/vs")


def of(op, value, name="concept", system="http://example.org/animals"):
    return {"system": system, "filter": [{"property": name, "op": op, "value": value}]}


WHOLE = {"system": "http://example.org/animals"}


@pytest.mark.parametrize(
    ("include", "inside", "outside"),
    [
        (WHOLE, {"mammal", "dog", "cat", "fish", "carp"}, {"bird"}),
        ({**WHOLE, "concept": [{"code": "dog"}]}, {"dog"}, {"cat"}),
        (of("is-a", "mammal"), {"mammal", "dog", "cat"}, {"fish", "carp"}),
        (of("descendent-of", "fish"), {"carp"}, {"fish", "dog"}),
        (of("is-not-a", "mammal"), {"fish", "carp"}, {"dog"}),
        (of("generalizes", "carp"), {"carp", "fish"}, {"dog"}),
        (of("in", "dog, carp"), {"dog", "carp"}, {"cat"}),
        (of("not-in", "dog"), {"cat"}, {"dog"}),
        (of("=", "dog"), {"dog"}, {"cat"}),
        (of("regex", "c.*"), {"cat", "carp"}, {"dog"}),
        (of("=", "true", "tame"), {"cat"}, {"dog"}),
        (of("exists", "false", "tame"), {"dog"}, {"cat"}),
    ],
)
def test_includes_and_filters(include, inside, outside):
    found = members(include)
    assert {c for c in inside | outside if found.has("http://example.org/animals", c)} == inside
    assert not any(found.has("http://example.org/other", c) for c in inside)


def test_an_exclude_always_wins():
    found = members(WHOLE, exclude=[of("is-a", "mammal")])
    assert found.has(None, "fish") is True
    assert found.has(None, "dog") is False


def test_what_is_not_at_hand_stays_undecided():
    assert members({"system": "http://snomed.info/sct"}).has("http://snomed.info/sct", "1") is None
    assert members({"valueSet": ["http://example.org/nothing"]}).has("s", "1") is None
    assert members({"system": "http://example.org/parts"}).has("http://example.org/parts", "b") is None
    assert members({"system": "http://example.org/parts"}).has("http://example.org/parts", "a") is True
    assert members(of("regex", "(a+)+b")).has(None, "dog") is None


def test_listed_codes_need_no_code_system():
    found = members({"system": "http://snomed.info/sct", "concept": [{"code": "1"}]})
    assert found.has("http://snomed.info/sct", "1") is True
    assert found.has("http://snomed.info/sct", "2") is False


def test_value_sets_that_import_each_other_end():
    other = {
        "resourceType": "ValueSet",
        "url": "http://example.org/other",
        "compose": {"include": [{"valueSet": ["http://example.org/vs"]}]},
    }
    assert members({"valueSet": ["http://example.org/other"]}, more=[other]).has("s", "c") is None


def test_every_small_r4_value_set_agrees_with_the_tables():
    terminology = Terminology(Packages(own=False))
    for url in tables.value_set_urls()[::9]:
        codes = tables.value_set_codes(url)
        found = terminology.members(url)
        for system, code in sorted(codes or ())[:20]:
            if "|" not in system:
                assert found.has(system, code) is True, (url, code)


@pytest.mark.parametrize(
    ("system", "good", "bad"),
    [
        ("urn:ietf:bcp:13", ["text/plain", "json", "text/html; charset=utf-8"], ["text", "text/", "a b/c"]),
        ("urn:ietf:bcp:47", ["ja", "ja-JP", "zh-Hant-TW", "x-private"], ["ja_JP", "", "jp"]),
        ("urn:ietf:bcp:47", ["sl-rozaj", "en-GB-oed", "ja-XX", "qab"], ["en-1996-1996", "ja-Zzzq", "en-"]),
        ("urn:iso:std:iso:4217", ["JPY", "XXX"], ["yen"]),
        ("urn:iso:std:iso:3166", ["JP", "JPN", "392"], ["XX", "jp", "Japan", "XX-1"]),
        ("http://unstats.un.org/unsd/methods/m49/m49.htm", ["392", "142"], ["999", "JP"]),
        ("http://unitsofmeasure.org", ["mg/dL", "mm[Hg]", "10*9/L", "/min", "{x}", "1"], ["mmHg", "回"]),
        ("http://unitsofmeasure.org", ["m2.5", "dB[10.nV]", "g/(8.h){shift}", "%"], ["kmin", "mg/", "(m"]),
        ("urn:ietf:rfc:3986", ["urn:oid:1.2"], ["no uri"]),
        ("https://www.iana.org/time-zones", ["Asia/Tokyo"], ["Asia/Takamatsu"]),
    ],
)
def test_grammars(system, good, bad):
    check = grammar(system)
    assert [check(code) for code in good] == [True] * len(good)
    assert not any(check(code) for code in bad)


def test_units_are_those_of_the_common_list():
    """R4's own list of common units holds eleven annotations that UCUM does not allow."""
    common = Packages(own=False).value_set("http://hl7.org/fhir/ValueSet/ucum-common")
    codes = [c["code"] for include in common["compose"]["include"] for c in include["concept"]]
    refused = [code for code in codes if not is_unit(code)]
    assert len(codes) > 1000
    assert len(refused) == 11
    assert all(" " in code for code in refused)


@given(st.text("m(){}[]./1*^-gdL ", max_size=40))
def test_no_unit_makes_the_parser_stumble(code):
    assert is_unit(code) in (True, False)


def test_units_nested_too_deeply_are_none():
    assert not is_unit("(" * 90 + "m" + ")" * 90)


@pytest.mark.parametrize(
    ("value_set", "good", "bad"),
    [
        ("all-distance-units", ["m", "cm", "[in_i]"], ["s", "kg", "metre"]),
        ("all-time-units", ["s", "min", "a"], ["m", "year"]),
        ("ucum-units", ["kg", "Cel"], ["°C"]),
        ("iso3166-1-3", ["JPN"], ["JP", "392", "XXY"]),
        ("iso3166-1-N", ["392"], ["JPN"]),
        ("currencies", ["JPY"], ["¥"]),
        ("all-languages", ["ja"], ["jp"]),
    ],
)
def test_value_sets_of_registries_are_decided(value_set, good, bad):
    found = Terminology(Packages(own=False)).members(f"http://hl7.org/fhir/ValueSet/{value_set}")
    assert [found.has(None, code) for code in good] == [True] * len(good)
    assert [found.has(None, code) for code in bad] == [False] * len(bad)


@given(st.lists(st.sampled_from([True, False, None])))
def test_three_valued_logic(answers):
    assert both(answers) is (False if False in answers else None if None in answers else True)
    assert either(answers) is (True if True in answers else None if None in answers else False)


@pytest.mark.interop
def test_committed_registries_are_what_the_tool_builds():
    tool = Path(__file__).parents[2] / "tools" / "build_registries.py"
    done = subprocess.run([sys.executable, tool, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

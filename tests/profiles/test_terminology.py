"""Membership in three values: in, out, and "cannot be decided here"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.fhir import tables
from carelink.profiles import Package, Packages
from carelink.profiles.terminology import Terminology
from carelink.profiles.terminology.grammars import grammar
from carelink.profiles.terminology.members import both, either

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
        ("urn:ietf:bcp:47", ["ja", "ja-JP", "zh-Hant-TW", "x-private"], ["ja_JP", "", "japanese-"]),
        ("urn:iso:std:iso:4217", ["JPY"], ["yen"]),
        ("urn:ietf:rfc:3986", ["urn:oid:1.2"], ["no uri"]),
        ("https://www.iana.org/time-zones", ["Asia/Tokyo"], ["Asia/Takamatsu"]),
    ],
)
def test_grammars(system, good, bad):
    check = grammar(system)
    assert [check(code) for code in good] == [True] * len(good)
    assert not any(check(code) for code in bad)


@given(st.lists(st.sampled_from([True, False, None])))
def test_three_valued_logic(answers):
    assert both(answers) is (False if False in answers else None if None in answers else True)
    assert either(answers) is (True if True in answers else None if None in answers else False)

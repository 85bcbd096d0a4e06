"""The sieve before the search for マイナンバー never holds back what the search would find."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_samples import call, leaving, sheet

from carelink.fhir import json
from carelink.records.checks import numbers, sieve

GAP = re.compile(r"[\s‐-―−－ー-]")
NUMBER = "123456789018"
UUID = "7de99a2c-0341-4391-9686-123456789018"

_PIECES = st.sampled_from(
    [
        *'0123456789０５９- 　ー\u2009\n\\"字ビ+:a',
        UUID,
        f"urn:uuid:{UUID}",
        NUMBER,
        NUMBER[:6],
        "1234 5678 9018",
        "１２３４－５６７８－９０１８",
    ]
)
_TEXTS = st.lists(_PIECES, max_size=20).map("".join) | st.text(max_size=40)
_LEAVES = st.none() | st.booleans() | st.integers() | _TEXTS
_TREES = st.dictionaries(st.text("abc", max_size=3), _LEAVES | st.lists(_LEAVES, max_size=3), max_size=4)


def walked(tree):
    """Return whether the search itself finds anything, asked whatever the sieve says."""
    found = []
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            found += numbers._judged(None, node)
        elif isinstance(node, (dict, list)):
            stack += node.values() if isinstance(node, dict) else node
    return bool(found)


@given(_TREES)
def test_what_the_search_finds_passes_the_sieve(tree):
    if walked(tree):
        assert sieve.lets_through(json.write(tree))
        assert sieve.lets_through(json.write(tree, indent=2))


def test_every_gap_of_the_search_is_one_of_the_sieve():
    gaps = {chr(n) for n in range(sys.maxunicode + 1) if GAP.fullmatch(chr(n))}
    assert gaps == {*sieve.GAPS, *sieve.RARE_GAPS}


@pytest.mark.parametrize("gap", [*sieve.GAPS, *sieve.RARE_GAPS], ids=lambda gap: f"U+{ord(gap):04X}")
def test_no_gap_hides_a_number(gap):
    assert sieve.lets_through(json.write({"a": gap.join(NUMBER)}))
    assert sieve.lets_through(json.write({"a": f"いう{NUMBER[:5]}{gap}{NUMBER[5:]}ます"}))


@pytest.mark.parametrize(
    "text",
    [
        UUID,
        f"urn:uuid:{UUID}",
        f"https://carelink.example/fhir/Patient/{UUID}",
        "087-000-0000",
        "2026-11-20T09:00:00+09:00",
        "1234567890123",  # 法人番号
        "２０２６年１１月２０日　１４時３０分",
    ],
)
def test_what_records_are_full_of_is_held_back(text):
    assert not sieve.lets_through(json.write({"a": text, "b": [text, text]}))


def test_good_records_are_held_back():
    for record in (sheet(), leaving(), call()):
        assert not sieve.lets_through(json.write(record.to_fhir()))


def test_an_escape_may_spell_a_digit():
    assert sieve.lets_through(b'{"a": "\\u0031"}')

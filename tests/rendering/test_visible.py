from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.rendering.visible import css_string, visible

ANY = st.text(st.characters(exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    "char", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"]
)
def test_nothing_turns_the_line_around(char):
    assert visible(f"a{char}b") == f"a[U+{ord(char):04X}]b"


def test_controls_are_named():
    assert visible("a\x00b\x1bc\x7f") == "a[U+0000]b[U+001B]c[U+007F]"
    assert visible("\x85") == "[U+0085]"


def test_what_hides_is_named():
    assert visible("\u200b\ufeff\u00ad\u3164\U000e0041") == "[U+200B][U+FEFF][U+00AD][U+3164][U+E0041]"


def test_a_lone_surrogate_can_be_encoded():
    assert visible("\ud800").encode() == b"[U+D800]"


@pytest.mark.parametrize(
    "text", ["葛\U000e0100城", "ｶﾀｶﾅ Ａ", "が\u3099", "\ue000", "a\tb\nc", "👨\u200d👩\u200d👧"]
)
def test_the_spelling_of_a_name_is_kept(text):
    assert visible(text) == text


def test_line_ends_become_one():
    assert visible("a\r\nb") == "a\nb"


@given(ANY)
def test_nothing_unseen_is_left(text):
    shown = visible(text)
    shown.encode()
    unseen = {c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert unseen <= set("\n\t\u200c\u200d")


@given(ANY)
def test_seeing_twice_changes_nothing(text):
    assert visible(visible(text)) == visible(text)


@given(ANY)
def test_a_css_string_holds_only_hexadecimal(text):
    assert re.fullmatch(r'"(\\[0-9a-f]{6})*"', css_string(text))

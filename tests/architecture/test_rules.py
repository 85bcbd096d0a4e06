"""Every rule can be explained, in both languages, under one name."""

from __future__ import annotations

import re
from importlib import import_module
from string import Formatter

import pytest

from carelink.cli.explain import ROOMS, all_rules

JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
RULES = [(room, rule) for room in ROOMS for rule in import_module(room).RULES]


def test_no_two_rules_share_a_code():
    assert len(all_rules()) == len(RULES)


def test_every_rule_constant_is_listed():
    """A rule that is written but not in RULES would be found in data and then not be explainable."""
    from carelink.findings import Rule

    for room in ROOMS:
        module = import_module(room)
        listed = {r.code for r in module.RULES}
        written = {v.code for v in vars(module).values() if isinstance(v, Rule)}
        assert written <= listed, room


@pytest.mark.parametrize(("room", "rule"), RULES, ids=[r.code for _, r in RULES])
def test_a_rule_is_complete(room, rule):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.code), room
    for words in (rule.says, rule.fix, rule.why):
        assert JAPANESE.search(words.ja), words
        letters = sum(c.isascii() for c in words.en)
        assert letters > len(words.en) / 2, "labels of forms stay Japanese, sentences do not"
    assert rule.spec
    names = [{f for _, f, _, _ in Formatter().parse(text) if f} for text in rule.says]
    assert len(names[0]) == len(names[1]), "both languages use as many facts"

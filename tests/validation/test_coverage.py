"""The table of the reference's rules names rules that exist, and reasons for those that do not."""

import sys
from pathlib import Path

import pytest

from carelink.fhir.rules import RULES as CODEC_RULES
from carelink.validation.rules import RULES

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from reference_pages.coverage import NOT_DONE, rows

ROWS = list(rows())
KNOWN = {rule.code for rule in (*CODEC_RULES, *RULES)}


def test_the_table_is_whole():
    assert len({row.name for row in ROWS}) == len(ROWS) == 393


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row(row):
    assert set(row.codes) <= KNOWN
    assert row.answer != NOT_DONE or row.note

"""The two national sheets against the catalogue beside the project: rows, labels, options.

`test_vocabulary` compares the sheets with tables in the project; here the tables themselves are compared with
where they come from, and the sheets with every option that the catalogue lists.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from carelink.records import AdmissionSheet, DischargeRecord, form_of

CATALOGUE = Path(__file__).parents[3] / "shared" / "domain" / "catalogue.md"
DATA = Path(__file__).parent / "data"
CHAPTERS = {AdmissionSheet: "### 1.2 ", DischargeRecord: "### 1.3 "}
TABLES = {AdmissionSheet: "form_2018.tsv", DischargeRecord: "discharge_2018.tsv"}
COUNTS = {AdmissionSheet: 66, DischargeRecord: 28}
"""Rows of each chapter."""
ENVELOPE = {"H1"}
"""記入日 is `written`, which every record has."""
OTHER_WORDS = {
    ("2.2", "年齢"): "才",
    ("2.3", "氏名"): "キーパーソン",
    ("2.3", "年齢"): "才",
    ("2.3", "同居・別居"): "キーパーソン",  # of the main caregiver only; both are the same kind of group here
    ("5.5", "介護力が見込める(十分)"): "介護力が見込める(十分・一部)",
    ("5.5", "介護力が見込める(一部)"): "介護力が見込める(十分・一部)",
}
"""What we call otherwise than the catalogue does, by row: its own words."""
ELSEWHERE = {
    "care-level": "要支援( ), 要介護( ) have their numbers written out; 要介護度 is a table of its own",
    "care-level-at-discharge": "as above",
    "certification": "a table of its own: 認定済 needs no box on paper",
}
"""Items whose options the row does not list, and why."""

pytestmark = pytest.mark.shared
both = pytest.mark.parametrize("record", CHAPTERS)


@pytest.fixture(scope="module")
def pages():
    if not CATALOGUE.is_file():
        pytest.skip("the catalogue (../shared/domain/catalogue.md) is not beside this checkout")
    return CATALOGUE.read_text("utf-8")


def chapter(text, heading):
    return text.partition(f"\n{heading}")[2].partition("\n### ")[0]


def rows(text, heading):
    """Return label, type and mark of each numbered row, by its number as printed."""
    found = {}
    for line in chapter(text, heading).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        number = cells[0].strip("* ") if line.startswith("|") else ""
        said = " ".join(cells[2:4])
        if number and not set(number) <= {"-", "#"} and set(said) - {" ", "-"}:
            found[number] = said
    return found


def folded(label):
    return re.sub(r"[\s　]", "", label)


def table(record):
    with (DATA / TABLES[record]).open(encoding="utf-8", newline="") as lines:
        return {r["row"]: r["labels"].split("|") for r in csv.DictReader(lines, delimiter="\t")}


@both
def test_the_rows_are_those_of_the_catalogue(pages, record):
    known = set(rows(pages, CHAPTERS[record])) - ENVELOPE
    declared = {item.row for item in form_of(record, "2018").items} - {""}
    parts = {part.row for item in form_of(record, "2018").items for part in item.parts} - {""}
    assert declared | parts == known == set(table(record))
    assert len(known) == COUNTS[record]


@both
def test_our_labels_are_in_the_row_of_the_catalogue(pages, record):
    known = rows(pages, CHAPTERS[record])
    for row, labels in table(record).items():
        for label in labels:
            theirs = OTHER_WORDS.get((row, label), label)
            assert folded(theirs) in folded(known[row]), (row, label)


@both
def test_every_option_of_ours_is_one_of_the_catalogue(pages, record):
    known = rows(pages, CHAPTERS[record])
    strange = []
    for item in form_of(record, "2018").boxes():
        if item.list is None or item.code in ELSEWHERE or not item.row:
            continue
        said = known[item.row]
        said = folded(said + "".join(listed(pages, name) for name in re.findall(r"CS-[A-Z0-9]+", said)))
        options = (OTHER_WORDS.get((item.row, m.label), m.label) for m in item.list)
        strange += [(item.row, item.code, option) for option in options if folded(option) not in said]
    assert strange == []


@both
def test_every_item_is_in_the_reference_table(checkout, record):
    page = (checkout / "docs" / "reference" / "items.md").read_text("utf-8")
    page = page.partition(f"\n## {record.title}\n")[2].partition("\n## ")[0]
    lines = page.splitlines()
    for item in form_of(record).items:
        (line,) = [one for one in lines if f"| `{item.path}`" in one]
        assert line.startswith(f"| {item.ja}")
        assert item.list is None or f"[{item.list.__name__}](" in line
    assert f"{len(form_of(record))} items" in page


def listed(text, name):
    """Return the row of a code list."""
    return next(
        (line for line in chapter(text, "### 1.1 ").splitlines() if line.startswith(f"| `{name}`")), ""
    )

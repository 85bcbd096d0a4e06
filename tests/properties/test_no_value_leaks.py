"""No value of a record in any finding, log or exception, by whichever door it comes."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import carelink
from carelink.errors import CarelinkError
from carelink.fhir import json as fhir_json
from carelink.findings import formats

DATA = Path(carelink.__file__).parent / "cli" / "demo" / "data"
CANARY = "カナリア7Qz"
WEARING = [
    CANARY, f" {CANARY} ", f"{CANARY}\n", f"あり（{CANARY}）", f"令和99年{CANARY}", f"2026-13-{CANARY}",
    f"http//{CANARY}", f"{CANARY}@example.com", f"087-{CANARY}", f"<b>{CANARY}</b>", f"#{CANARY}",
    f"urn:uuid:{CANARY}",
    f"Patient/{CANARY}", f"http://example.com/{CANARY}", f"a|{CANARY}",
]  # fmt: skip
SHEET = carelink.read(DATA / "admission.toml").to_fhir()
FACILITY = carelink.read_all(DATA / "facilities.csv").records[0].to_fhir()
TOML = (DATA / "admission.toml").read_text("utf-8")
CSV = (DATA / "facilities.csv").read_bytes()

wearing = st.sampled_from(WEARING)


def leaves(node):
    """Yield parent and key of every value that is no object or list, keys of structure left out."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            yield from leaves(value)
        elif key not in {"resourceType", "url"}:
            yield node, key


def everything_said(work):
    """Run ``work`` and return all that anybody could read of it: report, exception, log."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    try:
        report = work()
    except CarelinkError as error:
        said = [str(error), repr(error), repr(getattr(error, "report", None))]
        report = getattr(error, "report", None)
        chained = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        said.append(repr(chained))
    else:
        said = []
    finally:
        logging.getLogger().removeHandler(handler)
    if report is not None:
        said += [formats.to_text(report), formats.to_text(report, "en"), repr(report), repr(report.findings)]
        said += [json.dumps(formats.to_json(report)), json.dumps(formats.to_operation_outcome(report))]
    return "\n".join([*said, heard.getvalue()])


def clean(said):
    return "カナリア" not in said and "7Qz" not in said and "\\u30ab\\u30ca\\u30ea" not in said


@pytest.mark.parametrize("tree", [SHEET, FACILITY], ids=["sheet", "facility"])
@given(data=st.data())
def test_validating_and_reading_fhir(tree, data):
    tree = deepcopy(tree)
    for _ in range(data.draw(st.integers(1, 4))):
        parent, key = data.draw(st.sampled_from(list(leaves(tree))))
        value = data.draw(wearing)
        parent[key] = data.draw(st.sampled_from([value, [value], {"x": value}, {"value": [value]}]))
    raw = fhir_json.write(tree)
    assert clean(everything_said(lambda: carelink.validate(raw)))
    assert clean(everything_said(lambda: carelink.read_all(raw).report))


@given(at=st.integers(0, 20_000), value=wearing)
def test_broken_json(at, value):
    raw = fhir_json.write(SHEET)
    at %= len(raw)
    broken = raw[:at] + json.dumps(value).encode() + raw[at:]
    assert clean(everything_said(lambda: carelink.validate(broken)))


@given(at=st.integers(0, 10_000), value=wearing)
def test_a_sheet_that_a_person_wrote(at, value):
    answers = list(re.finditer(r'= ("[^"\n]*"|\d+|true)$', TOML, re.MULTILINE))
    answer = answers[at % len(answers)]
    written = f'{TOML[: answer.start()]}= "{value.encode("unicode_escape").decode()}"{TOML[answer.end() :]}'
    text = written.encode().replace(value.encode("unicode_escape"), value.replace("\n", "\\n").encode())
    assert clean(everything_said(lambda: carelink.read_all(text).report))
    assert clean(everything_said(lambda: carelink.read_all(text + b'\n["' + value.encode() + b'"]').report))


@given(row=st.integers(1, 40), column=st.integers(0, 23), value=wearing)
def test_open_data(row, column, value):
    rows = list(csv.reader(io.StringIO(CSV.decode("utf-8-sig"))))
    rows[row % (len(rows) - 1) + 1][column] = value
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    assert clean(everything_said(lambda: carelink.read_all(text.getvalue().encode()).report))


def test_refusing_to_send():
    tree = deepcopy(SHEET)
    tree["entry"][1]["resource"]["gender"] = CANARY
    town = carelink.Identity.generate("見本")
    assert clean(everything_said(lambda: carelink.seal(tree, to=[town.recipient], sender=town)))


def test_the_listener_hears():
    """The test itself can fail: what is said is looked at."""
    assert not clean(everything_said(lambda: logging.getLogger("x").warning(CANARY)))

"""What the reference validator said of HL7's public cases, and what we say of them and other files."""

import json
from collections import Counter

import pytest

from carelink.fhir import json as fhir_json
from carelink.fhir import xml as fhir_xml
from carelink.profiles import Package
from carelink.validation import Validator
from carelink.validation.validator import looks_like_xml

AGREED_AT_LEAST = 232
FALSE_ERRORS_AT_MOST = 3
"""Out of 238; each remaining disagreement is listed with its reason in the documentation of the validator."""


def read(data):
    reader = fhir_xml if looks_like_xml(data) else fhir_json
    return reader.read(data)[0]


def ours(folder, case):
    """Return our report on one case, with the settings the case was recorded with."""
    loose = [*case["supporting"], *([case["profile"]] if case["profile"] else [])]
    trees = [tree for name in loose if (tree := read((folder / name).read_bytes())) is not None]
    archives = [folder / name for name in case["packages"] if (folder / name).exists()]
    validator = Validator([Package.of(trees), *archives], examples=case["options"].get("examples", True))
    wanted = read((folder / case["profile"]).read_bytes())["url"] if case["profile"] else None
    report = validator.validate((folder / case["file"]).read_bytes(), wanted)
    if case["options"].get("security-checks"):
        report = report.with_severity({"markup-in-text": "error"})
    return report


@pytest.mark.shared
def test_the_verdict_agrees_with_the_reference(shared_data):
    home = shared_data / "hl7-validator-cases"
    cases = json.loads((home / "r4-cases.json").read_text("utf-8"))["cases"]
    verdicts = Counter()
    for case in cases:
        said = not ours(home / "validator", case).ok
        reference = any(i["severity"] in ("error", "fatal") and not i["tx"] for i in case["issues"])
        verdicts[said, reference] += 1
    agreed = verdicts[True, True] + verdicts[False, False]
    assert verdicts[False, True] <= len(cases) - AGREED_AT_LEAST
    assert agreed >= AGREED_AT_LEAST
    assert verdicts[True, False] <= FALSE_ERRORS_AT_MOST


@pytest.mark.shared
def test_messages_of_the_danish_network_are_clean_but_for_what_lies_outside(shared_data):
    """Their extensions are defined in packages that are not at hand; nothing else may be an error."""
    validator = Validator()
    files = [p for p in sorted((shared_data / "medcom").rglob("*")) if p.suffix in (".json", ".xml")]
    assert len(files) > 50
    for path in files:
        codes = {f.code for f in validator.validate(path.read_bytes()).errors}
        assert codes <= {"extension-unknown"}, path.name


CORE, CLINS = "jp-core-1.1.2-url.tgz", "jp-clins-1.5.2-snap.tgz"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("folder", "packages"), [("jp-core-1.1.2", [CORE]), ("clins-examples", [CLINS, CORE])]
)
def test_examples_of_the_japanese_guides_conform(shared_data, folder, packages):
    validator = Validator([shared_data / "jp-fhir" / "packages" / name for name in packages])
    for path in sorted((shared_data / "jp-fhir" / folder).glob("*.json")):
        assert [(f.code, f.path) for f in validator.validate(path.read_bytes()).errors] == [], path.name

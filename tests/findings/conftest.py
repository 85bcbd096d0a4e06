"""Golden reports: compared byte for byte; ``--update-golden`` rewrites them, and the diff is reviewed."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from carelink import __version__
from carelink.findings import Finding, Report, Rule, Severity, Source, Unread, Words, formats

GOLDEN = Path(__file__).parent / "golden"
TURNED = "from\u202eoutside <b>&\"'\x1b[31m\n.json"
"""A file name that would turn a line around, colour a terminal, break a line and open a tag."""


def pytest_addoption(parser):
    """Offer the option, unless another folder's conftest already does."""
    with contextlib.suppress(ValueError):
        parser.addoption("--update-golden", action="store_true", help="rewrite golden files")


@pytest.fixture
def golden(request):
    """Return a function that compares a text with the golden file of a name, whatever the version."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        said = text.replace(f'"{__version__}"', '"VERSION"')
        if request.config.getoption("--update-golden", default=False):
            GOLDEN.mkdir(exist_ok=True)
            file.write_text(said, "utf-8", newline="\n")
        expected = file.read_text("utf-8") if file.exists() else ""
        assert said == expected, f"{name} changed; look at it, then run with --update-golden"

    return compare


NOT_IN_SET = Rule(
    "code-not-in-value-set",
    Severity.ERROR,
    Words("値セット {url} にないコードです。", "The code is not in the value set {url}."),
    Words("値セットにあるコードを選んでください。", "Choose a code of the value set."),
    Words("受け手は意味を決められません。", "The reader cannot tell what it means."),
    "FHIR R4 terminologies.html#required",
)
ADVISED = Rule(
    "narrative-advised",
    Severity.WARNING,
    Words("人が読む文章がありません。", "There is no narrative."),
    Words("内容を text に書いてください。", "Say the content in text."),
    Words("FHIR を知らない人が読めません。", "People without FHIR software cannot read it."),
)


@pytest.fixture
def rules():
    """Return the rules of the specimen by code."""
    return {rule.code: rule for rule in (NOT_IN_SET, ADVISED)}


@pytest.fixture
def specimen():
    """Return a report with every kind of place, and a file name that means harm."""
    url = "http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1"
    kept = Words("扱わない内容をそのまま残しました。", "Content that is not modelled was kept.")
    see = Words("必要なら見てください。", "Look at it if you need to.")
    return Report(
        [
            NOT_IN_SET.at(
                "Patient.gender",
                source=Source("in/a.json", line=2, column=12),
                demanded_by="https://carelink.example/fhir/StructureDefinition/admission-sheet|0.1.0#Patient",
                url=url,
            ),
            ADVISED.at("Patient", source=Source("in/a.json", line=1, column=1)),
            ADVISED.at("Bundle.entry[10].resource", source=Source("in/b.xml", line=7)),
            NOT_IN_SET.at(
                "Bundle.entry[2].resource.gender", source=Source(TURNED, line=3, column=5), url=url
            ),
            NOT_IN_SET.at(
                "用途", source=Source("表.xlsx", sheet="様式", row=4, column=2, field="性別"), url=url
            ),
            Finding("Patient.extension[0]", "content-kept", Severity.INFORMATION, kept, see),
        ]
    )


@pytest.fixture
def files():
    """Return every file of the run that the specimen tells of; one is clean."""
    return ("in/a.json", "in/b.xml", "in/clean.json", TURNED)


@pytest.fixture
def unread():
    """Return one file that could not be read."""
    said = Words("in/no.json を読めません。", "in/no.json cannot be read.")
    return (Unread("in/no.json", said, Words("名前を確かめてください。", "Check its name.")),)


@pytest.fixture
def said(specimen, rules, files, unread):
    """Return a function that says the specimen in one shape and language, as the command line would."""

    def say(shape: str, lang: str) -> str:
        texts = {
            "text": lambda: formats.to_text(specimen, lang, unread=unread),
            "junit": lambda: formats.to_junit(specimen, lang, files=files, unread=unread),
            "html": lambda: formats.to_html(specimen, lang, files=files, unread=unread),
        }
        data = {
            "json": lambda: formats.to_json(specimen, unread=unread),
            "outcome": lambda: formats.to_operation_outcome(specimen, lang, unread=unread),
            "sarif": lambda: formats.to_sarif(specimen, lang, rules=rules, unread=unread),
        }
        return texts[shape]() if shape in texts else formats.json_text(data[shape]()) + "\n"

    return say

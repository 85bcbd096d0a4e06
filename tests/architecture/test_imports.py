"""Starting is cheap: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "click", "cryptography", "fhir", "jinja2", "jiter", "joserfc", "lxml", "openpyxl", "pydantic",
    "pydantic_core", "rich", "sqlalchemy",
}  # fmt: skip


def loaded_by(code: str) -> set[str]:
    """Return the top-level names of every module a fresh interpreter has loaded after ``code``."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_import_carelink_loads_only_itself():
    modules = loaded_by("import carelink")
    assert {m for m in modules if m.split(".")[0] == "carelink"} == {"carelink", "carelink.lazy"}
    assert not {m.split(".")[0] for m in modules} & HEAVY


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_loads_only_click(arguments):
    code = f"""
import sys
sys.argv = ["carelink", *{arguments!r}]
from carelink.cli import main
try:
    main()
except SystemExit:
    pass
"""
    assert {m.split(".")[0] for m in loaded_by(code)} & HEAVY == {"click"}


def test_a_report_needs_no_library():
    code = "from carelink.findings import Report, formats\nformats.to_text(Report())"
    assert not {m.split(".")[0] for m in loaded_by(code)} & HEAVY


def test_validating_json_needs_no_library_but_jiter():
    code = 'import carelink\ncarelink.validate(b\'{"resourceType": "Patient", "gender": "male"}\')'
    assert {m.split(".")[0] for m in loaded_by(code)} & HEAVY == {"jiter"}  # half a millisecond to load

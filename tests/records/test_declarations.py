"""What a type checker must see: a record, section or group is frozen by the class line, on every class."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

BASES = {"Section", "Group", "Record", "InformationSheet"}


def declared(checkout):
    for path in sorted((checkout / "src" / "carelink" / "records").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.ClassDef)
                and {b.id for b in node.bases if isinstance(b, ast.Name)} & BASES
            ):
                yield path, node


def test_every_class_of_a_form_is_frozen_by_keyword(checkout):
    found = list(declared(checkout))
    assert len(found) > 15
    for path, node in found:
        assert "frozen" in {k.arg for k in node.keywords}, f"{path.name}: {node.name}"


def test_an_answer_cannot_be_assigned():
    from pydantic import ValidationError
    from record_samples import sheet

    with pytest.raises(ValidationError):
        sheet().functioning.mobility = None


def test_the_rules_can_be_explained_without_loading_the_records():
    code = "import sys, carelink.records.rules; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

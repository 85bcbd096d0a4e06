"""``carelink edition``: a stranger's TOML file becomes profile, form, page and docs page, with no code."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import carelink
from carelink.canonical import home
from carelink.cli.app import app
from carelink.errors import UsageError
from carelink.profiles import Package

TEMPLATE = home() / "editions" / "takamatsu.toml"


def run(*words):
    return CliRunner().invoke(app, [*map(str, words)])


def test_check_says_what_an_edition_changes():
    done = run("edition", "check", TEMPLATE)
    assert done.exit_code == 0
    assert "local:takamatsu-template" in done.output


def test_build_writes_every_face(tmp_path):
    done = run("edition", "build", TEMPLATE, "--out", tmp_path / "out")
    assert done.exit_code == 0
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {"package", *(f"takamatsu-template.{s}" for s in ("tgz", "html", "md", "toml"))}
    kinds = {a.kind for a in Package.load(tmp_path / "out" / "takamatsu-template.tgz").artefacts}
    assert kinds == {"StructureDefinition", "ValueSet"}
    again = run("edition", "build", TEMPLATE, "--out", tmp_path / "again")
    assert again.exit_code == 0
    for name in names - {"package"}:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_a_sheet_written_on_it_is_read_with_it(tmp_path):
    run("edition", "build", TEMPLATE, "--out", tmp_path)
    sheet = tmp_path / "takamatsu-template.toml"
    text = sheet.read_text("utf-8").replace('# "記入日"', '"記入日"')
    sheet.write_text(text.replace('"希望する連絡方法" = ""', '"希望する連絡方法" = "FAX"'), "utf-8")
    done = run("edition", "read", TEMPLATE, sheet, "--out", tmp_path / "record.json")
    assert done.exit_code == 0, done.output
    record = carelink.read(tmp_path / "record.json")
    assert record.local["takamatsu-template.preferred-contact"] == "FAX"
    page = run("edition", "read", TEMPLATE, sheet, "--out", tmp_path / "record.html")
    assert page.exit_code == 0
    assert "希望する連絡方法" in (tmp_path / "record.html").read_text("utf-8")


@pytest.mark.parametrize("verb", ["check", "build"])
def test_a_bad_file_is_wrong_usage(tmp_path, verb):
    file = tmp_path / "x.toml"
    file.write_text('name = "X"', "utf-8")
    more = ["--out", tmp_path / "out"] if verb == "build" else []
    assert isinstance(run("edition", verb, file, *more).exception, UsageError)

"""The package is an ordinary FHIR NPM package: same folder, same bytes, all of it reads back."""

from __future__ import annotations

import io
import json
import tarfile

import pytest
from click.testing import CliRunner

from carelink.canonical import home
from carelink.cli.app import app
from carelink.errors import UnknownProfileError
from carelink.profiles import Package, Packages, pack


@pytest.fixture(scope="module")
def packed():
    return pack()


def members(data):
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {m.name: (m, tar.extractfile(m).read()) for m in tar}


def test_the_same_folder_gives_the_same_bytes(packed):
    assert pack(home()) == packed


def test_nothing_depends_on_machine_or_day(packed):
    for member, _ in members(packed).values():
        assert (member.mtime, member.uid, member.gid, member.uname, member.mode) == (0, 0, 0, "", 0o644)
    assert list(members(packed)) == sorted(members(packed))


def test_what_is_written_reads_back(packed, tmp_path):
    file = tmp_path / "carelink.tgz"
    file.write_bytes(packed)
    read, own = Package.load(file), Package.own()
    assert {(a.url, a.kind) for a in read.artefacts} == {(a.url, a.kind) for a in own.artefacts}
    assert (read.name, read.version) == (own.name, own.version)
    theirs = {a.url: a.read() for a in read.artefacts}
    assert all(theirs[a.url] == a.read() for a in own.artefacts)


def test_it_serves_as_a_package_of_anybody(packed, tmp_path):
    file = tmp_path / "carelink.tgz"
    file.write_bytes(packed)
    library = Packages([file], own=False)
    url = next(a.url for a in Package.load(file).artefacts if a.id == "sheet-patient")
    assert library.structure(url).elements


def test_the_index_lists_every_file(packed):
    found = members(packed)
    index = json.loads(found["package/.index.json"][1])
    names = {f"package/{entry['filename']}" for entry in index["files"]}
    assert names == {
        n for n in found if n.count("/") == 1 and not n.endswith(("/package.json", ".index.json"))
    }
    assert len(names) > 400
    assert "package/example/Bundle-admission-sheet.json" in found


def test_the_guide_names_every_artefact_and_every_example(packed):
    found = members(packed)
    guide = json.loads(found["package/ImplementationGuide-carelink.json"][1])
    named = {r["reference"]["reference"] for r in guide["definition"]["resource"]}
    there = {
        f"{resource['resourceType']}/{resource['id']}"
        for name, (_, data) in found.items()
        if "resourceType" in (resource := json.loads(data)) and "ImplementationGuide" not in name
    }
    assert named == there


@pytest.mark.parametrize("text", ["", "[]", "{", '{"resourceType": 1}', '{"resourceType": "X"}'])
def test_a_folder_that_is_no_package_is_refused(tmp_path, text):
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(UnknownProfileError):
        pack(tmp_path)


def test_without_package_json_it_is_no_package(tmp_path):
    with pytest.raises(UnknownProfileError):
        pack(tmp_path)


def test_the_command_writes_it(tmp_path, packed):
    file = tmp_path / "out.tgz"
    done = CliRunner().invoke(app, ["profiles", "package", "--out", str(file)])
    assert done.exit_code == 0
    assert file.read_bytes() == packed


def test_the_command_alone_still_lists():
    done = CliRunner().invoke(app, ["profiles"])
    assert done.exit_code == 0
    assert "admission-sheet" in done.output

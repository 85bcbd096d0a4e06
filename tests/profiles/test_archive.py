"""Packages come from outside: nothing is unpacked, and nothing grows without bound."""

import io
import json
import tarfile

import pytest

from carelink.errors import UnknownProfileError
from carelink.profiles import Package, archive

PROFILE = {"resourceType": "StructureDefinition", "url": "http://example.org/x", "type": "Patient"}


def packed(path, members, *, kind=tarfile.REGTYPE):
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size, info.type = len(content), kind
            tar.addfile(info, io.BytesIO(content))
    return path


def test_a_package_is_read_from_a_tgz_or_a_folder(tmp_path):
    about = json.dumps({"name": "a.b", "version": "1.2"}).encode()
    profile = json.dumps(PROFILE).encode()
    tgz = packed(tmp_path / "a.tgz", [("package/package.json", about), ("package/x.json", profile)])
    folder = tmp_path / "folder" / "package"
    folder.mkdir(parents=True)
    (folder / "package.json").write_bytes(about)
    (folder / "x.json").write_bytes(profile)
    for source in (tgz, tmp_path / "folder", folder):
        package = Package.load(source)
        assert (package.name, package.version) == ("a.b", "1.2")
        assert [a.read() for a in package.artefacts] == [PROFILE]


@pytest.mark.parametrize("name", ["../x.json", "/x.json", "package/../../x.json"])
def test_paths_that_lead_outside_are_refused(tmp_path, name):
    with pytest.raises(UnknownProfileError):
        Package.load(packed(tmp_path / "a.tgz", [(name, b"{}")]))


def test_links_are_passed_over(tmp_path):
    tgz = packed(tmp_path / "a.tgz", [("package/x.json", b"")], kind=tarfile.SYMTYPE)
    assert Package.load(tgz).artefacts == ()


def test_an_archive_that_explodes_is_refused(tmp_path):
    blank = b" " * (24 * 2**20)
    with pytest.raises(UnknownProfileError):
        Package.load(packed(tmp_path / "a.tgz", [("package/x.json", blank), ("package/y.json", blank)]))


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MEMBERS_AT_MOST", 2)
    members = [(f"package/{n}.json", b"{}") for n in range(3)]
    with pytest.raises(UnknownProfileError):
        Package.load(packed(tmp_path / "a.tgz", members))


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_package_is_refused(tmp_path, content):
    path = tmp_path / "a.tgz"
    path.write_bytes(content)
    with pytest.raises(UnknownProfileError):
        Package.load(path)


def test_a_package_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnknownProfileError):
        Package.load(tmp_path / "nothing.tgz")


def test_an_index_saves_reading_the_files(tmp_path):
    entry = {"filename": "x.json", "resourceType": "ValueSet", "url": "http://example.org/vs", "version": "1"}
    index = json.dumps({"files": [entry]}).encode()
    members = [("package/.index.json", index), ("package/x.json", b"never parsed"), ("package/y.json", b"[]")]
    (artefact,) = Package.load(packed(tmp_path / "a.tgz", members)).artefacts
    assert (artefact.kind, artefact.url, artefact.version) == ("ValueSet", "http://example.org/vs", "1")

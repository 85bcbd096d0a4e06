"""Media for hospitals: what goes on one comes back, and nothing a stranger puts on one breaks the reader."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import converters
from carelink.converters import archives
from carelink.converters.xdm import HOME, to_bytes, writing
from carelink.converters.xdm.documents import Document, derived
from carelink.converters.xdm.metadata import from_xml
from carelink.errors import StorageError, UsageError
from carelink.records.read import KINDS, class_of
from carelink.records.sheets.letter import Basics, DischargeLetter, State
from carelink.testing.strategies import records

SET = "IHE_XDM/SUBSET01/"
LETTER = DischargeLetter(
    written=datetime(2026, 4, 1, 10, tzinfo=UTC),
    basics=Basics(name="試験 花子", born=date(1938, 5, 2)),
    state=State(course="経過は良好です。"),
)
MEDIUM = to_bytes([LETTER])


def files_of(data=MEDIUM):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(files, **more):
    """Return a zip of names and contents, or of ready-made entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content, **more)
    return out.getvalue()


def codes(data):
    batch = converters.read_all(data, format="xdm")
    assert batch.rows_in == len(batch.records) + batch.refused
    return Counter(x.code for x in batch.report)


def test_a_record_comes_back_from_a_medium(tmp_path):
    path = tmp_path / "out.xdm.zip"
    assert list(converters.write(LETTER, path)) == []
    batch = converters.read_all(path)
    assert (batch.format, batch.records, batch.report.ok) == ("xdm", (LETTER,), True)
    assert [(x.code, x.path) for x in batch.report] == [("xdm-page-for-people", "set[0].document[1]")]


def test_the_same_records_are_the_same_bytes_and_a_sound_zip():
    assert to_bytes([LETTER]) == MEDIUM
    with zipfile.ZipFile(io.BytesIO(MEDIUM)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "README.TXT", "INDEX.HTM", f"{SET}METADATA.XML", f"{SET}DOC00001.JSON", f"{SET}DOC00002.HTM",
        ]  # fmt: skip


def test_a_stick_is_read_where_it_was_plugged_in(tmp_path):
    with zipfile.ZipFile(io.BytesIO(MEDIUM)) as archive:
        archive.extractall(tmp_path)
    batch = converters.read_all(tmp_path)
    assert (batch.format, batch.records) == ("xdm", (LETTER,))


def test_the_metadata_say_what_ihe_asks_for():
    from lxml import etree

    files = files_of()
    root = etree.fromstring(files[f"{SET}METADATA.XML"])
    rim = {"r": "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"}
    entry = root.find(".//r:ExtrinsicObject", rim)
    slots = {
        slot.get("name"): [value.text for value in slot.iterfind(".//r:Value", rim)]
        for slot in entry.iterfind("r:Slot", rim)
    }
    document = files[f"{SET}DOC00001.JSON"]
    assert slots == {
        "creationTime": ["20260401100000"],
        "hash": [hashlib.sha1(document, usedforsecurity=False).hexdigest()],
        "languageCode": ["ja-JP"],
        "size": [str(len(document))],
        "sourcePatientInfo": ["PID-5|試験^花子", "PID-7|19380502"],
        "URI": ["DOC00001.JSON"],
    }
    schemes = [c.get("classificationScheme") for c in entry.iterfind("r:Classification", rim)]
    assert len(schemes) == len(set(schemes)) == 4
    package = root.find(".//r:RegistryPackage", rim)
    assert {
        i.find(".//r:LocalizedString", rim).get("value")
        for i in package.iterfind("r:ExternalIdentifier", rim)
    } == {
        "XDSSubmissionSet.uniqueId",
        "XDSSubmissionSet.sourceId",
    }
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    kinds = Counter(
        a.get("associationType").rpartition(":")[2] for a in root.iterfind(".//r:Association", rim)
    )
    assert kinds == {"HasMember": 2, "XFRM": 1}


def test_xml_and_pdf_can_be_put_on_a_medium_too():
    from carelink.fhir import xml

    def document(content, media_type, suffix):
        kind = ("57133-1", "2.16.840.1.113883.6.1", "診療情報提供書")
        return Document(derived(suffix), content, media_type, suffix, "題", LETTER.written, kind)

    data = writing.medium(
        [
            document(xml.write(LETTER.to_fhir()), "application/fhir+xml", "XML"),
            document(b"%PDF-1.7", "application/pdf", "PDF"),
        ]
    )
    batch = converters.read_all(data)
    assert (batch.records, batch.refused) == ((LETTER,), 1)
    assert {x.code for x in batch.report.errors} == {"xdm-document-not-a-record"}
    with pytest.raises(UsageError):
        writing.medium([])


@settings(max_examples=20)
@given(st.sampled_from(sorted(KINDS)).flatmap(lambda kind: records(class_of(kind))))
def test_a_record_of_any_kind_comes_back(record):
    assert converters.read_all(to_bytes([record])).records == (record,)


def test_the_page_can_be_a_pdf():
    pytest.importorskip("weasyprint")
    data = writing.medium(writing.documents_of([LETTER], pdf=True))
    assert files_of(data)[f"{SET}DOC00002.PDF"].startswith(b"%PDF")
    assert converters.read_all(data).records == (LETTER,)


def test_the_list_for_people_is_read_as_it_was_written():
    """Browsers take a file called .HTM for HTML, where only a meta element tells the encoding."""
    index = files_of()["INDEX.HTM"]
    assert b"charset=UTF-8" in index[:400]
    assert index.index(b"DOC00002.HTM") < index.index(b"DOC00001.JSON")


@pytest.mark.shared
def test_a_doctors_document_on_a_medium_is_read(shared_data):
    source = shared_data / "jp-fhir" / "clins-examples" / "Bundle-Bundle-CLINS-Referral-Example-01.json"
    kind = ("57133-1", "2.16.840.1.113883.6.1", "診療情報提供書")
    document = Document(
        derived("x"), source.read_bytes(), "application/fhir+json", "JSON", "題", LETTER.written, kind
    )
    batch = converters.read_all(writing.medium([document]))
    assert [r.kind for r in batch] == ["discharge-letter"]
    assert all(x.path.startswith("set[0].document[0].Bundle") for x in batch.report)


# --- what strangers put on media ---------------------------------------------------------------------


def without(name):
    return packed({k: v for k, v in files_of().items() if k != name})


def changed(name, content):
    return packed({**files_of(), name: content})


METADATA = files_of()[f"{SET}METADATA.XML"]
DOCUMENT = files_of()[f"{SET}DOC00001.JSON"]
ALTERED = DOCUMENT.replace(b"2026", b"2025", 1)


def symlink():
    info = zipfile.ZipInfo(f"{SET}LINK")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def patched(old, new, data=MEDIUM, count=-1):
    assert old in data
    return data.replace(old, new, count)


def entry_in_directory(data, name):
    """Return where an entry stands in the directory."""
    at = data.rfind(name.encode())
    return data.rfind(b"PK\x01\x02", 0, at)


def in_directory(offset, fmt, value, name=f"{SET}DOC00001.JSON", data=MEDIUM):
    out = bytearray(data)
    struct.pack_into(fmt, out, entry_in_directory(data, name) + offset, value)
    return bytes(out)


def overlapping():
    """Two entries of the directory that share one file: the trick of small bombs."""
    out = bytearray(MEDIUM)
    first = entry_in_directory(MEDIUM, f"{SET}DOC00001.JSON")
    (place,) = struct.unpack_from("<I", out, first + 42)
    struct.pack_into("<I", out, entry_in_directory(MEDIUM, f"{SET}DOC00002.HTM") + 42, place)
    return bytes(out)


HOSTILE = {
    "not a zip": (b"PK\x03\x04 and nothing", "archive-unreadable"),
    "cut off": (MEDIUM[:-30], "archive-unreadable"),
    "something before it": (b"MZ" * 50 + without("INDEX.HTM"), "xdm-frame-missing"),
    "empty": (packed({}), "xdm-metadata-missing"),
    "bomb": (changed(f"{SET}BOMB", b"\0" * (4 << 20)), "archive-too-large"),
    "many": (packed([(f"{n}", b"") for n in range(archives.ENTRIES + 1)]), "archive-too-large"),
    "zip64": (MEDIUM[:-22] + archives._LOCATOR + b"\0" * 16 + MEDIUM[-22:], "archive-too-large"),
    "overlap": (overlapping(), "archive-entries-overlap"),
    "climbs out": (changed("../../etc/x", b"1"), "archive-name-refused"),
    "absolute": (changed("/etc/x", b"1"), "archive-name-refused"),
    "drive": (changed("C:/x", b"1"), "archive-name-refused"),
    "backslash": (patched(b"DOC00002.HTM", b"DOC\\0002.HTM"), "archive-name-refused"),
    "deep": (changed("/".join("a" * 20), b"1"), "archive-name-refused"),
    "control": (patched(b"DOC00002.HTM", b"DOC\x0100002HTM"), "archive-name-refused"),
    "twice": (packed([*files_of().items(), (f"{SET}doc00001.json", b"{}")]), "archive-name-twice"),
    "link": (packed([*files_of().items(), (symlink(), b"/etc/passwd")]), "archive-link"),
    "encrypted": (in_directory(8, "<H", 1), "archive-entry-encrypted"),
    "wrong crc": (in_directory(16, "<I", 7), "archive-entry-damaged"),
    "lies about size": (in_directory(24, "<I", 7), "archive-entry-damaged"),
    "odd packing": (in_directory(10, "<H", 99), "archive-entry-damaged"),
    "no metadata": (without(f"{SET}METADATA.XML"), "xdm-metadata-missing"),
    "doctype": (
        changed(f"{SET}METADATA.XML", METADATA.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY y "z">]>', 1)),
        "xdm-metadata-unreadable",
    ),
    "no xml": (changed(f"{SET}METADATA.XML", b"<a>"), "xdm-metadata-unreadable"),
    "other xml": (changed(f"{SET}METADATA.XML", b"<a/>"), "xdm-metadata-unreadable"),
    "deep xml": (changed(f"{SET}METADATA.XML", b"<a>" * 9_999 + b"</a>" * 9_999), "xdm-metadata-unreadable"),
    "utf-16": (changed(f"{SET}METADATA.XML", METADATA.decode().encode("utf-16")), "xdm-metadata-unreadable"),
    "document missing": (without(f"{SET}DOC00001.JSON"), "xdm-document-missing"),
    "document altered": (changed(f"{SET}DOC00001.JSON", ALTERED), "xdm-document-changed"),
    "uri leads out": (
        changed(f"{SET}METADATA.XML", METADATA.replace(b">DOC00001.JSON", b">../../x.JSON")),
        "xdm-uri-refused",
    ),
    "uri of the other": (
        changed(f"{SET}METADATA.XML", METADATA.replace(b">DOC00002.HTM", b">DOC00001.JSON")),
        "xdm-uri-refused",
    ),
    "no hash": (
        changed(f"{SET}METADATA.XML", METADATA.replace(b'name="hash"', b'name="other"')),
        "xdm-hash-missing",
    ),
    "replaces": (
        changed(f"{SET}METADATA.XML", METADATA.replace(b"Type:XFRM", b"Type:RPLC")),
        "xdm-document-replaces",
    ),
    "no frame": (without("INDEX.HTM"), "xdm-frame-missing"),
    "more": (changed(f"{SET}MORE.TXT", b"1"), "xdm-file-not-listed"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_medium_is_survived_and_said(name):
    data, code = HOSTILE[name]
    assert code in codes(data)


def test_a_medium_of_endless_entries_costs_little():
    one = METADATA[: METADATA.index(b"<rim:RegistryObjectList>") + 24]
    many = (
        one
        + b'<rim:ExtrinsicObject id="a"/>' * 2_000
        + b"</rim:RegistryObjectList></lcm:SubmitObjectsRequest>"
    )
    data = packed({f"IHE_XDM/S{number}/METADATA.XML": many for number in range(120)})
    batch = converters.read_all(data)
    assert batch.refused < 6_000
    assert {x.code for x in batch.report.errors} == {"xdm-uri-refused", "xdm-too-many"}


@pytest.mark.parametrize("name", ["not a zip", "bomb", "overlap", "zip64"])
def test_what_is_not_opened_is_one_finding(name):
    data, code = HOSTILE[name]
    assert codes(data) == {code: 1}


@pytest.mark.parametrize("name", ["climbs out", "link", "no frame", "more", "deep"])
def test_what_is_sound_beside_it_is_still_read(name):
    assert converters.read_all(HOSTILE[name][0]).records == (LETTER,)


def test_other_peoples_spelling_of_the_metadata_is_read():
    listed = from_xml(
        b"""<lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0">
        <RegistryObjectList xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">
        <ExtrinsicObject id="d" mimeType="text/xml; charset=utf-8">
        <Slot name="URI"><ValueList><Value>2|0001.XML</Value><Value>1|DOC0</Value></ValueList></Slot>
        <Slot name="hash"><ValueList><Value>AB</Value></ValueList></Slot>
        <Slot name="size"><ValueList><Value>many</Value></ValueList></Slot>
        </ExtrinsicObject></RegistryObjectList></lcm:SubmitObjectsRequest>"""
    )
    assert [(x.uri, x.hash, x.size, x.media_type) for x in listed] == [
        ("DOC00001.XML", "ab", None, "text/xml")
    ]


@settings(max_examples=60)
@given(st.data())
def test_no_bytes_break_the_reader(data):
    broken = bytearray(MEDIUM)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del broken[data.draw(st.integers(0, len(broken))) :]
    batch = converters.read_all(bytes(broken), format="xdm")
    assert batch.rows_in == len(batch.records) + batch.refused
    if batch.report.ok:
        assert batch.records == (LETTER,)
    assert not batch.refused or batch.report.errors


def test_no_metadata_break_the_reader():
    for cut in range(0, len(METADATA), 97):
        listed = from_xml(METADATA[:cut])
        assert listed is None or isinstance(listed, list)


def test_a_workbook_is_no_medium_and_a_folder_that_is_nothing_says_so(tmp_path):
    assert converters.detect(packed({"xl/workbook.xml": b"<workbook/>"})) is None
    assert {x.code for x in converters.read_all(tmp_path).report} == {"file-format-unknown"}
    (tmp_path / HOME).mkdir()
    assert {x.code for x in converters.read_all(tmp_path).report} == {"xdm-metadata-missing"}
    with pytest.raises(UsageError):
        converters.read_all(tmp_path, format="fhir-json")
    with pytest.raises(StorageError):
        converters.read_all(tmp_path / "gone")


def test_links_on_a_stick_are_not_followed(tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_bytes(DOCUMENT)
    stick = tmp_path / "stick"
    with zipfile.ZipFile(io.BytesIO(MEDIUM)) as archive:
        archive.extractall(stick)
    document = stick / SET / "DOC00001.JSON"
    document.unlink()
    document.symlink_to(secret)
    (stick / "IHE_XDM" / "LOOP").symlink_to(stick)
    batch = converters.read_all(stick)
    assert batch.records == ()
    assert {"archive-link", "xdm-document-missing"} <= {x.code for x in batch.report}


def test_the_keyboard_knows_media(tmp_path):
    from carelink.cli.app import app

    converters.write(LETTER, tmp_path / "letter.json")
    run = CliRunner().invoke(app, ["convert", str(tmp_path / "letter.json"), str(tmp_path / "out.xdm.zip")])
    assert run.exit_code == 0, run.output
    run = CliRunner().invoke(app, ["convert", str(tmp_path / "out.xdm.zip"), str(tmp_path / "back.json")])
    assert run.exit_code == 0, run.output
    assert converters.read(tmp_path / "back.json") == LETTER

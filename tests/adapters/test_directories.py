"""Directories as static files; and what a FHIR client makes of servers that misbehave."""

from __future__ import annotations

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from carelink.adapters import fhir_rest, mcsd, mhd
from carelink.errors import RefusedError, StorageError, UnreachableError, UsageError

pytest.importorskip("httpx", reason="the extra https is not installed")
AT = "2026-11-25T09:00:00+09:00"
PLACES = [
    {"resourceType": "Organization", "id": "o1", "name": "試験 訪問看護"},
    {"resourceType": "Location", "id": "l1", "position": {"longitude": 133.90, "latitude": 34.4590}},
    {"resourceType": "Organization", "id": "o2", "name": "試験 薬局"},
]


def test_a_directory_is_published_and_read(tmp_path):
    manifest = mcsd.publish(PLACES, tmp_path, base="https://town.example/directory", at=AT)
    said = json.loads(manifest.read_bytes())
    assert [one["type"] for one in said["output"]] == ["Location", "Organization"]
    assert all(one["url"].startswith("https://town.example/directory/") for one in said["output"])
    read = list(mcsd.published(tmp_path))
    assert sorted(one["id"] for one in read) == ["l1", "o1", "o2"]
    assert str(read[0]["position"]["latitude"]) == "34.459"


def test_a_newer_directory_takes_the_place_of_an_older(tmp_path):
    mcsd.publish(PLACES, tmp_path, base="https://town.example", at=AT)
    mcsd.publish(PLACES[:1], tmp_path, base="https://town.example", at=AT)
    assert [one["id"] for one in mcsd.published(tmp_path)] == ["o1"]


def test_only_what_belongs_into_a_directory(tmp_path):
    with pytest.raises(UsageError):
        mcsd.publish([{"resourceType": "Patient"}], tmp_path, base="https://town.example", at=AT)
    assert list(tmp_path.iterdir()) == []


def test_an_unplugged_folder(tmp_path):
    with pytest.raises(UnreachableError):
        mcsd.publish(PLACES, tmp_path / "none", base="https://town.example", at=AT)
    with pytest.raises(UnreachableError):
        list(mcsd.published(tmp_path / "none"))


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.update(manifestType="x"),
        lambda said: said.update(output={}),
        lambda said: said["output"].append({"url": "https://town.example/../../etc/passwd"}),
        lambda said: said["output"].append({"url": "Organization-0000000000000000.ndjson"}),
        lambda said: said["output"].append(7),
    ],
)
def test_manifests_that_are_not_believed(tmp_path, change):
    manifest = mcsd.publish(PLACES, tmp_path, base="https://town.example", at=AT)
    said = json.loads(manifest.read_bytes())
    change(said)
    manifest.write_text(json.dumps(said), "utf-8")
    with pytest.raises(UnreachableError):
        list(mcsd.published(tmp_path))


def test_a_file_that_was_changed_on_the_way(tmp_path):
    mcsd.publish(PLACES, tmp_path, base="https://town.example", at=AT)
    file = next(tmp_path.glob("Organization-*"))
    file.write_bytes(file.read_bytes().replace(b"o1", b"o9"))
    with pytest.raises(UnreachableError):
        list(mcsd.published(tmp_path))


class Foreign:
    """A server that answers with whatever it was told to, and remembers what it was asked."""

    def __init__(self):
        self.answers, self.asked = [], []
        foreign = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                size = int(self.headers.get("Content-Length") or 0)
                foreign.asked.append((self.command, self.path, self.rfile.read(size)))
                status, headers, body = foreign.answers.pop(0)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = answer  # noqa: N815  names of the library

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def will(self, body, status=200, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, {"Content-Type": "application/fhir+json", **headers}, data))

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def foreign():
    made = Foreign()
    yield made
    made.close()


@pytest.fixture
def server(foreign):
    with fhir_rest.connect(f"http://127.0.0.1:{foreign.server.server_port}/fhir") as made:
        yield made


def page(*resources, following=None):
    links = [{"relation": "next", "url": following}] if following else []
    return {"resourceType": "Bundle", "entry": [{"resource": one} for one in resources], "link": links}


def test_links_are_followed_on_this_server_alone(foreign, server):
    foreign.will(page(PLACES[0], following="https://evil.example/fhir?page=2"))
    foreign.will(page(PLACES[2]))
    assert [one["id"] for one in server.search("Organization")] == ["o1", "o2"]
    assert foreign.asked[1][1] == "/fhir?page=2"


def test_pages_that_go_round_end(foreign, server):
    for _ in range(2):
        foreign.will(page(PLACES[0], following="/fhir?page=2"))
    assert len(list(server.search("Organization"))) == 2


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (500, b"", UnreachableError),
        (503, b"<html>", UnreachableError),
        (429, b"", UnreachableError),
        (401, b"", UnreachableError),
        (507, b"", StorageError),
        (302, b"", UnreachableError),
        (200, b"<html>", UnreachableError),
        (200, b"[]", UnreachableError),
        (200, b'{"resourceType":"Patient"}', UnreachableError),
        (200, b'{"a":1,"a":2', UnreachableError),
        (400, b"nonsense", RefusedError),
        (422, b'{"resourceType":"OperationOutcome","issue":7}', RefusedError),
        (200, b'{"resourceType":"Bundle","link":[7],"entry":{"resource":7}}', None),
    ],
)
def test_answers_that_make_no_sense(foreign, server, status, body, error):
    foreign.will(body, status)
    with pytest.raises(error) if error else contextlib.nullcontext():
        assert list(server.search("Organization")) == []


def test_a_refusal_names_kind_and_place_and_no_words(foreign, server):
    issue = {"severity": "error", "code": "value", "diagnostics": "秘密", "expression": ["Patient.birthDate"]}
    odd = {"severity": "error", "code": "秘密", "expression": ["Patient.where(name='秘密')"]}
    foreign.will({"resourceType": "OperationOutcome", "issue": [issue, odd]}, 422)
    with pytest.raises(RefusedError) as caught:
        server.create({"resourceType": "Patient"})
    assert sorted((one.code, one.path) for one in caught.value.report) == [
        ("server-refused", ""),
        ("server-refused", "Patient.birthDate"),
    ]
    assert "秘密" not in " ".join(one.message.ja for one in caught.value.report)


def test_a_place_that_is_only_in_the_header(foreign, server):
    foreign.will(b"", 201, Location="https://x.example/fhir/Organization/7/_history/2")
    stored = server.create(PLACES[0])
    assert (stored.kind, stored.id, stored.version, stored.is_new) == ("Organization", "7", "2", True)


def test_deletions_in_a_history(foreign, server):
    history = {
        "resourceType": "Bundle",
        "entry": [
            {"request": {"method": "DELETE", "url": "Organization/o1"}},
            {"resource": PLACES[0]},
            {"resource": PLACES[2]},
        ],
    }
    foreign.will(history)
    changed = mcsd.updates(server, AT, ["Organization"])
    assert (set(changed.resources), changed.deleted) == ({"Organization/o2"}, {"Organization/o1"})


def test_a_document_that_comes_back_otherwise(foreign, server):
    places = [
        {"response": {"location": f"{kind}/1/_history/1"}} for kind in ("List", "DocumentReference", "Binary")
    ]
    foreign.will({"resourceType": "Bundle", "entry": places})
    attachment = {"contentType": "text/plain", "url": "Binary/1"}
    foreign.will({"resourceType": "DocumentReference", "id": "1", "content": [{"attachment": attachment}]})
    foreign.will(b"other", Content_Type="text/plain")
    document = mhd.Document(b"mine", "text/plain", "urn:uuid:7d5bb8ac-68ee-4926-85e7-b8aac8e1f09d", AT)
    with pytest.raises(UnreachableError):
        mhd.provide(server, [document], source="urn:oid:1.2.392.999999", at=AT)


def test_an_answer_with_too_few_entries(foreign, server):
    foreign.will({"resourceType": "Bundle", "entry": []})
    document = mhd.Document(b"mine", "text/plain", "urn:uuid:7d5bb8ac-68ee-4926-85e7-b8aac8e1f09d", AT)
    with pytest.raises(UnreachableError):
        mhd.provide(server, [document], source="urn:oid:1.2.392.999999", at=AT)


def test_warnings_of_a_server_are_told_by_their_codes(foreign, server):
    coding = {"coding": [{"code": "UnknownRecipient"}, {"code": "not a code"}]}
    outcome = {"resourceType": "OperationOutcome", "issue": [{"details": coding}]}
    places = [{"response": {"location": f"{kind}/1", "outcome": outcome}} for kind in ("List",)]
    foreign.will({"resourceType": "Bundle", "entry": places})
    assert mhd.provide(server, [], source="urn:oid:1.2.392.999999", at=AT).warnings == ("UnknownRecipient",)


@pytest.mark.parametrize(
    "url",
    [
        "http://fhir.example/fhir",
        "https://me:x@fhir.example/fhir",
        "https://fhir.example/fhir?cert=a",
        "ftp://fhir.example/fhir",
        "https://fhir.example/fhir?token=/none",
    ],
)
def test_urls_that_are_refused(url):
    with pytest.raises(UsageError):
        fhir_rest.connect(url)


@pytest.mark.parametrize("name", ["..", "a/b", "", "a" * 65, "?x"])
def test_names_that_could_be_paths(server, name):
    with pytest.raises(UsageError):
        server.read("Organization", name)

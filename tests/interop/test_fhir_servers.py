"""REST, MHD and mCSD against FHIR servers that others wrote: sekmet-fhir, and HAPI's plain RestfulServer."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from uuid import uuid4

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import servers

import carelink
from carelink.adapters import fhir_rest, mcsd, mhd
from carelink.errors import RefusedError, UnreachableError

pytestmark = pytest.mark.interop
pytest.importorskip("httpx", reason="the extra https is not installed")
ROOM = Path(os.environ.get("CARELINK_INTEROP", "build/interop")).absolute()
DATA = Path(carelink.__file__).parent / "cli" / "demo" / "data"
SYSTEM = "urn:example:test"
AT = "2026-11-25T09:00:00+09:00"


CANNOT = {
    ("hapi", "conditional create"): "HAPI's in-memory providers know no conditional create",
    ("hapi", "If-Match"): "HAPI's in-memory providers take any version",
}
"""What a peer does not do, so that it cannot be asked for."""


def sekmet(port):
    program = ROOM / "sekmet" / "bin" / "sekmet"
    ready = program.is_file()
    return [str(program), "serve", "--host", "127.0.0.1", "--port", str(port)] if ready else None


def hapi(port):
    ready = shutil.which("java") and (ROOM / "hapi" / "Peer.class").is_file()
    return ["java", "-cp", f"{ROOM / 'hapi' / 'lib'}/*:{ROOM / 'hapi'}", "Peer", str(port)] if ready else None


@pytest.fixture(scope="module", params=[sekmet, hapi], ids=["sekmet", "hapi"])
def base(request, tmp_path_factory):
    folder, port = tmp_path_factory.mktemp(request.param.__name__), servers.free_port()
    command = request.param(port)
    if command is None:
        pytest.skip(f"{request.param.__name__} is not installed here: run `make interop`")
    with servers.running(command, port, folder, env={**os.environ, "HOME": str(folder)}):
        yield f"http://127.0.0.1:{port}/fhir"


def able(request, what):
    """Skip when the peer of this test cannot do it."""
    peer = request.node.callspec.id.split("-")[0]
    if (peer, what) in CANNOT:
        pytest.skip(CANNOT[peer, what])


@pytest.fixture
def server(base):
    with fhir_rest.connect(base) as made:
        yield made


def organization(name, value=None):
    identifier = [{"system": SYSTEM, "value": value or uuid4().hex}]
    return {"resourceType": "Organization", "active": True, "identifier": identifier, "name": name}


def test_capabilities(server):
    assert server.capabilities()["fhirVersion"].startswith("4.0")


def test_create_read_update_and_versions(server):
    tree = organization("試験 訪問看護")
    made = server.create(tree)
    assert (made.kind, made.is_new) == ("Organization", True)
    held = server.read(made.kind, made.id)
    assert held["name"] == tree["name"]
    held["name"] = "試験 訪問看護 第二"
    newer = server.update(held, if_match=made.version)
    assert newer.version != made.version
    assert server.read(made.kind, made.id, made.version)["name"] == tree["name"]
    assert server.read("Organization", "none") is None


def test_an_old_version_is_not_written_over(server, request):
    able(request, "If-Match")
    made = server.create(organization("試験 訪問看護"))
    held = server.read(made.kind, made.id)
    server.update(held, if_match=made.version)
    with pytest.raises(RefusedError):
        server.update(held, if_match=made.version)


def test_conditional_create_makes_one(server, request):
    able(request, "conditional create")
    tree = organization("試験 薬局")
    value = tree["identifier"][0]["value"]
    seen = {server.create(tree, if_none_exist=[("identifier", f"{SYSTEM}|{value}")]).id for _ in range(3)}
    assert len(seen) == 1


@pytest.mark.parametrize("post", [False, True])
def test_search_follows_pages(server, post):
    mark = uuid4().hex[:8]
    for number in range(25):
        server.create(organization(f"頁{mark} {number}"))
    found = list(server.search("Organization", [("name", f"頁{mark}"), ("_count", "10")], post=post))
    assert len({one["id"] for one in found}) == 25


def test_a_refused_resource_names_no_value(server):
    with pytest.raises(RefusedError) as caught:
        server.create({"resourceType": "Patient", "birthDate": "秘密の値"})
    assert {finding.code for finding in caught.value.report} == {"server-refused"}
    assert "秘密" not in str(caught.value) + str(list(caught.value.report))


def test_a_transaction_is_whole_or_nothing(server):
    mark = f"取引{uuid4().hex[:8]}"
    good = {"resource": organization(mark), "request": {"method": "POST", "url": "Organization"}}
    bad = {
        "resource": {"resourceType": "Patient", "birthDate": "none of these"},
        "request": {"method": "POST", "url": "Patient"},
    }
    with pytest.raises(RefusedError):
        server.transaction({"resourceType": "Bundle", "type": "transaction", "entry": [good, bad]})
    assert list(server.search("Organization", [("name", mark)])) == []
    server.transaction({"resourceType": "Bundle", "type": "transaction", "entry": [good]})
    assert len(list(server.search("Organization", [("name", mark)]))) == 1


def test_a_directory_is_published_to_it_and_its_updates_come_back(server):
    facility = carelink.read_all(DATA / "facilities.csv").records[0].to_fhir()
    since = "2020-01-01T00:00:00Z"
    ids = {}
    for entry in facility["entry"]:
        resource = dict(entry["resource"])
        if resource["resourceType"] == "Organization":
            ids["Organization"] = server.create(resource).id
    held = server.read("Organization", ids["Organization"])
    found = list(mcsd.find(server, "Organization", [("name:contains", held["name"][1:4])]))
    assert ids["Organization"] in {one["id"] for one in found}
    changed = mcsd.updates(server, since, ["Organization"])
    assert f"Organization/{ids['Organization']}" in changed.resources


def test_documents_are_given_found_and_fetched(server):
    patient = server.create(
        {"resourceType": "Patient", "identifier": [{"system": SYSTEM, "value": uuid4().hex}]}
    )
    content = "%PDF-1.7 情報共有シート".encode() * 100
    document = mhd.Document(
        content,
        "application/pdf",
        uuid4().urn,
        AT,
        {"subject": {"reference": f"Patient/{patient.id}"}, "description": "試験"},
    )
    given = mhd.provide(server, [document], source="urn:oid:1.2.392.999999", at=AT)
    assert given.submission.startswith("List/")
    (found,) = mhd.references(server, [("patient", f"Patient/{patient.id}")])
    assert f"DocumentReference/{found['id']}" in given.documents
    lists = list(mhd.submissions(server, [("patient", f"Patient/{patient.id}")]))
    assert given.submission in {f"List/{one['id']}" for one in lists}
    assert mhd.retrieve(server, found) == content
    found["content"][0]["attachment"]["size"] += 1
    with pytest.raises(UnreachableError):
        mhd.retrieve(server, found)


def test_a_message_is_answered(server):
    header = {
        "resourceType": "MessageHeader",
        "id": str(uuid4()),
        "eventCoding": {"system": SYSTEM, "code": "test"},
        "source": {"endpoint": "urn:example:naoshima"},
    }
    message = {
        "resourceType": "Bundle",
        "id": str(uuid4()),
        "type": "message",
        "timestamp": AT,
        "entry": [{"fullUrl": f"urn:uuid:{header['id']}", "resource": header}],
    }
    answer = server.process_message(message)
    said = answer["entry"][0]["resource"]["response"]["identifier"]
    assert said.removeprefix("urn:uuid:") == header["id"]

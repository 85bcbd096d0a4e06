"""The HTTPS channel against nginx: TLS 1.3 alone, certificates on both ends, dav and a JSON index."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import drops
import servers

from carelink.adapters import connect
from carelink.adapters.https import HttpsShelf
from carelink.errors import StorageError, UnreachableError, UsageError

pytestmark = pytest.mark.interop
httpx = pytest.importorskip("httpx", reason="the extra https is not installed")

CONF = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
{user}
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/server.key;
    ssl_protocols TLSv1.3; ssl_client_certificate {folder}/ca.pem; ssl_verify_client on;
    client_max_body_size 110m;
    location / {{
      root {folder}/root; autoindex on; autoindex_format json; disable_symlinks on;
      dav_methods PUT DELETE MKCOL MOVE; create_full_put_path on; dav_access user:rw;
    }}
  }}
}}
"""


def openssl(*words):
    subprocess.run([servers.program("openssl"), *map(str, words)], check=True, capture_output=True)


def certificate(folder, name, by=None, subject="localhost"):
    issuer = ("-CA", folder / f"{by}.pem", "-CAkey", folder / f"{by}.key") if by else ()
    key = (
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        folder / f"{name}.key",
    )
    said = ("-addext", "subjectAltName=IP:127.0.0.1") if by else ("-addext", "keyUsage=critical,keyCertSign")
    openssl(
        *("req", "-x509", "-days", "30", *key, "-subj", f"/CN={subject}", *issuer, *said),
        *("-out", folder / f"{name}.pem"),
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    nginx = servers.program("nginx")
    folder, port = tmp_path_factory.mktemp("nginx"), servers.free_port()
    certificate(folder, "ca", subject="試験用認証局")
    certificate(folder, "other", subject="別の認証局")
    for name, by in (("server", "ca"), ("client", "ca"), ("stranger", "other")):
        certificate(folder, name, by)
    (folder / "root").mkdir()
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "conf").write_text(CONF.format(folder=folder, port=port, user=user), "utf-8")
    with servers.running([nginx, "-p", str(folder), "-c", str(folder / "conf")], port, folder):
        yield folder, port


@pytest.fixture
def url(server):
    folder, port = server
    drop = f"drop{time.monotonic_ns()}"
    options = f"ca={folder / 'ca.pem'}&cert={folder / 'client.pem'}&key={folder / 'client.key'}"
    return f"https://127.0.0.1:{port}/{drop}?{options}"


@pytest.fixture
def channel(url):
    with connect(url) as made:
        yield made


@pytest.mark.parametrize(
    "case", [drops.comes_and_goes, drops.twice_is_once, drops.given_back, drops.put_aside, drops.path_tricks]
)
def test_what_every_drop_does(channel, case):
    case(channel)


def test_abandoned_claims_and_long_parcels(channel):
    drops.abandoned_claims_come_again(channel, dataclasses.replace(channel, clock=lambda: time.time() + 1000))
    drops.too_long(dataclasses.replace(channel, largest=4))


@pytest.mark.parametrize("case", [drops.races, drops.writers_of_one_name])
def test_several_at_once(url, case):
    case(lambda: connect(url))


def test_a_large_parcel(channel):
    parcel = os.urandom(8 * 2**20)
    channel.put(parcel, to=drops.ME, name="big")
    taken = drops.one(channel)
    assert taken.parcel == parcel
    channel.done(taken)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ca={0}/ca.pem", "ca={0}/other.pem"),
        ("cert={0}/client.pem&key={0}/client.key", "cert={0}/stranger.pem&key={0}/stranger.key"),
        ("&cert={0}/client.pem&key={0}/client.key", ""),
    ],
)
def test_a_server_or_a_client_that_is_another(server, url, old, new):
    other = url.replace(old.format(server[0]), new.format(server[0]))
    assert other != url
    with connect(other) as channel, pytest.raises(UnreachableError):
        channel.put(b"x", to=drops.ME, name="e1")


def test_nobody_listens(url, server):
    nobody = url.replace(f":{server[1]}/", f":{servers.free_port()}/")
    with connect(nobody) as channel, pytest.raises(UnreachableError):
        list(channel.waiting(drops.ME))


@pytest.mark.parametrize(
    "url",
    [
        "https:///drop",
        "https://me:secret@host/drop",
        "https://me@host/drop",
        "https://host/drop?cert=a.pem",
        "https://host/drop?password=a",
        "https://host/a/../b",
        "https://host/a%2fb",
    ],
)
def test_urls_that_are_refused(url):
    with pytest.raises(UsageError):
        connect(url)


def test_a_certificate_file_that_is_none(url):
    with connect(url.replace("client.pem", "conf")) as channel, pytest.raises(UsageError):
        list(channel.waiting(drops.ME))


ANSWERS = {
    "500": (500, b"", 0, UnreachableError),
    "429": (429, b"", 0, UnreachableError),
    "507": (507, b"", 0, StorageError),
    "redirection": (302, b"", 0, UnreachableError),
    "html": (200, b"<html>portal</html>", 0, UnreachableError),
    "object": (200, b"{}", 0, UnreachableError),
    "deep": (200, b"[" * 100_000, 0, UnreachableError),
    "half a body": (200, b"[", 100, UnreachableError),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_a_foreign_server_that_answers_nonsense(case, monkeypatch):
    """Over plain HTTP, to see the answers alone; the shelf is told so behind its back."""
    status, body, missing, error = ANSWERS[case]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) + missing))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as foreign:
        thread = threading.Thread(target=foreign.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setattr(
            HttpsShelf,
            "_url",
            lambda _, path: f"http://127.0.0.1:{foreign.server_port}/{'/'.join(map(str, range(len(path))))}",
        )
        try:
            with connect("https://127.0.0.1/drop") as channel, pytest.raises(error):
                list(channel.waiting(drops.ME))
        finally:
            foreign.shutdown()
            thread.join()

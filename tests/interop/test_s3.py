"""The object storage channel against moto's S3 server."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import drops
import servers

from carelink.adapters import connect
from carelink.adapters.s3 import LOCK_LASTS, S3Shelf
from carelink.errors import UnreachableError, UsageError

pytestmark = pytest.mark.interop
pytest.importorskip("obstore", reason="the extra s3 is not installed")
PEERS = Path(os.environ.get("CARELINK_INTEROP", "build/interop")).absolute() / "python"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("s3"), servers.free_port()
    env = {**os.environ, "PYTHONPATH": str(PEERS)}
    asked = subprocess.run(
        [sys.executable, "-c", "import moto.server"], env=env, check=False, capture_output=True
    )
    if asked.returncode:
        pytest.skip("moto is not installed here: run `make interop`")
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with servers.running(command, port, folder, env=env):
        put = urllib.request.Request(f"http://127.0.0.1:{port}/drops", method="PUT")
        urllib.request.urlopen(put).close()  # noqa: S310
        (folder / "keys").write_text("[default]\naws_access_key_id = A\naws_secret_access_key = B\n", "utf-8")
        yield f"endpoint=http://127.0.0.1:{port}&region=us-east-1&credentials={folder / 'keys'}"


@pytest.fixture
def url(endpoint):
    return f"s3://drops/town-{time.monotonic_ns()}?{endpoint}"


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


def test_the_lock_of_a_reader_that_died_is_broken_later(channel):
    channel.put(b"one", to=drops.ME, name="e1")
    (arrived,) = channel.waiting(drops.ME)
    shelf = channel.shelf
    lock = hashlib.sha256(f"{drops.ME}/e1.cle".encode()).hexdigest()
    shelf.create(("locks", lock), b"")
    assert channel.take(arrived) is None
    later = dataclasses.replace(channel, shelf=S3Shelf(shelf._place, lambda: time.time() + LOCK_LASTS + 5))
    assert later.take(arrived) is None  # breaks it
    assert later.take(arrived).parcel == b"one"


def test_nobody_listens(url):
    port = re.search(r"127\.0\.0\.1:([0-9]+)", url)[1]
    with connect(url.replace(port, str(servers.free_port()))) as channel, pytest.raises(UnreachableError):
        channel.put(b"x", to=drops.ME, name="e1")


@pytest.mark.parametrize(
    "url", ["s3:///x", "s3://key:secret@bucket/x", "s3://bucket/../x", "s3://bucket/x?secret=y"]
)
def test_urls_that_are_refused(url):
    with pytest.raises(UsageError):
        connect(url)


def test_a_credentials_file_without_the_profile(url):
    with connect(f"{url}&profile=none") as channel, pytest.raises(UsageError):
        channel.put(b"x", to=drops.ME, name="e1")

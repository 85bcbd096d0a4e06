"""The SFTP channel against OpenSSH's own server."""

from __future__ import annotations

import dataclasses
import getpass
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import drops
import servers

from carelink.adapters import connect
from carelink.errors import UnreachableError, UsageError

pytestmark = pytest.mark.interop
pytest.importorskip("asyncssh", reason="the extra sftp is not installed")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Run sshd for this user, with keys of its own, and give what a client needs."""
    sshd, keygen = servers.program("sshd"), servers.program("ssh-keygen")
    folder, port = tmp_path_factory.mktemp("sshd"), servers.free_port()
    for name in ("host", "client", "stranger"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    (folder / "authorized").write_bytes((folder / "client.pub").read_bytes())
    host = (folder / "host.pub").read_text().split()[:2]
    (folder / "known").write_text(f"[127.0.0.1]:{port} {' '.join(host)}\n")
    other = (folder / "stranger.pub").read_text().split()[:2]
    (folder / "wrong").write_text(f"[127.0.0.1]:{port} {' '.join(other)}\n")
    (folder / "drop").mkdir()
    (folder / "conf").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder / 'host'}\nPidFile none\n"
        f"AuthorizedKeysFile {folder / 'authorized'}\nStrictModes no\nPasswordAuthentication no\n"
        "UsePAM no\nPermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nMaxStartups 100\n"
    )
    Path("/run/sshd").mkdir(exist_ok=True)  # sshd's own empty folder; made by its service elsewhere
    with servers.running([sshd, "-D", "-e", "-f", str(folder / "conf")], port, folder):
        yield folder, port


@pytest.fixture
def url(server):
    folder, port = server
    drop = folder / "drop" / str(time.monotonic_ns())
    drop.mkdir()
    options = f"key={folder / 'client'}&known_hosts={folder / 'known'}"
    return f"sftp://{getpass.getuser()}@127.0.0.1:{port}{drop}?{options}"


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


def test_only_whole_regular_files_are_parcels(server, url):
    folder = Path("/" + url.partition("?")[0].partition("127.0.0.1:")[2].partition("/")[2])
    mine = folder / drops.ME
    mine.mkdir()
    (mine / ".e1.cle.0000.part").write_bytes(b"half")
    (mine / "folder.cle").mkdir()
    (mine / "link.cle").symlink_to(server[0] / "host")
    with connect(url) as channel:
        assert list(channel.waiting(drops.ME)) == []


@pytest.mark.parametrize("option", ["known_hosts=wrong", "key=stranger"])
def test_a_server_or_a_client_that_is_another(server, url, option):
    name, _, file = option.partition("=")
    old = {"known_hosts": "known", "key": "client"}[name]
    other = url.replace(f"{name}={server[0] / old}", f"{name}={server[0] / file}")
    with connect(other) as channel, pytest.raises(UnreachableError):
        channel.put(b"x", to=drops.ME, name="e1")


def test_nobody_listens(url, server):
    nobody = url.replace(f":{server[1]}/", f":{servers.free_port()}/")
    with connect(nobody) as channel, pytest.raises(UnreachableError):
        list(channel.waiting(drops.ME))


def test_a_missing_drop_is_not_made(url):
    with connect(url.replace("?", "/unplugged?")) as channel:
        with pytest.raises(UnreachableError):
            channel.put(b"x", to=drops.ME, name="e1")
        with pytest.raises(UnreachableError):
            list(channel.waiting(drops.ME))


@pytest.mark.parametrize(
    "url",
    [
        "sftp://127.0.0.1/drop",
        "sftp://me:secret@127.0.0.1/drop",
        "sftp://me@127.0.0.1/../etc",
        "sftp://me@127.0.0.1/drop?password=x",
        "sftp://me@/drop",
        "sftp://me@127.0.0.1:x/drop",
    ],
)
def test_urls_that_are_refused(url):
    with pytest.raises(UsageError):
        connect(url)

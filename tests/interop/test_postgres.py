"""The store on PostgreSQL: the same conversation, and workers that race on one store and one folder."""

from __future__ import annotations

import concurrent.futures
import getpass
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import servers

from carelink.encryption import Identity, Trust
from carelink.errors import StorageError, UsageError
from carelink.exchange import connect, ledger
from carelink.exchange.store import Store
from carelink.findings import Report

pytestmark = pytest.mark.interop
pytest.importorskip("psycopg", reason="the extra postgres is not installed")
START = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
CENTRE, WARD = Identity.generate("高松市", now=START), Identity.generate("三木町 病院", now=START)
TRUST = Trust([CENTRE.recipient, WARD.recipient])


@pytest.fixture(scope="module")
def server():
    """A cluster of its own, in a folder of its own; PostgreSQL does not run as root."""
    initdb = servers.program("initdb", *map(str, Path("/usr/lib/postgresql").glob("*/bin")))
    folder, port = Path(tempfile.mkdtemp(prefix="carelink-pg-")), servers.free_port()
    user = "nobody" if os.geteuid() == 0 else getpass.getuser()
    owner = pwd.getpwnam(user)
    how = {"user": owner.pw_uid, "group": owner.pw_gid} if os.geteuid() == 0 else {}
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    made = [initdb, "-D", str(data), "-U", "carelink", "-A", "trust", "-E", "UTF8", "--no-locale"]
    subprocess.run(made, check=True, capture_output=True, cwd=folder, **how)
    postgres = str(Path(initdb).with_name("postgres"))
    command = [postgres, "-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"]
    with servers.running(command, port, folder, **how):
        url = f"postgresql://carelink@127.0.0.1:{port}"
        _until_ready(url)
        yield url
    shutil.rmtree(folder, ignore_errors=True)


def _until_ready(url):
    """The port answers a moment before the databases do."""
    import psycopg

    for _ in range(100):
        try:
            psycopg.connect(f"{url}/postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL does not get ready")


@pytest.fixture
def database(server):
    """A fresh database for one member."""
    import psycopg

    def make():
        name = f"db{uuid4().hex}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{server}/{name}"

    return make


def kinds_only(_):
    return "consultation", Report()


def record():
    return {"resourceType": "Bundle", "id": str(uuid4()), "type": "document"}


def town(identity, folder, store):
    return connect(folder, identity=identity, trust=TRUST, store=store, check=kinds_only)


def test_a_conversation(database, tmp_path):
    with town(CENTRE, tmp_path, database()) as centre, town(WARD, tmp_path, database()) as ward:
        sent = centre.send(record(), to=[WARD.name])
        assert [one.state for one in ward.receive()] == ["accepted"]
        assert [one.state for one in centre.receive()] == ["receipt"]
        assert [one.state for one in centre.status()] == ["accepted"]
        assert [one.message for one in ward.inbox()] == [sent.id]
        assert ward.receive() == []
        for each in (centre, ward):
            assert each.verify(each.signed_checkpoint()).ok


def test_a_store_of_another_member_is_refused(database, tmp_path):
    url = database()
    town(CENTRE, tmp_path, url).close()
    with pytest.raises(UsageError):
        town(WARD, tmp_path, url)


def test_nobody_listens_and_no_word_of_the_password(tmp_path):
    url = f"postgresql://carelink:geheim@127.0.0.1:{servers.free_port()}/x"
    with pytest.raises(StorageError) as caught:
        Store(url, owner="x")
    assert "geheim" not in str(caught.value)
    assert tmp_path


def test_a_transaction_that_fails_leaves_nothing(database):
    store = Store(database(), owner="x")
    from carelink.exchange.tables import holds

    row = {"message": "m", "reason": "r", "since": "s"}

    def half():
        with store.writing() as connection:
            connection.execute(holds.insert().values(row))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with store.reading() as connection:
        assert connection.execute(holds.select()).all() == []
    store.close()


def receive_all(folder, url):
    with town(WARD, folder, url) as ward:
        return [one.message for one in ward.receive() if one.state == "accepted"]


def test_workers_race_on_one_folder_and_one_store(database, tmp_path):
    """Two workers, one member: each parcel once, one journal, every receipt goes out."""
    ours, theirs = database(), database()
    with town(CENTRE, tmp_path, ours) as centre:
        sent = {centre.send(record(), to=[WARD.name]).id for _ in range(40)}
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        got = [one for each in pool.map(lambda _: receive_all(tmp_path, theirs), range(4)) for one in each]
    assert (len(got), set(got)) == (len(sent), sent)
    with town(CENTRE, tmp_path, ours) as centre:
        centre.receive()
        assert {one.state for one in centre.status()} == {"accepted"}
    with ledger(theirs, identity=WARD) as books:
        assert books.verify().ok
        assert len(list(books.inbox())) == len(sent)

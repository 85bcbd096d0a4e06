"""The store: durable settings, owner only, one version, and our words for whatever breaks."""

from __future__ import annotations

import os
import stat
import threading

import pytest
from sqlalchemy import insert, select, update

from carelink.errors import StorageError, UsageError
from carelink.exchange.store import Store
from carelink.exchange.tables import meta, outbox

ROW = {"message": "m", "kind": "k", "purpose": "TREAT", "content": b"c", "created": "t"}


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "a # strange ? name.sqlite", owner="町") as opened:
        yield opened


def test_what_is_committed_survives_a_power_cut(store):
    for use in (store.reading, store.writing):
        with use() as connection:
            said = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous")
            ]
            assert said == ["wal", 2]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_only_its_owner_can_read_it(store):
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_a_block_that_fails_leaves_nothing(store):
    def fail():
        with store.writing() as connection:
            connection.execute(insert(outbox).values(ROW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as connection:
        assert connection.execute(select(outbox)).all() == []


def test_a_later_release_is_refused(store):
    with store.writing() as connection:
        connection.execute(update(meta).where(meta.c.name == "schema").values(value="99"))
    with pytest.raises(StorageError):
        Store(store.path, owner="町")


def test_another_owner_is_refused(store):
    with pytest.raises(UsageError):
        Store(store.path, owner="別の町")


def test_a_row_that_is_there_already_is_our_exception_without_values(store):
    with store.writing() as connection:
        connection.execute(insert(outbox).values(ROW | {"content": "カナリア".encode()}))
    with pytest.raises(StorageError) as caught, store.writing() as connection:
        connection.execute(insert(outbox).values(ROW | {"content": "カナリア".encode()}))
    assert "カナリア" not in str(caught.value)


def test_writers_take_turns(store):
    def write(number):
        with store.writing() as connection:
            connection.execute(insert(outbox).values(ROW | {"message": str(number)}))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with store.reading() as connection:
        assert len(connection.execute(select(outbox)).all()) == 8

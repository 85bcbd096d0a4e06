"""How many parcels a second go from outbox to inbox, durably, beside bare durable commits of a database.

A consultation is validated, sealed, stored, laid into a folder; taken, opened, validated, stored; its receipt
goes back the same way. Everything is synced: the disk is what both contestants wait for.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import carelink
from benchmarks.figures import FULL, Figure, Scale
from carelink.encryption import Identity, Trust
from carelink.exchange import connect, receiving
from carelink.exchange.tables import envelopes, inbox, journal, seen

if TYPE_CHECKING:
    from carelink.exchange import Town
    from carelink.exchange.desk import Desk

DATA = Path(carelink.__file__).parent / "cli" / "demo" / "data"
MOST = 200
ENDS = "2099-01-01T00:00:00+00:00"


def measure(scale: Scale = FULL) -> list[Figure]:
    parcels = min(MOST, scale.facilities)
    with tempfile.TemporaryDirectory() as folder:
        return [*_through(parcels, scale, Path(folder)), _growth(parcels, scale, Path(folder))]


class Pair:
    """Two members and the folder between them."""

    def __init__(self, folder: Path) -> None:
        (folder / "drop").mkdir(parents=True)
        people = [Identity.generate("計測 A"), Identity.generate("計測 B")]
        trust = Trust([one.recipient for one in people])
        self.sender, self.reader = (
            connect(folder / "drop", identity=one, trust=trust, store=folder / f"{number}.sqlite")
            for number, one in enumerate(people)
        )

    def exchange(self, records: list[Any]) -> tuple[float, float]:
        """Send, receive and answer; return the seconds of each record: until it is in the inbox, and in all.

        In the inbox: stored with its journal entry, the receipt queued in the same transaction.
        """
        start = time.perf_counter()
        for record in records:
            self.sender.send(record, to=[self.reader.name])
        assert all(got.state == "accepted" for got in receiving.receive(desk_of(self.reader)))
        there = time.perf_counter()
        self.reader.deliver()
        assert len(self.sender.receive()) == len(records)
        return (there - start) / len(records), (time.perf_counter() - start) / len(records)

    def close(self) -> None:
        self.sender.close()
        self.reader.close()


def records(count: int) -> list[Any]:
    one = carelink.read(DATA / "consultation.toml")
    return [one.model_copy(update={"id": uuid4()}) for _ in range(count)]


def _through(parcels: int, scale: Scale, folder: Path) -> list[Figure]:
    there, whole, bare = [], [], []
    for turn in range(min(3, scale.heavy)):
        pair = Pair(folder / f"through-{turn}")
        pair.exchange(records(3))  # what is slow the first time is not what is measured
        one, both = pair.exchange(records(parcels))
        there.append(one)
        whole.append(both)
        bare.append(_commits(folder / f"bare-{turn}.sqlite", parcels))
        pair.close()
    took, answered, commit = map(statistics.median, (there, whole, bare))
    work = f"{parcels} consultations, from outbox through a folder to the inbox, per parcel"
    peer = "one bare durable SQLite commit"
    note = f"{1 / took:,.0f} parcels/s; three commits and two synced files each"
    more = f"{1 / answered:,.0f} parcels/s; five commits and four synced files each"
    return [
        Figure("exchange-parcels", work, took, peer, commit, least=0.15, note=note),
        Figure("exchange-answered", f"{work}, its receipt back", answered, peer, commit, note=more),
    ]


def _commits(path: Path, count: int) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB)")
    data = os.urandom(10_000)
    start = time.perf_counter()
    for _ in range(count):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t (b) VALUES (?)", (data,))
        connection.execute("COMMIT")
    took = (time.perf_counter() - start) / count
    connection.close()
    return took


def _growth(parcels: int, scale: Scale, folder: Path) -> Figure:
    """Compare the cost of a parcel in a store that has seen a hundred and in one that has seen many."""
    many = 10 * scale.entries[1]
    small, large = Pair(folder / "small"), Pair(folder / "large")
    _seen_before(small.reader, 100)
    _seen_before(large.reader, many)
    few = records(min(parcels, 50))
    took: dict[str, list[float]] = {"small": [], "large": []}
    for _ in range(min(5, scale.rounds)):
        took["small"].append(small.exchange(few)[1])
        took["large"].append(large.exchange(few)[1])
    for pair in (small, large):
        pair.close()
    work = f"a parcel where {many:,} have been received before"
    costs = (statistics.median(took["large"]), statistics.median(took["small"]))
    return Figure("exchange-growth", work, costs[0], "100 before", costs[1], most=1.5)


def desk_of(town: Town) -> Desk:
    """Return the inside of a town: benchmarks may look."""
    return town._desk  # noqa: SLF001


def _seen_before(town: Town, count: int) -> None:
    """Fill a store with what so many parcels leave behind, without sending them."""
    store = desk_of(town).store
    rows = [(str(uuid4()), str(uuid4())) for _ in range(count)]
    at = "2026-01-01T00:00:00+00:00"
    facts = {"sender": "計測 A", "at": at, "expires": ENDS, "digest": "0" * 64, "outcome": "ok"}
    kept = {"kind": "consultation", "purpose": "TREAT", "content": b"{}", "findings": "[]", "received": at}
    with store.writing() as connection:
        connection.execute(seen.insert(), [{"message": message, **facts} for message, _ in rows])
        brought = [
            {"sender": "計測 A", "envelope": envelope, "message": message} for message, envelope in rows
        ]
        connection.execute(envelopes.insert(), brought)
        connection.execute(
            inbox.insert(), [{"sender": "計測 A", "message": message, **kept} for message, _ in rows]
        )
        links = [{"number": n, "entry": "{}", "hash": "0" * 64} for n in range(1, count + 1)]
        connection.execute(journal.insert(), links)

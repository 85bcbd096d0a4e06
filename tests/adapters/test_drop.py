"""The promises of a drop, over a shelf in memory; servers are asked in the interop tests."""

from __future__ import annotations

import dataclasses
import sys
import threading
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "interop"))
import drops

from carelink.adapters import Arrived, connect
from carelink.adapters.drop import Drop, Entry
from carelink.errors import UsageError


class Memory:
    """A shelf that is a dictionary."""

    def __init__(self):
        self.files, self._lock = {}, threading.Lock()

    def entries(self, folder):
        with self._lock:
            found = [(path[-1], len(held)) for path, held in self.files.items() if path[:-1] == folder]
        return iter([Entry(*one) for one in found])

    def create(self, path, content):
        with self._lock:
            if path in self.files:
                raise FileExistsError
            self.files[path] = content

    def read(self, path, limit):
        with self._lock:
            if path not in self.files:
                raise FileNotFoundError
            held = self.files[path]
        return (held, True) if len(held) <= limit else (b"", False)

    def move(self, source, target):
        with self._lock:
            if source not in self.files:
                return False
            if target in self.files:
                raise FileExistsError
            self.files[target] = self.files.pop(source)
        return True

    def remove(self, path):
        with self._lock:
            self.files.pop(path, None)

    def close(self):
        pass


@pytest.fixture
def shelf():
    return Memory()


@pytest.mark.parametrize(
    "case", [drops.comes_and_goes, drops.twice_is_once, drops.given_back, drops.put_aside, drops.path_tricks]
)
def test_what_every_drop_does(shelf, case):
    case(Drop(shelf))


def test_abandoned_claims_and_long_parcels(shelf):
    channel = Drop(shelf)
    drops.abandoned_claims_come_again(channel, dataclasses.replace(channel, clock=lambda: time.time() + 1000))
    drops.too_long(dataclasses.replace(channel, largest=4))


@pytest.mark.parametrize("case", [drops.races, drops.writers_of_one_name])
def test_several_at_once(shelf, case):
    case(lambda: Drop(shelf))


def test_a_name_that_is_taken_while_it_was_claimed(shelf):
    channel = Drop(shelf)
    channel.put(b"one", to=drops.ME, name="e1")
    taken = drops.one(channel)
    channel.put(b"two", to=drops.ME, name="e1")
    channel.back(taken)
    assert sorted(shelf.files.values()) == [b"one", b"two"]


def test_a_parcel_somebody_took_before_we_wrote_it_again():
    """The name was taken a moment ago and is free again: it was ours."""

    class Fast(Memory):
        def create(self, *_):
            raise FileExistsError

    Drop(Fast()).put(b"one", to=drops.ME, name="e1")


@pytest.mark.parametrize("name", ["a/b.cle", "a\\b.cle", ".a.cle", "a.txt", "a\0.cle"])
def test_names_that_are_no_parcels(shelf, name):
    shelf.files[(drops.ME, name)] = b"x"
    assert list(Drop(shelf).waiting(drops.ME)) == []


@pytest.mark.parametrize("place", ["", "../x.cle", "dead/x.cle", "taken/../x.cle", "taken/x.txt"])
def test_places_nobody_gave_out(shelf, place):
    with pytest.raises(UsageError):
        Drop(shelf).take(Arrived("x.cle", drops.ME, 1, place))


def test_connect_names_what_it_knows():
    with pytest.raises(UsageError) as caught:
        connect("gopher://x")
    assert "sftp://" in caught.value.hint.en

"""What every drop must do, whatever server it lies on: called by the tests of each."""

from __future__ import annotations

import threading

import pytest

from carelink.errors import StorageError, UsageError

ME = "三木町みほん病院"


def one(channel, me=ME):
    (arrived,) = channel.waiting(me)
    return channel.take(arrived)


def comes_and_goes(channel):
    assert list(channel.waiting(ME)) == []
    channel.put(b"parcel", to=ME, name="e1")
    taken = one(channel)
    assert (taken.parcel, taken.whole) == (b"parcel", True)
    assert list(channel.waiting(ME)) == []
    channel.done(taken)
    channel.done(taken)
    assert list(channel.waiting(ME)) == []


def twice_is_once(channel):
    channel.put(b"one", to=ME, name="e2")
    channel.put(b"one", to=ME, name="e2")
    with pytest.raises(StorageError):
        channel.put(b"two", to=ME, name="e2")
    taken = one(channel)
    assert taken.parcel == b"one"
    channel.done(taken)


def given_back(channel):
    channel.put(b"one", to=ME, name="e3")
    channel.back(one(channel))
    (again,) = channel.waiting(ME)
    assert again.name == "e3.cle"
    channel.done(channel.take(again))


def put_aside(channel):
    for name in ("e4", "e5"):
        channel.put(b"same bytes", to=ME, name=name)
        channel.dead(one(channel), "broken-seal")
    assert list(channel.waiting(ME)) == []


def abandoned_claims_come_again(channel, later):
    channel.put(b"one", to=ME, name="e6")
    assert one(channel) is not None
    assert list(channel.waiting(ME)) == []
    taken = one(later)
    assert taken.parcel == b"one"
    later.done(taken)


def too_long(small):
    small.put(b"12345", to=ME, name="e7")
    taken = one(small)
    assert (taken.parcel, taken.whole) == (b"", False)
    small.dead(taken, "too-large")


def races(make, parcels=12, readers=3):
    """Several readers at once get each parcel once."""
    with make() as channel:
        for number in range(parcels):
            channel.put(b"%d" % number, to=ME, name=f"r{number}")
    got, lock = [], threading.Lock()

    def read():
        with make() as channel:
            for arrived in channel.waiting(ME):
                if (taken := channel.take(arrived)) is not None:
                    with lock:
                        got.append(taken.parcel)
                    channel.done(taken)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted(b"%d" % number for number in range(parcels))


def writers_of_one_name(make):
    """Two writers at once leave one whole parcel."""
    said = []

    def write(content):
        with make() as channel:
            try:
                channel.put(content, to=ME, name="w1")
                said.append(content)
            except StorageError:
                pass

    threads = [threading.Thread(target=write, args=(bytes([65 + n]) * 50_000,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with make() as channel:
        taken = one(channel)
        assert taken.parcel in said
        assert len(said) == 1
        channel.done(taken)


def path_tricks(channel):
    for to in ("", "..", "a/b", "C:", "%/"):
        with pytest.raises(UsageError):
            channel.put(b"x", to=to, name="e1")
    for name in ("", "../e", "a/b", ".e", "便"):
        with pytest.raises(UsageError):
            channel.put(b"x", to=ME, name=name)

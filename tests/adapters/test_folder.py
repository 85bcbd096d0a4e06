"""The folder channel: whole parcels only, one reader each, nothing followed, nothing overwritten."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from carelink.adapters import Adapter, Arrived, connect
from carelink.adapters import files as files_module
from carelink.adapters.folder import FolderAdapter
from carelink.errors import CarelinkError, StorageError, UnreachableError, UsageError

ME = "三木町みほん病院"
ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def drop(tmp_path):
    return FolderAdapter(tmp_path)


def one(channel, me=ME):
    (arrived,) = channel.waiting(me)
    return channel.take(arrived)


def test_put_then_take_then_done(drop, tmp_path):
    channel: Adapter = drop
    channel.put(b"parcel", to=ME, name="e1")
    taken = one(channel)
    assert taken.parcel == b"parcel"
    assert taken.whole
    assert list(channel.waiting(ME)) == []
    channel.done(taken)
    channel.done(taken)
    assert [p.name for p in (tmp_path / ME / "taken").iterdir()] == []


def test_nothing_waits_for_somebody_unknown(drop):
    assert list(drop.waiting("直島町")) == []


def test_same_parcel_twice_is_one_and_another_is_refused(drop, tmp_path):
    drop.put(b"one", to=ME, name="e1")
    drop.put(b"one", to=ME, name="e1")
    with pytest.raises(StorageError):
        drop.put(b"two", to=ME, name="e1")
    assert (tmp_path / ME / "e1.cle").read_bytes() == b"one"
    assert not list((tmp_path / ME).glob(".*"))


def test_a_medium_without_hard_links_works_too(drop, monkeypatch):
    def no_links(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(files_module.os, "link", no_links)
    drop.put(b"one", to=ME, name="e1")
    drop.put(b"one", to=ME, name="e1")
    with pytest.raises(StorageError):
        drop.put(b"two", to=ME, name="e1")
    assert one(drop).parcel == b"one"


def test_parts_hidden_files_links_pipes_and_folders_are_no_parcels(drop, tmp_path):
    mine = tmp_path / ME
    mine.mkdir()
    (mine / ".e1.cle.0000.part").write_bytes(b"half")
    (mine / ".hidden.cle").write_bytes(b"x")
    (mine / "note.txt").write_bytes(b"x")
    (mine / "folder.cle").mkdir()
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (mine / "link.cle").symlink_to(secret)
    os.mkfifo(mine / "pipe.cle")
    assert list(drop.waiting(ME)) == []
    assert drop.take(Arrived("gone.cle", ME, 1, str(mine / "gone.cle"))) is None


def test_a_parcel_swapped_for_a_link_is_never_followed(drop, tmp_path):
    drop.put(b"one", to=ME, name="e1")
    (arrived,) = drop.waiting(ME)
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (tmp_path / ME / "e1.cle").unlink()
    (tmp_path / ME / "e1.cle").symlink_to(secret)
    with pytest.raises(CarelinkError):
        drop.take(arrived)
    assert secret.read_bytes() == b"secret"


def test_a_member_folder_that_is_a_link_is_refused(drop, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / ME).symlink_to(other, target_is_directory=True)
    with pytest.raises(UnreachableError):
        drop.put(b"one", to=ME, name="e1")
    with pytest.raises(UnreachableError):
        list(drop.waiting(ME))
    assert list(other.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["", "../e", "a/b", "a\\b", ".e", "e.cle", "a b", "CON", "nul", "e\0", "e" * 101, "便"]
)
def test_parcel_names_that_could_be_paths_are_refused(drop, name):
    with pytest.raises(UsageError):
        drop.put(b"x", to=ME, name=name)


@pytest.mark.parametrize(
    "to", ["", "..", "../x", "a/b", "C:", "x.", "x ", "%..", "%/", "COM1", "a\nb", "\u202e"]
)
def test_addresses_that_could_be_paths_are_refused(drop, tmp_path, to):
    with pytest.raises(UsageError):
        drop.put(b"x", to=to, name="e1")
    with pytest.raises(UsageError):
        list(drop.waiting(to))
    assert list(tmp_path.iterdir()) == []


def test_places_outside_the_folder_are_refused(drop, tmp_path):
    for place in ("", "/etc/passwd", str(tmp_path / ".." / "x.cle")):
        with pytest.raises(UsageError):
            drop.take(Arrived("x.cle", ME, 1, place))


def test_a_missing_folder_is_unreachable_and_is_not_made(tmp_path):
    channel = FolderAdapter(tmp_path / "unplugged")
    with pytest.raises(UnreachableError):
        channel.put(b"x", to=ME, name="e1")
    with pytest.raises(UnreachableError):
        list(channel.waiting(ME))
    assert not (tmp_path / "unplugged").exists()


@pytest.mark.skipif(ROOT_USER, reason="root may write anywhere")
def test_a_read_only_folder_is_unreachable_with_a_hint(drop, tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UnreachableError) as caught:
            drop.put(b"x", to=ME, name="e1")
    finally:
        tmp_path.chmod(0o700)
    assert caught.value.hint.ja


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, StorageError), (errno.EROFS, UnreachableError), (errno.EIO, UnreachableError)],
)
def test_a_full_or_broken_disk_is_said_and_leaves_nothing_behind(drop, tmp_path, monkeypatch, number, kind):
    def fail(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files_module.os, "fsync", fail)
    (tmp_path / ME).mkdir()
    with pytest.raises(kind):
        drop.put(b"x", to=ME, name="e1")
    assert list((tmp_path / ME).iterdir()) == []


def test_longer_than_the_limit_is_claimed_but_not_read(tmp_path):
    channel = FolderAdapter(tmp_path, largest=10)
    channel.put(b"x" * 11, to=ME, name="e1")
    taken = one(channel)
    assert (taken.parcel, taken.whole) == (b"", False)
    channel.dead(taken, "too-long")
    assert [p.suffixes for p in (tmp_path / ME / "dead").iterdir()] == [[".too-long", ".cle"]]


def test_dead_parcels_lose_their_foreign_name(drop, tmp_path):
    (tmp_path / ME).mkdir()
    (tmp_path / ME / "カナリア花子.cle").write_bytes(b"junk")
    drop.dead(one(drop), "broken-seal")
    (grave,) = (tmp_path / ME / "dead").iterdir()
    assert "カナリア" not in grave.name
    assert grave.read_bytes() == b"junk"
    with pytest.raises(UsageError):
        drop.dead(one_more(drop), "../up")


def one_more(drop):
    drop.put(b"more", to=ME, name="e9")
    return one(drop)


def test_given_back_it_comes_again_under_its_name(drop, tmp_path):
    (tmp_path / ME).mkdir()
    (tmp_path / ME / "copy (1).cle").write_bytes(b"half")
    taken = one(drop)
    drop.back(taken)
    assert [a.name for a in drop.waiting(ME)] == ["copy (1).cle"]
    drop.put(b"half", to=ME, name="e1")


def test_given_back_never_overwrites(drop):
    drop.put(b"one", to=ME, name="e1")
    taken = one(drop)
    drop.put(b"two", to=ME, name="e1")
    drop.back(taken)
    assert sorted(drop.take(a).parcel for a in list(drop.waiting(ME))) == [b"one", b"two"]


def test_an_abandoned_claim_comes_again_and_a_fresh_one_does_not(tmp_path):
    now = [1_000_000.0]
    channel = FolderAdapter(tmp_path, clock=lambda: now[0])
    channel.put(b"one", to=ME, name="e1")
    first = one(channel)
    assert list(channel.waiting(ME)) == []
    now[0] += channel.claim_lasts
    second = one(channel)
    assert second.parcel == b"one"
    channel.done(first)  # the slow reader comes back: harmless
    channel.back(first)
    channel.dead(first, "late")
    channel.done(second)
    assert list(channel.waiting(ME)) == []


def test_a_claim_of_a_process_that_is_gone_comes_again_at_once(tmp_path):
    channel = FolderAdapter(tmp_path)
    channel.put(b"one", to=ME, name="e1")
    child = os.fork()
    if child == 0:
        one(channel)
        os._exit(0)
    os.waitpid(child, 0)
    assert one(channel).parcel == b"one"


def test_two_readers_never_get_the_same_parcel(tmp_path):
    channel = FolderAdapter(tmp_path)
    for number in range(60):
        channel.put(b"%d" % number, to=ME, name=f"e{number}")
    got: list[bytes] = []

    def read():
        for arrived in channel.waiting(ME):
            if (taken := channel.take(arrived)) is not None:
                got.append(taken.parcel)
                channel.done(taken)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sorted(got) == sorted(b"%d" % number for number in range(60))


def test_listing_is_lazy(drop):
    for number in range(3):
        drop.put(b"x", to=ME, name=f"e{number}")
    listing = drop.waiting(ME)
    drop.done(drop.take(next(listing)))
    assert len(list(listing)) == 2


def test_connect_knows_urls_and_paths(tmp_path):
    for url in (tmp_path, str(tmp_path), f"folder://{tmp_path}", f"FOLDER://{tmp_path}"):
        with connect(url) as channel:
            channel.put(b"x", to=ME, name="e1")
    assert Path(connect(f"folder://{tmp_path}/%E4%B8%89%E6%9C%A8").root).name == "三木"


@pytest.mark.parametrize(
    "url", ["gopher://x", "folder://", "folder://host/x", "folder:///x?y", "folder:///a%00b"]
)
def test_connect_refuses_what_it_does_not_know(url):
    with pytest.raises(UsageError):
        connect(url)


def test_two_writers_of_one_name_leave_one_whole_parcel(drop):
    outcomes = []

    def write(content):
        try:
            drop.put(content * 100_000, to=ME, name="e1")
            outcomes.append(content)
        except StorageError:
            outcomes.append(None)

    writers = [threading.Thread(target=write, args=(content,)) for content in (b"a", b"b", b"c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    (won,) = [content for content in outcomes if content]
    assert one(drop).parcel == won * 100_000


def test_a_parcel_gets_its_name_after_its_bytes_are_on_the_disk(drop, tmp_path, monkeypatch):
    """What a power cut may take away: nothing that has its name, and no name once put has returned."""
    (tmp_path / ME).mkdir()
    log = []
    fsync, link = os.fsync, os.link

    def synced(handle):
        log.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "bytes")
        fsync(handle)

    def named(*paths):
        log.append("name")
        link(*paths)

    monkeypatch.setattr(files_module.os, "fsync", synced)
    monkeypatch.setattr(files_module.os, "link", named)
    drop.put(b"one", to=ME, name="e1")
    assert log == ["bytes", "name", "folder"]

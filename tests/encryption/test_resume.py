"""Opening that was interrupted goes on where it was, and trusts nothing of what it left."""

from __future__ import annotations

import io
import os

import pytest

from carelink.encryption import open_file, seal_file
from carelink.encryption.parcels import cobblestone, large, limits
from carelink.errors import BrokenSealError, StorageError

from .conftest import NOW

SIZE = limits.MAX_CONTENT + 12_345


@pytest.fixture(scope="module")
def content():
    return os.urandom(SIZE)


@pytest.fixture(scope="module")
def parcel(content, town, ward, tmp_path_factory):
    return sealed(content, town, ward, tmp_path_factory)


@pytest.fixture(scope="module")
def other(content, town, ward, tmp_path_factory):
    return sealed(content[::-1], town, ward, tmp_path_factory)


def sealed(content, town, ward, folders):
    path = folders.mktemp("parcel") / "parcel"
    words = {"to": [ward.recipient], "sender": town, "content_type": "application/zip", "now": NOW}
    seal_file(io.BytesIO(content), path, **words)
    return path


@pytest.fixture
def once(ward, trust, tmp_path):
    """One attempt at opening into ``tmp_path``."""

    def attempt(parcel, **said):
        target = tmp_path / "out"
        return open_file(parcel, target, ward, trust=trust, now=NOW, **{"resume": True, **said}).path

    return attempt


@pytest.fixture
def left(once, parcel, tmp_path, monkeypatch):
    """Return what an attempt leaves that fails after ``blocks`` blocks."""

    def interrupted(blocks, error=OSError, **said):
        plain = cobblestone.Decryptor.update_into
        seen = iter(range(blocks))

        class Shaky:
            def __init__(self, *words):
                self.cipher = cobblestone.Decryptor(*words)

            def update_into(self, data, buffer):
                if next(seen, None) is None:
                    raise error
                return plain(self.cipher, data, buffer)

        with monkeypatch.context() as patch:
            patch.setattr(cobblestone, "decryptor", Shaky)
            with pytest.raises(StorageError if error is OSError else error):
                once(parcel, **said)
        return list(tmp_path.iterdir())

    return interrupted


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_what_is_left_is_the_owner_s(error, left):
    (part,) = left(5, error)
    assert part.stat().st_mode & 0o077 == 0


def test_it_goes_on_where_it_was(left, once, parcel, content, monkeypatch):
    (part,) = left(5)
    kept = part.stat().st_size
    assert kept > 4 * large.BLOCK
    seen = []
    plain = cobblestone.Decryptor.update_into
    monkeypatch.setattr(
        cobblestone.Decryptor,
        "update_into",
        lambda *words: seen.append(len(words[1])) or plain(*words),
    )
    assert once(parcel).read_bytes() == content
    assert sum(seen) < SIZE - kept + 100_000  # the rest only
    assert not part.exists()


def test_a_pipe_is_gone_through_again(left, once, parcel, content):
    left(5)
    assert once(io.BytesIO(parcel.read_bytes())).read_bytes() == content


@pytest.mark.parametrize(
    "kept", [0, 1, cobblestone.CHUNK, 3 * cobblestone.CHUNK + 7, SIZE - 1, SIZE], ids=lambda n: f"{n} bytes"
)
def test_whatever_was_left(kept, left, once, parcel, content):
    (part,) = left(2)
    part.write_bytes(content[:kept])
    assert once(parcel).read_bytes() == content


@pytest.mark.parametrize(
    "altered", [b"", bytes(2 * cobblestone.CHUNK), bytes(2 * SIZE)], ids=["", "short", "long"]
)
def test_what_was_left_is_not_trusted(altered, left, once, parcel, tmp_path):
    (part,) = left(2)
    part.write_bytes(altered)
    if altered:
        with pytest.raises(BrokenSealError):
            once(parcel)
        assert list(tmp_path.iterdir()) == []  # the next attempt begins anew
    assert once(parcel).stat().st_size == SIZE


def test_another_parcel_does_not_go_on_with_it(left, once, other):
    (part,) = left(5)
    assert once(other).stat().st_size == SIZE
    assert part.exists()


def test_without_the_wish_nothing_is_left(left):
    assert left(5, resume=False) == []


def test_a_file_that_is_there_is_not_replaced(once, parcel, tmp_path):
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(StorageError):
        once(parcel)
    assert (tmp_path / "out").read_bytes() == b"mine"
    assert once(parcel, overwrite=True).stat().st_size == SIZE


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are not told apart here")
def test_a_link_in_place_of_what_was_left_is_not_followed(left, once, parcel, tmp_path):
    (part,) = left(2)
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    part.unlink()
    part.symlink_to(victim)
    with pytest.raises(StorageError):
        once(parcel)
    assert victim.read_bytes() == b"mine"

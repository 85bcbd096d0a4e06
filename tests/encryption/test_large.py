"""Large parcels: the same promises at any size, with flat memory and nothing released too early."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import timedelta
from itertools import pairwise

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from carelink.encryption import Trust, open, open_file, peek, seal, seal_file  # noqa: A004
from carelink.encryption.parcels import cobblestone, large, limits
from carelink.encryption.parcels.addressing import plan
from carelink.errors import (
    BrokenSealError,
    ExpiredError,
    SealError,
    StorageError,
    UntrustedSenderError,
    WrongKeyError,
)

from .conftest import NOW

TYPE = "application/zip"


@pytest.fixture(scope="module")
def content():
    return os.urandom(limits.MAX_CONTENT + 70_000)


@pytest.fixture(scope="module")
def parcel(town, ward, content):
    return seal(content, to=[ward.recipient], sender=town, content_type=TYPE, now=NOW)


def _large(content, town, ward):
    """Return a large parcel whatever the size of ``content``."""
    parcel = io.BytesIO()
    large.seal(io.BytesIO(content), parcel, plan([ward.recipient], town, TYPE, {"now": NOW}))
    return parcel.getvalue()


def test_size_picks_the_form(parcel, ward, trust, content):
    assert parcel.startswith(large.MAGIC)
    opened = open(parcel, ward, trust=trust, now=NOW)
    assert opened.content == content
    assert opened.manifest.length == len(content)
    assert peek(parcel).id == peek(parcel[:5000]).id == opened.manifest.id


@pytest.mark.parametrize("size", [0, 1, 16_383, 16_384, 65_535, 65_536, 65_537, large.BLOCK, large.BLOCK + 1])
def test_every_border_of_a_block(town, ward, trust, size):
    content = os.urandom(size)
    assert open(_large(content, town, ward), ward, trust=trust, now=NOW).content == content


def test_every_single_bit_counts(town, ward, trust):
    parcel = _large(b"", town, ward)
    for place in range(len(parcel) * 8):
        flipped = bytearray(parcel)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(SealError):
            open(bytes(flipped), ward, trust=trust, now=NOW)


def test_chunks_cannot_be_cut_moved_or_added(parcel, ward, trust):
    body = parcel.index(b"\n", len(large.MAGIC)) + 1 + 56
    chunk = cobblestone.CHUNK + cobblestone.TAG
    first, second = parcel[body : body + chunk], parcel[body + chunk : body + 2 * chunk]
    for altered in (
        parcel[:body] + second + first + parcel[body + 2 * chunk :],
        parcel[:body] + first + parcel[body + 2 * chunk :],
        parcel[:body] + first + first + second + parcel[body + 2 * chunk :],
        parcel[: body + 10 * chunk],
        parcel[:body],
        parcel[:-1],
        parcel + b"\0",
        parcel + parcel[-chunk:],
    ):
        with pytest.raises(BrokenSealError):
            open(altered, ward, trust=trust, now=NOW)


def test_the_head_of_one_parcel_does_not_open_the_body_of_another(town, ward, trust):
    one, two = _large(b"one", town, ward), _large(b"two", town, ward)
    border = one.index(b"\n", len(large.MAGIC)) + 1
    with pytest.raises(BrokenSealError):
        open(one[:border] + two[two.index(b"\n", len(large.MAGIC)) + 1 :], ward, trust=trust, now=NOW)


def test_nobody_else_and_not_later(parcel, ward, stranger, trust):
    with pytest.raises(WrongKeyError):
        open(parcel, stranger, trust=trust, now=NOW)
    with pytest.raises(UntrustedSenderError):
        open(parcel, ward, trust=Trust([stranger.recipient]), now=NOW)
    with pytest.raises(ExpiredError):
        open(parcel, ward, trust=trust, now=NOW + timedelta(days=31))


@pytest.mark.parametrize("size", [10, limits.MAX_CONTENT + 1])
def test_files(town, ward, trust, tmp_path, size):
    plain = tmp_path / "plain"
    plain.write_bytes(os.urandom(size))
    manifest = seal_file(
        plain,
        tmp_path / "parcel",
        to=[ward.recipient],
        sender=town,
        content_type=TYPE,
        purpose="TREAT",
        now=NOW,
    )
    unpacked = open_file(tmp_path / "parcel", tmp_path / "out", ward, trust=trust, now=NOW)
    assert unpacked.manifest == manifest
    assert unpacked.path.read_bytes() == plain.read_bytes()
    assert unpacked.sender == town.recipient
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["out", "parcel", "plain"]
    with pytest.raises(StorageError):
        open_file(tmp_path / "parcel", tmp_path / "out", ward, trust=trust, now=NOW)


def test_a_pipe_is_read_once(town, ward, trust, tmp_path, content):
    class Pipe(io.BytesIO):
        def seek(self, *_):
            raise OSError

        def read(self, size=-1):
            return super().read(min(size, 70_000))

    seal_file(
        Pipe(content), tmp_path / "parcel", to=[ward.recipient], sender=town, content_type=TYPE, now=NOW
    )
    open_file(Pipe((tmp_path / "parcel").read_bytes()), tmp_path / "out", ward, trust=trust, now=NOW)
    assert (tmp_path / "out").read_bytes() == content


def test_nothing_stays_behind_when_it_is_refused(parcel, ward, trust, tmp_path):
    with pytest.raises(BrokenSealError):
        open_file(io.BytesIO(parcel[:-1]), tmp_path / "out", ward, trust=trust, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_parcel_is_not_written_beside_a_key(town, ward, tmp_path):
    town.save(tmp_path, unprotected=True)
    with pytest.raises(SealError):
        seal_file(io.BytesIO(b""), tmp_path / "parcel", to=[ward.recipient], sender=town, content_type=TYPE)


def test_a_missing_file_is_a_storage_error(town, ward, trust, tmp_path):
    with pytest.raises(StorageError):
        seal_file(tmp_path / "none", tmp_path / "p", to=[ward.recipient], sender=town, content_type=TYPE)
    with pytest.raises(StorageError):
        open_file(tmp_path / "none", tmp_path / "p", ward, trust=trust)


@given(content=st.binary(max_size=40_000), cuts=st.lists(st.integers(0, 40_100), max_size=5))
def test_our_cobblestone_is_the_library_s(content, cuts):
    """Whatever one side makes the other reads, however the bytes arrive; on older libraries ours is used."""
    library = pytest.importorskip("cryptography.cobblestone")
    key, context = bytes(range(32)), b"context"
    for make, read in (
        (cobblestone.Encryptor, library.Cobblestone256Decryptor),
        (library.Cobblestone256Encryptor, cobblestone.Decryptor),
        (cobblestone.Encryptor, cobblestone.Decryptor),
    ):
        assert _through(read(key, context), _through(make(key, context), content, cuts), cuts) == content


def _through(cipher, data, cuts):
    places = [0, *sorted(cuts), len(data)]
    parts = [data[start:end] for start, end in pairwise(places)]
    return b"".join([*(cipher.update(part) for part in parts), cipher.finalize()])


@given(st.integers(0, 8 * (56 + 20 + 16) - 1))
def test_our_cobblestone_refuses_every_bit(place):
    encryptor = cobblestone.Encryptor(bytes(32), b"")
    sealed = bytearray(encryptor.update(bytes(20)) + encryptor.finalize())
    sealed[place // 8] ^= 1 << place % 8
    decryptor = cobblestone.Decryptor(bytes(32), b"")
    with pytest.raises((InvalidTag, ValueError)):
        _ = decryptor.update(bytes(sealed)), decryptor.finalize()


def test_without_the_library_s_cobblestone_the_same_parcels_open(parcel, ward, trust, content, monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.cobblestone", None)
    assert open(parcel, ward, trust=trust, now=NOW).content == content
    assert isinstance(cobblestone.encryptor(bytes(32), b""), cobblestone.Encryptor)


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read the Linux way")
def test_memory_stays_flat(tmp_path):
    """60 MiB more content must not need more memory: sealing and opening, in a process of their own."""
    script = """
import sys
from pathlib import Path
from carelink.encryption import Identity, Trust, open_file, seal_file
me = Identity.generate("試験")
folder = Path(sys.argv[1])
for size in (8, 68):
    plain = folder / f"{size}"
    with plain.open("wb") as file:
        file.truncate(size << 20)
    seal_file(plain, folder / f"{size}.parcel", to=[me.recipient], sender=me, content_type="application/zip")
    open_file(folder / f"{size}.parcel", folder / f"{size}.out", me, trust=Trust([me.recipient]))
    print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    small, big = map(int, run.stdout.split())
    assert big - small < 8 * 1024  # KiB
    assert big < 96 * 1024

"""Read a FHIR NPM package (.tgz or folder) without trusting it: nothing is unpacked, all is bounded."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, cast

from carelink.errors import UnknownProfileError, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

MEMBERS_AT_MOST: Final = 50_000
MEMBER_BYTES_AT_MOST: Final = 64 * 2**20
BYTES_AT_MOST: Final = 512 * 2**20
RATIO_AT_MOST: Final = 300
"""How many bytes one packed byte may become; published packages stay under 30."""
_RATIO_FREE: Final = 2**20  # small archives may be as dense as they like


def files(source: Path) -> dict[str, bytes]:
    """Return every JSON file of a package by its path inside it, without the leading ``package/``.

    :raises UnknownProfileError: not there, not a package, or larger than a package may be
    """
    try:
        found = _folder(source) if source.is_dir() else _archive(source)
        return dict(found)
    except (OSError, EOFError, tarfile.TarError, zlib.error, ValueError) as error:
        raise unreadable(source) from error


def files_of(packed: bytes) -> dict[str, bytes]:
    """Return every JSON file of a package that is at hand as bytes.

    :raises UnknownProfileError: not a package, or larger than a package may be
    """
    try:
        return dict(_unpacked(io.BytesIO(packed), len(packed)))
    except (OSError, EOFError, tarfile.TarError, zlib.error, ValueError) as error:
        raise unreadable(Path("package.tgz")) from error


def unreadable(source: Path) -> UnknownProfileError:
    """Return the exception for a package that cannot be read."""
    return UnknownProfileError(
        Words(
            f"プロファイルパッケージを読めません: {source.name}",
            f"This profile package cannot be read: {source.name}",
        ),
        hint=Words(
            "FHIR NPM パッケージ (.tgz) か、それを展開したフォルダーを指定してください。",
            "Name a FHIR NPM package (.tgz) or the folder it was unpacked to.",
        ),
    )


def _folder(source: Path) -> Iterator[tuple[str, bytes]]:
    root = source / "package" if (source / "package").is_dir() else source
    total = 0
    for count, path in enumerate(sorted(root.rglob("*.json"))):
        if not path.is_file():
            continue
        size = path.stat().st_size
        total += size
        if count >= MEMBERS_AT_MOST or size > MEMBER_BYTES_AT_MOST or total > BYTES_AT_MOST:
            raise ValueError
        yield path.relative_to(root).as_posix(), path.read_bytes()


def _archive(source: Path) -> Iterator[tuple[str, bytes]]:
    with source.open("rb") as stream:
        yield from _unpacked(stream, source.stat().st_size)


def _unpacked(stream: IO[bytes], size: int) -> Iterator[tuple[str, bytes]]:
    allowed = min(BYTES_AT_MOST, size * RATIO_AT_MOST + _RATIO_FREE)
    with (
        gzip.GzipFile(fileobj=stream, mode="rb") as packed,
        tarfile.open(fileobj=cast("IO[bytes]", _Bounded(packed, allowed)), mode="r|") as tar,
    ):
        for count, member in enumerate(tar):
            if count >= MEMBERS_AT_MOST or member.size > MEMBER_BYTES_AT_MOST:
                raise ValueError
            name = _inner_name(member)
            if name is not None and (content := tar.extractfile(member)) is not None:
                yield name, content.read()


def _inner_name(member: tarfile.TarInfo) -> str | None:
    """Return the path inside the package, or None for what is no JSON file of it (links, devices, other)."""
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError
    if not member.isreg() or path.suffix != ".json":
        return None
    parts = path.parts
    return "/".join(parts[1:] if parts[0] == "package" else parts)


class _Bounded:
    """A stream that refuses to give more than it may: the guard against archives that explode."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, allowed: int) -> None:
        self._stream = stream
        self._left = allowed

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise ValueError
        return data

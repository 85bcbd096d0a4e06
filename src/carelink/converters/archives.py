"""Zip archives from elsewhere, read without trusting them: nothing is unpacked to disk, all is bounded.

Python's ``zipfile`` trusts the directory of an archive: it takes overlapping entries, sizes that lie, names
that climb out and the last of two equal names. So the directory is looked at first, as bytes, and then each
file.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from carelink.converters.rules import archive as rules

if TYPE_CHECKING:
    from carelink.findings import Finding, Rule

START: Final = b"PK\x03\x04"
ENTRIES: Final = 5_000
DIRECTORY: Final = 2_000_000
"""Bytes of an archive's directory."""
LARGEST: Final = 64 * 2**20
"""Bytes of one file, unpacked."""
UNPACKED: Final = 256 * 2**20
"""Bytes of all files together, unpacked."""
RATIO: Final = 200
"""How much smaller a file may have been packed."""
SMALL: Final = 2**20
"""Files below this size may be packed as tightly as they like."""
DEEPEST: Final = 16
LONGEST: Final = 400
WHERE: Final = "archive"

_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_COMMENT: Final = 0xFFFF
_LOCATOR: Final = b"PK\x06\x07"
_LOCATOR_SIZE: Final = 20
_LOCAL: Final = struct.Struct("<4s22xHH")
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FOREIGN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    IndexError,
    OSError,
    EOFError,
    NotImplementedError,  # zipfile, of a way of packing or encrypting that it does not know
    RuntimeError,
    OverflowError,
    struct.error,
)


class Archive:
    """What may be read of an archive.

    :param files: names as they stand in the archive, by their upper-case form: media do not tell case apart
    :param found: what was refused
    """

    def __init__(self, data: bytes) -> None:
        self.files: dict[str, zipfile.ZipInfo] = {}
        self.found: list[Finding] = []
        self._zip: zipfile.ZipFile | None = None
        if (rule := _directory(data)) is not None:
            self.found.append(rule.at(WHERE))
            return
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
            refused = _beyond(infos) or _overlap(infos, data)
        except _FOREIGN:
            refused, infos = rules.UNREADABLE, []
        if refused is not None:
            self.found.append(refused.at(WHERE))
            return
        self._admit(infos)

    def _admit(self, infos: list[zipfile.ZipInfo]) -> None:
        twice = set()
        for info in infos:
            if info.orig_filename.endswith("/"):
                continue
            key = safe(info.orig_filename)
            if key is None:
                self.found.append(rules.NAME.at(WHERE))
            elif stat.S_ISLNK(info.external_attr >> 16):
                self.found.append(rules.LINK.at(WHERE))
            elif info.flag_bits & 1:
                self.found.append(rules.ENCRYPTED.at(WHERE))
            elif key in self.files or key in twice:
                twice.add(key)
            else:
                self.files[key] = info
        for key in twice:
            self.files.pop(key, None)
            self.found.append(rules.TWICE.at(WHERE))

    def read(self, key: str) -> bytes | None:
        """Return a file's bytes, None (and a finding) when they are not what the directory says."""
        info = self.files[key]
        content = self._content(info)
        if content is None or len(content) != info.file_size:
            self.found.append(rules.DAMAGED.at(WHERE))
            return None
        return content

    def _content(self, info: zipfile.ZipInfo) -> bytes | None:
        """Return at most one byte more than was said; None when it is packed in a way that is not read."""
        if self._zip is None or info.compress_type not in _METHODS:
            return None
        try:
            with self._zip.open(info) as file:
                return file.read(info.file_size + 1)
        except _FOREIGN:
            return None


def safe(name: str) -> str | None:
    """Return the key of a name that stays inside, or None: no ``..``, no root, no drive, no controls."""
    if not name or len(name) > LONGEST or "\\" in name or ":" in name or name.startswith("/"):
        return None
    if any(ord(c) < ord(" ") or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in name):
        return None
    parts = name.split("/")
    if len(parts) > DEEPEST or any(part in {"", ".", ".."} or part.strip() != part for part in parts):
        return None
    return name.upper()


def _directory(data: bytes) -> Rule | None:
    """Look at the end of an archive before zipfile does: it reads whatever size the directory claims."""
    if data[-_END_SIZE:][:4] == _END and data[-2:] == b"\0\0":
        end = len(data) - _END_SIZE
    else:
        end = data.rfind(_END, max(0, len(data) - _END_SIZE - _COMMENT))
    if end < 0 or len(data) < end + _END_SIZE:
        return rules.UNREADABLE
    count, size = struct.unpack_from("<HI", data, end + 10)
    wide = data[max(0, end - _LOCATOR_SIZE) : end].startswith(_LOCATOR)
    return rules.TOO_LARGE if wide or count > ENTRIES or size > DIRECTORY else None


def _beyond(infos: list[zipfile.ZipInfo]) -> Rule | None:
    packed = (i.file_size > SMALL and i.file_size > RATIO * max(i.compress_size, 1) for i in infos)
    large = any(i.file_size > LARGEST for i in infos) or sum(i.file_size for i in infos) > UNPACKED
    return rules.TOO_LARGE if len(infos) > ENTRIES or large or any(packed) else None


def _overlap(infos: list[zipfile.ZipInfo], data: bytes) -> Rule | None:
    """Look whether two entries share bytes: the trick by which a small archive holds one bomb many times."""
    reached = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < reached:
            return rules.OVERLAP
        mark, name, extra = _LOCAL.unpack_from(data, info.header_offset)
        if mark != START:
            return rules.UNREADABLE
        reached = info.header_offset + _LOCAL.size + name + extra + info.compress_size
    return rules.UNREADABLE if reached > len(data) else None

"""Folders from elsewhere (a stick, a share), read without trusting them: no links, and all is bounded."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING, Final

from carelink.converters.archives import DEEPEST, ENTRIES, LARGEST, UNPACKED, WHERE, safe
from carelink.converters.rules import archive as rules
from carelink.errors import StorageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carelink.findings import Finding

_START: Final = 64


class Folder:
    """What may be read of a folder.

    :param most: files that are looked at
    :param total: bytes that are read of all files together
    :param files: paths by their upper-case name below the folder: media do not tell case apart
    :param found: what was refused
    :raises StorageError: when the folder itself cannot be read
    """

    def __init__(self, root: Path, *, most: int = ENTRIES, total: int = UNPACKED) -> None:
        self.files: dict[str, Path] = {}
        self.found: list[Finding] = []
        self._left = total
        self._most = most
        twice = set()
        for count, (name, path) in enumerate(self._walk(root, "", 0)):
            if count >= most:
                self.found.append(rules.TOO_LARGE.at(WHERE))
                break
            key = safe(name)
            if key is None:
                self.found.append(rules.NAME.at(WHERE))
            elif key in self.files or key in twice:
                twice.add(key)
            else:
                self.files[key] = path
        for key in twice:
            self.files.pop(key, None)
            self.found.append(rules.TWICE.at(WHERE))

    def _walk(self, folder: Path, name: str, depth: int) -> Iterator[tuple[str, Path]]:
        try:
            with os.scandir(folder) as scanned:
                inside = sorted(islice(scanned, self._most + 1), key=lambda entry: entry.name)
        except OSError as error:
            if depth == 0:
                raise _unread() from error
            self.found.append(rules.DAMAGED.at(WHERE))
            return
        for entry in inside:
            here = f"{name}{entry.name}"
            if (
                entry.is_symlink() or entry.is_junction()
                if hasattr(entry, "is_junction")
                else entry.is_symlink()
            ):
                self.found.append(rules.LINK.at(WHERE))
            elif entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST:
                    yield from self._walk(folder / entry.name, f"{here}/", depth + 1)
                else:
                    self.found.append(rules.NAME.at(WHERE))
            elif entry.is_file(follow_symlinks=False):
                yield here, folder / entry.name

    def start(self, key: str) -> bytes:
        """Return the first bytes of a file, enough to tell what it is; nothing when it cannot be read."""
        try:
            with self.files[key].open("rb") as file:
                return file.read(_START)
        except OSError:
            return b""

    def read(self, key: str) -> bytes | None:
        """Return a file's bytes, None (and a finding) when it cannot be read or is too large."""
        try:
            with self.files[key].open("rb") as file:
                content = file.read(min(LARGEST, self._left) + 1)
        except OSError:
            self.found.append(rules.DAMAGED.at(WHERE))
            return None
        if len(content) > min(LARGEST, self._left):
            self.found.append(rules.TOO_LARGE.at(WHERE))
            return None
        self._left -= len(content)
        return content


def _unread() -> StorageError:
    return StorageError(
        Words("フォルダーを読めません。", "The folder cannot be read."),
        hint=Words(
            "フォルダーの場所と読み取り権限を確かめてください。",
            "Check the path and the permission to read it.",
        ),
    )

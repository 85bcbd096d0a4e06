"""A folder as a channel: a stick, a share, a synchronised directory. One folder per member inside it.

::

    drop/{address}/{name}.cle           waiting; written as .{name}.cle.….part, synced, then renamed
    drop/{address}/taken/{claim}.cle    claimed by one reader by an atomic rename
    drop/{address}/dead/{digest}.{reason}.cle    refused, for a person to look at
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from carelink.adapters.adapter import Arrived, Taken
from carelink.adapters.claims import claim_name, is_stale
from carelink.adapters.files import own_folder, read_capped, sync_folder, told, write_new
from carelink.adapters.names import ENDING, LONGEST, file_name, safe_folder
from carelink.errors import StorageError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

LARGEST: Final = 100 * 2**20
"""Bytes of the largest parcel that is read, as MedCom's envelope has it."""

CLAIM_LASTS: Final = 15 * 60
"""Seconds after which a parcel that somebody took but did not finish comes again."""


@dataclass(frozen=True)
class FolderAdapter:
    """The folder ``root`` as a channel. Safe for several writers and readers at once.

    :param root: an existing folder; it is not made, so that an unplugged stick is noticed
    :param largest: bytes of the largest parcel that is read
    :param claim_lasts: seconds until a claim counts as abandoned
    :param clock: gives Unix seconds
    """

    root: str | Path
    largest: int = LARGEST
    claim_lasts: int = CLAIM_LASTS
    clock: Callable[[], float] = time.time

    def put(self, parcel: bytes, *, to: str, name: str) -> None:
        """Lay ``parcel`` down for ``to``: whole and durable when this returns, and never over another.

        :raises UnreachableError: the folder is not there, read-only, or a link lies in the way
        :raises StorageError: the disk is full, or another parcel has this name
        :raises UsageError: unsafe names
        """
        place = self._root() / safe_folder(to)
        with told(self.root):
            try:
                write_new(own_folder(place) / file_name(name), parcel)
            except FileExistsError as error:
                raise StorageError(
                    Words("同じ名前で別の便が置かれています。", "Another parcel lies under the same name."),
                    hint=Words(
                        "送信番号は使い回せません。新しい番号で送り直してください。",
                        "Envelope ids are never used twice; send again with a new one.",
                    ),
                ) from error

    def waiting(self, me: str) -> Iterator[Arrived]:
        """List what lies there for ``me``, abandoned claims first. Lazy: 100,000 parcels cost no memory.

        Links, pipes, folders, hidden files and ``.part`` files are not parcels and stay where they are.

        :raises UnreachableError: the folder cannot be read
        """
        mine = self._root() / safe_folder(me)
        now = int(self.clock())
        for name, size, place in _parcels(mine / "taken"):
            if is_stale(name, now, self.claim_lasts):
                yield Arrived(name, me, size, place)
        for name, size, place in _parcels(mine):
            yield Arrived(name, me, size, place)

    def take(self, arrived: Arrived) -> Taken | None:
        """Claim by renaming into ``taken/``, then read; ``None`` when another reader was faster.

        :raises UnreachableError: the folder is read-only or gone
        """
        source = self._inside(arrived.place)
        mine = self._root() / safe_folder(arrived.to)
        with told(self.root):
            claim = own_folder(mine / "taken") / claim_name(int(self.clock()))
            try:
                source.rename(claim)
            except FileNotFoundError:
                return None
            except PermissionError:
                if os.name != "nt":
                    raise
                return None  # Windows: somebody is still copying it
            try:
                parcel, whole = read_capped(claim, self.largest)
            except FileNotFoundError:
                return None  # another reader thought our claim abandoned
        return Taken(arrived, parcel, whole, str(claim))

    def done(self, taken: Taken) -> None:
        """Remove it. Should a power cut undo this, it comes again and is found stored."""
        with told(self.root):
            self._inside(taken.place).unlink(missing_ok=True)

    def back(self, taken: Taken) -> None:
        """Give it back under its own name, or a new one where that is taken or too long."""
        home = self._root() / safe_folder(taken.arrived.to)
        old = taken.arrived.name
        fits = _is_parcel(old) and len(os.fsencode(old)) <= LONGEST and not os.path.lexists(home / old)
        with told(self.root):
            self._move(taken, home / (old if fits else f"{secrets.token_hex(16)}{ENDING}"))

    def dead(self, taken: Taken, reason: str) -> None:
        """Put it aside in ``dead/``, named by its digest: a foreign file name may hold a person's name."""
        file_name(reason)
        digest = hashlib.sha256(taken.parcel).hexdigest()[:32] if taken.whole else secrets.token_hex(16)
        with told(self.root):
            grave = own_folder(self._root() / safe_folder(taken.arrived.to) / "dead")
            self._move(taken, grave / f"{digest}.{reason}{ENDING}")
            sync_folder(grave)

    def _move(self, taken: Taken, target: Path) -> None:
        try:
            self._inside(taken.place).replace(target)
        except FileNotFoundError:
            if not self._root().is_dir():
                raise  # else another reader thought our claim abandoned, and has dealt with it

    def _root(self) -> Path:
        root = Path(self.root)
        with told(self.root):
            if not root.is_dir():
                raise FileNotFoundError
        return root

    def _inside(self, place: str) -> Path:
        path = Path(place)
        if not place or Path(self.root) not in path.parents or ".." in path.parts:
            raise UsageError(
                Words("この便は別の連携先のものです。", "This parcel belongs to another channel."),
                hint=Words("waiting() が返したものを渡してください。", "Pass what waiting() returned."),
            )
        return path

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _parcels(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Yield name, size and path of the regular parcel files of one folder that is no link."""
    with told(folder):
        if not os.path.lexists(folder):
            return
        if folder.is_symlink() or not folder.is_dir():
            own_folder(folder)  # says what is wrong
        entries = os.scandir(folder)
    with entries:
        while True:
            with told(folder):
                entry = next(entries, None)
            if entry is None:
                return
            try:
                if _is_parcel(entry.name) and entry.is_file(follow_symlinks=False):
                    yield entry.name, entry.stat(follow_symlinks=False).st_size, entry.path
            except FileNotFoundError:
                continue  # another reader took it


def _is_parcel(name: str) -> bool:
    return name.endswith(ENDING) and not name.startswith(".")

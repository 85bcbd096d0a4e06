"""A drop on a foreign server: the layout of the folder channel, over whatever can list, write and move.

::

    {address}/{name}.cle             waiting; written under another name first, then moved into place
    {address}/taken/{claim}.cle      claimed by one reader, by one atomic move
    {address}/dead/{digest}.{reason}.cle    refused, for a person to look at

Each kind of server is a :class:`Shelf`; what the channel promises (``Adapter``) is kept here, once for all.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, Self

from carelink.adapters.adapter import Arrived, Taken
from carelink.adapters.claims import claim_name, is_stale
from carelink.adapters.folder import CLAIM_LASTS, LARGEST
from carelink.adapters.names import ENDING, LONGEST, file_name, safe_folder
from carelink.errors import StorageError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

MOST: Final = 1_000_000
"""Names that are listed of one folder; a server that gives more is not believed."""


class Entry(NamedTuple):
    """A regular file in a folder of a shelf, and its bytes as the server says them."""

    name: str
    size: int


class Shelf(Protocol):
    """What a server must be able to do. A path is the names from the root down, each safe by itself.

    Every method raises ``CarelinkError`` when the server cannot be reached, refuses, or is out of space.
    """

    def entries(self, folder: tuple[str, ...]) -> Iterator[Entry]:
        """List the regular files; nothing when the folder is not there."""
        ...

    def create(self, path: tuple[str, ...], content: bytes) -> None:
        """Write a file whole, as durable as the server can; ``FileExistsError`` when the name is taken."""
        ...

    def read(self, path: tuple[str, ...], limit: int) -> tuple[bytes, bool]:
        """Return the file and True, or ``b""`` and False when it is longer; ``FileNotFoundError``."""
        ...

    def move(self, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
        """Give a file another name, for one caller only; False when it is not there (any more)."""
        ...

    def remove(self, path: tuple[str, ...]) -> None:
        """Remove a file; one that is gone is fine."""
        ...

    def close(self) -> None:
        """Let go of the server."""
        ...


@dataclass(frozen=True)
class Drop:
    """A shelf as a channel. Safe for several writers and readers at once.

    :param largest: bytes of the largest parcel that is read
    :param claim_lasts: seconds until a claim counts as abandoned
    :param clock: gives Unix seconds
    """

    shelf: Shelf
    largest: int = LARGEST
    claim_lasts: int = CLAIM_LASTS
    clock: Callable[[], float] = time.time

    def put(self, parcel: bytes, *, to: str, name: str) -> None:
        """Lay ``parcel`` down for ``to``: whole when this returns, and never over another.

        :raises UnreachableError: the server cannot be reached, or refuses
        :raises StorageError: it has no space, or another parcel has this name
        :raises UsageError: unsafe names
        """
        path = (safe_folder(to), file_name(name))
        try:
            self.shelf.create(path, parcel)
        except FileExistsError:
            if self._lies_there(path, parcel):
                return
            raise StorageError(
                Words("同じ名前で別の便が置かれています。", "Another parcel lies under the same name."),
                hint=Words(
                    "送信番号は使い回せません。新しい番号で送り直してください。",
                    "Envelope ids are never used twice; send again with a new one.",
                ),
            ) from None

    def _lies_there(self, path: tuple[str, ...], parcel: bytes) -> bool:
        try:
            return self.shelf.read(path, len(parcel)) == (parcel, True)
        except FileNotFoundError:
            return True  # a reader took it in the meantime: it was ours, for names are never used twice

    def waiting(self, me: str) -> Iterator[Arrived]:
        """List what lies there for ``me``, abandoned claims first. Files of other names are left alone.

        :raises UnreachableError: the server cannot be reached, or refuses
        """
        mine, now = safe_folder(me), int(self.clock())
        for entry in self._parcels((mine, "taken")):
            if is_stale(entry.name, now, self.claim_lasts):
                yield Arrived(entry.name, me, entry.size, f"taken/{entry.name}")
        for entry in self._parcels((mine,)):
            yield Arrived(entry.name, me, entry.size, entry.name)

    def _parcels(self, folder: tuple[str, ...]) -> Iterator[Entry]:
        for number, entry in enumerate(self.shelf.entries(folder)):
            if number >= MOST:
                return
            if _is_parcel(entry.name):
                yield entry

    def take(self, arrived: Arrived) -> Taken | None:
        """Claim by moving into ``taken/``, then read; ``None`` when another reader was faster.

        :raises UnreachableError: the server cannot be reached, or refuses
        """
        mine = safe_folder(arrived.to)
        claim = (mine, "taken", claim_name(int(self.clock())))
        if not self.shelf.move((mine, *_inside(arrived.place)), claim):
            return None
        try:
            parcel, whole = self.shelf.read(claim, self.largest)
        except FileNotFoundError:
            return None  # another reader thought our claim abandoned
        return Taken(arrived, parcel, whole, "/".join(claim[1:]))

    def done(self, taken: Taken) -> None:
        """Remove it. Should the server undo this, it comes again and is found stored."""
        self.shelf.remove((safe_folder(taken.arrived.to), *_inside(taken.place)))

    def back(self, taken: Taken) -> None:
        """Give it back under its own name, or a new one where that is taken or too long."""
        old = taken.arrived.name
        fits = _is_parcel(old) and len(old.encode()) <= LONGEST and "/" not in taken.arrived.place
        new = f"{secrets.token_hex(16)}{ENDING}"
        try:
            self._move(taken, (old if fits else new,))
        except FileExistsError:
            self._move(taken, (new,))

    def dead(self, taken: Taken, reason: str) -> None:
        """Put it aside in ``dead/``, named by its digest: a foreign file name may hold a person's name."""
        file_name(reason)
        digest = hashlib.sha256(taken.parcel).hexdigest()[:32] if taken.whole else secrets.token_hex(16)
        try:
            self._move(taken, ("dead", f"{digest}.{reason}{ENDING}"))
        except FileExistsError:  # the same bytes lie there, for the same reason
            self.done(taken)

    def _move(self, taken: Taken, target: tuple[str, ...]) -> None:
        mine = safe_folder(taken.arrived.to)
        self.shelf.move((mine, *_inside(taken.place)), (mine, *target))

    def close(self) -> None:
        """Let go of the server."""
        self.shelf.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _inside(place: str) -> tuple[str, ...]:
    """Return the names of a place that ``waiting`` or ``take`` gave."""
    folder, _, name = place.rpartition("/")
    if folder not in {"", "taken"} or not _is_parcel(name):
        raise UsageError(
            Words("この便は別の連携先のものです。", "This parcel belongs to another channel."),
            hint=Words("waiting() が返したものを渡してください。", "Pass what waiting() returned."),
        )
    return (folder, name) if folder else (name,)


def _is_parcel(name: str) -> bool:
    safe = "/" not in name and "\\" not in name and "\0" not in name
    return safe and name.endswith(ENDING) and not name.startswith(".")

"""What every channel can do, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType


@dataclass(frozen=True, slots=True)
class Arrived:
    """A parcel that lies in the channel for somebody.

    :param name: the name it lies under, as whoever put it there chose it (never logged, never trusted)
    :param to: the address it lies at
    :param size: bytes, as the channel says it
    :param place: where the adapter finds it again; means nothing to anybody else
    """

    name: str
    to: str
    size: int
    place: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Taken:
    """A parcel that this reader has claimed: nobody else gets it until it is done, dead or given back.

    :param parcel: the bytes, or ``b""`` when it is longer than the channel's limit
    :param whole: whether ``parcel`` is all of it; ``False`` means longer than the limit
    :param place: where the adapter finds it again
    """

    arrived: Arrived
    parcel: bytes = field(repr=False)
    whole: bool = True
    place: str = field(repr=False, default="")


class Adapter(Protocol):
    """A channel. Every method raises ``UnreachableError`` or ``StorageError`` when the channel fails.

    The promise to the sender: when :meth:`put` returns, the parcel is there, whole and durable.
    The promise to the reader: one reader gets a parcel at a time, and a parcel that was taken
    but neither done, dead nor given back comes again later. What comes may still be
    half a file (a person copying to a share with a file manager): the reader finds out by
    reading it, and gives it back.
    """

    def put(self, parcel: bytes, *, to: str, name: str) -> None:
        """Lay ``parcel`` down for ``to`` under ``name``; the same parcel twice is one parcel."""
        ...

    def waiting(self, me: str) -> Iterable[Arrived]:
        """List lazily, in no promised order, what lies there for ``me``."""
        ...

    def take(self, arrived: Arrived) -> Taken | None:
        """Claim and read it; ``None`` when another reader was faster."""
        ...

    def done(self, taken: Taken) -> None:
        """Remove it: it is stored on our side."""
        ...

    def back(self, taken: Taken) -> None:
        """Give it back as it was, for a later try."""
        ...

    def dead(self, taken: Taken, reason: str) -> None:
        """Put it aside for a person to look at; ``reason`` is a kebab-case code."""
        ...

    def close(self) -> None:
        """Let go of the channel."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

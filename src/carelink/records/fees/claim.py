"""What may be claimed, with its reason; and how a rule is found by its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from carelink.errors import Words


@dataclass(frozen=True, slots=True)
class Claim:
    """The class of a fee.

    :param name: the class as printed (``Ⅰ``, ``Ⅱロ``), empty when nothing can be claimed
    :param units: 単位, 0 when nothing can be claimed
    :param reason: why, in both languages; it names days and counts, never a person
    :param code: サービスコード where it is certain, else empty
    :param spec: where the rule stands, and how certain that is
    """

    name: str
    units: int
    reason: Words
    code: str = ""
    spec: str = ""

    @property
    def billable(self) -> bool:
        """Whether a class is reached."""
        return bool(self.name)


class Dated(Protocol):
    """A rule that took effect on a day."""

    @property
    def since(self) -> date:
        """The first day it is in force."""


R = TypeVar("R", bound=Dated)


def in_force(rules: Iterable[R], day: date) -> R | None:
    """Return the newest rule that is in force on a day, or None before the oldest."""
    return max((r for r in rules if r.since <= day), key=lambda r: r.since, default=None)

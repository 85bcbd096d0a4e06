"""A file that could not be read: not a finding, because nothing is known about its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carelink.errors import Words


@dataclass(frozen=True, slots=True)
class Unread:
    """A file the run was asked to check and could not open.

    :param file: its name as it was given
    :param message: what happened, one sentence
    :param hint: what a person can do about it
    """

    file: str
    message: Words
    hint: Words

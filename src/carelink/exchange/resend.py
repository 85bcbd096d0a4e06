"""When a message that nobody answered goes out again: MedCom's rule, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Resend:
    """Wait so long for a receipt, send again so often, then leave it to a person.

    MedCom's sources say 2 here and 3 there; we take the 30 minutes and the 2 of its general rules.

    :param after: time to wait for a receipt, from the last send
    :param times: how often it is sent again on its own
    """

    after: timedelta = timedelta(minutes=30)
    times: int = 2

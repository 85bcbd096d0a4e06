"""All cases, in the order of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.testing.conformance.case import GROUPS
from carelink.testing.conformance.cast import Cast

if TYPE_CHECKING:
    from carelink.testing.conformance.case import Case

SHORT = 1
"""Of each kind of constraint in each profile, so many broken instances."""


def cases(*, full: bool = False, cast: Cast | None = None) -> list[Case]:
    """Return the cases.

    :param full: a broken instance for every constraint (some hundred); otherwise one for each kind of it in
        each profile
    :param cast: who plays; made anew when not given
    """
    from carelink.testing.conformance import conversing, reading, sealed

    played = cast or Cast()
    found = [
        *reading.cases(played, None if full else SHORT),
        *conversing.cases(played),
        *sealed.cases(played),
    ]
    order = list(GROUPS)
    return sorted(found, key=lambda case: order.index(case.group))

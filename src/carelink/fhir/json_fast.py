"""The fast reader of JSON: accepts what is beyond doubt, and says nothing about the rest.

jiter (the parser inside pydantic, in Rust) refuses what RFC 8259 refuses, half characters and duplicate
keys, and hands decimals over as they are written. What is left to do is one walk over the tree, for its
depth and its numbers. None means "doubtful": :mod:`carelink.fhir.json_scan` has the last word on that.
The two never disagree: whatever is accepted here, the scanner reads as the same tree without a finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jiter import LosslessFloat, from_json

from carelink.fhir.numbers import within

if TYPE_CHECKING:
    from carelink.fhir.limits import Limits

Holder = dict[str, Any] | list[Any]
_MINUS_ZERO: Final = re.compile(rb"-0(?<=[ \t\n\r:,\[]-0)[ \t\n\r,\]}]")
_COUNTS: Final = 1_000_000  # whole numbers from zero to below this are never too long
_COUNTS_DIGITS: Final = 6


class _DoubtError(ValueError):
    """Nothing is decided: the text may be wrong, or right in a way that is rare."""


def accept(raw: bytes, limits: Limits) -> dict[str, Any] | None:
    """Return the tree of a JSON text that is right beyond doubt, else None.

    jiter keeps the keys it has met, to share them between documents, but no values: those are of people.
    """
    try:
        tree = from_json(
            raw,
            float_mode="lossless-float",
            catch_duplicate_keys=True,
            allow_inf_nan=False,
            cache_mode="keys",
        )
        if type(tree) is not dict or limits.number < _COUNTS_DIGITS:
            return None
        # Two levels at most lie from one object to the next, so this many objects in each other fit.
        holders, zero = _holders_of_numbers(tree, limits.depth // 2)
        for holder in holders.values():
            zero = _settle(holder, limits) or zero
    except ValueError:
        return None
    # jiter reads -0 as 0, and only the text knows; words may hold it as well, a doubt in vain
    return None if zero and _MINUS_ZERO.search(raw) else tree


def _holders_of_numbers(  # noqa: C901, PLR0912 - hot: no calls
    tree: dict[str, Any], rounds: int
) -> tuple[dict[int, Holder], bool]:
    """Return the objects and lists that hold a number to look at, not just a count, and whether one is zero.

    Most of the reading time that is ours is spent here, hence the type checks without functions.

    :raises _DoubtError: objects nest deeper than ``rounds``
    """
    found: dict[int, Holder] = {}
    zero = False
    objects = [tree]
    for _ in range(rounds):
        below: list[dict[str, Any]] = []
        for holder in objects:
            for value in holder.values():
                if type(value) is str:
                    continue
                if type(value) is dict:
                    below.append(value)
                elif type(value) is list:
                    for item in value:
                        if type(item) is dict:
                            below.append(item)
                        elif type(item) is not str and item is not None:
                            found[id(value)] = value
                elif value is None or value is True or value is False:
                    continue
                elif type(value) is int and 0 <= value < _COUNTS:
                    zero = zero or not value
                else:
                    found[id(holder)] = holder
        if not below:
            return found, zero
        objects = below
    raise _DoubtError


def _settle(holder: Holder, limits: Limits) -> bool:
    """Put exact decimals in place of what jiter read; return whether there is a whole zero.

    :raises _DoubtError: a list in a list (which FHIR has not, and which hides depth), or a number too long
    """
    zero = False
    for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
        if type(value) is LosslessFloat:
            number = within(str(value), limits.number, limits.exponent)
            if number is None:
                raise _DoubtError
            holder[key] = number  # type: ignore[index]  # the key is of this holder
        elif type(value) is int:
            zero = zero or not value
            if len(str(value)) > limits.number:
                raise _DoubtError
        elif type(value) is list and type(holder) is list:
            raise _DoubtError
    return zero

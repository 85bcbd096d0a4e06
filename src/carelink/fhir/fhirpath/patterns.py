r"""Regular expressions of strangers: bounded, and with the meaning FHIR gives them.

``\s`` and ``\S`` are ASCII (a full-width space in a Japanese name is no white space for FHIR), and ``.``
matches a line end (FHIRPath N1 §5.6.8: single line mode).
"""

from __future__ import annotations

import re
import re._constants as codes  # type: ignore[import-not-found]  # to look at a pattern before using it
import re._parser as sre  # type: ignore[import-not-found]  # no stubs either
from functools import lru_cache
from typing import Any

from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.limits import LIMITS

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_MANY = 64
"""A bounded repetition longer than this can backtrack like an unbounded one."""


@lru_cache(maxsize=256)
def pattern(expression: str) -> re.Pattern[str]:
    """Compile a pattern.

    :raises EvaluationError: when it is malformed, too long, or repeats a repetition (which can take for ever)
    """
    if len(expression) > LIMITS.pattern:
        raise EvaluationError("a longer regular expression than allowed")
    try:
        if _explosive(sre.parse(expression, re.ASCII), within=False):
            raise EvaluationError("a regular expression that repeats a repetition")
        return re.compile(expression, re.ASCII | re.DOTALL)
    except (re.error, OverflowError, RecursionError):
        raise EvaluationError("not a regular expression") from None


def _explosive(items: Any, *, within: bool) -> bool:
    """Whether an unbounded repetition holds another one with nothing fixed around it, as ``(a+)+``."""
    for operator, argument in items:
        if operator in _REPEATS:
            _, most, body = argument
            many = most == codes.MAXREPEAT or most > _MANY
            if many and within and not _anchored(items):
                return True
            if _explosive(body, within=within or many):
                return True
        elif any(_explosive(part, within=within) for part in _parts(operator, argument)):
            return True
    return False


def _anchored(items: Any) -> bool:
    """Whether a fixed character keeps the rounds of a repetition apart."""
    return any(operator in (codes.LITERAL, codes.IN, codes.NOT_LITERAL) for operator, _ in items)


def _parts(operator: Any, argument: Any) -> list[Any]:
    if operator == codes.SUBPATTERN:
        return [argument[-1]]
    if operator == codes.BRANCH:
        return list(argument[1])
    if operator in (codes.ASSERT, codes.ASSERT_NOT):
        return [argument[1]]
    return []

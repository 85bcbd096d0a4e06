r"""Regular expressions of strangers: bounded, and with the meaning FHIR gives them.

``\s`` and ``\S`` are ASCII (a full-width space in a Japanese name is no white space for FHIR), and ``.``
matches a line end (FHIRPath N1 §5.6.8: single line mode).

Python's engine backtracks. A repetition of an ambiguous repetition can take for ever and is refused; any
other pattern costs at most the length of the string to the power of its repetitions: that bounds the string.
"""

from __future__ import annotations

import re
import re._constants as codes  # type: ignore[import-not-found]  # to look at a pattern before using it
import re._parser as sre  # type: ignore[import-not-found]  # no stubs either
from functools import lru_cache
from typing import Any, NamedTuple

from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.limits import LIMITS

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_NAMED = re.compile(r"(?<!\\)\(\?<(?=[A-Za-z])")
"""A named group as FHIRPath writes it; Python wants a P."""
_MANY = 64
"""A bounded repetition longer than this can backtrack like an unbounded one."""
_LONGEST = (LIMITS.subject, LIMITS.subject, 20_000, 2_000, 500)
"""Characters a pattern may be tried on, by the number of places it can backtrack to."""


class Pattern(NamedTuple):
    """A compiled pattern and the longest string it may be tried on."""

    regex: re.Pattern[str]
    longest: int

    def on(self, text: str) -> re.Pattern[str]:
        """Return the compiled pattern for a text.

        :raises EvaluationError: when the text is too long for it
        """
        if len(text) > self.longest:
            raise EvaluationError("a string too long for this regular expression")
        return self.regex


@lru_cache(maxsize=256)
def pattern(expression: str) -> Pattern:
    """Compile a pattern.

    :raises EvaluationError: when it is malformed, too long, or repeats an ambiguous repetition
    """
    if len(expression) > LIMITS.pattern:
        raise EvaluationError("a longer regular expression than allowed")
    try:
        expression = _NAMED.sub("(?P<", expression)
        tree = sre.parse(expression, re.ASCII)
        if _explosive(tree, within=False):
            raise EvaluationError("a regular expression that repeats a repetition")
        # An unanchored search starts anew at every character.
        places = _repetitions(tree) + (not _from_start(tree))
        return Pattern(re.compile(expression, re.ASCII | re.DOTALL), _LONGEST[min(places, len(_LONGEST) - 1)])
    except (re.error, OverflowError, RecursionError):
        raise EvaluationError("not a regular expression") from None


def _from_start(items: Any) -> bool:
    return len(items) > 0 and items[0] == (codes.AT, codes.AT_BEGINNING)


def _is_many(argument: Any) -> bool:
    return bool(argument[1] == codes.MAXREPEAT or argument[1] > _MANY)


def _repetitions(items: Any) -> int:
    """Count the repetitions that a pattern can backtrack into."""
    found = 0
    for operator, argument in items:
        if operator in _REPEATS:
            found += _is_many(argument) + _repetitions(argument[2])
        else:
            found += sum(_repetitions(part) for part in _parts(operator, argument))
    return found


def _explosive(items: Any, *, within: bool) -> bool:
    """Whether an unbounded repetition holds something that can match the same text in several ways."""
    for operator, argument in items:
        if operator in _REPEATS:
            many = _is_many(argument)
            if many and within and not _anchored(items):
                return True
            if _explosive(argument[2], within=within or many):
                return True
        elif operator == codes.BRANCH and within and any(len(part) == 0 for part in argument[1]):
            return True  # (a|aa)+ reads as (a(|a))+
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

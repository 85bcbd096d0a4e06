"""Strings (FHIRPath N1 §5.6 and its later additions)."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.functions.function import Function, answer, bounded, integer, text
from carelink.fhir.fhirpath.limits import LIMITS
from carelink.fhir.fhirpath.nodes import is_text, of
from carelink.fhir.fhirpath.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.environment import Eval, Scope
    from carelink.fhir.fhirpath.nodes import Collection
    from carelink.fhir.fhirpath.syntax import Constant

_REPLACED = re.compile(r"\\(?P<kept>.)|\$(?P<number>\d)|\$\{(?P<name>\w+)\}", re.DOTALL | re.ASCII)


def _on(operation: Callable[..., Constant | None]) -> Callable[..., Collection]:
    """Lift an operation on strings: whatever is empty makes the result empty."""

    def run(scope: Scope, focus: Collection, *arguments: Eval) -> Collection:
        whole = text(scope, focus)
        parts = [text(scope, argument) for argument in arguments]
        if whole is None or None in parts:
            return []
        result = operation(whole, *parts)
        if isinstance(result, str):
            bounded(scope, result)
        return [] if result is None else [of(result)]

    return run


def substring(scope: Scope, focus: Collection, start: Eval, length: Eval | None = None) -> Collection:
    """Cut a piece out; empty when it would start outside."""
    whole, first = text(scope, focus), integer(scope, start)
    if whole is None or first is None or not 0 <= first < len(whole):
        return []
    size = None if length is None else integer(scope, length)
    return [of(whole[first:] if size is None else whole[first : first + max(0, size)])]


def to_chars(scope: Scope, focus: Collection) -> Collection:
    """Split into characters."""
    whole = text(scope, focus) or ""
    scope.situation.spend(len(whole))
    return [of(character) for character in whole]


def split(scope: Scope, focus: Collection, separator: Eval) -> Collection:
    """Split at a separator; at an empty one, into characters."""
    whole, at = text(scope, focus), text(scope, separator)
    if whole is None or at is None:
        return []
    parts = whole.split(at) if at else list(whole)
    scope.situation.spend(len(parts))
    return [of(part) for part in parts]


def join(scope: Scope, focus: Collection, separator: Eval | None = None) -> Collection:
    """Put strings together."""
    between = "" if separator is None else text(scope, separator) or ""
    parts = [node for node in focus if node.value is not None]
    if not all(is_text(node) for node in parts):
        raise EvaluationError("join works on strings only")
    if len(between) * len(parts) + sum(len(node.value) for node in parts) > scope.situation.limits.subject:
        raise EvaluationError("a longer string than allowed")
    return [of(bounded(scope, between.join(node.value for node in parts)))] if parts else []


def _matches(whole: str, expression: str) -> bool:
    return pattern(expression).on(whole).search(whole) is not None


def matches_full(whole: str, expression: str) -> bool:
    """Whether the whole string matches."""
    return pattern(expression).on(whole).fullmatch(whole) is not None


def replace_matches(whole: str, expression: str, by: str) -> str:
    """Replace what matches; ``$1`` and ``${name}`` are groups, a backslash keeps a character."""
    room = LIMITS.subject

    def one(match: re.Match[str]) -> str:
        def part(found: re.Match[str]) -> str:
            try:
                return found["kept"] or match[found["name"] or int(found["number"])] or ""
            except IndexError:
                raise EvaluationError("the replacement names a group that the pattern lacks") from None

        nonlocal room
        made = _REPLACED.sub(part, by)
        room -= len(made)
        if room < 0:
            raise EvaluationError("a longer string than allowed")
        return made

    return pattern(expression).on(whole).sub(one, whole) if expression else whole


def _replace(whole: str, part: str, by: str) -> str:
    rounds = whole.count(part)
    if len(whole) + rounds * (len(by) - len(part)) > LIMITS.subject:
        raise EvaluationError("a longer string than allowed")
    return whole.replace(part, by)


def _encode(whole: str, way: str) -> str | None:
    data = whole.encode("utf-8", "surrogatepass")
    match way:
        case "hex":
            return data.hex()
        case "base64":
            return base64.b64encode(data).decode()
        case "urlbase64":
            return base64.urlsafe_b64encode(data).decode()
    return None


def _decode(whole: str, way: str) -> str | None:
    try:
        match way:
            case "hex":
                return bytes.fromhex(whole).decode()
            case "base64":
                return base64.b64decode(whole, validate=True).decode()
            case "urlbase64":
                return base64.b64decode(whole, altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error):
        return None
    return None


def _escape(whole: str, way: str) -> str | None:
    if way == "html":
        import html  # its table of entities is large, and invariants never ask for it

        return html.escape(whole).replace("&#x27;", "&#39;")
    return json.dumps(whole, ensure_ascii=False)[1:-1] if way == "json" else None


def _unescape(whole: str, way: str) -> str | None:
    if way == "html":
        import html

        return html.unescape(whole)
    try:
        found = json.loads(f'"{whole}"') if way == "json" else None
    except ValueError:
        return None
    return found if isinstance(found, str) else None


def length(scope: Scope, focus: Collection) -> Collection:
    """Count the characters."""
    whole = text(scope, focus)
    return [] if whole is None else [of(len(whole))]


def contains(scope: Scope, focus: Collection, part: Eval) -> Collection:
    """Whether a part is in it."""
    whole, wanted = text(scope, focus), text(scope, part)
    return answer(None if whole is None or wanted is None else wanted in whole)


FUNCTIONS = {
    "indexOf": Function(_on(str.find), 1, 1),
    "lastIndexOf": Function(_on(str.rfind), 1, 1),
    "substring": Function(substring, 1, 2),
    "startsWith": Function(_on(str.startswith), 1, 1),
    "endsWith": Function(_on(str.endswith), 1, 1),
    "contains": Function(contains, 1, 1),
    "upper": Function(_on(str.upper)),
    "lower": Function(_on(str.lower)),
    "trim": Function(_on(str.strip)),
    "replace": Function(_on(_replace), 2, 2),
    "matches": Function(_on(_matches), 1, 1),
    "matchesFull": Function(_on(matches_full), 1, 1),
    "replaceMatches": Function(_on(replace_matches), 2, 2),
    "length": Function(length),
    "toChars": Function(to_chars),
    "split": Function(split, 1, 1),
    "join": Function(join, 0, 1),
    "encode": Function(_on(_encode), 1, 1),
    "decode": Function(_on(_decode), 1, 1),
    "escape": Function(_on(_escape), 1, 1),
    "unescape": Function(_on(_unescape), 1, 1),
}
STRING_FUNCTIONS = frozenset(FUNCTIONS) - {"join"}
"""Functions that work on one string: calling them on anything else can be refused before any data is seen."""

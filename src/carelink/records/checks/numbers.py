"""Check digits of the numbers a form holds, and マイナンバー anywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.records import identifiers, rules
from carelink.records.checks.sieve import lets_through

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case

NUMBERS: Final[dict[str, Callable[[str], bool | None]]] = {
    "header.hospital_number": identifiers.facility_number,
    "header.office_number": identifiers.facility_number,
    "basics.insurer_number": identifiers.insurer_number,
    "basics.insured_number": identifiers.insured_number,
    "subject.municipality": identifiers.local_government_code,
}
"""Items that hold a number of a known scheme, with its check."""

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_GAP: Final = r"[\s‐-―−－ー-]{0,3}"
_TWELVE: Final = re.compile(rf"(?<![0-9０-９+＋])(?:[0-9０-９]{_GAP}){{11}}[0-9０-９](?![0-9０-９])")
_DIGITS: Final = 12
"""Of a マイナンバー."""
_DEEPEST: Final = 200
_NAMES: Final = frozenset(("system", "url", "meta", "resourceType"))
"""Elements that name a definition and never hold what somebody wrote."""
_TOLD: Final = _NAMES | {"div"}
"""The same, and a generated narrative: it tells what is looked at anyway."""


def check_digits(case: Case) -> Iterator[Finding]:
    """Yield a warning for every number that has not its shape, or not its check digit."""
    for path, right in NUMBERS.items():
        value = case.get(path)
        if isinstance(value, str) and not identifiers.looks_like_my_number(value):
            verdict = right(value)
            if verdict is None:
                yield case.say_at(rules.IDENTIFIER_SHAPE, path)
            elif not verdict:
                yield case.say_at(rules.CHECK_DIGIT, path)


def my_numbers(tree: Any, text: bytes | None = None) -> Iterator[Finding]:
    """Yield an error for every value that is a マイナンバー, a warning where a text may hold one.

    :param text: the JSON the tree was read from, where it is at hand; that spares writing it
    """
    if not _worth_a_walk(tree, text):
        return
    # (steps that lead here, the last one first; node; depth): a path is spelt out only when it is needed
    stack: list[tuple[Any, Any, int]] = [((None, str(tree.get("resourceType", "Bundle"))), tree, 0)]
    while stack:
        trail, node, depth = stack.pop()
        if isinstance(node, str):
            if len(node) >= _DIGITS:
                yield from _judged(trail, node)
        elif depth < _DEEPEST and isinstance(node, dict):
            passed = _TOLD if node.get("status") == "generated" else _NAMES
            for name, value in node.items():
                if name not in passed and not isinstance(value, bool | int):
                    stack.append(((trail, f".{name}"), value, depth + 1))
        elif depth < _DEEPEST and isinstance(node, list):
            stack += [((trail, f"[{i}]"), value, depth + 1) for i, value in enumerate(node)]


def _worth_a_walk(tree: Any, text: bytes | None) -> bool:
    """Whether any text has twelve digits in it that could be such a number: most records have none."""
    if text is None:
        from pydantic_core import to_json

        try:
            text = to_json(tree)
        except (ValueError, RecursionError):  # half a character, a tree without end …
            return True
    return lets_through(text)


def _judged(trail: Any, text: str) -> Iterator[Finding]:
    if "-" in text:
        text = _UUID.sub("", text)  # its last group may be twelve digits by chance
    if len(text) < _DIGITS:
        return
    numbers = [n for n in _TWELVE.findall(text) if identifiers.looks_like_my_number(n)]
    if numbers and identifiers.looks_like_my_number(text):
        yield rules.MY_NUMBER.at(_spelt(trail))
    elif numbers:
        yield rules.MY_NUMBER_IN_TEXT.at(_spelt(trail))


def _spelt(trail: Any) -> str:
    steps = []
    while trail is not None:
        trail, step = trail
        steps.append(step)
    return "".join(reversed(steps))

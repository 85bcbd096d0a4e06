"""Check digits of the numbers a form holds, and マイナンバー anywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.records import identifiers, rules

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
_TWELVE: Final = re.compile(r"(?<![0-9０-９+＋])(?:[0-9０-９][\s‐−－-]?){11}[0-9０-９](?![0-9０-９])")
_DEEPEST: Final = 200


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


def my_numbers(tree: Any) -> Iterator[Finding]:
    """Yield an error for every value that is a マイナンバー, a warning where a text may hold one."""
    stack: list[tuple[str, Any, int]] = [(str(tree.get("resourceType", "Bundle")), tree, 0)]
    while stack:
        path, node, depth = stack.pop()
        if isinstance(node, str):
            yield from _judged(path, node)
        elif depth < _DEEPEST and isinstance(node, dict):
            told = node.get("status") == "generated"  # a narrative of what is looked at anyway
            stack += [
                (f"{path}.{name}", value, depth + 1)
                for name, value in node.items()
                if not (told and name == "div")
            ]
        elif depth < _DEEPEST and isinstance(node, list):
            stack += [(f"{path}[{i}]", value, depth + 1) for i, value in enumerate(node)]


def _judged(path: str, text: str) -> Iterator[Finding]:
    if "-" in text:
        text = _UUID.sub(" ", text)  # its last group may be twelve digits by chance
    if len(text) < 12:  # noqa: PLR2004  digits of a My Number
        return
    if identifiers.looks_like_my_number(text):
        yield rules.MY_NUMBER.at(path)
        return
    found = _TWELVE.search(text)
    if found is not None and identifiers.looks_like_my_number(found.group()):
        yield rules.MY_NUMBER_IN_TEXT.at(path)

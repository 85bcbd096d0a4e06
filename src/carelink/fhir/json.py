"""FHIR JSON: read strictly, write exactly.

Reading uses the C parser of the standard library; only when something is wrong does the slow scanner
(:mod:`carelink.fhir.json_scan`) say what and where. Writing is the inverse: a tree that was read gives
the same text again but for white space and escapes, decimals to the last zero.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache
from secrets import token_hex
from typing import Any, Final

from carelink.errors import UsageError, Words
from carelink.fhir.json_positions import positions
from carelink.fhir.limits import LIMITS, Limits
from carelink.fhir.numbers import exact, whole
from carelink.fhir.rules import BYTE_ORDER_MARK, NOT_UTF8, SURROGATE, TOO_LARGE
from carelink.findings import Finding, Source

__all__ = ["LIMITS", "Limits", "positions", "read", "write"]

Findings = tuple[Finding, ...]
_BOM: Final = b"\xef\xbb\xbf"
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_MARK: Final = f"\ufffe{token_hex(8)}"  # stands for a number while the C encoder runs; nobody can write it
_MARKED: Final = re.compile(f'"{_MARK}([^"]*)"')


class _IrregularError(ValueError):
    """Stops the fast parser; the slow scanner finds out what it was."""


def read(
    data: bytes | str, *, limits: Limits = LIMITS, file: str | None = None
) -> tuple[dict[str, Any] | None, Findings]:
    """Return the tree of a JSON text and what is wrong with the text.

    :param data: UTF-8 bytes (or text already decoded)
    :param file: name to put into the findings
    :return: the tree (dicts in file order, decimals as exact Decimals) or None where none can be made,
        and the findings: encoding, size, depth, syntax, duplicate keys, NaN, lone surrogates, long numbers
    """
    raw, findings = _bytes(data, limits, file)
    if raw is None:
        return None, findings
    try:
        text = raw.decode()
    except UnicodeDecodeError as e:
        return None, (*findings, NOT_UTF8.at("", source=_place(raw, e.start, file)))
    try:
        tree = _decoder(limits).decode(text)
    except (ValueError, RecursionError):
        tree = None
    if type(tree) is dict and not _suspect(tree, raw, limits):
        return tree, findings
    from carelink.fhir.json_scan import scan

    scanned = scan(text, limits)
    return scanned.tree(), (*findings, *scanned.findings(file))


def _bytes(data: bytes | str, limits: Limits, file: str | None) -> tuple[bytes | None, Findings]:
    """Return the text as bytes without a byte order mark, if it may be read at all."""
    try:
        raw = data.encode() if isinstance(data, str) else data
    except UnicodeEncodeError as e:
        before = e.object[: e.start].encode()
        return None, (SURROGATE.at("", source=_place(before, len(before), file)),)
    if len(raw) > limits.size:
        return None, (TOO_LARGE.at("", source=Source(file), limit=limits.size),)
    if raw.startswith(_BOM):
        return raw[len(_BOM) :], (BYTE_ORDER_MARK.at("", source=Source(file, 1, 1)),)
    return raw, ()


def _place(raw: bytes, offset: int, file: str | None) -> Source:
    before = raw[:offset]
    column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
    return Source(file, before.count(b"\n") + 1, column)


def deeper_than(tree: Any, limit: int) -> bool:
    """Whether a tree nests more than ``limit`` levels. Level by level, so that no depth can hurt."""
    level = [tree] if isinstance(tree, (dict, list)) else []
    for _ in range(limit):
        inner: list[Any] = []
        for value in level:
            if type(value) is dict:
                inner += value.values()
            elif type(value) is list:
                inner += value
        level = [value for value in inner if type(value) is dict or type(value) is list]
        if not level:
            return False
    return bool(level)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _IrregularError
    return found


def _constant(_: str) -> None:
    raise _IrregularError


@lru_cache(maxsize=8)
def _decoder(limits: Limits) -> json.JSONDecoder:
    longest, power = limits.number, limits.exponent

    def fraction(literal: str) -> Decimal:
        number = exact(literal)
        if len(literal) > longest or abs(number.adjusted()) > power:
            raise _IrregularError
        return number

    def integer(literal: str) -> int | Decimal:
        if len(literal) > longest:
            raise _IrregularError
        return whole(literal)

    return json.JSONDecoder(
        object_pairs_hook=_object, parse_float=fraction, parse_int=integer, parse_constant=_constant
    )


def _suspect(tree: dict[str, Any], raw: bytes, limits: Limits) -> bool:
    """Whether a parsed text is too deep or holds half a character."""
    return deeper_than(tree, limits.depth) or (_SURROGATE.search(raw) is not None and _broken(tree))


def _broken(tree: Any) -> bool:
    """Whether some string holds half a character."""
    try:
        json.dumps(tree, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return True
    return False


def write(tree: dict[str, Any], *, indent: int | None = None) -> bytes:
    """Return a tree as UTF-8 JSON: keys in their order, decimals as they were read.

    :param indent: spaces per level for people; None writes one line without spaces
    :raises UsageError: the tree holds what JSON cannot say (NaN, half a character, a foreign object)
    """
    separators = (",", ":") if indent is None else (",", ": ")
    try:
        text = json.dumps(
            tree, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators, default=_number
        )
        if _MARK in text:
            text = _MARKED.sub(r"\1", text)
        return text.encode()
    except (TypeError, ValueError, RecursionError):  # whose own words could quote the record
        raise UsageError(
            Words("この内容は JSON に書けません。", "This tree cannot be written as JSON."),
            hint=Words(
                "辞書、リスト、文字列、真偽値、整数、Decimal、None だけを使ってください。",
                "Use only dict, list, str, bool, int, Decimal and None.",
            ),
        ) from None


def _number(value: Any) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return _MARK + str(value)
    raise TypeError

"""FHIR JSON: read strictly, write exactly.

Two readers: the fast one (:mod:`carelink.fhir.json_fast`) accepts what is beyond doubt; for all else the
slow scanner (:mod:`carelink.fhir.json_scan`) decides, and says what is wrong and where. Writing is the
inverse: a tree that was read gives the same text again but for white space and escapes, decimals to the
last zero.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from os import urandom
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words
from carelink.fhir.json_fast import accept
from carelink.fhir.json_positions import positions
from carelink.fhir.limits import LIMITS, Limits
from carelink.fhir.rules import BYTE_ORDER_MARK, NOT_UTF8, SURROGATE, TOO_LARGE
from carelink.findings import Finding, Source

if TYPE_CHECKING:
    import json

__all__ = ["LIMITS", "Limits", "positions", "read", "write"]

Findings = tuple[Finding, ...]
_BOM: Final = b"\xef\xbb\xbf"
_OPEN: Final = f"\ufffe{urandom(8).hex()}"  # stand around a number while the C encoder runs; nobody can write
_CLOSE: Final = f"{urandom(8).hex()}\ufffe"  # them


def read(
    data: bytes | str, *, limits: Limits = LIMITS, file: str | None = None
) -> tuple[dict[str, Any] | None, Findings]:
    """Return the tree of a JSON text and what is wrong with the text.

    :param data: UTF-8 bytes (or text already decoded)
    :param file: name to put into the findings
    :return: the tree (dicts in file order, decimals as exact Decimals) or None where none can be made,
        and the findings: encoding, size, depth, syntax, duplicate keys, NaN, lone surrogates, long numbers
    """
    if type(data) is bytes and len(data) <= limits.size:
        tree = accept(data, limits)
        if tree is not None:
            return tree, ()
    return _doubtful(data, limits, file)


def _doubtful(data: bytes | str, limits: Limits, file: str | None) -> tuple[dict[str, Any] | None, Findings]:
    """Return tree and findings of what was not accepted as it stands."""
    raw, findings = _bytes(data, limits, file)
    if raw is None:
        return None, findings
    tree = accept(raw, limits) if raw is not data else None
    if tree is not None:
        return tree, findings
    from carelink.fhir.json_scan import scan

    try:
        text = raw.decode()
    except UnicodeDecodeError as e:
        return None, (*findings, NOT_UTF8.at("", source=_place(raw, e.start, file)))
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


def write(tree: dict[str, Any], *, indent: int | None = None) -> bytes:
    """Return a tree as UTF-8 JSON: keys in their order, decimals as they were read.

    :param indent: spaces per level for people; None writes one line without spaces
    :raises UsageError: the tree holds what JSON cannot say (NaN, half a character, a foreign object)
    """
    try:
        text = _encoder(indent).encode(tree)
        if _OPEN in text:
            text = text.replace(f'"{_OPEN}', "").replace(f'{_CLOSE}"', "")
        return text.encode()
    except (TypeError, ValueError, RecursionError):  # whose own words could quote the record
        raise UsageError(
            Words("この内容は JSON に書けません。", "This tree cannot be written as JSON."),
            hint=Words(
                "辞書、リスト、文字列、真偽値、整数、Decimal、None だけを使ってください。",
                "Use only dict, list, str, bool, int, Decimal and None.",
            ),
        ) from None


@lru_cache(maxsize=8)
def _encoder(indent: int | None) -> json.JSONEncoder:
    from json import JSONEncoder

    return JSONEncoder(
        ensure_ascii=False,
        allow_nan=False,
        check_circular=False,  # a tree in itself ends in a RecursionError, and is refused as well
        indent=indent,
        separators=(",", ":" if indent is None else ": "),
        default=_number,
    )


def _number(value: Any) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return f"{_OPEN}{value!s}{_CLOSE}"
    raise TypeError

"""Base64url and JSON, read strictly: one way to write a value, or it is refused.

Libraries are lenient here (last duplicate key wins, stray bits of the last base64 letter are
dropped), and leniency lets an altered parcel look unaltered. RFC 4648 §3.5, §5; RFC 8259 §4.
"""

from __future__ import annotations

import base64
import json
from typing import Any

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# The last letter of a group cut short may carry 4 or 2 bits that no byte owns; they must be zero.
_LAST = {0: _ALPHABET, 2: b"AQgw", 3: b"AEIMQUYcgkosw048"}


def is_base64url(text: str) -> bool:
    """Say whether ``text`` is the one and only base64url spelling, without padding, of some bytes."""
    try:
        letters = text.encode("ascii")
    except UnicodeEncodeError:
        return False
    if letters.translate(None, _ALPHABET) or (rest := len(letters) % 4) == 1:
        return False
    return not letters or letters[-1] in _LAST[rest]


def decode(text: str) -> bytes:
    """Return the bytes ``text`` spells; ValueError when it is not their only spelling."""
    if not is_base64url(text):
        raise ValueError("not base64url")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode(data: bytes) -> str:
    """Return ``data`` as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(tree := dict(pairs)) != len(pairs):
        raise ValueError("a name appears twice")
    return tree


def _refuse(_: str) -> Any:
    raise ValueError("not an integer")


_decoder = json.JSONDecoder(object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)


def parse(text: str) -> Any:
    """Return the JSON tree in ``text``; ValueError for doubled names, fractions, NaN or depth."""
    try:
        return _decoder.decode(text)
    except RecursionError:
        raise ValueError("too deep") from None


def compact(tree: Any) -> str:
    """Return ``tree`` as JSON without insignificant white space, ASCII only, order kept."""
    return json.dumps(tree, ensure_ascii=True, separators=(",", ":"), allow_nan=False)

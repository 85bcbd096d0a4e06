"""Base64url and JSON, read strictly: one way to write a value, or it is refused.

Libraries are lenient here (last duplicate key wins, stray bits of the last base64 letter are
dropped), and leniency lets an altered parcel look unaltered. RFC 4648 §3.5, §5; RFC 8259 §4.
"""

from __future__ import annotations

import binascii
import json
import re
from typing import Any

# The last letter of a group cut short may carry 4 or 2 bits that no byte owns; they must be zero.
_LAST = {2: frozenset("AQgw"), 3: frozenset("AEIMQUYcgkosw048")}
_PADDING = {0: b"", 2: b"==", 3: b"="}
# Letters of the other alphabet, padding and line ends become one that no alphabet has.
_TO_PLAIN, _TO_URL = bytes.maketrans(b"-_+/=", b"+/!!!"), bytes.maketrans(b"+/", b"-_")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def decode(text: Any) -> bytes:
    """Return the bytes ``text`` spells; ValueError when it is not text, or not their only spelling."""
    if not isinstance(text, str) or (rest := len(text) % 4) == 1 or (rest and text[-1] not in _LAST[rest]):
        raise ValueError("not base64url")
    return binascii.a2b_base64(text.encode("ascii").translate(_TO_PLAIN) + _PADDING[rest], strict_mode=True)


def encode(data: bytes) -> str:
    """Return ``data`` as base64url without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode("ascii")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(tree := dict(pairs)) != len(pairs):
        raise ValueError("a name appears twice")
    return tree


def _refuse(_: str) -> Any:
    raise ValueError("not an integer")


_encoder = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), allow_nan=False)
_decoder = json.JSONDecoder(object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)


def parse(text: str) -> Any:
    """Return the JSON tree in ``text``; ValueError for doubled names, fractions, NaN or depth."""
    try:
        return _decoder.decode(text)
    except RecursionError:
        raise ValueError("too deep") from None


def uuid(value: Any) -> str:
    """Return ``value`` when it is a UUID in its usual spelling (RFC 9562 §4, lower case); else ValueError."""
    if not isinstance(value, str) or _UUID.fullmatch(value) is None:
        raise ValueError("not a UUID")
    return value


def compact(tree: Any) -> str:
    """Return ``tree`` as JSON without insignificant white space, ASCII only, order kept."""
    return _encoder.encode(tree)

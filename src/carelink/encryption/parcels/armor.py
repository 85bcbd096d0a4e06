"""The text form, for mail and for gateways that let only text through (無害化): ASCII lines with a checksum.

    -----BEGIN CARELINK PARCEL-----
    SHA-256: 64 hexadecimal digits

    base64 in lines of 64 letters
    -----END CARELINK PARCEL-----

The checksum protects against nothing but accidents: it lets us say "changed in transit", and where to look,
instead of "broken". What mail does to text by habit (line ends, trailing spaces, quoting, text around it) is
undone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from carelink.errors import BrokenSealError, Words

BEGIN, END = b"-----BEGIN CARELINK PARCEL-----", b"-----END CARELINK PARCEL-----"
MAX_SIZE = 64 * 1024 * 1024  # bytes of text; what is larger does not fit into mail anyway
MAX_PARCEL = MAX_SIZE // 66 * 48  # bytes whose text stays below that, line ends and all
_LETTERS = 64
_SUM = re.compile(rb"SHA-256: ([0-9a-f]{64})")


def armor(parcel: bytes) -> bytes:
    """Return ``parcel`` as ASCII text."""
    text = base64.b64encode(parcel)
    lines = [text[start : start + _LETTERS] for start in range(0, len(text), _LETTERS)]
    checksum = b"SHA-256: " + hashlib.sha256(parcel).hexdigest().encode("ascii")
    return b"\n".join([BEGIN, checksum, b"", *lines, END, b""])


def is_armored(data: bytes) -> bool:
    """Say whether a parcel in text form begins somewhere in the first lines of ``data``."""
    return BEGIN in data[:4096]


def dearmor(text: bytes) -> bytes:
    """Return the parcel in ``text``, ignoring what stands before and after it.

    :raises BrokenSealError: when it is not whole, or not what was written
    """
    if len(text) > MAX_SIZE:
        raise _changed()
    _, begin, rest = text.partition(BEGIN)
    inner, end, _ = rest.partition(END)
    lines = [line.strip(b" \t\r>") for line in inner.split(b"\n")]
    found = [match for line in lines[:5] if (match := _SUM.fullmatch(line))]
    if not begin or not end or len(found) != 1:
        raise _changed()
    try:
        parcel = base64.b64decode(b"".join(line for line in lines if b":" not in line), validate=True)
    except binascii.Error:
        raise _changed() from None
    if hashlib.sha256(parcel).hexdigest().encode("ascii") != found[0][1]:
        raise _changed()
    return parcel


def _changed() -> BrokenSealError:
    return BrokenSealError(
        Words("文字形式の便が途中で変わっています。", "The parcel's text was changed in transit."),
        hint=Words(
            "メールや無害化の装置が書き換えていないか確かめ、添付ファイルとして送り直してもらってください。",
            "Check whether mail or a content filter rewrites it, and ask for it again as an attachment.",
        ),
    )

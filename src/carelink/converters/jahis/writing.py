"""From a notebook to its file, and to the texts of several QR codes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from carelink.converters.characters import to_cp932
from carelink.errors import UsageError, Words
from carelink.records import notebook as nb

if TYPE_CHECKING:
    from collections.abc import Iterable

SYMBOL: Final = 2_000
"""Bytes in one QR code, unless said otherwise; the largest symbol holds 2,953. (A proposal of ours.)"""
_END: Final = "\r\n"


def to_bytes(notebook: nb.Notebook) -> bytes:
    """Return a notebook as its file: CP932, CRLF. What CP932 lacks becomes what the documented table says."""
    return _encoded(notebook, notebook.entries)


def _encoded(notebook: nb.Notebook, entries: Iterable[nb.Entry]) -> bytes:
    head = f"JAHISTC{notebook.version},{notebook.direction}"
    lines = (",".join((str(e.number), *e.fields)) for e in entries)
    return to_cp932(_END.join((head, *lines)) + _END).text.encode("cp932")


def qr_parts(notebook: nb.Notebook, limit: int = SYMBOL) -> tuple[bytes, ...]:
    """Return the texts of the QR codes that hold a notebook: one, or several with a 911 entry each.

    :param limit: bytes in one code
    :raises UsageError: when a single entry does not fit
    """
    whole = to_bytes(notebook)
    if len(whole) <= limit:
        return (whole,)
    # fourteen digits that parts of one notebook share; the same notebook gets the same ones
    name = f"{int.from_bytes(hashlib.sha256(whole).digest()[:8]) % 10**14:014}"
    room = limit - len(_encoded(notebook, (nb.Entry(nb.PART, (name, "999", "999")),)))
    shares: list[list[nb.Entry]] = [[]]
    used = 0
    for entry in notebook.entries:
        size = len(_encoded(notebook, (entry,))) - len(_encoded(notebook, ()))
        if size > room:
            raise UsageError(
                Words("1つの QR コードに入らない行があります。", "An entry does not fit one QR code."),
                hint=Words("ファイルで渡すか、上限を大きくしてください。", "Use a file, or a larger limit."),
            )
        if used + size > room:
            shares.append([])
            used = 0
        shares[-1].append(entry)
        used += size
    total = str(len(shares))
    return tuple(
        _encoded(notebook, (*share, nb.Entry(nb.PART, (name, total, str(number)))))
        for number, share in enumerate(shares, 1)
    )


__all__ = ["SYMBOL", "qr_parts", "to_bytes"]

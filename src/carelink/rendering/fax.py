"""The FAX page: large, black on white, and without who it is about; as PDF for the machine or its driver.

A FAX may come out in an office it was not meant for. What the form declares as telling who somebody is
stands on it as initials, age and town, or not at all; sender and receiver know who is meant from the case
they share, or ask by telephone. Every page says which of how many it is, and a short number that the receiver
sends back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from carelink.errors import UsageError, Words
from carelink.rendering import fonts
from carelink.rendering.html import WORDS, Medium, page
from carelink.rendering.pdf import printed
from carelink.rendering.visible import visible

if TYPE_CHECKING:
    from carelink.records.record import Record

_MEDIUM: Final = Medium(f'"{fonts.FAMILY}"', fonts.drawable)
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O, U, which FAX and people mistake for others."""
_LONGEST: Final = 100
"""Characters of a line in the box of sender and receiver."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Who sends to whom; what is not given is a line to fill in by hand."""

    to: str = ""
    to_person: str = ""
    to_fax: str = ""
    sender: str = ""
    sender_person: str = ""
    sender_tel: str = ""
    sender_fax: str = ""

    def shown(self) -> Cover:
        """Return it safe to print.

        :raises UsageError: when a line is too long for its box
        """
        said = {f.name: " ".join(visible(getattr(self, f.name)).split()) for f in fields(self)}
        if any(len(text) > _LONGEST for text in said.values()):
            raise UsageError(
                Words("宛先・差出の欄に入りません。", "It does not fit the box of sender and receiver."),
                hint=Words(f"{_LONGEST}文字までにしてください。", f"Use at most {_LONGEST} characters."),
            )
        return Cover(**said)


def to_fax(record: Record, cover: Cover | None = None, *, lang: str = "ja") -> bytes:
    """Return a record as a FAX in PDF, A4, redacted by what its form declares.

    Only what is stated is printed. Free text is printed as it is: :func:`carelink.rendering.losses`
    names each such item, so that somebody reads them before it is sent.

    :param cover: who sends to whom; blank lines when not given
    :raises UsageError: when it is no record, the language is another, the extra ``pdf`` is not installed, or
        it is too long for one FAX
    """
    if lang not in WORDS:
        raise UsageError(
            Words("その言語の頁はありません。", "There is no page in that language."),
            hint=Words("ja か en を指定してください。", "Use ja or en."),
        )
    if not hasattr(record, "form"):
        raise UsageError(
            Words("FAX にできるのは記録1件です。", "A FAX is made of one record."),
            hint=Words("carelink.read で読んだものを渡してください。", "Pass what carelink.read returns."),
        )
    fonts.faces()
    return printed(_html(record, cover or Cover(), lang))


def _html(record: Record, cover: Cover, lang: str) -> str:
    """Return the page that is set; a browser does not count its pages in the cover."""
    from carelink.rendering.record import fax

    said = fax(record.form(), record, cover.shown(), receipt_code(record), lang)
    return page("fax.html.j2", said, lang=lang, more="fax.css", medium=_MEDIUM)


def receipt_code(record: Record) -> str:
    """Return the number on the FAX of a record that the receiver sends back: ``7K3M-92QX``.

    It is made from the id of the record alone, so the sender finds the record by it; it names nobody. A
    correction has an id of its own, hence another number.
    """
    number = int.from_bytes(hashlib.sha256(f"carelink fax {record.id}".encode()).digest()[:5])
    letters = [_ALPHABET[number >> shift & 31] for shift in range(35, -5, -5)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


__all__ = ["Cover", "receipt_code", "to_fax"]

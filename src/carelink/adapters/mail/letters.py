"""A parcel as a mail, and a mail back to its parcel. Nothing about a person stands in it."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from carelink.adapters.names import ENDING
from carelink.errors import BrokenSealError

if TYPE_CHECKING:
    from datetime import datetime

    from carelink.adapters.mail.settings import Settings

MAX_PARTS: Final = 50
"""Parts of a mail that are looked at."""

_TEXT: Final = """\
封をした便です。添付のファイルを carelink で受け取ってください。
A sealed parcel: receive the attached file with carelink.
"""


def compose(parcel: bytes, name: str, settings: Settings, to: str, at: datetime) -> bytes:
    """Return the mail with ``parcel`` attached, ready for SMTP.

    :param name: file name of the parcel, without a path
    :param to: a mail address
    """
    sender, subject = settings.sender, settings.subject
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, f"[{subject}] {name.removesuffix(ENDING)}"
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{name.removesuffix(ENDING)}.carelink@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
    mail.set_content(_TEXT)
    if settings.armor:
        from carelink.encryption import armor

        mail.add_attachment(armor(parcel).decode("ascii"), filename=f"{name}.txt", cte="7bit")
    else:
        mail.add_attachment(parcel, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def parcels(mail: bytes) -> list[bytes]:
    """Return the parcels attached to ``mail``; none when it is no mail of ours, or not a mail at all."""
    try:
        tree = BytesParser(policy=policy.default).parsebytes(mail)
        found = []
        for number, part in enumerate(tree.walk()):
            if number >= MAX_PARTS:
                break
            if not part.is_multipart() and (parcel := _parcel(part.get_payload(decode=True), _name(part))):
                found.append(parcel)
    except Exception:  # noqa: BLE001  foreign mail: the parser is upset in many ways, the answer is the same
        return []
    return found


def _name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # noqa: BLE001  a broken header names nothing
        return ""


def _parcel(payload: object, name: str) -> bytes | None:
    from carelink.encryption import dearmor
    from carelink.encryption.parcels.armor import is_armored

    if not isinstance(payload, bytes) or not payload:
        return None
    if is_armored(payload):
        try:
            return dearmor(payload)
        except BrokenSealError:
            return payload  # the reader says what is wrong with it, and to whom
    return payload if name.endswith(ENDING) else None

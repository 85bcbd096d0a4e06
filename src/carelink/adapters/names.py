"""Names that are safe on every file system a town has: Windows, USB sticks, shares, Linux."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from carelink.errors import UsageError, Words

ENDING: Final = ".cle"
"""How a sealed parcel's file name ends."""

LONGEST: Final = 120  # bytes of UTF-8; leaves room for a claim's stamp under the 255 of most file systems

_PARCEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_FORBIDDEN: Final = frozenset('<>:"/\\|?*%')
_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{kind}{digit}" for kind in ("COM", "LPT") for digit in "0123456789¹²³"}
)


def address(name: str) -> str:
    """Return the folder name for a member called ``name``: readable, reversible in spirit, safe anywhere.

    Characters that a file system forbids or a person cannot see become ``%XX``; device names of
    Windows and leading dots are defused; a long name is cut and told apart by its digest.

    :raises UsageError: when there is nothing to name
    """
    plain = unicodedata.normalize("NFC", name).strip()
    if not plain:
        raise UsageError(
            Words("宛先の名前が空です。", "The name of the receiver is empty."),
            hint=Words("連携先の名前を指定してください。", "Give the name of a member of the catchment."),
        )
    safe = "".join(_escaped(char) if _unsafe(char) else char for char in plain)
    if safe[0] in ".~-" or safe.split(".")[0].rstrip().upper() in _DEVICES:
        safe = _escaped(safe[0]) + safe[1:]
    if safe[-1] == ".":
        safe = safe[:-1] + _escaped(".")
    if len(safe.encode()) > LONGEST:
        digest = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        safe = safe.encode()[: LONGEST - 17].decode("utf-8", "ignore") + "~" + digest
    return safe


def _unsafe(char: str) -> bool:
    return char in _FORBIDDEN or unicodedata.category(char)[0] == "C" or (char != " " and char.isspace())


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def file_name(name: str) -> str:
    """Return the file name of the parcel ``name`` (ASCII letters, digits, hyphen, underscore).

    :raises UsageError: for anything that could be a path, a device or a hidden file
    """
    if _PARCEL.fullmatch(name) is None or name.upper() in _DEVICES:
        raise UsageError(
            Words(
                "便の名前に使えない文字があります。",
                "The parcel's name has characters that are not allowed.",
            ),
            hint=Words(
                "英数字・ハイフン・下線だけの名前(送信番号など)を使ってください。",
                "Use letters, digits, hyphen and underscore only, such as the envelope's id.",
            ),
        )
    return name + ENDING


def safe_folder(name: str) -> str:
    """Return ``name`` when it is a plain, safe folder name, as :func:`address` makes them.

    :raises UsageError: for path tricks
    """
    if not name or address(name.replace("%", "")) != name.replace("%", ""):
        raise UsageError(
            Words(
                "宛先が安全なフォルダー名ではありません。", "The receiver's address is no safe folder name."
            ),
            hint=Words(
                "carelink.adapters.address(名前) で宛先を作ってください。",
                "Make addresses with carelink.adapters.address(name).",
            ),
        )
    return name

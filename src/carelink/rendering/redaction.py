"""What a page for other eyes prints in place of who somebody is: what the form declares, nothing guessed.

Each item says of itself what stands in its place (:class:`carelink.records.item.Instead`). Free text is not
searched: a name that somebody wrote into a note stays, and :func:`carelink.rendering.losses` says where.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.records.item import Instead
from carelink.rendering.paper import Written

if TYPE_CHECKING:
    from datetime import date

    from carelink.records.forms import Form
    from carelink.records.item import Item
    from carelink.rendering.answers import Reading

HIDDEN: Final = "（非表示）"
"""What stands for an answer that is there and is not shown."""
_ROWS: Final = (
    ("アァあぁ", "A"),
    ("イィヰいぃゐ", "I"),
    ("ウゥうぅ", "U"),
    ("エェヱえぇゑ", "E"),
    ("オォヲおぉを", "O"),
    ("カキクケコヵヶかきくけこ", "K"),
    ("ガギグゲゴがぎぐげご", "G"),
    ("サシスセソさしすせそ", "S"),
    ("ザズゼゾヅざずぜぞづ", "Z"),
    ("ジヂじぢ", "J"),
    ("タツテトたつてと", "T"),
    ("チち", "C"),
    ("ダデドだでど", "D"),
    ("ナニヌネノンなにぬねのん", "N"),
    ("ハヒヘホはひへほ", "H"),
    ("フふ", "F"),
    ("バビブベボばびぶべぼ", "B"),
    ("パピプペポぱぴぷぺぽ", "P"),
    ("マミムメモまみむめも", "M"),
    ("ヤユヨャュョやゆよゃゅょ", "Y"),
    ("ラリルレロらりるれろ", "R"),
    ("ワヮわゎ", "W"),
    ("ヴゔ", "V"),
)
_LETTER: Final = {kana: letter for row, letter in _ROWS for kana in row}
_PREFECTURE: Final = re.compile(r"東京都|北海道|京都府|大阪府|[^\s0-9都道府県]{2,3}県")
_TOWN: Final = (
    re.compile(r"[^\s0-9市区町村]{1,4}区(?=.)"),
    re.compile(r"[^\s0-9郡市]{1,5}郡(?!市|山)[^\s0-9]{1,6}?[町村](?![町村])"),
    re.compile(r"[^\s0-9][^\s0-9]{0,6}?市(?:市)?(?!原市|川市)"),
    re.compile(r"[^\s0-9][^\s0-9]{0,5}?[町村](?![町村])"),
)
"""A town at the start of what follows the prefecture: a ward of Tokyo, 郡 with 町 or 村, a city, a town."""


def initials(form: Form, record: Any) -> str:
    """Return the initials of the person from the name in kana; empty where the record has none."""
    for item in form:
        if item.instead is Instead.INITIALS:
            kana = next((i for i in form if i.section is item.section and i.name == "kana"), None)
            return _initials(kana.of(record)) if kana is not None else ""
    return ""


def _initials(kana: str | None) -> str:
    """Return ``K.T.`` for カガワ タロウ; half-width kana are read as full-width ones."""
    import unicodedata

    words = unicodedata.normalize("NFKC", kana or "").split()
    letters = [_LETTER.get(word[0], "") for word in words[:2]]
    return "".join(f"{one}." for one in letters if one)


def instead_of(item: Item, value: Any, reading: Reading) -> Written:
    """Return what stands in place of the answer to ``item``."""
    if value is None:
        return Written("")
    match item.instead:
        case Instead.INITIALS:
            return Written(reading.initials or HIDDEN)
        case Instead.AGE if reading.on is not None and reading.on >= value:
            said = age(value, reading.on)
            return Written(f"age {said}" if reading.lang == "en" else f"満{said}歳")
        case Instead.TOWN:
            return Written(town(value) or HIDDEN)
    return Written(HIDDEN)


def age(born: date, on: date) -> int:
    """Return full years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def town(address: str) -> str:
    """Return prefecture and town of a written address; empty where they cannot be told apart from the rest.

    Nothing after the town is ever returned: of a place that reads two ways the shorter is taken.
    """
    text = "".join(address.split())
    found = _PREFECTURE.match(text)
    prefecture = found.group() if found else ""
    rest = text[len(prefecture) :]
    patterns = _TOWN if prefecture in {"東京都", ""} else _TOWN[1:]
    for pattern in patterns:
        if match := pattern.match(rest):
            return prefecture + match.group()
    return prefecture


def only_prefecture(town: str) -> bool:
    """Whether no town was read, only its prefecture."""
    return _PREFECTURE.fullmatch(town) is not None

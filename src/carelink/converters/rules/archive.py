"""Rules about an archive or a medium from elsewhere: what is not opened. No name from it is repeated."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_SPEC: Final = "PKWARE APPNOTE.TXT 6.3"
_AGAIN: Final = Words("作成元に作り直してもらってください。", "Have it made again by whoever made it.")
_ATTACK: Final = Words(
    "正しい媒体にはなく、読む側を欺くために使われます。",
    "No proper medium holds such a thing; it serves to deceive readers.",
)


def _rule(code: str, says: Words, fix: Words = _AGAIN, why: Words = _ATTACK) -> Rule:
    return Rule(code, Severity.ERROR, says, fix, why, _SPEC)


UNREADABLE: Final = _rule(
    "archive-unreadable",
    Words("ZIP として開けません。", "It does not open as a zip archive."),
    why=Words("途中で切れているか、壊れています。", "It was cut off or is damaged."),
)
TOO_LARGE: Final = _rule(
    "archive-too-large",
    Words(
        "件数・大きさ・圧縮率のどれかが上限を超えています。",
        "Its number of files, their size or how tightly they are packed is beyond the limits.",
    ),
    why=Words(
        "小さく圧縮された巨大な中身でメモリを使い果たす入力を拒むための上限です。",
        "The limits refuse archives that unpack to fill the memory.",
    ),
)
OVERLAP: Final = _rule(
    "archive-entries-overlap",
    Words("中のファイルどうしが重なっています。", "Files in it share bytes with each other."),
)
NAME: Final = _rule(
    "archive-name-refused",
    Words(
        "外を指す名前か、使えない文字を含む名前のファイルがあり、読み飛ばしました。",
        "A file has a name that leads outside or holds characters no name may have; it was passed over.",
    ),
)
TWICE: Final = _rule(
    "archive-name-twice",
    Words(
        "同じ名前のファイルが2つ以上あり、どれも読みません。",
        "Several files have the same name; none of them is read.",
    ),
)
LINK: Final = _rule(
    "archive-link",
    Words("リンクがあり、読み飛ばしました。", "It holds a link, which was passed over."),
)
ENCRYPTED: Final = _rule(
    "archive-entry-encrypted",
    Words("パスワードの掛かったファイルがあります。", "A file in it is encrypted."),
    Words(
        "carelink seal で封をしたものを受け取ってください。", "Ask for a parcel sealed with carelink instead."
    ),
    Words("パスワード付き ZIP は受け取りません。", "Zips with passwords are not taken."),
)
DAMAGED: Final = _rule(
    "archive-entry-damaged",
    Words("中のファイルが壊れています。", "A file in it is damaged."),
    why=Words(
        "検査値（CRC）か長さが合いません。", "Its checksum (CRC) or its length is not what the archive says."
    ),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

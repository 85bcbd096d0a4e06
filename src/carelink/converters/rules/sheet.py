"""Rules about a sheet that somebody wrote by hand, as TOML. Facts in the words come from the form only."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_LOST: Final = Words("この内容は読み取られません。", "What stands here is not read.")


def _rule(code: str, severity: Severity, says: Words, fix: Words, why: Words = _LOST) -> Rule:
    return Rule(code, severity, says, fix, why, "carelink sheet-toml")


SYNTAX: Final = _rule(
    "sheet-line-unreadable",
    Severity.ERROR,
    Words("この行は「項目 = 値」の形で読めません。", "This line does not read as key = value."),
    Words(
        '文字は引用符 "" で、複数の選択は [ ] で囲んでください。',
        'Put text into quotes "", several ticks into [ ].',
    ),
    Words(
        "ここから先を読むと、違う項目に入るおそれがあります。",
        "Reading on could put answers into other items.",
    ),
)
ENCODING: Final = _rule(
    "sheet-not-utf8",
    Severity.ERROR,
    Words("文字コードが UTF-8 ではありません。", "The file is not UTF-8."),
    Words("UTF-8 で保存し直してください。", "Save it as UTF-8."),
    Words("文字化けした内容は読み取れません。", "Garbled text cannot be read."),
)
TOO_LARGE: Final = _rule(
    "sheet-too-large",
    Severity.ERROR,
    Words(
        "手書きの様式としては大きすぎるか、深すぎます。",
        "It is too large or too deep for a sheet written by hand.",
    ),
    Words("1件ずつのファイルに分けてください。", "Write one record per file."),
    Words(
        "メモリを使い果たす入力を拒むための上限です。",
        "The limit keeps a hostile file from filling the memory.",
    ),
)
FORM_MISSING: Final = _rule(
    "sheet-form-unknown",
    Severity.ERROR,
    Words(
        "「様式」がないか、知らない様式です。",
        "The key 様式 is missing, or names a form carelink does not know.",
    ),
    Words('1行目に 様式 = "{near}" と書いてください。', '様式 = "{near}" belongs into the first line.'),
    Words("どの様式の項目として読むか分かりません。", "Nothing tells which form the items belong to."),
)
WRITTEN_MISSING: Final = _rule(
    "sheet-written-missing",
    Severity.WARNING,
    Words(
        "「記入日」がありません。ファイルの日時を使いました。",
        "The key 記入日 is missing; the file's time was used.",
    ),
    Words(
        "記入日 = 2026-04-01T09:00:00+09:00 のように書いてください。",
        "Write 記入日 = 2026-04-01T09:00:00+09:00.",
    ),
    Words("どちらが新しいかは記入日で決まります。", "The time tells which of two sheets is newer."),
)
ENVELOPE: Final = _rule(
    "sheet-envelope-unreadable",
    Severity.ERROR,
    Words("「{label}」の値が読めません。", "The value of {label} cannot be read."),
    Words("記入日は日時、文書ID は UUID で書いてください。", "記入日 is a date and time, 文書ID a UUID."),
)
SECTION_UNKNOWN: Final = _rule(
    "sheet-section-unknown",
    Severity.ERROR,
    Words("この様式にない見出しです。", "The form has no such section."),
    Words("「{near}」ではありませんか。", "Is it {near}?"),
)
ITEM_UNKNOWN: Final = _rule(
    "sheet-item-unknown",
    Severity.ERROR,
    Words("「{section}」にない項目です。", "The section {section} has no such item."),
    Words("「{near}」ではありませんか。", "Is it {near}?"),
)
ITEM_REPEATED: Final = _rule(
    "sheet-item-repeated",
    Severity.ERROR,
    Words("項目「{label}」が2回書かれています。", "The item {label} is written twice."),
    Words("1つにしてください。", "Keep one of them."),
    Words(
        "どちらが正しいか分からないため、先のものを採りました。",
        "Which one holds is unknown; the first was taken.",
    ),
)
OPTION_UNKNOWN: Final = _rule(
    "sheet-option-unknown",
    Severity.ERROR,
    Words("「{label}」の選択肢にありません。", "The list of {label} has no such option."),
    Words("「{near}」ではありませんか。", "Is it {near}?"),
)
OPTION_TEXT: Final = _rule(
    "sheet-option-text",
    Severity.ERROR,
    Words(
        "「{label}」の選択肢「{option}」にはかっこ書きの欄がありません。",
        "{option} of {label} has no brackets.",
    ),
    Words("かっこ書きを除くか、特記事項に書いてください。", "Remove the text, or write it into the notes."),
    Words("選択だけを読み、かっこ書きは読み取りません。", "The tick is read, the text is not."),
)
OPTION_ALONE: Final = _rule(
    "sheet-option-repeated",
    Severity.ERROR,
    Words("「{label}」で同じ選択肢が2回選ばれています。", "An option of {label} is ticked twice."),
    Words("1つにしてください。", "Keep one of them."),
    Words("先のものを採りました。", "The first was taken."),
)
VALUE_KIND: Final = _rule(
    "sheet-value-kind",
    Severity.ERROR,
    Words("「{label}」の値は{wanted}ではありません。", "The value of {label} is not {wanted_en}."),
    Words("{wanted}で書いてください。", "Write {wanted_en}."),
)
VALUE_REFUSED: Final = _rule(
    "sheet-value-refused",
    Severity.ERROR,
    Words("「{label}」に入らない値です。", "The value does not fit {label}."),
    Words("項目の決まりを確かめてください。", "Look at what the item asks for."),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

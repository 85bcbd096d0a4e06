"""Rules about an SS-MIX2 extended storage that is read. Its layout is known from memory only."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_SPEC: Final = "SS-MIX2 (JAMI), from memory: not compared with v1.2i"


def _rule(code: str, severity: Severity, says: Words, fix: Words, why: Words) -> Rule:
    return Rule(code, severity, says, fix, why, _SPEC)


PLACE: Final = _rule(
    "ssmix2-place-differs",
    Severity.ERROR,
    Words(
        "ファイル名の患者ID・日付・種別が、置かれたフォルダーと合いません。",
        "Patient, date or type in a file's name are not those of the folders it lies in.",
    ),
    Words("ストレージの管理者に確かめてください。", "Ask whoever keeps the storage."),
    Words("別の患者の記録として読むおそれがあります。", "It could be read as another patient's."),
)
FLAG: Final = _rule(
    "ssmix2-flag-unknown",
    Severity.ERROR,
    Words("コンディションフラグが 0 でも 1 でもありません。", "The condition flag is neither 0 nor 1."),
    Words("ストレージの管理者に確かめてください。", "Ask whoever keeps the storage."),
    Words("有効な記録かどうか分かりません。", "Whether the record holds is unknown."),
)
WITHDRAWN: Final = _rule(
    "ssmix2-withdrawn",
    Severity.INFORMATION,
    Words(
        "コンディションフラグ 0（無効）のファイルが {count} 件あります。",
        "{count} files have condition flag 0 (void).",
    ),
    Words("そのままで構いません。", "Leave them."),
    Words("取り消された版は読みません。", "Withdrawn versions are not read."),
)
OTHERS: Final = _rule(
    "ssmix2-other-files",
    Severity.INFORMATION,
    Words(
        "記録ではないファイルが {count} 件あり、読みません。",
        "{count} files are no records and are not read.",
    ),
    Words("必要なら人が開いてください。", "Open them yourself if you need them."),
    Words(
        "拡張ストレージには PDF などどんなファイルも置けます。",
        "An extended storage may hold files of any kind.",
    ),
)
NO_RECORD: Final = _rule(
    "ssmix2-document-unreadable",
    Severity.ERROR,
    Words(
        "JSON か XML の文書ですが、記録として読めません。",
        "It is JSON or XML, but no record that can be read.",
    ),
    Words("作成元に確かめてください。", "Ask whoever wrote it."),
    Words("途中で切れたファイルかもしれません。", "The file may have been cut off."),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

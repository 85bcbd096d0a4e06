"""Rules about the CSV files of the care-plan data standard (ケアプランデータ連携標準仕様)."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_SPEC: Final = "ケアプランデータ連携標準仕様 4.1 (text extraction)"
_KEPT: Final = Words("行はそのまま残しています。", "The row is kept as it is written.")


def _rule(code: str, severity: Severity, says: Words, fix: Words, why: Words = _KEPT) -> Rule:
    return Rule(code, severity, says, fix, why, _SPEC)


ENCODING: Final = _rule(
    "care-plan-encoding",
    Severity.ERROR,
    Words("MS932（Shift_JIS）として読めません。", "It does not read as MS932 (Shift_JIS)."),
    Words("作成元のソフトから出し直してください。", "Export it again from the program it came from."),
    Words("文字化けした計画は読み取れません。", "A garbled plan cannot be read."),
)
NOT_MS932: Final = _rule(
    "care-plan-not-ms932",
    Severity.ERROR,
    Words("MS932 ではなく UTF-8 です。", "It is UTF-8, not MS932."),
    Words("MS932（Shift_JIS）で保存してください。", "Save it in MS932 (Shift_JIS)."),
    Words(
        "ほかのソフトは受け取れません。読み取りは続けました。",
        "Other programs refuse it; it was read all the same.",
    ),
)
BROKEN: Final = _rule(
    "care-plan-quote-broken",
    Severity.ERROR,
    Words("引用符が閉じていません。", "A quotation mark is not closed."),
    Words("作成元のソフトから出し直してください。", "Export it again from the program it came from."),
    Words(
        "そこから先の列がずれるため、何も読みません。",
        "All columns after it would shift, so nothing is read.",
    ),
)
TOO_LARGE: Final = _rule(
    "care-plan-too-large",
    Severity.ERROR,
    Words("ファイルが大きすぎます。", "The file is too large."),
    Words("月ごとに分けてください。", "Split it by month."),
    Words("メモリを使い果たす入力を拒むための上限です。", "The limit refuses what fills the memory."),
)
KIND_UNKNOWN: Final = _rule(
    "care-plan-kind-unknown",
    Severity.ERROR,
    Words("どの種類のファイルか分かりません。", "Neither name nor number of columns tells its kind."),
    Words("標準の名前（UPHOSOKU_… など）に戻してください。", "Give it back its standard name (UPHOSOKU_…)."),
    Words(
        "削除のファイルは列の数が同じで、名前でしか見分けられません。",
        "Deletions differ by their names only.",
    ),
)
NAME_UNKNOWN: Final = _rule(
    "care-plan-name-unknown",
    Severity.WARNING,
    Words("ファイル名が標準の形ではありません。", "The name of the file is not as the standard has it."),
    Words("種類_送信元_送信先_日時.CSV の形にしてください。", "Call it KIND_SENDER_RECEIVER_TIME.CSV."),
    Words("受け取るソフトは名前で取り込み先を決めます。", "Receiving programs go by the name."),
)
UNIT: Final = _rule(
    "care-plan-unit",
    Severity.WARNING,
    Words(
        "同じ日時で一緒に送らない種類の組です: {kinds}",
        "These kinds are not sent together under one time: {kinds}",
    ),
    Words("送る単位ごとに日時を分けてください。", "Give each sending unit a time of its own."),
    Words(
        "取り込みは日時の順に、単位ごとに行われます。",
        "Units are taken in whole, in the order of their times.",
    ),
)
VERSIONS_MIXED: Final = _rule(
    "care-plan-versions-mixed",
    Severity.ERROR,
    Words("1つのファイルに違う版の行があります。", "Rows of one file have different versions."),
    Words("版ごとにファイルを分けてください。", "Put each version into a file of its own."),
)
VERSION_UNKNOWN: Final = _rule(
    "care-plan-version-unknown",
    Severity.WARNING,
    Words("「{column}」が知らない版です。", "{column} is a version carelink does not know."),
    Words("仕様の版を確かめてください。", "Check the version of the standard."),
)
WIDTH: Final = _rule(
    "care-plan-width",
    Severity.ERROR,
    Words("列の数が {wanted} ではありません。", "The row does not have {wanted} columns."),
    Words("作成元のソフトから出し直してください。", "Export it again from the program it came from."),
    Words(
        "列がずれているおそれがあるため、記録にはしません。",
        "Columns may have shifted: no record is made of it.",
    ),
)
MISSING: Final = _rule(
    "care-plan-item-missing",
    Severity.WARNING,
    Words("必須の項目「{column}」が空です。", "The required item {column} is empty."),
    Words("作成元で入力してください。", "Fill it in where the file is made."),
)
FORM: Final = _rule(
    "care-plan-item-form",
    Severity.WARNING,
    Words(
        "「{column}」の桁数・形・コードが標準と違います。",
        "{column} has not the length, form or codes it must have.",
    ),
    Words("半角の数字・コードで入れ直してください。", "Use half-width digits and the codes of the standard."),
)
OTHER_BYTES: Final = _rule(
    "care-plan-other-bytes",
    Severity.INFORMATION,
    Words("書き出すと一部の文字が別の符号になります。", "Some characters will be written by other codes."),
    Words("そのままで構いません。", "Leave it as it is."),
    Words(
        "MS932 には同じ文字に二つの符号があります（NEC・IBM拡張）。",
        "MS932 has two codes for some characters (NEC and IBM extensions).",
    ),
)
CHARACTER_REPLACED: Final = _rule(
    "care-plan-character-replaced",
    Severity.WARNING,
    Words(
        "MS932 にない文字を、表にある文字で書きました。",
        "Characters that MS932 lacks were replaced by the table.",
    ),
    Words("氏名の文字を確かめてください。", "Check the characters of names."),
    Words("外字は禁じられています。", "The standard forbids characters of one's own."),
)
CHARACTER_LOST: Final = _rule(
    "care-plan-character-lost",
    Severity.ERROR,
    Words(
        "MS932 で書けない文字があります（〓になります）。",
        "A character cannot be written in MS932 (it becomes 〓).",
    ),
    Words("かなか別の字で書いてください。", "Write it in kana, or with another character."),
    Words("失われた文字は、受け取った側で分かりません。", "The receiver cannot know what it was."),
)
NO_PERSON: Final = _rule(
    "care-plan-no-person",
    Severity.ERROR,
    Words(
        "「{kind}」は人の情報ではないため、シートになりません。",
        "A file of the kind {kind} is not about a person: it makes no sheet.",
    ),
    Words("carelink careplan で読んでください。", "Read it with carelink careplan."),
    Words("計画の行は CarePlan になります。", "Rows of a plan become a CarePlan."),
)
NOT_READ: Final = _rule(
    "care-plan-item-not-read",
    Severity.WARNING,
    Words(
        "「{column}」の値はシートの項目になりません。", "The value of {column} makes no answer on the sheet."
    ),
    Words("コードか日付を確かめてください。", "Check the code or the date."),
    Words("シートでは「記載なし」になります。", "On the sheet it counts as not stated."),
)
LEFT_BEHIND: Final = _rule(
    "care-plan-left-behind",
    Severity.INFORMATION,
    Words(
        "シートに欄のない項目が{count}個あります: {columns}",
        "The sheet has no place for {count} items: {columns}",
    ),
    Words("元のファイルを残してください。", "Keep the file itself."),
    Words("シートには人と要介護度だけが入ります。", "A sheet takes the person and the care level."),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

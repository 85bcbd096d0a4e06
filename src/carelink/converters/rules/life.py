"""Rules about the CSV files of LIFE (科学的介護情報システム)."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_SPEC: Final = "LIFE 外部インターフェース項目一覧 3.10 (as quoted by third parties)"
_KEPT: Final = Words("行はそのまま残しています。", "The row is kept as it is written.")


def _rule(code: str, severity: Severity, says: Words, fix: Words, why: Words = _KEPT) -> Rule:
    return Rule(code, severity, says, fix, why, _SPEC)


ENCODING: Final = _rule(
    "life-encoding",
    Severity.ERROR,
    Words(
        "UTF-8 でも Shift_JIS でもないか、大きすぎます。", "It is neither UTF-8 nor Shift_JIS, or too large."
    ),
    Words("作成元のソフトから出し直してください。", "Export it again from the program it came from."),
    Words("文字化けした内容は読み取れません。", "Garbled text cannot be read."),
)
BROKEN: Final = _rule(
    "life-quote-broken",
    Severity.ERROR,
    Words("引用符が閉じていません。", "A quotation mark is not closed."),
    Words("作成元のソフトから出し直してください。", "Export it again from the program it came from."),
    Words(
        "そこから先の列がずれるため、何も読みません。",
        "All columns after it would shift, so nothing is read.",
    ),
)
INTERFACE_UNKNOWN: Final = _rule(
    "life-interface-unknown",
    Severity.ERROR,
    Words(
        "見出しが知っているインターフェースのものではありません。",
        "Its headings are of no interface read here.",
    ),
    Words("利用者情報か ADL 維持等情報を指定してください。", "Use user information, or ADL."),
    Words("見出しは物理名の行です。", "The headings are the line of physical names."),
)
COLUMN_UNKNOWN: Final = _rule(
    "life-column-unknown",
    Severity.WARNING,
    Words("このインターフェースにない見出しです。", "The interface has no such heading."),
    Words("版を確かめてください。", "Check the version."),
    Words("列は残しますが、意味は読み取りません。", "The column is kept; its meaning is not read."),
)
WIDTH: Final = _rule(
    "life-width",
    Severity.ERROR,
    Words("列の数が見出しの {wanted} と違います。", "The row has not the {wanted} columns of the heading."),
    Words("作成元のソフトから出し直してください。", "Export it again from the program it came from."),
    Words(
        "列がずれているおそれがあるため、記録にはしません。",
        "Columns may have shifted: no record is made of it.",
    ),
)
MISSING: Final = _rule(
    "life-item-missing",
    Severity.WARNING,
    Words("必須の項目 {column} が空です。", "The required item {column} is empty."),
    Words("作成元で入力してください。", "Fill it in where the file is made."),
)
FORM: Final = _rule(
    "life-item-form",
    Severity.WARNING,
    Words("項目 {column} が長すぎます。", "The item {column} is too long."),
    Words("決められた長さに収めてください。", "Keep to its length."),
)
NOT_READ: Final = _rule(
    "life-item-not-read",
    Severity.WARNING,
    Words("{column} の値はシートの項目になりません。", "The value of {column} makes no answer on the sheet."),
    Words("コードか日付を確かめてください。", "Check the code or the date."),
    Words("シートでは「記載なし」になります。", "On the sheet it counts as not stated."),
)
LEFT_BEHIND: Final = _rule(
    "life-left-behind",
    Severity.INFORMATION,
    Words("シートに欄のない項目があります: {columns}", "The sheet has no place for: {columns}"),
    Words("元のファイルを残してください。", "Keep the file itself."),
    Words("シートには人・要介護度・自立度だけが入ります。", "A sheet takes the person, level and ranks."),
)
NO_PERSON: Final = _rule(
    "life-no-person",
    Severity.ERROR,
    Words("評価のファイルはシートになりません。", "A file of assessments makes no sheet."),
    Words("life.assessments で読んでください。", "Read it with life.assessments."),
    Words(
        "Barthel の点を「自立」から「全介助」に読み替えるのは推測になります。",
        "Turning points of Barthel into the four steps of the sheet would be a guess.",
    ),
)
FACILITY_MISSING: Final = _rule(
    "life-facility-missing",
    Severity.WARNING,
    Words(
        "事業所番号・サービス種類・外部システム管理番号が空のままです。",
        "Facility, kind of service and management number are left empty.",
    ),
    Words("取り込む前に自分の事業所の番号を入れてください。", "Fill them in before the file is handed in."),
    Words(
        "シートには報告する事業所がありません。LIFE では必須です。",
        "No sheet has them, and LIFE requires them.",
    ),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

"""Rules about the open data of 医療情報ネット（ナビイ）."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_SPEC = "医療情報ネット オープンデータ (厚生労働省)"

ID_MISSING: Final = Rule(
    "navii-id-missing",
    Severity.WARNING,
    Words("IDがありません。", "The ID is missing."),
    Words("公表されたままの表を使ってください。", "Use the table as it is published."),
    Words("診療時間の表と結び付けられません。", "Its hours cannot be joined."),
    _SPEC,
)
ID_ZERO_RESTORED: Final = Rule(
    "navii-id-zero-restored",
    Severity.WARNING,
    Words(
        "IDの先頭の0が失われていたため補いました（同じ行の都道府県コードが一致）。",
        "The zero that the ID lost was put back (the prefecture of its row proves it).",
    ),
    Words("IDの列を文字列として保存してください。", "Save the column as text."),
    Words("表計算ソフトは番号を数値にして0を消します。", "Spreadsheets drop leading zeros."),
    _SPEC,
)
ID_SHORT: Final = Rule(
    "navii-id-short",
    Severity.WARNING,
    Words("IDの先頭の0が失われたおそれがあります。", "The ID may have lost its leading zero."),
    Words("公表された表と照らしてください。", "Compare it with the published table."),
    Words("証拠がないため、そのまま残しています。", "Nothing proves it, so it is kept as it is."),
    _SPEC,
)
ID_AGAIN: Final = Rule(
    "navii-id-scattered",
    Severity.INFORMATION,
    Words("同じIDの行が離れた所にもあります。", "Rows of the same ID stand apart."),
    Words("IDで並べ替えてください。", "Sort the table by ID."),
    Words("離れた行は別の記録になります。", "Rows apart become separate records."),
    _SPEC,
)
FLAG_UNKNOWN: Final = Rule(
    "navii-flag-unknown",
    Severity.WARNING,
    Words("休診などの欄が0（休み）でも1でもありません。", "A flag is neither 0 (closed) nor 1 (open)."),
    Words("0 か 1 にしてください。", "Use 0 or 1."),
    Words("この曜日は休みとして扱いません。", "The day does not count as closed."),
    _SPEC,
)
TIME_ALONE: Final = Rule(
    "navii-time-without-start",
    Severity.WARNING,
    Words("終了時間だけがあります。", "Only the end of a span of hours is stated."),
    Words("開始時間を記入してください。", "State its beginning."),
    Words("時間としては扱わず、元の表記を控えます。", "It counts as no hours; the text is remembered."),
    _SPEC,
)
HOURS_WITHOUT_PLACE: Final = Rule(
    "navii-hours-without-place",
    Severity.WARNING,
    Words(
        "施設の表にないIDの診療時間が{count}件あります。", "{count} IDs with hours are in no row of places."
    ),
    Words("同じ日に公表された2つの表を使ってください。", "Use the two tables of the same day."),
    Words("その時間はどの記録にも入りません。", "Their hours go into no record."),
    _SPEC,
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

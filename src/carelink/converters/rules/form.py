"""Rules about a form as an Excel workbook: what happened to its cells, what a cell cannot hold."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_READ_ON: Final = Words("ほかの欄は読み取りました。", "The other cells are read.")


def _rule(code: str, severity: Severity, says: Words, fix: Words, why: Words = _READ_ON) -> Rule:
    return Rule(code, severity, says, fix, why, "carelink excel-form")


MARKS_GONE: Final = _rule(
    "form-marks-missing",
    Severity.ERROR,
    Words(
        "様式の隠れた印（A列と1行目）がありません。",
        "The hidden marks of the form (column A, row 1) are missing.",
    ),
    Words("新しい様式に書き写してください。", "Copy the answers into a fresh form."),
    Words(
        "ラベルの見た目だけで項目を決めると、別の項目に読んでしまいます。",
        "Going by the look of labels alone would put answers into other items.",
    ),
)
CELLS_MISSING: Final = _rule(
    "form-cells-missing",
    Severity.WARNING,
    Words("様式の記入欄が{count}個なくなっています。", "{count} cells of the form are gone."),
    Words(
        "消した行や列がないか確かめてください。",
        "See whether rows or columns were deleted.",
    ),
    Words("なくなった欄は「記載なし」になります。", "What is gone counts as not stated."),
)
LABEL_CHANGED: Final = _rule(
    "form-label-changed",
    Severity.WARNING,
    Words("様式の見出しが書き換えられています。", "A label of the form was changed."),
    Words(
        "答えが元の見出しに合うか確かめてください。",
        "See whether the answer fits the label that stood there.",
    ),
    Words("答えは元の項目として読みました。", "The answer was read as that of the original item."),
)
STRAY: Final = _rule(
    "form-cell-stray",
    Severity.WARNING,
    Words("記入欄でないセルに書かれています。", "Something stands in a cell that is not part of the form."),
    Words("記入欄に書き移してください。", "Move it into a cell of the form."),
    Words("どの項目か分からないため読み取りません。", "It is not read: nothing says which item it is."),
)
MOVED: Final = _rule(
    "form-cell-moved",
    Severity.WARNING,
    Words("答えが記入欄の右のセルにずれています。", "The answer stands to the right of its cell."),
    Words("セルの結合を戻してください。", "Merge the cells again."),
    Words("その項目の答えとして読みました。", "It was read as the answer to that item."),
)
FORMULA: Final = _rule(
    "form-cell-formula",
    Severity.WARNING,
    Words("記入欄に数式があります。", "The cell holds a formula."),
    Words("値として入れ直してください。", "Type the value itself."),
    Words(
        "数式は計算せず、最後に保存された値を読みました。",
        "Formulas are not calculated: the value saved last was read.",
    ),
)
SERIAL: Final = _rule(
    "form-date-serial",
    Severity.WARNING,
    Words("日付・時刻が通し番号になっています。", "The date or time is a serial number."),
    Words("日付・時刻として入れ直してください。", "Type it as a date or time."),
    Words(
        "表計算ソフトの通し番号として読みました。",
        "It was read as the serial number that spreadsheets count days by.",
    ),
)
NUMBER: Final = _rule(
    "form-text-became-number",
    Severity.WARNING,
    Words("文字の欄が数か日付になっています。", "A text became a number or a date."),
    Words(
        "先頭の0が消えていないか確かめ、文字で入れ直してください。",
        "See whether leading zeros were lost; type it as text.",
    ),
    Words(
        "表計算ソフトは番号や番地を数や日付に変えます。", "Spreadsheets turn numbers of things into those."
    ),
)
BRACKETS_ALONE: Final = _rule(
    "form-brackets-alone",
    Severity.ERROR,
    Words(
        "かっこの欄に書かれていますが、選択肢が選ばれていません。",
        "The brackets are filled in, but the option is not ticked.",
    ),
    Words("選択肢を選ぶか、かっこの欄を消してください。", "Tick the option, or clear its brackets."),
    Words("選ばれていない選択肢の内容は読み取りません。", "What stands there is not read."),
)
TICK_UNCLEAR: Final = _rule(
    "form-tick-unclear",
    Severity.ERROR,
    Words("選択肢「{option}」の欄が☐でも☑でもありません。", "The box of {option} is neither ☐ nor ☑."),
    Words("一覧から選び直してください。", "Choose from its list again."),
    Words("選ばれていないものとしました。", "It counts as not ticked."),
)
TEXT_UNFIT: Final = _rule(
    "form-text-unfit",
    Severity.WARNING,
    Words(
        "Excel のセルに入らない文字か長さのため書けません。",
        "A cell of Excel cannot hold its characters or its length.",
    ),
    Words("FHIR（.json か .xml）で保存してください。", "Write FHIR (.json or .xml) instead."),
    Words(
        "制御文字、空白だけの文字、32,767字を超える文字は入りません。", "Controls, blanks alone, over 32,767."
    ),
)
NO_CELL: Final = _rule(
    "form-cell-none",
    Severity.WARNING,
    Words("様式にこの答えを書く欄がありません。", "The form has no cell for this answer."),
    Words("FHIR（.json か .xml）で保存してください。", "Write FHIR (.json or .xml) instead."),
    Words(
        "様式のかっこの欄は、かっこのある選択肢にだけあります。", "Only options with brackets have a cell."
    ),
)
TOO_LARGE: Final = _rule(
    "form-too-large",
    Severity.ERROR,
    Words("様式のブックとしては大きすぎます。", "It is too large for the workbook of a form."),
    Words("図や別のシートを除いてください。", "Take pictures and other sheets out."),
    Words("メモリを使い果たす入力を拒むための上限です。", "The limit refuses what fills the memory."),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

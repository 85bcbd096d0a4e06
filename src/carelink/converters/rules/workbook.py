"""Rules about an Excel workbook as a table: what it is, what is hidden in it, what it may hold."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

UNREADABLE: Final = Rule(
    "workbook-unreadable",
    Severity.ERROR,
    Words("Excel ブック（.xlsx）として開けません。", "It does not open as an Excel workbook (.xlsx)."),
    Words("暗号化を解き、.xlsx 形式で保存し直してください。", "Take off its password and save it as .xlsx."),
    Words("古い .xls や暗号化されたブックは読めません。", "Old .xls files and encrypted books are not read."),
)
TOO_LARGE: Final = Rule(
    "workbook-too-large",
    Severity.ERROR,
    Words("ブックの中身が上限を超えています。", "The content of the workbook is beyond the limits."),
    Words("表だけを CSV で保存してください。", "Save the table alone, as CSV."),
    Words(
        "小さく圧縮された巨大な中身でメモリを使い果たす入力を拒むための上限です。",
        "The limits refuse archives that unpack to fill the memory.",
    ),
)
DOCTYPE: Final = Rule(
    "workbook-doctype",
    Severity.ERROR,
    Words("ブックの XML に文書型宣言があります。", "XML of the workbook declares a document type."),
    Words("表計算ソフトで保存し直してください。", "Save it again with a spreadsheet program."),
    Words("正しいブックにはなく、攻撃に使われます。", "No proper workbook has one; attacks do."),
)
FORMULAS: Final = Rule(
    "workbook-formulas",
    Severity.INFORMATION,
    Words("数式の入ったセルがあります。", "Cells of the workbook hold formulas."),
    Words("値として貼り付け直してください。", "Paste them as values."),
    Words(
        "数式は計算せず、最後に保存された値だけを読みます。",
        "Formulas are never calculated: the values saved last are read.",
    ),
)
OTHER_SHEETS: Final = Rule(
    "workbook-other-sheets",
    Severity.INFORMATION,
    Words("ブックにほかのシートが{count}枚あります。", "The workbook has {count} more sheets."),
    Words("シートごとにファイルを分けてください。", "Put each sheet into a file of its own."),
    Words("最初の見えるシートだけを読み取ります。", "Only the first visible sheet is read."),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

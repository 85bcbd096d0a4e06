"""Rules about tables of any layout: damage by spreadsheets, unknown words, what a cell cannot say exactly."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_KEPT = Words("値はそのまま残しています。", "The value is kept as it is written.")
_LEFT_OUT = Words(
    "項目は「記載なし」とし、元の表記を控えます（控えられる記録のとき）。",
    "The item counts as not stated; the text is remembered where the record has room for it.",
)

SCIENTIFIC: Final = Rule(
    "number-in-scientific-notation",
    Severity.WARNING,
    Words(
        "番号が指数表記（1.23E+12 の形）になっています。",
        "The number was turned into scientific notation (1.23E+12).",
    ),
    Words("元の表から番号を写し直してください。", "Copy the number again from the original table."),
    Words("失われた桁は、推し量れません。", "The digits it lost cannot be guessed."),
)
MADE_A_DATE: Final = Rule(
    "cell-made-a-date",
    Severity.WARNING,
    Words("番号や番地が日付に変わっています。", "A number or house number was turned into a date."),
    Words("元の表から写し直し、列を文字列にしてください。", "Copy it again, with the column set to text."),
    Words(
        "表計算ソフトは 1-2 のような文字を日付にします。", "Spreadsheets take texts such as 1-2 for a date."
    ),
)
SPREADSHEET_ERROR: Final = Rule(
    "cell-spreadsheet-error",
    Severity.WARNING,
    Words(
        "セルに表計算ソフトのエラー（#REF! や ####）があります。",
        "The cell holds an error of a spreadsheet (#REF!, ####).",
    ),
    Words("元の表の数式を直してください。", "Repair the formula in the original table."),
    _KEPT,
)
DECIMAL_ENDING: Final = Rule(
    "number-decimal-ending",
    Severity.WARNING,
    Words("番号の末尾に「.0」があったため除きました。", "The number ended in .0, which was taken off."),
    Words("番号の列を文字列として保存してください。", "Save columns of numbers as text."),
    Words("番号が数量として扱われた跡です。", "It is the trace of a number handled as a quantity."),
)
OPTION_UNKNOWN: Final = Rule(
    "option-unknown",
    Severity.WARNING,
    Words("「{list}」の選択肢にない語があります。", "A word is not in the list {list}."),
    Words("選択肢の語で記入してください。", "Use the words of the list."),
    _LEFT_OUT,
)
DATE_UNREADABLE: Final = Rule(
    "date-unreadable",
    Severity.WARNING,
    Words("日付として読めません。", "It does not read as a date."),
    Words("2026-11-25 の形で記入してください。", "Write it as 2026-11-25."),
    _LEFT_OUT,
)
CLOCK_UNREADABLE: Final = Rule(
    "time-unreadable",
    Severity.WARNING,
    Words("時刻として読めません。", "It does not read as a time of day."),
    Words("09:30 の形で記入してください。", "Write it as 09:30."),
    _LEFT_OUT,
)
NUMBER_UNREADABLE: Final = Rule(
    "quantity-unreadable",
    Severity.WARNING,
    Words("数として読めません。", "It does not read as a number."),
    Words("半角の数字で記入してください。", "Write plain digits."),
    _LEFT_OUT,
)
TRUTH_UNREADABLE: Final = Rule(
    "truth-unreadable",
    Severity.WARNING,
    Words("はい・いいえのどちらか分かりません。", "It is neither a yes nor a no."),
    Words("○ か ×、または空にしてください。", "Write ○ or ×, or leave it empty."),
    _LEFT_OUT,
)
HOURS_HALF: Final = Rule(
    "hours-incomplete",
    Severity.WARNING,
    Words("曜日と開始時間がそろっていません。", "Days and the time it opens are not both stated."),
    Words("曜日・開始時間・終了時間を記入してください。", "State days, opening and closing time."),
    _LEFT_OUT,
)
REWRITTEN: Final = Rule(
    "cell-rewritten",
    Severity.INFORMATION,
    Words("書き出すときは別の書き方になります。", "It will be written in another way."),
    Words("そのままで構いません。", "Leave it as it is."),
    Words("意味は変わりません。", "It means the same."),
)
COLUMN_KEPT: Final = Rule(
    "column-kept-as-text",
    Severity.INFORMATION,
    Words("列「{heading}」に当たる項目はありません。", "No item belongs to the column {heading}."),
    Words("そのままで構いません。", "Leave it as it is."),
    Words(
        "内容は文字のまま控え、同じ列のある様式にだけ書き戻します。",
        "Its text is remembered, and written back only to layouts with this column.",
    ),
)
GROUP_INCOMPLETE: Final = Rule(
    "group-incomplete",
    Severity.WARNING,
    Words("組になる列の一部が空です。", "Part of the columns that belong together is empty."),
    Words("組の列をすべて記入してください。", "Fill in all columns of the group."),
    _LEFT_OUT,
)
ROW_UNFIT: Final = Rule(
    "row-unfit",
    Severity.ERROR,
    Words("行の値を記録にできません。", "The values of the row make no record."),
    Words(
        "行の値どうしが矛盾していないか確かめてください。", "Check whether its values contradict each other."
    ),
    Words("行は採用しません。", "The row is refused."),
)
WRITTEN_MISSING: Final = Rule(
    "row-without-moment",
    Severity.INFORMATION,
    Words(
        "記入日時がないため、ファイルの時刻を使いました。",
        "The moment of writing is missing: that of the file was taken.",
    ),
    Words("記入日時の列を入れてください。", "Add the moment of writing."),
    Words("同じ記録の新しい版を見分けるために要ります。", "It tells the newer version of a record."),
)
NOT_EXACT: Final = Rule(
    "item-not-exact",
    Severity.WARNING,
    Words(
        "この項目は {layout} の列では正確に書けません。",
        "A column of the layout {layout} cannot say this item exactly.",
    ),
    Words("FHIR（.json か .xml）で保存してください。", "Write FHIR (.json or .xml) instead."),
    Words(
        "読み戻すと別の値になります。失われるものは、書く人が知っていなければなりません。",
        "Read back, it would be another value. Whoever writes has to know what gets lost.",
    ),
)
CELL_MADE_SAFE: Final = Rule(
    "cell-made-safe",
    Severity.INFORMATION,
    Words(
        "数式と見なされる文字で始まるため、先頭に ' を付けました。",
        "It begins like a formula: an apostrophe was put before it.",
    ),
    Words("そのままで構いません。carelink は ' を外して読みます。", "Leave it: carelink reads it without."),
    Words(
        "表計算ソフトで開いた人の機械で、数式が働いてしまいます。",
        "Opened in a spreadsheet, a formula would run on the reader's machine.",
    ),
)
CHARACTER_MAPPED: Final = Rule(
    "character-replaced",
    Severity.WARNING,
    Words(
        "{encoding} にない文字を、対応表の文字に置き換えました（{count}字）。",
        "{count} characters that {encoding} lacks were replaced as the table says.",
    ),
    Words("UTF-8 で書けるなら UTF-8 で書いてください。", "Write UTF-8 where the receiver allows it."),
    Words("氏名や地名の字体が変わることがあります。", "The shape of a name may change."),
    "docs/reference/characters",
)
CHARACTER_LOST: Final = Rule(
    "character-lost",
    Severity.ERROR,
    Words(
        "{encoding} にも対応表にもない文字を〓にしました（{count}字）。",
        "{count} characters that neither {encoding} nor the table has became 〓.",
    ),
    Words("UTF-8 で書くか、文字を改めてください。", "Write UTF-8, or use another character."),
    Words("元の文字は、このファイルからは分かりません。", "The file does not tell which they were."),
    "docs/reference/characters",
)
CHARACTER_PRIVATE: Final = Rule(
    "character-private-use",
    Severity.WARNING,
    Words("外字（私用領域の文字）があります。", "The cell holds a character of private use (外字)."),
    Words("正しい文字に置き換えてください。", "Replace it with a character that has a number."),
    Words("ほかの機械では別の字か空白になります。", "Another machine shows another character, or none."),
    "docs/reference/characters",
)
KANA_HALF: Final = Rule(
    "character-half-width-kana",
    Severity.INFORMATION,
    Words("半角カナがあります。", "The cell holds half-width kana."),
    Words("全角カナで記入してください。", "Write full-width kana."),
    _KEPT,
    "docs/reference/characters",
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

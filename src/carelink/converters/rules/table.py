"""Rules about a table as such: its encoding, its columns, its rows. They hold for every CSV we read."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_RFC = "RFC 4180"

ENCODING_CP932: Final = Rule(
    "table-encoding-cp932",
    Severity.INFORMATION,
    Words("文字コードは CP932（Shift_JIS）として読みました。", "The table was read as CP932 (Shift_JIS)."),
    Words("UTF-8 で保存し直してください。", "Save the table as UTF-8."),
    Words(
        "CP932 では書けない文字があり、保存のたびに別の文字に置き換わることがあります。",
        "CP932 lacks characters of names and places; each save may replace some of them.",
    ),
)
ENCODING_UTF16: Final = Rule(
    "table-encoding-utf16",
    Severity.INFORMATION,
    Words("文字コードは UTF-16 として読みました。", "The table was read as UTF-16."),
    Words("UTF-8 で保存し直してください。", "Save the table as UTF-8."),
    Words("ほかの機関の読み取りで文字化けします。", "Other readers of this layout show it as mojibake."),
)
TABLE_EMPTY: Final = Rule(
    "table-empty",
    Severity.ERROR,
    Words("表に見出し行がありません。", "The table has no heading row."),
    Words("1行目に列の見出しを置いてください。", "Put the column headings into the first row."),
    Words("列は見出しの名前で読み取ります。", "Columns are found by the name of their heading."),
    _RFC,
)
UNKNOWN_LAYOUT: Final = Rule(
    "table-layout-unknown",
    Severity.ERROR,
    Words(
        "見出しが様式 {layout} のものではありません。", "The headings are not those of the layout {layout}."
    ),
    Words("公表されたままの見出し行を使ってください。", "Use the heading row as it is published."),
    Words(
        "違う表を読むと、別の意味の値が入ってしまいます。",
        "Reading another table would give cells a wrong meaning.",
    ),
)
COLUMN_MISSING: Final = Rule(
    "table-column-missing",
    Severity.WARNING,
    Words("列「{heading}」がありません。", "The column {heading} is missing."),
    Words(
        "列を戻すか、この項目なしでよいか確かめてください。",
        "Restore the column, or accept records without it.",
    ),
    Words(
        "その項目はすべての行で「記載なし」になります。", "Every record will have this item as not stated."
    ),
)
COLUMN_UNKNOWN: Final = Rule(
    "table-column-unknown",
    Severity.WARNING,
    Words(
        "{column}列目の見出しはこの様式にありません。",
        "The heading of column {column} is not in this layout.",
    ),
    Words("見出しを直すか、列を除いてください。", "Correct the heading, or remove the column."),
    Words("この列の値は読み取られません。", "The cells of this column are not carried."),
)
COLUMN_REPEATED: Final = Rule(
    "table-column-repeated",
    Severity.WARNING,
    Words("列「{heading}」が2つ以上あります。", "The column {heading} occurs more than once."),
    Words("列を1つにしてください。", "Keep one of them."),
    Words("左の列だけを読み取ります。", "Only the left one is read."),
)
ROW_WIDTH: Final = Rule(
    "table-row-width",
    Severity.ERROR,
    Words(
        "見出しは{wanted}列ですが、この行は{found}列です。",
        "The heading has {wanted} columns, this row has {found}.",
    ),
    Words(
        "カンマを含むセルを引用符で囲み、列数をそろえてください。",
        "Quote cells that hold a comma, so that every row has the columns of the heading.",
    ),
    Words(
        "どのセルがどの列か分からないため、行は採用しません。",
        "Which cell belongs to which column is unknown, so the row is refused.",
    ),
    _RFC,
)
ROW_BLANK: Final = Rule(
    "table-row-blank",
    Severity.INFORMATION,
    Words("空の行です。", "The row is blank."),
    Words("空の行を除いてください。", "Remove the blank row."),
    Words("途中で切れた表の印かもしれません。", "It may be the mark of a cut table."),
)
ROW_QUOTES: Final = Rule(
    "table-row-quotes",
    Severity.ERROR,
    Words("引用符の対応がとれていません。", "The quotation marks of this row do not pair."),
    Words(
        "引用符を閉じ、セル内の引用符は二重にしてください。",
        "Close the quotation; double a mark inside a cell.",
    ),
    Words(
        "行の終わりが分からないため、行は採用しません。", "Where the row ends is unknown, so it is refused."
    ),
    _RFC,
)
ROW_TOO_LONG: Final = Rule(
    "table-row-too-long",
    Severity.ERROR,
    Words("行が{limit}文字を超えています。", "The row is longer than {limit} characters."),
    Words("改行が失われていないか確かめてください。", "Check whether the line ends were lost."),
    Words(
        "メモリを使い果たす入力を拒むための上限です。",
        "The limit keeps a hostile file from filling the memory.",
    ),
)
TOO_MANY_ROWS: Final = Rule(
    "table-too-many-rows",
    Severity.ERROR,
    Words("{limit}行を超えたため、読み取りを止めました。", "Reading stopped after {limit} rows."),
    Words("表を分けてください。", "Split the table."),
    Words(
        "メモリを使い果たす入力を拒むための上限です。",
        "The limit keeps a hostile file from filling the memory.",
    ),
)
CELL_TOO_LONG: Final = Rule(
    "table-cell-too-long",
    Severity.ERROR,
    Words("セルが{limit}文字を超えています。", "The cell is longer than {limit} characters."),
    Words("セルの内容を短くしてください。", "Shorten the cell."),
    Words("このセルは読み取らず「記載なし」とします。", "The cell is left out and counts as not stated."),
)
CELL_CONTROL: Final = Rule(
    "table-cell-control-character",
    Severity.ERROR,
    Words("セルに制御文字（NUL など）があります。", "The cell holds a control character, such as NUL."),
    Words("制御文字を取り除いてください。", "Remove the control character."),
    Words(
        "FHIR の文字列と XML は制御文字を持てないため、「記載なし」とします。",
        "Neither a FHIR string nor XML can hold it, so the cell is left out and counts as not stated.",
    ),
    "FHIR R4 datatypes, string",
)
CELL_UNDECODABLE: Final = Rule(
    "table-cell-undecodable",
    Severity.ERROR,
    Words("セルに読めない文字（文字化け）があります。", "The cell holds bytes that are no characters."),
    Words("文字コードを確かめて保存し直してください。", "Save the table again in one known encoding."),
    Words("このセルは読み取らず「記載なし」とします。", "The cell is left out and counts as not stated."),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

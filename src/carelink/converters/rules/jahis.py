"""Rules about the file or QR code of a medicine notebook (JAHIS 電子版お薬手帳)."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_SPEC: Final = "JAHIS 電子版お薬手帳データフォーマット仕様書 Ver.2.6"
_LOST: Final = Words(
    "薬の情報が欠けると、飲み合わせの確認を誤ります。",
    "What is missing is missed when medicines are checked.",
)


def _rule(code: str, severity: Severity, says: Words, fix: Words, why: Words = _LOST) -> Rule:
    return Rule(code, severity, says, fix, why, _SPEC)


HEADER: Final = _rule(
    "notebook-header-unreadable",
    Severity.ERROR,
    Words(
        "お薬手帳の見出し行（JAHISTC…）がありません。",
        "The file does not begin as a medicine notebook (JAHISTC…).",
    ),
    Words(
        "お薬手帳アプリが出したままのファイルを使ってください。",
        "Use the file as the notebook program wrote it.",
    ),
    Words(
        "違う形式を読むと、別の意味に読んでしまいます。", "Another format would be read in a wrong meaning."
    ),
)
PRESCRIPTION: Final = _rule(
    "notebook-is-prescription",
    Severity.ERROR,
    Words(
        "これは院外処方箋の2次元シンボルで、お薬手帳ではありません。",
        "This is the symbol of a prescription, no medicine notebook.",
    ),
    Words(
        "お薬手帳の QR コードかファイルを使ってください。", "Use the QR code, or the file, of the notebook."
    ),
    Words("処方は、まだ渡された薬ではありません。", "What is prescribed has not been dispensed yet."),
)
VERSION: Final = _rule(
    "notebook-version-unknown",
    Severity.WARNING,
    Words("知らない版の形式です。", "The version of the format is not known."),
    Words("読み取った内容を元の手帳と見比べてください。", "Compare what was read with the notebook."),
    Words("版によって項目の位置が違うことがあります。", "Fields may stand elsewhere in it."),
)
TOO_LARGE: Final = _rule(
    "notebook-too-large",
    Severity.ERROR,
    Words("お薬手帳としては大きすぎます。", "It is too large for a medicine notebook."),
    Words("期間を区切って出し直してください。", "Export a shorter period."),
    Words(
        "メモリを使い果たす入力を拒むための上限です。",
        "The limit keeps a hostile file from filling the memory.",
    ),
)
LINE: Final = _rule(
    "notebook-line-unreadable",
    Severity.ERROR,
    Words("この行は「番号,項目,…」の形で読めません。", "This line does not read as a number with fields."),
    Words(
        "元の手帳を見て、欠けた内容を補ってください。", "Look at the notebook itself and add what is missing."
    ),
)
CHARACTERS: Final = _rule(
    "notebook-undecodable",
    Severity.ERROR,
    Words("文字として読めないバイトがあります。", "Bytes of it are no characters."),
    Words("文字コードを変えずに出し直してください。", "Export it again without changing its encoding."),
)
PART_MISSING: Final = _rule(
    "notebook-part-missing",
    Severity.ERROR,
    Words("分割された QR コードがそろっていません。", "Not all parts of the split QR codes are here."),
    Words(
        "すべての QR コードを読み取り、1つのファイルにまとめてください。",
        "Scan all of them and put their texts into one file.",
    ),
    Words("一部だけの薬の一覧は、全部に見えます。", "A part of a list of medicines looks like the whole."),
)
PART_REPEATED: Final = _rule(
    "notebook-part-repeated",
    Severity.WARNING,
    Words("同じ番号の QR コードが2つあります。", "Two QR codes bear the same number."),
    Words("同じものを2度読み取っていないか確かめてください。", "Check whether one was scanned twice."),
    Words("先のものを採りました。", "The first was taken."),
)
DATE: Final = _rule(
    "notebook-date-unreadable",
    Severity.WARNING,
    Words("日付が読めません。", "The date cannot be read."),
    Words(
        "YYYYMMDD か元号つきの GYYMMDD で書いてください。",
        "Write YYYYMMDD, or GYYMMDD with the letter of the era.",
    ),
    Words("この項目は「記載なし」になります。", "The item counts as not stated."),
)
SEX: Final = _rule(
    "notebook-sex-unreadable",
    Severity.WARNING,
    Words("性別のコードが 1 でも 2 でもありません。", "The code of the sex is neither 1 nor 2."),
    Words("元の手帳を確かめてください。", "Look at the notebook itself."),
    Words("この項目は「記載なし」になります。", "The item counts as not stated."),
)
PERSON: Final = _rule(
    "notebook-person-doubtful",
    Severity.WARNING,
    Words("患者の行がないか、2つ以上あります。", "There is no entry about the person, or more than one."),
    Words("だれの手帳かを確かめてください。", "Make sure whose notebook it is."),
    Words("別の人の薬が混ざっているかもしれません。", "Medicines of somebody else may be among them."),
)
ORDER: Final = _rule(
    "notebook-order",
    Severity.WARNING,
    Words("調剤日の行より前に、薬の行があります。", "A medicine stands before any day of dispensing."),
    Words(
        "元の手帳を見て、欠けた内容を補ってください。", "Look at the notebook itself and add what is missing."
    ),
    Words(
        "いつの薬か分からないため、シートに入りません。",
        "When it was dispensed is unknown, so it is not taken.",
    ),
)
NO_USAGE: Final = _rule(
    "notebook-usage-missing",
    Severity.WARNING,
    Words("用法のない薬があります。", "A medicine has no usage."),
    Words("飲み方を元の手帳で確かめてください。", "Look up how it is taken."),
)
NOT_CARRIED: Final = _rule(
    "notebook-entry-not-carried",
    Severity.WARNING,
    Words("この行の内容はシートに入りません。", "What this line says has no place on the sheet."),
    Words("必要なら手帳そのものを渡してください。", "Hand over the notebook itself where it is needed."),
    Words(
        "失われる項目は、使う人が知っていなければなりません。",
        "Whoever uses the sheet has to know what is not on it.",
    ),
)
CODES: Final = _rule(
    "notebook-codes-not-carried",
    Severity.INFORMATION,
    Words(
        "薬・機関のコードや連絡先はシートに入りません。",
        "Codes and addresses of this line are not on the sheet.",
    ),
    Words("コードが必要なら元のファイルを使ってください。", "Use the file itself where codes are needed."),
    Words("シートには読むための文だけが入ります。", "The sheet has words to read, and no codes."),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

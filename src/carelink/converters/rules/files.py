"""Rules about a file as a whole: what it is, whether it can be read, what it cannot carry."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

NOT_CARRIED: Final = Rule(
    "item-not-carried",
    Severity.WARNING,
    Words("この項目は {layout} の形式では書けません。", "The format {layout} cannot carry this item."),
    Words("FHIR（.json か .xml）で保存してください。", "Write FHIR (.json or .xml) instead."),
    Words(
        "失われる項目は、書く人が知っていなければなりません。", "Whoever writes has to know what gets lost."
    ),
)

FORMAT_UNKNOWN: Final = Rule(
    "file-format-unknown",
    Severity.ERROR,
    Words("どの形式のファイルか分かりません。", "The content shows no format that carelink reads."),
    Words("形式を指定するか、ファイルを確かめてください。", "Name the format, or check the file."),
    Words(
        "推し量って読むと、違う意味に読んでしまいます。", "A guess would give the content a wrong meaning."
    ),
)
LINE_TOO_LONG: Final = Rule(
    "file-line-too-long",
    Severity.ERROR,
    Words("行が {limit} バイトを超えています。", "The line is longer than {limit} bytes."),
    Words("1行に1件だけを書いてください。", "Write one record per line."),
    Words(
        "メモリを使い果たす入力を拒むための上限です。",
        "The limit keeps a hostile file from filling the memory.",
    ),
)
OTHER_KIND: Final = Rule(
    "record-of-other-kind",
    Severity.ERROR,
    Words("求められた種類 {wanted} の記録ではありません。", "It is no record of the wanted kind {wanted}."),
    Words("ファイルか、求める種類を確かめてください。", "Check the file, or the kind asked for."),
    Words("種類の違う記録は、黙って混ぜません。", "Records of another kind are not mixed in silently."),
)

PACKAGE_UNREADABLE: Final = Rule(
    "package-unreadable",
    Severity.ERROR,
    Words("FHIR パッケージ（.tgz）として読めません。", "It does not read as a FHIR package (.tgz)."),
    Words("作成元から受け取り直してください。", "Get it again from where it was made."),
    Words(
        "壊れているか、上限を超えているか、外を指すパスがあります。",
        "It is damaged, beyond the limits, or holds paths that lead outside.",
    ),
)
PACKAGE_EMPTY: Final = Rule(
    "package-without-examples",
    Severity.ERROR,
    Words("パッケージに例（example フォルダー）がありません。", "The package has no folder of examples."),
    Words("記録の入ったパッケージを指定してください。", "Name a package that holds records."),
    Words("プロファイルだけのパッケージに記録はありません。", "A package of profiles holds no records."),
)
NO_POSITION: Final = Rule(
    "facility-without-position",
    Severity.INFORMATION,
    Words("緯度・経度がないため地図に出ません。", "It has no position, so no map shows it."),
    Words("緯度と経度を記入してください。", "State latitude and longitude."),
    Words("ファイルには位置なしで入っています。", "The file holds it without geometry."),
    "RFC 7946 section 3.2",
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

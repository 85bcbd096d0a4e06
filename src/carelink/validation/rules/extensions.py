"""Rules on extensions (FHIR R4 extensibility.html)."""

from carelink.findings import Rule, Severity, Words

_SPEC = "FHIR R4 extensibility.html"

EXTENSION_URL_RELATIVE = Rule(
    "extension-url-relative",
    Severity.ERROR,
    Words("拡張の url が完全な URL ではありません。", "The url of the extension is not absolute."),
    Words("定義の完全な URL を書いてください。", "Give the full URL of its definition."),
    Words(
        "短い名前が使えるのは複合拡張の内側だけです。",
        "Short names are for the inside of complex extensions.",
    ),
    _SPEC,
)
EXTENSION_UNKNOWN = Rule(
    "extension-unknown",
    Severity.ERROR,
    Words("拡張の定義が手元にありません。", "The definition of this extension is not at hand."),
    Words(
        "定義を含むパッケージを指定するか、url を直してください。",
        "Name the package that holds it, or correct the url.",
    ),
    Words("定義のない拡張は検査も解釈もできません。", "It can neither be checked nor understood."),
    _SPEC,
)
EXTENSION_NOT_CHECKED = Rule(
    "extension-not-checked",
    Severity.WARNING,
    Words(
        "HL7 の拡張ですが、R4 にはなく、定義が手元にありません。",
        "It is an extension of HL7 that R4 does not have; its definition is not at hand.",
    ),
    Words(
        "綴りを確かめるか、HL7 の拡張パッケージを指定してください。",
        "Check the spelling, or name HL7's package of extensions.",
    ),
    Words("検査できないものを正しいとは言いません。", "What cannot be checked is not called right."),
    _SPEC,
)
SUB_EXTENSION_UNKNOWN = Rule(
    "sub-extension-unknown",
    Severity.ERROR,
    Words("拡張 {extension} の定義にない内側の拡張です。", "The extension {extension} defines no such part."),
    Words("定義にある名前を使ってください。", "Use a name of its definition."),
    Words("定義にない部分は読まれません。", "Undefined parts are not read."),
    _SPEC,
)
EXTENSION_MISPLACED = Rule(
    "extension-misplaced",
    Severity.ERROR,
    Words("拡張 {extension} はここでは使えません。", "The extension {extension} may not be used here."),
    Words("定義が認める場所に移してください。", "Move it to a place its definition allows."),
    Words("受け手は決まった場所の拡張だけを読みます。", "Receivers look for it only where it belongs."),
    "FHIR R4 defining-extensions.html#context",
)
EXTENSION_IS_MODIFIER = Rule(
    "extension-is-modifier",
    Severity.ERROR,
    Words(
        "拡張 {extension} は意味を変えるので modifierExtension に置きます。",
        "The extension {extension} modifies meaning and belongs in modifierExtension.",
    ),
    Words("modifierExtension に移してください。", "Move it to modifierExtension."),
    Words("意味を変える拡張を見落とすと危険です。", "Overlooking it would be dangerous."),
    _SPEC + "#modifierExtension",
)
EXTENSION_NOT_MODIFIER = Rule(
    "extension-not-modifier",
    Severity.ERROR,
    Words(
        "拡張 {extension} は意味を変えないので extension に置きます。",
        "The extension {extension} is no modifier and belongs in extension.",
    ),
    Words("extension に移してください。", "Move it to extension."),
    Words(
        "modifierExtension を知らない受け手は処理をやめます。",
        "Receivers stop at modifiers they do not know.",
    ),
    _SPEC + "#modifierExtension",
)
EXTENSION_VALUE_TYPE = Rule(
    "extension-value-type",
    Severity.ERROR,
    Words(
        "拡張 {extension} の値の型は {types} です。",
        "The value of the extension {extension} must be of type {types}.",
    ),
    Words("定義の型で書いてください。", "Write it in the defined type."),
    Words("受け手は定義の型だけを読みます。", "Receivers read only the defined type."),
    _SPEC,
)
EXTENSION_WITHOUT_CONTENT = Rule(
    "extension-without-content",
    Severity.ERROR,
    Words(
        "拡張には値か内側の拡張のどちらか一方が必要です (ext-1)。",
        "An extension has either a value or extensions (ext-1).",
    ),
    Words("どちらか一方だけを書いてください。", "Give exactly one of them."),
    Words(
        "両方ある、またはどちらもない拡張は解釈できません。", "With both or neither it cannot be understood."
    ),
    _SPEC + " ext-1",
)
EXTENSION_URL_VERSIONED = Rule(
    "extension-url-versioned",
    Severity.ERROR,
    Words("拡張の url に版 (|) は書けません。", "The url of an extension takes no version (|)."),
    Words("版を取り除いてください。", "Remove the version."),
    Words("版付きの url は別の拡張として扱われます。", "With a version it counts as another extension."),
    _SPEC,
)
EXTENSION_VERSION = Rule(
    "extension-version-unknown",
    Severity.ERROR,
    Words(
        "この URL の FHIR の版、または要素はありません。",
        "The URL names a FHIR version, or an element of it, that does not exist.",
    ),
    Words("版と要素のパスを確かめてください。", "Check version and path."),
    Words("何を表すのか決まりません。", "What it stands for is undefined."),
    "FHIR R4 versions.html#extensions",
)
EXTENSION_OF_THIS_VERSION = Rule(
    "extension-of-this-version",
    Severity.ERROR,
    Words("R4 にある要素を拡張で表しています。", "R4 itself has the element that this extension stands for."),
    Words("要素そのものを使ってください。", "Use the element itself."),
    Words("受け手は要素を探し、拡張を見ません。", "Receivers look for the element, not for an extension."),
    "FHIR R4 versions.html#extensions",
)
EXTENSION_OF_OTHER_VERSION = Rule(
    "extension-of-other-version",
    Severity.INFORMATION,
    Words(
        "別の FHIR の版の要素を表す拡張です。中身は検査できません。",
        "It carries an element of another FHIR version; its content was not checked.",
    ),
    Words("その版の定義で中身を確かめてください。", "Check its content with that version."),
    Words("この検査は R4 だけを知っています。", "This validator knows R4 alone."),
    "FHIR R4 versions.html#extensions",
)
EXTENSION_RETIRED = Rule(
    "extension-retired",
    Severity.INFORMATION,
    Words("拡張 {extension} は廃止されています。", "The extension {extension} is retired."),
    Words("後継の拡張を使ってください。", "Use what replaced it."),
    Words("新しい受け手は知らないことがあります。", "New receivers may not know it."),
    _SPEC,
)
EXTENSION_CONDITION = Rule(
    "extension-condition",
    Severity.ERROR,
    Words(
        "拡張 {extension} を使う条件が満たされていません。",
        "The condition under which the extension {extension} may be used does not hold.",
    ),
    Words("定義の contextInvariant を見てください。", "See contextInvariant in its definition."),
    Words("ここでの意味が定められていません。", "It has no defined meaning here."),
    _SPEC,
)

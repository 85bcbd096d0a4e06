"""Rules on single values: format, calendar, white space, size (FHIR R4 datatypes.html#primitive)."""

from carelink.findings import Rule, Severity, Words

_SPEC = "FHIR R4 datatypes.html#primitive"

WRONG_JSON_TYPE = Rule(
    "wrong-json-type",
    Severity.ERROR,
    Words("{type} 型の値は JSON の {json} で書きます。", "In JSON a {type} is written as a {json}."),
    Words("引用符の有無を確かめてください。", "Check whether quotes are needed."),
    Words("型が違うと受け手の読み取りが失敗します。", "Receivers fail to read another JSON type."),
    "FHIR R4 json.html#primitive",
)
MALFORMED_VALUE = Rule(
    "malformed-value",
    Severity.ERROR,
    Words("{type} 型の書き方になっていません。", "This is not written as a {type}."),
    Words("{type} の形式に直してください。", "Write it in the format of {type}."),
    Words("形式が違う値は受け手に読まれません。", "Receivers cannot read other formats."),
    _SPEC,
)
IMPOSSIBLE_DATE = Rule(
    "impossible-date",
    Severity.ERROR,
    Words("暦にない日付です。", "There is no such day in the calendar."),
    Words("年月日を確かめてください (和暦は西暦に直します)。", "Check year, month and day."),
    Words("存在しない日付は受け手で失われるか別の日になります。", "It is lost or shifted by receivers."),
    _SPEC,
)
TIME_WITHOUT_ZONE = Rule(
    "time-without-zone",
    Severity.ERROR,
    Words(
        "時刻がある日時には時差 (+09:00 など) が必要です。",
        "A date with a time needs a time zone (e.g. +09:00).",
    ),
    Words("末尾に +09:00 を付けてください。", "Append the offset, +09:00 in Japan."),
    Words("時差がないと時刻が一意に決まりません。", "Without it the moment is not defined."),
    _SPEC,
)
EMPTY_STRING = Rule(
    "empty-string",
    Severity.ERROR,
    Words("空の文字列です。", "This string is empty."),
    Words("値を入れるか、要素ごと省いてください。", "Give a value or leave the element out."),
    Words("FHIR では空の文字列は許されません。", "FHIR allows no empty strings."),
    _SPEC,
)
BLANK_STRING = Rule(
    "blank-string",
    Severity.WARNING,
    Words("空白だけの値です。", "The value is only white space."),
    Words("値を入れるか、要素ごと省いてください。", "Give a value or leave the element out."),
    Words("空白だけの値は何も伝えません。", "White space says nothing."),
    _SPEC,
)
SURROUNDING_SPACE = Rule(
    "surrounding-space",
    Severity.WARNING,
    Words("値の前か後ろに空白があります。", "The value begins or ends with white space."),
    Words("前後の空白を取り除いてください。", "Remove the white space around it."),
    Words("見えない空白は照合を失敗させます。", "Invisible white space breaks comparisons."),
    _SPEC,
)
CONTROL_CHARACTER = Rule(
    "control-character",
    Severity.WARNING,
    Words("表示できない制御文字が含まれています。", "It contains control characters."),
    Words("制御文字を取り除いてください。", "Remove them."),
    Words("XML に書けず、表示も乱れます。", "XML cannot hold them and displays break."),
    _SPEC,
)
UNPAIRED_DIRECTION_MARK = Rule(
    "unpaired-direction-mark",
    Severity.WARNING,
    Words("文字の向きを変える制御文字が閉じられていません。", "A text direction control is not closed."),
    Words("その制御文字を取り除いてください。", "Remove the control character."),
    Words(
        "表示される内容が実際と違って見えることがあります。", "The text may look different from what it is."
    ),
    _SPEC,
)
IMPLAUSIBLE_YEAR = Rule(
    "implausible-year",
    Severity.WARNING,
    Words("1800 年より前か、80 年以上先の年です。", "The year is before 1800 or more than 80 years ahead."),
    Words("年を確かめてください (和暦の換算違いなど)。", "Check the year, e.g. the conversion from an era."),
    Words("打ち間違いの可能性が高い値です。", "It is most likely a slip."),
    _SPEC,
)
NUMBER_OUT_OF_RANGE = Rule(
    "number-out-of-range",
    Severity.ERROR,
    Words("{type} 型で表せる範囲の外の数です。", "The number is outside the range of {type}."),
    Words("値を確かめてください。", "Check the value."),
    Words("範囲外の数は受け手で壊れます。", "Receivers cannot hold it."),
    _SPEC,
)
DECIMAL_TOO_LONG = Rule(
    "decimal-too-long",
    Severity.WARNING,
    Words("18 桁を超える小数です。", "The decimal has more than 18 digits."),
    Words("必要な桁数に丸めてください。", "Round it to the digits you need."),
    Words("受け手で桁が失われることがあります。", "Receivers may lose digits."),
    _SPEC,
)
TEXT_TOO_LONG = Rule(
    "text-too-long",
    Severity.ERROR,
    Words("{most} 文字以内で書きます。", "At most {most} characters are allowed."),
    Words("短くしてください。", "Shorten it."),
    Words("受け手の欄に入りきらず切れることがあります。", "Receivers may cut it off."),
    _SPEC,
)
TEXT_TOO_SHORT = Rule(
    "text-too-short",
    Severity.ERROR,
    Words("{least} 文字以上で書きます。", "At least {least} characters are needed."),
    Words("省略せずに書いてください。", "Write it in full."),
    Words("短すぎる値は途中で切れた値かもしれません。", "A value this short may have been cut off."),
    _SPEC,
)
VALUE_TOO_SMALL = Rule(
    "value-too-small",
    Severity.ERROR,
    Words("下限 ({least}) より小さい値です。", "The value is below the minimum ({least})."),
    Words("値と単位を確かめてください。", "Check the value and its unit."),
    Words("プロファイルが許す範囲の外です。", "The profile allows no such value."),
    "FHIR R4 elementdefinition.html minValue",
)
VALUE_TOO_LARGE = Rule(
    "value-too-large",
    Severity.ERROR,
    Words("上限 ({most}) より大きい値です。", "The value is above the maximum ({most})."),
    Words("値と単位を確かめてください。", "Check the value and its unit."),
    Words("プロファイルが許す範囲の外です。", "The profile allows no such value."),
    "FHIR R4 elementdefinition.html maxValue",
)
RANGE_NOT_COMPARABLE = Rule(
    "range-not-comparable",
    Severity.WARNING,
    Words(
        "単位がプロファイルの上限・下限と違い、比べられません。",
        "Its unit differs from that of the limit; it cannot be compared.",
    ),
    Words("プロファイルと同じ単位で書いてください。", "Use the unit of the profile."),
    Words("範囲の検査ができていません。", "The range was not checked."),
    "FHIR R4 elementdefinition.html minValue",
)
MARKUP_IN_TEXT = Rule(
    "markup-in-text",
    Severity.INFORMATION,
    Words("HTML のタグに見える文字列が含まれています。", "It contains what looks like an HTML tag."),
    Words("タグを書式なしの文に直してください。", "Write plain text."),
    Words("表示する側で書式や攻撃として働くおそれがあります。", "A careless display might act on it."),
    "FHIR R4 security.html#narrative",
)
MARKUP_IN_MARKDOWN = Rule(
    "markup-in-markdown",
    Severity.WARNING,
    Words("markdown に生の HTML が含まれています。", "The markdown contains raw HTML."),
    Words("markdown の書式に直してください。", "Use markdown formatting instead."),
    Words("表示する側で書式や攻撃として働くおそれがあります。", "A careless display might act on it."),
    "FHIR R4 datatypes.html#markdown",
)
BASE64_WITH_SPACE = Rule(
    "base64-with-space",
    Severity.WARNING,
    Words("base64 の中に空白や改行があります。", "The base64 contains white space."),
    Words("空白と改行を取り除いてください。", "Remove the white space."),
    Words("署名や照合に失敗する受け手があります。", "Some receivers fail to compare or verify it."),
    "FHIR R4 datatypes.html#base64Binary",
)

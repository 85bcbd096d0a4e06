"""Rules on codes: value sets, code systems, displays (FHIR R4 terminologies.html)."""

from carelink.findings import Rule, Severity, Words

_SPEC = "FHIR R4 terminologies.html#strength"

CODE_NOT_IN_VALUE_SET = Rule(
    "code-not-in-value-set",
    Severity.ERROR,
    Words(
        "必須の値セット {value_set} にないコードです。",
        "The code is not in the required value set {value_set}.",
    ),
    Words("値セットにあるコードを選んでください。", "Choose a code of the value set."),
    Words("受け手は一覧のコードだけを理解します。", "Receivers understand only the listed codes."),
    _SPEC,
)
CODE_NOT_IN_EXTENSIBLE_SET = Rule(
    "code-not-in-extensible-set",
    Severity.WARNING,
    Words(
        "拡張可能な値セット {value_set} にないコードです。",
        "The code is not in the extensible value set {value_set}.",
    ),
    Words("同じ意味のコードが値セットにあれば、それを使ってください。", "Use a code of the set if one fits."),
    Words("共通のコードほど多くの受け手に通じます。", "Common codes are understood by more receivers."),
    _SPEC,
)
CODE_NOT_IN_PREFERRED_SET = Rule(
    "code-not-in-preferred-set",
    Severity.INFORMATION,
    Words(
        "推奨の値セット {value_set} にないコードです。",
        "The code is not in the preferred value set {value_set}.",
    ),
    Words("できれば値セットのコードを使ってください。", "Prefer a code of the set."),
    Words("共通のコードほど多くの受け手に通じます。", "Common codes are understood by more receivers."),
    _SPEC,
)
CODE_OUTSIDE_MAXIMUM_SET = Rule(
    "code-outside-maximum-set",
    Severity.ERROR,
    Words(
        "最大の値セット {value_set} の外のコードです。",
        "The code lies outside the maximum value set {value_set}.",
    ),
    Words("値セットにあるコードを選んでください。", "Choose a code of the value set."),
    Words("この値セットの外のコードはどの場合も使えません。", "Codes outside this set are never allowed."),
    "FHIR R4 extension-elementdefinition-maxvalueset.html",
)
CODE_MISSING = Rule(
    "code-missing",
    Severity.ERROR,
    Words(
        "必須の値セット {value_set} のコードがありません。",
        "A code of the required value set {value_set} is missing.",
    ),
    Words("文章だけでなくコードも書いてください。", "Give a code, not only a text."),
    Words("文章だけでは受け手が機械的に扱えません。", "A text alone cannot be processed."),
    _SPEC,
)
CODE_MISSING_EXTENSIBLE = Rule(
    "code-missing-extensible",
    Severity.WARNING,
    Words("値セット {value_set} のコードがありません。", "No code of the value set {value_set} is given."),
    Words("当てはまるコードがあれば書いてください。", "Add a code if one fits."),
    Words("文章だけでは受け手が機械的に扱えません。", "A text alone cannot be processed."),
    _SPEC,
)
CODE_UNKNOWN_IN_SYSTEM = Rule(
    "code-unknown-in-system",
    Severity.ERROR,
    Words("コード体系 {system} にないコードです。", "The code system {system} has no such code."),
    Words("コードと体系の組み合わせを確かめてください。", "Check the code and its system."),
    Words("存在しないコードは誰にも理解されません。", "Nobody can understand a code that does not exist."),
    _SPEC,
)
CODE_NOT_IN_FRAGMENT = Rule(
    "code-not-in-fragment",
    Severity.WARNING,
    Words(
        "コード体系 {system} の手元の抜粋にないコードです。",
        "The excerpt of the code system {system} at hand does not hold this code.",
    ),
    Words("コードを完全な一覧で確かめてください。", "Check the code in the full list."),
    Words("抜粋だけでは正しいとも誤りとも言えません。", "An excerpt cannot decide it."),
    "FHIR R4 codesystem.html#content",
)
CODE_NOT_CHECKED = Rule(
    "code-not-checked",
    Severity.INFORMATION,
    Words(
        "コード体系が手元にないため、このコードは検査していません。",
        "This code was not checked: its code system is not at hand.",
    ),
    Words(
        "必要ならコード体系を含むパッケージを指定してください。", "Name a package that holds the code system."
    ),
    Words("検査できないものを正しいとは言いません。", "What cannot be checked is not called right."),
    _SPEC,
)
VALUE_SET_NOT_CHECKED = Rule(
    "value-set-not-checked",
    Severity.INFORMATION,
    Words(
        "値セット {value_set} に含まれるかはここでは決められません。",
        "Whether the code is in the value set {value_set} cannot be decided here.",
    ),
    Words(
        "必要なら値セットとコード体系を含むパッケージを指定してください。",
        "Name a package that holds the value set and its code systems.",
    ),
    Words("検査できないものを正しいとは言いません。", "What cannot be checked is not called right."),
    _SPEC,
)
VALUE_SET_UNKNOWN = Rule(
    "value-set-unknown",
    Severity.WARNING,
    Words("値セット {value_set} が手元にありません。", "The value set {value_set} is not at hand."),
    Words("値セットを含むパッケージを指定してください。", "Name the package that holds it."),
    Words("この項目のコードは検査できていません。", "The codes of this element were not checked."),
    _SPEC,
)
CODING_WITHOUT_SYSTEM = Rule(
    "coding-without-system",
    Severity.WARNING,
    Words("コード体系 (system) のないコードです。", "The code has no system."),
    Words("system にコード体系の URL を書いてください。", "Give the URL of the code system."),
    Words("体系のないコードは意味が決まりません。", "A code without a system has no defined meaning."),
    "FHIR R4 datatypes.html#Coding",
)
CODE_SYSTEM_RELATIVE = Rule(
    "code-system-relative",
    Severity.ERROR,
    Words("system が完全な URL ではありません。", "The system is not an absolute URL."),
    Words(
        "http:// https:// または urn: で始まる URL にしてください。",
        "Use a URL starting with http:, https: or urn:.",
    ),
    Words("相対の名前では体系が決まりません。", "A relative name identifies no system."),
    "FHIR R4 datatypes.html#Coding",
)
SYSTEM_IS_VALUE_SET = Rule(
    "system-is-value-set",
    Severity.ERROR,
    Words("system に値セットの URL が書かれています。", "The system names a value set, not a code system."),
    Words(
        "値セットの元になるコード体系の URL を書いてください。", "Use the URL of the code system behind it."
    ),
    Words("値セットはコード体系の代わりになりません。", "A value set is no code system."),
    "FHIR R4 terminologies.html",
)
SYSTEM_IS_OTHER = Rule(
    "system-is-no-code-system",
    Severity.ERROR,
    Words("system の URL はコード体系を指していません。", "The system URL does not name a code system."),
    Words("コード体系の正しい URL を書いてください。", "Use the exact URL of the code system."),
    Words("似た URL でも別の体系として扱われます。", "A similar URL is a different system to receivers."),
    "FHIR R4 terminologies-systems.html",
)
SYSTEM_UNKNOWN_HL7 = Rule(
    "code-system-unknown-hl7",
    Severity.ERROR,
    Words("hl7.org の下にそのようなコード体系はありません。", "There is no such code system under hl7.org."),
    Words("URL の綴りを確かめてください。", "Check the spelling of the URL."),
    Words(
        "存在しない体系のコードは意味を持ちません。", "Codes of a system that does not exist mean nothing."
    ),
    "FHIR R4 terminologies-systems.html",
)
WRONG_DISPLAY = Rule(
    "wrong-display",
    Severity.WARNING,
    Words(
        "表示名がコード体系 {system} の定義と違います。",
        "The display differs from that of the code system {system}.",
    ),
    Words(
        "コードに合った表示名にするか、text に書いてください。",
        "Use the defined display, or put your words into text.",
    ),
    Words(
        "人が読む名前とコードが食い違うと取り違えが起きます。",
        "People and programs would read different things.",
    ),
    "FHIR R4 datatypes.html#Coding",
)
INACTIVE_CODE = Rule(
    "inactive-code",
    Severity.WARNING,
    Words("使われなくなったコードです。", "The code is no longer in use."),
    Words("後継のコードを使ってください。", "Use the code that replaced it."),
    Words("新しい受け手は古いコードを知らないことがあります。", "New receivers may not know it."),
    "FHIR R4 codesystem.html",
)
UNIT_NOT_UCUM = Rule(
    "unit-not-ucum",
    Severity.ERROR,
    Words(
        "system は UCUM ですが、code が UCUM の単位ではありません。",
        "The system is UCUM and the code is no unit of it.",
    ),
    Words(
        "UCUM のコード(例 mm[Hg]、mg/dL)にするか、system を付けないでください。",
        "Give the UCUM code (mm[Hg], mg/dL) or leave the system out.",
    ),
    Words(
        "受け手は UCUM の単位だけを換算・比較できます。",
        "Receivers can convert and compare only units of UCUM.",
    ),
    "FHIR R4 valueset-ucum-units.html; UCUM",
)
UNIT_ANNOTATION_HIDDEN = Rule(
    "unit-annotation-hidden",
    Severity.WARNING,
    Words(
        "単位のコードの注釈 {…} が unit に書かれていません。",
        "The annotation {…} of the unit's code is not shown in unit.",
    ),
    Words("注釈の意味を unit にも書いてください。", "Say in unit what the annotation says."),
    Words(
        "UCUM では注釈に意味がなく、受け手は捨てることがあります。",
        "UCUM ignores annotations; receivers may drop them.",
    ),
    "UCUM section 6; FHIR R4 datatypes.html#Quantity",
)
CODING_WITHOUT_CODE = Rule(
    "coding-without-code",
    Severity.WARNING,
    Words("体系だけがあり、コードがありません。", "There is a system but no code."),
    Words("コードを書くか、coding を省いて text に書いてください。", "Give the code, or use text alone."),
    Words("何を指すか分かりません。", "Nobody can tell what is meant."),
    "FHIR R4 datatypes.html#Coding",
)
VALUE_SET_IS_CODE_SYSTEM = Rule(
    "value-set-is-code-system",
    Severity.ERROR,
    Words(
        "プロファイルが値セットの代わりにコード体系 {value_set} を指しています。",
        "The profile binds to the code system {value_set} instead of a value set.",
    ),
    Words("プロファイルの作成者に知らせてください。", "Tell the author of the profile."),
    Words("このコードは検査できません。", "The code cannot be checked."),
    _SPEC,
)

"""Rules that come from profiles: fixed values, patterns, slices, invariants (FHIR R4 profiling.html)."""

from carelink.findings import Rule, Severity, Words

_SLICING = "FHIR R4 profiling.html#slicing"

PROFILE_UNKNOWN = Rule(
    "profile-unknown",
    Severity.WARNING,
    Words("meta.profile のプロファイルが手元にありません。", "A profile in meta.profile is not at hand."),
    Words(
        "プロファイルを含むパッケージを指定するか、URL を直してください。",
        "Name the package that holds it, or correct the URL.",
    ),
    Words("そのプロファイルへの適合は検査できていません。", "Conformance to it was not checked."),
    "FHIR R4 resource.html#meta",
)
PROFILE_OF_OTHER_TYPE = Rule(
    "profile-of-other-type",
    Severity.ERROR,
    Words("プロファイルは {type} のためのものです。", "The profile is for {type}."),
    Words("リソースの種類に合うプロファイルを指定してください。", "Name a profile for this resource type."),
    Words(
        "別の種類のプロファイルには適合できません。",
        "A resource cannot conform to a profile of another type.",
    ),
    "FHIR R4 profiling.html",
)
PROFILE_INCOMPLETE = Rule(
    "profile-incomplete",
    Severity.WARNING,
    Words(
        "プロファイル {profile} に解釈できない部分があります。",
        "Parts of the profile {profile} cannot be followed.",
    ),
    Words("プロファイルの発行者に知らせてください。", "Tell the publisher of the profile."),
    Words("解釈できた部分だけを検査しました。", "Only what could be followed was checked."),
    "FHIR R4 profiling.html",
)
TYPE_PROFILE_UNKNOWN = Rule(
    "type-profile-unknown",
    Severity.ERROR,
    Words(
        "{element} が従うプロファイル {profile} が手元にありません。",
        "The profile {profile} of {element} is not at hand.",
    ),
    Words("プロファイルを含むパッケージを指定してください。", "Name the package that holds it."),
    Words("この要素の適合は検査できていません。", "Conformance of this element was not checked."),
    "FHIR R4 profiling.html",
)
NO_TYPE_PROFILE_FITS = Rule(
    "no-type-profile-fits",
    Severity.ERROR,
    Words(
        "{element} に許されたプロファイルのどれにも合いません。",
        "It fits none of the profiles allowed for {element}.",
    ),
    Words("許されたプロファイルの一つに合わせてください。", "Make it conform to one of them."),
    Words("受け手はどれか一つの形を期待します。", "Receivers expect one of these forms."),
    "FHIR R4 profiling.html",
)
FIXED_VALUE_DIFFERS = Rule(
    "fixed-value-differs",
    Severity.ERROR,
    Words("プロファイルが定めた固定の値と違います。", "The value differs from the one the profile fixes."),
    Words("プロファイルの値をそのまま書いてください。", "Use the fixed value exactly."),
    Words("受け手はこの値で内容を見分けます。", "Receivers recognise the content by this value."),
    "FHIR R4 elementdefinition.html fixed[x]",
)
PATTERN_NOT_MET = Rule(
    "pattern-not-met",
    Severity.ERROR,
    Words(
        "プロファイルが定めた型紙 (pattern) に合いません。", "It does not match the pattern of the profile."
    ),
    Words("型紙にある値をすべて含めてください。", "Include every value of the pattern."),
    Words("受け手はこの値で内容を見分けます。", "Receivers recognise the content by these values."),
    "FHIR R4 elementdefinition.html pattern[x]",
)
SLICE_MISSING = Rule(
    "slice-missing",
    Severity.ERROR,
    Words(
        "{element} に「{slice}」に当たるものが必要です ({least} 個以上)。",
        "{element} needs the slice '{slice}' (at least {least}).",
    ),
    Words("「{slice}」の決まりに合う要素を加えてください。", "Add an element that matches '{slice}'."),
    Words("この項目がないと受け手が正しく扱えません。", "Receivers cannot handle the data without it."),
    _SLICING,
)
SLICE_TOO_MANY = Rule(
    "slice-too-many",
    Severity.ERROR,
    Words(
        "{element} の「{slice}」は最大 {most} 個です。",
        "{element} may hold at most {most} of the slice '{slice}'.",
    ),
    Words("{most} 個以下にしてください。", "Reduce it to {most}."),
    Words("受け手は余分な値を読みません。", "Receivers do not read surplus values."),
    _SLICING,
)
SLICE_NOT_ALLOWED = Rule(
    "slice-not-allowed",
    Severity.ERROR,
    Words(
        "{element} に許された種類のどれにも当たりません。",
        "It matches none of the slices that {element} allows.",
    ),
    Words("許された種類の一つに合わせるか、取り除いてください。", "Make it match one of them, or remove it."),
    Words("このプロファイルは他の内容を認めません。", "The profile allows nothing else here."),
    _SLICING,
)
SLICE_AMBIGUOUS = Rule(
    "slice-ambiguous",
    Severity.ERROR,
    Words("{element} の二つの種類に同時に当たります。", "It matches two slices of {element} at once."),
    Words("一つの種類だけに合うようにしてください。", "Make it match one slice only."),
    Words("どちらの決まりに従うか決まりません。", "It is undefined which rules apply."),
    _SLICING,
)
SLICE_OUT_OF_ORDER = Rule(
    "slice-out-of-order",
    Severity.ERROR,
    Words("{element} の並び順がプロファイルと違います。", "The order of {element} differs from the profile."),
    Words("プロファイルの順に並べてください。", "Put them in the order of the profile."),
    Words("この項目では順番に意味があります。", "The order carries meaning here."),
    _SLICING,
)
SLICING_NOT_CHECKED = Rule(
    "slicing-not-checked",
    Severity.INFORMATION,
    Words(
        "{element} の種類分けはここでは検査できません。", "The slices of {element} cannot be told apart here."
    ),
    Words(
        "プロファイルの識別条件 (discriminator) を確かめてください。",
        "Check the discriminators of the profile.",
    ),
    Words("検査できないものを正しいとは言いません。", "What cannot be checked is not called right."),
    _SLICING,
)
INVARIANT_BROKEN = Rule(
    "invariant-broken",
    Severity.ERROR,
    Words("制約 {key} を満たしていません。{human}", "The constraint {key} is not met. {human}"),
    Words("制約 {key} に合うように直してください。", "Correct it so that {key} holds."),
    Words(
        "プロファイルや規格が求める関係が崩れています。",
        "A relation the standard or profile demands does not hold.",
    ),
    "FHIR R4 conformance-rules.html#constraints",
)
INVARIANT_ADVISED = Rule(
    "invariant-advised",
    Severity.WARNING,
    Words(
        "望ましい制約 {key} を満たしていません。{human}", "The advised constraint {key} is not met. {human}"
    ),
    Words("できれば {key} に合わせてください。", "Correct it so that {key} holds if you can."),
    Words("守られていると受け手の扱いが確かになります。", "Receivers handle the data better when it holds."),
    "FHIR R4 conformance-rules.html#constraints",
)
INVARIANT_NOT_CHECKED = Rule(
    "invariant-not-checked",
    Severity.INFORMATION,
    Words("制約 {key} はここでは評価できません。", "The constraint {key} cannot be evaluated here."),
    Words("必要なら他の検査器で確かめてください。", "Check it elsewhere if it matters."),
    Words("検査できないものを正しいとは言いません。", "What cannot be checked is not called right."),
    "FHIR R4 conformance-rules.html#constraints",
)
NARRATIVE_ADVISED = Rule(
    "narrative-advised",
    Severity.WARNING,
    Words("人が読む文章 (text) がありません (dom-6)。", "There is no narrative for people to read (dom-6)."),
    Words("内容を text に書いてください。", "Say the content in text."),
    Words("構造を扱えない受け手も文章は読めます。", "Receivers without structured data can still read it."),
    "FHIR R4 domainresource.html dom-6",
)
VALUE_REQUIRED = Rule(
    "value-required",
    Severity.ERROR,
    Words("{element} には拡張ではなく値が必要です。", "{element} needs a value, not only extensions."),
    Words("値を書いてください。", "Write the value."),
    Words("このプロファイルは値のない項目を認めません。", "The profile allows no element without a value."),
    "FHIR R5 elementdefinition.html mustHaveValue",
)
OBSERVATION_ADVISED = Rule(
    "observation-advised",
    Severity.WARNING,
    Words("観察には {element} を書くことが勧められています。", "An observation should have {element}."),
    Words("分かっていれば書いてください。", "Give it where it is known."),
    Words(
        "誰を、誰が、いつ測ったか分からない値は使えません。",
        "A value is of little use without whom, by whom and when.",
    ),
    "FHIR R4 observation.html",
)

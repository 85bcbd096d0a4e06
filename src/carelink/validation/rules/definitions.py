"""Rules on profiles as data: a StructureDefinition that others are to follow (FHIR R4 profiling.html)."""

from carelink.findings import Rule, Severity, Words

_SPEC = "FHIR R4 profiling.html"
_WHY = Words("解釈できない部分は検査に使われません。", "What cannot be followed is not used by validators.")

DEFINITION_UNFOLLOWABLE = Rule(
    "definition-unfollowable",
    Severity.ERROR,
    Words(
        "差分 (differential) のこの要素を基の定義に当てはめられません ({reason})。",
        "This element of the differential cannot be applied to the base definition ({reason}).",
    ),
    Words("要素の path、id、型を基の定義に合わせてください。", "Make path, id and type agree with the base."),
    _WHY,
    _SPEC,
)
ROOT_SLICED = Rule(
    "definition-root-sliced",
    Severity.ERROR,
    Words("定義の根をスライスすることはできません。", "The root of a definition cannot be sliced."),
    Words("スライスを下の要素に移してください。", "Slice an element below it."),
    _WHY,
    _SPEC + "#slicing",
)
TYPE_PROFILE_MISFIT = Rule(
    "type-profile-misfit",
    Severity.ERROR,
    Words(
        "{type} 型の要素に別の型のプロファイルが付いています。",
        "An element of type {type} names a profile of another type.",
    ),
    Words("型に合うプロファイルを書いてください。", "Name a profile of that type."),
    _WHY,
    "FHIR R4 elementdefinition.html type.profile",
)
BINDING_MISPLACED = Rule(
    "binding-misplaced",
    Severity.ERROR,
    Words(
        "コードを持たない型の要素に値セットが付いています。",
        "A binding stands on an element whose types hold no codes.",
    ),
    Words("binding を取り除くか、型を直してください。", "Remove the binding, or correct the types."),
    _WHY,
    "FHIR R4 elementdefinition.html binding",
)
DISCRIMINATOR_PATH = Rule(
    "discriminator-path",
    Severity.ERROR,
    Words(
        "スライスを見分ける要素 (discriminator.path) が、スライスされた要素にありません。",
        "What the slices are told apart by (discriminator.path) is no element of what is sliced.",
    ),
    Words("要素のパスを確かめてください。", "Check the path."),
    _WHY,
    _SPEC + "#discriminator",
)
DEFINITION_CIRCULAR = Rule(
    "definition-circular",
    Severity.ERROR,
    Words("定義が自分自身を基にしています。", "The definition is derived from itself."),
    Words("baseDefinition を直してください。", "Correct baseDefinition."),
    _WHY,
    _SPEC,
)
DEFINITION_OF_OTHER_TYPE = Rule(
    "definition-of-other-type",
    Severity.ERROR,
    Words("基の定義は {type} の定義です。", "The definition it constrains is one of {type}."),
    Words("type と baseDefinition を揃えてください。", "Make type and baseDefinition agree."),
    _WHY,
    _SPEC,
)
CONTEXT_WITHOUT_EXTENSION = Rule(
    "context-without-extension",
    Severity.ERROR,
    Words("context は拡張の定義だけにあります。", "Only the definition of an extension has a context."),
    Words("context を取り除いてください。", "Remove the context."),
    _WHY,
    "FHIR R4 structuredefinition.html context",
)
EXTENSION_URL_DIFFERS = Rule(
    "extension-url-differs",
    Severity.ERROR,
    Words(
        "拡張の url の固定値が定義の url と違います。",
        "The url that the extension fixes differs from that of its definition.",
    ),
    Words(
        "Extension.url の固定値を定義の url にしてください。",
        "Fix Extension.url to the url of the definition.",
    ),
    Words("使われた拡張から定義を見つけられません。", "Nobody finds the definition of an extension in use."),
    "FHIR R4 defining-extensions.html",
)

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

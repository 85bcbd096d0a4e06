"""Rules on the shape of a resource: objects, arrays, names, cardinalities (FHIR R4 json.html)."""

from carelink.findings import Rule, Severity, Words

_JSON = "FHIR R4 json.html"
_DEFINITION = "FHIR R4 conformance-rules.html#cardinality"

NOT_A_RESOURCE = Rule(
    "not-a-resource",
    Severity.ERROR,
    Words(
        "FHIR リソースではありません (resourceType がありません)。",
        "This is no FHIR resource: it has no resourceType.",
    ),
    Words("resourceType を持つ JSON オブジェクトにしてください。", "Give a JSON object with a resourceType."),
    Words(
        "種類が分からないデータは検査も交換もできません。",
        "What has no type can neither be checked nor exchanged.",
    ),
    _JSON,
)
UNKNOWN_RESOURCE_TYPE = Rule(
    "unknown-resource-type",
    Severity.ERROR,
    Words(
        "resourceType が FHIR R4 4.0.1 にない種類です。", "FHIR R4 4.0.1 has no resource type of this name."
    ),
    Words("綴りと FHIR の版を確かめてください。", "Check the spelling and the FHIR version."),
    Words("受け手は知らない種類のリソースを読めません。", "A receiver cannot read a type it does not know."),
    "FHIR R4 resourcelist.html",
)
RESOURCE_TYPE_NOT_ALLOWED = Rule(
    "resource-type-not-allowed",
    Severity.ERROR,
    Words("ここに置けるリソースは {types} です。", "Only {types} may stand here."),
    Words("許されている種類のリソースにしてください。", "Put a resource of an allowed type here."),
    Words(
        "受け手はこの場所に決まった種類のリソースを期待します。", "Receivers expect this type at this place."
    ),
    "FHIR R4 profiling.html",
)
UNKNOWN_ELEMENT = Rule(
    "unknown-element",
    Severity.ERROR,
    Words("{type} にない名前の要素があります。", "{type} has no element of this name."),
    Words(
        "綴りを確かめ、独自の項目は拡張 (extension) にしてください。",
        "Check the spelling; make local content an extension.",
    ),
    Words(
        "知らない要素は受け手に読まれず、失われます。",
        "Unknown elements are not read by receivers and get lost.",
    ),
    _JSON,
)
EMPTY_OBJECT = Rule(
    "empty-object",
    Severity.ERROR,
    Words("中身のないオブジェクトです。", "This object has no content."),
    Words("値を入れるか、要素ごと省いてください。", "Give it a value or leave the element out."),
    Words("FHIR では空の要素は許されません。", "FHIR allows no empty elements."),
    _JSON,
)
EMPTY_ARRAY = Rule(
    "empty-array",
    Severity.ERROR,
    Words("中身のない配列です。", "This array has no items."),
    Words("値を入れるか、要素ごと省いてください。", "Give it an item or leave the element out."),
    Words("FHIR では空の配列は許されません。", "FHIR allows no empty arrays."),
    _JSON,
)
MUST_BE_ARRAY = Rule(
    "must-be-array",
    Severity.ERROR,
    Words(
        "{element} は繰り返せる要素なので、JSON では配列にします。",
        "{element} may repeat, so in JSON it is an array.",
    ),
    Words("値を [ ] で囲んでください。", "Put the value into [ ]."),
    Words("配列でないと受け手の読み取りが失敗します。", "Receivers fail to read it otherwise."),
    _JSON,
)
MUST_BE_OBJECT = Rule(
    "must-be-object",
    Severity.ERROR,
    Words("{element} は一つのオブジェクトです。", "{element} is one object."),
    Words("{type} の要素を持つオブジェクトにしてください。", "Give an object with the elements of {type}."),
    Words("形が違うと受け手の読み取りが失敗します。", "Receivers fail to read another shape."),
    _JSON,
)
MUST_BE_PRIMITIVE = Rule(
    "must-be-primitive",
    Severity.ERROR,
    Words("{element} は {type} 型の単一の値です。", "{element} is a single value of type {type}."),
    Words(
        "オブジェクトや配列や null ではなく値を書いてください。", "Write a value, no object, array or null."
    ),
    Words("形が違うと受け手の読み取りが失敗します。", "Receivers fail to read another shape."),
    _JSON,
)
NULL_NOT_ALLOWED = Rule(
    "null-not-allowed",
    Severity.ERROR,
    Words(
        "null が置けるのは、対になる配列に値がある場所だけです。",
        "A null may only stand where the paired array has content at that position.",
    ),
    Words(
        "要素を省くか、対の配列に拡張を書いてください。",
        "Leave it out, or give the extension in the paired array.",
    ),
    Words("値も拡張もない項目は FHIR では許されません。", "FHIR allows no item without value and extension."),
    _JSON,
)
CHOICE_TWICE = Rule(
    "choice-twice",
    Severity.ERROR,
    Words("{element}[x] の値が二つの型で書かれています。", "{element}[x] is given in two types."),
    Words("一つの型だけを残してください。", "Keep one type only."),
    Words("どちらが正しいか受け手には分かりません。", "A receiver cannot tell which one is right."),
    "FHIR R4 formats.html#choice",
)
REQUIRED_ELEMENT_MISSING = Rule(
    "required-element-missing",
    Severity.ERROR,
    Words("{element} が必要です ({least} 個以上)。", "{element} is required (at least {least})."),
    Words("{element} を記入してください。", "Fill in {element}."),
    Words("この項目がないと受け手が正しく扱えません。", "Receivers cannot handle the data without it."),
    _DEFINITION,
)
TOO_MANY_VALUES = Rule(
    "too-many-values",
    Severity.ERROR,
    Words("{element} は最大 {most} 個です。", "{element} may occur at most {most} times."),
    Words("{most} 個以下にしてください。", "Reduce it to {most}."),
    Words("受け手は余分な値を読みません。", "Receivers do not read surplus values."),
    _DEFINITION,
)
TYPE_NOT_ALLOWED = Rule(
    "type-not-allowed",
    Severity.ERROR,
    Words("{element} に許される型は {types} です。", "{element} must be of type {types}."),
    Words("許された型で書いてください。", "Write it in an allowed type."),
    Words("受け手は決まった型だけを読みます。", "Receivers read only the agreed types."),
    "FHIR R4 profiling.html",
)
ELEMENT_WITHOUT_CONTENT = Rule(
    "element-without-content",
    Severity.ERROR,
    Words("値も子要素もありません (ele-1)。", "It has neither a value nor children (ele-1)."),
    Words("値か拡張を入れるか、要素ごと省いてください。", "Give a value or an extension, or leave it out."),
    Words("id だけの要素は何も伝えません。", "An element with only an id says nothing."),
    "FHIR R4 element.html ele-1",
)
NESTED_TOO_DEEP = Rule(
    "nested-too-deep",
    Severity.ERROR,
    Words("入れ子が深すぎます (上限 {most} 段)。", "It is nested too deeply (limit {most} levels)."),
    Words("入れ子を浅くしてください。", "Reduce the nesting."),
    Words("深すぎる入れ子は受け手を止める攻撃に使われます。", "Such depth is used to attack receivers."),
)
DUPLICATE_ELEMENT_ID = Rule(
    "duplicate-element-id",
    Severity.ERROR,
    Words("同じ id の要素がリソースの中に二つあります。", "Two elements of this resource have the same id."),
    Words("id を一意にしてください。", "Make the ids unique."),
    Words("内部の参照がどちらを指すか決まりません。", "Internal references become ambiguous."),
    "FHIR R4 element.html",
)
RESOURCE_ID_INVALID = Rule(
    "resource-id-invalid",
    Severity.ERROR,
    Words(
        "リソースの id は半角英数字と - . だけの 64 文字以内です。",
        "A resource id is 1 to 64 characters out of A-Z a-z 0-9 - .",
    ),
    Words("使える文字だけの短い id にしてください。", "Use a short id of allowed characters."),
    Words("id は URL の一部になります。", "The id becomes part of a URL."),
    "FHIR R4 datatypes.html#id",
)
RESOURCE_ID_MISSING = Rule(
    "resource-id-missing",
    Severity.ERROR,
    Words("contained のリソースには id が必要です。", "A contained resource needs an id."),
    Words("id を付け、#id で参照してください。", "Give it an id and refer to it as #id."),
    Words("id がないと参照できません。", "Nothing can refer to it otherwise."),
    "FHIR R4 references.html#contained",
)
ID_WITH_EXTENSION = Rule(
    "id-with-extension",
    Severity.ERROR,
    Words("リソースの id には拡張を付けられません。", "A resource id takes no extensions."),
    Words("拡張を取り除いてください。", "Remove the extension."),
    Words("id は URL の一部であり値だけを持ちます。", "An id is part of a URL and only a value."),
    "FHIR R4 resource.html#id",
)

"""Rules on references, contained resources, identifiers and URLs (FHIR R4 references.html)."""

from carelink.findings import Rule, Severity, Words

_SPEC = "FHIR R4 references.html"
_URI = "FHIR R4 datatypes.html#uri"

REFERENCE_MALFORMED = Rule(
    "reference-malformed",
    Severity.ERROR,
    Words("参照の書き方が正しくありません。", "The reference is not well-formed."),
    Words(
        "「種類/id」、完全な URL、urn:uuid: または #id で書いてください。",
        "Write Type/id, a full URL, urn:uuid: or #id.",
    ),
    Words("たどれない参照は失われた情報と同じです。", "A reference nobody can follow is lost."),
    _SPEC + "#literal",
)
REFERENCE_EMPTY = Rule(
    "reference-empty",
    Severity.WARNING,
    Words(
        "参照に reference も identifier も display もありません。",
        "The reference has neither reference, identifier nor display.",
    ),
    Words("どれか一つを書いてください。", "Give one of them."),
    Words("何を指すか分かりません。", "Nobody can tell what it points at."),
    _SPEC,
)
REFERENCE_TARGET_TYPE = Rule(
    "reference-target-type",
    Severity.ERROR,
    Words("参照先に許される種類は {types} です。", "The reference may only point at {types}."),
    Words("許された種類のリソースを参照してください。", "Refer to a resource of an allowed type."),
    Words("受け手はこの種類の内容を期待します。", "Receivers expect that type."),
    _SPEC,
)
REFERENCE_TYPE_DIFFERS = Rule(
    "reference-type-differs",
    Severity.ERROR,
    Words(
        "Reference.type または URL の種類が実際の参照先と違います。",
        "The type it states differs from that of the target.",
    ),
    Words("種類を参照先に合わせてください。", "State the type of the target."),
    Words("どちらを信じるか受け手が迷います。", "Receivers cannot tell which is right."),
    _SPEC,
)
REFERENCE_TARGET_PROFILE = Rule(
    "reference-target-profile",
    Severity.ERROR,
    Words(
        "参照先が求められたプロファイルに適合しません。",
        "The target does not conform to the profile asked for.",
    ),
    Words("参照先のリソースを直してください。", "Correct the resource it points at."),
    Words("受け手はこの形の内容を期待します。", "Receivers expect content of that form."),
    _SPEC,
)
TARGET_PROFILE_UNKNOWN = Rule(
    "target-profile-unknown",
    Severity.ERROR,
    Words(
        "参照先のプロファイル {profile} が手元にありません。", "The target profile {profile} is not at hand."
    ),
    Words("プロファイルを含むパッケージを指定してください。", "Name the package that holds it."),
    Words("参照先の適合は検査できていません。", "Conformance of the target was not checked."),
    _SPEC,
)
REFERENCE_AGGREGATION = Rule(
    "reference-aggregation",
    Severity.ERROR,
    Words("参照先は {modes} でなければなりません。", "The target must be {modes}."),
    Words("参照先を求められた場所に入れてください。", "Put the target where it is expected."),
    Words("受け手は参照先が一緒に届くことを前提にします。", "Receivers rely on the target coming along."),
    "FHIR R4 elementdefinition.html type.aggregation",
)
CONTAINED_NOT_FOUND = Rule(
    "contained-not-found",
    Severity.ERROR,
    Words(
        "# で始まる参照の先が contained にありません。",
        "No contained resource has the id this reference names.",
    ),
    Words("contained に同じ id のリソースを入れてください。", "Add a contained resource with that id."),
    Words("たどれない参照は失われた情報と同じです。", "A reference nobody can follow is lost."),
    _SPEC + "#contained",
)
CONTAINED_NOT_USED = Rule(
    "contained-not-used",
    Severity.ERROR,
    Words(
        "contained のリソースがどこからも参照されていません (dom-3)。",
        "Nothing refers to this contained resource (dom-3).",
    ),
    Words("#id で参照するか、取り除いてください。", "Refer to it as #id, or remove it."),
    Words("参照のない contained は意味を持ちません。", "It has no meaning on its own."),
    _SPEC + "#contained",
)
CONTAINED_ID_TWICE = Rule(
    "contained-id-twice",
    Severity.ERROR,
    Words("同じ id の contained が二つあります。", "Two contained resources have the same id."),
    Words("id を一意にしてください。", "Make the ids unique."),
    Words("参照がどちらを指すか決まりません。", "References become ambiguous."),
    _SPEC + "#contained",
)
CONTAINED_NESTED = Rule(
    "contained-nested",
    Severity.ERROR,
    Words(
        "contained の中に contained は置けません (dom-2)。",
        "A contained resource may not contain others (dom-2).",
    ),
    Words("外側のリソースに移してください。", "Move it to the outer resource."),
    Words("受け手は一段だけを読みます。", "Receivers read one level only."),
    _SPEC + "#contained",
)
CONTAINED_WITH_META = Rule(
    "contained-with-meta",
    Severity.ERROR,
    Words(
        "contained に版・更新日時・セキュリティラベルは書けません ({key})。",
        "A contained resource has no version, update time or security label ({key}).",
    ),
    Words("meta からその項目を取り除いてください。", "Remove it from meta."),
    Words("contained は外側のリソースの一部です。", "It is part of the outer resource."),
    "FHIR R4 domainresource.html",
)
URL_MALFORMED = Rule(
    "url-malformed",
    Severity.ERROR,
    Words("{type} 型の URL の書き方が正しくありません。", "This is no well-formed {type}."),
    Words(
        "空白のない正しい URL (http:, urn:uuid:, urn:oid: など) にしてください。",
        "Use a proper URL (http:, urn:uuid:, urn:oid: ...) without spaces.",
    ),
    Words("誤った URL は何も指しません。", "A wrong URL identifies nothing."),
    _URI,
)
CANONICAL_RELATIVE = Rule(
    "canonical-relative",
    Severity.ERROR,
    Words(
        "canonical は完全な URL か # で始まる参照です。", "A canonical is an absolute URL or starts with #."
    ),
    Words("完全な URL を書いてください。", "Give the absolute URL."),
    Words("相対の名前では定義が決まりません。", "A relative name identifies no definition."),
    "FHIR R4 references.html#canonical",
)
CANONICAL_WRONG_TYPE = Rule(
    "canonical-wrong-type",
    Severity.ERROR,
    Words("この canonical が指してよいのは {types} です。", "This canonical may only name {types}."),
    Words("正しい種類の定義の URL を書いてください。", "Give the URL of a definition of that kind."),
    Words("受け手はその種類の定義を探します。", "Receivers look for that kind of definition."),
    "FHIR R4 references.html#canonical",
)
IDENTIFIER_SYSTEM = Rule(
    "identifier-system-relative",
    Severity.ERROR,
    Words(
        "識別子の system が完全な URL ではありません。",
        "The system of the identifier is not an absolute URL.",
    ),
    Words(
        "http:// https:// または urn: で始まる URL にしてください。",
        "Use a URL starting with http:, https: or urn:.",
    ),
    Words("体系が決まらない識別子は照合できません。", "Identifiers without a system cannot be matched."),
    "FHIR R4 datatypes.html#Identifier",
)
IDENTIFIER_NOT_URI = Rule(
    "identifier-not-uri",
    Severity.ERROR,
    Words(
        "system が urn:ietf:rfc:3986 の識別子は URI そのものです。",
        "With system urn:ietf:rfc:3986 the value is a full URI.",
    ),
    Words("urn:uuid: や urn:oid: を付けた値にしてください。", "Write the value with urn:uuid: or urn:oid:."),
    Words("接頭辞のない値は別の識別子になります。", "Without the prefix it is another identifier."),
    "FHIR R4 datatypes.html#Identifier",
)
ATTACHMENT_SIZE = Rule(
    "attachment-size-differs",
    Severity.ERROR,
    Words("size が data の実際の大きさと違います。", "The size differs from the real size of the data."),
    Words("size を data のバイト数にしてください。", "State the number of bytes of the data."),
    Words("受け手は壊れた添付と判断します。", "Receivers take the attachment for damaged."),
    "FHIR R4 datatypes.html#Attachment",
)
ATTACHMENT_HASH = Rule(
    "attachment-hash-differs",
    Severity.ERROR,
    Words("hash が data の SHA-1 と違います。", "The hash differs from the SHA-1 of the data."),
    Words("hash を計算し直してください。", "Compute the hash again."),
    Words("受け手は改ざんされた添付と判断します。", "Receivers take the attachment for altered."),
    "FHIR R4 datatypes.html#Attachment",
)
ATTACHMENT_EMPTY = Rule(
    "attachment-empty",
    Severity.WARNING,
    Words("添付に data も url もありません。", "The attachment has neither data nor url."),
    Words("内容か場所を書いてください。", "Give the content or where it is."),
    Words("開けない添付は役に立ちません。", "Nobody can open it."),
    "FHIR R4 datatypes.html#Attachment",
)
SECURITY_LABEL_TWICE = Rule(
    "security-label-twice",
    Severity.ERROR,
    Words("同じセキュリティラベルが二度書かれています。", "The same security label is given twice."),
    Words("一つにしてください。", "Keep one of them."),
    Words("ラベルは集合であり、重複は誤りです。", "Labels are a set."),
    "FHIR R4 security-labels.html",
)
IDENTIFIER_UUID = Rule(
    "identifier-not-uuid",
    Severity.ERROR,
    Words(
        "system が rfc4122 のとき、値は UUID でなければなりません。",
        "With the system of RFC 4122 the value is a UUID.",
    ),
    Words(
        "値を UUID にするか、system を直してください。",
        "Give a UUID, or name the system the value belongs to.",
    ),
    Words("番号の照合ができません。", "The number cannot be matched."),
    "FHIR R4 datatypes.html#Identifier",
)
IDENTIFIER_UUID_FORM = Rule(
    "identifier-uuid-form",
    Severity.WARNING,
    Words("UUID の番号の慣習と違う書き方です。", "UUIDs are not identified in this way in FHIR."),
    Words(
        "system を urn:ietf:rfc:3986、値を urn:uuid:… にしてください。",
        "Use the system urn:ietf:rfc:3986 and a value urn:uuid:…",
    ),
    Words("同じ番号が二通りに書かれ、照合できません。", "The same number is written in two ways."),
    "FHIR R4 datatypes.html#Identifier",
)
FRAGMENT_NOT_FOUND = Rule(
    "fragment-not-found",
    Severity.INFORMATION,
    Words("# の指す id がこのリソースにありません。", "No element of this resource has the id after the #."),
    Words("指す先の id を確かめるか、完全な URL を書いてください。", "Check the id, or write a full URL."),
    Words("出所をたどれません。", "Nobody can follow it."),
    _URI,
)

"""Rules on value sets, code systems and concept maps as data (FHIR R4 terminology-module.html)."""

from carelink.findings import Rule, Severity, Words

_VALUE_SET = "FHIR R4 valueset.html"
_CODE_SYSTEM = "FHIR R4 codesystem.html"

INCLUDE_SYSTEM_RELATIVE = Rule(
    "include-system-relative",
    Severity.ERROR,
    Words("system が完全な URL ではありません。", "The system of this part is not an absolute URL."),
    Words("コード体系の正規 URL を書いてください。", "Write the canonical URL of the code system."),
    Words("どのコード体系か決まらず、誰にも展開できません。", "Nobody can tell which code system is meant."),
    _VALUE_SET + "#compositions",
)
INCLUDE_SYSTEM_VERSIONED = Rule(
    "include-system-versioned",
    Severity.ERROR,
    Words("system に版 (|) が付いています。", "The system of this part carries a version (|)."),
    Words("版は version に書いてください。", "Put the version into the element version."),
    Words("URL と版が分からないと照合できません。", "The URL is compared as it stands."),
    _VALUE_SET + "#compositions",
)
INCLUDE_SYSTEM_IS_VALUE_SET = Rule(
    "include-system-is-value-set",
    Severity.ERROR,
    Words("system が値セットの URL です。", "The system of this part names a value set."),
    Words(
        "コード体系の URL を書くか、valueSet に移してください。",
        "Name the code system, or move the URL to valueSet.",
    ),
    Words("値セットにはコードの定義がありません。", "A value set defines no codes."),
    _VALUE_SET + "#compositions",
)
INCLUDE_WITHOUT_SYSTEM = Rule(
    "include-without-system",
    Severity.WARNING,
    Words("コードや条件があるのに system がありません。", "There are codes or filters but no system."),
    Words("system を書いてください。", "Name the system."),
    Words("体系の分からないコードには意味がありません。", "A code without a system means nothing."),
    _VALUE_SET + " vsd-1",
)
FILTER_VALUE = Rule(
    "filter-value-invalid",
    Severity.ERROR,
    Words(
        "条件の値が演算子や属性に合いません ({wanted})。",
        "The value of the filter does not suit its operator or property ({wanted}).",
    ),
    Words("値を直してください。", "Correct the value."),
    Words(
        "条件が働かず、値セットの中身が変わります。", "The filter would select something else, or nothing."
    ),
    _VALUE_SET + "#filter",
)
CODE_TWICE = Rule(
    "code-twice",
    Severity.ERROR,
    Words("同じコードが二度定義されています。", "The same code is defined twice."),
    Words("どちらかを消すか、コードを変えてください。", "Remove one, or change its code."),
    Words("どちらの意味か受け手が迷います。", "Receivers cannot tell which meaning holds."),
    _CODE_SYSTEM + " csd-1",
)
CODE_SYSTEM_EMPTY = Rule(
    "code-system-empty",
    Severity.WARNING,
    Words("content が complete なのにコードがありません。", "The content is complete and has no codes."),
    Words("コードを書くか、content を直してください。", "List the codes, or correct content."),
    Words("すべてのコードが誤りになります。", "Every code would be wrong."),
    _CODE_SYSTEM + "#status",
)
CODE_COUNT_DIFFERS = Rule(
    "code-count-differs",
    Severity.ERROR,
    Words("count がコードの数と合いません。", "The count does not fit the number of codes."),
    Words("count を直すか、content を確かめてください。", "Correct count, or check content."),
    Words("コードが欠けた写しかもしれません。", "The copy may have lost codes."),
    _CODE_SYSTEM,
)
SUPPLEMENT_CONTENT = Rule(
    "supplement-content",
    Severity.ERROR,
    Words(
        "supplements と content=supplement は必ず一緒に使います。",
        "supplements and content = supplement belong together.",
    ),
    Words("足りない方を書いてください。", "Give the one that is missing."),
    Words("補足なのか独立した体系なのか分かりません。", "Nobody can tell a supplement from a system."),
    _CODE_SYSTEM + "#supplements",
)
CONCEPT_PROPERTY_UNKNOWN = Rule(
    "concept-property-undefined",
    Severity.WARNING,
    Words("定義されていない属性です。", "The property is not defined in this code system."),
    Words("CodeSystem.property に定義を書いてください。", "Define it in CodeSystem.property."),
    Words("型も意味も分かりません。", "Its type and meaning are unknown."),
    _CODE_SYSTEM + "#properties",
)
CONCEPT_PROPERTY_TYPE = Rule(
    "concept-property-type",
    Severity.ERROR,
    Words("属性の値の型が定義と違います ({type})。", "The property is defined with the type {type}."),
    Words("値の型を定義に合わせてください。", "Give a value of that type."),
    Words("絞り込みの条件が働きません。", "Filters on it would not work."),
    _CODE_SYSTEM + "#properties",
)
MAP_SCOPE = Rule(
    "map-scope-not-value-set",
    Severity.ERROR,
    Words("値セットではないものを指しています。", "It names something that is no value set."),
    Words("値セットの正規 URL を書いてください。", "Name a value set."),
    Words("対応表の範囲が決まりません。", "The scope of the map is open."),
    "FHIR R4 conceptmap.html",
)
MAP_GROUP_OPEN = Rule(
    "map-group-without-system",
    Severity.WARNING,
    Words("source か target の体系が書かれていません。", "The group names no source or no target."),
    Words("両方の体系を書いてください。", "Name both systems."),
    Words("どの体系のコードか分かりません。", "Nobody can tell whose codes they are."),
    "FHIR R4 conceptmap.html",
)
SEARCH_CODE = Rule(
    "search-code-character",
    Severity.WARNING,
    Words("検索名に . $ | は使えません。", "The code of a search parameter has none of . $ |."),
    Words("別の名前にしてください。", "Choose another name."),
    Words("検索の URL で別の意味を持つ文字です。", "They mean something else in a search URL."),
    "FHIR R4 search.html",
)
SEARCH_COMPOSITE = Rule(
    "search-composite-parts",
    Severity.ERROR,
    Words("composite には二つ以上の component が要ります。", "A composite needs two components or more."),
    Words("component を書き足してください。", "Add the components."),
    Words("組み合わせる相手がありません。", "There is nothing to combine."),
    "FHIR R4 search.html#composite",
)

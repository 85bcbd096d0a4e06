"""Rules on Bundles: entries, fullUrls, documents, messages (FHIR R4 bundle.html)."""

from carelink.findings import Rule, Severity, Words

_SPEC = "FHIR R4 bundle.html"

FIRST_ENTRY_MISSING = Rule(
    "first-entry-missing",
    Severity.ERROR,
    Words("文書・メッセージの Bundle に中身がありません。", "A document or message Bundle needs entries."),
    Words("最初の entry に {type} を入れてください。", "Put a {type} into the first entry."),
    Words("最初の entry が全体の入口になります。", "The first entry is the way into the whole."),
    _SPEC,
)
FIRST_ENTRY_TYPE = Rule(
    "first-entry-type",
    Severity.ERROR,
    Words("最初の entry は {type} でなければなりません。", "The first entry must be a {type}."),
    Words("{type} を最初に置いてください。", "Put the {type} first."),
    Words("最初の entry が全体の入口になります。", "The first entry is the way into the whole."),
    _SPEC,
)
FULL_URL_MISSING = Rule(
    "full-url-missing",
    Severity.ERROR,
    Words("entry に fullUrl がありません。", "The entry has no fullUrl."),
    Words("urn:uuid: の fullUrl を付けてください。", "Give it a fullUrl, e.g. a urn:uuid:."),
    Words("fullUrl がないと参照をたどれません。", "References cannot be followed without it."),
    _SPEC,
)
FULL_URL_RELATIVE = Rule(
    "full-url-relative",
    Severity.ERROR,
    Words("fullUrl は完全な URL でなければなりません。", "A fullUrl must be an absolute URL."),
    Words("http(s): または urn:uuid: で始めてください。", "Start it with http(s): or urn:uuid:."),
    Words("相対の fullUrl では参照をたどれません。", "References cannot be followed otherwise."),
    _SPEC,
)
FULL_URL_TWICE = Rule(
    "full-url-twice",
    Severity.ERROR,
    Words(
        "同じ fullUrl と版の entry が二つあります (bdl-7)。",
        "Two entries have the same fullUrl and version (bdl-7).",
    ),
    Words("fullUrl を一意にしてください。", "Make the fullUrls unique."),
    Words("参照がどちらを指すか決まりません。", "References become ambiguous."),
    _SPEC + " bdl-7",
)
FULL_URL_DIFFERS = Rule(
    "full-url-differs",
    Severity.ERROR,
    Words(
        "fullUrl の末尾がリソースの種類と id に合いません。",
        "The fullUrl does not end with type and id of the resource.",
    ),
    Words(
        "fullUrl を「…/種類/id」にするか、id を合わせてください。",
        "Let it end with Type/id, or correct the id.",
    ),
    Words("受け手は fullUrl から種類と id を読みます。", "Receivers read type and id out of it."),
    _SPEC + "#bundle-unique",
)
REFERENCE_NOT_IN_BUNDLE = Rule(
    "reference-not-in-bundle",
    Severity.ERROR,
    Words("{element} の参照先が Bundle の中にありません。", "The target of {element} is not in the Bundle."),
    Words(
        "参照先を entry に加えるか、fullUrl と参照を合わせてください。",
        "Add the target, or make fullUrl and reference agree.",
    ),
    Words("文書は参照先を含めて一つで完結します。", "A document is complete in itself."),
    _SPEC + "#references",
)
REFERENCE_BY_ID_ONLY = Rule(
    "reference-by-id-only",
    Severity.ERROR,
    Words(
        "同じ種類と id の entry はありますが、fullUrl が参照と合いません。",
        "An entry has this type and id, but its fullUrl does not agree with the reference.",
    ),
    Words("fullUrl と参照の書き方をそろえてください。", "Make fullUrl and reference agree."),
    Words("参照は fullUrl を通してたどられます。", "References are followed through the fullUrl."),
    _SPEC + "#references",
)
URN_NOT_IN_BUNDLE = Rule(
    "urn-not-in-bundle",
    Severity.WARNING,
    Words(
        "urn: の参照先が Bundle の中にありません。", "The target of this urn: reference is not in the Bundle."
    ),
    Words("参照先を entry に加えてください。", "Add the target as an entry."),
    Words("urn: は Bundle の外ではたどれません。", "A urn: cannot be followed outside the Bundle."),
    _SPEC + "#references",
)
REFERENCE_AMBIGUOUS = Rule(
    "reference-ambiguous",
    Severity.ERROR,
    Words("参照先に当たる entry が複数あります。", "Several entries match this reference."),
    Words(
        "fullUrl を一意にするか、版を付けて参照してください。",
        "Make the fullUrls unique, or refer to a version.",
    ),
    Words("どれを指すか決まりません。", "It is undefined which one is meant."),
    _SPEC + "#references",
)
REFERENCE_FORMAT = Rule(
    "reference-format",
    Severity.ERROR,
    Words("Bundle の中の相対参照は「種類/id」です。", "A relative reference in a Bundle is Type/id."),
    Words("「種類/id」または完全な URL にしてください。", "Write Type/id or a full URL."),
    Words("他の形はたどれません。", "Other forms cannot be followed."),
    _SPEC + "#references",
)
ENTRY_NOT_REACHABLE = Rule(
    "entry-not-reachable",
    Severity.ERROR,
    Words(
        "最初の entry から参照でたどり着けない entry です。",
        "This entry cannot be reached from the first one.",
    ),
    Words(
        "Composition から参照するか、取り除いてください。", "Refer to it from the Composition, or remove it."
    ),
    Words("たどれない内容は受け手に読まれません。", "Receivers never come across it."),
    "FHIR R4 documents.html#content",
)
ENTRY_NOT_REACHABLE_MESSAGE = Rule(
    "entry-not-reachable-in-message",
    Severity.WARNING,
    Words(
        "MessageHeader から参照でたどり着けない entry です。",
        "This entry cannot be reached from the MessageHeader.",
    ),
    Words("focus などから参照するか、取り除いてください。", "Refer to it, or remove it."),
    Words("たどれない内容は受け手に読まれません。", "Receivers never come across it."),
    "FHIR R4 messaging.html",
)
ENTRY_REACHED_BACKWARDS = Rule(
    "entry-reached-backwards",
    Severity.WARNING,
    Words(
        "自分から他を指すことでしか文書につながっていない entry です。",
        "This entry is connected only by pointing at others itself.",
    ),
    Words("Composition の側からも参照してください。", "Refer to it from the Composition, too."),
    Words("たどる向きによっては読まれません。", "Some receivers will not find it."),
    "FHIR R4 documents.html#content",
)
LINK_NOT_ALLOWED = Rule(
    "bundle-link-not-allowed",
    Severity.ERROR,
    Words(
        "この種類の Bundle にページ送りのリンクは置けません。", "A Bundle of this type has no paging links."
    ),
    Words("リンクを取り除いてください。", "Remove the link."),
    Words("ページ送りは検索結果だけのものです。", "Paging is for search results."),
    _SPEC,
)
LINK_TWICE = Rule(
    "bundle-link-twice",
    Severity.ERROR,
    Words("同じ関係のリンクが二つあります。", "Two links have the same relation."),
    Words("一つにしてください。", "Keep one of them."),
    Words("どちらに従うか決まりません。", "It is undefined which one to follow."),
    _SPEC,
)
STYLESHEET_NOT_FOUND = Rule(
    "stylesheet-not-found",
    Severity.ERROR,
    Words("スタイルシートの参照先が Bundle の中にありません。", "The stylesheet is not in the Bundle."),
    Words(
        "スタイルシートの entry を加えるか、リンクを直してください。",
        "Add it as an entry, or correct the link.",
    ),
    Words("文書の見た目が再現できません。", "The document cannot be shown as meant."),
    "FHIR R4 documents.html#stylesheets",
)
SEARCH_ENTRY = Rule(
    "search-entry-invalid",
    Severity.ERROR,
    Words(
        "検索結果の entry に必要なものがありません ({what})。", "A search entry lacks what it needs ({what})."
    ),
    Words("リソースと id を入れてください。", "Give the resource and its id."),
    Words("受け手は検索結果を id で扱います。", "Clients handle search results by id."),
    _SPEC + "#searchset",
)
SEARCH_WITHOUT_SELF = Rule(
    "search-without-self",
    Severity.WARNING,
    Words("検索結果に self リンクがありません。", "The search result has no self link."),
    Words("検索条件を self リンクに書いてください。", "State the search in a self link."),
    Words("どの検索の結果か分かりません。", "Nobody can tell what was searched."),
    _SPEC + "#searchset",
)
SEARCH_ENTRY_TYPE = Rule(
    "search-entry-type",
    Severity.ERROR,
    Words(
        "検索した種類 ({types}) のリソースではありません。", "It is none of the types searched for: {types}."
    ),
    Words("search.mode を include にするか、外してください。", "Mark it as include, or leave it out."),
    Words("受け手は検索結果として数えます。", "Receivers count it as a hit."),
    _SPEC + "#searchset",
)
SEARCH_WITHOUT_MODE = Rule(
    "search-entry-without-mode",
    Severity.WARNING,
    Words("search.mode がありません。", "The entry has no search.mode."),
    Words("match、include、outcome のどれかを書いてください。", "Say match, include or outcome."),
    Words("検索に当たったのか付け足しなのか分かりません。", "Nobody can tell a hit from an addition."),
    _SPEC + "#searchset",
)
SEARCH_WITHOUT_MODES = Rule(
    "search-without-modes",
    Severity.INFORMATION,
    Words("どの項目にも search.mode がありません。", "No entry says its search.mode."),
    Words("各項目に search.mode を書くと親切です。", "Give every entry its search.mode."),
    Words("検索に当たったのか付け足しなのか分かりません。", "Nobody can tell a hit from an addition."),
    _SPEC + "#searchset",
)
SEARCH_NOT_UNDERSTOOD = Rule(
    "search-not-understood",
    Severity.INFORMATION,
    Words(
        "self の URL から検索した種類が分かりません。",
        "The self link does not say which types were searched.",
    ),
    Words("「種類?条件」か _type= の形にしてください。", "Use Type?parameters, or _type=."),
    Words("項目の種類は検査できていません。", "The types of the entries were not checked."),
    _SPEC + "#searchset",
)

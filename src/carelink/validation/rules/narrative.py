"""Rules on narratives: only harmless XHTML (FHIR R4 narrative.html)."""

from carelink.findings import Rule, Severity, Words

_SPEC = "FHIR R4 narrative.html"

XHTML_MALFORMED = Rule(
    "xhtml-malformed",
    Severity.ERROR,
    Words("整形式の XHTML ではありません。", "This is not well-formed XHTML."),
    Words("タグの対応と引用符を直してください。", "Correct the tags and quotes."),
    Words("受け手が表示できません。", "Receivers cannot display it."),
    _SPEC,
)
XHTML_ENTITY = Rule(
    "xhtml-entity",
    Severity.ERROR,
    Words(
        "XML にない文字の名前 (&nbsp; など) が使われています。",
        "It uses a named entity that XML does not know.",
    ),
    Words(
        "文字そのものか &#160; の形で書いてください。",
        "Write the character itself or a number such as &#160;.",
    ),
    Words("XML の読み取りが失敗します。", "XML readers fail on it."),
    _SPEC,
)
XHTML_ROOT = Rule(
    "xhtml-root",
    Severity.ERROR,
    Words(
        "本文は XHTML 名前空間の div でなければなりません。", "The root must be a div in the XHTML namespace."
    ),
    Words(
        '<div xmlns="http://www.w3.org/1999/xhtml"> で囲んでください。',
        'Wrap it in <div xmlns="http://www.w3.org/1999/xhtml">.',
    ),
    Words("名前空間がないと XHTML と見なされません。", "Without it this is no XHTML."),
    _SPEC,
)
XHTML_ELEMENT = Rule(
    "xhtml-element-not-allowed",
    Severity.ERROR,
    Words("本文に使えない要素 <{element}> があります。", "Narratives may not use the element <{element}>."),
    Words(
        "書式の要素だけにしてください (script、form、iframe などは不可)。",
        "Keep to formatting elements (no script, form, iframe ...).",
    ),
    Words("表示する側を攻撃する手段になります。", "Such elements can attack the viewer."),
    _SPEC,
)
XHTML_ATTRIBUTE = Rule(
    "xhtml-attribute-not-allowed",
    Severity.ERROR,
    Words(
        "本文の <{element}> に使えない属性 {attribute} があります。",
        "Narratives may not use the attribute {attribute} on <{element}>.",
    ),
    Words(
        "書式の属性だけにしてください (onclick などは不可)。",
        "Keep to formatting attributes (no onclick ...).",
    ),
    Words("表示する側を攻撃する手段になります。", "Such attributes can attack the viewer."),
    _SPEC,
)
XHTML_NESTING = Rule(
    "xhtml-nesting",
    Severity.ERROR,
    Words(
        "<{outer}> の中の <{element}> は XHTML の決まりに合いません。",
        "XHTML has no <{element}> inside <{outer}>.",
    ),
    Words(
        "段落の中の表や、表の外の行などを直してください。",
        "Correct tables in paragraphs, rows outside tables and the like.",
    ),
    Words("表示が受け手ごとに変わります。", "Receivers display it differently."),
    _SPEC,
)
XHTML_EMPTY = Rule(
    "xhtml-empty",
    Severity.ERROR,
    Words("本文に文字も画像もありません (txt-2)。", "The narrative has neither text nor image (txt-2)."),
    Words("内容を書くか、text を省いてください。", "Write something, or leave text out."),
    Words("空の本文は内容がないように見えます。", "It looks as if there was no content."),
    _SPEC + " txt-2",
)
XHTML_LINK = Rule(
    "xhtml-link-invalid",
    Severity.ERROR,
    Words(
        "本文の {number} 番目のリンクの形が許されていません。",
        "Link {number} of the narrative is of a kind that is not allowed.",
    ),
    Words(
        "http(s)、mailto、tel か # の正しいリンクにしてください。",
        "Use a proper http(s), mailto, tel or # link.",
    ),
    Words(
        "javascript などのリンクは危険で、urn は開けません。",
        "Script links are dangerous and urn links open nothing.",
    ),
    _SPEC,
)
XHTML_LINK_TARGET = Rule(
    "xhtml-link-target-missing",
    Severity.ERROR,
    Words(
        "本文の {number} 番目のリンク (#) の先がありません。",
        "Link {number} of the narrative (#) leads nowhere.",
    ),
    Words("リンク先の id を確かめてください。", "Check the id it names."),
    Words("押しても何も起きません。", "Nothing happens when it is followed."),
    _SPEC,
)
XHTML_LINK_UNUSUAL = Rule(
    "xhtml-link-unusual",
    Severity.INFORMATION,
    Words(
        "本文の {number} 番目のリンクが珍しい形式です。",
        "Link {number} of the narrative has an unusual scheme.",
    ),
    Words("受け手が開けるか確かめてください。", "Check whether receivers can open it."),
    Words("開けない受け手があります。", "Some receivers cannot open it."),
    _SPEC,
)
XHTML_ID_TWICE = Rule(
    "xhtml-id-twice",
    Severity.WARNING,
    Words("本文に同じ id が二度あります。", "The narrative has the same id twice."),
    Words("id を一意にしてください。", "Make the ids unique."),
    Words("リンクの先が決まりません。", "Links to it become ambiguous."),
    _SPEC,
)
XHTML_LANGUAGE = Rule(
    "xhtml-language",
    Severity.WARNING,
    Words(
        "本文の lang / xml:lang が resource.language と合いません。",
        "lang / xml:lang of the narrative does not agree with the language.",
    ),
    Words(
        "div の lang と xml:lang を language に合わせてください。",
        "Set both to the language of the resource.",
    ),
    Words("読み上げや翻訳が誤ります。", "Screen readers and translators go wrong."),
    _SPEC,
)
XHTML_LANGUAGE_SECTIONS = Rule(
    "xhtml-language-sections",
    Severity.ERROR,
    Words(
        "本文の言語別の区分がプロファイルの決まりに合いません。",
        "The language sections of the narrative break the profile.",
    ),
    Words(
        "言語ごとの div をプロファイルの決まりに合わせてください。",
        "Arrange one div per language as the profile says.",
    ),
    Words("受け手は言語ごとに本文を選びます。", "Receivers pick the text by language."),
    _SPEC,
)
XHTML_MIXED_LANGUAGE = Rule(
    "xhtml-mixed-language",
    Severity.WARNING,
    Words(
        "言語ごとの区分と、言語の分からない内容が混ざっています。",
        "There are sections by language, and content beside them without a language.",
    ),
    Words("すべての内容を言語ごとの div に入れてください。", "Put everything into a div of its language."),
    Words("読み上げや表示の言語が決まりません。", "Readers cannot choose what to show or speak."),
    _SPEC,
)

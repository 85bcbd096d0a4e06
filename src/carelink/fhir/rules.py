"""What the codecs say about a file that is not proper JSON or XML of FHIR.

Findings here are about the text, before any profile is looked at. ``spec`` names RFC 8259 (JSON),
XML 1.0, or the pages of FHIR R4 on the two formats.
"""

from __future__ import annotations

from typing import Final

from carelink.errors import Words
from carelink.findings import Rule, Severity

_ERROR = Severity.ERROR
_LOSS = Words(
    "読む側によって違う内容に見え、情報が失われます。",
    "Readers would understand different things, and content is lost.",
)
_SAFE = Words(
    "細工されたファイルが受け手の処理を止めるのを防ぎます。",
    "It keeps a crafted file from stopping the receiver.",
)
_TEXT = Words("文字が化け、氏名や住所が正しく伝わりません。", "Names and addresses would arrive garbled.")
_SYNTAX = Words("この先は何も読み取れません。", "Nothing after this place can be understood.")
_AGREE = Words(
    "形式を外れた内容は、受け手に無視されるか拒まれます。",
    "Receivers ignore or refuse what is outside the format.",
)

TOO_LARGE: Final = Rule(
    "file-too-large",
    _ERROR,
    says=Words(
        "ファイルが上限 {limit} バイトを超えています。", "The file exceeds the limit of {limit} bytes."
    ),
    fix=Words(
        "内容を分けるか、上限を上げて読み直してください。",
        "Split the content, or read it with a higher limit.",
    ),
    why=_SAFE,
)
TOO_DEEP: Final = Rule(
    "file-too-deep",
    _ERROR,
    says=Words("入れ子が上限 {limit} 段を超えています。", "The nesting exceeds the limit of {limit} levels."),
    fix=Words("入れ子を浅くしてください。", "Nest the content less deeply."),
    why=_SAFE,
)
NOT_UTF8: Final = Rule(
    "text-not-utf8",
    _ERROR,
    says=Words("文字コードが UTF-8 ではありません。", "The text is not encoded in UTF-8."),
    fix=Words("UTF-8 で保存し直してください。", "Save the file as UTF-8."),
    why=_TEXT,
    spec="FHIR R4 json.html, xml.html; RFC 8259 8.1",
)
BYTE_ORDER_MARK: Final = Rule(
    "text-byte-order-mark",
    Severity.WARNING,
    says=Words("先頭に BOM (U+FEFF) があります。", "The text begins with a byte order mark (U+FEFF)."),
    fix=Words("BOM なしの UTF-8 で保存してください。", "Save the file as UTF-8 without a byte order mark."),
    why=Words(
        "JSON では禁止されており、読めない受け手があります。",
        "JSON forbids it, and some receivers cannot read it.",
    ),
    spec="RFC 8259 8.1",
)
SURROGATE: Final = Rule(
    "text-lone-surrogate",
    _ERROR,
    says=Words(
        "文字にならない符号 (単独のサロゲート) があります。", "There is half a character: a lone surrogate."
    ),
    fix=Words("正しい文字に直してください。", "Write the whole character."),
    why=_TEXT,
    spec="RFC 8259 8.2; Unicode 3.9",
)
JSON_SYNTAX: Final = Rule(
    "json-syntax",
    _ERROR,
    says=Words("JSON の文法に合っていません。", "This is not well-formed JSON."),
    fix=Words(
        "この位置の前後の引用符、コンマ、括弧を直してください。",
        "Correct the quotes, commas and brackets around this place.",
    ),
    why=_SYNTAX,
    spec="RFC 8259",
)
JSON_TRAILING: Final = Rule(
    "json-trailing-data",
    _ERROR,
    says=Words("JSON の終わりの後に続きがあります。", "Something follows the end of the JSON text."),
    fix=Words("一つのファイルには一つのリソースだけを書いてください。", "Write one resource per file."),
    why=_LOSS,
    spec="RFC 8259 2",
)
JSON_NOT_OBJECT: Final = Rule(
    "json-not-an-object",
    _ERROR,
    says=Words("全体が JSON オブジェクトではありません。", "The whole is not a JSON object."),
    fix=Words("resourceType を持つオブジェクトにしてください。", "Write one object with a resourceType."),
    why=_AGREE,
    spec="FHIR R4 json.html",
)
JSON_DUPLICATE: Final = Rule(
    "json-duplicate-key",
    _ERROR,
    says=Words(
        "同じ名前の項目が一つのオブジェクトに二度あります。", "The same name stands twice in one object."
    ),
    fix=Words("一つにまとめてください。", "Keep one of them."),
    why=_LOSS,
    spec="FHIR R4 json.html; RFC 8259 4",
)
JSON_NOT_A_NUMBER: Final = Rule(
    "json-not-a-number",
    _ERROR,
    says=Words("NaN や Infinity は JSON の数ではありません。", "NaN and Infinity are no numbers in JSON."),
    fix=Words(
        "値を除き、値がない理由を data-absent-reason で書いてください。",
        "Leave the value out and say why with data-absent-reason.",
    ),
    why=_AGREE,
    spec="RFC 8259 6",
)
NUMBER_TOO_LONG: Final = Rule(
    "number-too-long",
    _ERROR,
    says=Words(
        "数の桁数または指数が上限を超えています。", "The number has too many digits or too large an exponent."
    ),
    fix=Words("18 桁以内の数にしてください。", "Write a number of at most 18 digits."),
    why=_SAFE,
    spec="FHIR R4 datatypes.html#decimal",
)
XML_SYNTAX: Final = Rule(
    "xml-syntax",
    _ERROR,
    says=Words("XML の文法に合っていません。", "This is not well-formed XML."),
    fix=Words(
        "この位置の前後のタグと引用符を直してください。", "Correct the tags and quotes around this place."
    ),
    why=_SYNTAX,
    spec="XML 1.0",
)
XML_DOCTYPE: Final = Rule(
    "xml-doctype",
    _ERROR,
    says=Words("DOCTYPE 宣言は使えません。", "A DOCTYPE declaration is not allowed."),
    fix=Words("DOCTYPE と実体宣言を除いてください。", "Remove the DOCTYPE and its entities."),
    why=_SAFE,
    spec="FHIR R4 xml.html, security.html#narrative",
)
XML_INSTRUCTION: Final = Rule(
    "xml-processing-instruction",
    _ERROR,
    says=Words("処理命令 (<?…?>) は使えません。", "A processing instruction (<?…?>) is not allowed."),
    fix=Words("処理命令を除いてください。", "Remove the processing instruction."),
    why=_AGREE,
    spec="FHIR R4 xml.html",
)
XML_NAMESPACE: Final = Rule(
    "xml-namespace",
    _ERROR,
    says=Words(
        "要素の名前空間が {expected} ではありません。", "The element is not in the namespace {expected}."
    ),
    fix=Words('xmlns="{expected}" を付けてください。', 'Declare xmlns="{expected}".'),
    why=_AGREE,
    spec="FHIR R4 xml.html",
)
XML_ROOT: Final = Rule(
    "xml-not-a-resource",
    _ERROR,
    says=Words(
        "リソースであるはずの要素が FHIR R4 のリソースではありません。",
        "The element should be a resource and is none of FHIR R4.",
    ),
    fix=Words(
        "R4 のリソース名 (Bundle など) の要素にしてください。",
        "Use the name of an R4 resource, such as Bundle.",
    ),
    why=_AGREE,
    spec="FHIR R4 xml.html",
)
XML_ELEMENT: Final = Rule(
    "xml-unknown-element",
    _ERROR,
    says=Words("{type} にない要素です。読み取られません。", "{type} has no such element; it is not read."),
    fix=Words(
        "要素名を直すか、拡張 (extension) として書いてください。",
        "Correct the name, or write it as an extension.",
    ),
    why=_LOSS,
    spec="FHIR R4 xml.html",
)
XML_ATTRIBUTE: Final = Rule(
    "xml-unknown-attribute",
    _ERROR,
    says=Words(
        "ここでは使えない属性です。読み取られません。", "The attribute is not allowed here; it is not read."
    ),
    fix=Words(
        "値は value 属性に、ほかの内容は子要素に書いてください。",
        "Write the value as attribute value, anything else as child elements.",
    ),
    why=_LOSS,
    spec="FHIR R4 xml.html",
)
XML_TEXT: Final = Rule(
    "xml-text",
    _ERROR,
    says=Words(
        "要素の間に文字があります。読み取られません。", "There is text between elements; it is not read."
    ),
    fix=Words("値は value 属性に書いてください。", "Write values in the attribute value."),
    why=_LOSS,
    spec="FHIR R4 xml.html",
)
XML_REPEATED: Final = Rule(
    "xml-repeated-element",
    _ERROR,
    says=Words("一度しか使えない要素が繰り返されています。", "An element that may occur once is repeated."),
    fix=Words("一つにしてください。", "Keep one of them."),
    why=_LOSS,
    spec="FHIR R4 xml.html",
)
XML_ORDER: Final = Rule(
    "xml-element-order",
    _ERROR,
    says=Words(
        "要素の順序が {type} の定義と違います。", "The elements are not in the order that {type} defines."
    ),
    fix=Words("定義の順に並べてください。", "Write them in the order of the definition."),
    why=_AGREE,
    spec="FHIR R4 xml.html",
)
XML_EMPTY: Final = Rule(
    "xml-empty-resource-slot",
    _ERROR,
    says=Words(
        "リソースを一つ含むはずの要素に、ちょうど一つのリソースがありません。",
        "The element should hold exactly one resource.",
    ),
    fix=Words("リソースを一つ書くか、要素を除いてください。", "Write one resource in it, or remove it."),
    why=_LOSS,
    spec="FHIR R4 xml.html",
)

RULES: Final = tuple(rule for rule in tuple(vars().values()) if isinstance(rule, Rule))

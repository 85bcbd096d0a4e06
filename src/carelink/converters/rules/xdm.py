"""Rules about an IHE XDM medium: what its metadata promises and what lies beside it."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_SPEC: Final = "IHE ITI TF-2 3.32, TF-3 4.2"
_ASK: Final = Words("作成元に作り直してもらってください。", "Have it made again by whoever made it.")


def _rule(code: str, severity: Severity, says: Words, why: Words, fix: Words = _ASK) -> Rule:
    return Rule(code, severity, says, fix, why, _SPEC)


NO_METADATA: Final = _rule(
    "xdm-metadata-missing",
    Severity.ERROR,
    Words("IHE_XDM の下に METADATA.XML がありません。", "There is no METADATA.XML below IHE_XDM."),
    Words(
        "何が入っているかは METADATA.XML が示します。", "It is METADATA.XML that says what is on a medium."
    ),
)
METADATA: Final = _rule(
    "xdm-metadata-unreadable",
    Severity.ERROR,
    Words("METADATA.XML が読めません。", "METADATA.XML cannot be read."),
    Words(
        "XML として正しくないか、文書型宣言があるか、上限を超えています。",
        "It is no proper XML, declares a document type, or is beyond the limits.",
    ),
)
TOO_MANY: Final = _rule(
    "xdm-too-many",
    Severity.ERROR,
    Words(
        "文書か提出セットが {limit} 件を超え、残りは読みません。",
        "Beyond {limit} documents or sets nothing is read.",
    ),
    Words(
        "メモリを使い果たす入力を拒むための上限です。",
        "The limit keeps a hostile medium from filling the memory.",
    ),
)
NO_FRAME: Final = _rule(
    "xdm-frame-missing",
    Severity.INFORMATION,
    Words("README.TXT か INDEX.HTM がありません。", "README.TXT or INDEX.HTM is missing."),
    Words("人が中身を見るためのファイルです。", "People look at the medium with them."),
)
URI: Final = _rule(
    "xdm-uri-refused",
    Severity.ERROR,
    Words("文書の URI がないか、外を指しています。", "A document has no URI, or one that leads outside."),
    Words(
        "URI は METADATA.XML のフォルダーからの相対パスです。",
        "The URI is a path from the folder of METADATA.XML.",
    ),
)
MISSING: Final = _rule(
    "xdm-document-missing",
    Severity.ERROR,
    Words("METADATA.XML にある文書が媒体にありません。", "A document of METADATA.XML is not on the medium."),
    Words(
        "媒体が途中までしか写されていないことがあります。", "The medium may have been copied in part only."
    ),
)
CHANGED: Final = _rule(
    "xdm-document-changed",
    Severity.ERROR,
    Words(
        "文書の長さかハッシュ値が合いません。", "Size or hash of a document is not what METADATA.XML says."
    ),
    Words("壊れたか、書き換えられています。", "It was damaged or altered."),
)
UNCHECKED: Final = _rule(
    "xdm-hash-missing",
    Severity.WARNING,
    Words(
        "文書のハッシュ値か長さが書かれていません。", "METADATA.XML does not say a document's hash or size."
    ),
    Words("壊れていないか確かめられません。", "Whether it is whole cannot be checked."),
)
NO_RECORD: Final = _rule(
    "xdm-document-not-a-record",
    Severity.ERROR,
    Words("文書は carelink が読む記録ではありません。", "The document is no record that carelink reads."),
    Words("PDF や CDA は人が開いて読みます。", "A PDF or a CDA document is for people to open."),
    Words("媒体の INDEX.HTM から開いてください。", "Open it from INDEX.HTM of the medium."),
)
FOR_PEOPLE: Final = _rule(
    "xdm-page-for-people",
    Severity.INFORMATION,
    Words("同じ記録を人が読むためのページです。", "It is a page of the same record, for people."),
    Words("記録は元の文書から読みました。", "The record was read from what the page was made of."),
    Words("そのままで構いません。", "Leave it."),
)
REPLACES: Final = _rule(
    "xdm-document-replaces",
    Severity.WARNING,
    Words("前に渡した文書を置き換えるものです。", "The document replaces one that was given earlier."),
    Words("古い文書を使い続けると危険です。", "Going on with the earlier document is dangerous."),
    Words("前の文書を確かめ、差し替えてください。", "Find the earlier document and put this in its place."),
)
NOT_LISTED: Final = _rule(
    "xdm-file-not-listed",
    Severity.INFORMATION,
    Words(
        "METADATA.XML にないファイルがあり、読みません。",
        "A file that METADATA.XML does not name is not read.",
    ),
    Words("媒体にはほかのファイルも入れられます。", "A medium may hold other files."),
    Words("必要なら人が開いてください。", "Open it yourself if you need it."),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

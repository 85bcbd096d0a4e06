"""Rules about a JP-CLINS document that is read into a sheet: above all, what the sheet has no place for."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

_SPEC: Final = "JP-CLINS 1.5.2"
_LOST: Final = Words(
    "様式に欄がない内容は、受け取った文書そのもので確かめる必要があります。",
    "What the form has no item for has to be looked up in the document as it was received.",
)
_SEE: Final = Words("元の文書を添えて保存してください。", "Keep the document as received beside the sheet.")


def _rule(code: str, severity: Severity, says: Words, fix: Words = _SEE, why: Words = _LOST) -> Rule:
    return Rule(code, severity, says, fix, why, _SPEC)


NO_DOCUMENT: Final = _rule(
    "clins-not-a-document",
    Severity.ERROR,
    Words("文書（Composition）がありません。", "There is no document (Composition) in it."),
    Words(
        "診療情報提供書か退院時サマリーの文書を指定してください。",
        "Name the document of a referral or a discharge summary.",
    ),
    Words(
        "検査結果などの束だけでは、だれがいつ書いた記録か分かりません。",
        "A mere collection does not say who wrote what when.",
    ),
)
OTHER: Final = _rule(
    "clins-other-document",
    Severity.ERROR,
    Words(
        "診療情報提供書、退院時サマリー、療養計画書のどれでもありません。",
        "It is neither a referral nor a discharge summary nor a plan of JP-CLINS.",
    ),
    Words(
        "文書の種類とプロファイルを確かめてください。", "Look at the type and the profile of the document."
    ),
    Words(
        "処方箋や健診結果を診療情報提供書として読むと、中身が失われます。",
        "A prescription or a check-up read as a letter would lose what it says.",
    ),
)
NO_TIME: Final = _rule(
    "clins-time-missing",
    Severity.ERROR,
    Words("作成日時がありません。", "It does not say when it was written."),
    Words("作成元に確かめてください。", "Ask its author."),
    Words("どちらが新しいかは作成日時で決まります。", "The time tells which of two records is newer."),
)
DAY_ONLY: Final = _rule(
    "clins-time-of-day-missing",
    Severity.INFORMATION,
    Words(
        "作成日だけで時刻がないため、0時としました。", "It states a day without a time; midnight was taken."
    ),
    Words("時刻まで書くよう作成元に伝えてください。", "Ask the author to state the time."),
    Words("同じ日の2通の順が決まりません。", "The order of two documents of one day cannot be told."),
)
WITHDRAWN: Final = _rule(
    "clins-document-withdrawn",
    Severity.ERROR,
    Words("誤りとして取り消された文書です。", "The document was withdrawn as entered in error."),
    Words("訂正された文書を受け取ってください。", "Get the corrected document."),
    Words("取り消された内容を今のものとして扱えません。", "What was withdrawn must not be taken as holding."),
)
TOO_MANY: Final = _rule(
    "clins-too-many-entries",
    Severity.WARNING,
    Words("1つのセクションで読むのは {limit} 件までです。", "Of one section {limit} entries are read."),
)
REFUSED: Final = _rule(
    "clins-value-refused",
    Severity.ERROR,
    Words("様式の項目に入らない値があります。", "A value does not fit the item of the form."),
    Words("validate で元の文書を確かめてください。", "Validate the document."),
    Words("読み取れない記録は作りません。", "No record is made of what cannot be read."),
)
SECTION: Final = _rule(
    "clins-section-not-taken",
    Severity.WARNING,
    Words("「{ja}」（{code}）は取り込みません。", "Section {code} ({en}) is not taken."),
)
RESOURCE: Final = _rule(
    "clins-resource-not-taken",
    Severity.WARNING,
    Words("{kind} は取り込みません。", "This {kind} is not taken."),
)
ELEMENT: Final = _rule(
    "clins-element-not-taken",
    Severity.INFORMATION,
    Words("この要素は様式に欄がありません。", "The form has no item for this element."),
)
IN_COURSE: Final = _rule(
    "clins-told-in-course",
    Severity.INFORMATION,
    Words(
        "「{ja}」（{code}）は欄がないため「経過及び治療内容」に見出し付きで書きました。",
        "The form has no item for section {code} ({en}): it is told, under its name, in the course.",
    ),
    Words("読む人に「経過及び治療内容」を見るよう伝えてください。", "Tell readers to look at the course."),
    Words(
        "アレルギーや薬は、欄がなくても失われてはなりません。",
        "Allergies and medicines must not get lost for want of an item.",
    ),
)
DIAGNOSIS_TEXT: Final = _rule(
    "clins-diagnosis-as-text",
    Severity.WARNING,
    Words(
        "病名が文章でしか書かれていないため、1件の診断名としました。",
        "Diagnoses are told as text only; the text was taken as one diagnosis.",
    ),
    Words("病名ごとに分けて書き直してください。", "Split it into one entry for each diagnosis."),
    Words("文章を推し量って切り分けることはしません。", "Text is not split by guessing."),
)
NOT_STANDING: Final = _rule(
    "clins-not-standing",
    Severity.INFORMATION,
    Words(
        "否定・誤入力・中止とされているため、取り込みません。",
        "It is refuted, entered in error or stopped, so it is not taken.",
    ),
    Words("元の文書の状態を確かめてください。", "Look at its status in the document."),
    Words("否定された病名や中止された薬は、今の状態ではありません。", "It does not hold any more."),
)
BROKEN_REFERENCE: Final = _rule(
    "clins-reference-broken",
    Severity.WARNING,
    Words("参照先が文書の中にありません。", "What it refers to is not in the document."),
    Words("作成元に確かめてください。", "Ask its author."),
    Words("参照先の内容は読み取れません。", "What it refers to cannot be read."),
)
UNREADABLE: Final = _rule(
    "clins-value-unreadable",
    Severity.WARNING,
    Words("この値は様式の項目として読めません。", "This value cannot be read as an item of the form."),
    Words("元の文書を見て、手で記入してください。", "Look at the document and fill the item in by hand."),
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

"""Rules about a printed page: what the paper cannot show, and what a FAX shows to whoever picks it up."""

from __future__ import annotations

from typing import Final

from carelink.findings import Rule, Severity, Words

CHARACTER_MISSING: Final = Rule(
    "page-character-missing",
    Severity.WARNING,
    Words(
        "印刷用の書体にない文字（外字など）があります。", "The font has no glyph for one of its characters."
    ),
    Words(
        "紙では 〓 と文字番号になります。手書きで補うか、書ける文字に直してください。",
        "The paper shows 〓 and its number: write it by hand, or use a character that is in Unicode.",
    ),
    Words(
        "外字は作った機械でしか読めません。違う字や空白で印刷すると、別の人に見えます。",
        "A private character is readable on one machine only; another one, or none, is another name.",
    ),
)
VARIANT_PLAIN: Final = Rule(
    "page-variant-plain",
    Severity.INFORMATION,
    Words(
        "異体字の指定（IVS）が、ふつうの字形で印刷されます。",
        "A variant of a kanji (IVS) is printed in its usual form.",
    ),
    Words("字形が大事なときは手書きで補ってください。", "Write the form by hand where it matters."),
    Words("その字形は印刷用の書体にありません。", "The font does not have that form."),
)
TEXT_SHOWN: Final = Rule(
    "fax-free-text",
    Severity.WARNING,
    Words(
        "自由に書かれた文は、そのまま FAX に載ります。", "This free text stands on the FAX as it was written."
    ),
    Words(
        "氏名や住所が書かれていないか、送る前に読んでください。",
        "Read it before sending: it may hold a name or an address.",
    ),
    Words(
        "伏せるのは様式が個人を示すと定めた項目だけで、文の中の名前は探しません。",
        "Only items that the form declares as telling who somebody is are replaced; texts are not searched.",
    ),
)
LOCAL_LEFT_OUT: Final = Rule(
    "fax-local-text-left-out",
    Severity.WARNING,
    Words(
        "様式に宣言のない独自項目の文は FAX に載りません。",
        "A text item of the town's own, which no form declares, is left off the FAX.",
    ),
    Words("必要なら電話で伝えてください。", "Tell it by telephone where it is needed."),
    Words("個人を示す内容かどうか分かりません。", "Nothing says whether it tells who somebody is."),
)
MEMBERS_LEFT_OUT: Final = Rule(
    "fax-members-left-out",
    Severity.INFORMATION,
    Words("関係者だけの項目は FAX に載りません。", "An item for members only is left off the FAX."),
    Words("必要なら封緘して送ってください。", "Send the record sealed where it is needed."),
    Words("FAX は宛先のほかの人も見ます。", "Others than the addressee see a FAX."),
)
NAME_HIDDEN: Final = Rule(
    "fax-initials-unknown",
    Severity.INFORMATION,
    Words("フリガナがないため、イニシャルにできません。", "Without a name in kana there are no initials."),
    Words("フリガナを入れてください。", "Fill in the name in kana."),
    Words("紙には「非表示」とだけ印刷されます。", "The paper only says that there is a name."),
)
TOWN_UNKNOWN: Final = Rule(
    "fax-town-unknown",
    Severity.INFORMATION,
    Words("住所から市町村を読み取れません。", "No town is to be read from the address."),
    Words("都道府県・市区町村から書いてください。", "Begin the address with prefecture and town."),
    Words(
        "紙には都道府県まで、または「非表示」とだけ印刷されます。", "The paper says the prefecture, or less."
    ),
)

RULES: Final = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))

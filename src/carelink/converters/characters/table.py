"""The table: characters that CP932 lacks → what stands for them. Read by the docs, which print it.

Sources: Kanji are the forms of JIS X 0213 (and of Unicode beyond it) whose older form JIS X 0208 or the IBM
extensions of CP932 have; signs are the full-width forms that Windows maps to the same place. This is a choice
of carelink (no official table was found for 介護 data), made on the characters real open data holds.
"""

from __future__ import annotations

from typing import Final

SIGNS: Final = {
    "\u2011": "-",  # non-breaking hyphen
    "\u2012": "-",  # figure dash
    "\u2013": "－",  # en dash
    "\u2014": "―",  # em dash; CP932 has the horizontal bar
    "\u2212": "－",  # minus sign; CP932 has the full-width hyphen-minus
    "\u207b": "－",  # superscript minus
    "\u208b": "－",  # subscript minus
    "\ufe63": "-",  # small hyphen-minus
    "\u2043": "-",  # hyphen bullet
    "\u301c": "～",  # wave dash; CP932 has the full-width tilde
    "\u223c": "～",  # tilde operator
    "\u2016": "∥",  # double vertical line; CP932 has the parallel sign
    "\u00a2": "￠",  # cent
    "\u00a3": "￡",  # pound
    "\u00ac": "￢",  # not sign
    "\u00a5": "￥",  # yen sign, which must not become a backslash
    "\u203e": "￣",  # overline
    "\u00a6": "￤",  # broken bar
    "\u00a0": " ",  # no-break space
    "\u2002": " ",  # en space
    "\u2003": "　",  # em space
    "\u2009": " ",  # thin space
    "\u202f": " ",  # narrow no-break space
    "\u2022": "・",  # bullet
    "\u00b7": "・",  # middle dot
    "\u2027": "・",  # hyphenation point
    "\u2036": "″",  # reversed double prime
    "\u02dd": "″",  # double acute accent
    "\u201f": "“",  # double high-reversed-9 quotation mark
    "\u25e6": "○",  # white bullet
    "\u2713": "レ",  # check mark
    "\u2714": "レ",  # heavy check mark
    "\u2b55": "○",  # heavy large circle
    "\u274c": "×",  # cross mark
    "\u00a9": "(C)",
    "\u00ae": "(R)",
}
"""Dashes, tildes, blanks and signs."""

KANA: Final = {
    "ゔ": "ヴ",  # hiragana vu, which CP932 has in katakana only
    "ゕ": "ヵ",
    "ゖ": "ヶ",
    "ヷ": "ヴァ",
    "ヸ": "ヴィ",
    "ヹ": "ヴェ",
    "ヺ": "ヴォ",
    "ㇰ": "ク",
    "ㇱ": "シ",
    "ㇲ": "ス",
    "ㇳ": "ト",
    "ㇴ": "ヌ",
    "ㇵ": "ハ",
    "ㇶ": "ヒ",
    "ㇷ": "フ",
    "ㇸ": "ヘ",
    "ㇹ": "ホ",
    "ㇺ": "ム",
    "ㇻ": "ラ",
    "ㇼ": "リ",
    "ㇽ": "ル",
    "ㇾ": "レ",
    "ㇿ": "ロ",
    "ゟ": "より",
    "ヿ": "コト",
}
"""Kana of JIS X 0213: ヴ has no hiragana in CP932, and the small kana of Ainu become large ones."""

KANJI: Final = {
    "俱": "倶",
    "鷗": "鴎",
    "繫": "繋",
    "噓": "嘘",
    "頰": "頬",
    "剝": "剥",
    "塡": "填",
    "𠮟": "叱",
    "瘦": "痩",
    "蟬": "蝉",
    "蠟": "蝋",
    "摑": "掴",
    "潑": "溌",
    "嚙": "噛",
    "囊": "嚢",
    "瀆": "涜",
    "簞": "箪",
    "醬": "醤",
    "驒": "騨",
    "麴": "麹",
    "麵": "麺",
    "屢": "屡",
    "搔": "掻",
    "焰": "焔",
    "禱": "祷",
    "萊": "莱",
    "蔣": "蒋",
    "姸": "妍",
    "幷": "并",
    "軀": "躯",
    "鹼": "鹸",
    "𠮷": "吉",
    "俠": "侠",
    "啞": "唖",
    "攢": "攅",
    "產": "産",
    "黃": "黄",
    "戶": "戸",
    "戾": "戻",
    "巢": "巣",
    "每": "毎",
    "步": "歩",
    "涉": "渉",
    "說": "説",
    "銳": "鋭",
    "脫": "脱",
    "稅": "税",
    "錄": "録",
    "鐮": "鎌",
    "彥": "彦",
    "溫": "温",
    "硏": "研",
    "玆": "茲",
    "栅": "柵",
    "姊": "姉",
    "吞": "呑",
    "內": "内",
    "吳": "呉",
    "喻": "喩",
    "宫": "宮",
    "强": "強",
    "徵": "徴",
    "查": "査",
    "歲": "歳",
    "曆": "暦",
    "歷": "歴",
    "閱": "閲",
    "槪": "概",
    "旣": "既",
    "姬": "姫",
    "屛": "屏",
    "卽": "即",
    "晚": "晩",
    "擊": "撃",
    "鉃": "鉄",
    "⻄": "西",  # a radical that stands for the character
    "⻑": "長",  # a radical that stands for the character
    "⻘": "青",  # a radical that stands for the character
    "⻝": "食",  # a radical that stands for the character
    "⻩": "黄",  # a radical that stands for the character
    "⻲": "亀",  # a radical that stands for the character
    "⼾": "戸",  # a radical that stands for the character
    "⺟": "母",  # a radical that stands for the character
    "⺠": "民",  # a radical that stands for the character
    "⻁": "虎",  # a radical that stands for the character
    "⻆": "角",  # a radical that stands for the character
    "⻤": "鬼",  # a radical that stands for the character
    "⻨": "麦",  # a radical that stands for the character
    "⻫": "斉",  # a radical that stands for the character
    "⻭": "歯",  # a radical that stands for the character
    "⻯": "竜",  # a radical that stands for the character
}
"""Forms of JIS X 0213 and beyond → the form CP932 has. The meaning stays, the shape of a name does not."""

REPLACED: Final = {**SIGNS, **KANA, **KANJI}
"""The whole table."""

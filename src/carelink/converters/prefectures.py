"""The 47 prefectures by name and number, and the check digit of the codes that begin with them."""

from __future__ import annotations

from typing import Final

NAMES: Final = (  # noqa: SIM905  a list of words reads better as words
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 "
    "東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 "
    "滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 "
    "香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
).split()
CODE_OF: Final = {name: f"{i:02}" for i, name in enumerate(NAMES, 1)}
"""Name → the two digits every code begins with."""
NAME_OF: Final = {code: name for name, code in CODE_OF.items()}


def with_check_digit(code: str) -> str:
    """Return a 全国地方公共団体コード of five digits with its sixth."""
    total = sum(int(d) * w for d, w in zip(code, (6, 5, 4, 3, 2), strict=True))
    return f"{code}{(11 - total % 11) % 10}"

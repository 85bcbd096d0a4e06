"""Names of the local governments around the two cities, by 全国地方公共団体コード, as open data have them."""

from typing import Final

NAMES: Final = {
    "372013": "高松市",
    "373419": "三木町",
    "373648": "直島町",
    "373877": "綾川町",
    "370002": "香川県",
    "332097": "高梁市",
    "332020": "倉敷市",
    "332054": "笠岡市",
    "332071": "井原市",
    "332089": "総社市",
    "332101": "新見市",
    "332160": "浅口市",
    "334235": "早島町",
    "334456": "里庄町",
    "334618": "矢掛町",
    "330001": "岡山県",
}
"""Of the whole country only these are here; other codes are shown as they are."""

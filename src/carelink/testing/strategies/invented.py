"""Invented people, the towns of the two catchments, and what is written about them, as strategies.

Names hold what breaks systems in Japan: 髙 and 﨑 (not in JIS X 0208), 𠮷 (outside the BMP), a full-width
blank, a one-character name, a long foreign one. Numbers have right check digits and belong to nobody;
telephone numbers have a local part that is never assigned. The simplest of everything comes first: that is
what a failing example shrinks to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from carelink.records.lists.shared import Sex
from carelink.records.lists.towns import NAMES as TOWN_NAMES

READINGS: Final = {
    "讃岐 太郎": "サヌキ タロウ",
    "香川 花子": "カガワ ハナコ",
    "備中 次郎": "ビッチュウ ジロウ",
    "高橋　梅": "タカハシ　ウメ",
    "髙橋 ヨシ": "タカハシ ヨシ",
    "宮﨑 茂": "ミヤザキ シゲル",
    "𠮷田 キヨ": "ヨシダ キヨ",
    "渡邉 ツル": "ワタナベ ツル",
    "菅 一": "スガ ハジメ",
    "森 ゐの": "モリ ヰノ",
    "五十嵐 ヱイ": "イガラシ ヱイ",
    "長宗我部 総一郎": "チョウソカベ ソウイチロウ",
    "グエン ティ ホア": "グエン ティ ホア",
    "マリア フェルナンダ デ ソウザ オリヴェイラ": "マリア フェルナンダ デ ソウザ オリヴェイラ",
}
"""Names with their readings."""

_ZIP: Final = {"37": "760-0000", "33": "716-0000"}
_STREETS: Final = (
    "番町0-0",
    "大字池戸0番地0",
    "落合町近似０－０",  # full width, as forms are typed
    "成羽町下原000-0 コーポ架空 000号室",
    "中央町0丁目0番0号　架空マンション瀬戸内・東館 0000号室 讃岐様方",
)

ERA_EDGES: Final = (
    date(1912, 7, 29),  # 明治45
    date(1912, 7, 30),  # 大正元
    date(1926, 12, 24),  # 大正15
    date(1926, 12, 25),  # 昭和元
    date(1928, 2, 29),
    date(1989, 1, 7),  # 昭和64
    date(1989, 1, 8),  # 平成元
    date(2000, 2, 29),
    date(2019, 4, 30),  # 平成31
    date(2019, 5, 1),  # 令和元
)
"""Days on which eras end and begin, and leap days."""

_SENTENCES: Final = (
    "特になし。",
    "うどん店を営んでいた",
    "自宅で過ごしたいと話している。",
    "歩行時にふらつきあり、見守りが必要。",
    "服薬は長女が朝夕に確認（一包化）。",
    "ＨｂＡ１ｃ　７．２％、血圧130/80mmHg",
    "①食事 ②排泄 ③入浴の順に相談したい ㈱架空 ㍻",
    "「もう一度お遍路に行きたい」とのこと～",
    "髙松の自宅、㔟いよく降る雨と<雪>& 'みぞれ' に注意",
)

_NUMBERS: Final = {
    "hospital_number": ("3710199013", "3310999010", "3730199019"),
    "medical_number": ("3710199013", "3310999010", "3740199017"),
    "office_number": ("3770199010", "3370999017", "37A0199013", "3390999013", "33B0999018"),
    "insurer_number": ("372011", "332098", "373415"),
    "insured_number": ("0000012345", "0000000001", "H000000001"),
    "municipality_code": ("372013", "373419", "332097", "332020"),
    "municipality": ("372013", "373419", "332097", "332020"),
    "prefecture": ("香川県", "岡山県"),
    "city": ("高松市", "三木町", "直島町", "綾川町", "高梁市", "倉敷市"),
    "email": ("madoguchi@example.jp", "zaitaku.renkei@town.example.jp"),
    "website": ("https://example.jp/", "https://town.example.jp/kaigo/%E4%B8%80%E8%A6%A7?p=1#top"),
    "relation": ("妻", "長男", "長女の配偶者", "姪", "民生委員"),
    "name_en": ("Sanuki Home Care Support Centre", "Bitchu Clinic"),
    "code": ("01", "A-1", "0099"),
    "key": ("folder", "sftp"),
    "postal_code": ("760-0000", "716-0000"),
    "service_name": ("訪問看護", "居宅介護支援"),
    "meeting_name": ("サービス担当者会議", "退院時カンファレンス（第２回）"),
}
_PLACES: Final = ("facility", "hospital", "office", "clinic", "host", "desk", "doctor_clinic", "department")
_SAID_PLACES: Final = (
    "高松居宅介護支援事業所",
    "三木町さぬき病院",
    "高梁市地域包括支援センター",
    "医療法人社団　架空会　備中ｸﾘﾆｯｸ",
    "社会福祉法人瀬戸内架空福祉会 特別養護老人ホーム さぬきの杜 居宅介護支援事業所（番町出張所）",
)
_PERSONS: Final = ("name", "doctor", "care_manager", "recorder", "manager", "chair", "receiver", "who")


@dataclass(frozen=True, slots=True)
class Town:
    """A local government of the catchments: its 全国地方公共団体コード, name and prefecture."""

    code: str
    name: str
    prefecture: str


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody who does not exist."""

    name: str
    kana: str
    sex: Sex
    born: date
    postal_code: str
    address: str
    tel: str


_TOWNS: Final = tuple(
    Town(code, name, {"37": "香川県", "33": "岡山県"}[code[:2]])
    for code, name in TOWN_NAMES.items()
    if not code.startswith(("370", "330"))
)


def towns() -> st.SearchStrategy[Town]:
    """Draw a town of 高松・三木・直島・綾川 or of the 高梁川 basin; 高松市 is the simplest."""
    return st.sampled_from(_TOWNS)


def births() -> st.SearchStrategy[date]:
    """Draw days of birth: of old people mostly, at the edges of eras often."""
    return st.sampled_from((date(1938, 1, 2), *ERA_EDGES)) | st.dates(date(1926, 12, 26), date(1960, 12, 31))


def phones() -> st.SearchStrategy[str]:
    """Draw telephone numbers nobody can have."""
    return st.integers(0, 99).map(lambda n: f"087-000-{n:04}") | st.sampled_from(
        ["0866-00-0000", "０８７－０００－００００", "087(000)0001", "090-0000-0000"]
    )


def addresses() -> st.SearchStrategy[str]:
    """Draw addresses of the catchments, with numbers no house has."""
    return st.builds(lambda t, s: f"{t.prefecture}{t.name}{s}", towns(), st.sampled_from(_STREETS))


def postal_code(address: str) -> str:
    """Return the code of no house in the prefecture of an address."""
    return _ZIP["33" if address.startswith("岡山県") else "37"]


def people() -> st.SearchStrategy[Someone]:
    """Draw somebody: name with its reading, sex, day of birth, address, telephone."""
    return st.builds(
        lambda name, sex, born, address, tel: Someone(
            name, READINGS[name], sex, born, postal_code(address), address, tel
        ),
        st.sampled_from(list(READINGS)),
        st.sampled_from([Sex.MALE, Sex.FEMALE]),
        births(),
        addresses(),
        phones(),
    )


def texts(long: int = 600) -> st.SearchStrategy[str]:
    """Draw what people write into a field: a few words, sentences, now and then far too much.

    :param long: length of the longest
    """
    one = st.sampled_from(_SENTENCES)
    many = st.lists(one, min_size=2, max_size=4).map("　".join)
    return one | many | one.map(lambda s: (s * (long // len(s) + 1))[:long])


def text_of(path: str) -> st.SearchStrategy[str]:
    """Draw what is written into an item, by its name: a name, a number, an address, a sentence."""
    name = path.rpartition(".")[2]
    if path == "address":  # of a channel: contact.delivery
        return st.sampled_from(_NUMBERS["website"])
    if name in _NUMBERS:
        return st.sampled_from(_NUMBERS[name])
    place = name in _PLACES or path.startswith(("identity.name", "operator.name"))
    ways = (
        (name.endswith(("tel", "fax", "telephone", "mobile")), phones),
        (name.endswith("address"), addresses),
        (name.endswith("kana"), lambda: st.sampled_from(list(READINGS.values()))),
        (place, lambda: st.sampled_from(_SAID_PLACES)),
        (name in _PERSONS or name.endswith(("person", "name")), lambda: st.sampled_from(list(READINGS))),
    )
    return next((way() for fits, way in ways if fits), texts())


def number_of(path: str) -> st.SearchStrategy[Any] | None:
    """Draw numbers of items that not any number fits: places on the map, years, ages, sizes."""
    name = path.rpartition(".")[2]
    if name == "longitude":
        return st.decimals(133, 135, places=6)
    if name == "latitude":
        return st.decimals(34, 35, places=6)
    if name == "year":
        return st.integers(2019, 2026)
    if name == "age":
        return st.integers(60, 104)
    return st.integers(1, 120) if name in {"capacity", "beds"} else None


def agreeing(section: dict[str, object]) -> None:
    """Give a drawn name its reading, and a drawn address its postal code."""
    name, address = section.get("name"), section.get("address")
    if "kana" in section and name in READINGS:
        section["kana"] = READINGS[str(name)]
    if "postal_code" in section and isinstance(address, str):
        section["postal_code"] = postal_code(address)

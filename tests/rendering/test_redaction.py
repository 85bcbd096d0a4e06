from __future__ import annotations

from datetime import date

import pytest
import rendering_people as people
from hypothesis import given
from hypothesis import strategies as st

from carelink.records import AdmissionSheet, kinds, read
from carelink.records.item import Instead
from carelink.records.places import PersonName
from carelink.records.read import class_of
from carelink.rendering.answers import Reading
from carelink.rendering.redaction import HIDDEN, initials, instead_of, town

KINDS = [class_of(kind) for kind in read.KINDS]
STAFF = {"hospital_person", "care_manager", "doctor", "doctor_kana", "office_person", "recorder", "receiver"}
STAFF |= {"backup_person"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("香川県高松市番町一丁目8番15号", "香川県高松市"),
        ("香川県木田郡三木町市場1-1", "香川県木田郡三木町"),
        ("東京都世田谷区市場町1", "東京都世田谷区"),
        ("東京都町田市森野2-2", "東京都町田市"),
        ("東京都八丈町大賀郷", "東京都八丈町"),
        ("三重県四日市市諏訪町1-5", "三重県四日市市"),
        ("千葉県市川市八幡1-1-1", "千葉県市川市"),
        ("千葉県市原市国分寺台", "千葉県市原市"),
        ("愛知県蒲郡市旭町17-1", "愛知県蒲郡市"),
        ("福島県郡山市朝日1", "福島県郡山市"),
        ("奈良県大和郡山市北郡山町", "奈良県大和郡山市"),
        ("広島県廿日市市下平良", "広島県廿日市市"),
        ("新潟県十日町市千歳町", "新潟県十日町市"),
        ("東京都東村山市本町1", "東京都東村山市"),
        ("群馬県佐波郡玉村町下新田", "群馬県佐波郡玉村町"),
        ("大阪府大阪市北区中之島1", "大阪府大阪市"),
        ("高松市番町1", "高松市"),
        ("　香川県 高松市 番町", "香川県高松市"),
        ("どこか遠い所", ""),
        ("香川県", "香川県"),
        ("1-2-3", ""),
    ],
)
def test_a_town_is_read_and_nothing_after_it(address, expected):
    assert town(address) == expected


@given(st.text(alphabet="香川県東京都市区町村郡高松原一二三0123 番丁目", max_size=30))
def test_a_town_is_the_beginning_of_the_address_and_holds_no_number(address):
    found = town(address)
    assert "".join(address.split()).startswith(found)
    assert not any(char.isdigit() for char in found)


@pytest.mark.parametrize(
    ("kana", "expected"),
    [
        ("カガワ タロウ", "K.T."),
        ("ｶｶﾞﾜ　ﾊﾅｺ", "K.H."),
        ("ヤマダ", "Y."),
        ("ちば じろう いち", "C.J."),
        ("", ""),
        ("香川", ""),
    ],
)
def test_initials_come_from_the_name_in_kana(kana, expected):
    sheet = AdmissionSheet(written=people.WRITTEN).change("basics.kana", kana or None)
    assert initials(AdmissionSheet.form(), sheet) == expected


def test_each_answer_is_replaced_by_what_its_item_declares():
    form, reading = AdmissionSheet.form(), Reading("ja", date(2026, 11, 25), redacted=True)
    assert instead_of(form["basics.name"], "架空 太郎", reading).text == HIDDEN
    assert instead_of(form["basics.born"], date(1938, 11, 26), reading).text == "満87歳"
    assert instead_of(form["basics.born"], date(2027, 1, 1), reading).text == HIDDEN
    assert instead_of(form["basics.address"], "香川県高松市番町1", reading).text == "香川県高松市"
    assert instead_of(form["basics.tel"], "087-000-0000", reading).text == HIDDEN
    assert instead_of(form["basics.tel"], None, reading).text == ""


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_of_a_person_says_what_stands_in_its_place(kind):
    """A new item that names somebody is redacted, or is said here to be staff."""
    for item in kind.form().boxes():
        if isinstance(item.at, PersonName) or (isinstance(item.kind, kinds.Day) and item.name == "born"):
            assert item.instead is not None or item.name in STAFF, item.path


def test_every_kind_about_a_person_declares_initials():
    about = {k.kind for k in KINDS if any(i.instead is Instead.INITIALS for i in k.form())}
    assert about == set(read.KINDS) - {"facility", "coordinator"}

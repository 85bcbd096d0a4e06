"""What CP932 cannot hold: mapped by a table, each change counted; and how the field spoils characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink import converters
from carelink.converters.characters import LACKING, REPLACED, doubtful, holds, to_cp932

HEAD = "事業所番号,事業所名,サービスの種類,備考"


@pytest.mark.parametrize(("character", "becomes"), REPLACED.items())
def test_the_table_maps_what_cp932_lacks_to_what_it_holds(character, becomes):
    assert not holds(character)
    assert holds(becomes)
    assert to_cp932(character).text == becomes


@pytest.mark.parametrize(
    ("text", "becomes", "replaced", "lost"),
    [
        ("髙﨑①㈱～－", "髙﨑①㈱～－", 0, 0),
        ("葛󠄀城", "葛城", 1, 0),
        ("⽇本⽯", "日本石", 2, 0),
        ("ゔぁいおりん", "ヴぁいおりん", 1, 0),
        ("か\u3099", "が", 1, 0),
        ("1−2‑3–4—5‐6", "1－2-3－4―5‐6", 4, 0),
        ("Café Ⅻ", "Cafe XII", 2, 0),
        ("滇池😀", f"{LACKING}池{LACKING}", 0, 2),
        ("¥\\", "￥\\", 1, 0),
    ],
)
def test_each_change_is_counted(text, becomes, replaced, lost):
    assert to_cp932(text) == (becomes, replaced, lost)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_written_and_what_fits_is_untouched(text):
    carried = to_cp932(text)
    assert holds(carried.text)
    assert carried.lost == carried.text.count(LACKING) - text.count(LACKING)
    if holds(text):
        assert carried == (text, 0, 0)
    else:
        assert carried.replaced + carried.lost


def test_private_use_and_half_width_kana_are_said_and_stay():
    data = f"{HEAD}\r\n3770199010,ｶﾞｲｼﾞ\ue000,訪問介護,\r\n".encode()
    for name in ("care-service",):
        town = data.replace("事業所名".encode(), "介護サービス事業所名称".encode())
        batch = converters.read_all(town, format=name)
        assert {"character-private-use", "character-half-width-kana"} <= batch.report.counts().keys()
        assert batch.records[0].identity.name == "ｶﾞｲｼﾞ\ue000"
    assert doubtful("全角カナ") == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_and_line_ends_do_not_matter(encoding, end):
    rows = [HEAD, '3770199010,甲,訪問介護,"二\n行"', "3770199028,乙,通所介護,"]
    batch = converters.read_all(end.join(rows).encode(encoding), format="kaigo-kohyo")
    assert [r.identity.name for r in batch.records] == ["甲", "乙"]
    assert batch.records[0].listing.remarks == "二\n行"


def test_mixed_line_ends_make_no_rows():
    data = f"{HEAD}\r\n3770199010,甲,訪問介護,\n3770199028,乙,通所介護,\r3770199036,丙,通所介護,\r\n".encode()
    batch = converters.read_all(data)
    assert [r.identity.name for r in batch.records] == ["甲", "乙", "丙"]

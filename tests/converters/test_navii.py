"""医療情報ネット: flags are 0 for closed, times become hours, two files are joined by ID."""

from __future__ import annotations

import csv
import io
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import converters
from carelink.converters.navii import Facilities, Hours, read_joined
from carelink.records.lists.facility import Category, HoursFor, Weekday

WEEK = "月火水木金土日"


def csv_of(*rows):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


HEAD = [
    *("ID", "正式名称", "正式名称（フリガナ）", "略称", "略称（フリガナ）", "英語表記（ローマ字表記）"),
    *("機関区分", "都道府県コード", "市区町村コード", "所在地", "所在地座標（緯度）", "所在地座標（経度）"),
    "案内用ホームページアドレス",
    *(f"毎週決まった曜日に休診（{d}）" for d in WEEK),
    *(f"決まった週に休診（定期週）第{w}週（{d}）" for w in range(1, 6) for d in WEEK),
    *("祝日に休診", "その他の休診日（gw、お盆等）", "一般病床", "合計病床数"),
]


def place(**said):
    row = dict.fromkeys(HEAD, "") | {h: "1" for h in HEAD if "休診（" in h} | {"祝日に休診": "1"}
    row |= {"ID": "3710000000011", "正式名称": "甲病院", "機関区分": "1", "都道府県コード": "37"}
    return list((row | said).values())


def test_flags_say_closed_with_zero():
    closed = {
        "毎週決まった曜日に休診（日）": "0",
        "祝日に休診": "0",
        "その他の休診日（gw、お盆等）": "12/29~1/3",
    }
    closed |= {f"決まった週に休診（定期週）第{w}週（土）": "0" for w in (1, 3)}
    closed |= {f"決まった週に休診（定期週）第{w}週（木）": "0" for w in range(1, 6)}
    batch = converters.read_all(csv_of(HEAD, place(**closed, 市区町村コード="201", 合計病床数="20")))
    assert batch.format == "navii"
    (record,) = batch.records
    assert record.opening.closed == "毎週木・日曜日; 第1・3土曜日; 祝日; その他: 12/29~1/3"
    assert record.site.municipality_code == "372013"
    assert (record.site.prefecture, record.offer.category) == ("香川県", Category.HOSPITAL)
    assert record.reception.beds == 20
    assert record.identity.medical_number is None


def test_a_lost_zero_comes_back_only_when_the_prefecture_proves_it():
    batch = converters.read_all(
        csv_of(
            HEAD,
            place(ID="111010000010", 都道府県コード="01"),
            place(ID="111010000010", 都道府県コード=""),
            place(ID="111010000010", 都道府県コード="13"),
            place(ID="471f0004", 都道府県コード="47"),
        )
    )
    assert [r.identity.navii_id for r in batch.records] == [
        "0111010000010",
        "111010000010",
        "111010000010",
        "471f0004",
    ]
    codes = {x.source.row: x.code for x in batch.report if x.path == "identity.navii_id"}
    assert codes == {2: "navii-id-zero-restored", 3: "navii-id-short", 4: "navii-id-short"}


HOURS_HEAD = [
    *("ID", "診療科目コード", "診療科目名", "診療時間帯"),
    *(
        f"{d}_{what}{end}時間"
        for d in [*WEEK, "祝"]
        for what in ("診療", "外来受付")
        for end in ("開始", "終了")
    ),
]


def span(said, code, name, slot, **times):
    return list(
        (
            dict.fromkeys(HOURS_HEAD, "")
            | dict(zip(HOURS_HEAD, (said, code, name, slot), strict=False))
            | times
        ).values()
    )


MORNING = {f"{d}_診療開始時間": "09:00" for d in "月火水"} | {f"{d}_診療終了時間": "12:00" for d in "月火水"}


def test_hours_are_joined_by_id_even_when_one_file_lost_its_zeros():
    places = csv_of(HEAD, place(ID="0111010000010", 都道府県コード="01"), place())
    hours = csv_of(
        HOURS_HEAD,
        span("111010000010", "01001", "内科", "1", **MORNING),
        span("111010000010", "01001", "内科", "2", 月_診療開始時間="0.5625", 月_診療終了時間="17:00:00"),
        span("999", "01001", "内科", "1", **MORNING),
        span("3710000000011", "09010", "救急科", "1", 祝_診療開始時間="22:00", 祝_診療終了時間="06:00"),
    )
    outcomes = list(read_joined(places, hours))
    records = [o.record for o in outcomes if o.record is not None]
    first, second = records
    assert [d.name for d in first.offer.departments] == ["内科"]
    morning, afternoon = first.opening.hours
    assert morning.days == (Weekday.MON, Weekday.TUE, Weekday.WED)
    assert (morning.purpose, morning.department) == (HoursFor.TREATMENT, "内科")
    assert (afternoon.opens, afternoon.closes) == (time(13, 30), time(17))
    assert second.opening.hours[0].closes == time(6)
    found = [x.code for o in outcomes for x in o.findings]
    assert "navii-hours-without-place" in found


def test_pharmacies_and_maternity_homes_have_their_times_in_the_same_row():
    pharmacy = [
        "ID",
        "名称",
        "フリガナ",
        "都道府県コード",
        "所在地座標（緯度）",
        "機関区分",
        "定期閉店第１週（日）",
    ]
    pharmacy += [
        "営業日（日）",
        "月_開店時間帯1_開始時間",
        "月_開店時間帯1_終了時間",
        "その他の閉店日（gw、お盆等）",
    ]
    row = [
        "3750000000012",
        "乙薬局",
        "オツヤッキョク",
        "37",
        "34.3",
        "5",
        "0",
        "0",
        "00:00",
        "23:59",
        "年末年始",
    ]
    batch = converters.read_all(csv_of(pharmacy, row))
    (record,) = batch.records
    assert record.opening.closed == "毎週日曜日; 第1日曜日; その他: 年末年始"
    (hours,) = record.opening.hours
    assert (hours.purpose, hours.opens, hours.closes) == (HoursFor.SHOP, time(0), time(23, 59))
    maternity = ["ID", "正式名称", "都道府県コード", "月_就業時間帯1_開始時間", "月_就業時間帯1_終了時間"]
    batch = converters.read_all(csv_of(maternity, ["3740000000013", "丙助産所", "37", "", "17:00"]))
    assert "navii-time-without-start" in batch.report.counts()


def test_a_copy_that_lost_its_names_is_still_a_table_of_places():
    head = ["ID", "月_就業時間帯1_開始時間", "月_就業時間帯1_終了時間", "祝日に休業"]
    batch = converters.read_all(csv_of(head, ["1340000000014", "9:00", "17:00", "0"]))
    assert (batch.format, len(batch.records), batch.refused) == ("navii", 1, 0)
    (record,) = batch.records
    assert record.opening.hours[0].closes == time(17)
    assert record.opening.closed == "祝日"


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(HEAD), st.text(max_size=4) | st.sampled_from(["0", "1", "2", "1.0"]), max_size=9
        ),
        max_size=3,
    )
)
@settings(max_examples=30)
def test_no_row_is_lost(rows):
    data = csv_of(HEAD, *(place(**row) for row in rows))
    batch = Facilities.read_all(data)
    blank = sum(x.code == "table-row-blank" for x in batch.report)
    assert batch.rows_in + blank >= len(rows)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(HOURS_HEAD),
            st.sampled_from(["", "1", "x", "09:00", "25:00", "0.5", "00:00"]),
            max_size=9,
        ),
        max_size=4,
    )
)
@settings(max_examples=30)
def test_hours_of_any_content_are_read_or_refused(rows):
    data = csv_of(HOURS_HEAD, *(span("1", "01001", "内科", "1", **row) for row in rows))
    batch = Hours.read_all(data)
    assert batch.rows_in == len(batch.records) + batch.refused


def test_the_tables_are_read_only(tmp_path):
    from carelink.errors import UsageError

    batch = converters.read_all(csv_of(HEAD, place()))
    with pytest.raises(UsageError):
        converters.write(batch.records, tmp_path / "x.csv", format="navii")

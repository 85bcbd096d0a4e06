"""介護サービス情報公表 open data → facilities → the same bytes, with a finding for every doubtful value."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.converters import kaigo_kohyo
from carelink.converters.kaigo_kohyo.columns import HEADINGS
from carelink.records.lists.facility import AvailableDay, Category, ServiceKind

WRITTEN = datetime(2025, 12, 31, tzinfo=UTC)
GOOD = {
    "都道府県コード又は市町村コード": "372013",
    "No": "3770199010",
    "都道府県名": "香川県",
    "市区町村名": "高松市",
    "事業所名": "試験訪問リハビリ",
    "事業所名カナ": "シケンホウモンリハビリ",
    "サービスの種類": "訪問リハビリテーション",
    "住所": "香川県高松市番町一丁目99番9号",
    "緯度": "34.340100000000000",
    "経度": "134.043300000000000",
    "電話番号": "087-000-0000",
    "FAX番号": "087-000-0001",
    "法人番号": "1000020372013",
    "法人の名称": "試験法人",
    "事業所番号": "3770199010",
    "利用可能曜日": "平日,土曜日",
    "定員": "20",
    "URL": "https://example.jp/",
}


def table(*rows: dict[str, str], headings=HEADINGS, end="\r\n", bom=True, encoding="utf-8") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(headings)
    writer.writerows([{**GOOD, **row}.get(h, "") for h in headings] for row in rows)
    return (b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode(encoding)


def read(*rows: dict[str, str], **how):
    return kaigo_kohyo.read_all(table(*rows, **how), written=WRITTEN)


def codes(batch):
    return [(f.source.row, f.source.column, f.code) for f in batch.report]


def test_a_good_row_says_nothing():
    batch = read({})
    (facility,) = batch
    assert codes(batch) == []
    assert facility.offer.services == (ServiceKind._14,)
    assert facility.offer.category is Category.HOME_CARE
    assert facility.opening.days == (AvailableDay.WEEKDAYS, AvailableDay.SATURDAY)
    assert facility.reception.capacity == 20
    assert facility.listing.as_written is None


DOUBTFUL = [
    ({"事業所番号": "3770199011", "No": "3770199011"}, 16, "office-number-check-digit"),
    ({"事業所番号": "37701", "No": "37701"}, 16, "office-number-shape"),
    ({"No": "3790199016"}, 2, "office-number-differs"),
    ({"法人番号": "2000020372013"}, 14, "corporate-number-check-digit"),
    ({"法人番号": "20203"}, 14, "corporate-number-shape"),
    ({"都道府県コード又は市町村コード": "372011"}, 1, "municipality-code-check-digit"),
    ({"都道府県コード又は市町村コード": "37201"}, 1, "municipality-code-shape"),
    ({"都道府県コード又は市町村コード": ""}, 1, "municipality-code-missing"),
    ({"都道府県名": "岡山県"}, 3, "prefecture-differs"),
    ({"事業所名": ""}, 5, "facility-name-missing"),
    ({"事業所名カナ": "試験訪問リハビリ"}, 6, "name-kana-not-kana"),
    ({"サービスの種類": "訪問なんでも"}, 7, "service-kind-unknown"),
    ({"サービスの種類": ""}, 7, "service-kind-missing"),
    ({"緯度": "53.41", "経度": "134.04"}, 10, "coordinate-outside-japan"),
    ({"経度": ""}, 11, "coordinate-half"),
    ({"緯度": "北緯34"}, 10, "coordinate-unreadable"),
    ({"電話番号": "０８７－０００－００００"}, 12, "telephone-normalised"),
    ({"FAX番号": "087-000-0000（"}, 13, "telephone-unusual"),
    ({"利用可能曜日": "平日,盆"}, 17, "weekday-unknown"),
    ({"定員": "0"}, 19, "capacity-zero"),
    ({"定員": "若干名"}, 19, "capacity-unreadable"),
    ({"URL": "info@example.jp"}, 20, "url-is-email"),
    ({"URL": "www.example.jp"}, 20, "url-without-scheme"),
    ({"URL": "http//example.jp"}, 20, "url-unreadable"),
    ({"高齢者の方と障害者の方が同時一体的に利用できるサービス": "はい"}, 21, "shared-service-unknown"),
    ({"備考": "試験"}, 24, "remark-not-empty"),
    ({"電話番号": "087-000-0000 "}, 12, "space-around-cell"),
]


@pytest.mark.parametrize(("row", "column", "code"), DOUBTFUL, ids=[c for _, _, c in DOUBTFUL])
def test_a_doubtful_value_is_a_finding_and_the_row_is_kept_as_it_is(row, column, code):
    batch = read({}, {**row})
    assert (3, column, code) in codes(batch)
    assert batch.rows_in == len(batch.records) == 2
    assert kaigo_kohyo.to_bytes(batch.records) == table({}, {**row})


def test_zero_coordinates_are_left_out_and_come_back_in_the_table():
    row = {"緯度": "0.000000000000000", "経度": "0.000000000000000"}
    batch = read(row)
    assert batch.records[0].site.latitude is None
    assert [c for _, _, c in codes(batch)] == ["coordinate-zero", "coordinate-zero"]
    assert kaigo_kohyo.to_bytes(batch.records) == table(row)


def test_what_was_written_does_not_come_back_once_the_value_has_changed():
    (facility,) = read({"定員": "0", "電話番号": "０８７－０００－００００"})
    changed = facility.change("reception.capacity", 9).change("contact.telephone", None)
    (_, row) = csv.reader(io.StringIO(kaigo_kohyo.to_bytes([changed]).decode("utf-8-sig"), newline=""))
    assert row[HEADINGS.index("定員")] == "9"
    assert row[HEADINGS.index("電話番号")] == ""


def test_the_same_office_twice_is_two_records_and_a_finding():
    batch = read({}, {}, {"サービスの種類": "訪問看護"})
    assert (3, 16, "facility-repeated") in codes(batch)
    assert len({f.id for f in batch}) == 3


def test_ids_come_from_what_identifies_the_office_not_from_the_file():
    (first,) = read({})
    (again,) = read({"電話番号": "087-000-9999", "定員": "5"})
    assert first.id == again.id


def test_a_personal_number_is_neither_read_nor_remembered():
    batch = read({"法人番号": "123456789018"})
    assert (2, 14, "corporate-number-is-personal") in codes(batch)
    assert "123456789018" not in repr([f.model_dump() for f in batch])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (table({}) + b"1,2,3\r\n", "table-row-width"),
        (table({}) + b'"372013,3770199010\r\n', "table-row-quotes"),
        (table({}, {"事業所番号": "", "No": "", "事業所名": ""}), "facility-without-identity"),
    ],
)
def test_a_row_that_cannot_be_a_facility_is_counted_as_refused(data, code):
    batch = kaigo_kohyo.read_all(data, written=WRITTEN)
    assert (batch.rows_in, len(batch.records), batch.refused) == (2, 1, 1)
    assert code in {f.code for f in batch.report.errors}


def test_columns_are_found_by_name():
    mixed = tuple(reversed(HEADINGS))
    batch = read({}, headings=mixed)
    assert batch.records == read({}).records
    assert codes(batch) == []


def test_missing_unknown_and_repeated_columns_are_said():
    batch = read({}, headings=(*HEADINGS[:-1], "内線番号", "No"))
    assert [(f.source.column, f.code) for f in batch.report] == [
        (None, "table-column-missing"),
        (24, "table-column-unknown"),
        (25, "table-column-repeated"),
    ]
    assert len(batch.records) == 1


def test_another_table_is_refused_whole():
    batch = kaigo_kohyo.read_all("名前,住所\nあ,い\n".encode(), written=WRITTEN)
    assert [f.code for f in batch.report] == ["table-layout-unknown"]
    assert not batch.records


@pytest.mark.parametrize("how", [{"bom": False}, {"end": "\n"}, {"bom": False, "encoding": "cp932"}])
def test_copies_in_other_dress_are_the_same_records(how):
    assert read({}, **how).records == read({}).records


def test_lost_zeros_are_put_back_where_the_check_digit_proves_it():
    row = {"都道府県コード又は市町村コード": "11011", "事業所番号": "170199012", "No": "170199012"}
    batch = read({**row, "都道府県名": "北海道"})
    assert batch.records[0].identity.office_number == "0170199012"
    assert batch.records[0].site.municipality_code == "011011"
    assert codes(batch) == [(2, 1, "leading-zero-restored"), (2, 16, "leading-zero-restored")]


def test_losses_name_the_items_without_a_column():
    (facility,) = read({})
    assert kaigo_kohyo.losses(facility) == ()
    wider = facility.change("site.postal_code", "760-0000")
    assert [(f.path, f.code) for f in kaigo_kohyo.losses(wider)] == [("site.postal_code", "item-not-carried")]


def test_no_finding_repeats_a_value():
    marks = {h: f"秘{i}密" for i, h in enumerate(HEADINGS)}
    batch = read(marks)
    assert batch.report.findings
    assert "秘" not in "".join(map(repr, batch.report))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.sampled_from(
    ["0", "34.3", "平日", "土曜日,平日", "あり", "通常の指定", "info@example.jp", "０８７-1-２", " x "]
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(HEADINGS, CELL)), max_size=3))
def test_what_is_read_is_written_back_or_reported(rows):
    data = table(*rows)
    batch = kaigo_kohyo.read_all(data, written=WRITTEN)
    again = kaigo_kohyo.to_bytes(batch.records)
    lost = {"table-cell-control-character", "corporate-number-is-personal", "table-row-blank"}
    unsaid = any(
        row["No"].strip(" \t\r\n") == "" != row["事業所番号"] for row in rows
    )  # said: number differs
    if not batch.refused and not unsaid and not lost & {f.code for f in batch.report}:
        assert again == data
    assert batch.rows_in == len(batch.records) + batch.refused


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_report(data):
    head = table()
    batch = kaigo_kohyo.read_all(head + data, written=WRITTEN)
    assert batch.rows_in == len(batch.records) + batch.refused
    assert batch.refused <= len(batch.report.errors)

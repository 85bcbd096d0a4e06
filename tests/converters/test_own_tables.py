"""A town's own table by a column map, the guesser, the consultation table, packages of examples, GeoJSON."""

from __future__ import annotations

import csv
import io
import json
import tarfile
import tomllib
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import converters
from carelink.converters import columns, fhir_package
from carelink.converters.consultation_table import DOOR
from carelink.errors import UsageError
from carelink.records.sheets import facility as f
from carelink.records.sheets.consultation import Consultation
from carelink.rendering import to_geojson
from carelink.testing.strategies import records

WRITTEN = datetime(2025, 12, 31, 9, tzinfo=UTC)
MAP = """
[table]
name = "当市の医療機関"
encoding = "cp932"
heading-row = 2
[columns]
"施設名" = "identity.name"
"TEL" = "contact.telephone"
"区分" = "offer.category"
"受付日" = "listing.confirmed"
"メモ" = ""
[fixed]
"site.municipality_code" = "372013"
"""
TABLE = (
    "令和7年度 一覧,,,,\r\n施設名,TEL,区分,受付日,メモ\r\n甲医院,087-000-0000,診療所,R7.4.1,要確認\r\n"
).encode("cp932")


def test_a_column_map_reads_and_writes_a_towns_own_table(tmp_path):
    batch = converters.read_all(TABLE, columns=MAP.encode())
    (record,) = batch.records
    assert record.identity.name == "甲医院"
    assert str(record.listing.confirmed) == "2025-04-01"
    assert record.site.municipality_code == "372013"
    path = tmp_path / "out.csv"
    report = converters.write(batch.records, path, columns=MAP.encode())
    assert path.read_bytes().decode("cp932").splitlines() == TABLE.decode("cp932").splitlines()[1:]
    assert not report.errors


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[columns]\n",
        '[columns]\n"a" = "identity.nam"\n',
        '[columns]\n"a" = "identity.name"\n"b" = "identity.name"\n',
        '[table]\nkind = "sheet"\n[columns]\n"a" = ""\n',
        '[columns]\n"a" = 3\n',
        '[columns]\n"a" = "identity.name"\n[as]\n"a" = "nonsense"\n',
        '[columns]\n"a" = "opening.hours"\n',
        '[columns]\n"a" = "identity.name"\n[fixed]\n"reception.vacancy" = "?"\n',
        '[table]\nheading-row = 0\n[columns]\n"a" = ""\n',
    ],
)
def test_a_wrong_map_is_refused_with_a_hint(text):
    with pytest.raises(UsageError):
        columns.load(text.encode())


OWN = """当市 在宅医療資源,,,,,,
医療機関名,ふりがな,TEL,所在地,座標北,座標東,法人No
甲医院,コウイイン,087-000-0000,高松市番町一丁目1番1号,34.34010,134.04330,8700150009530
乙クリニック,オツクリニック,087-000-0001,高松市番町二丁目2番2号,34.34020,134.04340,8700150009530
"""


def test_the_guesser_says_why_and_never_what():
    guess = columns.guess(OWN.encode())
    assert guess.heading_row == 2
    chosen = {p.heading: p.path for p in guess.proposals}
    assert chosen["医療機関名"] == "identity.name"
    assert chosen["ふりがな"] == "identity.name_kana"
    assert chosen["TEL"] == "contact.telephone"
    assert chosen["所在地"] == "site.address"
    assert chosen["座標北"] == "site.latitude"
    assert chosen["座標東"] == "site.longitude"
    text = guess.to_toml()
    assert tomllib.loads(text)["columns"] == chosen
    assert "甲医院" not in text
    assert "087" not in text
    batch = converters.read_all(OWN.encode(), columns=text.encode())
    assert [r.identity.name for r in batch.records] == ["甲医院", "乙クリニック"]


@given(st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=5), min_size=1, max_size=5))
@settings(max_examples=30)
def test_any_table_gives_a_map_that_loads_or_has_no_heading(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    guess = columns.guess(out.getvalue().encode("utf-8", "surrogatepass"))
    if guess.proposals:
        columns.load(guess.to_toml().encode("utf-8", "surrogatepass"))


def test_a_way_of_its_own_is_proposed_with_the_item():
    data = "医療機関名,医療機関の種類\r\n甲医院,無床診療所\r\n".encode()
    text = columns.guess(data).to_toml()
    assert tomllib.loads(text)["as"] == {"医療機関の種類": "institution"}
    (record,) = converters.read_all(data, columns=text.encode()).records
    assert record.offer.category is not None


def test_every_known_table_is_guessed_as_it_is():
    from carelink.converters.formats import FORMATS

    for name in ("care-service", "hospital", "public-facility"):
        layout = FORMATS[name].door.layout
        head = ",".join(c.heading for c in layout.columns) + "\r\n"
        chosen = {p.heading: p.path for p in columns.guess(head.encode()).proposals}
        right = sum(chosen.get(c.heading) == c.path for c in layout.columns if "hours" not in c.path)
        assert right >= 0.8 * len([c for c in layout.columns if "hours" not in c.path])


@given(records(Consultation))
@settings(max_examples=40)
def test_a_consultation_comes_back_but_for_what_is_reported(consultation):
    lost = {finding.path for finding in DOOR.losses(consultation)}
    batch = DOOR.read_all(DOOR.to_bytes([consultation]))
    (again,) = batch.records
    assert again.id == consultation.id
    assert again.written == consultation.written
    for item in Consultation.form():
        assert item.path in lost or item.of(again) == item.of(consultation)


def test_a_consultation_table_is_found_and_counted(tmp_path):
    data = (
        "受付番号,受付日時,相談方法,相談者,相談内容,対応時間(分)\r\n"
        "1,2026/4/1 9:30,電話,本人,,15\r\n2,令和8年4月2日,謎,本人,,x\r\n"
    ).encode("utf-8-sig")
    batch = converters.read_all(data)
    assert batch.format == "consultation-table"
    assert len(batch.records) == 2
    assert {"option-unknown", "quantity-unreadable"} <= batch.report.counts().keys()
    assert batch.records[0].content.minutes == 15
    pytest.importorskip("openpyxl")
    path = tmp_path / "out.xlsx"
    assert not converters.write(batch.records, path).errors
    assert converters.read_all(path).records == batch.records


FACILITY = f.Facility(
    id=UUID(int=9),
    written=WRITTEN,
    identity=f.Identity(name="試験の里", office_number="3770199010"),
    site=f.Site(longitude=Decimal("134.0433"), latitude=Decimal("34.3401")),
)


@given(records(Consultation))
@settings(max_examples=15)
def test_a_package_of_examples_holds_what_was_put_in(consultation):
    data = fhir_package.to_bytes([consultation, FACILITY])
    batch = converters.read_all(data)
    assert batch.format == "fhir-package"
    assert sorted(batch.records, key=lambda r: r.kind) == [consultation, FACILITY]
    assert data == fhir_package.to_bytes([consultation, FACILITY])


def test_a_hostile_package_is_a_finding():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        info = tarfile.TarInfo("package/example/../../x.json")
        info.size = 2
        tar.addfile(info, io.BytesIO(b"{}"))
    for data in (out.getvalue(), fhir_package.to_bytes([FACILITY])[:60], b"\x1f\x8b"):
        batch = converters.read_all(data)
        assert batch.refused == 1
        assert batch.report.counts() == {"package-unreadable": 1}


def test_geojson_is_longitude_first_and_says_who_is_on_no_map(tmp_path):
    away = f.Facility(id=UUID(int=10), written=WRITTEN, identity=f.Identity(name="移動"))
    collection = json.loads(to_geojson([FACILITY, away]))
    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [134.0433, 34.3401]}
    assert collection["features"][1]["geometry"] is None
    path = tmp_path / "map.geojson"
    report = converters.write([FACILITY, away], path)
    assert report.counts() == {"facility-without-position": 1}
    assert json.loads(path.read_text("utf-8")) == collection

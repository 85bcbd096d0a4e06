"""LIFE: user information becomes sheets and comes back; Barthel points keep what the file says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import Validator, converters
from carelink.converters import life
from carelink.converters.life.adl import ITEMS
from carelink.converters.life.files import File, made
from carelink.converters.life.users import CARRIED, half
from carelink.errors import UsageError
from carelink.findings import Report
from carelink.records import AdmissionSheet, Consultation
from carelink.records.lists.care import BedriddenRank, CareLevel, DementiaRank
from carelink.records.lists.shared import Sex

WRITTEN = datetime(2026, 4, 1, tzinfo=UTC)
BASICS = AdmissionSheet.model_fields["basics"].annotation
USER = {
    "care_facility_id": "3770100027",
    "service_code": "15",
    "external_system_management_number": "1",
    "insurer_no": "372013",
    "insured_no": "0000000001",
    "last_name": "讃岐",
    "first_name": "花子",
    "last_name_kana": "ｻﾇｷ",
    "first_name_kana": "ﾊﾅｺ",
    "gender": "2",
    "birthday": "19380102",
    "care_level": "12",
    "impaired_elderly_independence_degree": "2",
    "dementia_elderly_independence_degree": "3",
    "version": "0310",
}
ADL = {
    "care_facility_id": "3770100027",
    "service_code": "15",
    "insurer_no": "372013",
    "insured_no": "0000000001",
    "external_system_management_number": "1",
    "evaluate_date": "20260401",
    "version": "0310",
    **{item.column: max(item.points) for item in ITEMS.values()},
}


def users(**changes):
    return made("SERVICE_USER_INFO", [USER | changes]).to_bytes()


def test_the_interfaces_have_the_columns_that_are_known():
    assert {name: len(columns) for name, columns in life.INTERFACES.items()} == {
        "SERVICE_USER_INFO": 22,
        "ADL_MAINTENANCE_ADDITION_2024": 23,
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("first", ["", "SERVICE_USER_INFO\r\n", '"SERVICE_USER_INFO"\r\n'])
def test_a_user_becomes_a_sheet(encoding, first):
    data = (first + users().decode()).encode(encoding)
    batch = converters.read_all(data, written=WRITTEN)
    assert batch.format == "life"
    (sheet,) = batch.records
    basics = sheet.basics
    assert (basics.name, basics.kana, basics.sex) == ("讃岐　花子", "サヌキ　ハナコ", Sex.FEMALE)
    assert basics.born == date(1938, 1, 2)
    # the codes of LIFE: 12 is 要支援１ (not 11), 2 is J1 (not 1), 3 is Ⅱa
    assert basics.care_level.label == "要支援１"
    assert (basics.adl_rank, basics.dementia_rank) == (BedriddenRank.J1, DementiaRank.II_A)
    assert list(batch.report) == []


def codes(batch):
    return [(f.code, f.source.row) for f in batch.report]


def test_what_is_wrong_is_said():
    assert codes(life.read_all(users(care_level="99"))) == [("life-item-not-read", 2)]
    assert codes(life.read_all(users(birthday="19380230"))) == [("life-item-not-read", 2)]
    assert codes(life.read_all(users(insurer_no=""))) == [("life-item-missing", 2)]
    assert codes(life.read_all(users(insured_no="00000000011"))) == [("life-item-form", 2)]
    assert codes(life.read_all(users(remarks="x"))) == [("life-left-behind", 2)]
    assert codes(life.read_all(users() + b'"1"\r\n')) == [("life-width", 3)]
    assert codes(life.read_all(users().replace(b'"remarks"', b'"memo"'))) == [("life-column-unknown", 1)]
    assert codes(life.read_all(b'"a","b"\r\n')) == [("life-interface-unknown", 1)]
    assert codes(life.read_all(b'"a')) == [("life-quote-broken", 1)]
    assert codes(life.read_all(b"\xef\xbb\xbf\xff\xff")) == [("life-encoding", 1)]


KANA = st.text("アガパヴッー", min_size=1, max_size=5)
NAME = st.text("讃岐花子", min_size=1, max_size=3)


def pair(one):
    return one | st.builds("{}　{}".format, one, one)


@st.composite
def people(draw):
    some = {
        "name": pair(NAME),
        "kana": pair(KANA),
        "sex": st.sampled_from(list(Sex)),
        "born": st.dates(date(1873, 1, 1), date(2100, 1, 1)),
        "valid_from": st.dates(date(2000, 1, 1), date(2030, 1, 1)),
        "valid_to": st.dates(date(2030, 1, 1), date(2050, 1, 1)),
        "care_level": st.sampled_from(list(CareLevel)),
        "adl_rank": st.sampled_from(list(BedriddenRank)),
        "dementia_rank": st.sampled_from(list(DementiaRank)),
        "insurer_number": st.just("372013"),
        "insured_number": st.text("0123456789", min_size=10, max_size=10),
    }
    assert some.keys() == CARRIED
    chosen = draw(st.sets(st.sampled_from(sorted(some)), min_size=1))
    return BASICS(**{n: draw(some[n]) for n in chosen})


@settings(max_examples=30)
@given(people())
def test_what_is_claimed_comes_back(basics):
    sheet = AdmissionSheet(written=WRITTEN, basics=basics)
    assert [f.code for f in life.losses(sheet)] == ["life-facility-missing"]
    (again,) = life.read_all(life.to_bytes([sheet]), written=WRITTEN).records
    assert again.basics == basics


def test_what_does_not_come_back_is_said(tmp_path):
    sheet = AdmissionSheet(
        written=WRITTEN, basics=BASICS(name="讃岐 花子", kana="さぬき", floor=2, tel="087-000-0000")
    )
    lost = converters.write(sheet, tmp_path / "x.csv", format="life")
    paths = {f.path for f in lost if f.code == "item-not-carried"}
    assert paths == {"basics.floor", "basics.tel"}
    assert "basics.name" in {f.path for f in life.losses(sheet.change("basics.name", "讃岐　"))}
    with pytest.raises(UsageError):
        life.to_bytes([Consultation(written=WRITTEN)])


def test_half_width_kana():
    assert half("ガパヴァー・アbあ漢") == "ｶﾞﾊﾟｳﾞｧｰ･ｱbあ漢"


def test_barthel_points_and_back():
    data = made("ADL_MAINTENANCE_ADDITION_2024", [ADL]).to_bytes()
    file = life.read_file(data)
    (one,) = life.assessments(file)
    assert one.total == 100
    assert Validator().validate(life.to_fhir(one)).ok
    assert life.to_file([one]).to_bytes() == data
    batch = life.read_all(data)
    assert [f.code for f in batch.report] == ["life-no-person"]
    assert batch.refused == 1


def test_a_missing_point_is_not_zero():
    data = made(
        "ADL_MAINTENANCE_ADDITION_2024", [ADL | {"barthel_index_meal": "", "barthel_index_bathing": "7"}]
    )
    (one,) = life.assessments(life.read_file(data.to_bytes()))
    assert "meal" not in one.points
    assert "bathing" not in one.points
    assert one.total is None
    assert life.to_file([one]).to_bytes() == data.to_bytes()
    assert "valueInteger" not in life.to_fhir(one)


CELLS = st.text('1あ",\n', max_size=4)


@settings(max_examples=30)
@given(st.data())
def test_a_file_is_written_as_it_was_read(data):
    interface = data.draw(st.sampled_from(list(life.INTERFACES)))
    names = tuple(life.INTERFACES[interface])
    rows = data.draw(st.lists(st.tuples(*[CELLS] * len(names)), max_size=2))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "cp932"]))
    file = File(interface, names, tuple(rows), named=data.draw(st.booleans()), encoding=encoding)
    read = life.read_file(file.to_bytes())
    assert isinstance(read, File)
    assert read.rows == file.rows
    assert read.to_bytes() == file.to_bytes()


@settings(max_examples=30)
@given(st.binary(max_size=60) | st.text('SERVICE_USER_INFO",\r\n1', max_size=60).map(str.encode))
def test_any_bytes_end_in_a_report(data):
    read = life.read_file(data)
    assert isinstance(read, File) or not read.ok
    assert isinstance(read, File | Report)
    batch = life.read_all(data)
    assert batch.rows_in == len(batch.records) + batch.refused

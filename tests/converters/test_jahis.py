"""The medicine notebook: in, out, in parts, and whatever a stranger sends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import converters
from carelink.converters import formats, jahis
from carelink.converters.jahis import reading
from carelink.converters.jahis.sheet import lines_of, of_sheet
from carelink.errors import UsageError
from carelink.findings.formats import to_text
from carelink.records import AdmissionSheet, DischargeRecord
from carelink.records import notebook as nb
from carelink.records.lists.shared import Sex, YesNo

WRITTEN = datetime(2026, 11, 25, tzinfo=UTC)
PERSON = "1,架空 太郎,1,S330303,760-0000,香川県高松市架空町1,087-000-0001,,,,カクウ タロウ"
DAY = [
    "5,R080410,1",
    "11,架空薬局 駅前店,37,4,0000000,760-0000,香川県高松市,087-000-0002,1",
    "51,架空総合病院,37,1,0000000,1",
    "55,架空 三郎,内科,1",
    "201,1,架空降圧錠２．５ｍｇ,1,錠,2,000000000,1,【般】架空,1,0000000F0ZZZ",
    "281,1,朝1錠,1",
    "201,1,架空利尿錠10mg,1,錠,1,,1",
    "301,1,【1日1回 朝食後服用】,28,日分,1,1,,1",
    "311,1,透析日は休薬,1",
    "55,架空 四郎,皮膚科,1",
    "201,2,架空湿布,14,枚,1,,1",
    "301,2,1日1回 腰,1,調剤,5,1,,1",
    "401,眠気に注意,1",
]


def file_of(*lines, head="JAHISTC08,1", end="\r\n", encoding="cp932"):
    return "".join(f"{line}{end}" for line in (head, *lines)).encode(encoding)


WHOLE = file_of(PERSON, *DAY)


def read(data):
    return converters.read_all(data, written=WRITTEN)


def codes(batch):
    return [(f.code, f.path) for f in batch.report]


def test_the_person_and_the_medicines_go_onto_the_sheet():
    batch = read(WHOLE)
    assert (batch.format, batch.rows_in, batch.refused) == ("jahis", 1, 0)
    sheet = batch.records[0]
    assert sheet.basics.name == "架空 太郎"
    assert sheet.basics.kana == "カクウ タロウ"
    assert sheet.basics.sex is Sex.MALE
    assert sheet.basics.born == date(1958, 3, 3)
    assert sheet.basics.postal_code == "760-0000"
    assert sheet.medicines.oral_medicines is YesNo.YES
    lines = sheet.medicines.medicine_notes.split("\n")
    assert lines[0] == "2026-04-10 架空薬局 駅前店"
    assert " ・架空降圧錠２．５ｍｇ 1錠" in lines
    assert "   → 【1日1回 朝食後服用】 28日分" in lines
    assert lines.index(" 処方: 架空総合病院 皮膚科 架空 四郎") < lines.index(" ・架空湿布 14枚")


def test_each_entry_of_which_something_stays_behind_is_said():
    assert codes(read(WHOLE)) == [
        ("notebook-codes-not-carried", "line[4]"),
        ("notebook-codes-not-carried", "line[5]"),
        ("notebook-codes-not-carried", "line[7]"),
    ]
    more = file_of(
        PERSON.replace(",,,,カ", ",090-0000-0008,A+,50,カ"), "31,1,成分,1,,1", "701,架空,薬局,0,,,1", "999,x"
    )
    assert codes(read(more)) == [("notebook-entry-not-carried", f"line[{n}]") for n in (2, 3, 4, 5)]


def test_only_what_is_applied_outwardly_is_no_oral_medicine():
    sheet = read(file_of(PERSON, DAY[0], *DAY[10:12])).records[0]
    assert sheet.medicines.oral_medicines is None  # not なし: nothing says that none is taken


def test_a_dispensing_is_a_view_of_its_entries():
    ((notebook, lines),) = jahis.notebooks(WHOLE).notebooks
    assert lines == tuple(range(2, 16))
    (day,) = notebook.dispensings()
    assert [(p.doctor, p.department, len(p.courses)) for p in day.prescriptions] == [
        ("架空 三郎", "内科", 1),
        ("架空 四郎", "皮膚科", 1),
    ]
    first, _ = day.courses
    assert [(m.name, m.amount, m.notes) for m in first.medicines] == [
        ("架空降圧錠２．５ｍｇ", "1錠", ("朝1錠",)),
        ("架空利尿錠10mg", "1錠", ()),
    ]
    assert (first.usage, first.quantity, first.notes) == (
        "【1日1回 朝食後服用】",
        "28日分",
        ("透析日は休薬",),
    )
    assert day.notes == ("眠気に注意",)


def test_a_notebook_comes_back_byte_for_byte():
    ((notebook, _),) = jahis.notebooks(WHOLE).notebooks
    assert jahis.write_notebook(notebook) == WHOLE


@pytest.mark.parametrize(
    ("end", "encoding"), [("\n", "cp932"), ("\r", "cp932"), ("\r\n", "utf-8"), ("\n", "utf-8-sig")]
)
def test_line_ends_and_encodings_of_the_field_are_read(end, encoding):
    data = file_of(PERSON, *DAY, end=end, encoding=encoding)
    assert jahis.notebooks(data).notebooks == jahis.notebooks(WHOLE).notebooks
    assert jahis.notebooks(data + b"\x1a").notebooks == jahis.notebooks(WHOLE).notebooks
    assert formats.detect(data).name == "jahis"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S330303", date(1958, 3, 3)),
        ("20260410", date(2026, 4, 10)),
        ("R010501", date(2019, 5, 1)),
        ("s330303", date(1958, 3, 3)),
        ("S640201", None),
        ("20260230", None),
        ("X330303", None),
        ("２０２６０４１０", None),
        ("S3303", None),
        ("", None),
    ],
)
def test_days(text, expected):
    assert nb.day_of(text) == expected


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        (b"JAHIS10\r\n1,1,0000000,37,x", "notebook-is-prescription", "line[1]"),
        (b"JAHISTC8,1", "notebook-header-unreadable", "line[1]"),
        (b"JAHISTC08,3", "notebook-header-unreadable", "line[1]"),
        (b"JAHISTC08,1\r\n" + b"4,x,,1\r\n" * 20_001, "notebook-too-large", "file"),
        (b"JAHISTC08,1\r\n" + b"x" * 1_000_001, "notebook-too-large", "file"),
        (file_of(PERSON, "911,00000000000001,2,1"), "notebook-part-missing", "line[1]"),
        (file_of(PERSON, "911,00000000000001,0,0"), "notebook-part-missing", "line[1]"),
    ],
)
def test_what_is_no_whole_notebook_is_refused(data, code, path):
    batch = converters.read_all(data, written=WRITTEN, format="jahis")
    assert (len(batch.records), batch.refused) == (0, 1)
    assert (code, path) in codes(batch)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([PERSON, "x,y"], ("notebook-line-unreadable", "line[3]")),
        ([PERSON, "4," + "長" * 4_001], ("notebook-line-unreadable", "line[3]")),
        ([PERSON, "4" + ",x" * 41], ("notebook-line-unreadable", "line[3]")),
        ([PERSON, "4,\x00"], ("notebook-line-unreadable", "line[3]")),
        ([PERSON, "5,19990230,1"], ("notebook-date-unreadable", "line[3]")),
        ([PERSON.replace("S330303", "S3")], ("notebook-date-unreadable", "line[2]")),
        ([PERSON.replace(",1,S", ",9,S")], ("notebook-sex-unreadable", "line[2]")),
        ([], ("notebook-person-doubtful", "line[1]")),
        ([PERSON, PERSON.replace("太郎", "花子")], ("notebook-person-doubtful", "line[1]")),
        ([PERSON, DAY[4]], ("notebook-order", "line[3]")),
        ([PERSON, DAY[0], DAY[6]], ("notebook-usage-missing", "file")),
    ],
)
def test_what_is_doubtful_is_said_and_the_rest_is_read(lines, expected):
    batch = read(file_of(*lines))
    assert len(batch.records) == 1
    assert expected in codes(batch)


def test_an_unknown_version_and_bytes_that_are_no_text_are_said():
    assert ("notebook-version-unknown", "line[1]") in codes(read(file_of(PERSON, head="JAHISTC42,1")))
    assert ("notebook-undecodable", "file") in codes(read(b"JAHISTC08,1\r\n4,\x81\xff,,1"))


def test_no_finding_repeats_what_stands_in_the_notebook():
    batch = read(file_of(PERSON.replace("S330303", "架空の日"), "x,架空の秘密"))
    assert len(codes(batch)) > 1
    said = repr(batch.report.findings) + to_text(batch.report, "ja") + to_text(batch.report, "en")
    assert "架空" not in said


# ------------------------------------------------------------------ several QR codes


def test_parts_are_put_together_in_any_order():
    ((notebook, _),) = jahis.notebooks(WHOLE).notebooks
    parts = jahis.qr_parts(notebook, 200)
    assert len(parts) > 3
    assert all(len(part) <= 200 for part in parts)
    for given_order in (parts, parts[::-1]):
        parsed = jahis.notebooks(given_order)
        assert [n for n, _ in parsed.notebooks] == [notebook]
        assert not parsed.findings
    assert read(b"".join(parts[::-1])).records[0].medicines == read(WHOLE).records[0].medicines


def test_a_missing_part_refuses_the_whole_and_a_repeated_one_is_said():
    ((notebook, _),) = jahis.notebooks(WHOLE).notebooks
    parts = jahis.qr_parts(notebook, 200)
    batch = read(b"".join(parts[:-1]))
    assert not batch.records
    assert codes(batch) == [("notebook-part-missing", "line[1]")]
    again = read(b"".join((parts[0], *parts)))
    assert len(again.records) == 1
    assert "notebook-part-repeated" in {code for code, _ in codes(again)}


def test_a_part_may_say_again_whose_it_is():
    context = [PERSON, *DAY[:4]]
    first = file_of(*context, *DAY[4:9], "911,00000000000001,2,1")
    second = file_of(*context, *DAY[9:], "911,00000000000001,2,2")
    assert [n for n, _ in jahis.notebooks([second, first]).notebooks] == [
        jahis.notebooks(WHOLE).notebooks[0][0]
    ]


def test_parts_of_two_notebooks_are_two_records():
    one, two = (file_of(PERSON, f"911,0000000000000{n},1,1") for n in (1, 2))
    assert len(read(one + two).records) == 2
    assert len(read(WHOLE + WHOLE).records) == 2


def test_an_entry_that_fits_no_code_is_refused():
    with pytest.raises(UsageError):
        jahis.qr_parts(nb.Notebook(entries=(nb.Entry(4, ("長" * 200,)),)), 100)


# ------------------------------------------------------------------ out


def test_a_sheet_goes_out_with_what_it_cannot_carry_said(tmp_path):
    sheet = AdmissionSheet(written=WRITTEN).change("basics.name", "架空 太郎")
    sheet = sheet.change("medicines.medicine_notes", "朝, 夕\n葛󠄀根").change("header.office", "架空事業所")
    report = converters.write(sheet, tmp_path / "n.txt", format="jahis")
    assert {(f.code, f.path) for f in report} == {
        ("item-not-exact", "medicines.medicine_notes"),
        ("item-not-carried", "header.office"),
    }
    assert (tmp_path / "n.txt").read_bytes().startswith(b"JAHISTC08,2\r\n1,")
    back = converters.read(tmp_path / "n.txt")
    assert back.medicines.medicine_notes == "朝， 夕\n葛根"


def test_other_records_are_refused():
    with pytest.raises(UsageError):
        jahis.to_bytes([DischargeRecord(written=WRITTEN)])


TEXT = st.text(
    st.characters(codec="cp932", exclude_categories=("Cc", "Zl", "Zp", "Co"), exclude_characters=",¢£¬‖−〜"),
    min_size=1,
    max_size=12,
).filter(str.strip)
SHEETS = st.builds(
    dict,
    name=TEXT,
    kana=TEXT,
    address=TEXT,
    tel=TEXT,
    postal_code=TEXT,
    sex=st.sampled_from(Sex),
    born=st.dates(date(1880, 1, 1), date(2026, 1, 1)),
)


@settings(max_examples=40)
@given(SHEETS, st.lists(TEXT, min_size=1, max_size=4))
def test_what_a_sheet_carries_comes_back(basics, notes):
    sheet = AdmissionSheet(written=WRITTEN)
    for name, value in basics.items():
        sheet = sheet.change(f"basics.{name}", value)
    sheet = sheet.change("medicines.medicine_notes", "\n".join(notes))
    assert jahis.losses(sheet) == ()
    assert converters.read_all(jahis.to_bytes([sheet])).records[0].basics == sheet.basics


ENTRIES = st.lists(
    st.builds(
        nb.Entry,
        st.sampled_from([2, 3, 4, 5, 11, 15, 31, 51, 55, 201, 281, 291, 301, 311, 391, 401, 421, 701, 999]),
        st.lists(st.one_of(TEXT, st.just(""), st.sampled_from(["1", "20260410"])), max_size=10).map(tuple),
    ),
    max_size=12,
).map(lambda entries: nb.Notebook(entries=(nb.Entry(1, ("架空",)), *entries)))


@settings(max_examples=40)
@given(ENTRIES, st.integers(400, 900))
def test_a_notebook_comes_back_whole_and_from_its_codes(notebook, limit):
    data = jahis.write_notebook(notebook)
    ((back, _),) = jahis.notebooks(data).notebooks
    assert back == notebook
    assert jahis.write_notebook(back) == data
    ((joined, _),) = jahis.notebooks(jahis.qr_parts(notebook, limit)[::-1]).notebooks
    assert joined == notebook
    assert len([*lines_of(notebook)]) >= len(notebook.of(nb.MEMO))


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_nothing_a_stranger_sends_raises(data):
    for start in (b"", b"JAHISTC08,1\r\n", b"JAHISTC08,1\r\n1,x\r\n5,20260410\r\n201,1,"):
        batch = converters.read_all(start + data, format="jahis", written=WRITTEN)
        assert batch.rows_in == len(batch.records) + batch.refused


def test_a_hostile_notebook_takes_no_long_time():
    many = file_of(PERSON, DAY[0], *(f"201,{n},薬,1,錠,1,,1" for n in range(19_000)))
    assert len(many) < reading.LARGEST
    batch = read(many)
    assert len(batch.records) == 1


def test_of_sheet_leaves_no_comma_in_a_field():
    sheet = AdmissionSheet(written=WRITTEN).change("basics.address", "香川県,\r\n高松市\t1")
    assert of_sheet(sheet).person[4] == "香川県，  高松市 1"

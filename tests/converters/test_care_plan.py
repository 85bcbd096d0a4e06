"""The care-plan data standard 4.1: every kind byte for byte; person, level and plan where they belong."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import Validator, converters
from carelink.cli.app import app
from carelink.converters import care_plan
from carelink.converters.care_plan.files import File
from carelink.converters.care_plan.kinds import KINDS
from carelink.converters.care_plan.names import parse_name
from carelink.converters.care_plan.persons import CARRIED
from carelink.errors import UsageError
from carelink.findings import Report
from carelink.records import AdmissionSheet, Consultation
from carelink.records.lists.care import Certification
from carelink.records.lists.shared import Sex

WIDTHS = {
    "UPHOSOKU": 63,
    "UP1KYO": 28,
    "UP2KYO": 22,
    "UP3KYO": 13,
    "UPPLAN": 25,
    "UPJSK": 25,
    "UPSIKYU": 37,
    "UPKIHON": 71,
    "UPKIHON_SUB1": 7,
    "UPKIHON_SUB2": 11,
    "UPYOBO": 57,
    "UPYOBO_SUB": 17,
    "DLTJSK": 6,
    "DLT1KYO": 4,
    "DLTPLAN": 4,
    "DLTKIHON": 4,
    "DLTYOBO": 4,
}
STAMP = "20260401090000"
DAY = "居宅サービス計画作成（変更）日"


def name(kind, month=""):
    return f"{kind}_{month + '_' if month else ''}3770100001_43_3770100027_11_{STAMP}.CSV"


def row(kind, **cells):
    """Return a row whose other cells are empty; the keys are always there."""
    said = {"CSVバージョン": "202407", "保険者番号": "372013", "被保険者番号": "0000000001"} | cells
    columns = [c.name for c in KINDS[kind].columns]
    assert not said.keys() - set(columns)
    return tuple(said.get(c, "") for c in columns)


PERSON = row(
    "UPHOSOKU",
    **{
        DAY: "20260401",
        "利用者氏名フリガナ": "サヌキ　ハナコ",
        "利用者氏名": "讃岐　花子",
        "利用者性別": "2",
        "利用者生年月日": "19380102",
        "利用者郵便番号": "760-0000",
        "利用者住所１": "香川県高松市番町0丁目",
        "利用者住所２": "番町ハイツ",
        "認定状況区分": "2",
        "要介護状態区分": "22",
        "区分支給限度基準額": "19705",
        "対象年月": "000000",
    },
)
FIRST = row(
    "UP1KYO",
    **{
        "作成年月日": "20260401",
        "居宅サービス計画作成者氏名": "香川 一郎",
        "介護支援事業者名": "さぬき居宅介護支援",
        "介護支援事業者コード": "3770100001",
        DAY: "20260401",
        "初回居宅サービス計画作成日": "20260401",
        "認定有効期間開始日": "20260101",
        "認定有効期間終了日": "20271231",
        "要介護状態区分": "22",
        "総合的な援助の方針": '住み慣れた家で、\r\n"自分の足で"暮らす',
    },
)


def data(kind, *rows):
    return File(KINDS[kind], rows).to_bytes()


def test_every_kind_has_the_columns_the_standard_counts():
    assert {k: len(v.columns) for k, v in KINDS.items()} == WIDTHS
    for kind in KINDS.values():
        assert len({c.name for c in kind.columns}) == len(kind.columns)


# --- the worked examples that the standard prints -----------------------------------------------


@pytest.fixture(scope="module")
def examples(shared_data):
    return json.loads(
        (shared_data / "careplan-v4-worked-examples/worked_examples_transcribed.json").read_bytes()
    )


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["UP2KYO", "UP3KYO", "UPKIHON_SUB1", "UPKIHON_SUB2"])
def test_the_printed_examples_convert_and_come_back(examples, kind):
    said = examples.get(kind) or examples[f"{kind}_as_printed"]
    made = File(KINDS[kind], tuple(map(tuple, said["rows"]))).to_bytes()
    read = care_plan.read_file(made)
    assert isinstance(read, File)
    assert read.kind.name == kind
    assert read.rows == tuple(map(tuple, said["rows"]))
    assert read.to_bytes() == made
    assert {f.code for f in read.report} <= {"care-plan-item-form", "care-plan-version-unknown"}


@pytest.mark.shared
def test_blank_parents_are_carried_on(examples):
    rows = tuple(map(tuple, examples["UP2KYO"]["rows"]))
    (plan,) = care_plan.Unit((File(KINDS["UP2KYO"], rows),)).plans()
    assert [n.text for n in plan.needs] == ["課題１", "課題２"]
    goals = [
        (g.long_term, g.short_term, g.short_period, len(g.services)) for n in plan.needs for g in n.goals
    ]
    assert goals == [
        ("長期１", "短期１", "bbbb", 2),
        ("長期１", "短期２", "eeee", 1),
        ("長期２", "短期３", "hhhh", 1),
        ("長期３", "短期４", "kkkk", 1),
    ]
    assert [s.frequency for s in plan.needs[0].goals[0].services] == ["隔日", "毎日"]
    assert [s.insured for s in plan.needs[0].goals[0].services] == [True, None]


@pytest.mark.shared
def test_the_printed_file_names(shared_data):
    path = shared_data / "careplan-v4-worked-examples/printed_file_names.tsv"
    with path.open(encoding="utf-8") as file:
        names = [r["file_name"] for r in csv.DictReader(file, delimiter="\t")]
    assert len(names) == 28
    unread = [n for n in names if parse_name(n) is None]
    assert unread == [n for n in names if n.upper().endswith(".JPG")]
    assert all(str(parse_name(n)) == n for n in names if n not in unread)


# --- byte for byte --------------------------------------------------------------------------------

PLAIN = st.text('あア漢字①㈱−～1aA,"\r\n', max_size=8).map(lambda t: t.replace("−", "－"))


@st.composite
def files(draw):
    kind = draw(st.sampled_from(list(KINDS.values())))
    codes = st.text("0123456789", max_size=4)
    cell = [PLAIN if c.text else codes for c in kind.columns]
    rows = draw(st.lists(st.tuples(*cell), min_size=1, max_size=3))
    return File(kind, tuple(rows), end=draw(st.sampled_from(["\r\n", "\n"])), last=draw(st.booleans()))


@settings(max_examples=40)
@given(files())
def test_what_is_written_is_read_and_written_the_same(file):
    data = file.to_bytes()
    read = care_plan.read_file(data, file.kind.name)
    if isinstance(read, Report):
        assert file.rows == ((("",) * len(file.kind.columns)),)
        return
    assert read.to_bytes() == data
    assert read.rows == file.rows


QUOTING = ['"a",1', "a,1", '"a","1"', '"",1', ",1", '"",""', "a,1\r\nb,2", "a,1\nb,2\n", '"a\r\nb",1\r\n']


@pytest.mark.parametrize("text", QUOTING)
def test_other_ways_to_quote_come_back_as_they_were(text):
    data = text.encode()
    read = care_plan.read_file(data, "UP3KYO")
    assert read.to_bytes() == data
    assert {"care-plan-width"} <= {f.code for f in read.report}


@settings(max_examples=40)
@given(st.binary(max_size=80) | st.text('1,"\r\nあ', max_size=40).map(lambda t: t.encode("cp932")))
def test_any_bytes_end_in_a_report(data):
    read = care_plan.read_file(data, "UP3KYO")
    if isinstance(read, File):
        codes = {f.code for f in read.report}
        assert read.to_bytes() == data or codes & {"care-plan-other-bytes", "care-plan-not-ms932"}
    else:
        assert not read.ok
    batch = care_plan.read_all(data)
    assert batch.rows_in == len(batch.records) + batch.refused


# --- what is wrong --------------------------------------------------------------------------------


def codes(read):
    return [(f.code, f.source.row, f.source.column) for f in read.report]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"曜日": "月"}, [("care-plan-item-form", 1, 7)]),
        ({"介護サービス開始時間": "6:00"}, [("care-plan-item-form", 1, 8)]),
        ({"介護サービス開始時間": "2400"}, []),
        ({"CSVバージョン": "209912"}, [("care-plan-version-unknown", 1, 1)]),
        ({DAY: ""}, [("care-plan-item-missing", 1, 5)]),
        ({DAY: "２０２６０４０１"}, [("care-plan-item-form", 1, 5)]),
    ],
)
def test_cells_that_are_not_as_laid_out(cells, found):
    good = {"週間サービス計画表作成年月日": "20260401", DAY: "20260401"}
    read = care_plan.read_file(data("UP3KYO", row("UP3KYO", **(good | cells))))
    assert codes(read) == found


def test_what_cannot_be_read_is_said():
    assert [f.code for f in care_plan.read_file(b'202407,372013,"x')] == ["care-plan-quote-broken"]
    assert [f.code for f in care_plan.read_file(b"202407,372013\r\n")] == ["care-plan-kind-unknown"]
    assert [f.code for f in care_plan.read_file(b"\xef\xbb\xbf\xff")] == ["care-plan-encoding"]
    four = data("DLT1KYO", row("DLT1KYO", **{DAY: "20260401"}))
    assert [f.code for f in care_plan.read_file(four)] == ["care-plan-kind-unknown"]
    assert care_plan.read_file(four, name=name("DLT1KYO")).kind.name == "DLT1KYO"
    utf = data("UPHOSOKU", PERSON).decode("cp932").encode("utf-8-sig")
    assert "care-plan-not-ms932" in {f.code for f in care_plan.read_file(utf).report}


def test_characters_of_ones_own_are_mapped_and_said():
    odd = File(KINDS["UPHOSOKU"], ((*PERSON[:5], "葛󠄀城 😀子", *PERSON[6:]),))
    assert [(f.code, f.source.column) for f in odd.losses()] == [("care-plan-character-lost", 6)]
    assert "葛城 〓子" in odd.to_bytes().decode("cp932")


# --- the person -----------------------------------------------------------------------------------


def test_person_and_level_go_into_the_sheet():
    batch = converters.read_all(data("UPHOSOKU", PERSON))
    assert batch.format == "care-plan"
    (sheet,) = batch.records
    assert sheet.basics.name == "讃岐　花子"
    assert sheet.basics.born == date(1938, 1, 2)
    assert sheet.basics.care_level.label == "要介護２"
    assert sheet.basics.certification.label == "認定済"
    assert sheet.basics.insured_number == "0000000001"
    assert sheet.basics.address == "香川県高松市番町0丁目\n番町ハイツ"
    assert sheet.written.date() == date(2026, 4, 1)
    assert [f.code for f in batch.report] == ["care-plan-left-behind"]


def test_a_file_about_no_person_is_refused():
    batch = converters.read_all(data("UP3KYO", row("UP3KYO")))
    assert (len(batch.records), batch.refused) == (0, 1)
    assert "care-plan-no-person" in {f.code for f in batch.report}


def test_a_code_that_is_none_is_said_and_not_read():
    place = KINDS["UPHOSOKU"].place("要介護状態区分")
    batch = converters.read_all(data("UPHOSOKU", (*PERSON[:place], "11", *PERSON[place + 1 :])))
    assert batch.records[0].basics.care_level is None
    assert {"care-plan-item-form", "care-plan-item-not-read"} <= {f.code for f in batch.report}


WORDS = st.text("讃岐花子アイ　 1", min_size=1, max_size=6)
BASICS = AdmissionSheet.model_fields["basics"].annotation


@st.composite
def people(draw):
    some = {
        "name": WORDS,
        "kana": WORDS,
        "sex": st.sampled_from(list(Sex)),
        "born": st.dates(date(1873, 1, 1), date(2100, 1, 1)),
        "postal_code": st.just("760-0000"),
        "address": WORDS | st.builds("{}\n{}".format, WORDS, WORDS),
        "tel": st.just("087-000-0000"),
        "care_level": st.sampled_from(
            [
                m
                for m in BASICS.model_fields["care_level"].annotation.__args__[0]
                if m.code not in {"01", "11"}
            ]
        ),
        "certification": st.sampled_from([Certification.CERTIFIED, Certification.APPLIED]),
        "insurer_number": st.just("372013"),
        "insured_number": st.text("0123456789", min_size=10, max_size=10),
    }
    assert some.keys() == CARRIED
    chosen = draw(st.sets(st.sampled_from(sorted(some)), min_size=1))
    return BASICS(**{n: draw(some[n]) for n in chosen})


@settings(max_examples=30)
@given(people())
def test_what_is_claimed_comes_back(basics):
    sheet = AdmissionSheet(written=datetime(2026, 4, 1, 12, tzinfo=UTC), basics=basics)
    assert list(care_plan.losses(sheet)) == []
    (again,) = care_plan.read_all(care_plan.to_bytes([sheet])).records
    assert again.basics == basics


def test_what_is_not_carried_is_said(tmp_path):
    sheet = AdmissionSheet(
        written=datetime(2026, 4, 1, tzinfo=UTC),
        basics=BASICS(floor=2, name="😀田"),
    )
    lost = converters.write(sheet, tmp_path / "x.csv", format="care-plan")
    assert {(f.code, f.path) for f in lost} == {
        ("item-not-carried", "basics.floor"),
        ("care-plan-character-lost", "basics.name"),
    }
    with pytest.raises(UsageError):
        care_plan.to_bytes([Consultation(written=datetime(2026, 4, 1, tzinfo=UTC))])


# --- a sending ------------------------------------------------------------------------------------


@pytest.fixture
def unit(tmp_path):
    need = {
        "居宅計画書作成年月日": "20260401",
        DAY: "20260401",
        "課題ＮＯ": "1",
        "援助目標ＮＯ": "1",
        "援助内容ＮＯ": "1",
    }
    second = row(
        "UP2KYO",
        **need,
        課題="歩きたい",
        長期目標="散歩",
        短期目標="家の中",
        サービス内容="歩行訓練",
        保険対象区分="Y",
        サービス種別="通所介護",
        サービス事業者コード="3770100027",
        サービス事業所名="通所さぬき",
        頻度="週2回",
    )
    for kind, month, rows in (("UPHOSOKU", "000000", PERSON), ("UP1KYO", "", FIRST), ("UP2KYO", "", second)):
        (tmp_path / name(kind, month)).write_bytes(data(kind, rows))
    return tmp_path


def test_a_sending_becomes_sheet_and_plan(unit):
    read = care_plan.read_unit(unit)
    assert [f.code for f in read.report] == []
    (sheet,) = read.sheets()
    assert (sheet.basics.name, sheet.basics.valid_to) == ("讃岐　花子", date(2027, 12, 31))
    assert sheet.header.care_manager == "香川 一郎"
    (plan,) = read.plans()
    assert plan.policy.endswith('"自分の足で"暮らす')
    tree = care_plan.to_fhir(plan)
    assert Validator().validate(tree).ok
    care = tree["entry"][1]["resource"]
    assert care["activity"][0]["detail"]["scheduledString"] == "週2回"
    assert care["goal"][0]["reference"] == tree["entry"][2]["fullUrl"]
    for file in read.files:
        assert file.to_bytes() == (unit / file.name).read_bytes()


def test_files_that_do_not_belong_together_are_said(unit):
    (unit / name("DLT1KYO")).write_bytes(data("DLT1KYO", row("DLT1KYO", **{DAY: "20260401"})))
    (unit / "memo.csv").write_bytes(data("UPHOSOKU", PERSON))
    found = {f.code for f in care_plan.read_unit(unit).report}
    assert found == {"care-plan-unit", "care-plan-name-unknown"}


def test_at_the_keyboard(unit, tmp_path):
    out = tmp_path / "out"
    ran = CliRunner().invoke(app, ["careplan", str(unit), "--out", str(out)])
    assert ran.exit_code == 0
    assert sorted(p.name for p in out.iterdir()) == ["plan-1.json", "sheet-1.json"]
    assert converters.read(out / "sheet-1.json").basics.name == "讃岐　花子"
    assert "讃岐" not in ran.output

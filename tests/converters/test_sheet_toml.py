"""A sheet typed in an editor becomes the record it means; what it does not say right is a finding."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.converters import sheet_toml
from carelink.converters.sheet_toml.values import day_of, folded, moment_of
from carelink.errors import UsageError
from carelink.records import AdmissionSheet, Revision, form_of, kinds
from carelink.records import read as record_kinds
from carelink.records.local import Local

KINDS = tuple(map(record_kinds.class_of, record_kinds.KINDS))
JAPAN = timezone(timedelta(hours=9))
WRITTEN = datetime(2026, 4, 1, 9, tzinfo=JAPAN)
HEAD = '様式 = "入院時情報提供書"\n記入日 = 2026-04-01T09:00:00+09:00\n'


def read(text: str, **how):
    batch = sheet_toml.read_all(text.encode(), **how)
    return (batch.records or (None,))[0], [(f.source.line, f.code) for f in batch.report]


def test_a_sheet_as_people_type_it():
    sheet, found = read(
        HEAD
        + """
[1 利用者(患者)基本情報について]
患者氏名 = "讃岐 花子"
生年月日　＝ "昭和１３年１月２日"
入院時の要介護度 = "要介護2"
階建て = "2階建て"
住所 = ""
障害など認定 = []

[ 家族構成/連絡先について . 主介護者 ]
氏名 = "讃岐 一郎"
同居・別居 = "別居"

[身体・生活機能の状況／療養生活上の課題について]
褥瘡の有無 = "あり（仙骨部）"   # 注釈
疾患歴 = [
  "なし",
  { 選択 = "その他", 内容 = "白内障" },
]
食事制限 = "不明"
"""
    )
    assert found == []
    assert sheet.written == WRITTEN
    assert sheet.basics.born == date(1938, 1, 2)
    assert sheet.basics.care_level.label == "要介護２"
    assert sheet.basics.storeys == 2
    assert sheet.basics.address is None
    assert sheet.basics.disability is None
    assert sheet.family.main_caregiver.name == "讃岐 一郎"
    assert (sheet.functioning.pressure_ulcer.label, sheet.functioning.pressure_ulcer.text) == (
        "あり",
        "仙骨部",
    )
    assert {(t.label, t.text) for t in sheet.functioning.disease_history} == {
        ("なし", None),
        ("その他", "白内障"),
    }
    assert sheet.functioning.diet_restriction.name == "UNKNOWN"


BASICS = HEAD + "[利用者(患者)基本情報について]\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, "sheet-form-unknown")]),
        ('様式 = "入院時情報堤供書"', [(1, "sheet-form-unknown")]),
        ('様式 = "入院時情報提供書"\n記入日 = "きのう"', [(2, "sheet-envelope-unreadable")]),
        (HEAD + '文書ID = "1"', [(3, "sheet-envelope-unreadable")]),
        (HEAD + "版 = 1", [(3, "sheet-envelope-unreadable")]),
        (HEAD + "[基本情報]\na = 1", [(3, "sheet-section-unknown")]),
        (HEAD + "生年月日 = 1938-01-02", [(3, "sheet-section-unknown")]),
        (BASICS + '誕生日 = "1938-01-02"', [(4, "sheet-item-unknown")]),
        (BASICS + '性別 = "女"\n"性 別" = "男"', [(5, "sheet-item-repeated")]),
        (BASICS + '性別 = "女性"', [(4, "sheet-option-unknown")]),
        (BASICS + '性別 = "女（確認済）"', [(4, "sheet-option-text")]),
        (BASICS + "性別 = 2", [(4, "sheet-value-kind")]),
        (BASICS + '年金などの種類 = ["国民年金", "国民年金"]', [(4, "sheet-option-repeated")]),
        (BASICS + '生年月日 = "昭和65年1月1日"', [(4, "sheet-value-kind")]),
        (BASICS + '階建て = "二階"', [(4, "sheet-value-kind")]),
        (BASICS + "患者氏名 = 花子", [(4, "sheet-line-unreadable")]),
        (BASICS + "花子", [(4, "sheet-line-unreadable")]),
        (HEAD + "[家族構成/連絡先について]\n主介護者 = 1", [(4, "sheet-value-kind")]),
        (HEAD + '[家族構成/連絡先について]\n主介護者 = { 名前 = "a" }', [(4, "sheet-item-unknown")]),
        ("x = " + "[" * 40, [(1, "sheet-too-large")]),
    ],
)
def test_what_does_not_fit_is_said_with_its_line(text, found):
    assert read(text, written=WRITTEN)[1] == found


def test_one_wrong_answer_does_not_lose_the_others():
    sheet, found = read(BASICS + '性別 = "女性"\n患者氏名 = "讃岐 花子"')
    assert found == [(4, "sheet-option-unknown")]
    assert sheet.basics.name == "讃岐 花子"
    assert sheet.basics.sex is None


def test_the_nearest_label_is_offered():
    batch = sheet_toml.read_all((BASICS + '入院時の介護度 = "要介護２"').encode())
    assert "入院時の要介護度" in batch.report.findings[0].fix.ja


def test_without_a_day_the_time_of_the_file_counts_and_is_said():
    sheet, found = read('様式 = "相談受付票"', written=datetime(2026, 1, 1, tzinfo=UTC))
    assert found == [(1, "sheet-written-missing")]
    assert sheet.written == datetime(2026, 1, 1, tzinfo=UTC)


def test_the_same_file_is_the_same_sheet():
    assert read(BASICS)[0] == read(BASICS)[0]
    assert read(BASICS)[0].id != read(BASICS + " ")[0].id


def test_other_encodings_are_said():
    batch = sheet_toml.read_all(HEAD.encode("cp932"))
    assert [f.code for f in batch.report] == ["sheet-not-utf8"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-01", date(2026, 4, 1)),
        ("2026年4月1日", date(2026, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("平成31年5月1日", None),
        ("Ｒ８．４．１", date(2026, 4, 1)),
        ("昭和0年1月1日", None),
        ("令和8年2月30日", None),
        ("先月", None),
    ],
)
def test_days(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2026-04-01T09:00:00+09:00", WRITTEN),
        ("令和8年4月1日 9時00分", WRITTEN),
        ("2026-04-01 09:00", WRITTEN),
        (date(2026, 4, 1), datetime(2026, 4, 1, tzinfo=JAPAN)),
        (datetime(2026, 4, 1, 9), WRITTEN),  # noqa: DTZ001  naive is the case
        ("2026-04-01 25:00", None),
        (5, None),
    ],
)
def test_moments(raw, moment):
    assert moment_of(raw) == moment


@pytest.mark.parametrize("record", KINDS)
def test_labels_tell_items_apart(record):
    form = form_of(record)
    assert len({folded(s.ja) for s in form.sections}) == len(form.sections)
    for section in form.sections:
        labels = [folded(i.ja) for i in form.of(section)]
        assert len(set(labels)) == len(labels)
        assert not any("." in i.ja for i in form.of(section))


@pytest.mark.parametrize("record", KINDS)
def test_an_empty_template_states_nothing_and_is_plain_toml(record):
    text = sheet_toml.template(record.kind)
    tomllib.loads(text)
    batch = sheet_toml.read_all(text.encode(), written=WRITTEN)
    assert [f.code for f in batch.report] == ["sheet-written-missing"]
    (blank,) = batch
    assert blank == record(id=blank.id, written=WRITTEN)


def test_there_is_no_template_of_something_else():
    with pytest.raises(UsageError):
        sheet_toml.template("recipe")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cn"]), min_size=1, max_size=12)
SAFE = TEXT.filter(lambda t: not any(c < " " and c not in "\t\n\r" for c in t)) | st.sampled_from(
    ['"', '"""', "\\", "a\nb\r\nc", "あり（x）", "（", "# x", " 先頭", "ゔ"]
)


def answers(kind):  # noqa: PLR0911  one line per kind
    match kind:
        case kinds.Multi():
            return st.lists(answers(kind.one), min_size=1, max_size=3, unique_by=lambda v: v.member).map(
                tuple
            )
        case kinds.Coded():
            members = st.sampled_from(list(kind.list))
            return st.builds(
                lambda m, t: m(t) if kind.noted and m.takes_text else m, members, st.none() | SAFE
            )
        case kinds.Text():
            return SAFE
        case kinds.Truth():
            return st.booleans()
        case kinds.Day():
            return st.dates(date(1868, 1, 1), date(2200, 1, 1))
        case kinds.Moment():
            return st.datetimes(datetime(1900, 1, 1), timezones=st.sampled_from([UTC, JAPAN]))  # noqa: DTZ001
        case kinds.Clock():
            return st.times()
        case kinds.Whole():
            return st.integers(1, 9_999)
        case kinds.Quantity():
            return st.integers(1, 99) if kind.whole else st.decimals(0, 99, places=1)
        case _:
            return st.decimals(-90, 90, places=5) | st.integers(0, 90).map(Decimal)


@st.composite
def filled(draw, items):
    found = {}
    for item in draw(st.lists(st.sampled_from(items), max_size=6, unique=True)):
        if item.group is not None:
            needed = {n for n, i in item.group.model_fields.items() if i.is_required()}
            parts = [p for p in item.parts if p.name in needed] or list(item.parts)[:3]
            rows = draw(
                st.lists(
                    st.fixed_dictionaries({p.name: answers(p.kind) for p in parts}), min_size=1, max_size=2
                )
            )
            built = tuple(item.group(**row) for row in rows)
            found[item.name] = built if item.many else built[0]
        else:
            found[item.name] = draw(answers(item.kind))
    return found


@st.composite
def records(draw, record):
    form = form_of(record)
    fields = {"id": draw(st.uuids()), "written": draw(answers(kinds.Moment()))}
    for section in draw(st.lists(st.sampled_from(form.sections), max_size=3, unique=True)):
        model = record.model_fields[section.field].annotation
        fields[section.field] = model(**draw(filled(form.of(section))))
    if "local" in record.model_fields:
        keys = st.sampled_from(["takahashi.snow", "takahashi.bus", "miki.dog"])
        value = SAFE | st.booleans() | st.integers(0, 9) | st.dates() | st.just(Decimal("1.50"))
        fields["local"] = Local(draw(st.dictionaries(keys, value, max_size=2)))
    return record(**fields)


@pytest.mark.parametrize("record", KINDS)
@given(data=st.data())
def test_what_is_written_is_read(record, data):
    wanted = data.draw(records(record))
    text = sheet_toml.to_bytes([wanted])
    tomllib.loads(text.decode())  # plain TOML, for every other reader
    batch = sheet_toml.read_all(text)
    assert list(batch.report) == []
    assert batch.records == (wanted,)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_end_in_a_report(data):
    batch = sheet_toml.read_all(data, written=WRITTEN)
    assert batch.rows_in == 1 == len(batch.records) + batch.refused
    assert batch.records or not batch.report.ok


@given(st.data())
def test_a_damaged_sheet_ends_in_a_report(data):
    text = BASICS + '性別 = "女"\n年金などの種類 = ["国民年金", { 選択 = "その他", 内容 = "x" }]\n'
    at = data.draw(st.integers(0, len(text)))
    noise = data.draw(st.text("[]{}=＝\"'\\#\n,.　a選択1", max_size=6))
    batch = sheet_toml.read_all((text[:at] + noise + text[at:]).encode(), written=WRITTEN)
    assert batch.records or not batch.report.ok


def test_no_finding_repeats_what_somebody_wrote():
    batch = sheet_toml.read_all((BASICS + '性別 = "秘密"\n秘密 = "秘密"\n生年月日 = "秘密"\n').encode())
    assert len(batch.report) == 3
    assert "秘密" not in "".join(map(repr, batch.report))


def test_one_sheet_per_file():
    sheet = AdmissionSheet(written=WRITTEN)
    with pytest.raises(UsageError):
        sheet_toml.to_bytes([sheet, sheet])


def test_a_clock_reads_as_people_write_it():
    sheet, found = read(HEAD + '[入院時情報提供書]\n情報提供の時刻 = "14時30分"')
    assert found == []
    assert sheet.header.provided_time == time(14, 30)


REVISED = {
    "差替え元の文書ID": '"6a1e0c52-7b3d-4f88-9d0a-2c5e7f9b1d34"',
    "取消": '"はい"',
    "訂正・取消の理由": '"人違い"',
    "訂正・取消をした人": '"香川 花子"',
}


def revised(changes):
    """Return a typed sheet with these lines; None leaves one out."""
    lines = REVISED | changes
    text = "".join(f"{key} = {value}\n" for key, value in lines.items() if value is not None)
    return sheet_toml.read_all((HEAD + text).encode())


def test_a_sheet_says_what_it_replaces():
    (record,) = revised({})
    assert record.revision == Revision(
        replaces=UUID("6a1e0c52-7b3d-4f88-9d0a-2c5e7f9b1d34"), cancels=True, reason="人違い", by="香川 花子"
    )
    (again,) = sheet_toml.read_all(sheet_toml.to_bytes([record]))
    assert again == record
    (correction,) = revised({"取消": '"いいえ"', "訂正・取消の理由": '""', "訂正・取消をした人": None})
    assert (correction.revision.cancels, correction.revision.reason, correction.revision.by) == (
        False,
        None,
        None,
    )
    assert sheet_toml.read_all(sheet_toml.to_bytes([correction])).records == (correction,)


@pytest.mark.parametrize(
    "changes",
    [
        {"差替え元の文書ID": None},
        {"差替え元の文書ID": '"1"'},
        {"差替え元の文書ID": "1"},
        {"取消": '"たぶん"'},
        {"取消": "[]"},
        {"訂正・取消の理由": "3"},
    ],
)
def test_a_revision_that_cannot_be_read_does_not_pass_for_a_first_version(changes):
    batch = revised(changes)
    assert batch.records == ()
    assert [f.code for f in batch.report] == ["sheet-envelope-unreadable"]


def test_what_cannot_be_revised_says_so():
    text = '様式 = "facility"\n記入日 = 2026-04-01T09:00:00+09:00\n取消 = true\n'
    batch = sheet_toml.read_all(text.encode())
    assert batch.records == ()
    assert [f.code for f in batch.report] == ["sheet-envelope-unreadable"]

"""A town's own edition is data: what it changes shows on every face; a hostile file is refused by name."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_samples import leaving, sheet

import carelink
from carelink.canonical import home
from carelink.converters import sheet_toml
from carelink.converters.sheet_toml.blank import blank
from carelink.errors import CarelinkError, StorageError, UsageError
from carelink.records import AdmissionSheet, editions, from_fhir
from carelink.records.editions.profile import url_of
from carelink.records.item import Level
from carelink.records.local import Local
from carelink.rendering import blank_html, to_html
from carelink.testing.strategies import records
from carelink.validation import Validator

TEMPLATES = sorted((home() / "editions").glob("*.toml"))
TOWN = b"""
name = "town"
title = "\xe7\x94\xba\xe3\x81\xae\xe6\xa7\x98\xe5\xbc\x8f"
en = "Form of the town"
base = "admission-sheet/2018"
[lists.snow]
alone = "Alone"
help = { label = "It's neighbours", en = "Neighbours" }
[change."functioning.mobility"]
level = "must"
label = "Moving about"
[add.snow]
label = "Snow"
type = "snow"
level = "must"
section = "family"
after = "family.household"
[add.minutes]
label = "Minutes"
type = "whole"
section = "family"
[add.weight]
label = "Weight"
type = "number"
section = "family"
[add.seen]
label = "Seen"
type = "date"
section = "family"
[deadline.sent]
label = "Sent in time"
item = "header.provided"
after = "header.admitted"
days = 3
[deadline.seen]
label = "Seen in time"
item = "local.town.seen"
after = "header.admitted"
days = 7
"""
OPTIONS = re.compile(rb"alone = .*\nhelp = .*\n")
ANSWERED = {"town.snow": "It's neighbours", "town.minutes": 40, "town.seen": date(2026, 11, 21)}


@pytest.fixture(scope="module")
def town():
    return editions.parse(TOWN)


@pytest.fixture(scope="module")
def validator(town, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    for name, resource in editions.package(town).items():
        (folder / name).write_text(json.dumps(resource, ensure_ascii=False), "utf-8")
    return Validator(packages=[folder])


def whole(**local):
    return sheet().model_copy(update={"local": Local({**ANSWERED, **local}), "edition": "local:town"})


def said(validator, town, record):
    report = validator.validate(record, url_of(town))
    at = {"invariant-broken": 2, "invariant-advised": 3}  # where the words name the key
    return [f.message.en.split()[at[f.code]] for f in report if f.code in at]


def test_the_form_is_the_national_one_with_what_the_town_says(town):
    national = AdmissionSheet.form()
    assert len(town.form) == len(editions.parse(TOWN).form)
    assert town.form["functioning.mobility"].ja == "Moving about"
    assert town.form["functioning.mobility"].level is Level.MUST
    assert town.form["functioning.mobility"].code == national["functioning.mobility"].code
    paths = [i.path for i in town.form]
    assert paths[paths.index("family.household") + 1] == "local.town.snow"
    assert {i.path for i in town.form if i.path not in town.added} <= {i.path for i in national}
    assert national["functioning.mobility"].ja != "Moving about"


def test_a_right_record_is_right(validator, town):
    assert said(validator, town, whole()) == []


@pytest.mark.parametrize(
    ("local", "key"),
    [
        ({"town.snow": "nobody"}, "town-answer-snow"),
        ({"town.snow": 3}, "town-answer-snow"),
        ({"town.minutes": "forty"}, "town-answer-minutes"),
        ({"town.seen": "soon"}, "town-answer-seen"),
        ({"town.seen": date(2099, 1, 1)}, "town-deadline-seen"),
    ],
)
def test_each_constraint_on_an_added_item_breaks_alone(validator, town, local, key):
    found = said(validator, town, whole(**local))
    assert found[0] == key
    assert set(found) - {"town-deadline-seen"} <= {key}


def test_what_the_town_demands_is_demanded(validator, town):
    record = whole()
    bare = record.model_copy(update={"local": Local({})})
    assert said(validator, town, bare) == ["town-must-snow"]
    assert said(validator, town, record.change("functioning.mobility", None)) == ["town-must-mobility"]


@pytest.mark.parametrize(("days", "late"), [(0, False), (3, False), (4, True)])
def test_a_deadline_counts_days(validator, town, days, late):
    record = whole().change("header.admitted", date(2026, 11, 19))
    record = record.change("header.provided", date(2026, 11, 19) + timedelta(days=days))
    assert said(validator, town, record) == (["town-deadline-sent"] if late else [])


def test_others_keep_what_they_do_not_know(town):
    tree = whole().to_fhir()
    back = from_fhir(tree)
    assert back.record.local == whole().local
    assert back.record.edition == town.edition
    assert back.record.to_fhir(onto=tree) == tree


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: f.stem)
def test_the_templates_say_that_they_are_templates(file):
    edition = editions.load(file)
    assert edition.template
    assert "ひな型" in edition.title
    assert "ひな型" in edition.note
    assert "ひな型" in to_html(blank_sample(edition), edition=edition)
    assert "ひな型" in editions.table(edition)
    assert "ひな型" in blank_html(edition.form, note=edition.note)
    assert all("ひな型" in r["description"] for r in editions.package(edition).values())


def blank_sample(edition):
    return sheet() if edition.form.record is AdmissionSheet else leaving()


def test_there_are_two_templates():
    assert {f.stem for f in TEMPLATES} >= {"takahashi", "takamatsu"}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: f.stem)
def test_the_artefacts_of_an_edition_are_right(file):
    for name, resource in editions.package(editions.load(file)).items():
        if name != "package.json":
            assert [(f.code, f.path) for f in carelink.validate(resource).errors] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: f.stem)
def test_the_blank_sheet_of_an_edition_is_read_with_it(file):
    edition = editions.load(file)
    text = blank(edition.form).replace('# "記入日"', '"記入日"')
    for path in edition.added:
        item = edition.form[path]
        said = {"Coded": item.list and f'"{next(iter(item.list)).label}"', "Whole": "7", "Day": "2026-11-20"}
        text = text.replace(f'"{item.ja}" = ""', f'"{item.ja}" = {said[type(item.kind).__name__]}')
    found = sheet_toml.read_all(text.encode(), edition=edition)
    assert [(f.code, f.path) for f in found.report] == []
    (record,) = found.records
    assert set(record.local) == {edition.form[p].code for p in edition.added}
    assert record.edition == edition.edition
    page = to_html(record, edition=edition)
    for path in edition.added:
        assert edition.form[path].ja in page


def test_a_page_of_another_form_is_refused(town):
    with pytest.raises(UsageError):
        to_html(leaving(), edition=town)


@given(records(AdmissionSheet, stated=Level.MUST))
@settings(max_examples=15)
def test_every_record_goes_through_an_edition(record):
    town = editions.parse(TOWN)
    record = record.model_copy(update={"local": Local(ANSWERED), "edition": town.edition})
    assert AdmissionSheet.from_fhir(record.to_fhir()) == record
    for path in town.added:
        item = town.form[path]
        value = item.of(record)
        assert getattr(value, "label", value) == record.local.get(item.code)


BAD = {
    "": ("name", b""),
    "no title": ("title", b'name = "x"\n'),
    "capitals": ("name", b'name = "X"\ntitle = "t"\nbase = "admission-sheet"'),
    "path": ("name", b'name = "../x"\ntitle = "t"\nbase = "admission-sheet"'),
    "base": ("base", b'name = "x"\ntitle = "t"\nbase = "facility"'),
    "year": ("base", b'name = "x"\ntitle = "t"\nbase = "admission-sheet/1999"'),
    "typo": ("titel", b'name = "x"\ntitel = "t"\nbase = "admission-sheet"'),
    "no toml": ("(file)", b"= ="),
    "no utf-8": ("(file)", b"\xff\xfe"),
    "large": ("(file)", b"#" * 300_000),
    "deep": ("(file)", b"x = " + b"[" * 100_000),
    "unknown item": ("change.functioning.mobilty", TOWN.replace(b"g.mobility", b"g.mobilty")),
    "loosened": (
        "change.basics.name",
        TOWN.replace(b'"functioning.mobility"]\nlevel = "must"', b'"basics.name"]\nlevel = "optional"'),
    ),
    "level": ("change.functioning.mobility.level", TOWN.replace(b'"must"\nlabel', b'"shall"\nlabel')),
    "type": ("add.snow.type.snowy", TOWN.replace(b'type = "snow"', b'type = "snowy"')),
    "section": ("add.snow.section.famly", TOWN.replace(b'"family"', b'"famly"', 1)),
    "after": ("add.snow.after", TOWN.replace(b'"family.household"', b'"basics.name"')),
    "hidden": ("add.snow.label", TOWN.replace(b'"Snow"', '"Sn\u202eow"'.encode())),
    "empty list": ("lists.snow", OPTIONS.sub(b"", TOWN)),
    "twice": ("lists.snow", TOWN.replace(b'"Alone"', b'"It\'s neighbours"')),
    "days": ("deadline.sent.days", TOWN.replace(b"days = 3", b"days = -1")),
    "no day": ("deadline.sent.item", TOWN.replace(b'"header.provided"', b'"basics.name"')),
    "canonical": ("canonical", b'canonical = "javascript:1"\n' + TOWN),
    "table": ("add", b"add = 1\n" + TOWN.split(b"[lists", maxsplit=1)[0]),
    "many": ("add", TOWN.split(b"[lists", maxsplit=1)[0] + b"".join(b"[add.a%d]\n" % n for n in range(400))),
}


@pytest.mark.parametrize(("place", "data"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_named(place, data):
    with pytest.raises(UsageError) as caught:
        editions.parse(data)
    assert caught.value.hint.en.startswith(place)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: TOWN + t.encode("utf-8", "replace")))
@settings(max_examples=50)
def test_a_hostile_file_is_refused_or_read(data):
    try:
        edition = editions.parse(data)
    except CarelinkError:
        return
    assert edition.form.items


def test_a_missing_file_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError):
        editions.load(tmp_path / "none.toml")


def test_markup_in_a_label_stays_text():
    hostile = TOWN.replace(b'"Snow"', b'"<script>|`x`"')
    edition = editions.parse(hostile)
    record = whole()
    assert "<script>" not in to_html(record, edition=edition)
    assert "<script>" not in editions.table(edition)

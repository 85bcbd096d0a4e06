from __future__ import annotations

import hashlib
import html as escapes
import re
from base64 import b64encode
from collections import Counter
from datetime import date
from functools import cache

import lxml.etree
import lxml.html
import pytest
import rendering_people as people
from hypothesis import given
from hypothesis import strategies as st
from rendering_specimen import Specimen

from carelink.errors import UsageError
from carelink.records import AdmissionSheet, Consultation, Facility, read
from carelink.records.read import class_of
from carelink.rendering import to_html
from carelink.rendering.visible import visible

KINDS = [*map(class_of, read.KINDS), Specimen]
HOSTILE = "</td></style><script>alert(1)</script>\"'&amp;{{ 7*7 }}\u202eabc\x00\u200b"
both = pytest.mark.parametrize("lang", ["ja", "en"])
each = pytest.mark.parametrize("kind", KINDS)


def cells(html: str) -> dict[str, lxml.html.HtmlElement]:
    return {td.get("data-item"): td for td in lxml.html.document_fromstring(html).iter("td")}


def text_of(element) -> str:
    return "".join(element.itertext())


@both
def test_the_golden_page(golden, lang):
    record = people.filled(Specimen, "架空の<記載>", local={"town.key": "近隣の支援", "town.yes": True})
    golden(f"specimen-{lang}.html", to_html(record, lang=lang))


def test_the_golden_blank_page(golden):
    golden("specimen-blank.html", to_html(Specimen(id=people.ID, written=people.WRITTEN)))


def test_the_golden_directory(golden):
    facilities = [people.filled(Facility, "架空の記載"), Facility(id=people.ID, written=people.WRITTEN)]
    golden("facility-directory.html", to_html(facilities))


def test_an_item_of_another_edition_is_printed_only_where_it_is_stated():
    blank = Specimen(written=people.WRITTEN)
    assert "newer.added" not in cells(to_html(blank))
    assert text_of(cells(to_html(blank.change("newer.added", "架空")))["newer.added"]) == "架空"
    newer = blank.model_copy(update={"edition": "2024"})
    assert "newer.added" in cells(to_html(newer))


@each
@both
def test_every_stated_item_is_on_the_page_with_its_label(kind, lang):
    html = to_html(people.filled(kind, "架空の記載"), lang=lang)
    page = lxml.html.document_fromstring(html)
    found = cells(html)
    hidden = {"header.consent", "listing.as_written"}  # the sentence under the title; a table's raw cells
    labels = {text_of(e) for e in page.find_class("ja")}
    for item in kind.form():
        if item.path in hidden:
            continue
        assert item.ja in labels, item.path
        assert text_of(found[item.path]).strip(), item.path
        assert not found[item.path].find_class("unstated"), item.path


@each
def test_a_text_is_in_the_cell_of_its_item(kind):
    from carelink.records import kinds

    found = cells(to_html(people.filled(kind, "架空の記載")))
    texts = [i.path for i in kind.form() if isinstance(i.kind, kinds.Text) and i.path in found]
    assert texts
    for path in texts:
        assert "架空の記載" in text_of(found[path])


@pytest.mark.parametrize("kind", [class_of(kind) for kind in read.KINDS if kind != "facility"])
def test_an_unstated_item_says_so_and_ticks_nothing(kind):
    html = to_html(kind(written=people.WRITTEN))
    found = cells(html)
    for path, cell in found.items():
        if path not in {"written", None}:  # None: a blank line of a table, whose cell says so once
            assert cell.find_class("unstated"), path
            assert "☑" not in text_of(cell), path
    assert not lxml.html.document_fromstring(html).find_class("ticked")


def test_all_options_of_a_list_are_printed():
    cell = cells(to_html(people.filled(AdmissionSheet)))["functioning.mobility"]
    assert text_of(cell).split() == ["☐自立", "☐見守り", "☐一部介助", "☑全介助"]


def test_none_is_an_answer_and_not_stated_is_not():
    from carelink.records.lists.functioning import Treatment

    sheet = AdmissionSheet(written=people.WRITTEN)
    silent = cells(to_html(sheet))["functioning.treatments"]
    none = cells(to_html(sheet.change("functioning.treatments", (Treatment.NONE,))))["functioning.treatments"]
    assert "記載なし" in text_of(silent)
    assert "☐なし" in text_of(silent)
    assert "記載なし" not in text_of(none)
    assert "☑なし" in text_of(none)


def test_the_birth_date_has_era_year_and_age():
    cell = cells(to_html(people.filled(AdmissionSheet)))["basics.born"]
    assert text_of(cell) == "昭和13年1月2日（1938年） 満88歳"


def test_the_birth_date_in_english_keeps_the_era():
    born = AdmissionSheet(written=people.WRITTEN).change("basics.born", date(1938, 11, 26))
    assert text_of(cells(to_html(born, lang="en"))["basics.born"]) == "1938-11-26 (昭和13年11月26日), age 87"


def test_nobody_is_younger_than_nothing():
    unborn = AdmissionSheet(written=people.WRITTEN).change("basics.born", date(2030, 1, 1))
    assert text_of(cells(to_html(unborn))["basics.born"]) == "令和12年1月1日（2030年）"


def test_several_texts_stand_on_lines_of_their_own():
    cell = cells(to_html(people.filled(Specimen, "架空")))["writing.lines"]
    assert text_of(cell) == "架空\n架空"


def test_the_moment_of_writing_is_a_day_in_japan():
    late = people.WRITTEN.replace(hour=15)  # 15:00 UTC is midnight in Japan
    cell = cells(to_html(AdmissionSheet(written=late)))["written"]
    assert text_of(cell) == "令和8年11月26日"


def test_sections_stand_in_printed_order():
    page = lxml.html.document_fromstring(to_html(people.filled(AdmissionSheet)))
    numbers = [text_of(e) for e in page.find_class("number")]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7", "8", "9"]


def test_an_item_of_a_town_stands_in_its_own_section():
    sheet = AdmissionSheet(
        written=people.WRITTEN, local={"takahashi.snow": "近隣の支援", "takahashi.key": True}
    )
    html = to_html(sheet)
    assert text_of(cells(html)["local.takahashi.snow"]) == "近隣の支援"
    assert "☑はい" in text_of(cells(html)["local.takahashi.key"])
    assert "地域独自の項目" in html


@each
@both
def test_hostile_text_stays_text(kind, lang):
    html = to_html(people.filled(kind, HOSTILE), lang=lang)
    page = lxml.html.document_fromstring(html)
    assert not list(page.iter("script", "img", "iframe", "object", "embed", "link", "base", "form"))
    assert not any(name.startswith("on") or name == "style" for e in page.iter() for name in e.attrib)
    assert "\u202e" not in html
    assert "\x00" not in html
    assert visible(HOSTILE) in text_of(page)
    assert "49" not in text_of(page)


@each
@given(text=st.text(min_size=1, max_size=60))
def test_any_text_is_escaped_and_the_page_is_well_formed(kind, text):
    html = to_html(people.filled(kind, text))
    tree = lxml.etree.fromstring(html.encode())  # XML: one unescaped sign would fail
    assert _elements(tree) == _plain(kind)


def _elements(tree):
    """Count the elements of a page; rows apart, which a long text may have to itself."""
    return Counter(e.tag for e in tree.iter() if not e.tag.endswith("}tr"))


@cache
def _plain(kind):
    """Return the elements of the page of a harmless record: a text must not add or remove one."""
    return _elements(lxml.etree.fromstring(to_html(people.filled(kind, "x")).encode()))


@each
@both
def test_nothing_is_loaded(kind, lang):
    html = to_html(people.filled(kind, "http://example.org/x.png url(http://example.org)"), lang=lang)
    page = lxml.html.document_fromstring(html)
    loading = {"src", "href", "srcset", "data", "action", "background", "poster"}
    assert not [name for e in page.iter() for name in e.attrib if name in loading]
    (style,) = page.iter("style")
    assert not re.search(r"url\(|@import|http", style.text)


@both
def test_the_policy_admits_this_style_sheet_only(lang):
    page = lxml.html.document_fromstring(to_html(people.filled(AdmissionSheet, HOSTILE), lang=lang))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.iter("style")
    digest = b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_a_long_name_is_cut_in_the_head_and_whole_in_the_page():
    html = to_html(people.filled(AdmissionSheet, "長" * 500))
    assert "長" * 500 in text_of(cells(html)["basics.name"])
    (style,) = lxml.html.document_fromstring(html).iter("style")
    assert style.text.count("\\009577") == 24


def test_same_record_same_page():
    assert to_html(people.filled(AdmissionSheet)) == to_html(people.filled(AdmissionSheet))


def test_a_directory_has_a_line_per_facility():
    facilities = [people.filled(Facility, f"架空 {n}") for n in range(3)]
    page = lxml.html.document_fromstring(to_html(facilities))
    lines = [[text_of(td).strip() for td in tr.iter("td")] for tr in page.xpath("//tbody/tr")]
    assert [line[0] for line in lines] == ["架空 0", "架空 1", "架空 2"]
    assert all(len(line) == 4 for line in lines)


def test_an_empty_directory_is_a_page():
    assert "0 件" in to_html([])


def test_only_facilities_make_a_directory():
    with pytest.raises(UsageError):
        to_html([people.filled(Consultation), people.filled(Facility)])
    with pytest.raises(UsageError):
        to_html([people.filled(AdmissionSheet)])


@pytest.mark.parametrize("bad", [None, "text", b"bytes", {"resourceType": "Bundle"}, [1]])
def test_what_is_no_record_is_refused(bad):
    with pytest.raises(UsageError):
        to_html(bad)


def test_an_unknown_language_is_refused():
    with pytest.raises(UsageError):
        to_html(people.filled(Facility), lang="fr")


def test_english_stands_beside():
    page = lxml.html.document_fromstring(to_html(people.filled(AdmissionSheet), lang="en"))
    english = {text_of(e) for e in page.find_class("en")}
    assert {"Mobility", "Full assistance", "Birth date"} <= english
    assert escapes.unescape("記載なし not stated") in text_of(
        lxml.html.document_fromstring(to_html(AdmissionSheet(written=people.WRITTEN), lang="en"))
    )

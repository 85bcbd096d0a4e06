"""The directory as a stranger uses it: what is found, what is shown, what is never shown."""

from __future__ import annotations

import json
import re
from uuid import UUID

import pytest

from carelink import converters

pytest.importorskip("starlette")


def ids(page: str) -> list[int]:
    found = re.findall(r'<h3><a href="(?:/en)?/facilities/([0-9a-f-]{36})"', page)
    return [UUID(one).int - 1 for one in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", list(range(20))),
        ("page=2", [*range(20, 32)]),
        ("page=99", [*range(20, 32)]),
        ("field=clinic", [31]),
        ("town=三木町", [31]),
        ("town=372013&name=かんご&page=2", [*range(20, 31)]),
        ("24h=1", [30]),
        ("vacancy=1", [30]),
        ("since=2026-11-18", [30]),
        ("since=2026-11-19&vacancy=1", []),
        ("procedure=oxygen", [30]),
        ("attribute=always-nursing&procedure=oxygen&service=13", [30]),
        ("near=34.34,134.04&within=2.5", [0, 1, 2]),
        ("near=34.544、134.04&within=1", [20, 21]),
        ("within=5&24h=1", [30]),
        ("name=無い", []),
        ("name=&field=&nonsense=1&24h=1", [30]),
    ],
)
def test_conditions(browser, query, expected):
    for prefix in ("", "/en"):
        answer = browser.get(f"{prefix}/facilities?{query}")
        assert answer.status_code == 200
        assert ids(answer.text) == expected


@pytest.mark.parametrize(
    "query",
    [
        "field=nix",
        "near=north",
        "near=1,2,3",
        "near=nan,1",
        "near=91,0",
        "near=34.3,134&within=-1",
        "near=34.3,134&within=inf",
        "since=2026-02-30",
        "since=20261118",
        "page=0",
        "page=" + "9" * 50,
        "24h=yes",
        "procedure=oxygen&procedure=" + "x" * 5000,
        "name=" + "あ" * 101,
    ],
)
def test_a_condition_that_is_not_understood_is_said_and_finds_nothing(browser, query):
    answer = browser.get(f"/facilities?{query}")
    assert answer.status_code == 400
    assert ids(answer.text) == []
    assert 'role="alert"' in answer.text


def test_members_only(browser):
    pages = ["/", "/facilities?page=2", f"/facilities/{UUID(int=1)}", "/facilities.csv", "/facilities.json"]
    pages += [f"/facilities/{UUID(int=1)}.json", "/facilities.geojson"]
    for page in pages:
        text = browser.get(page).text
        assert "会員だけ" not in text
        assert "9999" not in text
    assert browser.get(f"/facilities/{UUID(int=33)}").status_code == 404
    assert browser.get(f"/facilities/{UUID(int=33)}.json").status_code == 404


def test_a_page_of_one(browser):
    page = browser.get(f"/en/facilities/{UUID(int=31)}").text
    assert "tel:0870000000" in page
    assert "Oxygen" in page
    assert "午後のみ" in page
    assert '<html lang="en">' in page
    assert f'href="/facilities/{UUID(int=31)}" lang="ja"' in page


def test_the_language_switch_keeps_the_question(browser):
    page = browser.get("/facilities?town=三木町&24h=1").text
    assert 'href="/en/facilities?town=%E4%B8%89%E6%9C%A8%E7%94%BA&amp;24h=1"' in page


def test_data_can_be_read_again(browser, facilities):
    batch = converters.read_all(browser.get("/facilities.json?name=訪問看護").content)
    assert {one.id for one in batch.records} == {one.id for one in facilities[:32]}
    one = converters.read(browser.get(f"/facilities/{UUID(int=3)}.json").content)
    assert one.identity == facilities[2].identity
    features = json.loads(browser.get("/facilities.geojson?vacancy=1").content)["features"]
    assert [feature["id"] for feature in features] == [str(UUID(int=31))]
    table = browser.get("/facilities.csv?field=clinic").content.decode("utf-8-sig").splitlines()
    assert len(table) == 2
    assert table[0].startswith("事業所名,")


def test_too_many_for_one_file(browser, monkeypatch):
    from carelink.server import exports

    monkeypatch.setattr(exports, "MOST", 10)
    assert browser.get("/facilities.json").status_code == 413
    assert browser.get("/facilities.json?24h=1").status_code == 200
    assert "facilities.csv" not in browser.get("/facilities").text


def test_the_map_leads_to_what_it_shows(browser):
    page = browser.get("/facilities?near=34.49,134.04&within=1.5").text
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert drawing.count('class="pin"') == 3
    assert f'href="/facilities/{UUID(int=16)}"' in drawing
    assert "高松市" in drawing
    assert "<svg" not in browser.get("/facilities?town=三木町").text


def test_an_empty_directory(browser):
    from carelink.server import application

    empty = type(browser)(application([]))
    assert empty.get("/").status_code == 200
    assert ids(empty.get("/facilities").text) == []

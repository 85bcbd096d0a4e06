"""What strangers send, and what strangers wrote into the directory: refused or harmless."""

from __future__ import annotations

import csv
import io
import logging
from datetime import UTC, datetime
from decimal import Decimal
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote
from uuid import UUID

import pytest

from carelink.records.codes import Noted
from carelink.records.item import Section
from carelink.records.lists.facility import Answer, MedicalProcedure, Vacancy
from carelink.records.sheets import facility as f

pytest.importorskip("starlette")

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "</title></textarea></svg><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "=cmd|' /C calc'!A1",
    "\u202egnirts\u0000\u2028",
    "&lt;b&gt;&#60;script&#62;",
    "a\r\nSet-Cookie: x=1",
)
LOADS = {
    "script",
    "iframe",
    "object",
    "embed",
    "img",
    "base",
    "meta-refresh",
    "style",
    "foreignobject",
    "use",
}


class Reader(HTMLParser):
    """Collects what a browser could run or load, and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.bad += [tag] if tag in LOADS else []
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.bad.append(name)
            if name in {"href", "action", "src", "xlink:href", "formaction"}:
                self.links.append(value or "")


def harmless(page: str) -> bool:
    reader = Reader()
    reader.feed(page)
    ways = ("/", "#", "tel:+", "tel:0", "tel:1", "https://", "http://")
    return not reader.bad and all(link.startswith(ways) and link[:2] != "//" for link in reader.links)


def poisoned(group: type, attack: str):
    """Return a section whose every text says ``attack``, a group in it likewise."""
    said = {}
    for name, field in group.model_fields.items():
        kind = str(field.annotation)
        if kind in {"str | None", "<class 'str'>"}:
            said[name] = attack
    return group(**said)


def poisonous(number: int, attack: str) -> f.Facility:
    sections = {
        name: poisoned(field.annotation, attack)
        for name, field in f.Facility.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
    }
    accepted = f.Accepted(
        procedure=Noted(MedicalProcedure.OTHER, attack), answer=Noted(Answer.CONDITIONAL, attack)
    )
    more = {
        "reception": {
            "areas": (poisoned(f.Area, attack),),
            "vacancy": Noted(Vacancy.CONDITIONAL, attack),
            "procedures": (accepted,),
        },
        "offer": {"departments": (poisoned(f.Department, attack),)},
        "listing": {"publication": f.Publication.PUBLIC},
        "site": {"latitude": Decimal(34 + number), "longitude": Decimal(134)},
    }
    sections |= {name: sections[name].model_copy(update=update) for name, update in more.items()}
    return f.Facility(id=UUID(int=number + 1), written=datetime(2026, 11, 20, tzinfo=UTC), **sections)


@pytest.fixture(scope="module")
def hostile(browser):
    from carelink.server import application

    found = [poisonous(number, attack) for number, attack in enumerate(ATTACKS)]
    return type(browser)(application(found, title=ATTACKS[0]))


def test_script_in_every_field_of_a_facility(hostile):
    pages = ["/", "/facilities", "/en/facilities?near=34,134"]
    pages += [f"{en}/facilities/{UUID(int=n + 1)}" for n in range(len(ATTACKS)) for en in ("", "/en")]
    for page in pages:
        answer = hostile.get(page)
        assert answer.status_code == 200
        assert harmless(answer.text), page
        assert "\u202e" not in answer.text
        assert "\x00" not in answer.text
        assert "49" not in answer.text or "7 * 7" in answer.text


def test_every_attack_was_really_on_the_page(hostile):
    page = hostile.get(f"/facilities/{UUID(int=1)}").text
    assert page.count(escape(ATTACKS[0])) > 25


def test_a_table_runs_nothing_in_a_spreadsheet(hostile):
    text = hostile.get("/facilities.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not any(cell[:1] in {"=", "+", "@"} for cell in cells)


@pytest.mark.parametrize("attack", ATTACKS)
def test_script_in_an_address(browser, attack):
    for name in ("name", "town", "near", "field", "page", attack):
        for page in ("/facilities", "/en/facilities"):
            answer = browser.get(f"{page}?{quote(name)}={quote(attack)}")
            assert answer.status_code in {200, 400}
            assert harmless(answer.text)
            assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/facilities/..%5c..%5cpyproject.toml",
        "/facilities.%2e%2e%2fetc",
        "/facilities/00000000-0000-0000-0000-000000000001.xlsx",
        "/portal.css/../../application.py",
        "/templates/home.html.j2",
        "http://portal.example//evil.example/",
        "http://portal.example//evil.example",
        "/en/en/",
        "/facilities/" + "9" * 4000,
    ],
)
def test_paths_that_lead_nowhere(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert harmless(answer.text)


def test_headers_of_every_answer(browser):
    pages = ("/", "/facilities", "/nix", "/portal.css", "/facilities.json?24h=1", "/facilities?field=nix")
    for page in pages:
        headers = browser.get(page).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST"])
def test_methods(browser, method):
    assert browser.ask(method, "/facilities").status_code == 405


def test_the_log_tells_no_address_and_no_question(browser, caplog):
    with caplog.at_level(logging.INFO, "carelink.server"):
        browser.get("/facilities?name=秘密の名前&near=34.1,134.1")
        browser.ask("SECRET", "/facilities/秘密")
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert "GET found 200" in text
    for secret in ("秘密", "34.1", "127.0.0.1", "name=", "SECRET"):
        assert secret not in text


def test_a_page_that_breaks_says_nothing_of_why(caplog):
    from carelink.server.guarding import Guard

    async def broken(*_):
        raise ValueError("山田太郎")

    from asyncio import run

    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "headers": [], "path": "/"}
    with caplog.at_level(logging.INFO, "carelink.server"):
        run(Guard(broken, largest=1)(scope, None, send))
    assert sent[0]["status"] == 500
    assert "ValueError" in caplog.text
    assert "山田太郎" not in caplog.text + str(sent)

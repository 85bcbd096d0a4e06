"""The page that checks a file: findings beside the lines, bounded size and time, nothing kept."""

from __future__ import annotations

import html
import json
import re
import time

import pytest

pytest.importorskip("starlette")

from carelink.server.examining import LARGEST, SEATS, BusyError, Examiner, TooLongError

PATIENT = b"""{
  "resourceType": "Patient",
  "gender": "<script>alert(1)</script>",
  "birthDate": "1950-02-30"
}
"""


@pytest.fixture(scope="module")
def portal(browser):
    """A portal whose examining process is ended with the module."""
    from carelink.server import application

    made = type(browser)(application([]))
    yield made
    guard = made.app
    _examiner(guard).close()


def _examiner(guard):
    route = next(r for r in guard.app.routes if getattr(r, "name", "") == "checked")
    return route.endpoint.args[0]


def send(portal, content, path="/check", **options):
    return portal.ask("POST", path, files={"file": ("<b>x</b>.json", content)}, **options)


def test_findings_stand_beside_the_lines(portal):
    answer = send(portal, PATIENT)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    page = answer.text
    assert "<script" not in page
    here = re.findall(r'<span class="here"><span class="no">(\d+)</span>(.*)</span>', page)
    assert {"3", "4"} <= {number for number, _ in here}
    assert any("<script>alert(1)</script>" in html.unescape(line) for _, line in here)
    assert "Patient.birthDate" in page
    assert "エラー" in page
    assert "error" in send(portal, PATIENT, "/en/check").text


def test_a_clean_file_a_table_and_rubbish(portal):
    text = {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'}
    clean = {"resourceType": "Basic", "text": text, "code": {"text": "x"}}
    assert "問題は見つかりませんでした" in send(portal, json.dumps(clean).encode()).text
    table = "市区町村コード,NO\r\n372013,1\r\n".encode()
    for content in (table, b"\x00\xff" * 1000, b"<a", b"{" * 100_000, b"PK\x03\x04" + b"x" * 100):
        answer = send(portal, content)
        assert answer.status_code == 200
        assert "spot" in answer.text


def test_a_long_line_is_cut_to_the_place(portal):
    content = b'{"resourceType": "Patient", ' + b" " * 60_000 + b'"gender": "q"}'
    page = send(portal, content).text
    assert "&#34;gender&#34;: &#34;q&#34;" in page
    assert len(page) < 10_000


def test_forms_that_are_none(portal):
    assert portal.ask("POST", "/check", content=b"x").status_code == 400
    assert portal.ask("POST", "/check", files={"other": ("x", b"x")}).status_code == 400
    assert send(portal, b"").status_code == 400
    two = [("file", ("a", b"{}")), ("file", ("b", b"{}"))]
    assert portal.ask("POST", "/check", files=two).status_code == 400
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert portal.ask("POST", "/check", content=b"--y\r\n", headers=broken).status_code == 400
    bare = {"content-type": "multipart/form-data"}
    assert portal.ask("POST", "/check", content=b"", headers=bare).status_code == 400


def test_too_large(portal):
    assert send(portal, b" " * (LARGEST + 1)).status_code == 413
    assert send(portal, b" " * (LARGEST + 200_000)).status_code == 413

    async def endless():
        for _ in range(LARGEST // 65_536 + 4):
            yield b"y" * 65_536

    async def form():
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
        async for piece in endless():
            yield piece

    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert portal.ask("POST", "/check", content=form(), headers=headers).status_code == 413


def test_a_body_that_trickles_in(browser):
    import asyncio

    from carelink.server import application

    async def slow():
        yield b"--x\r\n"
        await asyncio.sleep(5)
        yield b"y"

    portal = type(browser)(application([], body_patience=0.2))
    began = time.monotonic()
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert portal.ask("POST", "/check", content=slow(), headers=headers).status_code == 408
    assert time.monotonic() - began < 3


def test_more_files_than_seats(portal):
    from contextlib import ExitStack

    examiner = _examiner(portal.app)
    with ExitStack() as taken:
        for _ in range(SEATS):
            taken.enter_context(examiner.seat())
        assert send(portal, PATIENT).status_code == 503
        assert portal.get("/facilities").status_code == 200
    assert send(portal, PATIENT).status_code == 200


def test_nothing_touches_a_disk(portal, monkeypatch):
    import tempfile

    def refuse(*_, **__):
        raise AssertionError

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert send(portal, PATIENT + b" " * 2_000_000).status_code == 200


def test_a_check_that_takes_too_long_is_ended_and_the_next_one_served():
    examiner = Examiner(patience=30)
    try:
        assert examiner.examine(b"{}").findings
        process = examiner._process
        examiner.patience = 0.0
        with pytest.raises(TooLongError):
            examiner.examine(b'{"resourceType": "Bundle", "entry": [' + b"{}," * 300_000 + b"{}]}")
        assert not process.is_alive()
        examiner.patience = 30
        assert examiner.examine(PATIENT).counts
        with examiner._lock:
            examiner.patience = 0.01
            with pytest.raises(BusyError):
                examiner.examine(b"{}")
    finally:
        examiner.close()

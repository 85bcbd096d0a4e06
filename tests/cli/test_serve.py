"""``carelink serve`` from the outside: a process that answers, and stops when it is told."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from carelink import converters
from carelink.records.sheets.facility import Facility, Identity

pytest.importorskip("uvicorn")


def test_serve_answers_and_stops(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    now = datetime(2026, 11, 20, tzinfo=UTC)
    one = Facility(id=uuid4(), written=now, identity=Identity(name="訪問看護ステーション"))
    file = tmp_path / "directory.json"
    converters.write(one, file)
    command = [sys.executable, "-m", "carelink", "serve", "--facilities", str(file), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 30
        while True:
            try:
                page = (
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/facilities", timeout=5).read().decode()
                )
                break
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.1)
    finally:
        process.terminate()
        _, told = process.communicate(timeout=20)
    assert "訪問看護ステーション" in page
    assert f"http://127.0.0.1:{port}/" in told
    assert "GET found 200" in told
    assert process.returncode in {0, -15}

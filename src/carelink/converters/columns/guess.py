"""Guessing a column map: what each heading is called elsewhere, and what its cells look like.

Two kinds of evidence count: the heading is (or resembles) one of a known layout or an item's own label,
and the cells of the first rows have the shape of the item's values. Each item goes to the column with the
most evidence; a column without enough keeps ``""``. The reasons are written beside the proposal, and
never a cell of the table.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from carelink.converters.columns.map import kinds, paths
from carelink.converters.layouts.layout import folded, item_of
from carelink.converters.tables import open_table
from carelink.errors import Words
from carelink.records import identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from carelink.findings import Finding

SAMPLE: Final = 200
"""Rows that are looked at."""
ENOUGH: Final = 0.6
"""Evidence below this proposes nothing."""
_HEADING_ROWS: Final = 10

_SHAPES: Final[dict[str, tuple[Words, Callable[[str], object]]]] = {
    "identity.office_number": (
        Words("事業所番号の検証番号が合う", "have the check digit of an office number"),
        lambda c: len(c) == 10 and c[2] in "56789B" and identifiers.facility_number(c),  # noqa: PLR2004  ten characters
    ),
    "identity.medical_number": (
        Words("医療機関コードの検証番号が合う", "have the check digit of a medical institution"),
        lambda c: len(c) == 10 and c[2] in "134" and identifiers.facility_number(c),  # noqa: PLR2004  ten digits
    ),
    "operator.corporate_number": (
        Words("法人番号の検査用数字が合う", "have the check digit of a corporate number"),
        identifiers.corporate_number,
    ),
    "site.municipality_code": (
        Words("全国地方公共団体コードの検査数字が合う", "have the check digit of a local government"),
        identifiers.local_government_code,
    ),
    "contact.telephone": (
        Words("電話番号の形", "look like telephone numbers"),
        re.compile(r"0[0-9０-９]{1,4}[-－‐−ー][0-9０-９]{1,4}[-－‐−ー][0-9０-９]{3,4}").fullmatch,
    ),
    "site.postal_code": (
        Words("郵便番号の形", "look like postal codes"),
        re.compile(r"〒?[0-9]{3}-[0-9]{4}").fullmatch,
    ),
    "site.latitude": (
        Words("日本の緯度の範囲", "are latitudes of Japan"),
        re.compile(r"(2[0-9]|3[0-9]|4[0-5])\.[0-9]{3,}").fullmatch,
    ),
    "site.longitude": (
        Words("日本の経度の範囲", "are longitudes of Japan"),
        re.compile(r"1(2[2-9]|[34][0-9]|5[0-3])\.[0-9]{3,}").fullmatch,
    ),
    "contact.website": (Words("URL の形", "are web addresses"), re.compile(r"https?://\S+").fullmatch),
    "contact.email": (
        Words("メールアドレスの形", "are e-mail addresses"),
        re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+").fullmatch,
    ),
    "identity.name_kana": (
        Words("カタカナだけ", "are katakana only"),
        re.compile(r"[ァ-ヴー・　 （）ｦ-ﾟ]{4,}").fullmatch,
    ),
    "site.prefecture": (
        Words("都道府県名", "are prefectures"),
        re.compile(r"[一-龥]{1,3}[都道府県]").fullmatch,
    ),
    "site.address": (
        Words("住所の形", "look like addresses"),
        re.compile(r".{0,12}[市区町村郡].*([0-9０-９]|丁目|番地).*").fullmatch,
    ),
    "offer.departments": (
        Words("診療科目の語", "name medical departments"),
        re.compile(r".*(内科|外科|歯科|眼科|小児科|皮膚科|耳鼻).*").fullmatch,
    ),
    "hours.days": (
        Words("曜日の並び", "list days of the week"),
        re.compile(r"[月火水木金土日祝・、～〜~-]{2,}").fullmatch,
    ),
}

_WORDS: Final = {
    "施設名": "identity.name",
    "事業所名称": "identity.name",
    "名称": "identity.name",
    "医療機関名": "identity.name",
    "薬局名": "identity.name",
    "ふりがな": "identity.name_kana",
    "カナ": "identity.name_kana",
    "TEL": "contact.telephone",
    "電話": "contact.telephone",
    "FAX": "contact.fax",
    "ファクス": "contact.fax",
    "ホームページ": "contact.website",
    "HP": "contact.website",
    "メール": "contact.email",
    "所在地": "site.address",
    "〒": "site.postal_code",
    "郵便": "site.postal_code",
    "診療科": "offer.departments",
    "サービス種別": "offer.service_name",
    "種別": "offer.service_name",
    "運営法人": "operator.name",
    "法人名": "operator.name",
    "設置者": "operator.name",
    "ベッド数": "reception.beds",
    "空き": "reception.vacancy",
    "診療時間": "opening.notes",
    "休診日": "opening.closed",
    "定休日": "opening.closed",
    "営業日": "opening.notes",
}
"""What towns call items, beyond the layouts we know (carelink's own list)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one column probably is.

    :param path: of the item, or empty
    :param score: of the evidence, 0 to 1
    :param why: the evidence in words, never a cell
    """

    heading: str
    path: str
    score: float
    why: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposed column map with its reasons.

    :param encoding: of the table that was looked at
    :param heading_row: where its headings stand
    """

    kind: str
    encoding: str
    heading_row: int
    proposals: tuple[Proposal, ...]
    findings: tuple[Finding, ...] = ()

    def to_toml(self, lang: str = "ja") -> str:
        """Return the column map as a file to look through and keep."""
        encoding = self.encoding if self.encoding in {"utf-8-sig", "utf-8", "cp932"} else "utf-8-sig"
        lines = [
            "# "
            + (
                "推測です。右の理由を見て直してください。"
                if lang == "ja"
                else "A guess: look at the reasons."
            ),
            "[table]",
            f'kind = "{self.kind}"',
            f'encoding = "{encoding}"',
            f"heading-row = {self.heading_row}",
            "",
            "[columns]",
        ]
        for p in self.proposals:
            why = "; ".join(words.in_(lang) for words in p.why)
            lines.append(f"{_quoted(p.heading)} = {_quoted(p.path)}" + (f"  # {why}" if why else ""))
        if named := [(p.heading, codec) for p in self.proposals if (codec := _codec(p, self.kind))]:
            lines += ["", "[as]", *(f"{_quoted(heading)} = {_quoted(codec)}" for heading, codec in named)]
        return "\n".join(lines) + "\n"


def _codec(proposal: Proposal, kind: str) -> str:
    """Return how a layout we know says this very column, where that is not the item's usual way."""
    from carelink.converters.formats import FORMATS

    for form in FORMATS.values():
        layout = getattr(form.door, "layout", None) if form.table and kind in form.kinds else None
        column = layout.by_heading.get(folded(proposal.heading)) if layout is not None else None
        if column is not None and column.path == proposal.path:
            return str(column.codec)
    return ""


def _quoted(text: str) -> str:
    """Return a TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def guess(source: str | Path | bytes, *, kind: str = "facility") -> Guess:
    """Return a proposal for a table; the table itself is only looked at.

    :raises StorageError: when the file cannot be opened
    """
    table = open_table(source if isinstance(source, bytes) else Path(source))
    rows = [table.header, *(list(map(_text, r.cells)) for r in islice(table.rows, SAMPLE) if r.cells)]
    close = getattr(table.rows, "close", None)
    if close is not None:
        close()
    row = _heading_row(rows, kind)
    header = rows[row] if rows else []
    columns = [[r[i] for r in rows[row + 1 :] if i < len(r) and r[i]] for i in range(len(header))]
    proposals = _assigned(header, [_scored(h, cells, kind) for h, cells in zip(header, columns, strict=True)])
    return Guess(kind, table.encoding, row + 1, tuple(proposals), table.findings)


def _text(cell: str | None) -> str:
    return (cell or "").strip()


def _heading_row(rows: Sequence[Sequence[str]], kind: str) -> int:
    """Return the row whose cells are headings most of all: titles and notes often stand above it."""
    best, most = 0, 0.0
    for i, row in enumerate(rows[:_HEADING_ROWS]):
        texts = [cell for cell in row if cell]
        if len(texts) < 2 or len(set(texts)) != len(texts):  # noqa: PLR2004  one cell is a title
            continue
        known = sum(max((s for s, _ in _by_heading(cell, kind).values()), default=0.0) for cell in texts)
        if known > most:
            best, most = i, known
    return best


Scores = dict[str, tuple[float, tuple[Words, ...]]]


def _scored(heading: str, cells: Sequence[str], kind: str) -> Scores:
    """Return what a column may be, each with its evidence."""
    found: dict[str, tuple[float, list[Words]]] = defaultdict(lambda: (0.0, []))
    for path, (score, why) in _by_heading(heading, kind).items():
        found[path] = (score, [why])
    for path, (score, why) in _by_shape(cells, kind).items():
        before, reasons = found[path]
        found[path] = (min(1.0, before + score), [*reasons, why])
    return {path: (score, tuple(why)) for path, (score, why) in found.items()}


@cache
def _known(kind: str) -> dict[str, tuple[str, str]]:
    """Return every heading we know → path, and whose heading it is."""
    from carelink.converters.formats import FORMATS
    from carelink.converters.kaigo_kohyo.columns import PATHS

    found: dict[str, tuple[str, str]] = {}
    allowed = set(paths(kinds()[kind]))
    for path in allowed:
        if "[" not in path and not path.startswith("hours."):
            found.setdefault(folded(item_of(kinds()[kind], path).ja), (path, "items"))
    if kind == "facility":
        for heading, path in PATHS.items():
            found.setdefault(folded(heading), (path, "kaigo-kohyo"))
        for word, path in _WORDS.items():
            found.setdefault(folded(word), (path, "words"))
    for form in FORMATS.values():
        layout = getattr(form.door, "layout", None) if form.table and kind in form.kinds else None
        for column in layout.columns if layout is not None else ():
            for heading in (column.heading, *column.also) if column.path in allowed else ():
                found.setdefault(folded(heading), (column.path, form.name))
    return found


def _by_heading(heading: str, kind: str) -> dict[str, tuple[float, Words]]:
    mine = folded(heading)
    if not mine:
        return {}
    known = _known(kind)
    if mine in known:
        path, whose = known[mine]
        return {path: (0.9, Words(f"見出しが{whose}と同じ", f"the heading is that of {whose}"))}
    found: dict[str, tuple[float, Words]] = {}
    for other, (path, whose) in known.items():
        inside = len(other) > 1 and (other in mine or mine in other)
        ratio = max(SequenceMatcher(None, mine, other).ratio(), 0.65 if inside else 0.0)
        if ratio >= ENOUGH and ratio * 0.9 > found.get(path, (0.0,))[0]:
            found[path] = (ratio * 0.9, Words(f"見出しが{whose}に近い", f"the heading resembles {whose}"))
    return found


def _by_shape(cells: Sequence[str], kind: str) -> dict[str, tuple[float, Words]]:
    if not cells or kind != "facility":
        return {}
    found = {}
    for path, (what, fits) in _SHAPES.items():
        share = sum(1 for cell in cells if fits(cell)) / len(cells)
        if share >= ENOUGH:
            percent = round(100 * share)
            found[path] = (
                0.7 * share,
                Words(f"値の{percent}%が{what.ja}", f"{percent} % of the cells {what.en}"),
            )
    return found


def _assigned(header: Sequence[str], scored: Sequence[Scores]) -> Iterable[Proposal]:
    """Give each item to the column with the most evidence, the best first."""
    order = sorted(
        ((score, i, path) for i, scores in enumerate(scored) for path, (score, _) in scores.items()),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    chosen: dict[int, str] = {}
    for score, i, path in order:
        if score >= ENOUGH and i not in chosen and path not in chosen.values():
            chosen[i] = path
    met: set[str] = set()
    for i, heading in enumerate(header):
        if not heading or folded(heading) in met:
            continue
        met.add(folded(heading))
        path = chosen.get(i, "")
        score, why = scored[i].get(path, (0.0, ()))
        yield Proposal(heading, path, round(score, 2), why)


__all__ = ["Guess", "Proposal", "guess"]

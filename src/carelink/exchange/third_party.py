"""The record of provision to third parties and of receipt from them (個人情報保護法 第29条・第30条).

Written in the transaction in which a record goes out or comes in. It names the person, so it stays in the
store and leaves it only as the CSV that the town asks for. Whether a provision must be recorded at all (there
are exemptions) is for the town to say; carelink records each of them.
"""

from __future__ import annotations

import csv
import io
import json as text
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, select

from carelink.exchange.desk import moment
from carelink.exchange.subject import items_of, subject_of
from carelink.exchange.tables import disclosures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

Tree = dict[str, Any]
COLUMNS: Final = (
    *("区分", "年月日", "相手方の名称", "本人の氏名", "記録の種類", "データの項目", "伏せた項目"),
    *("目的", "根拠", "同意の番号", "緊急の理由", "取得の経緯", "メッセージ番号"),
)
"""Headings of the CSV. Items of 規則第20条 and 第24条 as read for this design; not an official form."""

_DIRECTION: Final = {"provided": "提供", "received": "受領"}
_BASIS: Final = {
    "none": "個人データを含まない",
    "implied": "掲示した目的の範囲（黙示の同意）",
    "explicit": "本人の同意",
    "emergency": "生命・身体の保護（同意によらない）",
    "unstated": "方針の設定なし",
    "sender": "提供元による",
}


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One provision or receipt.

    :param direction: ``provided`` or ``received``
    :param items: what kinds of data
    :param withheld: paths of items that were masked
    :param basis: see the table above
    """

    direction: str
    at: datetime
    message: str
    counterpart: str
    subject: str = field(repr=False)
    kind: str
    items: tuple[str, ...]
    withheld: tuple[str, ...]
    purpose: str
    basis: str
    consent: str | None = None
    reason: str | None = field(repr=False, default=None)


def note(connection: Connection, tree: Tree, row: Tree) -> None:
    """Record a provision or a receipt within the caller's transaction; nothing for records about nobody.

    :param row: direction, at, message, counterpart, kind, purpose, basis, and more of the columns
    """
    subject = subject_of(tree)
    if subject is None:
        return
    about = {
        "subject": subject.name,
        "items": text.dumps(items_of(tree), ensure_ascii=False),
        "withheld": "[]",
    }
    connection.execute(insert(disclosures), about | row)


def noted(connection: Connection) -> Iterator[Disclosure]:
    """Yield what was recorded, the oldest first."""
    for row in connection.execute(select(disclosures).order_by(disclosures.c.number)):
        facts = dict(row._mapping)  # noqa: SLF001  the documented way to a dictionary
        del facts["number"]
        facts |= {name: tuple(text.loads(facts[name])) for name in ("items", "withheld")}
        at = moment(facts.pop("at"))
        assert at is not None  # noqa: S101  for mypy: the column is never null
        yield Disclosure(at=at, **facts)


def to_csv(found: Iterable[Disclosure]) -> bytes:
    """Return the record as CSV (UTF-8 with BOM, for spreadsheets), one row for each provision or receipt."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in _row(one)] for one in found)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _row(one: Disclosure) -> tuple[str, ...]:
    how = "封をした便による（署名を確認）" if one.direction == "received" else ""
    return (
        _DIRECTION[one.direction],
        one.at.astimezone().strftime("%Y-%m-%d %H:%M"),
        one.counterpart,
        one.subject,
        one.kind,
        "、".join(one.items),
        "、".join(one.withheld),
        one.purpose,
        _BASIS.get(one.basis, one.basis),
        one.consent or "",
        one.reason or "",
        how,
        one.message,
    )


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell

"""A sheet in a plain text file, as a person would write it: headings and labels of the printed form.

.. code-block:: toml

    様式 = "入院時情報提供書"
    記入日 = 2026-04-01T09:00:00+09:00

    [1 利用者(患者)基本情報について]
    患者氏名 = "讃岐 花子"
    生年月日 = "昭和13年1月2日"

    [7 身体・生活機能の状況/療養生活上の課題について]
    褥瘡の有無 = "あり（仙骨部）"
    疾患歴 = ["高血圧", { 選択 = "その他", 内容 = "白内障" }]

It is TOML, but for keys without quotation marks, which are accepted. An item that is absent, ``""`` or
``[]`` is not stated; なし and 不明 are options. Times without an offset are Japanese. What does not fit is a
finding with its line and the label that was probably meant.

What it carries: every item of every form, and a town's own items under ``[独自項目]``; nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.converters.batch import Batch
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from carelink.records.editions import Edition
    from carelink.records.forms import Form

FORMAT: Final = "sheet-toml"


def read_all(data: bytes, *, written: datetime | None = None, edition: Edition | None = None) -> Batch:
    """Return the record a sheet states, with a finding for all that does not fit.

    :param written: used where the sheet does not say 記入日
    :param edition: a town's own edition, for sheets that bear its title
    """
    from carelink.converters.sheet_toml.reading import Reader
    from carelink.converters.sheet_toml.text import parse

    reader = Reader(parse(data), data, written, edition)
    record = reader.record()
    records = () if record is None else (record,)
    return Batch(records, Report(reader.findings), 1, 1 - len(records), FORMAT)


def to_bytes(records: Sequence[Any]) -> bytes:
    """Return one record as a sheet.

    :raises UsageError: for several records
    """
    from carelink.converters.sheet_toml.writing import text_of
    from carelink.errors import UsageError, Words

    if len(records) != 1:
        raise UsageError(
            Words("手書きの様式の1ファイルには1件だけ書けます。", "A sheet holds one record."),
            hint=Words("1件ずつ別のファイルに書いてください。", "Write each record to a file of its own."),
        )
    return text_of(records[0]).encode()


def template(kind: str) -> str:
    """Return an empty sheet of a kind (``admission-sheet`` …) with its options as comments, to be filled in.

    :raises UsageError: when there is no such kind
    """
    from carelink.converters.sheet_toml.blank import blank

    return blank(form_of_kind(kind))


def form_of_kind(kind: str) -> Form:
    """Return the form of a kind of record (``admission-sheet`` …).

    :raises UsageError: when there is no such kind
    """
    from carelink.errors import UsageError, Words
    from carelink.records.read import KINDS, class_of

    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise UsageError(
            Words("そのような種類の記録はありません。", "There is no such kind of record."),
            hint=Words(f"次のどれかを指定してください: {known}", f"Use one of: {known}"),
        )
    return class_of(kind).form()


__all__ = ["FORMAT", "form_of_kind", "read_all", "template", "to_bytes"]

"""The docs page of an edition: its items in printed order, with what differs from the national form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.records.kinds import Coded, Multi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.editions.edition import Edition
    from carelink.records.item import Item

_LEVEL: Final = {"must": "必須", "fee": "算定に必要", "recommended": "推奨", "optional": ""}
_TYPE: Final = {
    "Text": "文字",
    "Truth": "はい／いいえ",
    "Whole": "整数",
    "Number": "数",
    "Quantity": "数",
    "Day": "日付",
    "Moment": "日時",
    "Clock": "時刻",
}


def table(edition: Edition) -> str:
    """Return the page as Markdown."""
    return "\n".join(_lines(edition)) + "\n"


def _lines(edition: Edition) -> Iterator[str]:
    national = {item.path: item for item in edition.form.record.form()}
    yield f"# {_cell(edition.title)}"
    yield ""
    if edition.note:
        yield f"**{_cell(edition.note)}**"
        yield ""
    yield f"{_cell(edition.form.record.title)}に重ねた版 `{edition.edition}`。"
    for section in edition.form.sections:
        items = [i for i in edition.form.items if i.section == section]
        yield from (
            "",
            f"## {_cell(section.title)}",
            "",
            "| 項目 | 答え | 求め方 | この版で |",
            "|---|---|---|---|",
        )
        for item in items:
            cells = (_cell(item.ja), _cell(_answer(item)), _LEVEL[item.level], _new(item, national))
            yield f"| {' | '.join(cells)} |"
    if edition.deadlines:
        yield from ("", "## 期限", "")
        for deadline in edition.deadlines:
            days = f"「{_cell(deadline.after.ja)}」から{deadline.days}日以内に「{_cell(deadline.item.ja)}」"
            yield f"* {_cell(deadline.ja)}: {days}"


def _answer(item: Item) -> str:
    kind = item.kind.one if isinstance(item.kind, Multi) else item.kind
    if isinstance(kind, Coded):
        return "／".join(member.label for member in kind.list)
    if kind is None:
        return "、".join(part.ja for part in item.parts)
    return _TYPE.get(type(kind).__name__, "") + (f" ({item.unit})" if item.unit else "")


def _new(item: Item, national: dict[str, Item]) -> str:
    known = national.get(item.path)
    if known is None:
        return "追加"
    changes = []
    if known.ja != item.ja:
        changes.append(f"国の様式では「{_cell(known.ja)}」")
    if known.level is not item.level:
        changes.append(f"国の様式では{_LEVEL[known.level] or '任意'}")
    return "、".join(changes)


def _cell(text: str) -> str:
    """Return a text that cannot leave its cell nor become markup."""
    for special in "\\`*_[]<>|":
        text = text.replace(special, f"\\{special}")
    return text

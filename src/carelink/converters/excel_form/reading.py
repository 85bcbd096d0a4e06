"""The cells of one sheet → a record: each input found by its mark, what is wrong said with its cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.excel_form import cells, marks
from carelink.converters.excel_form.inputs import Inputs
from carelink.converters.excel_form.opening import Cell, clock_from, moment_from
from carelink.converters.rules import form as rules
from carelink.converters.rules import layout as layout_rules
from carelink.converters.rules import sheet as sheet_rules
from carelink.converters.sheet_toml import reading, revision, values
from carelink.converters.sheet_toml.text import Sheet
from carelink.findings import Source
from carelink.records import kinds
from carelink.records.read import KINDS

if TYPE_CHECKING:
    from carelink.converters.excel_form.opening import Grid
    from carelink.findings import Rule
    from carelink.records.forms import Form
    from carelink.records.item import Item
    from carelink.records.record import Record

_ENVELOPE: Final = {"id": reading.ID, "written": reading.WRITTEN, **revision.LABELS}
_TICKED: Final = frozenset("☑☒✓✔レ■●◉○◯✅vV")
_CLEAR: Final = frozenset("☐□")
_LARGEST_GROUP: Final = 500


class FormReader(reading.Reader):
    """Reads one sheet of a workbook; its envelope is judged as that of a typed sheet."""

    def __init__(self, grid: Grid, header: marks.Header, data: bytes, written: datetime | None) -> None:
        self.inputs = Inputs.of(grid, header)
        self.grid, self.header = grid, header
        tree: dict[str, Any] = {reading.FORM: header.kind}
        super().__init__(Sheet(tree, findings=[]), data, written)
        self.findings += self.inputs.findings
        self.places: dict[tuple[str, ...], Source] = {}

    def _say(self, rule: Rule, where: str, path: tuple[str, ...], **facts: str) -> None:
        source = self.places.get(path) or Source(sheet=self.grid.title, row=1, column=1)
        self.findings.append(rule.at(where, source=source, **facts))

    def _tell(self, rule: Rule, where: str, mark: str, **facts: str) -> None:
        self.findings.append(rule.at(where, source=self.inputs.source(mark), **facts))

    def record(self) -> Record | None:
        """Return the record, or None when it does not say what form it is, or its envelope is unreadable."""
        form = reading.form_named(self.header.kind)
        if form is None:
            near = ", ".join(KINDS)
            self._say(sheet_rules.FORM_MISSING, "sheet", (), near=near)
            return None
        self._head(form)
        fields = self._envelope(form)
        if fields is None:
            return None
        for section in form.sections:
            answers = self._answers(form.of(section), f"{section.field}.", f"{section.field}.")
            model = form.record.model_fields[section.field].annotation
            built = self._built(model, answers, form.of(section), (f"{section.field}.",))
            if built is not None:
                fields[section.field] = built
        if "local" in form.record.model_fields and (local := self._local()):
            fields["local"] = local
        self._left_over()
        return self._whole(form, fields)

    def _head(self, form: Form) -> None:
        """Put what stands in the envelope's cells where a typed sheet says it."""
        if "edition" in form.record.model_fields and self.header.edition:
            self.sheet.tree[reading.EDITION] = self.header.edition
        for name, label in _ENVELOPE.items():
            cell = self._cell(f"@{name}", f"@{name}")
            if cell is not None:
                self.places[label,] = self.inputs.source(f"@{name}")
                raw = self._native(cell, kinds.Moment() if name == "written" else kinds.Text(), f"@{name}")
                self.sheet.tree[label] = raw

    def _answers(self, items: tuple[Item, ...], where: str, mark: str) -> dict[str, Any]:
        """Return attribute → value of a section, or of a row of a group."""
        found: dict[str, Any] = {}
        for item in items:
            self.places[mark, item.ja] = self.inputs.source(mark + item.name)
            value = self._item(item, None, (where, mark), mark)
            if value is not None:
                found[item.name] = value
        return found

    def _item(self, item: Item, raw: Any, path: tuple[str, ...], prefix: str) -> Any:  # noqa: ARG002  same door as a typed sheet
        where, mark = path[0] + item.name, prefix + item.name
        if item.group is not None:
            return self._rows(item, where, mark)
        if isinstance(item.kind, kinds.Multi):
            return self._boxes(item, item.kind, where, mark)
        return None if item.kind is None else self._one(item.kind, item.ja, where, mark)

    def _rows(self, item: Item, where: str, mark: str) -> Any:
        if not item.many:
            return self._row(item, where, f"{mark}.")
        count = min(self.inputs.rows_of(mark), _LARGEST_GROUP)
        rows = [self._row(item, f"{where}[{n}]", f"{mark}[{n}].") for n in range(count)]
        return tuple(row for row in rows if row is not None) or None

    def _row(self, item: Item, where: str, mark: str) -> Any:
        answers = self._answers(item.parts, f"{where}.", mark)
        return self._built(item.group, answers, item.parts, (mark,)) if answers else None

    def _one(self, kind: kinds.Kind, label: str, where: str, mark: str) -> Any:
        """Return a single answer, with what stands in its brackets."""
        cell = self._cell(mark, where)
        text = self._text(mark + "!", where)
        if cell is not None and not isinstance(kind, kinds.Text) and cell.text == cells.NOT_STATED:
            cell = None
        if cell is None:
            if text is not None:
                self._tell(rules.BRACKETS_ALONE, where, mark + "!")
            return None
        raw = self._native(cell, kind, where, mark)
        if text is not None:
            raw = {values.OPTION: raw, values.TEXT: text}
        value, unread = values.read(kind, raw, label)
        for said in unread:
            self._tell(said.rule, where, mark, **said.facts)
        return value

    def _boxes(self, item: Item, kind: kinds.Multi, where: str, mark: str) -> Any:
        ticks = []
        for member in kind.one.list:
            at = f"{mark}#{member.code}"
            cell, text = self._cell(at, where), self._text(at + "!", where)
            ticked = cell is not None and _ticked(cell.text, member.label)
            if ticked is None:
                self._tell(rules.TICK_UNCLEAR, where, at, option=member.label)
            if ticked and (text is None or item.text):
                ticks.append(member(text))
            elif text is not None:
                self._tell(rules.BRACKETS_ALONE, where, at + "!")
        return tuple(ticks) or None

    def _local(self) -> dict[str, Any]:
        """Return the town's own items: their marks say what type they have."""
        found = {}
        for mark in self.inputs.local():
            said = marks.local_of(mark)
            if said is not None and said[1] in cells.TYPES:
                value = self._one(cells.TYPES[said[1]], said[0], f"local.{said[0]}", mark)
                unstated = said[1] == cells.OPTION and value == cells.NOT_STATED
                if value is not None and not unstated:
                    found[said[0]] = value
        return found

    def _left_over(self) -> None:
        """Say what stands in cells of items that this form does not have (a newer edition, a broken mark)."""
        for mark in self.inputs.unread():
            self._tell(rules.STRAY, "sheet", mark)

    def _cell(self, mark: str, where: str) -> Cell | None:
        """Return what stands in an input, or None when nothing is stated; formulas and errors are said."""
        cell = self.inputs.take(mark)
        if cell is None:
            return None
        if cell.formula:
            self._tell(rules.FORMULA, where, mark)
        if cell.error:
            self._tell(layout_rules.SPREADSHEET_ERROR, where, mark)
            return None
        blank = isinstance(cell.value, str) and not cell.value.strip()
        return None if cell.value is None or blank else cell

    def _text(self, mark: str, where: str) -> str | None:
        cell = self._cell(mark, where)
        if cell is None:
            return None
        text = self._native(cell, kinds.Text(), where, mark)
        return text if isinstance(text, str) else None

    def _native(self, cell: Cell, kind: kinds.Kind, where: str, mark: str | None = None) -> Any:
        """Return what a cell holds as its item is typed; what a spreadsheet made of it is said."""
        value, at = cell.value, mark or where
        if isinstance(value, str):
            return value
        if isinstance(kind, kinds.Text):
            self._tell(rules.NUMBER, where, at)
            return cell.text
        if isinstance(value, bool):
            return values_of_truth(value) if isinstance(kind, kinds.Truth) else cell.text
        if isinstance(value, int | float):
            return self._counted(cell, kind, where, at)
        return _dated(value, kind, cell.text)

    def _counted(self, cell: Cell, kind: kinds.Kind, where: str, mark: str) -> Any:
        """Return a number as the day or time that a spreadsheet counts by it, else as it is written."""
        moment = moment_from(cell.value, self.grid.epoch) if cell.value >= 1 else None
        made: Any = None
        if isinstance(kind, kinds.Day):
            made = moment.date() if moment is not None else None
        elif isinstance(kind, kinds.Moment):
            made = moment
        elif isinstance(kind, kinds.Clock):
            made = clock_from(cell.value)
        if made is not None:
            self._tell(rules.SERIAL, where, mark)
        return cell.text if made is None else made


def values_of_truth(value: bool) -> str:  # noqa: FBT001  what a cell holds
    """Return a cell's TRUE or FALSE as the form says it."""
    return "はい" if value else "いいえ"


def _dated(value: Any, kind: kinds.Kind, text: str) -> Any:
    """Return a cell that the spreadsheet knows as a date or time, as its item wants it."""
    if isinstance(value, timedelta):
        value = clock_from(value.total_seconds() / 86_400)
    match kind, value:
        case kinds.Day(), datetime():
            return value.date()
        case kinds.Clock(), datetime():
            return value.time()
        case (kinds.Moment(), datetime()) | (kinds.Day() | kinds.Moment(), date()) | (kinds.Clock(), time()):
            return value
    return text


def _ticked(text: str, label: str) -> bool | None:
    """Whether a box is ticked; None when it says neither."""
    plain = text.strip()
    if not plain or plain[0] in _CLEAR:
        return False
    rest = values.folded(plain[1:])
    return True if plain[0] in _TICKED and rest in {"", values.folded(label)} else None

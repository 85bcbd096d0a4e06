"""A sheet somebody wrote → a record: one loop over the form, a finding for whatever does not fit."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from pydantic import ValidationError

from carelink.converters.rules import sheet as rules
from carelink.converters.sheet_toml import revision, values
from carelink.findings import Finding, Source
from carelink.records.document import stable
from carelink.records.editions.place import LOCAL_MARK
from carelink.records.forms import Form, form_of
from carelink.records.read import KINDS, class_of

if TYPE_CHECKING:
    from datetime import datetime

    from carelink.converters.sheet_toml.text import Path, Sheet
    from carelink.findings import Rule
    from carelink.records.editions import Edition
    from carelink.records.item import FormSection, Item
    from carelink.records.record import Record

FORM: Final = "様式"
EDITION: Final = "版"
WRITTEN: Final = "記入日"
ID: Final = "文書ID"
LOCAL: Final = "独自項目"
ENVELOPE: Final = (FORM, EDITION, ID, WRITTEN, *revision.LABELS.values())


def form_named(name: Any) -> Form | None:
    """Return the form of this printed title, or of this kind."""
    for kind in KINDS:
        record = class_of(kind)
        if isinstance(name, str) and values.folded(name) in {values.folded(record.title), kind}:
            return form_of(record)
    return None


class Reader:
    """Reads one sheet; ``findings`` grows as it goes."""

    def __init__(
        self, sheet: Sheet, data: bytes, written: datetime | None, edition: Edition | None = None
    ) -> None:
        self.sheet, self.data, self.written, self.edition = sheet, data, written, edition
        self.findings: list[Finding] = list(sheet.findings)

    def _say(self, rule: Rule, where: str, path: Path, **facts: str) -> None:
        line = next((n for end in range(len(path), 0, -1) if (n := self.sheet.lines.get(path[:end]))), 1)
        self.findings.append(rule.at(where, source=Source(line=line), demanded_by=None, **facts))

    def record(self) -> Record | None:
        """Return the record, or None when the file does not say what form it is."""
        if self.findings:
            return None
        form = self._form(self.sheet.tree.get(FORM))
        if form is None:
            titles = [class_of(kind).title for kind in KINDS]
            said = self.sheet.tree.get(FORM)
            near = values.nearest(said, titles) if isinstance(said, str) else titles[0]
            self._say(rules.FORM_MISSING, "sheet", (FORM,), near=near)
            return None
        fields = self._envelope(form)
        if fields is None:
            return None
        for key, content in self.sheet.tree.items():
            if key not in ENVELOPE:
                self._section(form, key, content, fields)
        return self._whole(form, fields)

    def _form(self, name: Any) -> Form | None:
        """Return the form of this title: the town's edition at hand, else a national one."""
        town = self.edition
        if town is not None and isinstance(name, str) and values.folded(name) == values.folded(town.title):
            return town.form
        return form_named(name)

    def _whole(self, form: Form, fields: dict[str, Any]) -> Record | None:
        """Build the record; what it refuses of edition and local items is said and left out."""
        words = {"edition": (EDITION, rules.ENVELOPE), "local": (LOCAL, rules.VALUE_REFUSED)}
        try:
            return form.record(**fields)
        except ValidationError as error:
            refused = {str(e["loc"][0]) for e in error.errors(include_input=False)} & words.keys()
            for name in sorted(refused):
                label, rule = words[name]
                self._say(rule, name, (label,), label=label)
            kept = {name: value for name, value in fields.items() if name not in refused}
            return form.record(**kept) if refused else None

    def _envelope(self, form: Form) -> dict[str, Any] | None:
        tree = self.sheet.tree
        written = values.moment_of(tree[WRITTEN]) if WRITTEN in tree else self.written
        if written is None:
            self._say(rules.ENVELOPE, "written", (WRITTEN,), label=WRITTEN)
            return None
        if WRITTEN not in tree:
            self._say(rules.WRITTEN_MISSING, "written", (FORM,))
        found: dict[str, Any] = {"written": written, "id": self._id(tree.get(ID))}
        if isinstance(tree.get(EDITION), str) and "edition" in form.record.model_fields:
            found |= {"edition": tree[EDITION]} if tree[EDITION] else {}
        elif self.edition is not None and form is self.edition.form:
            found["edition"] = self.edition.edition
        elif EDITION in tree:
            self._say(rules.ENVELOPE, "edition", (EDITION,), label=EDITION)
        said, unreadable = revision.read(tree, known="revision" in form.record.model_fields)
        for label in unreadable:
            self._say(rules.ENVELOPE, "revision", (label,), label=label)
        if unreadable:
            return None
        return found if said is None else found | {"revision": said}

    def _id(self, said: Any) -> UUID:
        """Return the id; a sheet without one gets one made of its content: the same file, the same sheet."""
        if isinstance(said, str):
            try:
                return UUID(said.strip().removeprefix("urn:uuid:"))
            except ValueError:
                pass
        if said is not None:
            self._say(rules.ENVELOPE, "id", (ID,), label=ID)
        return UUID(stable(UUID(int=0), sha256(self.data).hexdigest()))

    def _section(self, form: Form, key: str, content: Any, fields: dict[str, Any]) -> None:
        if values.folded(key) == LOCAL and "local" in form.record.model_fields:
            said = dict(_flat(content)) if isinstance(content, dict) else content
            fields["local"] = {**said, **fields.get("local", {})} if isinstance(said, dict) else said
            return
        wanted = values.folded(key)
        section = next((s for s in form.sections if wanted in _names(s)), None)
        if section is None or not isinstance(content, dict):
            near = values.nearest(key, [s.ja for s in form.sections])
            self._say(rules.SECTION_UNKNOWN, "sheet", (key,), near=near)
            return
        items = form.of(section)
        answers = self._items(items, content, (key,), section.ja, f"{section.field}.")
        for item in items:
            if item.mark == LOCAL_MARK and item.name in answers:
                said = answers.pop(item.name)
                fields.setdefault("local", {})[item.code] = getattr(said, "label", said)
        if not answers:
            return
        model = form.record.model_fields[section.field].annotation
        built = self._built(model, answers, items, (key,))
        if section.field in fields:
            self._say(rules.ITEM_REPEATED, section.field, (key,), label=section.ja)
        elif built is not None:
            fields[section.field] = built

    def _items(
        self, items: tuple[Item, ...], content: dict[str, Any], path: Path, title: str, prefix: str
    ) -> dict[str, Any]:
        """Return attribute → value of a section or of a group."""
        known = {values.folded(item.ja): item for item in items}
        found: dict[str, Any] = {}
        for key, raw in content.items():
            here = (*path, key)
            item = known.get(values.folded(key))
            if item is None:
                near = values.nearest(key, [i.ja for i in items])
                self._say(rules.ITEM_UNKNOWN, prefix.rstrip("."), here, section=title, near=near)
            elif item.name in found:
                self._say(rules.ITEM_REPEATED, prefix + item.name, here, label=item.ja)
            elif raw not in ("", [], {}):  # an empty field of a template is not stated
                value = self._item(item, raw, here, prefix)
                if value is not None:
                    found[item.name] = value
        return found

    def _item(self, item: Item, raw: Any, path: Path, prefix: str) -> Any:
        if item.group is not None:
            return self._group(item, raw, path, prefix)
        if item.kind is None:
            return None
        value, unread = values.read(item.kind, raw, item.ja)
        for said in unread:
            self._say(said.rule, prefix + item.name, path, **said.facts)
        return value

    def _group(self, item: Item, raw: Any, path: Path, prefix: str) -> Any:
        rows = []
        for row in raw if isinstance(raw, list) else [raw]:
            if not isinstance(row, dict) or (isinstance(raw, list) and not item.many):
                words = {
                    "label": item.ja,
                    "wanted": "{ 項目 = 値 } の形",
                    "wanted_en": "of the form { key = value }",
                }
                self._say(rules.VALUE_KIND, prefix + item.name, path, **words)
                continue
            answers = self._items(item.parts, row, path, item.ja, f"{prefix}{item.name}.")
            built = self._built(item.group, answers, item.parts, path) if answers else None
            if built is not None:
                rows.append(built)
        return (tuple(rows) or None) if item.many else (rows[0] if rows else None)

    def _built(self, model: Any, answers: dict[str, Any], items: tuple[Item, ...], path: Path) -> Any:
        """Build a section or group; an answer that it refuses is said and left out, the others stay."""
        while answers:
            try:
                return model(**answers)
            except ValidationError as error:
                names = {e["loc"][0] for e in error.errors(include_input=False) if e["loc"]}
                refused = [i for i in items if i.name in names & answers.keys()]
                missing = [i for i in items if i.name in names - answers.keys()]
                for item in refused or missing:
                    self._say(rules.VALUE_REFUSED, item.path, (*path, item.ja), label=item.ja)
                if not refused:
                    return None
                answers = {k: v for k, v in answers.items() if k not in names}
        return None


def _names(section: FormSection) -> set[str]:
    return {values.folded(name) for name in (section.ja, section.title, section.field)}


def _flat(content: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Undo what TOML makes of a dotted key: ``takahashi.snow`` is one key of ours."""
    out: list[tuple[str, Any]] = []
    for key, value in content.items():
        out += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]
    return out


__all__ = ["ENVELOPE", "Reader", "form_named"]

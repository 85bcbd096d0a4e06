"""An edition: what its file says, and the form that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.records.codes import CodeList
from carelink.records.editions import words
from carelink.records.editions.place import LOCAL_MARK, LocalAnswer
from carelink.records.forms import Form, form_of
from carelink.records.item import Item, Level
from carelink.records.kinds import Coded, Day, Number, Text, Truth, Whole
from carelink.records.read import KINDS, class_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from carelink.records.kinds import Kind

_TYPES: Final[dict[str, Kind]] = {
    "text": Text(),
    "yes": Truth(),
    "whole": Whole(),
    "number": Number(),
    "date": Day(),
}
_TOP: Final = (
    "name",
    "title",
    "en",
    "base",
    "note",
    "template",
    "canonical",
    "change",
    "lists",
    "add",
    "deadline",
)
_STRICTER: Final = {Level.OPTIONAL: 0, Level.RECOMMENDED: 1, Level.FEE: 2, Level.MUST: 3}


@dataclass(frozen=True, slots=True)
class Deadline:
    """That something is done within so many days of something else: two items with a day each.

    :param days: the day itself is 0
    """

    code: str
    ja: str
    en: str
    item: Item
    after: Item
    days: int


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """A town's own edition of a national form.

    :param name: travels in codes and in ``edition = "local:<name>"``
    :param note: what a reader has to know, e.g. that it is a template; printed on every page made from it
    :param template: whether it is only a pattern to be filled by the town it names
    :param base: URL base of the profiles that are made from it
    :param form: the national form with the changes and the added items
    :param added: paths of the items that the national form does not have
    :param tightened: paths of the national items that are asked for more strictly here
    """

    name: str
    title: str
    en: str
    note: str
    template: bool
    base: str
    form: Form
    added: tuple[str, ...]
    tightened: tuple[str, ...]
    deadlines: tuple[Deadline, ...]

    @property
    def edition(self) -> str:
        """What a record written on it has as its edition."""
        return f"local:{self.name}"


def load(path: str | Path) -> Edition:
    """Return the edition of a file.

    :raises StorageError: the file cannot be read
    :raises UsageError: it is no edition; the hint names the place
    """
    return parse(words.content(path))


def parse(data: bytes) -> Edition:
    """Return the edition that a TOML text states.

    :raises UsageError: it is no edition; the hint names the place
    """
    tree = words.tree(data)
    words.only(tree, _TOP, "")
    name = words.code(tree.get("name", ""), "name")
    title, en = words.text(tree, "title", ""), words.text(tree, "en", "", name)
    national = _national(tree)
    form, tightened = _changed(national, tree)
    form, added = _grown(form, name, tree)
    form = replace(form, title=title, en=en, edition=f"local:{name}")
    template = tree.get("template", False)
    if not isinstance(template, bool):
        raise words.wrong("template", "true か false", "true or false")
    return Edition(
        name,
        title,
        en,
        words.text(tree, "note", "") if "note" in tree else "",
        template,
        words.url(tree["canonical"], "canonical") if "canonical" in tree else canonical.base(),
        form,
        added,
        tightened,
        tuple(_deadlines(form, tree)),
    )


def _national(tree: words.Table) -> Form:
    """Return the form an edition is over: ``admission-sheet`` or ``admission-sheet/2018``."""
    base = words.text(tree, "base", "")
    kind, _, year = base.partition("/")
    kinds = [k for k in KINDS if "local" in class_of(k).model_fields]
    if kind not in kinds:
        raise words.wrong("base", f"次のどれか: {'、'.join(kinds)}", f"one of: {', '.join(kinds)}")
    form = form_of(class_of(kind), year or None)
    if not form.items:
        raise words.wrong("base", "その版の様式はありません", "there is no such edition of the form")
    return form


def _changed(form: Form, tree: words.Table) -> tuple[Form, tuple[str, ...]]:
    """Return the form with other labels and stricter levels; a code, a list, a place never change."""
    items = {item.path: item for item in form.items}
    tightened = []
    for path, table in words.tables(tree, "change"):
        where = f"change.{path}"
        if path not in items:
            words.only({path: 0}, items, "change")
        words.only(table, ("label", "en", "level"), where)
        item = items[path]
        if "label" in table:
            item = replace(item, ja=words.text(table, "label", where))
        if "en" in table:
            item = replace(item, en=words.text(table, "en", where))
        if "level" in table:
            level = _level(table["level"], where)
            if _STRICTER[level] < _STRICTER[item.level]:
                raise words.wrong(where, "国の様式より緩くはできません", "it may tighten, never loosen")
            tightened += [path] if level is Level.MUST and item.level is not Level.MUST else []
            item = replace(item, level=level)
        items[path] = item
    return replace(form, items=tuple(items.values())), tuple(tightened)


def _level(said: Any, where: str) -> Level:
    if not isinstance(said, str) or said not in set(Level):
        raise words.wrong(f"{where}.level", "must, fee, recommended, optional のどれか", "must … optional")
    return Level(said)


def _grown(form: Form, name: str, tree: words.Table) -> tuple[Form, tuple[str, ...]]:
    lists = {slug: _list(name, slug, table) for slug, table in words.tables(tree, "lists")}
    items, added = list(form.items), []
    for key, table in words.tables(tree, "add"):
        where = f"add.{key}"
        words.only(table, ("label", "en", "type", "level", "section", "after", "unit"), where)
        made = _added(form, name, words.code(key, where), table, lists)
        at = _after(items, made, table, where)
        items.insert(at, made)
        added.append(made.path)
    return replace(form, items=tuple(items)), tuple(added)


def _added(form: Form, name: str, key: str, table: words.Table, lists: Mapping[str, Any]) -> Item:
    where = f"add.{key}"
    kinds = {**_TYPES, **{slug: Coded(code_list) for slug, code_list in lists.items()}}
    said = words.text(table, "type", where)
    if said not in kinds:
        words.only({said: 0}, kinds, f"{where}.type")
    fields = [s.field for s in form.sections]
    wanted = words.text(table, "section", where)
    if wanted not in fields:
        words.only({wanted: 0}, fields, f"{where}.section")
    code = f"{name}.{key}"
    return Item(
        path=f"local.{code}",
        ja=words.text(table, "label", where),
        en=words.text(table, "en", where, key),
        level=_level(table.get("level", "optional"), where),
        kind=kinds[said],
        at=LocalAnswer(code),
        section=form.sections[fields.index(wanted)],
        unit=words.text(table, "unit", where) if "unit" in table else None,
        mark=LOCAL_MARK,
        code=code,
        of=_reader(code, kinds[said]),
    )


def _reader(code: str, kind: Kind) -> Callable[[Any], Any]:
    """Return what reads the answer from a record; an option that the list does not have stays a text."""

    def of(record: Any) -> Any:
        value = record.local.get(code)
        if isinstance(kind, Coded) and isinstance(value, str):
            return next((member for member in kind.list if member.label == value), value)
        return value

    return of


def _after(items: list[Item], made: Item, table: words.Table, where: str) -> int:
    """Return where an added item stands: after another one, or last of its section."""
    paths = [i.path for i in items]
    if "after" in table:
        after = words.text(table, "after", where)
        if after not in paths:
            words.only({after: 0}, paths, f"{where}.after")
        if items[paths.index(after)].section != made.section:
            raise words.wrong(
                f"{where}.after", "同じ欄の項目ではありません", "that item is of another section"
            )
        return paths.index(after) + 1
    return max(n for n, i in enumerate(items) if i.section == made.section) + 1


def _list(name: str, slug: str, table: words.Table) -> type[CodeList]:
    """Return a code list made at run time: code = label, or ``{ label, en }``."""
    where = f"lists.{slug}"
    words.code(slug, where)
    if slug in _TYPES or not table or len(table) > words.MANY:
        raise words.wrong(where, "選択肢が要ります", "options are needed, and a name of its own")
    members: dict[str, tuple[str, str]] = {}
    for key, said in table.items():
        option = said if isinstance(said, dict) else {"label": said}
        words.only(option, ("label", "en"), f"{where}.{key}")
        member = "_" + words.code(key, f"{where}.{key}").replace("-", "_").upper()
        members[member] = (words.text(option, "label", f"{where}.{key}"), str(option.get("en") or key))
    if len({label for label, _ in members.values()}) != len(members):
        raise words.wrong(where, "同じ選択肢が二つあります", "two options have the same label")
    functional: Any = CodeList  # mypy knows the functional API of plain enums only
    made = functional(f"{name}-{slug}", members)
    made.title, made.en_title, made.slug = slug, slug, f"{name}-{slug}"
    made.system = canonical.code_system("local-item")
    return made  # type: ignore[no-any-return]  # as above


def _deadlines(form: Form, tree: words.Table) -> Iterator[Deadline]:
    """Yield the deadlines: both items hold a day, and both are items of the form."""
    items = {item.path: item for item in form.items}
    for code, table in words.tables(tree, "deadline"):
        where = f"deadline.{code}"
        words.only(table, ("item", "after", "days", "label", "en"), where)
        both: list[Item] = []
        for key in ("item", "after"):
            path = words.text(table, key, where)
            if path not in items:
                words.only({path: 0}, items, f"{where}.{key}")
            if not isinstance(items[path].kind, Day):
                raise words.wrong(f"{where}.{key}", "日付の項目ではありません", "that item is no date")
            both.append(items[path])
        days = table.get("days")
        if type(days) is not int or not 0 <= days <= 366:  # noqa: PLR2004  a year and a day
            raise words.wrong(f"{where}.days", "0から366の整数", "a whole number from 0 to 366")
        label = words.text(table, "label", where)
        yield Deadline(
            words.code(code, where), label, words.text(table, "en", where, code), both[0], both[1], days
        )

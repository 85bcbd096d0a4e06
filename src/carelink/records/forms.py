"""The form read off a record class: what every writer and reader loops over, never the class itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from carelink.records.item import NOWHERE, FormSection, Group, Item, Section, said
from carelink.records.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.records.places import Place
    from carelink.records.record import Record


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """An edition of a form: its items in printed order.

    :param kind: of the record: ``admission-sheet``, ``consultation``, ``facility``
    :param title: as printed, Japanese; ``en`` in English
    :param edition: ``2018``, ``2024`` or ``local:<name>``
    :param record: the record class
    :param sections: in printed order
    :param items: in printed order; groups carry their parts
    """

    kind: str
    title: str
    en: str
    edition: str
    record: type[Record]
    sections: tuple[FormSection, ...]
    items: tuple[Item, ...]

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, path: str) -> Item:
        """Return the item at ``section.attribute``; KeyError when there is none."""
        for item in self.items:
            if item.path == path:
                return item
        raise KeyError(path)

    def of(self, section: FormSection) -> tuple[Item, ...]:
        """Return the items of one section."""
        return tuple(i for i in self.items if i.section is section)

    def boxes(self) -> Iterator[Item]:
        """Yield every item, groups replaced by their parts."""
        for item in self.items:
            yield from item.parts or (item,)


@cache
def form_of(record: type[Record], edition: str | None = None) -> Form:
    """Return the form of a record class, bound to its places; without ``edition``, of all editions."""
    sections: list[FormSection] = []
    items: list[Item] = []
    for name, info in record.model_fields.items():
        model = info.annotation
        if isinstance(model, type) and issubclass(model, Section):
            section = FormSection(name, model.code, model.number, model.ja, model.en)
            sections.append(section)
            items += [
                i
                for i in items_of(model, section, f"{name}.", model.usual)
                if edition is None or edition in i.editions
            ]
    return Form(
        record.kind,
        record.title,
        record.en,
        edition or record.default_edition,
        record,
        tuple(sections),
        tuple(items),
    )


def items_of(
    model: type[Group],
    section: FormSection = NOWHERE,
    prefix: str = "",
    usual: Callable[[], Place[Any]] | None = None,
) -> tuple[Item, ...]:
    """Return the items a section or group declares, bound to their places."""
    out = []
    for name, info in model.model_fields.items():
        word = said(info)
        if word is None:
            continue
        kind, group, many = kind_of(info.annotation, word.unit)
        path = f"{prefix}{name}"
        at = word.at or (usual() if usual is not None else None)
        if at is None:
            raise TypeError(f"{model.__name__}.{name} has no place and its section no usual one")
        parts = (
            items_of(group, section, "", group.usual)
            if isinstance(group, type) and issubclass(group, Group)
            else ()
        )
        made = Item(
            path=path,
            ja=word.ja,
            en=word.en,
            level=word.level,
            kind=kind,
            at=at,
            section=section,
            unit=word.unit,
            row=word.row,
            mark=word.mark,
            screening=word.screening,
            editions=word.editions,
            group=group,
            parts=parts,
            many=many,
            rows=word.rows,
            code=word.code or name.replace("_", "-"),
            restricted=word.restricted,
            instead=word.instead,
            of=attrgetter(path),
        )
        out.append(replace(made, at=at.bind(made)))
    return tuple(out)

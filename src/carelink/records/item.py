"""The one declaration: an item of a form, and what is read off it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, Field

from carelink.records.kinds import Coded, Multi

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo

    from carelink.records.codes import CodeList
    from carelink.records.kinds import Kind
    from carelink.records.places import Place


class Level(StrEnum):
    """How much an item is asked for: the type says what an answer can be, the level whether it must be."""

    MUST = "must"  # the record is unusable without it: error
    FEE = "fee"  # content a fee rule asks for: warning, valid but not billable
    RECOMMENDED = "recommended"  # information
    OPTIONAL = "optional"


MUST, FEE, RECOMMENDED, OPTIONAL = Level


class Instead(StrEnum):
    """What stands in place of an answer that tells who somebody is, on a page others may see (FAX)."""

    INITIALS = "initials"
    AGE = "age"
    TOWN = "town"
    NOTHING = "nothing"


INITIALS, AGE, TOWN, NOTHING = Instead

BOTH = "2018 2024"
"""Editions of the national forms an item belongs to, unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the author of the form writes in ``item(...)``; the rest is derived."""

    ja: str
    en: str
    level: Level
    at: Place[Any] | None
    unit: str | None
    row: str
    mark: str
    screening: bool
    editions: frozenset[str]
    rows: int
    code: str | None
    restricted: bool = False
    instead: Instead | None = None


def item(  # noqa: PLR0913  the words of a declaration, all but one by name
    ja: str,
    en: str = "",
    *,
    level: Level = OPTIONAL,
    at: Place[Any] | None = None,
    unit: str | None = None,
    row: str = "",
    mark: str = "",
    screening: bool = False,
    editions: str = BOTH,
    rows: int = 0,
    code: str | None = None,
    restricted: bool = False,
    instead: Instead | None = None,
    default: Any = None,
) -> Any:
    """Declare one item of a form, as the right-hand side of a field.

    :param ja: the label, verbatim as the form prints it
    :param en: the label in English
    :param level: must, fee, recommended or optional
    :param at: its place in FHIR; the section's ``usual`` one when not given
    :param unit: the printed unit, for numbers
    :param row: its row in the printed form, e.g. ``7.3``
    :param mark: where the label comes from when that is not certain, e.g. ``known-H``
    :param screening: whether the form prints ``*`` (退院困難な患者の要因)
    :param editions: editions of the national form that have it, separated by blanks
    :param rows: how many rows the printed form has, for repeating groups
    :param restricted: for members only: left out of what is published
    :param instead: the answer tells who somebody is; what a page for other eyes prints instead
    :param code: its code on the wire, when that is not the attribute name in kebab-case
    """
    info: Any = Field(default=default, title=ja, description=en or None)
    info.metadata.append(
        Said(
            ja,
            en,
            level,
            at,
            unit,
            row,
            mark,
            screening,
            frozenset(editions.split()),
            rows,
            code,
            restricted,
            instead,
        )
    )
    return info


@dataclass(frozen=True, slots=True)
class FormSection:
    """A numbered part of the printed form.

    :param field: attribute of the record that holds it
    :param code: its code in ``Composition.section.code``
    :param number: as printed (``H``, ``1`` … ``9``), or empty
    """

    field: str
    code: str
    number: str
    ja: str
    en: str

    @property
    def title(self) -> str:
        """Number and title, as printed."""
        return f"{self.number} {self.ja}".strip()


NOWHERE = FormSection("", "", "", "", "")


def _nothing(_record: Any) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a form, ready for every loop: FHIR, workbook, page, docs, strategy, profile.

    :param path: ``section.attribute`` in the record (``functioning.mobility``); of a part, its attribute
    :param kind: how its value is written; None for a group
    :param group: class of the group when it is one; its ``parts`` are items themselves
    :param many: whether the value is a tuple (ticks, or rows of a group)
    :param rows: rows the printed form has for a repeating group
    :param of: reads the value from a record (of a part: from the group)
    """

    path: str
    ja: str
    en: str
    level: Level
    kind: Kind | None
    at: Place[Any]
    section: FormSection = NOWHERE
    unit: str | None = None
    row: str = ""
    mark: str = ""
    screening: bool = False
    editions: frozenset[str] = frozenset()
    group: type[Group] | None = None
    parts: tuple[Item, ...] = ()
    many: bool = False
    rows: int = 0
    code: str = ""
    restricted: bool = False
    instead: Instead | None = None
    of: Callable[[Any], Any] = field(default=_nothing, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The attribute."""
        return self.path.rpartition(".")[2]

    @property
    def key(self) -> str:
        """Stable name of this item inside one document, for name-based ids."""
        return self.path.replace("_", "-").replace(".", "/")

    @property
    def list(self) -> type[CodeList] | None:
        """The code list of a coded item, single or multiple; None otherwise."""
        kind = self.kind.one if isinstance(self.kind, Multi) else self.kind
        return kind.list if isinstance(kind, Coded) else None

    @property
    def text(self) -> bool:
        """Whether the item keeps what is written in the brackets of an option."""
        kind = self.kind.one if isinstance(self.kind, Multi) else self.kind
        return isinstance(kind, Coded) and kind.noted

    def __repr__(self) -> str:
        """Say the path only: an item is named, never unrolled."""
        return f"<Item {self.path}>"


class Group(
    BaseModel,
    frozen=True,
    strict=True,
    extra="forbid",
    allow_inf_nan=False,
    str_min_length=1,
    hide_input_in_errors=True,
):
    """Several answers that belong together (a person, a hearing, a talk)."""

    usual: ClassVar[Callable[[], Place[Any]] | None] = None


class Section(Group, frozen=True):
    """A numbered part of a form; ``usual`` makes the place of items that name none."""

    code: ClassVar[str]
    number: ClassVar[str]
    ja: ClassVar[str]
    en: ClassVar[str]

    def __init_subclass__(
        cls,
        code: str = "",
        number: str = "",
        ja: str = "",
        en: str = "",
        usual: Callable[[], Place[Any]] | None = None,
        **kw: Any,
    ) -> None:
        """Take what the class line says about the section."""
        super().__init_subclass__(**kw)
        cls.code, cls.number, cls.ja, cls.en = code, number, ja, en
        cls.usual = staticmethod(usual) if usual is not None else None


def said(info: FieldInfo) -> Said | None:
    """Return what a field declares, or None when it is no item."""
    return next((m for m in info.metadata if isinstance(m, Said)), None)

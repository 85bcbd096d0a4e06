"""What the shared information sheets (情報共有シート) have in common."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import Field

from carelink.records.local import Local
from carelink.records.record import unreadable
from carelink.records.revision import Revisable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.records.document import Document
    from carelink.records.tree import Node


class InformationSheet(Revisable, frozen=True):
    """A sheet about one person, handed from one team to another.

    :param edition: of the form: ``2018``, ``2024`` or ``local:<name>``
    :param local: items of a town's own sheet beyond the national form, by ``<edition>.<item>``
    """

    kind: ClassVar[str] = "information-sheet"
    title: ClassVar[str] = "情報共有シート"
    en: ClassVar[str] = "an information sheet"
    default_edition: ClassVar[str] = "2018"

    edition: str = "2018"
    local: Local = Field(default_factory=Local)

    @classmethod
    def from_fhir(cls, tree: "Node") -> Self:
        """Return the sheet that a tree states; asked of `InformationSheet` itself, a sheet of whatever kind.

        :raises UnreadableError: when the tree is no such sheet
        """
        if cls is not InformationSheet:
            return super().from_fhir(tree)
        from carelink.records.read import class_of, kind_of

        kind = kind_of(tree)
        found = class_of(kind) if kind is not None else cls
        if found is cls or not issubclass(found, cls):
            raise unreadable(cls)
        return found.from_fhir(tree)

    def write_local(self, doc: "Document") -> tuple[str, ...]:
        """Write the local items as Observations in a section of their own."""
        from carelink.records import local

        if local.read(doc) == self.local:
            return ()
        local.write(doc, self.local)
        return (local.SECTION_CODE,)

    @classmethod
    def read_local(cls, doc: "Document") -> "Mapping[str, Any]":
        """Return the local items."""
        from carelink.records import local

        return local.read(doc)


def years_on(day: date, born: date | None) -> int | None:
    """Return the age in whole years on a day, None without a birth date or before it."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

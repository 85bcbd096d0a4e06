"""What every record has: an id, the moment it was written, a form, and the way to FHIR and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID, uuid4

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from carelink.errors import UnreadableError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.frame import Frame
    from carelink.records.tree import Node


class Record(
    BaseModel,
    frozen=True,
    strict=True,
    extra="forbid",
    allow_inf_nan=False,
    str_min_length=1,
    hide_input_in_errors=True,
):
    """One record: typed, frozen, made of sections.

    ``id`` and ``written`` are its envelope, the only things required by type: a document Bundle cannot be
    without them (bdl-9, bdl-10). Every answer may be missing; whether it may be is the item's level.

    :param id: of the document; a correction is a document with an id of its own (see `revision`)
    :param written: when it was written, aware of its offset; 記入日 on the form
    """

    kind: ClassVar[str]
    title: ClassVar[str]
    en: ClassVar[str]
    default_edition: ClassVar[str] = "2018"
    frame: ClassVar[Frame]
    must_groups: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Items of must level of which one is enough, by path."""
    fee_groups: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Items of fee level of which one is enough, by path."""

    id: UUID = Field(default_factory=uuid4)
    written: AwareDatetime

    @classmethod
    def form(cls) -> Form:
        """Return the form of this kind of record: its items with label, list, level and place."""
        from carelink.records.forms import form_of

        return form_of(cls)

    def to_fhir(self, onto: Node | None = None) -> Node:
        """Return the record as a FHIR tree.

        :param onto: a tree this record was read from; what differs is changed in a copy of it, the rest stays
        """
        from carelink.records.fhir import to_fhir

        return to_fhir(self.form(), self, onto)

    @classmethod
    def from_fhir(cls, tree: Node) -> Self:
        """Return the record that a tree states; :func:`carelink.records.from_fhir` also says what is unread.

        :raises UnreadableError: when the tree is not such a record
        """
        from carelink.records.fhir import values_of

        doc = cls.frame.opened(cls.form(), tree) if isinstance(tree, dict) else None
        if doc is None:
            raise unreadable(cls)
        return cls.of_document(doc, values_of(cls.form(), doc))

    @classmethod
    def of_document(cls, doc: Document, values: Mapping[str, Any]) -> Self:  # noqa: ARG003  records with several documents use it
        """Return the record with these fields, or raise UnreadableError."""
        try:
            return cls(**values)
        except ValidationError:
            raise unreadable(cls) from None

    def to_resource(self, onto: Node | None = None) -> Any:
        """Return the record as a ``fhir.resources.R4B`` Bundle model, for those who hold such models.

        :param onto: as in `to_fhir`
        :raises UsageError: the extra ``models`` is not installed, or the library refuses what ``onto`` holds
        """
        from carelink.records import bridge

        return bridge.to_resource(self.to_fhir(onto))

    @classmethod
    def from_resource(cls, model: Any) -> Self:
        """Return the record that a ``fhir.resources.R4B`` Bundle model states.

        :raises UsageError: when it is no such model
        :raises UnreadableError: when it is not such a record
        """
        from carelink.records import bridge

        return cls.from_fhir(bridge.tree_of(model))

    def change(self, path: str, value: Any) -> Self:
        """Return this record with one item changed: ``sheet.change("functioning.mobility", Adl.FULL)``.

        A part of a group that is stated can be changed too: ``"family.main_caregiver.tel"``.

        :raises UsageError: when there is no such item, or the value does not fit it
        """
        try:
            return self.model_copy(update=_changed(self, path.split("."), value))
        except LookupError:
            raise _no_item(type(self), path) from None
        except ValidationError:
            raise UsageError(
                Words(f"{path} に入る値ではありません", f"the value does not fit {path}"),
                hint=Words("項目の型と選択肢を確かめてください", "look at the item's type and list"),
            ) from None

    # --- what only some records have ------------------------------------------------------------

    def tell(self, doc: Document, only: Iterable[str] | None = None) -> None:
        """Write the narrative of the document's sections, or of those that have changed."""
        if doc.is_document:
            from carelink.records.narrative import narrate

            narrate(doc, self.form(), self, only)

    def write_local(self, doc: Document) -> tuple[str, ...]:  # noqa: ARG002  sheets write it
        """Write items beyond the national form and return the codes of the sections that changed."""
        return ()

    @classmethod
    def read_local(cls, doc: Document) -> Mapping[str, Any]:  # noqa: ARG003  sheets read it
        """Return items beyond the national form."""
        return {}


def _changed(model: BaseModel, names: list[str], value: Any) -> dict[str, Any]:
    """Return the field to update, rebuilt (hence validated) on the way; LookupError when there is none."""
    name, *rest = names
    field = type(model).model_fields.get(name)
    if field is None or (not rest and isinstance(model, Record)):
        raise LookupError(name)
    if not rest:
        return {name: value}
    current = getattr(model, name)
    if not isinstance(current, BaseModel):
        raise LookupError(name)  # noqa: TRY004  the path is wrong, not a type
    return {name: type(current)(**{**dict(current), **_changed(current, rest, value)})}


def unreadable(record: type[Record]) -> UnreadableError:
    """Return the exception that says a tree is not such a record."""
    return UnreadableError(
        Words(f"{record.title}として読めません", f"this is not readable as {record.en}"),
        hint=Words("validate で中身を確かめてください", "validate it to see what is wrong"),
    )


def _no_item(record: type[Record], path: str) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(path, [i.path for i in record.form()], n=1)
    return UsageError(
        Words(f"{record.title}に {path} という項目はありません", f"{record.en} has no item {path}"),
        hint=Words(
            f"もしかして {near[0]}" if near else "form() で項目の一覧が見られます",
            f"did you mean {near[0]}?" if near else "form() lists the items",
        ),
    )

"""What of a directory may be shown to everybody: public entries, and of them what is not for members only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

R = TypeVar("R", bound=Any)


def published(record: R) -> R | None:
    """Return a directory record as everybody may see it, or None when it is for members only.

    An entry that does not say 公開可否 is shown when it is about an office (open data do not say it) and not
    shown when it is about a person.

    :param record: a facility or a coordinator
    """
    from carelink.records.lists.facility import Publication

    said = record.listing.publication
    if said is Publication.MEMBERS or (said is None and not record.public_unless_said):
        return None
    held: dict[str, dict[str, None]] = {}
    for item in record.form():
        if item.restricted:
            held.setdefault(item.section.field, {})[item.name] = None
    shown: R = record.model_copy(
        update={name: getattr(record, name).model_copy(update=gone) for name, gone in held.items()}
    )
    return shown


def all_published(records: Iterable[R]) -> Iterator[R]:
    """Yield the records that everybody may see, each without what is for members only."""
    for record in records:
        shown = published(record)
        if shown is not None:
            yield shown

"""Correcting and cancelling what was already handed on: a new document that names the one it replaces.

A document that has left the house is never edited: the receiver holds it, signed. A correction is a whole
new record with an id of its own, a cancellation one with the same content and the mark that nobody may rely
on it. FHIR R4 says the same: ``Composition.relatesTo`` (replaces) and ``Composition.status`` amended or
entered-in-error; who and why stand in a Provenance.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID, uuid4

from pydantic import BaseModel

from carelink.errors import UsageError, Words
from carelink.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable


class Revision(
    BaseModel, frozen=True, strict=True, extra="forbid", str_min_length=1, hide_input_in_errors=True
):
    """That a record takes the place of an earlier one.

    :param replaces: id of the record that was handed on before
    :param cancels: nobody may rely on either of them; else this one holds instead of the earlier one
    :param reason: why, in the words of who did it
    :param by: who did it, by name
    """

    replaces: UUID
    cancels: bool = False
    reason: str | None = None
    by: str | None = None


class Revisable(Record, frozen=True):
    """A record that can be corrected and cancelled after it was handed on; the first one has no revision."""

    revision: Revision | None = None

    def revised(self, *, reason: str, by: str, written: datetime | None = None) -> Self:
        """Return a record to correct: the same content under a new id, naming this one as what it replaces.

        ``sheet.revised(reason="生年月日の誤り", by="香川 花子").change("basics.born", date(1938, 2, 1))``

        :param written: the moment of the correction; now when not given
        :raises UsageError: when it would be older than this one, this one is cancelled, or a word is empty
        """
        return self._after(written, reason, by, cancels=False)

    def cancelled(self, *, reason: str, by: str, written: datetime | None = None) -> Self:
        """Return the cancellation of this record, to be sent to whoever received it.

        It holds the same content, so that the receiver finds what to strike out; FHIR marks the whole series
        as invalid: also what this record replaced does not come back to life. To take back a mistaken
        correction, correct it once more.

        :raises UsageError: as `revised`
        """
        return self._after(written, reason, by, cancels=True)

    def renewed(self, *, written: datetime | None = None) -> Self:
        """Return a newer record that begins with what this one says: nothing was wrong, time has passed.

        It replaces nothing, so both stand, each for its own day: last month's wishes and today's.

        :raises UsageError: when it would be older than this one, or this one is cancelled
        """
        return self.model_copy(update={"id": uuid4(), "written": self._later(written), "revision": None})

    def _after(self, written: datetime | None, reason: str, by: str, *, cancels: bool) -> Self:
        moment = self._later(written)
        if not reason or not by:
            raise UsageError(
                Words("理由と、誰がしたかが要ります。", "A reason and a name are needed."),
                hint=Words("reason と by を渡してください。", "Pass reason and by."),
            )
        said = Revision(replaces=self.id, cancels=cancels, reason=reason, by=by)
        return self.model_copy(update={"id": uuid4(), "written": moment, "revision": said})

    def _later(self, written: datetime | None) -> datetime:
        """Return the moment of a record that comes after this one."""
        moment = written or datetime.now(UTC).astimezone().replace(microsecond=0)
        if self.revision is not None and self.revision.cancels:
            raise UsageError(
                Words("取り消された記録です。", "This record is cancelled."),
                hint=Words("新しい記録を書いてください。", "Write a new record."),
            )
        if moment.tzinfo is None or moment < self.written:
            raise UsageError(
                Words(
                    "元の記録より前の日時です。", "This is before the record it would replace was written."
                ),
                hint=Words("時差付きの、後の日時を渡してください。", "Pass a later moment with its offset."),
            )
        return moment


R = TypeVar("R", bound=Record)


def revision_of(record: Any) -> Revision | None:
    """Return what a record, or a tree of one, says it replaces; None for a first one or anything else."""
    if isinstance(record, dict):
        from carelink.records.amending import of_tree

        return of_tree(record)
    found = getattr(record, "revision", None)
    return found if isinstance(found, Revision) else None


def retired(records: Iterable[Record]) -> dict[UUID, bool]:
    """Return the ids that others replace, each with whether that was by a cancellation (of a later one too).

    A cancellation stands in it itself: what it says holds no longer either.
    """
    named = {r.id: said for r in records if (said := revision_of(r)) is not None}
    out = {said.replaces: False for said in named.values()}
    for own, said in named.items():
        if not said.cancels:
            continue
        step: UUID | None = own
        while step is not None and out.get(step) is not True:
            out[step] = True
            step = named[step].replaces if step in named else None
    return out


def latest(records: Iterable[R]) -> tuple[R, ...]:
    """Return the records that hold, in their order: without what another one replaces or cancels."""
    every = tuple(records)
    gone = retired(every)
    return tuple(r for r in every if r.id not in gone)

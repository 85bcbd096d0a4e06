"""The frame of a coordinator: a collection Bundle of two resources, its id, when it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.records.coordinators.pair import Pair, append_blank, pairs
from carelink.records.facility.frame import MOMENT, collection
from carelink.records.facility.frame import FacilityFrame as DirectoryFrame

if TYPE_CHECKING:
    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.frame import Opener
    from carelink.records.record import Record
    from carelink.records.tree import Node


class PairFrame(DirectoryFrame):
    """``Bundle.type`` = collection: Practitioner, PractitionerRole; the role carries id and time."""

    def blank(self, form: Form, record: Record) -> Pair:  # type: ignore[override]  # noqa: ARG002  another document
        """Return a new Bundle that states the envelope and nothing else."""
        bundle = collection("coordinator", record.id, record.written)
        doc = append_blank(bundle, record.id)
        doc.role["meta"]["lastUpdated"] = bundle["timestamp"]
        return doc

    def opened(  # type: ignore[override]  # another document
        self,
        form: Form,  # noqa: ARG002  same door for every frame
        bundle: Node,
        document: Opener = Pair,  # noqa: ARG002  as above
    ) -> Pair | None:
        """Return the first coordinator of a Bundle, or None when it holds none."""
        return next(pairs(bundle), None)

    def restate(self, doc: Document, record: Record) -> None:
        """Write id and time where they differ; the others of a directory stay as they are."""
        known = self.envelope(doc)
        if known.get("written") != record.written:
            doc.root.setdefault("meta", {})["lastUpdated"] = MOMENT.write(record.written)
        if known["id"] != record.id and isinstance(doc, Pair):
            doc.bundle["entry"][doc.positions["role"]]["fullUrl"] = f"urn:uuid:{record.id}"
            doc.space = record.id

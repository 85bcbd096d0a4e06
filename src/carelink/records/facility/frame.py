"""The frame of a facility: a collection Bundle of its three resources, its id, when it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.records.facility.triple import Triple, append_blank, triples
from carelink.records.kinds import Moment

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.frame import Opener
    from carelink.records.record import Record
    from carelink.records.tree import Node

MOMENT: Final = Moment()


def collection(profile: str, space: UUID, written: datetime) -> Node:
    """Return an empty Bundle of ours: what holds one facility, or a whole directory."""
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [canonical.structure(profile)]},
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{space}"},
        "type": "collection",
        "timestamp": MOMENT.write(written),
        "entry": [],
    }


class FacilityFrame:
    """``Bundle.type`` = collection: Organization, Location, HealthcareService.

    The HealthcareService carries the record's id in its ``fullUrl`` and the record's time in
    ``meta.lastUpdated``, so that a facility is the same record alone and in a directory of thousands.
    """

    def blank(self, form: Form, record: Record) -> Triple:  # noqa: ARG002  same door for every frame
        """Return a new Bundle that states the envelope and nothing else."""
        bundle = collection("facility", record.id, record.written)
        doc = append_blank(bundle, record.id)
        doc.service["meta"]["lastUpdated"] = bundle["timestamp"]
        return doc

    def opened(self, form: Form, bundle: Node, document: Opener = Triple) -> Triple | None:  # noqa: ARG002  same door for every frame
        """Return the first facility of a Bundle, or None when it holds none."""
        return next(triples(bundle), None)

    def envelope(self, doc: Document) -> dict[str, Any]:
        """Return what the service's ``fullUrl`` and ``meta.lastUpdated`` (or the Bundle) say."""
        found: dict[str, Any] = {"id": doc.space}
        meta = doc.root.get("meta")
        written = MOMENT.read(meta.get("lastUpdated")) if isinstance(meta, dict) else None
        written = written or MOMENT.read(doc.bundle.get("timestamp"))
        if written is not None:
            found["written"] = written
        return found

    def restate(self, doc: Document, record: Record) -> None:
        """Write id and time where they differ; the other facilities of a directory stay as they are."""
        known = self.envelope(doc)
        if known.get("written") != record.written:
            doc.root.setdefault("meta", {})["lastUpdated"] = MOMENT.write(record.written)
        if known["id"] != record.id and isinstance(doc, Triple):
            doc.bundle["entry"][doc.positions["service"]]["fullUrl"] = f"urn:uuid:{record.id}"
            doc.space = record.id

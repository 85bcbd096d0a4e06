"""The frame of a record on the wire: the Bundle around its items, and the envelope it states.

An item says where it lives inside; the frame says what is there before the first item is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from carelink import canonical
from carelink.records import amending
from carelink.records.document import Document
from carelink.records.kinds import Moment
from carelink.records.places.root import patient
from carelink.records.revision import revision_of
from carelink.records.tree import ABSENT, Node, copied, dicts, first_resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.records.forms import Form
    from carelink.records.record import Record

Opener = Callable[..., Document]
"""Document, or a kind of it that indexes less."""
EDITION = canonical.structure("form-edition")
_URN = "urn:uuid:"
_MOMENT = Moment()


class Frame(Protocol):
    """How one kind of record stands in a Bundle."""

    def blank(self, form: Form, record: Record) -> Document:
        """Return a new Document that states the envelope and nothing else."""

    def opened(self, form: Form, bundle: Node, document: Opener = Document) -> Document | None:
        """Return the Document of a Bundle, or None when it is not one of this kind.

        :param document: how it is indexed; who only checks needs less than who writes
        """

    def envelope(self, doc: Document) -> dict[str, Any]:
        """Return id, written … as far as they are there."""

    def restate(self, doc: Document, record: Record) -> None:
        """Make the envelope of a Document that of ``record``, touching only what differs."""


def record_id(bundle: Node) -> UUID | None:
    """Return the UUID of ``Bundle.identifier``, or None."""
    identifier = bundle.get("identifier")
    value = identifier.get("value") if isinstance(identifier, dict) else None
    try:
        return UUID(value.removeprefix(_URN)) if isinstance(value, str) else None
    except ValueError:
        return None


@dataclass(frozen=True)
class DocumentFrame:
    """``Bundle.type`` = document, led by a Composition.

    :param profile: short name of the Bundle profile; the Composition's is ``<profile>-composition``
    :param type: ``Composition.type``
    :param subject: attribute of the section that is about a person; the Patient is made when it says
        anything, or always when this is None
    """

    profile: str
    type: Mapping[str, Any] = field(hash=False)
    subject: str | None = None

    def blank(self, form: Form, record: Record) -> Document:
        """Return a Bundle with Composition and, where there is a person, Patient."""
        composition: Node = {
            "resourceType": "Composition",
            "meta": {"profile": [canonical.structure(f"{self.profile}-composition")]},
            "language": "ja",
            "status": "final",
            "type": copied(dict(self.type)),
            "date": _MOMENT.write(record.written),
            "author": [copied(ABSENT)],
            "title": form.title,
        }
        edition = getattr(record, "edition", None)
        if edition is not None:
            composition["extension"] = [{"url": EDITION, "valueString": edition}]
        bundle: Node = {
            "resourceType": "Bundle",
            "meta": {"profile": [canonical.structure(self.profile)]},
            "identifier": {"system": "urn:ietf:rfc:3986", "value": f"{_URN}{record.id}"},
            "type": "document",
            "timestamp": _MOMENT.write(record.written),
            "entry": [],
        }
        doc = Document(bundle, composition, record.id, titles={s.code: s.title for s in form.sections})
        doc.add(composition, "composition")
        revision = revision_of(record)
        if revision is not None:
            amending.write(doc, revision, record.written)
        self._person(doc, record)
        return doc

    def _person(self, doc: Document, record: Record) -> None:
        if self.subject is None or any(v is not None for _, v in getattr(record, self.subject)):
            patient.make(doc, None)

    def opened(self, form: Form, bundle: Node, document: Opener = Document) -> Document | None:
        """Return the Document when a Composition comes first and the Bundle has an identifier."""
        first = first_resource(bundle)
        space = record_id(bundle)
        if not isinstance(first, dict) or first.get("resourceType") != "Composition" or space is None:
            return None
        doc = document(bundle, first, space, titles=_titles(form))
        doc.claim(first, "type", "date", "title", "author", "subject", "section")
        person = patient.find(doc, None)
        if person is not None:
            doc.claim(person)
        return doc

    def envelope(self, doc: Document) -> dict[str, Any]:
        """Return what ``Bundle.identifier``, ``timestamp`` and the edition extension say."""
        found: dict[str, Any] = {"id": doc.space}
        written = _MOMENT.read(doc.bundle.get("timestamp")) or _MOMENT.read(doc.root.get("date"))
        if written is not None:
            found["written"] = written
        edition = _edition(doc.root)
        if edition is not None and isinstance(edition.get("valueString"), str):
            found["edition"] = edition["valueString"]
        revision = amending.read(doc)
        if revision is not None:
            found["revision"] = revision
        return found

    def restate(self, doc: Document, record: Record) -> None:
        """Write id, time and edition where they differ."""
        known = self.envelope(doc)
        if known["id"] != record.id:
            doc.bundle["identifier"] = {"system": "urn:ietf:rfc:3986", "value": f"{_URN}{record.id}"}
            doc.space = record.id
        if known.get("written") != record.written:
            doc.bundle["timestamp"] = doc.root["date"] = _MOMENT.write(record.written)
            amending.redate(doc, record.written)
        wanted = revision_of(record)
        if known.get("revision") != wanted:
            amending.write(doc, wanted, record.written)
            doc.untell(doc.root)
        edition, stated = getattr(record, "edition", None), _edition(doc.root)
        if edition is not None and stated is not None:
            stated["valueString"] = edition
        self._person(doc, record)


@cache
def _titles(form: Form) -> Mapping[str, str]:
    return MappingProxyType({s.code: s.title for s in form.sections})


def _edition(composition: Node) -> Node | None:
    return next((e for e in dicts(composition.get("extension")) if e.get("url") == EDITION), None)


def loinc(code: str, ja: str, own: str) -> Node:
    """Return a document type: a LOINC code beside our own, with the printed title."""
    ours = {"system": canonical.code_system("document-type"), "code": own, "display": ja}
    return {"coding": [{"system": "http://loinc.org", "code": code}, ours], "text": ja}

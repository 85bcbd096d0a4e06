"""What lies on a medium: a document with what its metadata says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from datetime import datetime

_SPACE = UUID("0a1d7a43-6b52-5a0e-8a4a-5f0a3a0f6d29")


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be put on a medium.

    :param id: names it for ever, as UUID and (``2.25.…``) as OID
    :param suffix: of its file: ``JSON``, ``XML``, ``HTM``, ``PDF``
    :param created: when it was written, aware of its offset
    :param type: code, system and name of what kind of document it is (typeCode)
    :param person: sourcePatientInfo: fields of an HL7 v2 PID segment (``PID-5|…``), for whoever takes it in
    :param made_of: id of the document that this one shows to people
    """

    id: UUID
    content: bytes = field(repr=False)
    media_type: str
    suffix: str
    title: str
    created: datetime
    type: tuple[str, str, str]
    person: tuple[str, ...] = field(default=(), repr=False)
    made_of: UUID | None = None


def oid(id_: UUID) -> str:
    """Return the OID of a UUID (ITU-T X.667)."""
    return f"2.25.{id_.int}"


def derived(*names: str) -> UUID:
    """Return an id made of names: the same content gets the same one."""
    return uuid5(_SPACE, "|".join(names))

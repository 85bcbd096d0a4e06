"""METADATA.XML: IHE's document metadata in ebRIM 3.0 (ITI TF-3 4.2), written and read.

Written are the attributes carelink knows: creationTime, hash, languageCode, size, sourcePatientInfo, URI,
title, classCode, confidentialityCode, formatCode, typeCode and uniqueId of each DocumentEntry;
contentTypeCode, sourceId, submissionTime and uniqueId of the SubmissionSet. patientId,
healthcareFacilityTypeCode and practiceSettingCode are left out: their values belong to an affinity domain,
which carelink does not know.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.xdm import vocabulary as v
from carelink.converters.xdm.documents import derived, oid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carelink.converters.xdm.documents import Document

MOST: Final = 2_000
"""Documents of one submission set."""
_BYTES: Final = 16 * 2**20
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DIGITS: Final = 19
_PART: Final = re.compile(r"[0-9]+\|")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as metadata list it.

    :param uri: path from the folder of METADATA.XML, as written
    :param hash: SHA-1 in hexadecimal digits, lower case
    :param shows: whether it was made of another document of the set, for people
    """

    uri: str | None
    hash: str | None
    size: int | None
    media_type: str
    shows: bool = False
    replaces: bool = False


def hash_of(content: bytes) -> str:
    """Return a document's hash as XDS has it: SHA-1, which finds damage and no forgery."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


# --- writing ----------------------------------------------------------------------------------------


def to_xml(documents: Sequence[Document], names: Sequence[str], source: str) -> bytes:
    """Return METADATA.XML of one submission set.

    :param names: of the files, in the order of the documents
    :param source: OID of who hands them over
    """
    from lxml import etree

    root = etree.Element(f"{{{v.LCM}}}SubmitObjectsRequest", nsmap={"lcm": v.LCM, "rim": v.RIM})
    objects = _in(root, "RegistryObjectList")
    for document, name in zip(documents, names, strict=True):
        _document(objects, document, name)
    set_id = derived("set", *(str(document.id) for document in documents))
    _submission(objects, documents, set_id.urn, oid(set_id), source)
    for number, document in enumerate(documents, 1):
        association = _association(objects, f"has{number}", v.HAS_MEMBER, set_id.urn, document.id.urn)
        _slot(association, "SubmissionSetStatus", "Original")
        if document.made_of is not None:
            _association(objects, f"shows{number}", v.TRANSFORMED, document.id.urn, document.made_of.urn)
    out: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return out


def _document(objects: Any, document: Document, name: str) -> None:
    entry = _in(
        objects,
        "ExtrinsicObject",
        id=document.id.urn,
        mimeType=document.media_type,
        objectType=v.DOCUMENT,
        status=v.APPROVED,
    )
    _slot(entry, "creationTime", moment(document.created))
    _slot(entry, "hash", hash_of(document.content))
    _slot(entry, "languageCode", "ja-JP")
    _slot(entry, "size", str(len(document.content)))
    if document.person:
        _slot(entry, "sourcePatientInfo", *document.person)
    _slot(entry, "URI", name)
    _name(entry, document.title)
    for kind, coded in (
        (v.DOCUMENT_CLASS, document.type),
        (v.DOCUMENT_TYPE, document.type),
        (v.DOCUMENT_FORMAT, (v.MIME_TYPE_SUFFICIENT, v.FORMAT_CODES, "mimeType Sufficient")),
        (v.DOCUMENT_CONFIDENTIALITY, ("N", v.CONFIDENTIALITY, "normal")),
    ):
        _classified(entry, document.id.urn, kind, coded)
    unique = (v.DOCUMENT_UNIQUE_ID, oid(document.id), "XDSDocumentEntry.uniqueId")
    _identified(entry, document.id.urn, unique)


def _submission(objects: Any, documents: Sequence[Document], urn: str, unique: str, source: str) -> None:
    package = _in(objects, "RegistryPackage", id=urn, objectType=v.REGISTRY_PACKAGE, status=v.APPROVED)
    _slot(package, "submissionTime", moment(max(document.created for document in documents)))
    _name(package, "carelink")
    node = derived(urn, v.SUBMISSION).urn
    _in(
        package,
        "Classification",
        id=node,
        classifiedObject=urn,
        classificationNode=v.SUBMISSION,
        objectType=v.CLASSIFICATION,
    )
    _classified(package, urn, v.SUBMISSION_CONTENT, documents[0].type)
    _identified(package, urn, (v.SUBMISSION_UNIQUE_ID, unique, "XDSSubmissionSet.uniqueId"))
    _identified(package, urn, (v.SUBMISSION_SOURCE_ID, source, "XDSSubmissionSet.sourceId"))


def moment(when: datetime) -> str:
    """Return a moment as DTM: UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def _in(parent: Any, tag: str, **attributes: str) -> Any:
    from lxml import etree

    return etree.SubElement(parent, f"{{{v.RIM}}}{tag}", attributes)


def _slot(parent: Any, name: str, *values: str) -> None:
    listed = _in(_in(parent, "Slot", name=name), "ValueList")
    for value in values:
        _in(listed, "Value").text = _NOT_IN_XML.sub("", value)


def _name(parent: Any, text: str) -> None:
    _in(_in(parent, "Name"), "LocalizedString", value=_NOT_IN_XML.sub("", text))


def _classified(parent: Any, owner: str, scheme: str, coded: tuple[str, str, str]) -> None:
    code, system, display = coded
    made = _in(
        parent,
        "Classification",
        id=derived(owner, scheme).urn,
        classificationScheme=scheme,
        classifiedObject=owner,
        nodeRepresentation=code,
        objectType=v.CLASSIFICATION,
    )
    _slot(made, "codingScheme", system)
    _name(made, display)


def _identified(parent: Any, owner: str, what: tuple[str, str, str]) -> None:
    scheme, value, name = what
    made = _in(
        parent,
        "ExternalIdentifier",
        id=derived(owner, scheme).urn,
        identificationScheme=scheme,
        objectType=v.EXTERNAL_IDENTIFIER,
        registryObject=owner,
        value=value,
    )
    _name(made, name)


def _association(objects: Any, id_: str, kind: str, source: str, target: str) -> Any:
    return _in(
        objects,
        "Association",
        id=id_,
        associationType=kind,
        objectType=v.ASSOCIATION,
        sourceObject=source,
        targetObject=target,
    )


# --- reading ----------------------------------------------------------------------------------------


def from_xml(data: bytes) -> list[Listed] | None:
    """Return the documents that METADATA.XML lists, None when it is not to be read."""
    from lxml import etree

    from carelink.fhir.limits import LIMITS
    from carelink.fhir.xml_text import admitted

    raw, _ = admitted(data, LIMITS, None) if len(data) <= _BYTES else (None, ())
    if raw is None:
        return None
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        return None
    entries = list(root.iter(f"{{{v.RIM}}}ExtrinsicObject"))
    if len(entries) > MOST or etree.QName(root).localname != "SubmitObjectsRequest":
        return None
    shows, replaces = _associated(root, {entry.get("id") for entry in entries})
    return [_listed(entry, entry.get("id") in shows, entry.get("id") in replaces) for entry in entries]


def _associated(root: Any, ids: set[str | None]) -> tuple[set[str | None], set[str | None]]:
    """Return which entries were made of another one of the set, and which replace something."""
    shows, replaces = set(), set()
    for association in root.iter(f"{{{v.RIM}}}Association"):
        kind, source, target = (
            association.get(k) for k in ("associationType", "sourceObject", "targetObject")
        )
        if kind == v.TRANSFORMED and target in ids and target != source:
            shows.add(source)
        elif kind in v.REPLACES:
            replaces.add(source)
    return shows, replaces


def _listed(entry: Any, shows: bool, replaces: bool) -> Listed:  # noqa: FBT001  two facts of one row
    size, hash_ = _text(entry, "size"), _text(entry, "hash")
    return Listed(
        uri=_text(entry, "URI"),
        hash=hash_.lower() if hash_ is not None else None,
        size=int(size)
        if size is not None and size.isascii() and size.isdigit() and len(size) < _DIGITS
        else None,
        media_type=(entry.get("mimeType") or "").partition(";")[0].strip().lower(),
        shows=shows,
        replaces=replaces,
    )


def _text(entry: Any, name: str) -> str | None:
    """Return what a slot says; a URI longer than a value may be is written in numbered parts."""
    values = [
        (value.text or "").strip()
        for slot in entry.iterchildren(f"{{{v.RIM}}}Slot")
        if slot.get("name") == name
        for value in slot.iter(f"{{{v.RIM}}}Value")
    ]
    if len(values) > 1 and all(_PART.match(value) for value in values):
        parts = sorted(values, key=lambda value: int(value.partition("|")[0][:9]))
        return "".join(value.partition("|")[2] for value in parts)
    return values[0] or None if values else None

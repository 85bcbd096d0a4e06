"""Documents in a FHIR server, as IHE MHD 4.2 shares them (Minimal metadata): give, find, fetch.

ITI-65 Provide Document Bundle, ITI-66 Find Document Lists, ITI-67 Find Document References, ITI-68 Retrieve
Document. What a document says is nobody's business here: it is bytes with a media type.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from carelink.adapters import refusals
from carelink.adapters.fhir_rest import objects, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.adapters.fhir_rest import FhirServer, Parameters

Tree = dict[str, Any]
_MHD: Final = "https://profiles.ihe.net/ITI/MHD"
PROVIDE: Final = f"{_MHD}/StructureDefinition/IHE.MHD.Minimal.ProvideBundle"
SUBMISSION: Final = f"{_MHD}/StructureDefinition/IHE.MHD.Minimal.SubmissionSet"
DOCUMENT: Final = f"{_MHD}/StructureDefinition/IHE.MHD.Minimal.DocumentReference"
_SOURCE: Final = f"{_MHD}/StructureDefinition/ihe-sourceId"
_LISTS: Final = f"{_MHD}/CodeSystem/MHDlistTypes"
_URI: Final = "urn:ietf:rfc:3986"


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be given.

    :param unique_id: a URI that names it for ever (``urn:uuid:…``, ``urn:oid:…``)
    :param created: an instant, or a date and time
    :param about: more of the DocumentReference, as FHIR has it: ``type``, ``category``, ``subject``,
        ``author``, ``securityLabel``, ``context`` …
    :param replaces: the DocumentReference (``DocumentReference/7``) that this one takes the place of
    """

    content: bytes = field(repr=False)
    media_type: str
    unique_id: str
    created: str
    about: Tree = field(default_factory=dict, repr=False)
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Provided:
    """Where the server put what it was given, and what it says beside.

    :param submission: the List (``List/3``)
    :param documents: the DocumentReferences, in the order of the documents
    :param warnings: codes of MHD (``UnknownRecipient``, ``PartialReplaceContentNotProcessed`` …)
    """

    submission: str
    documents: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def provide(server: FhirServer, documents: Sequence[Document], *, source: str, at: str) -> Provided:
    """Give documents to the server, all or none (ITI-65), and make sure that they can be fetched whole.

    Servers are known that leave ``attachment.url`` as it was sent instead of pointing it to what they stored:
    it is set right then.

    :param source: who gives them, an OID as URI (``urn:oid:…``)
    :param at: when, as an instant
    :raises RefusedError: the server does not take them
    :raises UnreachableError: also when a document comes back otherwise than it was given
    """
    sent = bundle(documents, source=source, at=at)
    answers = objects(server.transaction(sent).get("entry"))
    places = [_placed(answer) for answer in answers]
    if len(places) != len(sent["entry"]) or None in places:
        raise refusals.nonsense("ITI-65")
    stored = [place for place in places if place is not None]
    listed, references, binaries = stored[0], stored[1::2], stored[2::2]
    for document, reference, binary in zip(documents, references, binaries, strict=True):
        _made_sure(server, document, reference, binary)
    return Provided(listed, tuple(references), _warnings(answers))


def bundle(documents: Sequence[Document], *, source: str, at: str) -> Tree:
    """Return the transaction of ITI-65: the list, then each document's reference and bytes."""
    entries: list[Tree] = []
    for document in documents:
        here, there = uuid4().urn, uuid4().urn
        entries += [
            _posted(here, _reference(document, there)),
            _posted(
                there,
                {
                    "resourceType": "Binary",
                    "contentType": document.media_type,
                    "data": base64.b64encode(document.content).decode("ascii"),
                },
            ),
        ]
    submission = _submission([entry["fullUrl"] for entry in entries[::2]], source, at)
    subjects = [document.about.get("subject") for document in documents]
    if subjects and subjects[0] and all(subject == subjects[0] for subject in subjects):
        submission["subject"] = subjects[0]  # by whom the list is found (ITI-66)
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [PROVIDE]},
        "type": "transaction",
        "timestamp": at,
        "entry": [_posted(uuid4().urn, submission), *entries],
    }


def submissions(server: FhirServer, patient: Parameters, more: Parameters = ()) -> Iterator[Tree]:
    """Find lists of documents (ITI-66).

    :param patient: ``[("patient.identifier", "system|value")]`` or ``[("patient", "Patient/1")]``
    """
    yield from server.search("List", [*patient, ("code", "submissionset"), ("status", "current"), *more])


def references(server: FhirServer, patient: Parameters, more: Parameters = ()) -> Iterator[Tree]:
    """Find documents (ITI-67), as DocumentReferences.

    :param patient: as in :func:`submissions`
    """
    yield from server.search("DocumentReference", [*patient, ("status", "current"), *more])


def retrieve(server: FhirServer, reference: Tree) -> bytes:
    """Fetch the document of a DocumentReference (ITI-68), whole: size and hash are checked where said.

    :raises UnreachableError: also when it is not what the reference says
    """
    attachment = _attachment(reference)
    _, content = server.content(str(attachment.get("url")), str(attachment.get("contentType", "*/*")))
    size, said = attachment.get("size"), attachment.get("hash")
    if (size is not None and size != len(content)) or (said is not None and said != _hash(content)):
        raise refusals.changed("ITI-68")
    return content


def _made_sure(server: FhirServer, document: Document, reference: str, binary: str) -> None:
    kind, _, id_ = reference.partition("/")
    found = server.read(kind, id_)
    if found is None:
        raise refusals.nonsense("ITI-65")
    attachment = _attachment(found)
    if str(attachment.get("url")).startswith("urn:"):
        attachment["url"] = binary
        server.update(found, if_match=version_of(found))
    if retrieve(server, found) != document.content:
        raise refusals.changed("ITI-65")


def _attachment(reference: Tree) -> Tree:
    contents = objects(reference.get("content"))
    attachment = contents[0].get("attachment") if contents else None
    if not isinstance(attachment, dict):
        raise refusals.nonsense("MHD")
    return attachment


def _reference(document: Document, content: str) -> Tree:
    relation = {"relatesTo": [{"code": "replaces", "target": {"reference": document.replaces}}]}
    return {
        "resourceType": "DocumentReference",
        "meta": {"profile": [DOCUMENT]},
        "masterIdentifier": {"system": _URI, "value": document.unique_id},
        "status": "current",
        **document.about,
        **(relation if document.replaces else {}),
        "content": [
            {
                "attachment": {
                    "contentType": document.media_type,
                    "url": content,
                    "size": len(document.content),
                    "hash": _hash(document.content),
                    "creation": document.created,
                }
            }
        ],
    }


def _submission(documents: Sequence[str], source: str, at: str) -> Tree:
    return {
        "resourceType": "List",
        "meta": {"profile": [SUBMISSION]},
        "extension": [{"url": _SOURCE, "valueIdentifier": {"system": _URI, "value": source}}],
        "identifier": [
            {"use": "official", "system": _URI, "value": uuid4().urn},
            {"use": "usual", "system": _URI, "value": uuid4().urn},
        ],
        "status": "current",
        "mode": "working",
        "code": {"coding": [{"system": _LISTS, "code": "submissionset"}]},
        "date": at,
        "entry": [{"item": {"reference": document}} for document in documents],
    }


def _posted(url: str, resource: Tree) -> Tree:
    return {
        "fullUrl": url,
        "resource": resource,
        "request": {"method": "POST", "url": resource["resourceType"]},
    }


def _hash(content: bytes) -> str:
    """Return the SHA-1 that FHIR's Attachment.hash wants; it finds accidents, and protects against nobody."""
    return base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode("ascii")


def _placed(answer: Tree) -> str | None:
    """Return ``Type/id`` from the answer of one entry."""
    parts = str(_response(answer).get("location", "")).split("/")
    if "_history" in parts:
        parts = parts[: parts.index("_history")]
    return "/".join(parts[-2:]) if len(parts) > 1 and all(parts[-2:]) else None


def _response(answer: Tree) -> Tree:
    response = answer.get("response")
    return response if isinstance(response, dict) else {}


def _warnings(answers: Sequence[Tree]) -> tuple[str, ...]:
    """Return the codes the server gives with its answers; its words may say more than we may."""
    outcomes = objects([_response(answer).get("outcome") for answer in answers])
    issues = [issue for outcome in outcomes for issue in objects(outcome.get("issue"))]
    details = objects([issue.get("details") for issue in issues])
    codings = [coding for detail in details for coding in objects(detail.get("coding"))]
    return tuple(str(coding["code"]) for coding in codings if str(coding.get("code", "")).isalnum())

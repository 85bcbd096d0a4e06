"""The manifest: what the sender signs about a parcel. It travels inside the encryption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from carelink.encryption import strict
from carelink.encryption.clock import from_seconds, seconds
from carelink.encryption.keys.recipient import MAX_NAME
from carelink.encryption.parcels import limits
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from datetime import datetime

Receipt = Literal["required", "none"]

_KID = re.compile(r"[A-Za-z0-9_-]{22}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MEDIA_TYPE = re.compile(
    r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}(; ?[ -~]{1,200})?"
)
_PURPOSE = re.compile(r"[A-Z0-9_-]{1,40}")
_PROFILE = re.compile(r"[!-~]{1,500}")
_REQUIRED = {"id", "env", "from", "to", "iat", "exp", "cty", "purpose", "len", "sha256", "ack"}
_OPTIONAL = {"profile", "replaces"}


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in a manifest, with the key of its that is meant."""

    kid: str
    name: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the sender says and signs about the content.

    :param id: the message, a UUID; the same when it is sent again
    :param envelope: this sealing, a UUID; new every time
    :param sender: who signs, with which key; the name is the sender's own, the trust list decides
    :param to: everybody it is sealed for, so that nobody can pass it on as if it were meant for others
    :param issued: when it was sealed, UTC, whole seconds
    :param expires: until when it may be opened
    :param content_type: media type of the content
    :param profile: canonical URL of the profile the content claims, or None
    :param purpose: why it may be read: a code of HL7 v3 PurposeOfUse
    :param length: bytes of the content
    :param sha256: its SHA-256, 64 hexadecimal digits
    :param receipt: whether the sender waits for a receipt
    :param replaces: the message this one replaces, or None
    """

    id: str
    envelope: str
    sender: Party
    to: tuple[Party, ...]
    issued: datetime
    expires: datetime
    content_type: str
    profile: str | None
    purpose: str
    length: int
    sha256: str
    receipt: Receipt
    replaces: str | None

    def to_json(self) -> str:
        """Return the manifest as the payload of the signature: compact JSON."""
        tree = {
            "id": self.id,
            "env": self.envelope,
            "from": {"kid": self.sender.kid, "name": self.sender.name},
            "to": [{"kid": party.kid, "name": party.name} for party in self.to],
            "iat": seconds(self.issued),
            "exp": seconds(self.expires),
            "cty": self.content_type,
            "profile": self.profile,
            "purpose": self.purpose,
            "len": self.length,
            "sha256": self.sha256,
            "ack": self.receipt,
            "replaces": self.replaces,
        }
        return strict.compact({name: value for name, value in tree.items() if value is not None})

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Return the manifest in ``text``; ValueError unless every member is there and in form."""
        tree = strict.parse(text)
        names = set(tree) if isinstance(tree, dict) else set()
        if not _REQUIRED <= names <= _REQUIRED | _OPTIONAL:
            raise ValueError("not a manifest")
        to = tree["to"]
        if not isinstance(to, list) or not 0 < len(to) <= limits.MAX_RECIPIENTS:
            raise ValueError("no recipients, or too many")
        return cls(
            id=_uuid(tree["id"]),
            envelope=_uuid(tree["env"]),
            sender=_party(tree["from"]),
            to=tuple(_party(party) for party in to),
            issued=from_seconds(tree["iat"]),
            expires=from_seconds(tree["exp"]),
            content_type=_in_form(tree["cty"], _MEDIA_TYPE),
            profile=_in_form(tree["profile"], _PROFILE) if "profile" in tree else None,
            purpose=_in_form(tree["purpose"], _PURPOSE),
            length=_length(tree["len"]),
            sha256=_in_form(tree["sha256"], _SHA256),
            receipt=_receipt(tree["ack"]),
            replaces=_uuid(tree["replaces"]) if "replaces" in tree else None,
        )


def checked(manifest: Manifest) -> Manifest:
    """Return ``manifest`` when a reader would accept its form; UsageError otherwise."""
    try:
        return Manifest.from_json(manifest.to_json())
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError(
            Words("便の送り状に使えない値があります。", "A value cannot stand in a manifest."),
            hint=Words(
                "番号は UUID、内容型は application/fhir+json のような形、目的は TREAT のようなコードです。",
                "Ids are UUIDs, the content type is like application/fhir+json, purposes codes like TREAT.",
            ),
        ) from error


def _in_form(value: Any, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise ValueError("a value out of form")
    return value


def _uuid(value: Any) -> str:
    # UUIDs and nothing else: the message id is seen outside the encryption, and must not name a person.
    if not isinstance(value, str) or str(UUID(value)) != value:
        raise ValueError("not a UUID in its usual spelling")
    return value


def _party(tree: Any) -> Party:
    if not isinstance(tree, dict) or set(tree) != {"kid", "name"}:
        raise ValueError("not a party")
    name = tree["name"]
    if not isinstance(name, str) or not 0 < len(name) <= MAX_NAME or not name.isprintable():
        raise ValueError("not a name")
    return Party(_in_form(tree["kid"], _KID), name)


def _length(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a length")
    return value


def _receipt(value: Any) -> Receipt:
    if value not in ("required", "none"):
        raise ValueError("not a receipt wish")
    return "required" if value == "required" else "none"

"""A catchment as IHE mCSD has it: an Organization for each member, and the Endpoint where parcels reach it.

So a catchment can be published as static files (``carelink.adapters.mcsd.publish``), put into a FHIR server,
and searched by software that knows only FHIR. Keys travel as JWKS (RFC 7517) in an extension of the Endpoint:
mCSD has no place for them. A directory is not a signature: compare fingerprints, or take the signed list.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, Final, get_args
from uuid import UUID, uuid5

from carelink.canonical import code_system, identifier_system, structure
from carelink.errors import CarelinkError, UnreadableError, Words
from carelink.exchange.catchment import Catchment, Member, MemberKind

if TYPE_CHECKING:
    from collections.abc import Iterable

Tree = dict[str, Any]
KEYS: Final = structure("endpoint-keys")
_CONNECTION: Final = {"system": code_system("endpoint-connection"), "code": "sealed-parcel"}
_SPACE: Final = UUID("6f1f6a52-6f0e-5a0d-9a6b-2d3c6a1c9eee")
LARGEST: Final = 100_000
"""Characters of one member's keys."""


def to_fhir(catchment: Catchment) -> list[Tree]:
    """Return the members as Organizations and Endpoints, in the order of the catchment."""
    return [resource for member in catchment for resource in _member(member)]


def _member(member: Member) -> list[Tree]:
    organization: Tree = {
        "resourceType": "Organization",
        "id": str(uuid5(_SPACE, member.name)),
        "active": True,
        "type": [{"text": member.kind}],
        "name": member.name,
    }
    if member.code:
        organization["identifier"] = [{"system": identifier_system("member"), "value": member.code}]
    if not member.channel and member.recipient is None:
        return [organization]
    endpoint: Tree = {
        "resourceType": "Endpoint",
        "id": str(uuid5(_SPACE, f"endpoint {member.name}")),
        "meta": {"profile": [structure("facility-endpoint")]},
        "status": "active" if member.channel and member.recipient else "off",
        "connectionType": dict(_CONNECTION),
        "managingOrganization": {"reference": f"Organization/{organization['id']}"},
        "payloadType": [{"text": kind} for kind in member.takes] or [{"text": "none"}],
        "address": member.channel or "urn:x-carelink:unknown",
    }
    if member.recipient is not None:
        jwks = json.dumps(member.recipient.to_jwks(), ensure_ascii=False, sort_keys=True).encode()
        keys = {"url": KEYS, "valueBase64Binary": base64.b64encode(jwks).decode("ascii")}
        endpoint["extension"] = [keys]
    organization["endpoint"] = [{"reference": f"Endpoint/{endpoint['id']}"}]
    return [organization, endpoint]


def from_fhir(name: str, resources: Iterable[Tree]) -> Catchment:
    """Return the catchment that a directory describes; what else is in the directory is left out.

    :raises UnreadableError: a member without a name, keys that are none, two members of one name
    """
    held = list(resources)
    endpoints = {f"Endpoint/{one.get('id')}": one for one in held if one.get("resourceType") == "Endpoint"}
    organizations = [one for one in held if one.get("resourceType") == "Organization"]
    try:
        return Catchment(name, [_read(one, endpoints) for one in organizations])
    except (CarelinkError, ValueError, KeyError, TypeError, AttributeError):
        raise UnreadableError(
            Words("圏域の名簿として読めません。", "This is not readable as a catchment."),
            hint=Words(
                "配った所に、署名された名簿を求めてください。", "Ask its publisher for the signed list."
            ),
        ) from None


def _read(organization: Tree, endpoints: dict[str, Tree]) -> Member:
    references = [one.get("reference") for one in organization.get("endpoint", [])]
    endpoint = next((endpoints[one] for one in references if one in endpoints), {})
    kinds = [one.get("text") for one in organization.get("type", [])]
    kind: Any = next((one for one in kinds if one in get_args(MemberKind)), "office")
    ours = identifier_system("member")
    codes = [one["value"] for one in organization.get("identifier", []) if one.get("system") == ours]
    address = str(endpoint.get("address", ""))
    takes = [str(one.get("text")) for one in endpoint.get("payloadType", [])]
    return Member(
        str(organization["name"]),
        kind,
        str(codes[0]) if codes else "",
        "" if address.startswith("urn:") else address,
        tuple(one for one in takes if one != "none") if endpoint else Member("").takes,
        _keys(endpoint),
    )


def _keys(endpoint: Tree) -> Any:
    from carelink.encryption import Recipient

    said = [one for one in endpoint.get("extension", []) if one.get("url") == KEYS]
    if not said:
        return None
    text = said[0]["valueBase64Binary"]
    if len(text) > LARGEST:
        raise ValueError("too many keys")
    return Recipient.from_jwks(base64.b64decode(text, validate=True))

"""The three resources of one facility inside a Bundle: Organization, Location, HealthcareService.

This is the IHE mCSD facility pair with the service it offers. A whole town's directory is one Bundle with
many triples, so finding one must not cost a walk through all of them: the Bundle is indexed once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink import canonical
from carelink.records.document import Document, stable
from carelink.records.tree import Node, dicts

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS: Final = ("organization", "location", "service")
_TYPES: Final = {
    **dict(zip(PARTS, ("Organization", "Location", "HealthcareService"), strict=True)),
    "endpoint": "Endpoint",  # only where sealed parcels are taken
}
_PROFILES: Final = {part: canonical.structure(f"facility-{part}") for part in _TYPES}
_URN: Final = "urn:uuid:"
SEALED: Final = {
    "system": canonical.code_system("endpoint-connection"),
    "code": "sealed-parcel",
    "display": "封緘した記録",
}
"""What an Endpoint of ours takes; the address tells the channel: mailto:, sftp:, https:, a folder."""
MEMBERS_ONLY: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
    "code": "R",
    "display": "restricted",
}
"""Where parcels go is for those who send them, also in an entry that is public."""
SITE: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/location-physical-type",
    "code": "si",
    "display": "Site",
}
"""mCSD asks of every Location what it is physically; of a facility all that is known is that it is a site."""
MCSD_TYPES: Final = "https://profiles.ihe.net/ITI/mCSD/CodeSystem/IHE.mCSD.Organization.Location.Types"


class Triple(Document):
    """One facility in a Bundle; a part that a foreign Bundle lacks is made when something is put into it."""

    organization: Node
    location: Node
    service: Node
    endpoint: Node

    def __init__(self, bundle: Node, space: UUID, parts: dict[str, Node], positions: dict[str, int]) -> None:
        # The indexes of a Document are for documents with hundreds of resources; three need none.
        self.bundle, self.root, self.space = bundle, parts["service"], space
        self.organization = parts.get("organization") or {}
        self.location = parts.get("location") or {}
        self.service = parts["service"]
        self.endpoint = parts.get("endpoint") or {}
        self.positions = positions

    def make(self, part: str) -> Node:
        """Return the resource to write into, added to the Bundle when it is not there."""
        node: Node = getattr(self, part)
        if part not in self.positions:
            node.update(blank_part(part))
            self.positions[part] = len(self.bundle["entry"])
            self.bundle["entry"].append({"fullUrl": _URN + stable(self.space, part), "resource": node})
            self._refer(part)
        return node

    def unmake(self, part: str) -> None:
        """Take a resource out of the Bundle, with the service's reference to it."""
        position = self.positions.pop(part, None)
        if position is None:
            return
        del self.bundle["entry"][position]
        self.positions = {p: i - (i > position) for p, i in self.positions.items()}
        setattr(self, part, {})
        refs = self.service.get(part)
        self.service[part] = refs[1:] if isinstance(refs, list) else []
        if not self.service[part]:
            del self.service[part]

    def _refer(self, part: str) -> None:
        target = {"reference": self.bundle["entry"][self.positions[part]]["fullUrl"]}
        if part == "organization":
            self.service["providedBy"] = target
            if "location" in self.positions:
                self.location.setdefault("managingOrganization", target)
        elif part == "location":
            self.service["location"] = [target]
            if "providedBy" in self.service:
                node = self.location
                node.setdefault("managingOrganization", self.service["providedBy"])
        elif part == "endpoint":
            self.service.setdefault("endpoint", []).insert(0, target)
            if "providedBy" in self.service:
                self.endpoint.setdefault("managingOrganization", self.service["providedBy"])

    def at(self, part: str) -> str:
        """Return the FHIRPath of a part, or of its type where it is missing."""
        position = self.positions.get(part)
        return f"Bundle.entry[{position}].resource" if position is not None else f"Bundle.{_TYPES[part]}"


def _facility_type() -> Node:
    return {"coding": [{"system": MCSD_TYPES, "code": "facility", "display": "Facility"}]}


def blank_part(part: str) -> Node:
    """Return what every resource of ours holds before the first item is written."""
    node: Node = {
        "resourceType": _TYPES[part],
        "meta": {"profile": [_PROFILES[part]]},
    }
    if part == "endpoint":
        node["meta"]["security"] = [{**MEMBERS_ONLY}]
        node |= {
            "status": "active",
            "connectionType": {**SEALED},
            "payloadType": [{"text": "carelink parcel"}],
        }
    elif part == "location":
        node |= {"status": "active", "mode": "instance", "type": [_facility_type()]}
        node["physicalType"] = {"coding": [{**SITE}]}
    else:
        node["active"] = True
        if part == "organization":
            node["type"] = [_facility_type()]
    return node


def append_blank(bundle: Node, space: UUID) -> Triple:
    """Add three empty resources for one facility to a Bundle; their ids come from the record's."""
    entries = bundle["entry"]
    first = len(entries)
    organization, location, service = blank_part(PARTS[0]), blank_part(PARTS[1]), blank_part(PARTS[2])
    own, place = _URN + stable(space, "organization"), _URN + stable(space, "location")
    location["managingOrganization"] = service["providedBy"] = {"reference": own}
    service["location"] = [{"reference": place}]
    entries.append({"fullUrl": own, "resource": organization})
    entries.append({"fullUrl": place, "resource": location})
    entries.append({"fullUrl": f"{_URN}{space}", "resource": service})
    parts = {"organization": organization, "location": location, "service": service}
    return Triple(bundle, space, parts, {"organization": first, "location": first + 1, "service": first + 2})


def triples(bundle: Any) -> Iterator[Triple]:
    """Yield every facility of a Bundle: one per HealthcareService, in the order of the entries.

    References are followed by ``fullUrl`` or ``Type/id``; positions do not matter.
    """
    if not isinstance(bundle, dict) or not isinstance(bundle.get("entry"), list):
        return
    known: dict[str, tuple[int, Node]] = {}
    services: list[tuple[int, Node, str | None]] = []
    for i, entry in enumerate(bundle["entry"]):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            continue
        kind, url = resource.get("resourceType"), entry.get("fullUrl")
        if isinstance(url, str):
            known.setdefault(url, (i, resource))
        if isinstance(resource.get("id"), str):
            known.setdefault(f"{kind}/{resource['id']}", (i, resource))
        if kind == "HealthcareService":
            services.append((i, resource, url if isinstance(url, str) else None))
    for i, service, url in services:
        yield _triple(bundle, i, service, url, known)


def _triple(
    bundle: Node, i: int, service: Node, url: str | None, known: dict[str, tuple[int, Node]]
) -> Triple:
    parts, positions = {"service": service}, {"service": i}
    locations = service.get("location")
    place = locations[0] if isinstance(locations, list) and locations else None
    ends = service.get("endpoint")
    end = ends[0] if isinstance(ends, list) and ends else None
    named = (("organization", service.get("providedBy")), ("location", place), ("endpoint", end))
    for part, reference in named:
        target = reference.get("reference") if isinstance(reference, dict) else None
        found = known.get(target) if isinstance(target, str) else None
        if found is not None and found[1].get("resourceType") == _TYPES[part]:
            positions[part], parts[part] = found
    return Triple(bundle, _space(service, url), parts, positions)


def _space(service: Node, url: str | None) -> UUID:
    """Return the id of the record: that of its HealthcareService, or one made of what identifies it."""
    for said in (url.removeprefix(_URN) if url else None, service.get("id")):
        if isinstance(said, str):
            try:
                return UUID(said)
            except ValueError:
                continue
    named = [str(i.get("value")) for i in dicts(service.get("identifier"))] or [
        str(url),
        str(service.get("name")),
    ]
    return UUID(stable(UUID(int=0), "|".join(named)))

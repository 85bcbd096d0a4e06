"""The two resources of one coordinator inside a Bundle: Practitioner and PractitionerRole, the mCSD pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink import canonical
from carelink.records.document import Document, stable
from carelink.records.tree import Node, dicts

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS: Final = ("practitioner", "role")
_TYPES: Final = dict(zip(PARTS, ("Practitioner", "PractitionerRole"), strict=True))
_PROFILES: Final = dict(zip(PARTS, ("coordinator-person", "coordinator-role"), strict=True))
_URN: Final = "urn:uuid:"
ROLES: Final = canonical.code_system("coordinator-role")


class Pair(Document):
    """One coordinator in a Bundle; a Practitioner that is missing is made when it is written into."""

    practitioner: Node
    role: Node

    def __init__(self, bundle: Node, space: UUID, parts: dict[str, Node], positions: dict[str, int]) -> None:
        # The indexes of a Document are for documents with hundreds of resources; two need none.
        self.bundle, self.root, self.space = bundle, parts["role"], space
        self.practitioner = parts.get("practitioner") or {}
        self.role = parts["role"]
        self.positions = positions

    def make(self, part: str) -> Node:
        """Return the resource to write into, added to the Bundle when it is not there."""
        node: Node = getattr(self, part)
        if part not in self.positions:
            node.update(_blank(part))
            url = _URN + stable(self.space, part)
            self.positions[part] = len(self.bundle["entry"])
            self.bundle["entry"].append({"fullUrl": url, "resource": node})
            self.role["practitioner"] = {"reference": url}
        return node

    def at(self, part: str) -> str:
        """Return the FHIRPath of a part, or of its type where it is missing."""
        position = self.positions.get(part)
        return f"Bundle.entry[{position}].resource" if position is not None else f"Bundle.{_TYPES[part]}"


def _blank(part: str) -> Node:
    node: Node = {
        "resourceType": _TYPES[part],
        "meta": {"profile": [canonical.structure(_PROFILES[part])]},
        "active": True,
    }
    if part == "role":
        node["code"] = [{"coding": [{"system": ROLES, "code": "hhc", "display": "在宅医療コーディネーター"}]}]
    return node


def append_blank(bundle: Node, space: UUID) -> Pair:
    """Add two empty resources for one coordinator to a Bundle; their ids come from the record's."""
    first = len(bundle["entry"])
    person, role = map(_blank, PARTS)
    url = _URN + stable(space, "practitioner")
    role["practitioner"] = {"reference": url}
    bundle["entry"] += [
        {"fullUrl": url, "resource": person},
        {"fullUrl": f"{_URN}{space}", "resource": role},
    ]
    return Pair(
        bundle, space, {"practitioner": person, "role": role}, {"practitioner": first, "role": first + 1}
    )


def pairs(bundle: Any) -> Iterator[Pair]:
    """Yield every coordinator of a Bundle: one per PractitionerRole, in the order of the entries."""
    if not isinstance(bundle, dict) or not isinstance(bundle.get("entry"), list):
        return
    people: dict[str, tuple[int, Node]] = {}
    roles: list[tuple[int, Node, Any]] = []
    for i, entry in enumerate(bundle["entry"]):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            continue
        if resource.get("resourceType") == "PractitionerRole":
            roles.append((i, resource, entry.get("fullUrl")))
        elif resource.get("resourceType") == "Practitioner":
            for name in (entry.get("fullUrl"), f"Practitioner/{resource.get('id')}"):
                if isinstance(name, str):
                    people.setdefault(name, (i, resource))
    for i, role, url in roles:
        reference = role.get("practitioner")
        target = reference.get("reference") if isinstance(reference, dict) else None
        parts, positions = {"role": role}, {"role": i}
        if isinstance(target, str) and target in people:
            positions["practitioner"], parts["practitioner"] = people[target]
        yield Pair(bundle, _space(role, url), parts, positions)


def _space(role: Node, url: Any) -> UUID:
    """Return the id of the record: that of its PractitionerRole, or one made of what identifies it."""
    for said in (url.removeprefix(_URN) if isinstance(url, str) else None, role.get("id")):
        if isinstance(said, str):
            try:
                return UUID(said)
            except ValueError:
                continue
    named = [str(i.get("value")) for i in dicts(role.get("identifier"))] or [str(url)]
    return UUID(stable(UUID(int=1), "|".join(named)))

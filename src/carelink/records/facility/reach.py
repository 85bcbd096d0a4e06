"""Who answers for a facility, where it goes, and where a sealed parcel reaches it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.records.facility.places import drop
from carelink.records.tree import Node, code_of, concept, dicts

if TYPE_CHECKING:
    from carelink.records.facility.triple import Triple
    from carelink.records.item import Item

_CONTACT: Final = "http://terminology.hl7.org/CodeSystem/contactentity-type"
_TOWN: Final = canonical.identifier_system("local-government")
_KEY: Final = canonical.identifier_system("key")


@dataclass(frozen=True, slots=True)
class Manager:
    """管理者 as ``Organization.contact`` of purpose ADMIN, the name as text."""

    def bind(self, item: Item) -> Manager:  # noqa: ARG002  same door for every place
        """Return this place."""
        return self

    def _found(self, doc: Triple) -> Node | None:
        entries = dicts(doc.organization.get("contact"))
        return next((e for e in entries if code_of(e.get("purpose"), _CONTACT) == "ADMIN"), None)

    def get(self, doc: Triple, here: Node | None) -> str | None:  # noqa: ARG002  same door for every place
        """Return the name, or None."""
        name = (self._found(doc) or {}).get("name")
        text = name.get("text") if isinstance(name, dict) else None
        return text if isinstance(text, str) and text else None

    def put(self, doc: Triple, here: Node | None, value: str | None) -> None:  # noqa: ARG002  same door
        """Write the name, or take the contact away."""
        entry = self._found(doc)
        if value is None:
            if entry is not None:
                drop(doc.organization, ("contact",), entry)
            return
        if entry is None:
            entry = {"purpose": concept(_CONTACT, "ADMIN")}
            doc.make("organization").setdefault("contact", []).append(entry)
        entry["name"] = {"text": value}

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('organization')}.contact"


@dataclass(frozen=True, slots=True)
class Areas:
    """サービス提供地域 as ``coverageArea``: a name, and the code of the local government if known."""

    item: Item | None = None

    def bind(self, item: Item) -> Areas:
        """Return this place, knowing the group of its item."""
        return replace(self, item=item)

    def _read(self, entry: Node) -> Any:
        said, display = entry.get("identifier"), entry.get("display")
        code = said.get("value") if isinstance(said, dict) and said.get("system") == _TOWN else None
        if self.item is None or self.item.group is None or "reference" in entry:
            return None
        group: Any = self.item.group
        if not isinstance(display, str) or not display:
            return None
        return group(name=display, code=code if isinstance(code, str) and code else None)

    def get(self, doc: Triple, here: Node | None) -> tuple[Any, ...] | None:  # noqa: ARG002  same door
        """Return the areas, or None."""
        found = (self._read(e) for e in dicts(doc.service.get("coverageArea")))
        return tuple(row for row in found if row is not None) or None

    def put(self, doc: Triple, here: Node | None, value: tuple[Any, ...] | None) -> None:  # noqa: ARG002
        """Write the areas in place of those that are there; references to Locations stay."""
        for entry in dicts(doc.service.get("coverageArea")):
            if self._read(entry) is not None:
                drop(doc.service, ("coverageArea",), entry)
        if value:
            doc.make("service").setdefault("coverageArea", []).extend(map(_area, value))

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('service')}.coverageArea"


def _area(row: Any) -> Node:
    entry: Node = {"identifier": {"system": _TOWN, "value": row.code}} if row.code else {}
    return {**entry, "display": row.name}


@dataclass(frozen=True, slots=True)
class Delivery:
    """封緘した記録の届け先: an Endpoint of its own, since directories are asked for endpoints."""

    item: Item | None = None

    def bind(self, item: Item) -> Delivery:
        """Return this place, knowing the group of its item."""
        return replace(self, item=item)

    def get(self, doc: Triple, here: Node | None) -> Any:  # noqa: ARG002  same door for every place
        """Return address and key, or None."""
        address = doc.endpoint.get("address")
        if self.item is None or self.item.group is None or not isinstance(address, str) or not address:
            return None
        keys = (i.get("value") for i in dicts(doc.endpoint.get("identifier")) if i.get("system") == _KEY)
        group: Any = self.item.group
        return group(address=address, key=next((k for k in keys if isinstance(k, str) and k), None))

    def put(self, doc: Triple, here: Node | None, value: Any) -> None:  # noqa: ARG002  same door
        """Write both, or take the Endpoint out."""
        if value is None:
            doc.unmake("endpoint")
            return
        node = doc.make("endpoint")
        for known in dicts(node.get("identifier")):
            if known.get("system") == _KEY:
                drop(node, ("identifier",), known)
        if value.key is not None:
            node.setdefault("identifier", []).append({"system": _KEY, "value": value.key})
        node["address"] = value.address

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the address."""
        return f"{doc.at('endpoint')}.address"


__all__ = ["Areas", "Delivery", "Manager"]

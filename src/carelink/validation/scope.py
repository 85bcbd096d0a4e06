"""The resource around a place: what ``%resource`` means, what is contained, which Bundle it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from carelink.validation.bundle_index import BundleIndex
    from carelink.validation.place import Place


class Scope(NamedTuple):
    """One resource being walked.

    :param resource: the resource itself
    :param type: its resourceType
    :param place: where it stands
    :param container: the resource that contains it (``contained``), else None
    :param bundle: the Bundle it is an entry of, else None
    :param full_url: fullUrl of its entry
    :param entries: of a Bundle, the index of its own entries
    """

    resource: dict[str, Any]
    type: str
    place: Place
    container: Scope | None = None
    bundle: BundleIndex | None = None
    full_url: str | None = None
    entries: BundleIndex | None = None

    @property
    def root(self) -> Scope:
        """The scope of ``%rootResource``: the container of a contained resource, else itself."""
        return self.container or self

    def below(self, node: Any, type_: str, place: Place) -> Scope:
        """Return the scope for a value in this resource: its own where it is a resource itself."""
        if type(node) is not dict or not isinstance(node.get("resourceType"), str):
            return self
        if place[1] == "contained":
            return Scope(node, type_, place, self.root, self.bundle, self.full_url)
        if self.entries is not None:
            return Scope(node, type_, place, None, self.entries, _entry_url(self.resource, place))
        return Scope(node, type_, place, None, self.bundle, self.full_url)

    def contained(self, id_: str) -> dict[str, Any] | None:
        """Return the contained resource of that id, looked for in the container."""
        held = self.root.resource.get("contained")
        for resource in held if isinstance(held, list) else ():
            if isinstance(resource, dict) and resource.get("id") == id_:
                return resource
        return None

    def resolve(self, reference: str) -> tuple[dict[str, Any], Scope] | None:
        """Return the resource a literal reference leads to and its scope; None when it is not at hand."""
        if reference.startswith("#"):
            if reference == "#":
                return (self.container.resource, self.container) if self.container else None
            found = self.contained(reference[1:])
            if found is None:
                return None
            place = (self.root.place, "contained", None)
            return found, Scope(found, str(found.get("resourceType")), place, self.root, self.bundle, None)
        if self.entries is not None and (inner := self.entries.within(reference)) is not None:
            return inner
        if self.bundle is None:
            return None
        return self.bundle.resolve(reference, self.root.full_url)


def _entry_url(bundle: dict[str, Any], place: Place | None) -> str | None:
    """Return the fullUrl of the entry that a place inside a Bundle belongs to."""
    while place is not None and place[1] != "entry":
        place = place[0]
    entries = bundle.get("entry")
    if place is None or place[2] is None or not isinstance(entries, list) or place[2] >= len(entries):
        return None
    entry = entries[place[2]]
    url = entry.get("fullUrl") if isinstance(entry, dict) else None
    return url if isinstance(url, str) else None

"""The Bundle around the resources: its entries in one pass, and the proof that it is well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation.accept.leaves import FULL_URL

if TYPE_CHECKING:
    from carelink.validation.accept.kinds import Kind
    from carelink.validation.accept.roots import Root
    from carelink.validation.accept.run import Run

_UNLIKE_OTHERS: Final = frozenset({"searchset", "message", "history"})
"""Kinds of Bundles with rules that are not looked at here."""


class Bundle:
    """One Bundle on the accept path.

    :ivar types: types of the resources by fullUrl, of entries whose fullUrl is the URN of a UUID
    :ivar document: whether it is a document
    :ivar nodes: the resources accepted so far
    :ivar roots: of each, what was asked of it
    :ivar edges: of each, the references in it
    """

    __slots__ = ("_plain", "document", "edges", "nodes", "roots", "tree", "types")

    def __init__(self, tree: dict[str, Any]) -> None:
        self.tree = tree
        self.document = tree["type"] == "document"
        self.types: dict[str, str] = {}
        self.nodes: list[dict[str, Any]] = []
        self.roots: list[Root] = []
        self.edges: list[list[str]] = []
        entries = tree.get("entry", ())
        types = self.types
        plain = "link" not in tree and tree["type"] not in _UNLIKE_OTHERS
        for entry in entries:
            url, resource = entry.get("fullUrl"), entry.get("resource")
            if url is None or resource is None or not FULL_URL(url) or url in types:
                plain = False
                if url in types:  # which of them a reference means is for the walk to say
                    raise ValueError
            else:
                types[url] = resource["resourceType"]
                plain = plain and resource.get("url") != url
        self._plain = plain

    def follows(self, node: Any, canonical: str) -> bool:
        """Whether a resource was the last one accepted, and found to follow a profile."""
        return bool(self.nodes) and self.nodes[-1] is node and canonical in self.roots[-1].conforms

    def walked(self) -> None:
        """Take note that a resource was left to the walk: nobody counted its references."""
        self._plain = False

    def checked(self) -> set[tuple[int, str]]:
        """Return the resources, by identity, and the profiles they were checked against."""
        return {(id(n), c) for n, root in zip(self.nodes, self.roots, strict=True) for c in root.conforms}

    def well(self) -> bool:
        """Whether nothing is to be said of entries and links; False says nothing."""
        if not self._plain:
            return False
        if not self.document:
            return True
        types = self.types
        first = next(iter(types), None)
        if first is None or types[first] != "Composition" or not types.keys() >= set(self.edges[0]):
            return False
        edges = dict(zip(types, self.edges, strict=True))
        reached: set[str] = set()
        new = {first}
        while new and len(reached) < len(types):
            reached |= new
            new = types.keys() & set().union(*[edges[url] for url in new]) - reached
        return len(reached) == len(types)


def following(kind: Kind, profiles: dict[str, tuple[str, ...]]) -> Any:
    """Return the test whether a resource follows the profile that is stated for its type."""
    overlays = {type_: kind.engine.overlay(canonicals[0]) for type_, canonicals in profiles.items()}
    wanted = {type_: overlay.canonical for type_, overlay in overlays.items() if overlay is not None}
    otherwise = wanted.get("")

    def follows(node: dict[str, Any], run: Run) -> bool:
        canonical = wanted.get(node["resourceType"], otherwise)
        return canonical is None or run.follows(node, canonical)

    return follows

"""The Bundle around the resources: its entries in one pass, and the proof that it is well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation.accept.leaves import FULL_URL

if TYPE_CHECKING:
    from carelink.validation.accept.roots import Root

_UNLIKE_OTHERS: Final = frozenset({"searchset", "message", "history"})
"""Kinds of Bundles with rules that are not looked at here."""


class Bundle:
    """One Bundle on the accept path.

    :ivar types: types of the resources by fullUrl, of entries whose fullUrl is the URN of a UUID
    :ivar document: whether it is a document
    """

    __slots__ = ("_done", "_edges", "_plain", "document", "tree", "types")

    def __init__(self, tree: dict[str, Any]) -> None:
        self.tree = tree
        self.document = tree["type"] == "document"
        self.types: dict[str, str] = {}
        self._edges: list[list[str]] = []
        self._done: list[tuple[Any, Root]] = []
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

    def accepted(self, node: Any, root: Root, refs: list[str]) -> None:
        """Take note of a resource that was accepted and of the references in it."""
        self._done.append((node, root))
        self._edges.append(refs)

    def follows(self, node: Any, canonical: str) -> bool:
        """Whether a resource was the last one accepted, and found to follow a profile."""
        last = self._done[-1] if self._done else None
        return last is not None and last[0] is node and canonical in last[1].conforms

    def walked(self) -> None:
        """Take note that a resource was left to the walk: nobody counted its references."""
        self._plain = False

    def checked(self) -> set[tuple[int, str]]:
        """Return the resources, by identity, and the profiles they were checked against."""
        return {(id(node), canonical) for node, root in self._done for canonical in root.conforms}

    def well(self) -> bool:
        """Whether nothing is to be said of entries and links; False says nothing."""
        if not self._plain:
            return False
        if not self.document:
            return True
        types = self.types
        urls = iter(types)
        first = next(urls, None)
        if first is None or types[first] != "Composition" or not types.keys() >= set(self._edges[0]):
            return False
        edges = dict(zip(types, self._edges, strict=True))
        reached, waiting = {first}, [first]
        while waiting and len(reached) < len(types):
            new = [url for url in edges[waiting.pop()] if url in types and url not in reached]
            reached.update(new)
            waiting += new
        return len(reached) == len(types)

"""Steps down a definition, through the profile and through the types it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carelink.testing.instances.bench import Bench, Json
    from carelink.validation.overlay.tree import Node


def root_of(bench: Bench, tree: Json) -> Node | None:
    """Return the definition of a resource: of the first profile it claims that is at hand, or its type."""
    claimed = tree.get("meta", {}).get("profile", ())
    found = next((t for p in (*claimed, tree["resourceType"]) if (t := bench.tree(p)) is not None), None)
    return found.root if found is not None else None


def below(bench: Bench, node: Node, name: str) -> Node | None:
    """Return the definition of a child: in the profile, else in one of the types it may have."""
    if name in node.children:
        return node.children[name]
    reference = node.element.get("contentReference")
    if isinstance(reference, str):
        target = node.tree.by_id.get(reference.rpartition("#")[2])
        if target is not None and name in target.children:
            return target.children[name]
    types = [str(t.get("code")) for t in node.types] or (
        [node.tree.structure.type] if node is node.tree.root else []
    )
    for type_ in types:
        profiles = next((t.get("profile", ()) for t in node.types if t.get("code") == type_), ())
        for canonical in (*profiles, type_):
            tree = bench.tree(canonical)
            if tree is not None and tree.root is not None and name in tree.root.children:
                return tree.root.children[name]
    return None

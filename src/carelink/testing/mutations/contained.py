"""Contained resources that are not as R4's own invariants (dom-2 to dom-5) want them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.testing.instances.bench import copied
from carelink.testing.instances.build import resource_of
from carelink.testing.instances.chain import Step, locate
from carelink.testing.instances.definitions import root_of
from carelink.testing.instances.insert import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.validation.overlay.tree import Node

    Change = Callable[[Json], bool]

_ID: Final = "kaku-target"
WRONG: Final[dict[str, Json]] = {
    "dom-2": {"contained": [{"resourceType": "Basic", "id": "kaku-inner", "code": {"text": "架空の記載"}}]},
    "dom-4": {"meta": {"versionId": "1"}},
    "dom-5": {
        "meta": {
            "security": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
                    "code": "R",
                    "display": "restricted",
                }
            ]
        }
    },
}
"""By invariant, what a contained resource must not have."""


def changes(bench: Bench, base: Json, key: str) -> Iterator[Change]:
    """Yield resources that contain another one wrongly."""
    root = root_of(bench, base)
    if key == "dom-3":
        yield _unused
    elif key in WRONG and root is not None:
        for node in root.children.values():
            for type_ in _targets(bench, node):
                yield _holding(bench, node, type_, WRONG[key])


def _unused(tree: Json) -> bool:
    tree.setdefault("contained", []).append(
        {"resourceType": "Basic", "id": _ID, "code": {"text": "架空の記載"}}
    )
    return True


def _targets(bench: Bench, node: Node) -> list[str]:
    """Return a type of resource that an element may refer to."""
    stated = [p for t in node.types if t.get("code") == "Reference" for p in t.get("targetProfile", ())]
    return [t for p in stated[:1] if (t := bench.engine.type_behind(p)) is not None and t != "Resource"]


def _holding(bench: Bench, node: Node, type_: str, extra: Json) -> Change:
    chain = (Step(node.path.rpartition(".")[2].removesuffix("[x]"), node),)

    def change(tree: Json) -> bool:
        target: Any = resource_of(bench, type_)
        if target is None or not insert(
            bench, tree, chain, type_="Reference" if len(node.types) > 1 else None
        ):
            return False
        locate(bench, tree, chain)[0].put({"reference": f"#{_ID}"})
        tree.setdefault("contained", []).append({"resourceType": type_, "id": _ID, **target, **copied(extra)})
        return True

    return change

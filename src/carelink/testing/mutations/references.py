"""References that lead where they may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.testing.instances.build import resource_of
from carelink.testing.instances.chain import locate
from carelink.testing.instances.insert import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain
    from carelink.validation.overlay.tree import Node

    Change = Callable[[Json], bool]

_TYPES: Final = ("Basic", "Patient", "Organization", "Medication", "Observation", "Location", "Slot")


def elsewhere(bench: Bench, chain: Chain) -> Iterator[Change]:
    """Yield references to types that are not allowed; first such that everybody can see where they lead."""
    allowed = _allowed(bench, chain[-1].node)
    if allowed & {"Resource", "DomainResource"}:
        return
    others = [t for t in (*_TYPES, *_of_base(bench, chain[-1].node)) if t not in allowed]
    for type_ in others:
        yield _contained(bench, chain, type_)
    for type_ in others:
        yield _to(bench, chain, f"{type_}/{type_.lower()}-1")


def otherwise(bench: Bench, chain: Chain, modes: str) -> Iterator[Change]:
    """Yield references that come along otherwise than allowed."""
    if "referenced" not in modes:
        type_ = next(iter(sorted(_allowed(bench, chain[-1].node))), "Patient")
        yield _to(bench, chain, f"{type_}/{type_.lower()}-1")


def _allowed(bench: Bench, node: Node) -> set[str]:
    stated = [p for t in node.types if t.get("code") == "Reference" for p in t.get("targetProfile", ())]
    return {str(bench.engine.type_behind(p)) for p in stated}


def _of_base(bench: Bench, node: Node) -> tuple[str, ...]:
    said = node.element.get("base")
    owner, _, name = str(said.get("path") if isinstance(said, dict) else "").rpartition(".")
    info = bench.engine.info(owner) if owner else None
    element = info.element(name.removesuffix("[x]")) if info is not None else None
    found = element.targets() if element is not None else ()
    return tuple(t for t in found if t not in {"Resource", "Any", "DomainResource"})


def _to(bench: Bench, chain: Chain, reference: str) -> Change:
    def change(tree: Json) -> bool:
        if not insert(bench, tree, chain, type_=_type(chain)):
            return False
        for one in locate(bench, tree, chain)[:1]:
            if not isinstance(one.value, dict):
                return False
            one.put({"reference": reference})
        return True

    return change


def _contained(bench: Bench, chain: Chain, type_: str) -> Change:
    def change(tree: Json) -> bool:
        if not insert(bench, tree, chain, type_=_type(chain)):
            return False
        one = locate(bench, tree, chain)[0]
        target = resource_of(bench, type_)
        if not isinstance(one.value, dict) or target is None or one.scope.container is not None:
            return False
        one.put({"reference": "#kaku-target"})
        one.scope.resource.setdefault("contained", []).append(
            {"resourceType": type_, "id": "kaku-target", **target}
        )
        return True

    return change


def _type(chain: Chain) -> str | None:
    return "Reference" if len(chain[-1].node.types) > 1 else None

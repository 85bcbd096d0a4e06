"""Where an instance of a profile stands: on its own, or (extension, data type) inside a resource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink.fhir import tables
from carelink.testing.instances import growth
from carelink.testing.instances.bench import copied
from carelink.testing.instances.chain import Step, chain_of, locate
from carelink.testing.instances.definitions import below
from carelink.testing.instances.insert import insert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.profiles.structure import Structure
    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain
    from carelink.validation.overlay.tree import Node

_LIKELY: Final = (
    "Patient", "Organization", "Location", "HealthcareService", "Practitioner", "Observation", "Condition",
    "MedicationRequest", "MedicationDispense", "MedicationAdministration", "Encounter", "Communication",
    "Composition", "Immunization", "Coverage", "Procedure", "DiagnosticReport",
)  # fmt: skip
"""Resources to hold an extension on a data type, the likeliest first."""
_DEEPEST: Final = 4


@dataclass(frozen=True, eq=False)
class Host:
    """A valid resource, and the way in it to what a profile constrains.

    :param tree: the resource, what the profile constrains included
    :param chain: to it; empty for a profile on a resource
    """

    tree: Json
    chain: Chain


def host(bench: Bench, structure: Structure) -> Host | None:
    """Return the smallest instance of any profile with the way to it; None where nothing can hold it."""
    if structure.type in tables.resource_types():
        tree = growth.smallest(bench, structure)
        return Host(tree, ()) if tree is not None else None
    if structure.type == "Extension":
        return next(_of_extension(bench, structure), None)
    return next(_of_type(bench, structure), None)


# extensions


def _of_extension(bench: Bench, structure: Structure) -> Iterator[Host]:
    definition = bench.tree(structure.canonical)
    if definition is None or definition.root is None:
        return
    contexts = [c for c in structure.resource.get("context", ()) if c.get("type") == "element"]
    for context in contexts or [{"expression": "Patient"}]:
        for resource, path in _elements(
            str(context.get("expression")).partition("#")[2] or str(context["expression"])
        ):
            chain = _down(bench, resource, path)
            tree = (
                None
                if chain is None
                else _holding(bench, resource, (*chain, _extension(definition.root, structure)))
            )
            if tree is not None and chain is not None:
                yield Host(tree, (*chain, _extension(definition.root, structure)))
    if not contexts:
        yield from _inside(bench, structure)


def _extension(root: Node, structure: Structure) -> Step:
    url = structure.url
    return Step(
        "extension",
        root,
        takes=lambda _walker, item, _scope: isinstance(item.value, dict) and item.value.get("url") == url,
    )


def _elements(expression: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield resource and path for a context: a resource, an element of one, a data type."""
    head, *rest = expression.split(".")
    if head in tables.resource_types():
        yield head, tuple(name.removesuffix("[x]") for name in rest)
    elif head in {"Element", "Resource", "DomainResource"}:
        yield "Patient", ()
    else:
        for resource in _LIKELY:
            info = tables.type_of(resource)
            for element in info.elements if info is not None else ():
                if head in element.types and element.name not in {"meta", "text"}:
                    yield resource, (element.name, *rest)


def _down(bench: Bench, resource: str, path: tuple[str, ...]) -> Chain | None:
    """Return the steps along the definitions of R4 itself."""
    tree = bench.tree(resource)
    node = tree.root if tree is not None else None
    steps: list[Step] = []
    for name in path:
        inner = below(bench, node, name) if node is not None else None
        if inner is None:
            return None
        steps.append(Step(name, inner))
        node = inner
    return tuple(steps) if node is not None else None


def _holding(bench: Bench, resource: str, chain: Chain) -> Json | None:
    tree = _least(bench, resource)
    if tree is None or not insert(bench, tree, chain):
        return None
    return tree if not bench.errors(tree) else growth.repaired(bench, tree)


def _least(bench: Bench, resource: str) -> Json | None:
    structure = bench.packages.structure(resource)
    tree = growth.smallest(bench, structure) if structure is not None else None
    if tree is None:
        return None
    return {k: copied(v) for k, v in tree.items() if k != "meta"}


# data types


def _of_type(bench: Bench, structure: Structure) -> Iterator[Host]:
    yield from _inside(bench, structure)


def _inside(bench: Bench, structure: Structure) -> Iterator[Host]:
    """Yield hosts among the profiles of the package that want this profile for one of their elements."""
    for outer, chain in _users(bench, structure.url, 0):
        tree = growth.smallest(bench, outer)
        definition = bench.tree(structure.canonical)
        if tree is None or definition is None or definition.root is None:
            continue
        whole = (*chain[:-1], Step(chain[-1].name, definition.root, chain[-1].head, chain[-1].takes))
        larger = copied(tree)
        if not insert(bench, larger, chain):
            continue
        if not locate(bench, larger, whole):
            continue
        if not bench.errors(larger):
            yield Host(larger, whole)
        elif (better := growth.repaired(bench, larger)) is not None:
            yield Host(better, whole)


def _users(bench: Bench, url: str, depth: int) -> Iterator[tuple[Structure, Chain]]:
    """Yield the profiles on resources that name a profile for an element, with the way to the element."""
    if depth > _DEEPEST:
        return
    for artefact in sorted(bench.packages.of_kind("StructureDefinition"), key=lambda a: a.url):
        if artefact.url == url:
            continue
        outer = bench.packages.structure(artefact.url)
        tree = bench.tree(artefact.url)
        if outer is None or tree is None:
            continue
        for node in tree.by_id.values():
            if not _names(node, url):
                continue
            chain = chain_of(bench, node)
            if not chain:
                continue
            if outer.type in tables.resource_types():
                yield outer, chain
            else:
                for further, before in _users(bench, outer.url, depth + 1):
                    yield further, (*before, *chain)


def _names(node: Node, url: str) -> bool:
    return any(
        p.partition("|")[0] == url for t in node.types for p in t.get("profile", ()) if isinstance(p, str)
    )

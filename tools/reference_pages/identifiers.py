"""The identifier systems: those Japan has defined, and those carelink had to mint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reference_pages.markdown import code, document, table

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """\
Systems that records of carelink use. Those below our canonical base are **minted by carelink**, because
neither FHIR nor JP Core defines one; they are placeholders and change with the base ([what is
official](../explanation/what-is-official.md))."""


def page() -> str:
    """Return the page, from the identifiers that records declare."""
    from carelink import canonical

    ours = f"{canonical.base()}/id/"
    rows = ((code(system), "carelink (placeholder)" if system.startswith(ours) else "JP Core", uses)
            for system, uses in sorted(_systems().items()))  # fmt: skip
    return document(
        "Identifiers", [*_HEAD.splitlines(), "", *table(("System", "Defined by", "Written for"), rows)]
    )


def _systems() -> dict[str, str]:
    from reference_pages.specimen import trees

    found: dict[str, set[str]] = {}
    for tree in trees():
        for kind, system in _identifiers(tree, "Bundle"):
            found.setdefault(system, set()).add(kind)
    return {system: ", ".join(sorted(kinds)) for system, kinds in found.items()}


def _identifiers(node: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the resource type and system of every identifier below ``node``."""
    if isinstance(node, list):
        for each in node:
            yield from _identifiers(each, kind)
    elif isinstance(node, dict):
        kind = node.get("resourceType", kind)
        for name, value in node.items():
            for each in value if isinstance(value, list) else [value]:
                if (
                    name == "identifier"
                    and isinstance(each, dict)
                    and str(each.get("system", "")).startswith("http")
                ):
                    yield kind, each["system"]
            yield from _identifiers(value, kind)

"""A profile, extension definition or type together with its snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.profiles.snapshot import Element, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """One StructureDefinition, ready to be compiled.

    :param resource: the definition itself
    :param elements: its snapshot, in order; empty when its base is not at hand
    :param problems: parts of its differential that could not be followed
    """

    resource: dict[str, Any]
    elements: list[Element]
    problems: tuple[Problem, ...] = ()

    @property
    def url(self) -> str:
        """Canonical URL without version."""
        return str(self.resource.get("url", ""))

    @property
    def version(self) -> str | None:
        """Business version."""
        version = self.resource.get("version")
        return version if isinstance(version, str) else None

    @property
    def canonical(self) -> str:
        """``url|version``, or the URL alone."""
        return f"{self.url}|{self.version}" if self.version else self.url

    @property
    def type(self) -> str:
        """The FHIR type it describes or constrains: ``Patient``, ``Extension``; last segment of a URL."""
        return str(self.resource.get("type", "")).rpartition("/")[2]

    @property
    def base(self) -> str:
        """Canonical URL of what it derives from, or an empty text."""
        return str(self.resource.get("baseDefinition", ""))

    @property
    def constrains(self) -> bool:
        """Whether it is a profile, not a type of its own."""
        return self.resource.get("derivation") == "constraint"

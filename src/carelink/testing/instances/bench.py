"""What everything here shares: the compiled packages, and the question what is wrong with a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.findings import Severity
from carelink.testing.instances.codes import Picker
from carelink.validation.domain import check, judges
from carelink.validation.engine import Engine
from carelink.validation.place import root
from carelink.validation.sink import Sink
from carelink.validation.walker import Walker

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carelink.findings import Finding
    from carelink.profiles import Package
    from carelink.profiles.structure import Structure
    from carelink.validation.overlay.tree import Node, Tree

Json = dict[str, Any]


class Bench:
    """The packages at hand, compiled once. Not for several threads at a time.

    :param packages: FHIR packages beside our own and R4 itself
    :raises UnknownProfileError: a package cannot be read
    """

    def __init__(self, packages: Iterable[Package | str | Path] = ()) -> None:
        # Every instance is new: code written for it is never used. The rules of our records are asked apart.
        self._given = list(packages)
        self.engine = Engine(self._given, fast=False, records_judge=False)
        self._stands: Engine | None = None
        self.packages = self.engine.packages
        self.codes = Picker(self.packages, self.engine.terminology)
        self.made: dict[tuple[str, str], Json | None] = {}
        """Instances made before: by what they are, and canonical of the profile."""

    def structure(self, profile: str) -> Structure:
        """Return a profile by canonical URL, or by the short name of one of ours.

        :raises UnknownProfileError: it is not at hand
        """
        canonical = self.packages.resolve(profile)
        found = self.packages.structure(canonical)
        if found is None:  # resolve() answers only for what is at hand
            raise KeyError(canonical)
        return found

    def tree(self, canonical: str) -> Tree | None:
        """Return the elements of a profile or type as a tree."""
        return self.engine.tree(canonical)

    def nested(self, type_name: str) -> Node | None:
        """Return the definition of a type, or of a nested element by its path (``Patient.contact``)."""
        tree = self.engine.tree(type_name.partition(".")[0])
        return tree.by_id.get(type_name) if tree is not None else None

    def findings(self, tree: Json) -> list[Finding]:
        """Return what the standard and the profiles it claims say of a resource."""
        return _said(self.engine, tree)

    def errors(self, tree: Json) -> list[Finding]:
        """Return only the errors among them."""
        return _errors(self.findings(tree))

    def stood_in(self, tree: Json) -> list[Finding]:
        """Return the findings that the rules of our records say in words of their own: see `beyond`."""
        if not judges(tree):
            return []
        if self._stands is None:
            self._stands = Engine(self._given, fast=False)
        kept = {mark(f) for f in _said(self._stands, tree)}
        return [f for f in self.findings(tree) if mark(f) not in kept]

    @staticmethod
    def beyond(tree: Json) -> list[Finding]:
        """Return the errors by the rules of our own records, which no profile states."""
        return _errors(check(tree))


def _said(engine: Engine, tree: Json) -> list[Finding]:
    sink = Sink()
    Walker(engine, sink).resource(tree, root(str(tree.get("resourceType", "Resource"))), None)
    return list(sink.findings())


def mark(finding: Finding) -> tuple[str, str, str | None, str]:
    """Return what makes two findings the same."""
    return finding.code, finding.path, finding.demanded_by, finding.message.en


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.severity is Severity.ERROR]


def copied(value: Any) -> Any:
    """Return a copy that can be changed without changing the original."""
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [copied(inner) for inner in value]
    return value


def size(value: Any) -> int:
    """Return how many values a tree holds; what is called the smallest has the fewest."""
    if isinstance(value, dict):
        return 1 + sum(size(inner) for inner in value.values())
    if isinstance(value, list):
        return sum(size(inner) for inner in value)
    return 1

"""Whether two records say the same: where they differ, by path and label of the form, never by value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UnreadableError, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVERS_OWN: Final = frozenset({"versionId", "lastUpdated"})
"""What a FHIR server writes into ``meta`` of whatever it stores; it says nothing about the record."""
_MOST: Final = 200
_UNLABELLED: Final = Words("", "")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two records differ.

    :param path: of the item (``basics.born``), or in the FHIR tree where no item stands for it
    :param what: "missing" (only in the first), "added" (only in the second) or "changed"
    :param label: what the form prints there; empty for what is not on the form
    """

    path: str
    what: str
    label: Words = _UNLABELLED

    def __str__(self) -> str:
        told = {"missing": "欠落 missing", "added": "追加 added", "changed": "相違 changed"}[self.what]
        return f"{self.path}: {told}" + (f" ({self.label})" if self.label.ja else "")


def differences(first: Any, second: Any) -> list[Difference]:
    """Return where two records differ; nothing when they say the same.

    :param first: a record, a FHIR tree, or JSON or XML of one
    :raises UnreadableError: bytes that are no FHIR at all

    The items of the form are compared first: they have labels. Where they agree, the trees are compared, so
    that foreign content counts, too. The order of properties and the way a file is written do not.
    """
    one, other = tree_of(first), tree_of(second)
    found = list(_items(one, other)) or list(_trees(one, other, str(one.get("resourceType", ""))))
    return found[:_MOST]


def tree_of(data: Any) -> dict[str, Any]:
    """Return the FHIR tree of a record, of JSON or XML, or the tree itself.

    :raises UnreadableError: no FHIR at all (``error.report`` says why)
    """
    if hasattr(data, "to_fhir"):
        made: dict[str, Any] = data.to_fhir()
        return made
    if isinstance(data, dict):
        given: dict[str, Any] = data
        return given
    from carelink.fhir import json, xml
    from carelink.findings import Report
    from carelink.validation.validator import looks_like_xml

    tree, findings = (xml if looks_like_xml(data) else json).read(data)
    if tree is None:
        raise UnreadableError(
            Words("FHIR として読めません。", "This cannot be read as FHIR."),
            hint=Words("carelink validate で確かめてください。", "See what carelink validate says."),
            report=Report(findings),
        )
    read: dict[str, Any] = tree
    return read


def _items(one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    from carelink.records import from_fhir

    read = [from_fhir(tree).records for tree in (one, other)]
    if [len(r) for r in read] != [1, 1] or type(read[0][0]) is not type(read[1][0]):
        return
    first, second = (records[0] for records in read)
    for item in first.form().items:
        before, after = item.of(first), item.of(second)
        if before != after:
            yield Difference(item.path, _what(before, after), Words(item.ja, item.en))


def _what(before: Any, after: Any) -> str:
    if after is None:
        return "missing"
    return "added" if before is None else "changed"


def _trees(one: Any, other: Any, path: str) -> Iterator[Difference]:
    if isinstance(one, dict) and isinstance(other, dict):
        ignored = _SERVERS_OWN if path.endswith("meta") else frozenset()
        for name in (*one, *(n for n in other if n not in one)):
            here = f"{path}.{name}"
            if name in ignored:
                continue
            if name not in other or name not in one:
                yield Difference(here, "missing" if name in one else "added")
            else:
                yield from _trees(one[name], other[name], here)
    elif isinstance(one, list) and isinstance(other, list):
        for index in range(max(len(one), len(other))):
            here = f"{path}[{index}]"
            if index >= min(len(one), len(other)):
                yield Difference(here, "missing" if index < len(one) else "added")
            else:
                yield from _trees(one[index], other[index], here)
    elif not _same(one, other):
        yield Difference(path, "changed")


def _same(one: Any, other: Any) -> bool:
    """Whether two primitives are the same; 1.50 and 1.5 are not, nor are 1 and true."""
    return type(one) is type(other) and str(one) == str(other)

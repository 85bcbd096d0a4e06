"""Records ⇄ one FHIR tree, whatever its syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from carelink.converters.batch import Batch
from carelink.errors import UsageError, Words
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carelink.findings import Finding
    from carelink.records.tree import Node


def batch_of(tree: Node | None, findings: Iterable[Finding], format: str) -> Batch:  # noqa: A002  the word of the field
    """Return the records a tree states; a tree without any is one refusal."""
    if tree is None:
        return Batch((), Report(findings), 1, 1, format)
    from carelink.converters import jp_clins
    from carelink.records import from_fhir
    from carelink.records.read import kind_of

    if kind_of(tree) is None and jp_clins.recognises(tree):
        return jp_clins.of_tree(tree, findings)
    read = from_fhir(tree)
    report = Report(findings) + read.report
    refused = 0 if read.records else 1
    return Batch(read.records, report, len(read.records) + refused, refused, format)


def tree_of(records: Sequence[Any]) -> Node:
    """Return the tree of one record, or of many facilities, or of many coordinators.

    :raises UsageError: for several records that make no directory
    """
    if len(records) == 1:
        tree: Node = records[0].to_fhir()
        return tree
    kinds = {record.kind for record in records}
    if kinds not in ({"facility"}, {"coordinator"}):
        raise UsageError(
            Words("この形式の1ファイルには1件だけ書けます。", "A file of this format holds one record."),
            hint=Words("1件ずつ別のファイルに書いてください。", "Write each record to a file of its own."),
        )
    from carelink.records import coordinators, facility
    from carelink.records.document import stable

    room: Any = facility if kinds == {"facility"} else coordinators
    # the same entries give the same directory, byte for byte
    space = UUID(stable(UUID(int=0), "|".join(str(record.id) for record in records)))
    bundle: Node = room.directory_bundle(records, space, max(record.written for record in records))
    return bundle

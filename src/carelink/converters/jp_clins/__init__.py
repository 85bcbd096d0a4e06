"""JP-CLINS documents in: 診療情報提供書, 退院時サマリー and 療養計画書 become the discharge letter.

They are FHIR documents of doctors for doctors. Of our forms only the discharge letter
(居宅介護支援事業所向け診療情報提供書・退院時) is by a doctor too, so it is what they become: diagnoses,
course and author have items there. Allergies and medicines have none; they are told, under their names, in
経過及び治療内容. Whatever else stands in the document is named by a finding each. Nothing is written back: a
sheet knows too little for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from carelink.converters.batch import Batch
    from carelink.findings import Finding

FORMAT: Final = "jp-clins"
_BUNDLES: Final = (
    "http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_",
    "http://jpfhir.jp/fhir/eReferral/StructureDefinition/JP_",
    "http://jpfhir.jp/fhir/eDischargeSummary/StructureDefinition/JP_",
    "http://jpfhir.jp/fhir/ePCS/StructureDefinition/JP_",
)
_TYPES: Final = "http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes"
_KNOWN: Final = frozenset(("57133-1", "18842-5", "56447-6"))
"""診療情報提供書, 退院時サマリー, 計画書; prescriptions and check-ups of that system are no letters."""


def recognises(tree: Any) -> bool:
    """Whether a tree says, by its profiles or its document type, that it is of JP-CLINS."""
    from carelink.records.tree import code_of, dicts

    if not isinstance(tree, dict) or tree.get("resourceType") != "Bundle":
        return False
    first = next(iter(dicts(tree.get("entry"))), {}).get("resource")
    for node in (tree, first):
        meta = node.get("meta") if isinstance(node, dict) else None
        profiles = meta.get("profile") if isinstance(meta, dict) else None
        for url in profiles if isinstance(profiles, list) else ():
            if isinstance(url, str) and url.startswith(_BUNDLES):
                return True
    return isinstance(first, dict) and code_of(first.get("type"), _TYPES) in _KNOWN


def read_all(data: bytes, *, written: datetime | None = None) -> Batch:  # noqa: ARG001  FHIR says the time itself
    """Return the letter that a JP-CLINS document, JSON or XML, states."""
    from carelink.fhir import json, xml

    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    tree, findings = xml.read(data) if head.startswith(b"<") else json.read(data)
    return of_tree(tree, findings)


def of_tree(tree: Any, findings: Iterable[Finding] = ()) -> Batch:
    """Return the letter that a tree states, with a finding for everything that was not taken."""
    from carelink.converters.batch import Batch
    from carelink.converters.jp_clins.letter import letter_of
    from carelink.converters.rules import clins as rules
    from carelink.findings import Report

    record = None
    found: list[Finding] = []
    if tree is not None and recognises(tree):
        record, found = letter_of(tree)
    elif tree is not None:
        found = [rules.OTHER.at("Bundle")]
    records = () if record is None else (record,)
    return Batch(records, Report([*findings, *found]), 1, 1 - len(records), FORMAT)


def to_bytes(records: Sequence[Any]) -> NoReturn:  # noqa: ARG001  same door for every format
    """Refuse: a doctor's document is written by the doctor's system.

    :raises UsageError: always
    """
    raise UsageError(
        Words("JP-CLINS の文書は書き出せません。", "JP-CLINS documents are not written."),
        hint=Words("FHIR（.json か .xml）で保存してください。", "Write FHIR (.json or .xml)."),
    )

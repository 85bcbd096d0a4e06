"""FHIR XML: the same tree as JSON, read and written by plans compiled from the R4 tables.

JSON → XML → JSON gives the same tree for every valid resource, narrative and decimals to the letter.
Comments are not kept: FHIR gives them no meaning. Reading never raises for bad data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.fhir.limits import LIMITS, Limits
from carelink.fhir.xml_positions import positions

if TYPE_CHECKING:
    from carelink.findings import Finding

__all__ = ["LIMITS", "Limits", "positions", "read", "write"]


def read(
    data: bytes | str, *, limits: Limits = LIMITS, file: str | None = None
) -> tuple[dict[str, Any] | None, tuple[Finding, ...]]:
    """Return the tree of an XML text and what is wrong with the text.

    :param data: UTF-8 bytes (or text already decoded)
    :param file: name to put into the findings
    :return: the tree, or None where none can be made, and the findings: encoding, size, depth, DOCTYPE,
        syntax, namespaces, and all that the tree cannot hold: unknown elements and attributes, stray
        text, wrong order, repetitions. What has no such problem is read; a value that does not fit its
        type (``value="yes"`` for a boolean) stays a string, for the validator to see.
    """
    from carelink.fhir.xml_read import read as read_xml

    return read_xml(data, limits, file)


def write(tree: dict[str, Any], *, indent: int | None = None) -> bytes:
    """Return a tree as UTF-8 XML, elements in the order that R4 defines.

    :param indent: spaces per level for people; None writes one line
    :raises UsageError: the tree is not a resource, or holds what XML of FHIR cannot say: an unknown
        element, a control character, a narrative that is not well-formed XHTML
    """
    from carelink.fhir.xml_write import write as write_xml

    return write_xml(tree, indent)

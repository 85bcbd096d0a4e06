"""Reading FHIR XML with lxml: elements by plan, problems collected and placed afterwards."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from carelink.fhir.rules import (
    TOO_DEEP,
    XML_ATTRIBUTE,
    XML_ELEMENT,
    XML_EMPTY,
    XML_INSTRUCTION,
    XML_NAMESPACE,
    XML_ORDER,
    XML_REPEATED,
    XML_ROOT,
    XML_SYNTAX,
    XML_TEXT,
)
from carelink.fhir.tables import resource_types
from carelink.fhir.xml_paths import Paths, split
from carelink.fhir.xml_plan import COMPLEX, FHIR, NARRATIVE, PRIMITIVE, XHTML, Step, reading
from carelink.fhir.xml_positions import positions
from carelink.fhir.xml_text import admitted, divs, may_hold_text
from carelink.findings import Source

if TYPE_CHECKING:
    from carelink.fhir.limits import Limits
    from carelink.findings import Finding, Rule

Tree = dict[str, Any]
Element = etree._Element  # noqa: SLF001 - lxml gives the type no public name
_NS: Final = f"{{{FHIR}}}"
_LARGE: Final = 9_000_000  # libxml2 refuses attributes of more than 10 MB unless told otherwise
_MOST: Final = 1000
_DECLARES: Final = re.compile(rf"""<div\s[^>]*?xmlns=["']{re.escape(XHTML)}["']""")
_EXTENSION: Final = Step("extension", "extension", 0, True, COMPLEX, "Extension", None)
_STYLESHEET: Final = "xml-stylesheet"


def read(data: bytes | str, limits: Limits, file: str | None) -> tuple[Tree | None, tuple[Finding, ...]]:
    """See :func:`carelink.fhir.xml.read`."""
    raw, refused = admitted(data, limits, file)
    if raw is None:
        return None, refused or ()
    try:
        root = etree.fromstring(raw, _parser(len(raw) > _LARGE))
    except etree.XMLSyntaxError as e:
        line, column = e.position
        source = Source(file, line or 1, column or 1)
        if "depth" in (e.msg or ""):
            return None, (TOO_DEEP.at("", source=source, limit=limits.depth),)
        return None, (XML_SYNTAX.at("", source=source),)
    reader = _Reader(raw, root, limits)
    try:
        tree = reader.resource(root, 1)
    except (_TooDeepError, RecursionError):  # RecursionError: the caller has left us little room
        tree = None
    return tree, reader.findings(file)


@cache
def _parser(large: bool) -> etree.XMLParser:  # noqa: FBT001 - a key of the cache
    """Return a parser that expands nothing, fetches nothing and drops comments."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        collect_ids=False,
        huge_tree=large,
    )


class _TooDeepError(Exception):
    """Stops the reading; the place is the last problem reported."""


class _Reader:
    """One reading: the text, its narratives, and the problems met so far."""

    def __init__(self, raw: bytes, root: Element, limits: Limits) -> None:
        self.raw = raw
        self.root = root
        self.depth = limits.depth
        self.longest = limits.number
        self.power = limits.exponent
        self.problems: list[tuple[Rule, Element, str, dict[str, str]]] = []
        self.extents = divs(raw) if b"div" in raw else []
        self.prefixed = b"xmlns:" in raw
        self.div_places: dict[Element, tuple[int, int]] = {}
        if self.extents:
            found = list(root.iter("{*}div"))
            if len(found) == len(self.extents):
                self.div_places = dict(zip(found, self.extents, strict=True))

    def report(self, rule: Rule, element: Element, name: str = "", **facts: str) -> None:
        """Note a problem at an element, or at what is called ``name`` in it."""
        if len(self.problems) < _MOST:
            self.problems.append((rule, element, name, facts))

    # ---- elements

    def resource(self, el: Element, level: int) -> Tree | None:
        """Read an element that should be a resource."""
        namespace, name = split(el.tag)
        if name not in resource_types():
            self.report(XML_ROOT, el)
            return None
        if namespace != FHIR:
            self.report(XML_NAMESPACE, el, expected=FHIR)
            return None
        return self.complex(el, name, {"resourceType": name}, level)

    def complex(  # noqa: C901, PLR0912 - the hot loop: a call for each element would cost a quarter more
        self, el: Element, type_name: str, out: Tree, level: int
    ) -> Tree:
        """Read the attributes and children of an element into ``out``."""
        plan = reading(type_name)
        for name, text in el.items():
            if name in plan:
                out[name] = text
            else:
                self.report(XML_ATTRIBUTE, el, name)
        last = 0
        beside = False  # whether some primitive here has a ``_name``
        for child in el:
            step = plan.get(child.tag)  # type: ignore[arg-type]  # an instruction's tag is simply not found
            if step is None:
                self.unknown(child, el, type_name)
                continue
            key, _, order, array, form, inner, convert = step
            if order < last:
                self.report(XML_ORDER, child, type=type_name)
            last = order
            if form is PRIMITIVE:
                pairs = child.items()
                if len(pairs) != 1 or pairs[0][0] != "value" or len(child):
                    self.extended(child, step, out, level)
                    beside = True
                    continue
                value: Any = pairs[0][1]
                if convert is not None:
                    value = convert(value, self.longest, self.power)
            elif form is COMPLEX and level + 1 + array <= self.depth:
                value = self.complex(child, inner, {}, level + 1 + array)
            else:
                value = self.inner(child, step, level)
                if value is None:
                    continue
            if beside and f"_{key}" in out:
                if array:
                    _append_aligned(out, key, value, {})
                else:
                    self.report(XML_REPEATED, child)
            elif key not in out:
                out[key] = [value] if array else value
            elif array:
                out[key].append(value)
            else:
                self.report(XML_REPEATED, child)
        return out

    def inner(self, el: Element, step: Step, level: int) -> Any:
        """Read an element that is no primitive; its levels are those of JSON, a list being one."""
        level += 1 + step.array
        if level > self.depth:
            self.report(TOO_DEEP, el, limit=str(self.depth))
            raise _TooDeepError
        if step.form is COMPLEX:
            return self.complex(el, step.type, {}, level)
        return self.narrative(el) if step.form is NARRATIVE else self.only_resource(el, level)

    def extended(self, el: Element, step: Step, out: Tree, level: int) -> None:
        """Read a primitive with an id or extensions, or without a value: ``name`` and ``_name`` of JSON."""
        key, sibling = step.key, f"_{step.key}"
        beside: Tree = {}
        value: Any = None
        for name, text in el.items():
            if name == "value":
                value = text if step.value is None else step.value(text, self.longest, self.power)
            elif name == "id":
                beside["id"] = text
            else:
                self.report(XML_ATTRIBUTE, el, name)
        for child in el:
            if child.tag == f"{_NS}extension":
                beside.setdefault("extension", []).append(
                    self.inner(child, _EXTENSION, level + 1 + step.array)
                )
            else:
                self.unknown(child, el, step.type)
        if step.array:
            _append_aligned(out, key, value, beside)
            return
        if key in out or sibling in out:
            self.report(XML_REPEATED, el)
            return
        if value is not None:
            out[key] = value
        if beside or value is None:
            out[sibling] = beside

    def only_resource(self, el: Element, level: int) -> Tree | None:
        """Read ``contained`` or ``resource``: an element around exactly one resource."""
        for name in el.attrib:
            self.report(XML_ATTRIBUTE, el, str(name))
        inner = [child for child in el if isinstance(child.tag, str)]
        if len(inner) != 1:
            self.report(XML_EMPTY, el)
        return self.resource(inner[0], level) if inner else None

    def unknown(self, child: Element, parent: Element, type_name: str) -> None:
        """Say what an element is that the plan does not hold."""
        if not isinstance(child.tag, str):
            self.report(XML_INSTRUCTION, parent)
            return
        namespace, name = split(child.tag)
        known = name == "div" and type_name == "Narrative"
        if known or (namespace != FHIR and f"{_NS}{name}" in reading(type_name)):
            self.report(XML_NAMESPACE, child, expected=XHTML if known else FHIR)
        else:
            self.report(XML_ELEMENT, child, type=type_name)

    def narrative(self, el: Element) -> str:
        """Return the ``div`` as it stands in the file; rebuilt only when it leans on outer namespaces."""
        if el in self.div_places:
            start, end = self.div_places[el]
            text = self.raw[start:end].decode()
            leans = self.prefixed and any(p and f"{p}:" in text for p in el.nsmap)
            if not leans and _DECLARES.match(text):
                return text
        copied = etree.fromstring(etree.tostring(el, with_tail=False, encoding="utf-8"), _parser(False))
        etree.cleanup_namespaces(copied)
        text = etree.tostring(copied, encoding="unicode")
        if el.prefix:
            text = re.sub(rf"(</?){re.escape(el.prefix)}:", r"\1", text)
            text = text.replace(f"xmlns:{el.prefix}=", "xmlns=", 1)
        return text

    # ---- findings

    def findings(self, file: str | None) -> tuple[Finding, ...]:
        """Return what was met, each with its path and line."""
        self._document()
        if not self.problems:
            return ()
        paths = Paths()
        found = [(rule, el, paths.of(el, name), facts) for rule, el, name, facts in self.problems]
        places = positions(self.raw, {path for _, _, path, _ in found})
        return tuple(
            rule.at(path, source=_place(el, places.get(path), file), demanded_by=None, **facts)
            for rule, el, path, facts in found
        )

    def _document(self) -> None:
        """Look at what the reading of elements does not see: text between them, instructions around them."""
        if may_hold_text(self.raw, self.extents):
            for el in self.root.iter():
                if isinstance(el.tag, str) and el.tag.startswith(_NS):
                    texts = (el.text, *(child.tail for child in el))
                    if any(text and text.strip(" \t\r\n") for text in texts):
                        self.report(XML_TEXT, el)
        outside = (*self.root.itersiblings(preceding=True), *self.root.itersiblings())
        if any(getattr(node, "target", None) != _STYLESHEET for node in outside):
            self.report(XML_INSTRUCTION, self.root)


def _place(el: Element, place: tuple[int, int] | None, file: str | None) -> Source:
    """Return the line of an element, with the column where the path leads to the same tag."""
    line = el.sourceline
    return Source(file, line, place[1] if place and place[0] == line else None)


def _append_aligned(out: Tree, key: str, value: Any, beside: Tree) -> None:
    """Add to a repeating primitive and its ``_name``: JSON keeps both lists in step with nulls.

    A list without any value (or without any extension) is not written at all.
    """
    values: list[Any] | None = out.get(key)
    besides: list[Any] | None = out.get(f"_{key}")
    count = len(values if values is not None else besides or ())
    if values is None and value is not None:
        values = out[key] = [None] * count
    if besides is None and (beside or value is None):
        besides = out[f"_{key}"] = [None] * count
    if values is not None:
        values.append(value)
    if besides is not None:
        besides.append(beside if beside or value is None else None)

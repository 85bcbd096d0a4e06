"""Narratives: only harmless XHTML, properly nested, with links that lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.anchors import anchors
from carelink.validation.plain_narrative import is_plain
from carelink.validation.rules import narrative as rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Rule
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.sink import Sink

    Elements = list[tuple[Any, str]]
    Way = tuple["Way | None", str]
    """An element's name and, before it, the way to what is around it."""
    Fault = tuple[Rule, dict[str, str]]

_NS: Final = "http://www.w3.org/1999/xhtml"
_TAG: Final = f"{{{_NS}}}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INLINE: Final = _words("a b em i strong small big sub sup code tt dfn q var abbr acronym cite bdo kbd samp")
_ELEMENTS: Final = _INLINE | _words(
    """p br div h1 h2 h3 h4 h5 h6 span blockquote hr address ul ol li dl dt dd pre table caption colgroup col
    thead tr tfoot tbody th td img map area"""
)
_ATTRIBUTES: Final = _words(
    """title style class id lang dir accesskey tabindex span width align valign char charoff abbr axis headers
    scope rowspan colspan"""
)
_OF_ELEMENT: Final = {
    "a": _words("href name charset type hreflang rel rev shape coords"),
    "img": _words("src border alt longdesc height width usemap ismap"),
    "blockquote": _words("cite"),
    "q": _words("cite"),
    "map": _words("name"),
    "area": _words("shape coords href nohref alt"),
    "table": _words("summary width border frame rules cellspacing cellpadding"),
    "pre": _words("space"),
    "td": _words("nowrap"),
}
_BLOCKS: Final = _words("div pre table ul ol")
_NO_BLOCKS: Final = _INLINE | _words("p h1 h2 h3 h4 h5 h6 pre address span dd dt caption")
_NOT_IN_P: Final = _words("div blockquote table ol ul p")
_SENSITIVE: Final = _INLINE | _BLOCKS | _NOT_IN_P
_CHILDLESS: Final = _words("br img hr area")
_CHILDREN: Final = {
    "table": _words("tbody tr caption thead tfoot col colgroup"),
    "tr": _words("td th"),
    **dict.fromkeys(("tbody", "thead", "tfoot"), _words("tr")),
    **dict.fromkeys(("ul", "ol"), _words("li")),
    "dl": _words("dd dt"),
    "map": _words("area"),
}
_PARENTS: Final = {
    "tr": _words("table thead tfoot tbody"),
    **dict.fromkeys(("tbody", "thead", "tfoot", "caption", "colgroup"), _words("table")),
    "col": _words("colgroup table"),
    **dict.fromkeys(("td", "th"), _words("tr thead tfoot")),
    "li": _words("ul ol"),
    **dict.fromkeys(("dd", "dt"), _words("dl")),
}
_WORD = re.compile(r"[a-z][a-z0-9]{0,11}")
_URL = re.compile(r"[\w;?:@&=+$.,/%\-~#\[\]!'()*|]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES: Final = frozenset({"lt", "gt", "amp", "quot", "apos"})
_DATA = re.compile(r"data:[\w.+-]+/[\w.+-]+(;[^,]*)?,[^,]*")
_HARMFUL: Final = frozenset({"javascript", "vbscript", "urn", "cid"})
_OPENABLE: Final = frozenset({"http", "https", "tel", "mailto", "data"})
_LENGTH_AT_MOST: Final = 8 * 2**20


def check(sink: Sink, value: Any, place: Place, scope: Scope) -> None:
    """Check the div of a narrative and note what is wrong at its place."""
    if not isinstance(value, str):
        from carelink.validation.rules.primitives import WRONG_JSON_TYPE

        sink.add(WRONG_JSON_TYPE, place, type="xhtml", json="string")
        return
    if is_plain(value, scope.resource.get("language")):
        return
    if any(name not in _XML_ENTITIES for name in _ENTITY.findall(value)):
        sink.add(rules.XHTML_ENTITY, place)
        return
    div = _parsed(value)
    if div is None:
        sink.add(rules.XHTML_MALFORMED, place)
        return
    elements = _elements(div)
    for rule, facts in _faults(div, elements):
        sink.add(rule, place, **facts)
    for rule, number in _link_faults(elements, scope):
        sink.add(rule, place, number=number)
    _language(sink, div, scope)


def harmless(value: str, check_name: str) -> bool:
    """Whether FHIRPath's ``htmlChecks`` (allowed markup only) or ``htmlChecks2`` (some content) holds."""
    div = _parsed(value)
    if div is None:
        return False
    return (
        not _empty(div)
        if check_name == "htmlChecks2"
        else not any(True for _ in _element_faults(_elements(div)))
    )


def _parsed(value: str) -> Any:
    from lxml import etree

    if len(value) > _LENGTH_AT_MOST or "<!DOCTYPE" in value or "<!ENTITY" in value:
        return None
    try:
        return etree.fromstring(value.encode("utf-8", "surrogatepass"), _parser())
    except (etree.XMLSyntaxError, UnicodeError, ValueError):
        return None


@cache
def _parser() -> Any:
    """Return the parser; it may be used again and again, and locks itself while a thread does."""
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _name(element: Any) -> str | None:
    """Return the local name of an XHTML element; None for comments and foreign elements."""
    tag = element.tag
    if not isinstance(tag, str):
        return None
    return tag.removeprefix(f"{{{_NS}}}")


def _elements(div: Any) -> list[tuple[Any, str]]:
    """Return the elements of a narrative with their local names; comments are passed over."""
    return [(e, e.tag.removeprefix(_TAG)) for e in div.iter("*")]


def _faults(div: Any, elements: Elements) -> Iterator[Fault]:
    if div.tag != _TAG + "div":
        yield rules.XHTML_ROOT, {}
    yield from _element_faults(elements)
    yield from _nesting_faults(elements)
    if _empty(div):
        yield rules.XHTML_EMPTY, {}
    sections = [e for e in div if _name(e) == "div" and e.get(_XML + "lang")]
    if sections and (len(sections) < len(div) or any((e.tail or "").strip() for e in sections)):
        yield rules.XHTML_MIXED_LANGUAGE, {}
    ids = [id_ for e, _ in elements if (id_ := e.get("id"))]
    if len(ids) != len(set(ids)):
        yield rules.XHTML_ID_TWICE, {}


def _empty(div: Any) -> bool:
    return not any(text.strip() for text in div.itertext()) and next(div.iter(_TAG + "img"), None) is None


def _element_faults(elements: Elements) -> Iterator[Fault]:
    for element, name in elements:
        if name not in _ELEMENTS:
            yield rules.XHTML_ELEMENT, {"element": _shown(name)}
        if element.attrib:
            allowed = _OF_ELEMENT.get(name, frozenset())
            for attribute in element.attrib:
                plain = attribute.removeprefix(_XML)
                if plain not in _ATTRIBUTES and plain not in allowed and attribute != _XML + "space":
                    yield rules.XHTML_ATTRIBUTE, {"attribute": _shown(plain), "element": _shown(name)}


def _shown(name: str) -> str:
    """Return the name where it is a plain word of markup; a strange one may be made of the record's text."""
    return name if _WORD.fullmatch(name) else "?"


def _nesting_faults(elements: Elements) -> Iterator[Fault]:
    """Yield what stands where XHTML does not have it. Judged once for each way down: rows repeat theirs."""
    known: dict[Way, tuple[Way, str | None]] = {}
    ways: dict[Any, Way] = {}
    for element, name in elements:
        way = (ways.get(element.getparent()), name)
        found = known.get(way)
        if found is None:
            found = known[way] = (way, _misplaced(way))
        ways[element], outer = found
        if name in _CHILDLESS and (len(element) or (element.text or "").strip()):
            outer = name
        if outer is not None:
            yield rules.XHTML_NESTING, {"element": _shown(name), "outer": _shown(outer)}


def _misplaced(way: Way) -> str | None:
    """Return the element around that XHTML does not have this one in."""
    around, name = way
    if around is None:
        return None
    above = around[1]
    if above in _CHILDREN and name not in _CHILDREN[above]:
        return above
    if name in _PARENTS and above not in _PARENTS[name]:
        return above
    return _forbidden_above(way) if name in _SENSITIVE else None


def _forbidden_above(way: Way) -> str | None:
    around, name = way
    while around is not None:
        around, above = around
        if name in _NOT_IN_P and above == "p":
            return "p"
        if (name in _BLOCKS and above in _NO_BLOCKS) or (name in _INLINE and name == above):
            return above
    return None


def _link_faults(elements: Elements, scope: Scope) -> Iterator[tuple[Rule, int]]:
    """Yield what is wrong with links and images, each with its number in the text."""
    ids: set[str] | None = None
    number = 0
    said: set[tuple[str, str]] = set()
    for element, name in elements:
        url = element.get("href") if name == "a" else element.get("src") if name == "img" else None
        if url is None:
            continue
        number += 1
        if name == "a" and (link := (url, "".join(element.itertext()))) in said:
            continue  # the same text with the same target again is the same fault
        elif name == "a":
            said.add(link)
        if url.startswith("#") and len(url) > 1:
            ids = ids if ids is not None else _anchors(scope)
            if url[1:] not in ids:
                yield rules.XHTML_LINK_TARGET, number
        elif (rule := _scheme_fault(url)) is not None:
            yield rule, number


def _scheme_fault(url: str) -> Rule | None:
    if not url or (not url.startswith("data:") and not _URL.fullmatch(url)):
        return rules.XHTML_LINK
    found = _SCHEME.match(url)
    scheme = found[1].lower() if found else ""
    if scheme in _HARMFUL or (scheme == "data" and not _DATA.fullmatch(url)):
        return rules.XHTML_LINK
    return rules.XHTML_LINK_UNUSUAL if scheme and scheme not in _OPENABLE else None


def _anchors(scope: Scope) -> set[str]:
    """Return what a # link may lead to: within the resource, and within its Bundle."""
    within = anchors(scope.root.resource)
    return within if scope.bundle is None else within | scope.bundle.anchors


def _language(sink: Sink, div: Any, scope: Scope) -> None:
    language = scope.resource.get("language")
    if not isinstance(language, str):
        return
    sections = [e for e in div if _name(e) == "div" and e.get(_XML + "lang")]
    shown = sections[0] if sections and len(sections) == len(div) else div
    stated = {shown.get("lang"), shown.get(_XML + "lang")}
    if stated != {language} and not (sections and shown is div):
        sink.add(rules.XHTML_LANGUAGE, scope.place)


def sections_fit(wanted: tuple[str, ...], text: Any, scope: Scope) -> bool:
    """Whether the language sections of a narrative are as a profile demands.

    :param wanted: ``_no`` (none), ``_yes`` (some), ``_resource`` (one in the resource's own), or languages
    """
    div = text.get("div") if isinstance(text, dict) else None
    parsed = _parsed(div) if isinstance(div, str) else None
    if parsed is None:
        return True
    found = {e.get(_XML + "lang") for e in parsed if _name(e) == "div" and e.get(_XML + "lang")}
    for word in wanted:
        language = scope.resource.get("language") if word == "_resource" else word
        if word in ("_no", "_yes"):
            if bool(found) != (word == "_yes"):
                return False
        elif isinstance(language, str) and language not in found:
            return False
    return True

"""Bundles by hand: entries, fullUrls, links, and what a document or message must hold together.

Everything here takes time in proportion to the size of the Bundle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import tables
from carelink.validation.bundle_index import rest
from carelink.validation.linkage import check_linkage
from carelink.validation.references import ABSOLUTE
from carelink.validation.rules import bundles as rules

if TYPE_CHECKING:
    from carelink.validation.bundle_index import BundleIndex, Entry
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

_FIRST: Final = {"document": "Composition", "message": "MessageHeader"}
_WITHOUT_FULL_URL: Final = frozenset({"transaction", "transaction-response", "batch", "batch-response"})
_WITHOUT_PAGES: Final = frozenset({"document", "message", "collection", *_WITHOUT_FULL_URL})
_PAGES: Final = frozenset({"first", "previous", "prev", "next", "last"})
_CANONICAL_V2: Final = ("http://hl7.org/fhir/v2", "http://hl7.org/fhir/v3", "http://terminology.hl7.org/")


def check(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check a Bundle as a whole; its entries' resources are checked by the walk."""
    bundle = walker.bundle_index(node, scope.place)
    _entries(walker, bundle)
    _links(walker, node, bundle, scope.place)
    if bundle.kind == "searchset":
        _search(walker, node, bundle)
    first = _FIRST.get(bundle.kind)
    if first is not None and _first_entry(walker, bundle, first):
        check_linkage(walker, bundle)


def _first_entry(walker: Walker, bundle: BundleIndex, type_: str) -> bool:
    if not bundle.entries:
        walker.sink.add(rules.FIRST_ENTRY_MISSING, bundle.place, type=type_)
        return False
    first = bundle.entries[0]
    here = (bundle.place, "entry", 0)
    if first.resource is None:
        walker.sink.add(rules.FIRST_ENTRY_TYPE, here, type=type_)
        return False
    if first.type != type_:
        walker.sink.add(rules.FIRST_ENTRY_TYPE, (here, "resource", None), type=type_)
        return False
    return True


def _entries(walker: Walker, bundle: BundleIndex) -> None:
    seen: set[tuple[str, str | None]] = set()
    for entry in bundle.entries:
        here = (bundle.place, "entry", entry.number)
        url = entry.full_url
        if url is None:
            if bundle.kind not in _WITHOUT_FULL_URL:
                walker.sink.add(rules.FULL_URL_MISSING, here)
            continue
        _full_url(walker, entry, url, here)
        key = (url, entry.version)
        if key in seen and bundle.kind != "history":
            walker.sink.add(rules.FULL_URL_TWICE, here)
        seen.add(key)


def _full_url(walker: Walker, entry: Entry, url: str, here: Place) -> None:
    if not ABSOLUTE.fullmatch(url):
        walker.sink.add(rules.FULL_URL_RELATIVE, here)
        return
    named = rest(url)
    if entry.resource is None:
        return
    if named is not None and (entry.type, entry.id) != (named.type, named.id):
        walker.sink.add(rules.FULL_URL_DIFFERS, here)
        return
    if named is None and entry.resource.get("url") == url and not url.startswith(_CANONICAL_V2):
        walker.sink.add(rules.FULL_URL_DIFFERS, here)


def _links(walker: Walker, node: dict[str, Any], bundle: BundleIndex, place: Place) -> None:
    links = node.get("link")
    seen: set[str] = set()
    for index, link in enumerate(links if isinstance(links, list) else ()):
        relation = link.get("relation") if isinstance(link, dict) else None
        if not isinstance(relation, str):
            continue
        here = (place, "link", index)
        if relation in _PAGES and bundle.kind in _WITHOUT_PAGES:
            walker.sink.add(rules.LINK_NOT_ALLOWED, (here, "relation", None))
        elif relation in seen and (relation in _PAGES or relation == "self"):
            walker.sink.add(rules.LINK_TWICE, here)
        elif relation == "stylesheet" and bundle.kind == "document":
            _stylesheet(walker, bundle, link.get("url"), here)
        seen.add(relation)


def _stylesheet(walker: Walker, bundle: BundleIndex, url: Any, here: Place) -> None:
    first = bundle.entries[0].full_url if bundle.entries else None
    if isinstance(url, str) and not ABSOLUTE.match(url) and not bundle.targets(url, first):
        walker.sink.add(rules.STYLESHEET_NOT_FOUND, (here, "url", None))


def _search(walker: Walker, node: dict[str, Any], bundle: BundleIndex) -> None:
    wanted = _searched(walker, node, bundle)
    raw = node.get("entry")
    said = raw if isinstance(raw, list) else []
    modes = [_mode(entry) for entry in said]
    if bundle.entries and not any(modes):
        walker.sink.add(rules.SEARCH_WITHOUT_MODES, bundle.place)
    for entry, mode in zip(bundle.entries, modes, strict=False):
        here = (bundle.place, "entry", entry.number)
        if entry.resource is None:
            walker.sink.add(rules.SEARCH_ENTRY, here, what="resource")
        elif mode is None:
            if any(modes):
                walker.sink.add(rules.SEARCH_WITHOUT_MODE, here)
        else:
            _found(walker, entry, mode, wanted, (here, "resource", None))


def _found(walker: Walker, entry: Entry, mode: str, wanted: frozenset[str], here: Place) -> None:
    """Check one entry of a search result against the reason it is there."""
    if mode in ("match", "include"):
        if entry.id is None:
            walker.sink.add(rules.SEARCH_ENTRY, here, what="id")
        if mode == "match" and wanted and entry.type not in wanted:
            walker.sink.add(rules.SEARCH_ENTRY_TYPE, here, types=", ".join(sorted(wanted)))
    elif entry.type != "OperationOutcome":
        walker.sink.add(rules.SEARCH_ENTRY, here, what="OperationOutcome")


def _mode(entry: Any) -> str | None:
    search = entry.get("search") if isinstance(entry, dict) else None
    mode = search.get("mode") if isinstance(search, dict) else None
    return mode if isinstance(mode, str) else None


def _searched(walker: Walker, node: dict[str, Any], bundle: BundleIndex) -> frozenset[str]:
    """Return the resource types that the self link says were searched; none when it does not say."""
    links = node.get("link")
    own = [
        link.get("url")
        for link in (links if isinstance(links, list) else ())
        if isinstance(link, dict) and link.get("relation") == "self"
    ]
    if not own:
        walker.sink.add(rules.SEARCH_WITHOUT_SELF, bundle.place)
        return frozenset()
    path, _, query = str(own[0]).partition("?")
    last = path.rstrip("/").rpartition("/")[2]
    if last in tables.resource_types():
        return frozenset({last})
    stated = [part[6:].split(",") for part in query.split("&") if part.startswith("_type=")]
    types = frozenset(name for names in stated for name in names if name in tables.resource_types())
    if not types:
        walker.sink.add(rules.SEARCH_NOT_UNDERSTOOD, bundle.place)
    return types

"""How the entries of a document or message hang together: targets present, every entry reachable."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.rules import bundles as rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.validation.bundle_index import BundleIndex, Entry
    from carelink.validation.place import Place
    from carelink.validation.walker import Walker


def check_linkage(walker: Walker, bundle: BundleIndex) -> None:
    """Check that the first entry's references are answered in the Bundle and lead to every entry."""
    first = bundle.entries[0]
    head = ((bundle.place, "entry", 0), "resource", None)
    pointed = _composition(first.resource or {}, head) if bundle.kind == "document" else _focus(first, head)
    for element, reference, place in pointed:
        if not reference.startswith("#") and not _answered(bundle, reference, first):
            walker.sink.add(rules.REFERENCE_NOT_IN_BUNDLE, place, element=element)
    _reach(walker, bundle)


def _answered(bundle: BundleIndex, reference: str, source: Entry) -> bool:
    """Whether the Bundle has the target; one named by id only, or twice, is said at the reference itself."""
    if bundle.targets(reference, source.full_url):
        return True
    from carelink.validation.bundle_index import rest

    named = rest(reference)
    return named is not None and not named.base and (named.type, named.id) in bundle.by_id


def _composition(composition: dict[str, Any], place: Place) -> Iterator[tuple[str, str, Place]]:
    """Yield the references of a Composition whose targets belong into the document."""
    for name in ("subject", "encounter", "custodian"):
        yield from _reference(composition.get(name), f"Composition.{name}", (place, name, None))
    here: Place
    for index, author in enumerate(_list(composition.get("author"))):
        yield from _reference(author, "Composition.author", (place, "author", index))
    for index, attester in enumerate(_list(composition.get("attester"))):
        if isinstance(attester, dict):
            here = ((place, "attester", index), "party", None)
            yield from _reference(attester.get("party"), "Composition.attester.party", here)
    for index, event in enumerate(_list(composition.get("event"))):
        details = _list(event.get("detail")) if isinstance(event, dict) else []
        for number, detail in enumerate(details):
            here = ((place, "event", index), "detail", number)
            yield from _reference(detail, "Composition.event.detail", here)
    yield from _sections(composition, place)


def _sections(composition: dict[str, Any], place: Place) -> Iterator[tuple[str, str, Place]]:
    waiting: list[tuple[dict[str, Any], Place]] = [(composition, place)]
    while waiting:
        holder, where = waiting.pop()
        for index, section in enumerate(_list(holder.get("section"))):
            if not isinstance(section, dict):
                continue
            here = (where, "section", index)
            yield from _reference(section.get("focus"), "Composition.section.focus", (here, "focus", None))
            for name in ("author", "entry"):
                for number, item in enumerate(_list(section.get(name))):
                    yield from _reference(item, f"Composition.section.{name}", (here, name, number))
            waiting.append((section, here))


def _focus(first: Entry, place: Place) -> Iterator[tuple[str, str, Place]]:
    for index, focus in enumerate(_list((first.resource or {}).get("focus"))):
        yield from _reference(focus, "MessageHeader.focus", (place, "focus", index))


def _reference(value: Any, element: str, place: Place) -> Iterator[tuple[str, str, Place]]:
    reference = value.get("reference") if isinstance(value, dict) else None
    if isinstance(reference, str) and reference:
        yield element, reference, place


def _reach(walker: Walker, bundle: BundleIndex) -> None:
    start = {0, *_stylesheets(bundle)}
    if _reaches_all(bundle, start):
        return
    forward = {e.number: _neighbours(bundle, e) for e in bundle.entries}
    reached = _spread(start, forward)
    backward: dict[int, set[int]] = {}
    for source, targets in forward.items():
        for target in targets:
            backward.setdefault(target, set()).add(source)
    both = {i: forward.get(i, set()) | backward.get(i, set()) for i in forward}
    connected = _spread(reached, both)
    for entry in bundle.entries:
        here = (bundle.place, "entry", entry.number)
        if entry.number not in connected:
            document = bundle.kind == "document"
            walker.sink.add(
                rules.ENTRY_NOT_REACHABLE if document else rules.ENTRY_NOT_REACHABLE_MESSAGE, here
            )
        elif entry.number not in reached and entry.type != "Provenance" and bundle.kind == "document":
            walker.sink.add(rules.ENTRY_REACHED_BACKWARDS, here)


def _reaches_all(bundle: BundleIndex, start: set[int]) -> bool:
    """Whether every entry is reached; where few lead to all of them, only those are looked into."""
    common = Counter(entry.type for entry in bundle.entries)
    known, waiting = set(start), list(start)
    while waiting and len(known) < len(bundle.entries):
        new = _neighbours(bundle, bundle.entries[waiting.pop()]) - known
        known |= new
        # the last is next: what there is little of leads on, a hundred observations lead back
        waiting += sorted(new, key=lambda number: -common[bundle.entries[number].type])
    return len(known) == len(bundle.entries)


def _stylesheets(bundle: BundleIndex) -> Iterator[int]:
    first = bundle.entries[0].full_url
    for link in _list(bundle.bundle.get("link")):
        if (
            isinstance(link, dict)
            and link.get("relation") == "stylesheet"
            and isinstance(link.get("url"), str)
        ):
            yield from (e.number for e in bundle.targets(link["url"], first))


def _spread(start: set[int], edges: dict[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    waiting = list(start)
    while waiting:
        index = waiting.pop()
        if index not in seen:
            seen.add(index)
            waiting.extend(edges.get(index, ()))
    return seen


def _neighbours(bundle: BundleIndex, entry: Entry) -> set[int]:
    """Return the entries that a resource points at, by Reference or by a URL that is a fullUrl here."""
    found: set[int] = set()
    urls = bundle.by_url
    level: list[Any] = [entry.resource]
    while level:
        held: list[Any] = []
        for node in level:
            if type(node) is dict:
                held += node.values()
                reference = node.get("reference")
                if type(reference) is str and not (reference in urls and _PLAIN.match(reference)):
                    found.update(e.number for e in bundle.targets(reference, entry.full_url))
            elif type(node) is list:
                held += node
        for text in {value for value in held if type(value) is str and value in urls}:
            if text != entry.full_url:
                found.update(e.number for e in urls[text])
        level = [value for value in held if type(value) in _HOLDERS]
    return found


_HOLDERS: Final = frozenset((dict, list))
_PLAIN: Final = re.compile(r"urn:[^#]*+\Z")
"""Begins a reference that leads to the entry with this very fullUrl, and to nothing else."""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

"""Measures and the reports that answer them: groups and populations by code, scores, conditions in CQL."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.rules import measures as rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

    Node = dict[str, Any]

_CQL: Final = frozenset({"text/cql", "text/cql.identifier"})
_ELM: Final = "{urn:hl7-org:elm:r1}"
_OBSERVATION: Final = "measure-observation"
_SCORED: Final = frozenset({"proportion", "ratio", "continuous-variable"})
_BYTES_AT_MOST: Final = 32 * 2**20


def check_measure(walker: Walker, node: Node, scope: Scope) -> None:
    """Check the groups of a measure and the conditions of its stratifiers."""
    groups = list(_dicts(node.get("group")))
    if not groups:
        walker.sink.add(rules.MEASURE_WITHOUT_GROUPS, scope.place)
    for index, group in groups:
        place = (scope.place, "group", index)
        if len(groups) > 1 and "code" not in group:
            walker.sink.add(rules.MEASURE_GROUP_INCOMPLETE, place, what="code")
        if not group.get("population"):
            walker.sink.add(rules.MEASURE_GROUP_INCOMPLETE, place, what="population")
        for number, stratifier in _dicts(group.get("stratifier")):
            here = (place, "stratifier", number)
            _criteria(walker, node, stratifier, here)
            for part, component in _dicts(stratifier.get("component")):
                _criteria(walker, node, component, (here, "component", part))


def _criteria(walker: Walker, measure: Node, holder: Node, place: Place) -> None:
    """Check that a condition in CQL is defined in a library of the measure."""
    criteria = holder.get("criteria")
    expression = criteria.get("expression") if isinstance(criteria, dict) else None
    if not isinstance(criteria, dict) or criteria.get("language") not in _CQL:
        return
    if not isinstance(expression, str):
        return
    here = (place, "criteria", None)
    named = [url for url in measure.get("library") or () if isinstance(url, str)]
    if not named:
        walker.sink.add(rules.MEASURE_CRITERIA_LIBRARY, here)
        return
    libraries = [walker.engine.packages.find(url, "Library") for url in named]
    prefix, _, name = expression.rpartition(".")
    held = [library for library in libraries if library is not None]
    if len(held) < len(libraries):
        return  # a library that is not at hand may define it
    if prefix:
        held = [library for library in held if prefix in _names(library)]
    defined = [names for library in held if (names := _defined(library)) is not None]
    if not held:
        walker.sink.add(rules.MEASURE_CRITERIA_LIBRARY, here)
    elif len(defined) == len(held) and not any(name.strip('"') in names for names in defined):
        walker.sink.add(rules.MEASURE_CRITERIA_UNKNOWN, here)


def _names(library: Node) -> tuple[str, ...]:
    return str(library.get("name")), str(library.get("url")).rpartition("/")[2]


def _defined(library: Node) -> frozenset[str] | None:
    """Return what the compiled form (ELM) of a library defines; None when it has none."""
    for _, content in _dicts(library.get("content")):
        kind, data = content.get("contentType"), content.get("data")
        if isinstance(data, str) and kind in ("application/elm+xml", "application/elm+json"):
            return _of_elm(data, xml=kind == "application/elm+xml")
    return None


def _of_elm(data: str, *, xml: bool) -> frozenset[str] | None:
    import base64
    import json

    from lxml import etree

    if len(data) > _BYTES_AT_MOST:
        return None
    try:
        text = base64.b64decode("".join(data.split()))
        if xml:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            definitions = etree.fromstring(text, parser).iter(_ELM + "def")
            return frozenset(str(each.get("name")) for each in definitions)
        statements = json.loads(text)["library"]["statements"]["def"]
        return frozenset(str(each["name"]) for each in statements)
    except (etree.XMLSyntaxError, ValueError, LookupError, TypeError, RecursionError):
        return None


def check_report(walker: Walker, node: Node, scope: Scope) -> None:
    """Check a report against the measure it names."""
    canonical = node.get("measure")
    if not isinstance(canonical, str) or not canonical:
        walker.sink.add(rules.MEASURE_NOT_NAMED, scope.place)
        return
    measure = walker.engine.packages.find(canonical, "Measure")
    if measure is None:
        walker.sink.add(rules.MEASURE_UNKNOWN, scope.place)
        return
    whole = node.get("type") != "data-collection"
    wanted = [group for _, group in _dicts(measure.get("group"))]
    pairs = _matched(walker, "group", wanted, node, scope.place, whole=whole, single=len(wanted) == 1)
    scoring = next(iter(_codes(measure.get("scoring"))), (None, None))[1]
    for group, stated, place in pairs:
        populations = [p for _, p in _dicts(group.get("population"))]
        _matched(walker, "population", populations, stated, place, whole=whole)
        _score(walker, stated, scoring if whole else None, place)


def _matched(  # noqa: PLR0913  the parts of one comparison
    walker: Walker,
    what: str,
    wanted: list[Node],
    holder: Node,
    place: Place,
    *,
    whole: bool,
    single: bool = False,
) -> list[tuple[Node, Node, Place]]:
    """Pair what a report has with what the measure has, by code; say what has no partner."""
    found: list[tuple[Node, Node, Place]] = []
    given = list(_dicts(holder.get(what)))
    if single and len(given) == 1 and "code" not in wanted[0]:
        return [(wanted[0], given[0][1], (place, what, 0))]
    taken: set[int] = set()
    for index, stated in given:
        here = (place, what, index)
        fitting = [
            n for n, each in enumerate(wanted) if _codes(each.get("code")) & _codes(stated.get("code"))
        ]
        if not fitting or fitting[0] in taken:
            walker.sink.add(rules.REPORT_CODE, here, what=what)
            continue
        taken.add(fitting[0])
        found.append((wanted[fitting[0]], stated, here))
    for number, each in enumerate(wanted):
        codes = _codes(each.get("code"))
        optional = any(code == _OBSERVATION for _, code in codes)
        if whole and number not in taken and codes and not optional and len(given) < len(wanted):
            walker.sink.add(rules.REPORT_MISSING, place, what=what)
    return found


def _score(walker: Walker, stated: Node, scoring: str | None, place: Place) -> None:
    """Check the score of a group; ``scoring`` None means that there is none to give."""
    score, here = stated.get("measureScore"), (place, "measureScore", None)
    if scoring is None or scoring == "cohort":
        if score is not None:
            walker.sink.add(rules.REPORT_SCORE_FORBIDDEN, here)
        return
    if scoring not in _SCORED:
        return
    value = score.get("value") if isinstance(score, dict) else None
    if value is None:
        walker.sink.add(rules.REPORT_SCORE_MISSING, here if isinstance(score, dict) else place)
    elif scoring == "proportion" and isinstance(score, dict):
        number = value if isinstance(value, (int, Decimal)) else 0
        if not 0 <= number <= 1 or not {"unit", "system", "code"}.isdisjoint(score):
            walker.sink.add(rules.REPORT_SCORE_RANGE, here)


def _codes(concept: Any) -> frozenset[tuple[str, str]]:
    """Return the codes of a concept, or its text where it has none."""
    if not isinstance(concept, dict):
        return frozenset()
    found = {
        (str(c.get("system")), c["code"])
        for _, c in _dicts(concept.get("coding"))
        if isinstance(c.get("code"), str)
    }
    text = concept.get("text")
    return frozenset(found or ({("", text)} if isinstance(text, str) else set()))


def _dicts(value: Any) -> Iterator[tuple[int, Node]]:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item

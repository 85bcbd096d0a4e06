"""What is asked of an object as a whole: by the rules of its type, by invariants and by profiles."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from carelink.validation import specials
from carelink.validation.accept import leaves
from carelink.validation.accept.demands import UnfitError, asks_nothing
from carelink.validation.accept.folding import folded, shortened, truth
from carelink.validation.accept.memory import HERE, Recorder
from carelink.validation.accept.pointers import Pointer
from carelink.validation.accept.said import notes
from carelink.validation.overlay.items import Item
from carelink.validation.shapes import GOOD_AT_MOST
from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.validation.accept.kinds import Kind
    from carelink.validation.accept.run import Run
    from carelink.validation.accept.said import Step
    from carelink.validation.accept.tiers import Names
    from carelink.validation.invariants import Invariant
    from carelink.validation.overlay.part import Part
    from carelink.validation.shapes import Slot

    Asked = tuple[list[str], list[str], dict[str, Any]]
    """Tests of the object ``o``, lines that add advice, and what both need."""
    Special = Callable[[dict[str, Any], Run], bool]

_ONLY_WITH: Final = {"dom-2": "contained", "dom-4": "contained", "dom-5": "contained"}
"""Invariants that can fail only where an element is there."""
_SAYING: Final = frozenset({"reference", "identifier", "display", "extension"})
_CHECKED_BY: Final = {
    "Attachment": frozenset({"data", "url", "contentType", "language", "size", "hash", "title"}),
    "Meta": frozenset({"source", "security"}),
    "Identifier": frozenset({"system"}),
}
"""By type with rules of its own, the names without which they say nothing."""
_OF_QUANTITY: Final = frozenset({"code", "system"})


def asked(kind: Kind, names: Names) -> Asked:
    """Return what is asked of an object with these names as a whole."""
    tests: list[str] = []
    advice: list[str] = []
    needs: dict[str, Any] = {}
    beside = kind.shape.name == "Element"  # stands beside a primitive, of which all this is asked instead
    if kind.shape.name == "Reference":
        _reference(kind, names, tests, needs)
    elif kind.slot is not None and not beside:
        _special(kind.slot, names, tests, needs)
    invariants = [*kind.shape.invariants]
    if not beside:
        invariants += kind.slot.invariants if kind.slot is not None else ()
        for number, (_, part) in enumerate(kind.demands):
            _demanded(kind, part, number, tests, needs)
            invariants += part.invariants
    for number, invariant in enumerate(invariants):
        if invariant.key == "dom-6" and invariant.own:  # the one that often fails, and is only advice
            _narrative(kind, invariant, names, advice, needs)
        else:
            _invariant(kind, invariant, number, names, tests, needs)
    if "is_calm" in needs:
        advice.append("calm = is_calm(o)")
    return tests, advice, needs


def _reference(kind: Kind, names: Names, tests: list[str], needs: dict[str, Any]) -> None:
    if _SAYING.isdisjoint(names) or kind.slot is None:
        raise UnfitError
    if "reference" in names:
        needs["pointer"] = Pointer(kind.engine, kind.slot, kind.demands).passes
        tests.append("pointer(o, c)")


def _special(slot: Slot, names: Names, tests: list[str], needs: dict[str, Any]) -> None:
    special = specials.OF_TYPE.get(slot.type)
    if special is None or slot.type == "Extension":
        return
    if _CHECKED_BY.get(slot.type, _OF_QUANTITY).isdisjoint(names):
        if slot.type == "Attachment":
            raise UnfitError
        return

    def full(node: dict[str, Any], run: Run) -> bool:
        sink, walker = Sink(), run.walker
        with walker.noting_in(sink):
            special(walker, node, slot, HERE, run.scope())
        return not len(sink)

    needs["special"] = full
    if slot.type == "Identifier":
        needs["systems"] = systems = set[str]()
        needs["special"] = _of_identifier(full, systems)
        tests.append(f"(a{names.index('system')} in systems or special(o, c))")
        return
    if slot.type not in _CHECKED_BY:
        needs["special"] = _remembered(full, ("system", "code", "unit"))
    tests.append("special(o, c)")


def _of_identifier(full: Special, systems: set[str]) -> Special:
    """Return the test of an identifier whose system is not yet known to say everything, and to be good."""

    def test(node: dict[str, Any], run: Run) -> bool:
        system, value = node["system"], node.get("value")
        if system == specials.URI_SYSTEM and type(value) is str and leaves.FULL_URL(value) is not None:
            return True
        if not full(node, run):
            return False
        if system not in specials.WITH_VALUE and len(systems) < GOOD_AT_MOST:
            systems.add(system)
        return True

    return test


def _remembered(full: Special, names: tuple[str, ...]) -> Special:
    """Return a test that depends on some values alone and remembers the good ones."""
    good: set[tuple[Any, ...]] = set()

    def test(node: dict[str, Any], run: Run) -> bool:
        key = tuple([node.get(name) for name in names])
        if key in good:
            return True
        if not full(node, run):
            return False
        if len(good) < GOOD_AT_MOST and all(type(text) is str or text is None for text in key):
            good.add(key)
        return True

    return test


def _demanded(kind: Kind, part: Part, number: int, tests: list[str], needs: dict[str, Any]) -> None:
    if asks_nothing(part):
        return
    engine, type_ = kind.engine, kind.shape.name

    def test(node: Any) -> bool:
        return leaves.quiet(engine, part, Item(node, None, type_, HERE))

    needs[f"demanded{number}"] = test
    tests.append(f"demanded{number}(o)")


def _narrative(
    kind: Kind, invariant: Invariant, names: Names, advice: list[str], needs: dict[str, Any]
) -> None:
    if "text" in names:
        return  # whose div was found to be there
    recorder = Recorder()
    invariant.note(recorder, HERE)
    advised: tuple[Step, ...] = notes(recorder.notes, 0)
    needs["advised"] = advised
    if kind.shape.name == "Composition":
        advice.append("z = join(z, advised)")
    else:  # what people read of a document are the texts of its sections
        advice.append("if not c.document: z = join(z, advised)")


def _invariant(  # noqa: PLR0913, PLR0917  what is asked, and of what
    kind: Kind, invariant: Invariant, number: int, names: Names, tests: list[str], needs: dict[str, Any]
) -> None:
    wanted = _ONLY_WITH.get(invariant.key)
    if invariant.held or (wanted is not None and invariant.own and wanted not in names):
        return
    written = invariant.python if invariant.type == kind.shape.name else None
    if written is None:
        needs[f"invariant{number}"] = invariant
        tests.append(f"invariant{number}.holds(o, c.scope(), c.walker, {kind.shape.name!r})")
        return
    source, constants = written
    test, known = _folded(source, kind, names, constants)
    if known is False:
        raise UnfitError
    if known is None:
        needs |= {f"{old}_{number}": value for old, value in constants.items()}
        test = "(" + test.replace("NUMBER_", f"_{number}") + ")"
        if invariant.own and invariant.key in _OF_ENTRIES and "entry" in names and "type" in names:
            needs["is_calm"] = _calm
            test = f"(calm or {test})"
        tests.append(test)


def _folded(source: str, kind: Kind, names: Names, constants: dict[str, Any]) -> tuple[str, bool | None]:
    """Return an invariant as source, and its truth where the names decide it."""
    sets = tuple((name, value) for name, value in constants.items() if type(value) is frozenset)
    key = (source, kind.shape.name, names, sets)  # of the constants only sets of names are looked into
    found = _FOLDED.get(key)
    if found is None:
        if kind.slot is None:  # the resource is the object
            source = ast.unparse(_Renamer({"r": "o", "q": "o"}).visit(ast.parse(source, mode="eval")))
        test = folded(source, frozenset(names), constants)
        known = truth(test)
        test = shortened(test, names, *_sure(kind, names))
        renamed = _Renamer({"q": "r"} | {old: f"{old}NUMBER_" for old in constants}).visit(test)
        found = (ast.unparse(ast.fix_missing_locations(renamed)), known)
        if len(_FOLDED) >= _FOLDED_AT_MOST:
            _FOLDED.clear()
        _FOLDED[key] = found
    return found


def _sure(kind: Kind, names: Names) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names whose values are not empty once they passed their tests, and those that are texts."""
    slots = [slot for name in names if (slot := kind.shape.slots.get(name)) is not None]
    texts = frozenset(slot.key for slot in slots if slot.text and not slot.array)
    return texts | {slot.key for slot in slots if slot.array or not slot.primitive}, texts


_OF_ENTRIES: Final = frozenset({"bdl-2", "bdl-3", "bdl-4"})
"""Invariants that look at each entry for what only some kinds of Bundle have."""
_OF_EXCHANGE: Final = frozenset({"request", "response", "search"})
_CALM: Final = frozenset({"document", "message", "collection", "searchset"})


def _calm(bundle: dict[str, Any]) -> bool:
    """Whether a Bundle is of a kind without requests, and no entry has anything of the sort."""
    return bundle["type"] in _CALM and _OF_EXCHANGE.isdisjoint(set().union(*bundle["entry"]))


_FOLDED_AT_MOST: Final = 5_000
_FOLDED: Final[dict[Any, tuple[str, bool | None]]] = {}


class _Renamer(ast.NodeTransformer):
    """Gives names of one invariant other names."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Rename."""
        return ast.Name(self.names.get(node.id, node.id), node.ctx)

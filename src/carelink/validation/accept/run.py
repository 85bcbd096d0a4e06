"""One document on the accept path: resources by their code, the Bundle around them, the walk for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation import specials
from carelink.validation.accept.bundle import Bundle
from carelink.validation.accept.said import SPECIAL, Whole, add, join, told
from carelink.validation.sink import Sink
from carelink.validation.walker import Walker

if TYPE_CHECKING:
    from collections.abc import Hashable

    from carelink.findings import Finding
    from carelink.validation.accept.roots import Root
    from carelink.validation.accept.said import Answer
    from carelink.validation.engine import Engine
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope

VALUES_AT_MOST: Final = 5_000_000
"""Objects in lists that one document may have here; the walk has the last word on more."""

_LISTS: Final = frozenset((list, tuple))


def accept(engine: Engine, tree: dict[str, Any], profile: str | None) -> list[Finding] | None:
    """Check a document; None where the walk has to do it.

    :param profile: canonical of a profile it must follow besides those it claims
    """
    try:
        root = root_of(engine.roots.known, tree, profile) or _new_root(engine, tree, profile)
    except (TypeError, KeyError, AttributeError):
        return None
    if root.kind is None:
        return None
    answer = Run(engine, tree).answer(root)
    if answer is False and root.plainly is not None:  # profiles of the Bundle later, so that the rest is fast
        answer = Run(engine, tree).answer(root.plainly)
    if answer is False:
        return None
    return [] if answer is True else told(answer, tree["resourceType"])


def root_of(roots: dict[tuple[Any, ...], Root], node: dict[str, Any], profile: str | None) -> Root | None:
    """Return the root of a resource, where it is known."""
    meta = node.get("meta")
    if meta is None:
        return roots.get((profile, node["resourceType"]))
    claims = meta.get("profile", ())
    return roots.get((profile, node["resourceType"], *claims)) if type(claims) in _LISTS else None


def _new_root(engine: Engine, tree: dict[str, Any], profile: str | None) -> Root:
    meta = tree.get("meta")
    claims = () if meta is None else meta.get("profile", ())
    if type(claims) not in _LISTS:
        raise TypeError
    return engine.roots.root(profile, tree["resourceType"], tuple(claims))


class Run:
    """What the code of one document shares.

    :ivar types: within a Bundle the types of its entries by fullUrl, where that is a UUID
    :ivar refs: literal references of the current resource
    :ivar alone: whether the document is no Bundle
    :ivar document: whether it is a Bundle that is a document
    :ivar index: number of the current entry
    :ivar left: objects in lists that may still come
    :ivar code: content of the code of the current Observation
    """

    __slots__ = (
        "_bundle", "_node", "_roots", "_scope", "_tree", "_vital", "_walker", "alone", "code", "document",
        "engine", "index", "left", "refs", "types",
    )  # fmt: skip

    def __init__(self, engine: Engine, tree: dict[str, Any]) -> None:
        self.engine = engine
        self._roots = engine.roots.known
        self._vital = engine.roots.vital
        self._tree = self._node = tree
        self._scope: Scope | None = None
        self._walker: Walker | None = None
        self._bundle: Bundle | None = None
        self.types: dict[str, str] = {}
        self.refs: list[str] = []
        self.alone = True
        self.document = False
        self.index = 0
        self.left = VALUES_AT_MOST
        self.code: Hashable = None

    def answer(self, root: Root) -> Answer:
        """Answer for the whole document."""
        tree = self._tree
        try:
            if tree["resourceType"] == "Bundle":
                self._bundle = bundle = Bundle(tree)
                self.types = bundle.types
                self.document = bundle.document
                self.alone = False
            return self._answer(root, tree)
        except Exception:  # noqa: BLE001  odd data may make a test stumble anywhere: the walk says what it is
            return False

    def inner(self, node: Any) -> Answer:
        """Answer for the resource of an entry: by its code, or else by the walk."""
        bundle = self._bundle
        if bundle is None or type(node) is not dict:
            return False
        self._node, self._scope = node, None
        refs = self.refs
        if self.document:  # of others nobody asks whether they hang together
            refs = self.refs = []
        answer: Answer = False
        root: Root | None = None
        try:
            type_name, meta = node["resourceType"], node.get("meta")
            claims = () if meta is None else meta.get("profile", ())
            root = self._roots.get((None, type_name, *claims)) if type(claims) in _LISTS else None
            if root is None:
                root = _new_root(self.engine, node, None)
            if type_name != "Bundle":
                answer = self._answer(root, node)
        except Exception:  # noqa: BLE001  as above
            answer = False
        if answer is False or root is None:
            bundle.walked()
            return Whole([(None, 0, self._walk(node))])
        bundle.nodes.append(node)
        bundle.roots.append(root)
        if self.document:
            bundle.edges.append(refs)
        if type(answer) is tuple and not any(step[1] for step in answer):
            return answer  # all of it in the first turn, which is the turn of the Bundle's entries, too
        return True if answer is True else Whole(answer)

    def back(self) -> None:
        """Return from the entries to the Bundle around them."""
        self._node, self._scope = self._tree, None
        if self.document:
            self.refs = []

    def follows(self, node: Any, canonical: str) -> bool:
        """Whether the resource of the current entry was just found to follow a profile."""
        bundle = self._bundle
        return bundle is not None and bundle.follows(node, canonical)

    def _answer(self, root: Root, node: dict[str, Any]) -> Answer:
        code = root.code.get(tuple(node))
        if code is None:
            if root.kind is None:
                return False
            code = root.kind.tiers.miss
        answer = code(node, node, self)
        if not root.more or answer is False:
            return answer
        if root.vital and self.document and self._vital.get(self.code, node) is None:
            return answer
        return self._more(root, node, answer)

    def _more(self, root: Root, node: dict[str, Any], answer: Answer) -> Answer:
        if root.special:
            answer = self._special(root, node, answer)
        for turn, overlay in root.late:
            late = Sink()
            late.checked = self._bundle.checked() if self._bundle is not None else set()
            with self.walker.noting_in(late):
                self.walker.around.trail = [node["resourceType"]]
                self.walker.profile(node, overlay, self.scope())
            if len(late):
                answer = add(answer, None, turn, late)
        return join(answer, root.said) if root.said else answer

    def _special(self, root: Root, node: dict[str, Any], answer: Answer) -> Answer:
        """Add what the rules written by hand say of the resource."""
        bundle = self._bundle
        if bundle is not None:
            if node is bundle.tree:
                if bundle.well():
                    return answer
            elif self.document and node["resourceType"] == "Observation":
                vital = self.engine.roots.vital_signs(self.code, node)
                if vital is None or (answer is True and vital.canonical in root.conforms):
                    return answer
        found = Sink()
        with self.walker.noting_in(found):
            self.walker.around.trail = [node["resourceType"]]
            specials.resource(self.walker, node, self.scope())
        return add(answer, None, SPECIAL, found) if len(found) else answer

    def _walk(self, node: Any) -> Sink:
        found = Sink()
        outer = self.walker.scope_of(self._tree, "Bundle", self._place(), None)
        with self.walker.noting_in(found):
            self.walker.around.trail = []
            self.walker.resource(node, self._entry_place(), outer)
        return found

    def _place(self) -> Place:
        return (None, self._tree["resourceType"], None)

    def _entry_place(self) -> Place:
        return ((self._place(), "entry", self.index), "resource", None)

    @property
    def walker(self) -> Walker:
        """A walker for what only the walk can say; what it notes goes nowhere unless it is caught."""
        walker = self._walker
        if walker is None:
            walker = self._walker = Walker(self.engine, Sink())
        return walker

    def scope(self) -> Scope:
        """Return the scope of the current resource."""
        scope = self._scope
        if scope is None:
            tree, node = self._tree, self._node
            scope = self.walker.scope_of(tree, tree["resourceType"], self._place(), None)
            if node is not tree:
                scope = self.walker.scope_of(node, node["resourceType"], self._entry_place(), scope)
            self._scope = scope
        return scope

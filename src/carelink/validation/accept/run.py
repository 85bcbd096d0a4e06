"""One document on the accept path: resources by their code, the Bundle around them, the walk for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation import observations, specials
from carelink.validation.accept.bundle import Bundle
from carelink.validation.accept.said import SPECIAL, Whole, add, join, tell
from carelink.validation.sink import Sink
from carelink.validation.walker import Walker

if TYPE_CHECKING:
    from carelink.validation.accept.roots import Root
    from carelink.validation.accept.said import Answer
    from carelink.validation.engine import Engine
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope

VALUES_AT_MOST: Final = 5_000_000
"""Objects in lists that one document may have here; the walk has the last word on more."""
_NONE: Final[frozenset[str]] = frozenset()


def accept(engine: Engine, tree: dict[str, Any], place: Place, profile: str | None, sink: Sink) -> bool:
    """Check a document; False, with nothing noted, where the walk has to do it.

    :param profile: canonical of a profile it must follow besides those it claims
    """
    return Run(engine, tree, place).document(profile, sink)


class Run:
    """What the code of one document shares.

    :ivar types: within a Bundle the types of its entries by fullUrl, where that is a UUID
    :ivar refs: literal references of the current resource
    :ivar alone: whether the document is no Bundle
    :ivar quiet: whether no narrative is advised of the current resource
    :ivar index: number of the current entry
    :ivar left: objects in lists that may still come
    """

    __slots__ = (
        "_bundle", "_node", "_place", "_scope", "_tree", "_walker", "alone", "engine", "index", "left",
        "quiet", "refs", "roots", "types",
    )  # fmt: skip

    def __init__(self, engine: Engine, tree: dict[str, Any], place: Place) -> None:
        self.engine = engine
        self.roots = engine.roots.known
        self._tree = self._node = tree
        self._place = place
        self._scope: Scope | None = None
        self._walker: Walker | None = None
        self._bundle: Bundle | None = None
        self.types: dict[str, str] = {}
        self.refs: list[str] = []
        self.alone = True
        self.quiet = False
        self.index = 0
        self.left = VALUES_AT_MOST

    def document(self, profile: str | None, sink: Sink) -> bool:
        """Check the whole document and put what is said of it into a sink; False, and nothing, if not."""
        tree = self._tree
        try:
            root = self._root(tree, profile)
            if root.kind is None:
                return False
            if tree["resourceType"] == "Bundle":
                self._bundle = Bundle(tree)
                self.types = self._bundle.types
                self.alone = False
            answer = self._answer(root, tree)
        except Exception:  # noqa: BLE001  odd data may make a test stumble anywhere: the walk says what it is
            return False
        if type(answer) is list:
            tell(answer, self._place, sink)
        return answer is not False

    def inner(self, node: dict[str, Any], _entry: dict[str, Any]) -> Answer:
        """Answer for the resource of an entry: by its code, or else by the walk, but never False."""
        bundle = self._bundle
        if bundle is None or type(node) is not dict:
            return False
        around = self._node, self._scope, self.refs
        self._node, self._scope = node, None
        refs = self.refs = []
        answer: Answer = False
        try:
            root = self._root(node, None)
            if root.kind is not None and root.kind.shape.name != "Bundle":
                self.quiet = bundle.document and root.kind.shape.name != "Composition"
                answer = self._answer(root, node)
        except Exception:  # noqa: BLE001  as above
            answer = False
        self._node, self._scope, self.refs = around
        self.quiet = False
        if answer is False:
            bundle.walked()
            return Whole([(None, 0, self._walk(node))])
        bundle.accepted(node, root, refs)
        return Whole(answer) if type(answer) is list else True

    def _root(self, node: dict[str, Any], profile: str | None) -> Root:
        meta = node.get("meta")
        claims = () if meta is None else meta.get("profile", ())
        type_name = node["resourceType"]
        found = self.roots.get((profile, type_name, *claims)) if type(claims) is not str else None
        return found or self.engine.roots.root(profile, type_name, tuple(claims))

    def _answer(self, root: Root, node: dict[str, Any]) -> Answer:
        tiers = root.kind.tiers  # type: ignore[union-attr]  # the caller looked
        answer = (tiers.known.get(tuple(node)) or tiers.miss)(node, node, self)
        if answer is False or root.plain:
            return answer
        if root.special:
            answer = self._special(root, node, answer)
        for turn, overlay in root.late:
            late = Sink()
            late.checked = self._bundle.checked() if self._bundle is not None else set()
            with self.walker.noting_in(late):
                self.walker.around.trail = [root.kind.shape.name]  # type: ignore[union-attr]
                self.walker.profile(node, overlay, self.scope())
            if len(late):
                answer = add(answer, None, turn, late)
        return join(answer, list(root.known)) if root.known else answer

    def _special(self, root: Root, node: dict[str, Any], answer: Answer) -> Answer:
        """Add what the rules written by hand say of the resource."""
        bundle = self._bundle
        if bundle is not None:
            if node is bundle.tree:
                if bundle.well():
                    return answer
            elif bundle.document and node["resourceType"] == "Observation":
                wanted = observations.profile_of(node)
                if wanted is None or (answer is True and self._claimed(wanted, root)):
                    return answer
        found = Sink()
        found.checked = set()
        with self.walker.noting_in(found):
            self.walker.around.trail = [node["resourceType"]]
            specials.resource(self.walker, node, self.scope())
        return add(answer, None, SPECIAL, found) if len(found) else answer

    def _claimed(self, wanted: str, root: Root) -> bool:
        overlay = self.engine.overlay(wanted)
        return overlay is None or overlay.canonical in root.conforms

    def _walk(self, node: Any) -> Sink:
        found = Sink()
        outer = self.walker.scope_of(self._tree, "Bundle", self._place, None)
        with self.walker.noting_in(found):
            self.walker.around.trail = []
            self.walker.resource(node, self._entry_place(), outer)
        return found

    def _entry_place(self) -> Place:
        return ((self._place, "entry", self.index), "resource", None)

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
            scope = self.walker.scope_of(tree, tree["resourceType"], self._place, None)
            if node is not tree:
                scope = self.walker.scope_of(node, node["resourceType"], self._entry_place(), scope)
            self._scope = scope
        return scope

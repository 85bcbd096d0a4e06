"""Constraints of types and profiles: FHIRPath, compiled on first use; the commonest ones in plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.validation.domain import judges
from carelink.validation.rules import profiles as rules
from carelink.validation.rules import references as reference_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath import Expression
    from carelink.findings import Rule
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.sink import Sink
    from carelink.validation.walker import Walker


_ASKING: Final = ("resolve()", "memberOf(", "conformsTo(", "htmlChecks", "trace(")
"""Functions that only the validator can answer; expressions without them run by the fastest way."""


class Invariant:
    """One constraint.

    :param key: ``org-1``
    :param severity: error or warning
    :param expression: FHIRPath, to be true
    :param type: FHIR type it is evaluated on
    :param human: what the profile says it means; "" for R4's own
    :param own: whether it is R4's own, so that our own way of checking it may stand in
    :param stands: whether the rules of the records stand for it where they judge a tree
    """

    __slots__ = (
        "_compiled",
        "_native",
        "_ours",
        "_plain",
        "expression",
        "human",
        "key",
        "own",
        "severity",
        "type",
        "unable",
    )

    def __init__(  # noqa: PLR0913  the parts of a constraint
        self,
        key: str,
        severity: str,
        expression: str,
        type_: str,
        human: str = "",
        *,
        own: bool = True,
        stands: bool = False,
    ) -> None:
        self.key = key
        self.severity = severity
        self.expression = expression
        self.type = type_
        self.human = human
        self.own = own
        self._native = _NATIVE.get(key) if own else None
        self._compiled: Expression | None = None
        self._ours = stands
        self._plain = not any(word in expression for word in _ASKING)
        self.unable = False
        """Whether the expression cannot be compiled; then it is said once per place, never passed over."""

    def holds(
        self,
        node: Any,
        scope: Scope,
        walker: Walker,
        type_: str,
        sibling: dict[str, Any] | None = None,
    ) -> bool:
        """Whether it holds; an expression that cannot be evaluated on this data does not."""
        if self._native is not None:
            return self._native(node, scope)
        if self._ours and scope.bundle is None and judges(node):
            return True  # the records' own rules say it, with the name of the item
        expression = self._compiled or self._compile()
        if expression is None:
            return False
        root = scope.container.resource if scope.container is not None else scope.resource
        try:
            if self._plain and sibling is None and type_ == self.type:
                return expression.test(node, resource=scope.resource, root=root)
            return expression.test(
                node,
                type=type_ or None,
                sibling=sibling,
                resource=scope.resource,
                root=root,
                hooks=walker.hooks(scope),
            )
        except (EvaluationError, TypeError, ValueError, ArithmeticError, AttributeError):
            return False  # data of other types than declared may make the language stumble: it does not hold

    @property
    def held(self) -> bool:
        """Whether it never fails here, because a hand-written rule says it better."""
        return self._native is _held

    @property
    def python(self) -> tuple[str, dict[str, Any]] | None:
        """It as a Python expression, where it can be written as one; see :attr:`Expression.python`."""
        if self._native is not None or self._ours or not self._plain:
            return None
        expression = self._compiled or self._compile()
        return None if expression is None or expression.type is None else expression.python

    def _compile(self) -> Expression | None:
        from carelink.fhir import fhirpath

        try:
            self._compiled = fhirpath.compile(self.expression, self.type)
        except fhirpath.ExpressionError:
            try:  # names a profile may use although the base type does not have them
                self._compiled = fhirpath.compile(self.expression)
            except fhirpath.ExpressionError:
                self.unable = True
        return self._compiled

    def note(self, sink: Sink, place: Place) -> None:
        """Say that it does not hold."""
        if self.unable:
            sink.add(rules.INVARIANT_NOT_CHECKED, place, key=self.key)
            return
        special = _RULES.get(self.key) if self._native is not None else None
        if special is not None:
            rule, facts = special
            sink.add(rule, place, **facts)
            return
        rule = rules.INVARIANT_BROKEN if self.severity == "error" else rules.INVARIANT_ADVISED
        sink.add(rule, place, key=self.key, human=self.human)


_RULES: Final[dict[str, tuple[Rule, dict[str, str]]]] = {
    "dom-2": (reference_rules.CONTAINED_NESTED, {}),
    "dom-4": (reference_rules.CONTAINED_WITH_META, {"key": "dom-4"}),
    "dom-5": (reference_rules.CONTAINED_WITH_META, {"key": "dom-5"}),
    "dom-6": (rules.NARRATIVE_ADVISED, {}),
}
"""Invariants that have words of their own."""


def _contained(node: dict[str, Any]) -> list[dict[str, Any]]:
    held = node.get("contained")
    return [c for c in held if type(c) is dict] if type(held) is list else []


def _dom_2(node: dict[str, Any], scope: Scope) -> bool:
    del scope
    return "contained" not in node or not any("contained" in c for c in _contained(node))


def _meta_of_contained(*names: str) -> Callable[[dict[str, Any], Scope], bool]:
    def holds(node: dict[str, Any], scope: Scope) -> bool:
        del scope
        if "contained" not in node:
            return True
        metas = [c.get("meta") for c in _contained(node)]
        return not any(name in meta for meta in metas if type(meta) is dict for name in names)

    return holds


def _dom_6(node: dict[str, Any], scope: Scope) -> bool:
    if scope.container is not None:
        return True  # as the reference: only a resource of its own is advised to have a narrative
    if scope.bundle is not None and scope.bundle.kind == "document" and scope.type != "Composition":
        return True  # what people read of a document are the texts of its sections
    text = node.get("text")
    return type(text) is dict and bool(text.get("div"))


def _held(node: Any, scope: Scope) -> bool:
    """For what a hand-written rule says better (dom-3, txt-1, txt-2, ref-1 ...)."""
    del node, scope
    return True


_NATIVE: Final[dict[str, Callable[[Any, Scope], bool]]] = {
    "dom-2": _dom_2,
    "dom-3": _held,
    "dom-4": _meta_of_contained("versionId", "lastUpdated"),
    "dom-5": _meta_of_contained("security"),
    "dom-6": _dom_6,
    "ref-1": _held,
    "txt-1": _held,
    "txt-2": _held,
    "bdl-7": _held,
}

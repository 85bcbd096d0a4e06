"""The door: compile an expression once, evaluate it often."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from carelink.fhir.fhirpath import nodes
from carelink.fhir.fhirpath.analysis import Analysis, start_of
from carelink.fhir.fhirpath.closures import build
from carelink.fhir.fhirpath.environment import NO_HOOKS, R4, Hooks, Scope, Settings, Situation
from carelink.fhir.fhirpath.errors import EvaluationError, ExpressionError
from carelink.fhir.fhirpath.limits import LIMITS, Limits
from carelink.fhir.fhirpath.parser import parse
from carelink.fhir.fhirpath.source import fast, written
from carelink.fhir.fhirpath.syntax import unparse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carelink.fhir.fhirpath.environment import Eval
    from carelink.fhir.fhirpath.nodes import Collection, Node
    from carelink.fhir.fhirpath.statics import Static
    from carelink.fhir.fhirpath.syntax import Node as Syntax


Predicate: TypeAlias = "Callable[[Any, Any, Any], bool]"


class _Rules(NamedTuple):
    settings: Settings
    limits: Limits


class Expression:
    """A compiled expression. Immutable, and safe to use from several threads at once.

    :param source: the expression as written
    :param type: types of the node it is meant for, "decimal|Range"; None = any
    """

    __slots__ = ("_eval", "_fast", "_known", "limits", "settings", "source", "tree", "type")

    def __init__(
        self, source: str, type_: str | None, tree: Syntax, known: dict[int, Static], rules: _Rules
    ) -> None:
        self.source = source
        types = start_of(type_).types
        self.type = None if types is None else "|".join(sorted(types))
        self.tree = tree
        self.settings, self.limits = rules
        self._known = known
        self._eval: Eval | None = None
        self._fast: Predicate | Literal[False] | None = None

    def __repr__(self) -> str:
        return f"Expression({self.source!r}, {self.type!r})"

    def __str__(self) -> str:
        return unparse(self.tree)

    def nodes(  # noqa: PLR0913  the environment variables of FHIRPath, one parameter each
        self,
        node: Any,
        *,
        resource: Any = None,
        root: Any = None,
        type: str | None = None,  # noqa: A002  the word of the standard
        sibling: dict[str, Any] | None = None,
        hooks: Hooks = NO_HOOKS,
        variables: Mapping[str, Any] | None = None,
    ) -> Collection:
        """Evaluate on one node of a tree; return items with their types.

        :param node: a resource, element or primitive value of a tree (or a ``Node`` of an earlier evaluation)
        :param resource: ``%resource``, the resource the node stands in; without it, the node itself
        :param root: ``%rootResource``, the container of a contained resource; without it, ``resource``
        :param type: type of this node, where the expression was compiled for several or none
        :param sibling: of a primitive, the object beside it (``_birthDate``)
        :param hooks: what only the caller can answer
        :param variables: values of the ``%names`` the expression was compiled with
        :raises EvaluationError: when the expression does not fit the data, or takes more work than allowed
        """
        start = nodes.root(node, type or self._only_type(), sibling)
        inner = start if resource is None else nodes.root(resource)
        situation = Situation(
            start,
            inner,
            inner if root is None else nodes.root(root),
            hooks=hooks,
            variables={name: _given(value) for name, value in variables.items()} if variables else None,
            settings=self.settings,
            limits=self.limits,
        )
        if self._eval is None:
            self._eval = build(self.tree)
        try:
            return self._eval(Scope(situation, [start]))
        except RecursionError:
            raise EvaluationError("data or expression are nested too deeply") from None

    def evaluate(self, node: Any, **around: Any) -> list[Any]:
        """Evaluate on one node of a tree; return the values. Parameters and errors as for :meth:`nodes`.

        Values of the tree come as they stand in it (a primitive with extensions only: None). Dates, times and
        quantities that were calculated come as ``Date``, ``DateTime``, ``Time`` and ``Quantity``.
        """
        return [found.value for found in self.nodes(node, **around)]

    def test(  # noqa: PLR0913  as nodes()
        self,
        node: Any,
        *,
        resource: Any = None,
        root: Any = None,
        type: str | None = None,  # noqa: A002  the word of the standard
        sibling: dict[str, Any] | None = None,
        hooks: Hooks = NO_HOOKS,
        variables: Mapping[str, Any] | None = None,
    ) -> bool:
        """Evaluate as an invariant: true, or anything but a boolean, holds; nothing and false do not.

        Parameters and errors as for :meth:`nodes`. Several items hold, as in the reference validator. On
        data whose shape does not fit its type (null, an empty list, a list for one value) an invariant has
        no meaning; the answer may then differ from :meth:`evaluate`, but is always the same.
        """
        fast = self._written() if self._fast is None else self._fast
        # What was written needs no hook, variable or sibling; but a listener wants to hear its traces.
        if not fast or sibling is not None or hooks.trace is not None or (type and type != self.type):
            found = self.nodes(
                node,
                resource=resource,
                root=root,
                type=type,
                sibling=sibling,
                hooks=hooks,
                variables=variables,
            )
            return _holds(found)
        if resource is None:
            resource = node
        return fast(node, resource, resource if root is None else root)

    @property
    def predicate(self) -> Predicate:
        """The invariant as a function of (node, ``%resource``, ``%rootResource``): the fastest way to test.

        Without hooks; an expression that needs one raises :class:`EvaluationError`.
        """
        return self._written() or self._slow

    @property
    def python(self) -> tuple[str, dict[str, Any]] | None:
        """The invariant as a Python expression of ``o``, ``r`` and ``q`` (as above), and the names it needs.

        For whoever writes larger functions. ``o`` is never None. On odd data the expression may raise
        anything: then ask :meth:`test`. None when the invariant is not simple enough.
        """
        types = start_of(self.type).types
        return (
            None
            if types is None
            else written(self.tree, self._known, types, single_as=self.settings.single_as)
        )

    def _written(self) -> Predicate | Literal[False]:
        """Write the source, once; False when it cannot be written."""
        if self._fast is None:
            found = self.python
            self._fast = False if found is None else fast(*found, self._slow)
        return self._fast

    def _slow(self, node: Any, resource: Any, root: Any) -> bool:
        return _holds(self.nodes(node, resource=resource, root=root))

    def _only_type(self) -> str | None:
        return self.type if self.type and "|" not in self.type else None


def _holds(found: Collection) -> bool:
    if len(found) == 1 and isinstance(found[0].value, bool):
        return found[0].value
    return bool(found)


def _given(value: Any) -> list[Node]:
    return [nodes.root(v) for v in value] if isinstance(value, list) else [nodes.root(value)]


@lru_cache(maxsize=2048)
def compile(  # noqa: A001  the verb of the standard library, for the same thing
    expression: str,
    type: str | None = None,  # noqa: A002  the word of the standard
    *,
    settings: Settings = R4,
    limits: Limits = LIMITS,
    variables: frozenset[str] = frozenset(),
) -> Expression:
    """Compile an expression for nodes of a type.

    :param type: "Patient", "Patient.contact", "HumanName"; an element's path, "Observation.value[x]"; several
        as "decimal|Range"; None = not checked
    :param settings: where FHIR's versions differ
    :param variables: names of further ``%variables`` that the evaluation will be given
    :raises ExpressionError: for text that is no FHIRPath, unknown functions, types and variables, and for
        names that no node of the type can have
    """
    try:
        tree = parse(expression, limits=limits)
        analysis = Analysis(expression, settings, variables)
        analysis.whole(tree, start_of(type))
        return Expression(expression, type, tree, analysis.known, _Rules(settings, limits))
    except RecursionError:
        raise ExpressionError("nested too deeply", expression=expression) from None

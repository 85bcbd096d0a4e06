"""What an evaluation knows besides its node: the resource around it, the hooks of the caller, its budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from carelink.fhir.fhirpath import times
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.limits import LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carelink.fhir.fhirpath.nodes import Collection, Node


class Settings(NamedTuple):
    """Where the language leaves a choice, or FHIR's versions differ.

    :param single_as: whether ``as`` refuses several items: from R5 on it does, in R4 it must not
    :param ordered: whether asking for the first, last or n-th of an unordered collection is refused
    """

    single_as: bool = False
    ordered: bool = False


R4 = Settings()


class Hooks(NamedTuple):
    """What the caller can answer and an expression may ask. What is missing is an error, never a silent pass.

    :param resolve: reference as written → resource, or None when it is not at hand
    :param member_of: (value of the tree, its type, canonical of a value set) → whether it is in, or None
    :param conforms_to: (resource or element, its type, canonical of a profile) → whether it conforms
    :param html: (a narrative's div, "htmlChecks" for its markup or "htmlChecks2" for its content) → whether
        FHIR allows it
    :param trace: (label, values), called for ``trace()``
    """

    resolve: Callable[[str], Any] | None = None
    member_of: Callable[[Any, str | None, str], bool | None] | None = None
    conforms_to: Callable[[Any, str | None, str], bool] | None = None
    html: Callable[[str, str], bool] | None = None
    trace: Callable[[str, list[Any]], None] | None = None


NO_HOOKS = Hooks()


class Situation:
    """One evaluation."""

    __slots__ = ("context", "hooks", "left", "limits", "now", "resource", "root", "settings", "variables")

    def __init__(  # noqa: PLR0913  one place brings together what an evaluation needs
        self,
        context: Node,
        resource: Node,
        root: Node,
        *,
        hooks: Hooks = NO_HOOKS,
        variables: Mapping[str, Collection] | None = None,
        settings: Settings = R4,
        limits: Limits = LIMITS,
    ) -> None:
        self.context = context
        self.resource = resource
        self.root = root
        self.hooks = hooks
        self.variables = variables or {}
        self.settings = settings
        self.limits = limits
        self.left = limits.steps
        self.now: times.DateTime | None = None

    def spend(self, items: int) -> None:
        """Pay for touching ``items`` items."""
        self.left -= items
        if self.left < 0:
            raise EvaluationError("more work than allowed")

    def instant(self) -> times.DateTime:
        """Return the same now for the whole evaluation, as FHIRPath asks."""
        if self.now is None:
            self.now = times.now()
        return self.now


class Scope:
    """What ``$this``, ``$index`` and ``$total`` mean at one place of the expression."""

    __slots__ = ("index", "situation", "this", "total")

    def __init__(
        self,
        situation: Situation,
        this: Collection,
        index: int | None = None,
        total: Collection | None = None,
    ) -> None:
        self.situation = situation
        self.this = this
        self.index = index
        self.total = total


class Step(Protocol):
    """A compiled part of an expression."""

    def __call__(self, scope: Scope, /) -> Collection:
        """Evaluate it."""
        ...


Eval: TypeAlias = Step


def truth(found: Collection) -> bool | None:
    """Read a collection as a boolean (FHIRPath N1 §4.5): None for the empty one.

    :raises EvaluationError: for several items
    """
    if not found:
        return None
    if len(found) > 1:
        raise EvaluationError("several items where one boolean is needed")
    value = found[0].value
    if isinstance(value, bool):
        return value
    return None if value is None and found[0].type == "boolean" else True


def only(found: Collection) -> Node | None:
    """Return the one item, or None for the empty collection.

    :raises EvaluationError: for several items
    """
    if len(found) > 1:
        raise EvaluationError("several items where one is needed")
    return found[0] if found else None

"""What a function is to the compiler: how many arguments it takes, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carelink.fhir.fhirpath.environment import Scope, only
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.nodes import FALSE, TRUE, is_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.fhir.fhirpath.environment import Eval
    from carelink.fhir.fhirpath.nodes import Collection, Node


class Function(NamedTuple):
    """A function of the language.

    :param run: (scope, what it is called on, its arguments not evaluated yet) → result
    :param low: fewest arguments
    :param high: most arguments
    :param each: whether ``$this`` in the arguments means each item in turn
    """

    run: Callable[..., Collection]
    low: int = 0
    high: int = 0
    each: bool = False


def answer(value: bool | None) -> Collection:  # noqa: FBT001  a boolean is what it turns into a collection
    """Make a collection of a three-valued answer."""
    if value is None:
        return []
    return [TRUE] if value else [FALSE]


def each(scope: Scope, focus: Collection) -> Iterator[tuple[Node, Scope]]:
    """Yield every item, and the scope in which ``$this`` is that item."""
    situation = scope.situation
    situation.spend(len(focus))
    for place, node in enumerate(focus):
        yield node, Scope(situation, [node], place, scope.total)


def text(scope: Scope, source: Collection | Eval) -> str | None:
    """Return the one string of a focus or an argument; None when it is empty.

    :raises EvaluationError: for several items, or something that is no string
    """
    node = only(source if isinstance(source, list) else source(scope))
    if node is None or node.value is None:
        return None
    if not is_text(node):
        raise EvaluationError("a string is needed here")
    return bounded(scope, node.value)


def bounded(scope: Scope, text_: str) -> str:
    """Pay for handling a string.

    :raises EvaluationError: for one that is longer than allowed
    """
    scope.situation.spend(1 + len(text_) // 64)
    if len(text_) > scope.situation.limits.subject:
        raise EvaluationError("a longer string than allowed")
    return text_


def integer(scope: Scope, source: Eval) -> int | None:
    """Return the one integer of an argument; None when it is empty.

    :raises EvaluationError: for several items, or something that is no integer
    """
    node = only(source(scope))
    if node is None or node.value is None:
        return None
    if not isinstance(node.value, int) or isinstance(node.value, bool):
        raise EvaluationError("an integer is needed here")
    return node.value

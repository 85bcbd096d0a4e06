"""What can go wrong with an expression: it makes no sense, or it cannot be evaluated on this data.

Neither message ever holds a value of the data; both may hold the expression, which is ours or a package's.
"""

from __future__ import annotations

from carelink.errors import CarelinkError, UsageError, Words

_SHOWN = 120
"""So many characters of an expression are shown in a message."""


def _shown(expression: str) -> str:
    return expression if len(expression) <= _SHOWN else f"{expression[:_SHOWN]}…"


class ExpressionError(UsageError):
    """The expression is not FHIRPath, or names something that its type cannot have. Raised by ``compile``.

    :param reason: what is wrong, in English (a word of the expression may appear in it)
    :param expression: the whole expression
    :param at: offset of the offending character, 0-based
    """

    def __init__(self, reason: str, *, expression: str = "", at: int = 0) -> None:
        where = f"{_shown(expression)!r}, {at + 1}"
        super().__init__(
            Words(f"FHIRPath式が正しくありません({where}): {reason}", f"bad FHIRPath ({where}): {reason}"),
            hint=Words(
                "式と、それを評価する要素の型を確かめてください。",
                "Check the expression and the type of the element it is evaluated on.",
            ),
        )
        self.reason = reason
        self.expression = expression
        self.at = at


class EvaluationError(CarelinkError):
    """The expression is fine, but not on this data: several items where one is needed, types that do not fit.

    :param reason: what is wrong, in English, without any value of the data
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            Words(
                f"FHIRPath式を評価できません: {reason}",
                f"the FHIRPath expression cannot be evaluated: {reason}",
            ),
            hint=Words(
                "データの件数と型を、式が求めるものと比べてください。",
                "Compare number and types of the items with what the expression asks for.",
            ),
        )
        self.reason = reason

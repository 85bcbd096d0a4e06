"""Which records, and which items of them, may go to whom for which purpose: data that a town writes down.

    [[rule]]
    purpose = ["COORD"]
    roles = ["town"]
    kinds = ["admission-sheet"]
    withhold = ["family.household", "economy.*"]
    consent = "explicit"

The first rule that fits decides; what fits none is not sent. ``policies/standard.toml`` is a template, and
nobody's official rule. Items without which a record is useless cannot be withheld: then it is not sent.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn, get_args

from carelink.errors import UsageError, Words
from carelink.exchange.catchment import EVERYTHING, MemberKind

if TYPE_CHECKING:
    from collections.abc import Iterable

Basis = Literal["none", "implied", "explicit"]
MAX_FILE: Final = 1024 * 1024  # bytes
TEMPLATE: Final = Path(__file__).parent / "policies" / "standard.toml"
_ANY: Final = "*"
_FIELDS: Final = {"purpose", "roles", "kinds", "withhold", "consent"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be told.

    :param withhold: paths of items that are masked
    :param consent: on what basis it is told
    """

    purpose: frozenset[str]
    roles: frozenset[str]
    kinds: frozenset[str]
    withhold: frozenset[str] = frozenset()
    consent: Basis = "explicit"

    def fits(self, purpose: str, role: str, kind: str) -> bool:
        """Whether it speaks about this."""
        asked = ((self.purpose, purpose), (self.roles, role), (self.kinds, kind))
        return all(_ANY in allowed or one in allowed for allowed, one in asked)


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules in order."""

    rules: tuple[Rule, ...]

    def decide(self, purpose: str, role: str, kind: str) -> Rule | None:
        """Return the rule that allows it, or None: then it is not sent."""
        return next((rule for rule in self.rules if rule.fits(purpose, role, kind)), None)

    @classmethod
    def load(cls, path: Path = TEMPLATE) -> Policy:
        """Read a policy from a TOML file.

        :raises UsageError: no such file, not as described above, an unknown kind, item, role, or an item
            that cannot be withheld
        """
        try:
            with path.open("rb") as file:
                data = file.read(MAX_FILE + 1)
            tree = tomllib.loads(data.decode("utf-8")) if len(data) <= MAX_FILE else {}
            if set(tree) != {"rule"}:
                _refuse("rule")
            return cls(tuple(map(_rule, tree["rule"])))
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            _refuse("rule")


def _rule(tree: dict[str, Any]) -> Rule:
    if set(tree) - _FIELDS or not {"purpose", "roles", "kinds", "consent"} <= set(tree):
        _refuse("rule")
    if tree["consent"] not in get_args(Basis):
        _refuse("consent")
    roles, kinds = _texts(tree["roles"]), _texts(tree["kinds"])
    if roles - {_ANY, *get_args(MemberKind)}:
        _refuse("roles")
    if kinds - {_ANY, *EVERYTHING}:
        _refuse("kinds")
    named = EVERYTHING if _ANY in kinds else kinds
    withheld = _withheld(_texts(tree.get("withhold", [])), named)
    return Rule(_texts(tree["purpose"]), roles, kinds, withheld, tree["consent"])


def _withheld(paths: frozenset[str], kinds: Iterable[str]) -> frozenset[str]:
    """Return the items that ``paths`` name in any of the kinds; each must name at least one."""
    from carelink.records.item import Level

    found: set[str] = set()
    for path in paths:
        items = [item for kind in kinds for item in _items(kind) if _names(path, item.path)]
        if not items or any(item.level is Level.MUST for item in items):
            _refuse("withhold")
        found |= {item.path for item in items}
    return frozenset(found)


def _names(pattern: str, path: str) -> bool:
    section, _, item = pattern.partition(".")
    return path.partition(".")[0] == section if item == _ANY else path == pattern


def _items(kind: str) -> Iterable[Any]:
    from carelink.records.read import class_of

    return class_of(kind).form()


def _texts(value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        _refuse("rule")
    return frozenset(value)


def _refuse(what: str) -> NoReturn:
    raise UsageError(
        Words(
            f"提供の方針が正しくありません（{what}）。", f"The policy of disclosure is not right ({what})."
        ),
        hint=Words(
            "雛形 policies/standard.toml を見て直してください。必須の項目は伏せられません。",
            "Compare with the template policies/standard.toml. Items of must level cannot be withheld.",
        ),
    )

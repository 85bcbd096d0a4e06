"""What the writer of Python source knows of a part: its code, and what the code gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carelink.fhir.tables import primitive_types

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 16_384
"""Characters of source for one part: comparing comparisons doubles the code each time."""


INTEGER, STRING, BOOLEAN = (frozenset({f"System.{name}"}) for name in ("Integer", "String", "Boolean"))
NO_CODE = "no_code_for_this"
"""Stands where only the presence of something can be told; an expression that holds it is unfit."""


class Unfit(Exception):  # noqa: N818  no error: this expression is left to the closures
    """The expression has a part that the writer does not write."""


class Choice(NamedTuple):
    """A choice element: the code of the object it is in, and the JSON key of each type."""

    owner: str
    keys: Mapping[str, str]


class Part(NamedTuple):
    """Code that gives one raw value or None (``many`` false), or a sequence of raw values.

    :param code: a Python expression without side effects
    :param types: what the values may be
    :param present: a cheap expression that tells whether there is anything; "" if there is none
    :param guard: a cheap expression that is false when there is nothing; "" if there is none
    :param sure: whether a single value is never None
    """

    code: str
    types: frozenset[str]
    many: bool = False
    present: str = ""
    guard: str = ""
    sure: bool = False
    literal: object = None
    choice: Choice | None = None

    def there(self) -> str:
        """Return code that tells whether there is anything."""
        if self.sure:
            return "True"
        test = f"bool({self.code})" if self.many else f"({self.code} is not None)"
        return self.present or (f"({self.guard} and {test})" if self.guard else test)

    def within(self) -> str:
        """Return the cheapest expression that is false when there is nothing."""
        return self.present or self.guard

    def families(self) -> set[str | None]:
        """Return the kinds of values, as far as Python compares them: None for what it cannot."""
        return {family(t) for t in self.types}

    def is_(self, *families: str) -> bool:
        """Whether all values are of these kinds."""
        return bool(self.types) and self.families() <= set(families)


class Rails(NamedTuple):
    """A three-valued answer as two expressions: when it is true, and when it is false.

    :param sure: whether it is never empty: then ``true`` is a real boolean and ``false`` its opposite
    """

    true: str
    false: str
    sure: bool = False


def definite(code: str) -> Rails:
    """Make rails of code that gives True or False."""
    return Rails(code, f"(not {code})", sure=True)


def maybe(code: str) -> Rails:
    """Make rails of code that gives True, False or None."""
    return Rails(code, f"({code} is False)")


_TEXT = frozenset(
    ["string", "uri", "url", "canonical", "code", "oid", "id", "uuid", "markdown", "base64Binary", "xhtml"]
)
_NUMBER = frozenset(["integer", "decimal", "positiveInt", "unsignedInt", "System.Integer", "System.Decimal"])
_FAMILIES = {
    **dict.fromkeys(_TEXT, "text"),
    "System.String": "text",
    **dict.fromkeys(_NUMBER, "number"),
    **dict.fromkeys(("boolean", "System.Boolean"), "boolean"),
    **dict.fromkeys(("date", "dateTime", "instant"), "moment"),
}


def family(type_name: str) -> str | None:
    """Return the kind of values of a type: text, number, boolean, moment, object; None for others."""
    found = _FAMILIES.get(type_name)
    if found is None and not type_name.startswith("System.") and type_name not in primitive_types():
        return "object"
    return found

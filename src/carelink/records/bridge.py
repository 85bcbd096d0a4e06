"""Records for holders of ``fhir.resources`` models (its R4B module, extra ``models``), and back.

The library is neither our codec nor our validator: its own JSON writes decimals through a float and drops
their trailing zeros, it knows no 4.0.1 and accepts codes of no list. So models are filled from our tree and
read attribute by attribute, which keeps every decimal to the digit. What it cannot hold at all, in the
version that the tests run against:

* an offset written ``Z`` or ``-00:00`` comes back as ``+00:00``: the same moment in other letters;
* seconds have at most six decimals, and all six where there are any: ``.120`` comes back as ``.120000``;
* an empty list is dropped, and line breaks inside ``base64Binary``; the order of the elements is its own;
* an element that R4B does not have is refused, and so is a resource R4B has dropped;
* a text of nothing but full-width blanks is refused.

But for the last, nothing of that stands in what we write, so a record comes back equal.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UnreadableError, UsageError, Words

if TYPE_CHECKING:
    from carelink.records.read import Read
    from carelink.records.tree import Node

_PACKAGE: Final = "fhir.resources.R4B"
_DEEPEST: Final = 100


def to_resource(tree: Node) -> Any:
    """Return the ``fhir.resources.R4B`` Bundle of a tree.

    :raises UsageError: the extra is not installed, or the library refuses what the tree holds
    """
    try:
        bundle = import_module(f"{_PACKAGE}.bundle").Bundle
    except ImportError:
        raise UsageError(
            Words("fhir.resources が入っていません。", "fhir.resources is not installed."),
            hint=Words('pip install "carelink[models]"', 'pip install "carelink[models]"'),
        ) from None
    try:
        return bundle.model_validate(tree)
    except (ValueError, TypeError, RecursionError):
        raise UsageError(
            Words("fhir.resources では表せない内容です。", "fhir.resources cannot hold this content."),
            hint=Words("to_fhir の木をそのまま使ってください。", "Use the tree of to_fhir instead."),
        ) from None


def from_resource(model: Any) -> Read:
    """Return the records a model states, with a report of what is not understood, as `from_fhir` does.

    :raises UsageError: when it is no Bundle of ``fhir.resources.R4B``
    """
    from carelink.records.read import from_fhir

    return from_fhir(tree_of(model))


def tree_of(model: Any) -> Node:
    """Return the tree of a Bundle model, read attribute by attribute.

    :raises UsageError: when it is no Bundle of ``fhir.resources.R4B``
    :raises UnreadableError: when it is nested too deep
    """
    if not (_is_model(model) and type(model).__name__ == "Bundle"):
        raise UsageError(
            Words(
                "fhir.resources.R4B の Bundle ではありません。", "This is no Bundle of fhir.resources.R4B."
            ),
            hint=Words(
                "R5 の model は受け取れません。fhir.resources.R4B を使ってください。",
                "Models of R5 are another standard: use fhir.resources.R4B.",
            ),
        )
    plain: Node = _plain(model, 0)
    return plain


def _is_model(value: Any) -> bool:
    return any(c.__module__.startswith(f"{_PACKAGE}.") for c in type(value).__mro__)


def _plain(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise UnreadableError(
            Words("入れ子が深すぎます。", "It is nested too deep."),
            hint=Words("送り主に確かめてください。", "Ask its sender."),
        )
    match value:
        case None | bool() | int() | str() | Decimal():
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode()
        case float():
            return Decimal(str(value))
        case list() | tuple():
            return [_plain(one, depth + 1) for one in value]
    return _fields(value, depth) if _is_model(value) else str(value)


def _fields(model: Any, depth: int) -> Node:
    kind = type(model)
    out: Node = {}
    if any(c.__name__ == "Resource" for c in kind.__mro__):
        out["resourceType"] = model.get_resource_type()
    for name, field in kind.model_fields.items():
        value = getattr(model, name, None)
        if value is not None and value != []:
            out[field.alias or name] = _plain(value, depth + 1)
    return out

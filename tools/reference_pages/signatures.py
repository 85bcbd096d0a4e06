"""Signatures as text that is the same on every machine: no addresses, no quoting of annotations."""

from __future__ import annotations

import inspect
from enum import Enum
from typing import Any, ForwardRef

_STARS: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
_PLAIN = (str, int, float, bool, bytes, type(None))


def signature(name: str, value: Any) -> str:
    """Return how a class or function is called; of an enumeration its members, of a model its bases."""
    if not inspect.isclass(value):
        return f"def {name}{_call(value)}"
    if issubclass(value, Enum):
        return f"class {name}: " + ", ".join(value.__members__)
    if (
        hasattr(value, "model_fields")
        or issubclass(value, BaseException)
        or getattr(value, "_is_protocol", False)
    ):
        return f"class {name}({', '.join(b.__name__ for b in value.__bases__)})"
    return f"class {name}{_call(value)}".removesuffix(" -> None")


def _call(value: Any) -> str:
    try:
        found = inspect.signature(value)
    except (TypeError, ValueError):
        return "(...)"
    shown: list[str] = []
    starred = False
    for parameter in found.parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            starred = True
        elif parameter.kind is parameter.KEYWORD_ONLY and not starred:
            shown.append("*")
            starred = True
        shown.append(_parameter(parameter))
    returned = (
        "" if found.return_annotation is inspect.Signature.empty else f" -> {_type(found.return_annotation)}"
    )
    return f"({', '.join(shown)}){returned}"


def _parameter(parameter: inspect.Parameter) -> str:
    text = _STARS.get(parameter.kind, "") + parameter.name
    if parameter.annotation is not parameter.empty:
        text += f": {_type(parameter.annotation)}"
    if parameter.default is parameter.empty:
        return text
    plain = isinstance(parameter.default, _PLAIN) and not isinstance(parameter.default, Enum)
    return f"{text} = {parameter.default!r}" if plain or parameter.default == () else f"{text} = ..."


def _type(annotation: Any) -> str:
    if isinstance(annotation, str):
        return annotation
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__
    return str(inspect.formatannotation(annotation))

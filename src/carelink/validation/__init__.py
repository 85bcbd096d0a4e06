"""Is it good? Every problem of FHIR R4 data, with place, rule and cure, offline.

>>> import carelink
>>> carelink.validate({"resourceType": "Patient", "gender": "banana"}).ok   # doctest: +SKIP
False
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.validation.validator import Validator, validate

__all__ = ["Validator", "validate"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.validator"), name)
    globals()[name] = value
    return value

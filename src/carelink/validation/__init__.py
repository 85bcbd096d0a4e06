"""Is it good? Every problem of FHIR R4 data, with place, rule and cure, offline.

>>> import carelink
>>> carelink.validate({"resourceType": "Patient", "gender": "banana"}).ok   # doctest: +SKIP
False
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.validation.validator import Validator, validate

__all__ = ["Validator", "validate"]

__getattr__, __dir__ = doors(
    __name__,
    {
        "validator": ("Validator", "validate"),
    },
)

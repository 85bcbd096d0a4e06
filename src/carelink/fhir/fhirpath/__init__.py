"""FHIRPath over plain trees: compile once, evaluate often, refuse loudly what cannot mean anything.

>>> from carelink.fhir import fhirpath
>>> adult = fhirpath.compile("name.where(use = 'official').given", "Patient")
>>> adult.evaluate({"resourceType": "Patient", "name": [{"use": "official", "given": ["花子"]}]})
['花子']
>>> fhirpath.compile("birthDate.exists()", "Patient").test({"resourceType": "Patient"})
False
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.environment import Hooks, Settings
    from carelink.fhir.fhirpath.errors import EvaluationError, ExpressionError
    from carelink.fhir.fhirpath.expression import Expression, compile  # noqa: A004  the verb of the standard library
    from carelink.fhir.fhirpath.limits import Limits
    from carelink.fhir.fhirpath.nodes import Node

__all__ = [
    "EvaluationError",
    "Expression",
    "ExpressionError",
    "Hooks",
    "Limits",
    "Node",
    "Settings",
    "compile",
]

_MODULE = {
    **dict.fromkeys(("EvaluationError", "ExpressionError"), "errors"),
    **dict.fromkeys(("Expression", "compile"), "expression"),
    **dict.fromkeys(("Hooks", "Settings"), "environment"),
    "Limits": "limits",
    "Node": "nodes",
}


def __getattr__(name: str) -> Any:
    if (module := _MODULE.get(name)) is None:
        message = f"module 'carelink.fhir.fhirpath' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"carelink.fhir.fhirpath.{module}"), name)
    globals()[name] = value
    return value

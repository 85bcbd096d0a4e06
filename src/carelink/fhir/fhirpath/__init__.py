"""FHIRPath over plain trees: compile once, evaluate often, refuse loudly what cannot mean anything.

>>> from carelink.fhir import fhirpath
>>> adult = fhirpath.compile("name.where(use = 'official').given", "Patient")
>>> adult.evaluate({"resourceType": "Patient", "name": [{"use": "official", "given": ["花子"]}]})
['花子']
>>> fhirpath.compile("birthDate.exists()", "Patient").test({"resourceType": "Patient"})
False
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

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

__getattr__, __dir__ = doors(
    __name__,
    {
        "environment": ("Hooks", "Settings"),
        "errors": ("EvaluationError", "ExpressionError"),
        "expression": ("Expression", "compile"),
        "limits": ("Limits",),
        "nodes": ("Node",),
    },
)

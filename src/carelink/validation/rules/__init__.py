"""Everything the validator can say: the rules of each module here, gathered by reading the modules."""

from carelink.findings import Rule
from carelink.validation.rules import (
    bundles,
    code_lists,
    definitions,
    extensions,
    measures,
    narrative,
    primitives,
    profiles,
    questionnaires,
    references,
    structure,
    terminology,
)

_MODULES = (
    structure,
    primitives,
    terminology,
    profiles,
    extensions,
    references,
    bundles,
    narrative,
    questionnaires,
    definitions,
    code_lists,
    measures,
)

RULES: tuple[Rule, ...] = tuple(
    value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)
)

__all__ = ["RULES"]

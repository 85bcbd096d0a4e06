"""What the rules say of single values: the faults that :mod:`carelink.fhir.primitives` finds, in words.

A check returns ``(rule, facts)`` pairs, none for a good value. Strings found good are remembered by the
caller, so a check may take its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import primitives
from carelink.fhir.primitives import LONGEST, Fault, json_kind
from carelink.validation.rules import primitives as rules
from carelink.validation.rules import references as url_rules
from carelink.validation.rules import structure as structure_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.findings import Rule

__all__ = ["OK", "Wrong", "check_of", "json_kind"]

Wrong = tuple[tuple["Rule", dict[str, Any]], ...]

OK: Final[Wrong] = ()

_RULES: Final[dict[Fault, Rule]] = {
    Fault.TYPE: rules.WRONG_JSON_TYPE,
    Fault.EMPTY: rules.EMPTY_STRING,
    Fault.FORM: rules.MALFORMED_VALUE,
    Fault.DAY: rules.IMPOSSIBLE_DATE,
    Fault.ZONE: rules.TIME_WITHOUT_ZONE,
    Fault.RANGE: rules.NUMBER_OUT_OF_RANGE,
    Fault.LENGTH: rules.TEXT_TOO_LONG,
    Fault.URL: url_rules.URL_MALFORMED,
    Fault.CONTROL: rules.CONTROL_CHARACTER,
    Fault.BLANK: rules.BLANK_STRING,
    Fault.SURROUNDED: rules.SURROUNDING_SPACE,
    Fault.DIRECTION: rules.UNPAIRED_DIRECTION_MARK,
    Fault.MARKUP: rules.MARKUP_IN_TEXT,
    Fault.YEAR: rules.IMPLAUSIBLE_YEAR,
    Fault.DIGITS: rules.DECIMAL_TOO_LONG,
    Fault.SPACED: rules.BASE64_WITH_SPACE,
    Fault.RELATIVE: url_rules.CANONICAL_RELATIVE,
}
_OWN: Final[dict[str, dict[Fault, Rule]]] = {
    "markdown": {Fault.MARKUP: rules.MARKUP_IN_MARKDOWN},
    "resource id": {Fault.FORM: structure_rules.RESOURCE_ID_INVALID},
}


def check_of(type_name: str) -> Callable[[Any], Wrong]:
    """Return the check of a primitive type; of an unknown one, that of a string.

    "resource id" is the id of a resource, for which a rule of its own speaks.
    """
    plain = "id" if type_name == "resource id" else type_name
    if plain not in primitives.CHECKS:
        plain = "string"
    faults_of = primitives.CHECKS[plain]
    facts = {"type": plain, "json": json_kind(plain), "most": LONGEST}
    said = {fault: (rule, facts) for fault, rule in (_RULES | _OWN.get(type_name, {})).items()}

    def check(value: Any) -> Wrong:
        faults = faults_of(value)
        if not faults:
            return OK
        if faults[0] is Fault.BLANK:  # says it all; the reference validator stops here as well
            faults = faults[:1]
        return tuple([said[fault] for fault in faults])

    return check

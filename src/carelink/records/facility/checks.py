"""The domain rules over a Bundle of facilities: missing items, and numbers whose check digit does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.records import identifiers, rules
from carelink.records.checks import levels
from carelink.records.checks.case import Case
from carelink.records.facility.triple import triples
from carelink.records.sheets.facility import Facility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.findings import Finding

NUMBERS: Final[dict[str, Callable[[str], bool | None]]] = {
    "identity.office_number": identifiers.facility_number,
    "identity.medical_number": identifiers.facility_number,
    "operator.corporate_number": identifiers.corporate_number,
    "site.municipality_code": identifiers.local_government_code,
}
"""Items that hold a number of a known scheme, with its check."""


def check(tree: Any) -> Iterator[Finding]:
    """Yield what is missing or doubtful in each facility; nothing for a tree without any."""
    form = Facility.form()
    found = False
    for doc in triples(tree):
        found = True
        case = Case(form, doc)
        yield from levels.missing(case)
        for path, right in NUMBERS.items():
            value = case.get(path)
            verdict = right(value) if value is not None else True
            if not verdict:
                rule = rules.IDENTIFIER_SHAPE if verdict is None else rules.CHECK_DIGIT
                yield case.say_at(rule, path)
    if not found:
        yield rules.NO_RECORD.at("Bundle")

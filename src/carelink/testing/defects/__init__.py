"""Instances that break exactly one constraint of a profile, for every constraint; and valid ones beside them.

>>> from carelink.testing.defects import defects
>>> first = next(defects("sheet-patient"))
>>> first.id, [(e.code, e.path) for e in first.expected]
('Patient#invariant-jp-postal-code', [('invariant-advised', 'Patient')])
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.testing.defects.cases import Defect, Expected, Uncovered
    from carelink.testing.defects.coverage import Coverage
    from carelink.testing.defects.derive import broken, complete, defects, examine, maximal, minimal
    from carelink.testing.defects.folders import write_defect, write_valid
    from carelink.testing.instances.bench import Bench

__all__ = [
    "Bench",
    "Coverage",
    "Defect",
    "Expected",
    "Uncovered",
    "broken",
    "complete",
    "defects",
    "examine",
    "maximal",
    "minimal",
    "write_defect",
    "write_valid",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "cases": ("Defect", "Expected", "Uncovered"),
        "derive": ("Bench", "broken", "complete", "defects", "examine", "maximal", "minimal"),
        "coverage": ("Coverage",),
        "folders": ("write_defect", "write_valid"),
    },
)

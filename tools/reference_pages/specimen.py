"""One record of each kind with everything in it, to see where FHIR puts what."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

_TESTS = Path(__file__).parents[2] / "tests" / "rendering"
"""The tests of the printed page make such records, by looping over the form."""


@cache
def records() -> tuple[Any, ...]:
    """Return a full record of every kind, all synthetic."""
    sys.path.insert(0, str(_TESTS))
    from rendering_people import filled  # type: ignore[import-not-found]  # found at run time, see above

    from carelink.records.read import KINDS, class_of

    return tuple(filled(class_of(kind)) for kind in KINDS)


@cache
def trees() -> tuple[dict[str, Any], ...]:
    """Return the same as FHIR."""
    return tuple(record.to_fhir() for record in records())

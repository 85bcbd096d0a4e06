"""How files of the standard begin: version, insurer, insured, without a heading."""

from __future__ import annotations

import re
from typing import Final

_FIRST: Final = re.compile(rb'"?20[0-9]{4}"?,"?[0-9A-Z]{6}"?,"?[0-9H][0-9]{8,9}"?,')


def recognises(start: bytes) -> bool:
    """Whether a file begins as those of the standard do."""
    return _FIRST.match(start.removeprefix(b"\xef\xbb\xbf")) is not None

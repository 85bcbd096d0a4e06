"""Makes the strategies of the records' tests importable here: out ∘ in is tried on drawn records."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "records"))

"""Makes the strategies beside the tests importable; they move to carelink.testing when that room opens."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

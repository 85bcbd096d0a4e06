"""Makes the faulty clients beside the tests importable."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from carelink.testing.defects import Bench

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def bench():
    """Our own profiles, compiled once for all tests of this room."""
    return Bench()

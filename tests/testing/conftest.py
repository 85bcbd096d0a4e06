from __future__ import annotations

import pytest

from carelink.testing.defects import Bench


@pytest.fixture(scope="session")
def bench():
    """Our own profiles, compiled once for all tests of this room."""
    return Bench()

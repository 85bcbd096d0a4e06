"""Golden pages: compared byte for byte; ``--update-golden`` rewrites them, and the diff is reviewed."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # rendering_people, the records to print

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    """Offer the option, unless another folder's conftest already does."""
    with contextlib.suppress(ValueError):
        parser.addoption("--update-golden", action="store_true", help="rewrite golden files")


@pytest.fixture
def golden(request):
    """Return a function that compares a text with the golden file of a name."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden", default=False):
            GOLDEN.mkdir(exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        expected = file.read_text("utf-8") if file.exists() else ""
        assert text == expected, f"{name} changed; look at the page, then run with --update-golden"

    return compare

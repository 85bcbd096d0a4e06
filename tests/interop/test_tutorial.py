"""The tutorial for vendors, followed literally in a fresh folder: every command, every file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

pytestmark = pytest.mark.interop

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(
    r"^```(\w+)\n(.*?)^```",
    (ROOT / "docs" / "tutorials" / "test-your-system.md").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture
def follow(tmp_path):
    """Run commands as the reader would, with the plugin as an installed package brings it."""
    installed = any(one.value == "carelink.testing.plugin" for one in entry_points(group="pytest11"))
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTEST_ADDOPTS": "" if installed else "-p carelink.testing.plugin",
    }

    def follow(text):
        return subprocess.run(
            ["bash", "-c", text], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return follow


def test_the_tutorial_for_vendors_works_as_it_is_written(follow, tmp_path):
    commands = [text for language, text in BLOCKS if language == "sh"]
    reader, shop, mended = (text for language, text in BLOCKS if language == "python")
    _, files, spoilt, readers, suite, known, listed = commands
    assert "1 passed" in follow(files).stdout
    assert "1 failed, 1 passed" in follow(spoilt).stdout
    (tmp_path / "test_reader.py").write_text(reader, "utf-8")
    assert "1 passed" in follow(readers).stdout
    (tmp_path / "shop.py").write_text(shop, "utf-8")
    assert len(shop.splitlines()) <= 28  # twenty lines of code, without imports and blanks
    first = follow(suite)
    assert re.search(r"^1 failed|[= ]1 failed, \d+ passed, \d+ skipped", first.stdout), first.stdout
    assert "not-on-the-form" in first.stdout
    follow(known)
    assert "1 xfailed" in follow(listed).stdout
    before, _, _ = shop.partition("    def send")
    indented = "".join(f"    {line}" for line in mended.splitlines(keepends=True))
    (tmp_path / "shop.py").write_text(before + indented, "utf-8")
    again = follow(suite)
    assert again.returncode == 0, again.stdout
    assert "Every case" not in again.stdout
    assert "was skipped" in (tmp_path / "carelink-conformance.html").read_text("utf-8")
    assert follow(listed).returncode == 1  # the list is out of date

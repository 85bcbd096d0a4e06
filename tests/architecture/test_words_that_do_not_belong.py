"""The tree holds no machine path, no real-looking person, no number that could be somebody's."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SELF = Path(__file__).relative_to(ROOT)
TEXT = {
    ".py", ".md", ".toml", ".json", ".csv", ".txt", ".html", ".css", ".yml", ".xml", ".j2", ".mjs", ".java",
}  # fmt: skip


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = [n for n in listed.stdout.decode().split("\0") if n]
    return [Path(n) for n in names if Path(n).suffix in TEXT and Path(n) != SELF and (ROOT / n).is_file()]


def lines_with(pattern: str) -> list[str]:
    """Return ``file:line`` of every match in the tracked text files."""
    wanted = re.compile(pattern)
    found = []
    for name in tracked():
        text = (ROOT / name).read_text("utf-8", errors="replace")
        found += [f"{name}:{n}" for n, line in enumerate(text.splitlines(), 1) if wanted.search(line)]
    return found


def test_no_path_of_a_machine():
    assert lines_with(r"(?<![\w.])/(work|home|root|farm|Users)/\w|/tmp/[a-z]\w+/") == []


def test_no_host_but_reserved_and_standard_ones():
    """Mail addresses are under names reserved for examples."""
    addresses = r"[\w.+-]+@(?![\w.-]*(example|invalid|localhost|test)\b)[\w-]+\.[a-z]{2,}"
    assert lines_with(addresses) == []


def test_no_telephone_number_that_may_ring():
    """Invented numbers have a local part that begins with 0 (087-000-0001), which no exchange assigns."""
    ringing = r"(?<![\d-])0\d{1,4}-(?!0)\d{1,4}-(?!0000)\d{4}(?![\d-])"
    assert lines_with(ringing) == []


def test_no_individual_number():
    """12 digits with the check digit of a マイナンバー appear nowhere, not even by chance."""
    found = []
    for name in tracked():
        text = (ROOT / name).read_text("utf-8", errors="replace")
        numbers = re.findall(r"(?<![\d.])[0-9]{12}(?![\d.])", text)
        found += [
            f"{name}: {number[:4]}…" for number in numbers if number != SPECIMEN and _individual(number)
        ]
    assert found == []


SPECIMEN = "123456789018"
"""The number that explanations of the check digit use; tests that refuse one need one."""


def _individual(number: str) -> bool:
    """Check digit of 行政手続における特定の個人を識別するための番号 (総務省令第85号, 5条)."""
    body = [int(d) for d in reversed(number[:11])]
    rest = sum(d * (n + 1 if n <= 6 else n - 5) for n, d in enumerate(body, 1)) % 11
    return int(number[11]) == (0 if rest <= 1 else 11 - rest)

"""Sessions at the keyboard: a command, what it says, and its exit code, in one text file each.

A line ``$ command`` is run in the transcript's own empty folder; the lines after it are what it prints
(standard output and error together), ``…`` standing for anything; ``[exit N]`` closes it when N is not 0.
``$ put NAME`` writes the lines that follow, up to ``.``, into a file. A line ``# …`` tells the story between.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TRANSCRIPTS = sorted(HERE.glob("*.txt"))


def steps(text: str) -> list[tuple[str, list[str]]]:
    """Split a transcript into commands and the lines that follow them."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and not line.startswith("# "):
            found[-1][1].append(line)
    return found


def said(command: str, room: Path) -> str:
    """Run one command line and return what it printed, with its exit code when that is not 0."""
    words = shlex.split(command)
    assert words[0] == "carelink", command
    done = subprocess.run(
        [sys.executable, "-m", "carelink", *words[1:]],
        cwd=room,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "HOME": str(room), "COLUMNS": "100", "TERM": "dumb"},
        check=False,
    )
    text = done.stdout.decode().rstrip("\n")
    return text + (f"\n[exit {done.returncode}]" if done.returncode else "")


def matches(expected: list[str], actual: str) -> bool:
    """Whether the output is as written, ``…`` standing for anything within or across lines."""
    text = "\n".join(expected).strip("\n")
    pattern = ".*".join(re.escape(part) for part in text.split("…"))
    return re.fullmatch(pattern, actual.strip("\n"), re.DOTALL) is not None


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda p: p.stem)
def test_transcript(transcript, tmp_path):
    for command, lines in steps(transcript.read_text("utf-8")):
        if command.startswith("put "):
            body = "\n".join(lines[: lines.index(".")])
            file = tmp_path / command[4:]
            file.parent.mkdir(exist_ok=True)
            file.write_text(body + "\n", "utf-8")
            continue
        actual = said(command, tmp_path)
        assert matches(lines, actual), f"$ {command}\n{actual}"


def test_there_are_transcripts():
    assert TRANSCRIPTS

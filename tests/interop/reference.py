"""The reference validator (HL7/HAPI, Java) as a process that is asked about files."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class Said:
    """One issue of the reference validator."""

    severity: str
    place: str
    key: str
    text: str


class Reference:
    """Ask it with :meth:`about`; one process answers many questions, for it takes seconds to start."""

    def __init__(self, room: Path, folders: list[Path]) -> None:
        self._process = subprocess.Popen(
            ["java", "-cp", f"{room}/lib/*:{room}", "Oracle", *map(str, folders)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def about(self, file: Path, profile: str | None = None) -> list[Said]:
        """Return everything it says about one file."""
        questions, answers = self._pipes()
        questions.write(f"{file}\t{profile}\n" if profile else f"{file}\n")
        questions.flush()
        said = []
        while line := answers.readline().rstrip("\n"):
            severity, place, key, text = [*line.split("\t"), "", "", ""][:4]
            said.append(Said(severity, place, key, text))
        if self._process.poll() is not None:
            raise RuntimeError("the reference validator has died")
        return said

    def errors(self, file: Path, profile: str | None = None) -> list[Said]:
        """Return only what it counts as an error."""
        return [one for one in self.about(file, profile) if one.severity in {"error", "fatal"}]

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in self._pipes():
            pipe.close()

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout


def installed() -> Path | None:
    """Return where `make interop` put it, or None."""
    room = Path(os.environ.get("CARELINK_INTEROP", "build/interop")) / "oracle"
    ready = (room / "Oracle.class").is_file() and shutil.which("java") is not None
    return room.absolute() if ready else None

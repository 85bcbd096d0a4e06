"""``-``: a command that reads what another gives, or gives what another reads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click

IN_OR_OUT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
PIPE = Path("-")


def source(path: Path) -> Path | BinaryIO:
    """Return the file to read: standard input for ``-``."""
    return sys.stdin.buffer if path == PIPE else path


def target(path: Path) -> Path | BinaryIO:
    """Return the file to write: standard output for ``-``."""
    return sys.stdout.buffer if path == PIPE else path


def everything(path: Path) -> bytes:
    """Return all of a file, or of standard input."""
    from carelink.cli.files import content

    return sys.stdin.buffer.read() if path == PIPE else content(path)


def give(data: bytes) -> None:
    """Write ``data`` to standard output."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def done(path: Path) -> None:
    """Say where the result is, unless it went down the pipe."""
    if path != PIPE:
        click.echo(str(path))

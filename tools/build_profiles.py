"""Write the derived artefacts of ``profiles/`` from the declarations in ``carelink.records``.

python tools/build_profiles.py            write what differs, remove what is derived no more
python tools/build_profiles.py --check    exit 1 when a file is stale, missing or left over
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from carelink import canonical
from carelink.records.derive import artefacts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = ("structures", "extensions", "terminology")


def rendered(resource: dict[str, Any]) -> str:
    """Return the text of an artefact's file."""
    return json.dumps(resource, ensure_ascii=False, indent=2) + "\n"


def stale(home: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield the files that are not as derived, with what they should hold (None: nothing derives them)."""
    wanted = {home / path: rendered(resource) for path, resource in artefacts().items()}
    for path, text in wanted.items():
        if not path.is_file() or path.read_text("utf-8") != text:
            yield path, text
    for folder in FOLDERS:
        for path in sorted((home / folder).glob("*.json")):
            if path not in wanted:
                yield path, None


def main() -> int:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something is stale")
    check = parser.parse_args().check
    found = list(stale(canonical.home()))
    for path, text in found:
        print(
            ("stale " if text is not None else "left over ") + path.relative_to(canonical.home()).as_posix()
        )
        if check:
            continue
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    if check and found:
        print("run: python tools/build_profiles.py", file=sys.stderr)
    return int(check and bool(found))


if __name__ == "__main__":
    sys.exit(main())

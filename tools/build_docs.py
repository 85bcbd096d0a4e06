"""Write the reference pages that can be generated: rules, items, lists, identifiers, command line, API.

    python tools/build_docs.py           write docs/reference/*.md
    python tools/build_docs.py --check   write nothing; exit 1 when a page is not current

A page depends on the code alone, so that the same code gives the same bytes on every machine.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reference_pages import api, characters, cli, columns, coverage, identifiers, items, lists, rules

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = Path(__file__).parents[1] / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "api.md": api.page,
    "characters.md": characters.page,
    "cli.md": cli.page,
    "columns.md": columns.page,
    "coverage.md": coverage.page,
    "identifiers.md": identifiers.page,
    "items.md": items.page,
    "lists.md": lists.page,
    "rules.md": rules.page,
}


def stale(check: bool) -> list[str]:  # noqa: FBT001  the one option of this script
    """Return the pages that differed; unless ``check``, write them."""
    differing = []
    for name, build in PAGES.items():
        text = build()
        file = HOME / name
        if not file.exists() or file.read_text("utf-8") != text:
            differing.append(name)
            if not check:
                file.write_text(text, "utf-8", newline="\n")
    return differing


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when a page is not current"
    )
    check = parser.parse_args().check
    differing = stale(check)
    for name in differing:
        print(f"{'not current' if check else 'written'}: docs/reference/{name}")
    if check and differing:
        print("run: python tools/build_docs.py")
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main())

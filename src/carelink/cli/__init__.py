"""The same verbs at the keyboard.

Exit codes: 0 clean, 1 findings of error severity, 2 wrong usage, 3 could not run.
"""

from __future__ import annotations

import gc

__all__ = ["main"]

_GARBAGE = 50_000
"""New objects between two looks for garbage: a start makes many, hardly any of it garbage, and the usual 700
cost a tenth of the time."""


def main() -> None:
    """Run the command line; the entry point of the ``carelink`` script."""
    gc.set_threshold(_GARBAGE)
    from carelink.cli.app import run

    run()

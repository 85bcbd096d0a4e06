"""The same verbs at the keyboard.

Exit codes: 0 clean, 1 findings of error severity, 2 wrong usage, 3 could not run.
"""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line; the entry point of the ``carelink`` script."""
    from carelink.cli.app import run

    run()

"""The domain rules over a tree: what no profile can say, or can say only without words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Finding


def check(tree: Any) -> Iterable[Finding]:
    """Yield the findings of the domain rules for a record of ours; nothing for any other tree."""
    del tree
    yield from ()

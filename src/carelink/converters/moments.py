"""When a file was written, as far as the file tells."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO


def moment_of(source: Path | bytes | BinaryIO) -> datetime:
    """Return when a file was last changed, to the second; of anything else, now."""
    try:
        changed = source.stat().st_mtime if isinstance(source, Path) else None
    except OSError:  # opening the file will say what is wrong with it
        changed = None
    return (datetime.now(UTC) if changed is None else datetime.fromtimestamp(changed, UTC)).replace(
        microsecond=0
    )

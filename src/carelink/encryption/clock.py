"""Time in this room: aware, UTC, whole seconds; "now" is an argument wherever it matters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from carelink.errors import UsageError, Words

SKEW = timedelta(minutes=5)  # how far two honest clocks may differ
_LAST = 253_402_300_799  # 9999-12-31T23:59:59Z


def moment(now: datetime | None) -> datetime:
    """Return ``now`` in UTC and whole seconds, the present moment when it is None."""
    if now is None:
        now = datetime.now(UTC)
    if now.tzinfo is None:
        raise UsageError(
            Words("時刻に時間帯がありません。", "The time has no zone."),
            hint=Words(
                "datetime.now(timezone.utc) のように時間帯を付けてください。",
                "Give it one, as in datetime.now(timezone.utc).",
            ),
        )
    return now.astimezone(UTC).replace(microsecond=0)


def seconds(at: datetime) -> int:
    """Return ``at`` as seconds since 1970 (a JWT NumericDate, RFC 7519 §2)."""
    return int(at.timestamp())


def from_seconds(value: Any) -> datetime:
    """Return the moment a NumericDate names; ValueError when it is not a whole number in range."""
    if type(value) is not int or not 0 <= value <= _LAST:
        raise ValueError("not a time")
    return datetime.fromtimestamp(value, UTC)

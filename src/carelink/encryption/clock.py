"""Time in this room: aware, UTC, whole seconds; "now" is an argument wherever it matters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from carelink.errors import CarelinkError, UsageError, Words

SKEW = timedelta(minutes=5)  # how far two honest clocks may differ
# No working clock is before the day this was written; a machine without network whose battery is flat is.
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
_LAST = 253_402_300_799  # 9999-12-31T23:59:59Z


def moment(now: datetime | None) -> datetime:
    """Return ``now`` in UTC and whole seconds, the present moment when it is None.

    :raises CarelinkError: when the machine's clock cannot be right
    """
    if now is None:
        now = datetime.now(UTC)
        if now < _WRITTEN:
            raise _clock_stopped()
    if now.tzinfo is None:
        raise UsageError(
            Words("時刻に時間帯がありません。", "The time has no zone."),
            hint=Words(
                "datetime.now(timezone.utc) のように時間帯を付けてください。",
                "Give it one, as in datetime.now(timezone.utc).",
            ),
        )
    return now.astimezone(UTC).replace(microsecond=0)


def _clock_stopped() -> CarelinkError:
    return CarelinkError(
        Words(
            "この端末の時計が止まっているか、遅れています。",
            "This machine's clock has stopped, or is late.",
        ),
        hint=Words(
            "日付と時刻を合わせてから、もう一度行ってください。", "Set date and time, then do it again."
        ),
    )


def seconds(at: datetime) -> int:
    """Return ``at`` as seconds since 1970 (a JWT NumericDate, RFC 7519 §2)."""
    return int(at.timestamp())


def from_seconds(value: Any) -> datetime:
    """Return the moment a NumericDate names; ValueError when it is not a whole number in range."""
    if type(value) is not int or not 0 <= value <= _LAST:
        raise ValueError("not a time")
    return datetime.fromtimestamp(value, UTC)

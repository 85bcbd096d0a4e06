"""GeoJSON, as one more format to write: facilities on a map; what a map does not show cannot be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

from carelink.converters.rules import files as rules
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from carelink.findings import Finding

FORMAT = "geojson"


def read_all(data: bytes, *, written: datetime | None = None) -> NoReturn:  # noqa: ARG001  same door for every format
    """Refuse: what a map leaves out cannot be known.

    :raises UsageError: always
    """
    raise UsageError(
        Words("GeoJSON は読み込めません。", "GeoJSON is written only."),
        hint=Words("FHIR か元の表を読んでください。", "Read the FHIR file, or the table it came from."),
    )


def to_bytes(records: Sequence[Any]) -> bytes:
    """Return facilities as one FeatureCollection.

    :raises UsageError: when a record is no facility
    """
    from carelink.rendering import to_geojson

    return to_geojson(records).encode()


def write_rows(records: Iterable[Any], stream: BinaryIO, *, say: Callable[[Finding], None]) -> None:
    """Write facilities one at a time; ``say`` hears of those that have no place on a map.

    :raises UsageError: when a record is no facility
    """
    from carelink.rendering.geojson import pieces

    def heard() -> Iterable[Any]:
        for record in records:
            for finding in losses(record):
                say(finding)
            yield record

    stream.writelines(piece.encode() for piece in pieces(heard()))


def losses(record: Any) -> tuple[Finding, ...]:
    """Return a finding for a facility without a position: it is in the file, and on no map."""
    site = getattr(record, "site", None)
    if site is None or (site.latitude is not None and site.longitude is not None):
        return ()
    return (rules.NO_POSITION.at("site.latitude"),)


__all__ = ["FORMAT", "losses", "read_all", "to_bytes", "write_rows"]

"""The real published files: no row lost, every doubtful value counted, written back byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from carelink.converters import kaigo_kohyo

pytestmark = pytest.mark.shared
WRITTEN = datetime(2025, 12, 31, tzinfo=UTC)
COUNTS = {
    "jigyosho_140.csv": (
        5_091,
        {
            "capacity-zero": 2_911,
            "telephone-normalised": 425,
            "url-without-scheme": 158,
            "url-unreadable": 134,
            "telephone-unusual": 54,
            "name-kana-not-kana": 35,
            "coordinate-zero": 24,
            "url-is-email": 19,
            "coordinate-outside-japan": 9,
            "corporate-number-check-digit": 5,
            "office-number-check-digit": 5,
            "space-around-cell": 4,
            "corporate-number-shape": 3,
        },
    ),
    "jigyosho_160.csv": (
        7_737,
        {
            "capacity-zero": 4_197,
            "telephone-normalised": 522,
            "url-unreadable": 217,
            "url-without-scheme": 212,
            "telephone-unusual": 82,
            "name-kana-not-kana": 59,
            "url-is-email": 46,
            "office-number-check-digit": 18,
            "corporate-number-check-digit": 8,
            "coordinate-zero": 6,
            "corporate-number-shape": 5,
            "coordinate-outside-japan": 2,
            "space-around-cell": 2,
            "capacity-unreadable": 1,
        },
    ),
    "jigyosho_220.csv": (
        3_698,
        {
            "capacity-zero": 2_541,
            "telephone-normalised": 137,
            "url-unreadable": 114,
            "url-without-scheme": 66,
            "name-kana-not-kana": 22,
            "url-is-email": 20,
            "office-number-check-digit": 17,
            "telephone-unusual": 17,
            "coordinate-zero": 10,
            "corporate-number-check-digit": 5,
            "coordinate-outside-japan": 3,
            "corporate-number-shape": 3,
        },
    ),
    "jigyosho_331.csv": (
        4_467,
        {
            "capacity-zero": 1_816,
            "telephone-normalised": 357,
            "url-unreadable": 121,
            "name-kana-not-kana": 104,
            "url-without-scheme": 50,
            "url-is-email": 26,
            "telephone-unusual": 14,
            "coordinate-zero": 10,
            "corporate-number-check-digit": 8,
            "corporate-number-shape": 7,
            "coordinate-outside-japan": 3,
            "office-number-check-digit": 2,
        },
    ),
    "jigyosho_520.csv": (
        4_121,
        {
            "capacity-zero": 2_248,
            "telephone-normalised": 189,
            "url-unreadable": 88,
            "url-without-scheme": 81,
            "name-kana-not-kana": 26,
            "office-number-check-digit": 18,
            "url-is-email": 18,
            "telephone-unusual": 11,
            "coordinate-outside-japan": 6,
            "corporate-number-check-digit": 6,
            "coordinate-zero": 2,
            "corporate-number-shape": 2,
            "space-around-cell": 1,
        },
    ),
    "jigyosho_540.csv": (
        2_553,
        {
            "capacity-zero": 1_166,
            "telephone-normalised": 336,
            "url-without-scheme": 104,
            "url-unreadable": 93,
            "url-is-email": 32,
            "telephone-unusual": 31,
            "name-kana-not-kana": 17,
            "corporate-number-check-digit": 3,
            "coordinate-outside-japan": 2,
            "coordinate-zero": 2,
            "corporate-number-shape": 2,
        },
    ),
}
"""File → rows, and how often each thing was found (2025年12月末時点)."""


@pytest.mark.parametrize("name", COUNTS)
def test_every_row_becomes_a_facility_and_comes_back_byte_for_byte(shared_data, name):
    path = shared_data / "mhlw-kaigo" / name
    batch = kaigo_kohyo.read_all(path, written=WRITTEN)
    rows, found = COUNTS[name]
    assert (batch.rows_in, len(batch.records), batch.refused) == (rows, rows, 0)
    assert batch.report.counts() == found
    assert len({facility.id for facility in batch}) == rows
    assert kaigo_kohyo.to_bytes(batch.records) == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "rows", "restored"),
    [
        ("710_night_home_help_20250601.csv", 205, 28),
        ("760_regular_patrol_nursing_20250601.csv", 1411, 500),
    ],
)
def test_copies_damaged_by_a_spreadsheet(shared_data, name, rows, restored):
    batch = kaigo_kohyo.read_all(shared_data / "mhlw-kaigo-excel-damaged" / name, written=WRITTEN)
    counts = batch.report.counts()
    assert (batch.rows_in, len(batch.records)) == (rows, rows)
    assert counts["leading-zero-restored"] == restored
    assert counts["table-column-missing"] == 7
    assert "office-number-shape" not in counts

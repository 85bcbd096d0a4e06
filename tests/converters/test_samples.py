"""The files of the demo: invented, complete where they should be, doubtful where that is the point."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import carelink
from carelink import converters
from carelink.converters import kaigo_kohyo
from carelink.converters.rules import kohyo
from carelink.records import check

DATA = Path(carelink.__file__).parent / "cli" / "demo" / "data"
WRITTEN = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize("name", ["admission.toml", "consultation.toml"])
def test_the_sheets_are_complete(name):
    batch = converters.read_all(DATA / name)
    (record,) = batch
    assert list(batch.report) == []
    assert [f.code for f in check(record.to_fhir())] == []


def test_the_offices_show_every_kind_of_doubtful_value_a_town_meets():
    path = DATA / "facilities.csv"
    batch = kaigo_kohyo.read_all(path, written=WRITTEN)
    assert (batch.rows_in, len(batch.records), batch.refused) == (43, 43, 0)
    assert kaigo_kohyo.to_bytes(batch.records) == path.read_bytes()
    shown = set(batch.report.counts())
    others = {
        "facility-without-identity",
        "facility-name-missing",
        "office-number-missing",
        "office-number-shape",
        "leading-zero-restored",
        "corporate-number-shape",
        "corporate-number-is-personal",
        "municipality-code-missing",
        "municipality-code-shape",
        "service-kind-missing",
        "coordinate-unreadable",
        "shared-service-unknown",
        "space-around-cell",
    }
    assert shown == {rule.code for rule in kohyo.RULES} - others


def test_the_offices_are_of_four_towns_and_their_numbers_are_of_the_invented_block():
    batch = kaigo_kohyo.read_all(DATA / "facilities.csv", written=WRITTEN)
    assert {f.site.city for f in batch} == {"高松市", "三木町", "直島町", "綾川町"}
    assert {f.identity.office_number[5:7] for f in batch} == {"99"}

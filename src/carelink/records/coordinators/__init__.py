"""在宅医療コーディネーター on the wire: one, or a town's whole directory in one Bundle."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from carelink.records.sheets.coordinator import Coordinator
    from carelink.records.tree import Node


def directory_bundle(coordinators: Iterable[Coordinator], id: UUID, written: datetime) -> Node:  # noqa: A002  the field's name
    """Return many coordinators as one Bundle (profile ``coordinator-directory``), two entries each.

    :param id: of the directory; a later issue of the same directory keeps it
    :param written: aware time of this issue
    """
    from carelink.records.coordinators.pair import append_blank
    from carelink.records.facility.frame import MOMENT, collection
    from carelink.records.sheets.coordinator import Coordinator

    bundle = collection("coordinator-directory", id, written)
    for coordinator in coordinators:
        doc = append_blank(bundle, coordinator.id)
        doc.role["meta"]["lastUpdated"] = MOMENT.write(coordinator.written)
        for item in Coordinator.form().items:
            value = item.of(coordinator)
            if value is not None:
                item.at.put(doc, None, value)
    return bundle


def trained_by_year(coordinators: Iterable[Coordinator]) -> Mapping[int, tuple[int, int]]:
    """Return how many finished the course in each fiscal year, and how many of them for the administration.

    Who does not state the year is counted in none.
    """
    everybody, administration = Counter[int](), Counter[int]()
    for one in coordinators:
        year = one.training.year
        if year is not None:
            everybody[year] += 1
            administration[year] += one.training.administration is True
    return {year: (everybody[year], administration[year]) for year in sorted(everybody)}


__all__ = ["directory_bundle", "trained_by_year"]

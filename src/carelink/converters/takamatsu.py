"""高松市オープンデータ: lists of the city with English keys, as CSV and as workbooks; read only.

One layout for all of its lists of places (老人福祉施設, グループホーム, 保健センター, 医療機関 …): each has
some of these columns. What has no item (代表者, 開設日 …) is remembered as text; ``#property`` is the number
of a row in its file.
"""

from __future__ import annotations

from typing import Final

from carelink.converters.layouts.door import Door
from carelink.converters.layouts.layout import Column, Layout
from carelink.records.sheets.facility import Facility


def _some(heading: str, path: str = "", codec: str = "") -> Column:
    return Column(heading, path, codec, optional=True)


DOOR: Final = Door(
    Layout(
        "takamatsu",
        "高松市オープンデータ",
        "open data of the city of Takamatsu",
        Facility,
        (
            Column("#property", "identity.local_number"),
            Column("latitude", "site.latitude"),
            Column("longitude", "site.longitude"),
            Column("name", "identity.name"),
            Column("address", "site.address"),
            Column("telephoneNumber", "contact.telephone"),
            _some("fax number", "contact.fax"),
            _some("referenceObject", "contact.website"),
            Column("note", "listing.remarks"),
            _some("service", "offer.service_name"),
            _some("availableDate", "hours.days"),
            _some("startTime", "hours.opens"),
            _some("endTime", "hours.closes"),
            _some("availableDateNote", "opening.notes"),
            _some("capacity", "reception.capacity"),
            _some("alternativeName", "offer.category", "institution"),
            _some("city", "site.city"),
            _some("corporateRepresentative"),
            _some("establisher", "operator.name"),
            _some("openingDate"),
            _some("medicalSubjects", "offer.departments"),
            _some("numberOfBeds", "reception.beds"),
            _some("pref", "site.prefecture"),
            _some("prefCode", "site.municipality_code"),
            _some("fullNameInKana", "identity.name_kana"),
            _some("identification"),
            _some("katagaki", "site.building"),
            _some("medicalCode", "identity.medical_number"),
            _some("overtimeResponse", "opening.after_hours"),
        ),
        frozenset({"#property", "latitude", "longitude", "name", "address"}),
        least=4,
        fixed={"site.municipality_code": "372013"},
        two_way=False,
    )
)

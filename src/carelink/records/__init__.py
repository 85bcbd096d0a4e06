"""What is exchanged: the shared information sheet, the consultation, the facility.

>>> from carelink.records import AdmissionSheet                    # doctest: +SKIP
>>> sheet = AdmissionSheet.from_fhir(tree)                         # doctest: +SKIP
>>> sheet = sheet.change("functioning.mobility", Adl.FULL)         # doctest: +SKIP
>>> tree = sheet.to_fhir(onto=tree)                                # doctest: +SKIP

Everything here is loaded when it is first used: pydantic is heavy.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.records.bridge import from_resource
    from carelink.records.checking import check
    from carelink.records.checks.revision import replacement
    from carelink.records.forms import Form, form_of
    from carelink.records.item import Item, Level
    from carelink.records.publishing import all_published, published
    from carelink.records.read import KINDS, Read, from_fhir, kind_of
    from carelink.records.record import Record
    from carelink.records.revision import Revision, latest, revision_of
    from carelink.records.sheets.admission import AdmissionSheet
    from carelink.records.sheets.consultation import Consultation
    from carelink.records.sheets.coordinator import Coordinator
    from carelink.records.sheets.discharge import DischargeRecord
    from carelink.records.sheets.facility import Facility
    from carelink.records.sheets.home import HomeSheet
    from carelink.records.sheets.letter import DischargeLetter
    from carelink.records.sheets.minutes import Minutes
    from carelink.records.sheets.sheet import InformationSheet
    from carelink.records.sheets.wishes import WishesSheet

__all__ = [
    "KINDS",
    "AdmissionSheet",
    "Consultation",
    "Coordinator",
    "DischargeLetter",
    "DischargeRecord",
    "Facility",
    "Form",
    "HomeSheet",
    "InformationSheet",
    "Item",
    "Level",
    "Minutes",
    "Read",
    "Record",
    "Revision",
    "WishesSheet",
    "all_published",
    "check",
    "form_of",
    "from_fhir",
    "from_resource",
    "kind_of",
    "latest",
    "published",
    "replacement",
    "revision_of",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "bridge": ("from_resource",),
        "checking": ("check",),
        "checks.revision": ("replacement",),
        "forms": ("Form", "form_of"),
        "item": ("Item", "Level"),
        "publishing": ("all_published", "published"),
        "read": ("KINDS", "Read", "from_fhir", "kind_of"),
        "record": ("Record",),
        "revision": ("Revision", "latest", "revision_of"),
        "sheets.admission": ("AdmissionSheet",),
        "sheets.consultation": ("Consultation",),
        "sheets.coordinator": ("Coordinator",),
        "sheets.discharge": ("DischargeRecord",),
        "sheets.facility": ("Facility",),
        "sheets.home": ("HomeSheet",),
        "sheets.letter": ("DischargeLetter",),
        "sheets.minutes": ("Minutes",),
        "sheets.sheet": ("InformationSheet",),
        "sheets.wishes": ("WishesSheet",),
    },
)

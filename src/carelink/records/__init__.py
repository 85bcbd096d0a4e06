"""What is exchanged: the shared information sheet, the consultation, the facility.

>>> from carelink.records import AdmissionSheet                    # doctest: +SKIP
>>> sheet = AdmissionSheet.from_fhir(tree)                         # doctest: +SKIP
>>> sheet = sheet.change("functioning.mobility", Adl.FULL)         # doctest: +SKIP
>>> tree = sheet.to_fhir(onto=tree)                                # doctest: +SKIP

Everything here is loaded when it is first used: pydantic is heavy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.records.checking import check
    from carelink.records.forms import Form, form_of
    from carelink.records.item import Item, Level
    from carelink.records.read import KINDS, Read, from_fhir, kind_of
    from carelink.records.record import Record
    from carelink.records.sheets.admission import AdmissionSheet
    from carelink.records.sheets.consultation import Consultation
    from carelink.records.sheets.facility import Facility
    from carelink.records.sheets.sheet import InformationSheet

__all__ = [
    "KINDS",
    "AdmissionSheet",
    "Consultation",
    "Facility",
    "Form",
    "InformationSheet",
    "Item",
    "Level",
    "Read",
    "Record",
    "check",
    "form_of",
    "from_fhir",
    "kind_of",
]

_ROOM = {
    "AdmissionSheet": "sheets.admission",
    "Consultation": "sheets.consultation",
    "Facility": "sheets.facility",
    "Form": "forms",
    "InformationSheet": "sheets.sheet",
    "Item": "item",
    "KINDS": "read",
    "Level": "item",
    "Read": "read",
    "Record": "record",
    "check": "checking",
    "form_of": "forms",
    "from_fhir": "read",
    "kind_of": "read",
}


def __getattr__(name: str) -> Any:
    if (module := _ROOM.get(name)) is None:
        message = f"module 'carelink.records' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"carelink.records.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

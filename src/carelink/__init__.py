"""在宅医療・介護連携 in Python: read, validate, print, seal and exchange the records of home care.

>>> import carelink
>>> sheet = carelink.read("sheet.toml")            # doctest: +SKIP
>>> report = carelink.validate(sheet)              # doctest: +SKIP
>>> carelink.write(sheet, "sheet.html")            # doctest: +SKIP

Everything here is loaded when it is first used, so ``import carelink`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.converters import read, read_all, write
    from carelink.encryption import Identity, Recipient, Trust
    from carelink.errors import CarelinkError
    from carelink.exchange import Catchment, connect, open, seal  # noqa: A004  the verb of the field; age does the same
    from carelink.findings import Finding, Report, Severity
    from carelink.records import AdmissionSheet, Consultation, Facility, InformationSheet
    from carelink.validation import Validator, validate

__version__ = "0.1.0"

__all__ = [
    "AdmissionSheet",
    "CarelinkError",
    "Catchment",
    "Consultation",
    "Facility",
    "Finding",
    "Identity",
    "InformationSheet",
    "Recipient",
    "Report",
    "Severity",
    "Trust",
    "Validator",
    "connect",
    "open",
    "read",
    "read_all",
    "seal",
    "validate",
    "write",
]

_ROOM = {
    "CarelinkError": "errors",
    **dict.fromkeys(("read", "read_all", "write"), "converters"),
    **dict.fromkeys(("Identity", "Recipient", "Trust"), "encryption"),
    **dict.fromkeys(("Catchment", "connect", "open", "seal"), "exchange"),
    **dict.fromkeys(("Finding", "Report", "Severity"), "findings"),
    **dict.fromkeys(("AdmissionSheet", "Consultation", "Facility", "InformationSheet"), "records"),
    **dict.fromkeys(("Validator", "validate"), "validation"),
}


def __getattr__(name: str) -> Any:
    if (room := _ROOM.get(name)) is None:
        message = f"module 'carelink' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"carelink.{room}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

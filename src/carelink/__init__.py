"""在宅医療・介護連携 in Python: read, validate, print, seal and exchange the records of home care.

>>> import carelink
>>> sheet = carelink.read("sheet.toml")            # doctest: +SKIP
>>> report = carelink.validate(sheet)              # doctest: +SKIP
>>> carelink.write(sheet, "sheet.html")            # doctest: +SKIP

Everything here is loaded when it is first used, so ``import carelink`` costs nothing.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.converters import read, read_all, write
    from carelink.encryption import Identity, Recipient, Trust
    from carelink.errors import CarelinkError
    from carelink.exchange import Catchment, connect, open, seal  # noqa: A004  the verb of the field; age does the same
    from carelink.findings import Finding, Report, Severity
    from carelink.records import (
        AdmissionSheet,
        Consultation,
        DischargeLetter,
        DischargeRecord,
        Facility,
        HomeSheet,
        InformationSheet,
        Minutes,
        WishesSheet,
    )
    from carelink.validation import Validator, validate

__version__ = "0.1.0"

__all__ = [
    "AdmissionSheet",
    "CarelinkError",
    "Catchment",
    "Consultation",
    "DischargeLetter",
    "DischargeRecord",
    "Facility",
    "Finding",
    "HomeSheet",
    "Identity",
    "InformationSheet",
    "Minutes",
    "Recipient",
    "Report",
    "Severity",
    "Trust",
    "Validator",
    "WishesSheet",
    "connect",
    "open",
    "read",
    "read_all",
    "seal",
    "validate",
    "write",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "converters": ("read", "read_all", "write"),
        "encryption": ("Identity", "Recipient", "Trust"),
        "errors": ("CarelinkError",),
        "exchange": ("Catchment", "connect", "open", "seal"),
        "findings": ("Finding", "Report", "Severity"),
        "records": (
            "AdmissionSheet",
            "Consultation",
            "DischargeLetter",
            "DischargeRecord",
            "Facility",
            "HomeSheet",
            "InformationSheet",
            "Minutes",
            "WishesSheet",
        ),
        "validation": ("Validator", "validate"),
    },
)

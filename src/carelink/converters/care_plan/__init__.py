"""ケアプランデータ連携標準仕様 v4.1, the CSV files: every kind in and out, byte for byte.

>>> from carelink.converters import care_plan                               # doctest: +SKIP
>>> unit = care_plan.read_unit("inbox/")                                    # doctest: +SKIP
>>> unit.sheets()                                                           # doctest: +SKIP
>>> unit.plans()[0].needs[0].goals[0].services[0].frequency                 # doctest: +SKIP
>>> unit.files[0].to_bytes()                                                # doctest: +SKIP

A file is kept as its rows, so that writing gives back the same bytes; what a row says wrongly is a finding.
Of the rows, person and care level become an admission sheet (利用者補足情報, 第1表, 利用者基本情報), the
plan (第1表, 第2表) a typed plan and a FHIR CarePlan. As one of the formats (``care-plan``) a file of persons
gives admission sheets, and admission sheets are written as 利用者補足情報 (UPHOSOKU).

What it cannot carry is said: an admission sheet has no place for limits and units; UPHOSOKU has none for most
of a sheet; the CarePlan leaves out the weekly table (第3表), the monthly ones (第6表, 第7表) and the plans of
prevention, all of which stay readable as rows. Names and lengths of columns were read in a text extraction of
the standard; lengths and marks of required items could not all be confirmed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.converters.care_plan.fhir import to_fhir
    from carelink.converters.care_plan.files import File, read_file
    from carelink.converters.care_plan.kinds import KINDS
    from carelink.converters.care_plan.names import FileName, parse_name
    from carelink.converters.care_plan.persons import FORMAT, losses, read_all, to_bytes
    from carelink.converters.care_plan.plans import Plan
    from carelink.converters.care_plan.start import recognises
    from carelink.converters.care_plan.units import Unit, read_unit

__all__ = [
    "FORMAT",
    "KINDS",
    "File",
    "FileName",
    "Plan",
    "Unit",
    "losses",
    "parse_name",
    "read_all",
    "read_file",
    "read_unit",
    "recognises",
    "to_bytes",
    "to_fhir",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "fhir": ("to_fhir",),
        "files": ("File", "read_file"),
        "kinds": ("KINDS",),
        "names": ("FileName", "parse_name"),
        "persons": ("FORMAT", "losses", "read_all", "to_bytes"),
        "start": ("recognises",),
        "plans": ("Plan",),
        "units": ("Unit", "read_unit"),
    },
)

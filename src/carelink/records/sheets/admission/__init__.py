"""入院時情報提供書: what a care manager tells the hospital. Section by section as the 2018 form prints it.

The form is the example sheet (様式例) of the notice 平成21年3月13日 老振発第0313001号, as rewritten in
March 2018; a substitute form must contain the same items. Labels marked ``known-…`` are remembered and were
not compared with the printed form, so they must not be called its official text.

Blocks that only the form of 2024 has are items of that edition (see `newer`): one class holds both.
"""

from carelink.records.sheets.admission.functioning import Functioning
from carelink.records.sheets.admission.header import Header
from carelink.records.sheets.admission.medicines import FamilyDoctor, Medicines
from carelink.records.sheets.admission.newer import FinalStage, Nutrition
from carelink.records.sheets.admission.outlook import Conferences, Outlook
from carelink.records.sheets.admission.person import Basics, Family, Services, Wishes
from carelink.records.sheets.admission.sheet import AdmissionSheet

__all__ = [
    "AdmissionSheet",
    "Basics",
    "Conferences",
    "Family",
    "FamilyDoctor",
    "FinalStage",
    "Functioning",
    "Header",
    "Medicines",
    "Nutrition",
    "Outlook",
    "Services",
    "Wishes",
]

"""入院時情報提供書, the whole sheet."""

from typing import ClassVar

from carelink.records.frame import DocumentFrame, Frame, loinc
from carelink.records.sheets.admission.functioning import Functioning
from carelink.records.sheets.admission.header import Header
from carelink.records.sheets.admission.medicines import FamilyDoctor, Medicines
from carelink.records.sheets.admission.newer import FinalStage, Nutrition
from carelink.records.sheets.admission.outlook import Conferences, Outlook
from carelink.records.sheets.admission.person import Basics, Family, Services, Wishes
from carelink.records.sheets.sheet import InformationSheet, years_on


class AdmissionSheet(InformationSheet, frozen=True):
    """入院時情報提供書, care manager → hospital. 記入日 is ``written``, which every record has."""

    kind: ClassVar[str] = "admission-sheet"
    title: ClassVar[str] = "入院時情報提供書"
    en: ClassVar[str] = "the admission sheet"
    frame: ClassVar[Frame] = DocumentFrame(
        "admission-sheet", loinc("18761-7", "入院時情報提供書", "admission-sheet")
    )

    fee_groups: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("basics.care_level", "basics.certification"),
        (
            "functioning.disease_history",
            "functioning.treatments",
            "functioning.bpsd",
            "basics.dementia_rank",
            "functioning.mobility",
            "functioning.transfer",
            "functioning.dressing",
            "functioning.grooming",
            "functioning.bathing",
            "functioning.eating",
        ),
        ("family.household", "family.main_caregiver", "wishes.life_history"),
    )

    header: Header = Header()
    basics: Basics = Basics()
    family: Family = Family()
    wishes: Wishes = Wishes()
    services: Services = Services()
    outlook: Outlook = Outlook()
    conferences: Conferences = Conferences()
    functioning: Functioning = Functioning()
    medicines: Medicines = Medicines()
    family_doctor: FamilyDoctor = FamilyDoctor()
    nutrition: Nutrition = Nutrition()
    final_stage: FinalStage = FinalStage()

    @property
    def age(self) -> int | None:
        """年齢: whole years on the day it was written, None without a birth date or before it."""
        return years_on(self.written.date(), self.basics.born)

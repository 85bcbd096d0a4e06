"""The sheet of wishes, the whole record."""

from typing import ClassVar

from carelink import canonical
from carelink.records.frame import DocumentFrame, Frame
from carelink.records.sheets.sheet import InformationSheet
from carelink.records.sheets.wishes.emergency import Documents, Emergency
from carelink.records.sheets.wishes.person import Person
from carelink.records.sheets.wishes.talk import Talk
from carelink.records.sheets.wishes.wishes import Wishes

_TITLE = "人生の最終段階における医療・ケアの意向（ACP・看取り・急変時）"


class WishesSheet(InformationSheet, frozen=True):
    """ACP／看取り／急変時: what a person wished on one day, and what to do when something happens.

    The wishes are Observations like every other answer, no Consent: an active Consent reads as a permission
    to whoever knows only the standard, while the process guideline of 2018 has the team decide with the
    person each time. The document type is our own only: the LOINC codes for advance directives name papers
    that bind, or that the person wrote.
    """

    kind: ClassVar[str] = "wishes-sheet"
    title: ClassVar[str] = _TITLE
    en: ClassVar[str] = "the sheet of wishes"
    default_edition: ClassVar[str] = "2024"
    frame: ClassVar[Frame] = DocumentFrame(
        "wishes-sheet",
        {
            "coding": [
                {"system": canonical.code_system("document-type"), "code": "wishes-sheet", "display": _TITLE}
            ],
            "text": _TITLE,
        },
    )

    person: Person = Person()
    talk: Talk = Talk()
    wishes: Wishes = Wishes()
    emergency: Emergency = Emergency()
    documents: Documents = Documents()

    edition: str = "2024"

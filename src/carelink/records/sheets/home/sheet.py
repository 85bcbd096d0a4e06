"""在宅情報共有シート, the whole sheet."""

from typing import ClassVar, Final

from carelink import canonical
from carelink.records.frame import DocumentFrame, Frame
from carelink.records.sheets.home.daily import Daily, Measures
from carelink.records.sheets.home.messages import Ahead, Messages
from carelink.records.sheets.home.person import Basics, Standing
from carelink.records.sheets.sheet import InformationSheet

_TITLE: Final = "在宅情報共有シート"


class HomeSheet(InformationSheet, frozen=True):
    """One visit's news for the whole team. 記入日 is ``written``; when the person was seen is an item.

    Its document type is our own only: LOINC's notes are those of one profession, this one is for all.
    """

    kind: ClassVar[str] = "home-sheet"
    title: ClassVar[str] = _TITLE
    en: ClassVar[str] = "the home sheet"
    default_edition: ClassVar[str] = "2024"
    frame: ClassVar[Frame] = DocumentFrame(
        "home-sheet",
        {
            "coding": [
                {"system": canonical.code_system("document-type"), "code": "home-sheet", "display": _TITLE}
            ],
            "text": _TITLE,
        },
    )

    basics: Basics = Basics()
    standing: Standing = Standing()
    measures: Measures = Measures()
    daily: Daily = Daily()
    messages: Messages = Messages()
    ahead: Ahead = Ahead()

    edition: str = "2024"

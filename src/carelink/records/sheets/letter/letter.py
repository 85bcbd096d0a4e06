"""診療情報提供書(退院時), the whole letter."""

from typing import ClassVar, Final

from carelink.records.frame import DocumentFrame, Frame, loinc
from carelink.records.sheets.letter.header import Header
from carelink.records.sheets.letter.person import Basics
from carelink.records.sheets.letter.state import Nutrition, Opinion, State
from carelink.records.sheets.sheet import InformationSheet, years_on

_TITLE: Final = "診療情報提供書(居宅介護支援事業所向け・退院時)"


class DischargeLetter(InformationSheet, frozen=True):
    """What the hospital writes to the care manager at discharge. 年月日 is ``written``.

    LOINC has no letter to a care office; 57133-1 (referral note) is what Japanese guides take for
    診療情報提供書 of any kind.
    """

    kind: ClassVar[str] = "discharge-letter"
    title: ClassVar[str] = _TITLE
    en: ClassVar[str] = "the discharge letter"
    default_edition: ClassVar[str] = "2024"
    frame: ClassVar[Frame] = DocumentFrame("discharge-letter", loinc("57133-1", _TITLE, "discharge-letter"))

    header: Header = Header()
    basics: Basics = Basics()
    state: State = State()
    nutrition: Nutrition = Nutrition()
    opinion: Opinion = Opinion()

    edition: str = "2024"

    @property
    def age(self) -> int | None:
        """年齢: whole years on the day it was written, None without a birth date or before it."""
        return years_on(self.written.date(), self.basics.born)

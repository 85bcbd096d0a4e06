"""診療情報提供書(居宅介護支援事業所向け・退院時): what the hospital's doctor tells the care manager. 2024.

The first part of the form was seen in a public copy of the notice of 2024-03-05. Its rest was cut off there;
it is remembered to mirror section 4 of 主治医意見書, whose lists were seen. Those items are marked
``known-M`` and must not be called the form's official text.
"""

from carelink.records.sheets.letter.header import Header
from carelink.records.sheets.letter.letter import DischargeLetter
from carelink.records.sheets.letter.person import Basics
from carelink.records.sheets.letter.state import Diagnosis, Nutrition, Opinion, State

__all__ = ["Basics", "Diagnosis", "DischargeLetter", "Header", "Nutrition", "Opinion", "State"]

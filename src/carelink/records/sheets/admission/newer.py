"""What the form of 2024 (令和6年度) asks beyond that of 2018.

The full text of that form was not found. Both blocks are remembered; the one on eating was seen in the
hospital's letter of the same year (see `carelink.records.sheets.letter`), with fewer items.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import Section, item
from carelink.records.lists.nutrition import DysphagiaDiet, FeedingWay, StapleFood, Thickness
from carelink.records.lists.shared import YesNo
from carelink.records.lists.wishes import TalkHeld, TalkParticipant
from carelink.records.places import functioning, wished

M: Final = "known-M"
"""Remembered with some confidence; the form of 2024 was not seen."""
_2024: Final = "2024"


class Nutrition(
    Section,
    frozen=True,
    code="oral-nutrition",
    ja="口腔・栄養について",
    en="Mouth and nutrition",
    usual=functioning,
):
    """口腔・栄養. 義歯 and UDF等 stand in section 7, where both editions have them."""

    tooth_dirt: YesNo | None = item("歯の汚れ", "Dirt on the teeth", mark=M, editions=_2024)
    dysphagia: YesNo | None = item("摂食嚥下機能障害", "Dysphagia", mark=M, editions=_2024)
    feeding_ways: Ticks[FeedingWay] | None = item("摂食方法", "Ways of feeding", mark=M, editions=_2024)
    staple: Bracketed[StapleFood] | None = item("食形態 主食", "Staple food", mark=M, editions=_2024)
    side_dish: str | None = item("食形態 副食", "Side dishes", mark=M, editions=_2024)
    dysphagia_diet: DysphagiaDiet | None = item(
        "嚥下調整食 学会分類2021コード", "Dysphagia diet, code of 2021", mark=M, editions=_2024
    )
    thickness: Thickness | None = item("とろみ", "Thickened fluids", mark=M, editions=_2024)
    height: Decimal | None = item("身長", "Height", unit="cm", mark=M, editions=_2024)
    weight: Decimal | None = item("体重", "Weight", unit="kg", mark=M, editions=_2024)
    bmi: Decimal | None = item("BMI", "Body mass index", unit="kg/m2", mark=M, editions=_2024)
    weight_loss: Bracketed[YesNo] | None = item("体重減少", "Loss of weight", mark=M, editions=_2024)


class FinalStage(
    Section,
    frozen=True,
    code="final-stage",
    ja="人生の最終段階における医療・ケアに関する情報",
    en="Care at the end of life",
    usual=wished,
):
    """Filled in only when a talk took place. The items are those of the sheet of wishes, codes included."""

    talk_held: TalkHeld | None = item(
        "意向の話し合い", "Whether wishes were talked about", mark=M, editions=_2024
    )
    discussed_on: date | None = item("最終実施日", "Last talked about on", mark=M, editions=_2024)
    participants: Ticks[TalkParticipant] | None = item(
        "話し合いへの参加者", "Who took part", mark=M, editions=_2024
    )
    talk_content: str | None = item(
        "医療・ケアに関して話し合った内容", "What was talked about", mark=M, editions=_2024
    )
    talk_other: str | None = item("その他", "Other", mark=M, editions=_2024)
    talk_annex: bool | None = item("別紙参照", "See annex", mark=M, editions=_2024)

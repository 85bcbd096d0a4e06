"""Lists about eating, and the mouth: the block 口腔・栄養 that forms have had since 2024.

`FeedingWay` and `StapleFood` were seen in a public copy of 診療情報提供書(退院時). The codes of the two
学会分類2021 lists are remembered from 日本摂食嚥下リハビリテーション学会 嚥下調整食分類2021.
"""

from carelink.records.codes import TEXT, CodeList


class FeedingWay(CodeList, title="摂取方法・摂食方法(2024)", en="Ways of feeding (2024)"):
    """摂食方法 (seen); the form of 2018 has no 静脈栄養."""

    ORAL = "経口", "Oral"
    TUBE = "経管栄養", "Tube feeding"
    INTRAVENOUS = "静脈栄養", "Intravenous feeding"


class StapleFood(CodeList, title="主食の形態", en="Form of the staple food"):
    """食形態 主食 (seen)."""

    RICE = "米飯", "Rice"
    SOFT_RICE = "軟飯", "Soft rice"
    PORRIDGE = "全粥", "Rice porridge"
    OTHER = "その他", "Other", TEXT


class DysphagiaDiet(CodeList, title="学会分類2021（食事）コード", en="Dysphagia diet, code of 2021"):
    """嚥下調整食 学会分類2021 (remembered)."""

    _0J = "0j", "0j"
    _0T = "0t", "0t"
    _1J = "1j", "1j"
    _2_1 = "2-1", "2-1"
    _2_2 = "2-2", "2-2"
    _3 = "3", "3"
    _4 = "4", "4"


class Thickness(CodeList, title="学会分類2021（とろみ）", en="Thickened fluids, stage of 2021"):
    """とろみ 薄い・中間・濃い, with the stage of 学会分類2021 (remembered)."""

    _1 = "段階1 薄いとろみ", "Stage 1: mildly thick"
    _2 = "段階2 中間のとろみ", "Stage 2: moderately thick"
    _3 = "段階3 濃いとろみ", "Stage 3: extremely thick"


class NutritionSource(CodeList, title="栄養・口腔に関する情報", en="Where nutrition is written"):
    """栄養・口腔に関する情報 of 診療情報提供書(退院時) (seen)."""

    BELOW = "下記参照", "See below"
    ANNEX = "別紙様式50等参照", "See form 50 or the like"

"""1 患者の病状、経過等 of 診療情報提供書(退院時), and what is remembered of the rest."""

from typing import Final

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import RECOMMENDED, Group, Section, item
from carelink.records.lists.care import BedriddenRank, DementiaRank
from carelink.records.lists.functioning import DentureKind
from carelink.records.lists.nutrition import FeedingWay, NutritionSource, StapleFood
from carelink.records.lists.opinion import LikelyState, MedicalManagement, ServiceCaution
from carelink.records.lists.shared import YesNo
from carelink.records.places import Resources, answer, functioning, here

M: Final = "known-M"
_ENCOUNTER: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/condition-category",
    "code": "encounter-diagnosis",
}


class Diagnosis(Group, frozen=True):
    """One of the diagnoses 1 to 3: a Condition. The onset is a text: the form says 頃, about."""

    diagnosis: str | None = item("診断名", "Diagnosis", row="1(1)", at=here / "code" / "text")
    onset: str | None = item("発症年月日(西暦…頃)", "Onset, about", row="1(1)", at=here / "onsetString")


class State(
    Section,
    frozen=True,
    code="letter-state",
    number="1",
    ja="患者の病状、経過等",
    en="State and course",
    usual=answer,
):
    """(1) to (4) of the form."""

    diagnoses: tuple[Diagnosis, ...] | None = item(
        "診断名",
        "Diagnoses",
        level=RECOMMENDED,
        row="1(1)",
        rows=3,
        code="letter-diagnosis",
        at=Resources("Condition", "category", profile="letter-diagnosis", also=(_ENCOUNTER,)),
    )
    course: str | None = item(
        "経過及び治療内容", "Course and treatment", level=RECOMMENDED, row="1(2)", code="course-and-treatment"
    )
    explanation: str | None = item(
        "病状等の説明内容と患者の希望",
        "What was explained, what the person wants",
        level=RECOMMENDED,
        row="1(3)",
        code="explanation-and-wishes",
    )
    adl_rank: BedriddenRank | None = item(
        "障害高齢者の日常生活自立度", "Bedridden rank", level=RECOMMENDED, row="1(4)"
    )
    dementia_rank: DementiaRank | None = item(
        "認知症高齢者の日常生活自立度", "Dementia rank", level=RECOMMENDED, row="1(4)"
    )


class Nutrition(
    Section,
    frozen=True,
    code="letter-nutrition",
    number="1(5)",
    ja="栄養・口腔に関する情報",
    en="Mouth and nutrition",
    usual=functioning,
):
    """(5) of the form."""

    nutrition_source: NutritionSource | None = item(
        "栄養・口腔に関する情報", "Where nutrition is written", row="1(5)"
    )
    feeding_ways: Ticks[FeedingWay] | None = item("摂食方法", "Ways of feeding", row="1(5)")
    staple: Bracketed[StapleFood] | None = item("食形態 主食", "Staple food", row="1(5)")
    denture_worn: YesNo | None = item("義歯使用", "Dentures worn", row="1(5)")
    denture_kind: Ticks[DentureKind] | None = item("義歯 あり", "Kind of dentures", row="1(5)", mark=M)
    tooth_dirt: YesNo | None = item("歯の汚れ", "Dirt on the teeth", row="1(5)")
    dysphagia: YesNo | None = item("摂食嚥下機能障害", "Dysphagia", row="1(5)")


class Opinion(
    Section,
    frozen=True,
    code="letter-opinion",
    number="2",
    ja="生活機能とサービスに関する意見",
    en="Opinion on functioning and services",
    usual=answer,
):
    """The part of the form that was not seen."""

    likely_states: Ticks[LikelyState] | None = item(
        "発生の可能性の高い状態", "States likely to occur", row="2", mark=M
    )
    medical_management: Ticks[MedicalManagement] | None = item(
        "医学的管理の必要性", "Medical services needed", row="2", mark=M
    )
    service_cautions: Ticks[ServiceCaution] | None = item(
        "サービス提供時の留意事項", "What services must see to", row="2", mark=M
    )
    service_opinion: str | None = item(
        "訪問看護等の必要性、サービスに関する意見", "Opinion on services", row="2", mark=M
    )

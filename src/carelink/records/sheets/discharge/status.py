"""Parts ① and ② of 退院・退所情報記録書: the state in hospital, how it is taken, what is wished."""

from typing import Final

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import RECOMMENDED, Group, Section, item
from carelink.records.lists.discharge import (
    BathingMethod,
    ChokingFrequency,
    Cognition,
    DischargeMeal,
    Disclosed,
    MobilityMeans,
    OralCare,
    SleepAtDischarge,
    Stability,
    Toileting,
)
from carelink.records.lists.functioning import DentureKind, OralHygiene
from carelink.records.lists.shared import YesNo
from carelink.records.places import Resources, answer, extension, functioning, here
from carelink.records.sheets.admission.marks import H

_IN_HOSPITAL: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/condition-category",
    "code": "encounter-diagnosis",
}


class Disease(Group, frozen=True):
    """One of the diseases ①②③: a Condition, as the care manager was told it."""

    disease: str | None = item("疾患名", "Disease", row="①1", at=here / "code" / "text")
    stability: Stability | None = item(
        "疾患の状況", "State", row="①2", at=here / extension("disease-stability") / "valueCodeableConcept"
    )


class Status(
    Section,
    frozen=True,
    code="discharge-status",
    number="①",
    ja="疾患と入院(所)中の状況",
    en="Diseases and state during the stay",
    usual=functioning,
):
    """How the person was in hospital."""

    diseases: tuple[Disease, ...] | None = item(
        "現在治療中の疾患",
        "Diseases being treated",
        row="①1",
        mark=H,
        rows=3,
        code="treated-disease",
        at=Resources("Condition", "category", profile="discharge-disease", also=(_IN_HOSPITAL,)),
    )
    mobility_means: Ticks[MobilityMeans] | None = item("移動手段", "Means of moving about", row="①3", mark=H)
    toileting: Ticks[Toileting] | None = item("排泄方法", "Ways of toileting", row="①4", mark=H)
    bathing_method: Ticks[BathingMethod] | None = item("入浴方法", "Ways of bathing", row="①5", mark=H)
    discharge_meal: Ticks[DischargeMeal] | None = item("食事形態", "Form of meals", row="①6", mark=H)
    udf: str | None = item("UDF等の食形態区分", "Texture class (UDF …)", row="①6", mark=H)
    choking: YesNo | None = item("嚥下機能(むせ)", "Chokes", row="①7", mark=H)
    choking_frequency: ChokingFrequency | None = item("嚥下機能(むせ) あり", "How often", row="①7", mark=H)
    denture: YesNo | None = item("義歯", "Dentures", row="①7", mark=H)
    denture_kind: Ticks[DentureKind] | None = item("義歯 あり", "Kind of dentures", row="①7", mark=H)
    denture_use: YesNo | None = item("入院(所)中の使用", "Dentures worn during the stay", row="①7", mark=H)
    oral_hygiene: OralHygiene | None = item("口腔清潔", "Oral hygiene", row="①8", mark=H)
    oral_care: OralCare | None = item("口腔ケア", "Oral care", row="①8", mark=H)
    sleep_at_discharge: Bracketed[SleepAtDischarge] | None = item("睡眠", "Sleep", row="①9", mark=H)
    hypnotic_use: YesNo | None = item("眠剤使用", "Hypnotics", row="①9", mark=H)
    cognition: Ticks[Cognition] | None = item("認知・精神", "Cognition and mind", row="①10", mark=H)


class Views(
    Section,
    frozen=True,
    code="discharge-views",
    number="②",
    ja="受け止め/意向",
    en="How it is taken, what is wished",
    usual=answer,
):
    """Of the person and of the family."""

    person_acceptance: str | None = item(
        "＜本人＞病気、障害、後遺症等の受け止め方", "How the person takes it", row="②1", mark=H
    )
    disclosed: Disclosed | None = item("本人への病名告知", "Told the diagnosis", row="②1", mark=H)
    person_wish: str | None = item(
        "＜本人＞退院後の生活に関する意向", "Wishes of the person", level=RECOMMENDED, row="②2", mark=H
    )
    family_acceptance: str | None = item(
        "＜家族＞病気、障害、後遺症等の受け止め方", "How the family takes it", row="②3", mark=H
    )
    family_wish: str | None = item(
        "＜家族＞退院後の生活に関する意向", "Wishes of the family", level=RECOMMENDED, row="②4", mark=H
    )

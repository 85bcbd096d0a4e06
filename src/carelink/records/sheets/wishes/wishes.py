"""What the person wants, treatment by treatment, and who speaks when the person cannot."""

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import NOTHING, RECOMMENDED, Group, Section, item
from carelink.records.lists.wishes import LifeValue, Resuscitation, TransportWish, TreatmentWish, WishedPlace
from carelink.records.places import Step, extension, here, person_name, related, telecom, wished

D = "design"


class Proxy(Group, frozen=True):
    """代理意思決定者: whom the person trusts to know the wishes. It is a trust, no legal power."""

    name: str | None = item("氏名", "Name", at=person_name(here, "IDE"), instead=NOTHING)
    relation: str | None = item("続柄", "Relation", at=here / Step("relationship", {"coding": None}) / "text")
    tel: str | None = item("連絡先", "Telephone", at=here / telecom("phone") / "value", instead=NOTHING)
    agreed: bool | None = item(
        "本人の同意", "Named by the person", at=here / extension("proxy-agreed") / "valueBoolean"
    )


class Wishes(
    Section, frozen=True, code="wishes", number="2", ja="本人の意向", en="Wishes of the person", usual=wished
):
    """Each answer stands alone: what is 記載なし here was not asked, and is neither wanted nor refused."""

    values_held: Ticks[LifeValue] | None = item(
        "大切にしたいこと", "What matters to the person", row="2.1", mark=D
    )
    care_place: Bracketed[WishedPlace] | None = item(
        "希望する療養場所", "Where to be cared for", row="2.2", mark=D
    )
    last_place: Bracketed[WishedPlace] | None = item(
        "最期を迎えたい場所", "Where to be at the end", row="2.2", mark=D
    )
    resuscitation: Resuscitation | None = item(
        "心肺停止時の心肺蘇生",
        "Resuscitation when heart and breath stop",
        level=RECOMMENDED,
        row="2.3",
        mark=D,
    )
    transport: TransportWish | None = item(
        "救急搬送", "Transport by ambulance", level=RECOMMENDED, row="2.3", mark=D
    )
    ventilation: TreatmentWish | None = item("人工呼吸器", "Ventilator", row="2.4", mark=D)
    tracheostomy: TreatmentWish | None = item("気管切開", "Tracheostomy", row="2.4", mark=D)
    nasal_feeding: TreatmentWish | None = item("経鼻栄養", "Feeding through the nose", row="2.4", mark=D)
    gastrostomy: TreatmentWish | None = item("胃ろう", "Gastrostomy", row="2.4", mark=D)
    central_line: TreatmentWish | None = item(
        "中心静脈栄養", "Feeding through a central vein", row="2.4", mark=D
    )
    drip: TreatmentWish | None = item("末梢点滴", "Drip", row="2.4", mark=D)
    transfusion: TreatmentWish | None = item("輸血", "Transfusion", row="2.4", mark=D)
    dialysis: TreatmentWish | None = item("透析", "Dialysis", row="2.4", mark=D)
    vasopressors: TreatmentWish | None = item("昇圧薬", "Vasopressors", row="2.4", mark=D)
    antibiotics: TreatmentWish | None = item("抗菌薬", "Antibiotics", row="2.4", mark=D)
    sedation: TreatmentWish | None = item("緩和的鎮静", "Palliative sedation", row="2.4", mark=D)
    proxy: Proxy | None = item(
        "代理意思決定者",
        "Who decides when the person cannot",
        level=RECOMMENDED,
        row="2.5",
        mark=D,
        at=related(),
    )

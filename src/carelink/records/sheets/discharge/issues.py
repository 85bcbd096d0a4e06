"""Part 2 of 退院・退所情報記録書 and the hearings at its foot, the evidence of 退院・退所加算."""

from datetime import date

from carelink.records.codes import Ticks
from carelink.records.item import FEE, MUST, RECOMMENDED, Group, Section, item
from carelink.records.lists.discharge import Attended, NursingView, RehabView
from carelink.records.lists.functioning import Treatment
from carelink.records.lists.shared import YesNo
from carelink.records.places import Resources, answer, extension, here
from carelink.records.sheets.admission.marks import H


class Issues(
    Section,
    frozen=True,
    code="discharge-issues",
    number="2",
    ja="課題認識のための情報",
    en="What to see to",
    usual=answer,
):
    """③ to ⑥ of the form."""

    needed_treatments: Ticks[Treatment] | None = item(
        "医療処置の内容", "Treatments needed after discharge", level=RECOMMENDED, row="③1", mark=H
    )
    nursing_view: Ticks[NursingView] | None = item("看護の視点", "From the view of nursing", row="③2", mark=H)
    rehab_view: Ticks[RehabView] | None = item(
        "リハビリの視点", "From the view of rehabilitation", row="③3", mark=H
    )
    contraindicated: YesNo | None = item(
        "禁忌の有無", "Contraindications", level=RECOMMENDED, row="③4", mark=H
    )
    contraindications: str | None = item("禁忌の内容/留意点", "What is contraindicated", row="③4", mark=H)
    prognosis: str | None = item("症状・病状の予後・予測", "Prognosis", level=RECOMMENDED, row="④", mark=H)
    barriers: str | None = item(
        "退院に際しての日常生活の阻害要因（心身状況・環境等）",
        "What stands in the way of daily life",
        row="⑤",
        mark=H,
    )
    conditions_for_home: str | None = item(
        "在宅復帰のために整えなければならない要件",
        "What must be arranged for the return home",
        row="⑥",
        mark=H,
    )


class Hearing(Group, frozen=True):
    """One hearing: a Communication that the care manager received. Who told it is not the author."""

    heard: date | None = item("聞き取り日", "Heard on", level=FEE, row="T", at=here / "received")
    source: str | None = item(
        "情報提供を受けた職種(氏名)",
        "Profession (and name) of who told it",
        level=FEE,
        row="T",
        at=here / "sender" / "display",
    )
    attended: Attended | None = item(
        "会議出席",
        "At a conference",
        level=FEE,
        row="T",
        at=here / extension("conference-attended") / "valueCodeableConcept",
    )


class Evidence(
    Section, frozen=True, code="discharge-hearings", ja="情報提供の記録", en="Hearings", usual=answer
):
    """Up to three rows; their number and the conferences decide the class of the fee."""

    hearings: tuple[Hearing, ...] | None = item(
        "聞き取り",
        "Hearings",
        level=MUST,
        row="T",
        mark=H,
        rows=3,
        code="staff-hearing",
        at=Resources(
            "Communication", "topic", many=False, rest={"status": "completed"}, profile="discharge-hearing"
        ),
    )

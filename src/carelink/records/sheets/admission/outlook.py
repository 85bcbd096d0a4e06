"""Sections 5 and 6 of 入院時情報提供書: the outlook, the conferences."""

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import Section, item
from carelink.records.lists.care import (
    CareCapacity,
    CaregiverAfter,
    Consideration,
    HouseholdAfter,
)
from carelink.records.lists.shared import YesNo
from carelink.records.places import (
    answer,
)
from carelink.records.sheets.admission.marks import H


class Outlook(
    Section,
    frozen=True,
    code="outlook",
    number="5",
    ja="今後の在宅生活の展望について（ケアマネジャーとしての意見）",
    en="Outlook on life at home (the care manager's view)",
    usual=answer,
):
    """What living at home will need."""

    requirements: str | None = item("在宅生活に必要な要件", "What living at home needs", row="5.1", mark=H)
    household_after: Ticks[HouseholdAfter] | None = item(
        "退院後の世帯状況", "Household after discharge", row="5.2", mark=H, screening=True
    )
    household_members: int | None = item(
        "家族構成員数", "Members of the household", unit="名", row="5.2", mark=H
    )
    household_consideration: Bracketed[Consideration] | None = item(
        "世帯に対する配慮", "Consideration for the household", row="5.3", mark=H
    )
    caregiver_after: Bracketed[CaregiverAfter] | None = item(
        "退院後の主介護者", "Main caregiver after discharge", row="5.4", mark=H
    )
    care_capacity: CareCapacity | None = item(
        "介護力", "Capacity for care", row="5.5", mark=H, screening=True
    )
    abuse_suspicion: Bracketed[YesNo] | None = item(
        "家族や同居者等による虐待の疑い", "Suspicion of abuse", row="5.6", mark=H, screening=True
    )
    outlook_notes: str | None = item("特記事項", "Notes", row="5.7", mark=H)


class Conferences(
    Section,
    frozen=True,
    code="conferences",
    number="6",
    ja="カンファレンス等について（ケアマネジャーからの希望）",
    en="Conferences (wishes of the care manager)",
    usual=answer,
):
    """Which meetings the care manager wants to join."""

    in_house_conference: bool | None = item(
        "「院内の多職種カンファレンス」への参加 希望あり",
        "Wants to join the ward's conference",
        row="6.1",
        mark=H,
    )
    discharge_conference: bool | None = item(
        "「退院前カンファレンス」への参加 希望あり",
        "Wants to join the discharge conference",
        row="6.2",
        mark=H,
    )
    conference_request: str | None = item("具体的な要望", "Request", row="6.2", mark=H)
    home_visit: bool | None = item(
        "「退院前訪問指導」を実施する場合の同行 希望あり", "Wants to join the home visit", row="6.3"
    )

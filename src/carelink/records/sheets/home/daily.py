"""What was measured, and how the person was."""

from datetime import date
from decimal import Decimal

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import RECOMMENDED, Section, item
from carelink.records.lists.functioning import Bpsd, Sleep
from carelink.records.lists.home import Change, MealAmount, MedicineTaken
from carelink.records.lists.shared import YesNoUnknown
from carelink.records.places import functioning, measured


class Measures(
    Section, frozen=True, code="home-measures", number="2", ja="測ったもの", en="Measures", usual=measured
):
    """Vital signs as read off the device; they are of the moment the person was seen."""

    temperature: Decimal | None = item("体温", "Temperature", unit="℃", mark="design")
    pulse: int | None = item("脈拍", "Pulse", unit="回/分", mark="design")
    systolic: int | None = item("血圧 上", "Systolic blood pressure", unit="mmHg", mark="design")
    diastolic: int | None = item("血圧 下", "Diastolic blood pressure", unit="mmHg", mark="design")
    spo2: int | None = item("SpO2", "Oxygen saturation", unit="%", mark="design")
    respiration: int | None = item("呼吸数", "Respirations", unit="回/分", mark="design")
    weight: Decimal | None = item("体重", "Weight", unit="kg", mark="design")


class Daily(
    Section,
    frozen=True,
    code="home-daily",
    number="3",
    ja="今日の様子",
    en="How the person was",
    usual=functioning,
):
    """記載なし means that nobody looked or asked; it is never なし."""

    change: Bracketed[Change] | None = item(
        "前回からの変化", "Change since the last time", level=RECOMMENDED, mark="design", code="change-since"
    )
    meal_amount: MealAmount | None = item("食事量", "How much was eaten", mark="design")
    fluids: int | None = item("水分量", "Fluids drunk", unit="mL", mark="design")
    last_stool: date | None = item("最後に便が出た日", "Last stool on", mark="design")
    sleep: Bracketed[Sleep] | None = item("睡眠の状態", "Sleep", mark="design")
    medicine_taken: Bracketed[MedicineTaken] | None = item(
        "飲み薬を飲めたか", "Whether medicines were taken", mark="design"
    )
    pain: Bracketed[YesNoUnknown] | None = item("痛み", "Pain", mark="design")
    skin: Bracketed[YesNoUnknown] | None = item("皮膚の異常", "Skin trouble", mark="design")
    fall: Bracketed[YesNoUnknown] | None = item("転倒", "Falls", mark="design")
    bpsd: Ticks[Bpsd] | None = item(
        "精神面における療養上の問題", "Behavioural and psychological problems", mark="design"
    )
    family_state: str | None = item("家族・介護者の様子", "How the family is", mark="design")
    noticed: str | None = item("気づいたこと", "What was noticed", mark="design")

"""Sections 1 to 4 of 入院時情報提供書: the person, the family, the wishes, the services."""

from datetime import date

from carelink.records import identifiers
from carelink.records.codes import Ticks
from carelink.records.item import AGE, FEE, INITIALS, MUST, NOTHING, RECOMMENDED, TOWN, Section, item
from carelink.records.lists.care import (
    BedriddenRank,
    CareLevel,
    CarePlanPages,
    Certification,
    Copay,
    DementiaRank,
    Disability,
    Household,
    Housing,
    Judge,
    Pension,
)
from carelink.records.lists.shared import Present, Sex
from carelink.records.places import (
    Both,
    Step,
    answer,
    coded,
    identifier,
    patient,
    person_name,
    postal_address,
    related,
    telecom,
)
from carelink.records.sheets.admission.around import insurance
from carelink.records.sheets.admission.marks import H
from carelink.records.sheets.people import Person


class Basics(
    Section,
    frozen=True,
    code="basics",
    number="1",
    ja="利用者(患者)基本情報について",
    en="The person",
    usual=answer,
):
    """The person, the housing, the care insurance. 年齢 is computed from the birth date, never stored."""

    name: str | None = item(
        "患者氏名", "Name", level=MUST, row="1.1", mark=H, at=person_name(patient, "IDE"), instead=INITIALS
    )
    kana: str | None = item(
        "フリガナ",
        "Name in kana",
        level=RECOMMENDED,
        row="1.1",
        mark=H,
        at=person_name(patient, "SYL"),
        instead=NOTHING,
    )
    sex: Sex | None = item(
        "性別",
        "Sex",
        level=MUST,
        row="1.2",
        mark=H,
        at=coded(patient / "gender", {Sex.MALE: "male", Sex.FEMALE: "female"}),
    )
    born: date | None = item(
        "生年月日", "Birth date", level=MUST, row="1.2", at=patient / "birthDate", instead=AGE
    )
    postal_code: str | None = item(
        "〒", "Postal code", row="1.3", mark=H, at=patient / postal_address() / "postalCode", instead=NOTHING
    )
    address: str | None = item(
        "住所", "Address", row="1.3", mark=H, at=patient / postal_address() / "text", instead=TOWN
    )
    tel: str | None = item(
        "電話番号",
        "Telephone",
        row="1.3",
        mark=H,
        at=patient / telecom("phone", "home") / "value",
        instead=NOTHING,
    )
    housing: Housing | None = item("住居の種類", "Kind of housing", row="1.4", mark=H)
    storeys: int | None = item("階建て", "Storeys", unit="階建て", row="1.4", mark=H)
    floor: int | None = item("居室", "Floor of the room", unit="階", row="1.4", mark=H)
    elevator: Present | None = item("エレベーター", "Elevator", row="1.4", mark=H)
    housing_notes: str | None = item("住環境 特記事項", "Notes on housing", row="1.4", mark=H)
    care_level: CareLevel | None = item("入院時の要介護度", "Care level", level=FEE, row="1.5", mark=H)
    certification: Certification | None = item(
        "要介護認定の状況", "Status of certification", level=FEE, row="1.5", mark=H
    )
    applied: date | None = item("申請日", "Date of application", row="1.5", mark=H)
    valid_from: date | None = item(
        "有効期間 開始", "Valid from", level=RECOMMENDED, row="1.5", mark=H, at=insurance / "period" / "start"
    )
    valid_to: date | None = item(
        "有効期間 終了", "Valid to", level=RECOMMENDED, row="1.5", mark=H, at=insurance / "period" / "end"
    )
    insurer_number: str | None = item(
        "保険者番号",
        "Insurer number",
        mark="design",
        at=insurance / Step("payor") / "identifier" / "value",
    )
    insured_number: str | None = item(
        "被保険者番号",
        "Insured number",
        mark="design",
        at=Both(patient / identifier(identifiers.KAIGO_INSURED) / "value", insurance / "subscriberId"),
        instead=NOTHING,
    )
    adl_rank: BedriddenRank | None = item(
        "障害高齢者の日常生活自立度", "Bedridden rank", level=RECOMMENDED, row="1.6"
    )
    adl_rank_by: Judge | None = item(
        "障害高齢者の日常生活自立度を判断した人", "Bedridden rank judged by", row="1.6", mark=H
    )
    dementia_rank: DementiaRank | None = item(
        "認知症高齢者の日常生活自立度", "Dementia rank", level=RECOMMENDED, row="1.7"
    )
    dementia_rank_by: Judge | None = item(
        "認知症高齢者の日常生活自立度を判断した人", "Dementia rank judged by", row="1.7", mark=H
    )
    copay_rate: Copay | None = item("介護保険の自己負担割合", "Copayment", row="1.8", mark=H)
    disability: Ticks[Disability] | None = item("障害など認定", "Certified disability", row="1.9", mark=H)
    pension: Ticks[Pension] | None = item("年金などの種類", "Pension", row="1.10", mark=H)


class Family(
    Section, frozen=True, code="family", number="2", ja="家族構成/連絡先について", en="Family", usual=answer
):
    """Household, main caregiver, key person."""

    household: Ticks[Household] | None = item(
        "世帯構成", "Household", level=FEE, row="2.1", mark=H, screening=True
    )
    main_caregiver: Person | None = item(
        "主介護者", "Main caregiver", level=FEE, row="2.2", mark=H, at=related()
    )
    key_person: Person | None = item(
        "キーパーソン", "Key person", level=RECOMMENDED, row="2.3", mark=H, at=related()
    )


class Wishes(
    Section, frozen=True, code="wishes", number="3", ja="本人/家族の意向について", en="Wishes", usual=answer
):
    """What the person and the family like, have been and want."""

    interests: str | None = item("本人の趣味・興味・関心領域等", "Interests", row="3.1", mark=H)
    life_history: str | None = item("本人の生活歴", "Life history", level=FEE, row="3.2")
    person_intention: str | None = item("入院前の本人の生活に対する意向", "Wishes of the person", row="3.3")
    person_intention_in_plan: bool | None = item(
        "本人の意向 同封の居宅サービス計画(1)参照", "Wishes of the person: see care plan 1", row="3.3"
    )
    family_intention: str | None = item("入院前の家族の生活に対する意向", "Wishes of the family", row="3.4")
    family_intention_in_plan: bool | None = item(
        "家族の意向 同封の居宅サービス計画(1)参照", "Wishes of the family: see care plan 1", row="3.4"
    )


class Services(
    Section,
    frozen=True,
    code="services",
    number="4",
    ja="入院前の介護サービスの利用状況について",
    en="Care services before admission",
    usual=answer,
):
    """Said by the enclosed care plan."""

    enclosed: Ticks[CarePlanPages] | None = item("同封の書類", "Enclosed documents", level=FEE, row="4")

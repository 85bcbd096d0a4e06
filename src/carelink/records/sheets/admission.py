"""入院時情報提供書: what a care manager tells the hospital. Section by section as the 2018 form prints it.

The form is the example sheet (様式例) of the notice 平成21年3月13日 老振発第0313001号, as rewritten in
March 2018; a substitute form must contain the same items. Labels marked ``known-…`` are remembered and were
not compared with the printed form, so they must not be called its official text.
"""

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final

from carelink.records import identifiers
from carelink.records.codes import Bracketed, Ticks
from carelink.records.frame import DocumentFrame, Frame, loinc
from carelink.records.item import FEE, MUST, RECOMMENDED, Section, item
from carelink.records.lists.care import (
    BedriddenRank,
    CareCapacity,
    CaregiverAfter,
    CareLevel,
    CarePlanPages,
    Certification,
    Consideration,
    Copay,
    DementiaRank,
    Disability,
    Household,
    HouseholdAfter,
    Housing,
    Judge,
    Means,
    Pension,
)
from carelink.records.lists.common import Present, Restriction, Sex, VisitMode, YesNo, YesNoUnknown
from carelink.records.lists.functioning import (
    Adl,
    AdmissionFrequency,
    Aid,
    Bpsd,
    Communication,
    DentureKind,
    Disease,
    IntakeRoute,
    MealForm,
    OralHygiene,
    Paralysis,
    Sleep,
    Swallowing,
    Toilet,
    Treatment,
)
from carelink.records.lists.medicine import Adherence, Management
from carelink.records.places import (
    Both,
    Role,
    Step,
    Tagged,
    answer,
    author_office,
    author_person,
    coded,
    conditions,
    extension,
    functioning,
    identifier,
    listed,
    patient,
    person_name,
    postal_address,
    procedures,
    related,
    telecom,
)
from carelink.records.sheets.people import Person, desk, office_of, person_of
from carelink.records.sheets.sheet import InformationSheet
from carelink.records.tree import concept

if TYPE_CHECKING:
    from carelink.records.document import Document
    from carelink.records.tree import Node

H: Final = "known-H"  # remembered with high confidence, the printed form was not seen


def _inpatient(doc: "Document") -> "Node":
    actcode = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
    stay: Node = {"status": "unknown", "class": {"system": actcode, "code": "IMP"}}
    subject = doc.subject
    return stay if subject is None else {**stay, "subject": subject}


stay = Role("stay", "Encounter", "encounter", made=_inpatient, profile="sheet-stay")

recipient = desk("recipient", "情報提供先", "header")
recipient_office = office_of(recipient, "recipient-office")
recipient_person = person_of(recipient, "recipient-person")

gp = desk("family-doctor", "かかりつけ医", "family-doctor")
gp_office = office_of(gp, "family-doctor-office")
gp_person = person_of(gp, "family-doctor-person")

provision = Tagged(
    "Communication",
    "provision",
    "情報提供",
    "header",
    "topic",
    many=False,
    rest={"status": "completed"},
    subject="subject",
    profile="sheet-provision",
)

to_send = Tagged(
    "Consent",
    "consent-to-send",
    "情報送付の同意",
    "header",
    "category",
    rest={
        "status": "active",
        "scope": concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
        "policy": [{"uri": "https://laws.e-gov.go.jp/law/415AC0000000057"}],  # 個人情報の保護に関する法律
    },
    subject="patient",
    profile="sheet-consent",
    also=({"system": "http://loinc.org", "code": "59284-0"},),  # Consent Document
)

insurance = Tagged(
    "Coverage",
    "long-term-care-insurance",
    "介護保険",
    "basics",
    "type",
    many=False,
    rest={"status": "active", "payor": [{"display": "介護保険者"}]},
    subject="beneficiary",
    profile="sheet-coverage",
)


class Header(Section, frozen=True, code="header", number="H", ja="入院時情報提供書", en="Heading"):
    """Who tells whom, and when: also the evidence of 入院時情報連携加算."""

    admitted: date | None = item(
        "入院日", "Admission date", level=FEE, row="H2", at=stay / "period" / "start"
    )
    provided: date | None = item(
        "情報提供日", "Date of provision", level=FEE, row="H3", at=provision / "sent"
    )
    provided_time: time | None = item(
        "情報提供の時刻",
        "Time of provision",
        level=FEE,
        mark="design",
        at=provision / extension("provided-time") / "valueTime",
    )
    means: Bracketed[Means] | None = item(
        "情報提供の手段",
        "Means of provision",
        level=FEE,
        mark="design",
        at=provision / listed("medium", Means),
    )
    provided_where: str | None = item(
        "情報提供の場所",
        "Place of provision",
        mark="design",
        at=provision / extension("provided-where") / "valueString",
    )
    hospital: str | None = item(
        "医療機関名", "Hospital", level=MUST, row="H4", mark=H, at=recipient_office / "name"
    )
    hospital_number: str | None = item(
        "医療機関コード",
        "Hospital number",
        mark="design",
        at=recipient_office / identifier(identifiers.MEDICAL_INSTITUTION) / "value",
    )
    hospital_person: str | None = item(
        "ご担当者名", "Person in charge", row="H4", mark=H, at=person_name(recipient_person, "IDE")
    )
    office: str | None = item(
        "事業所名", "Care office", level=MUST, row="H5", mark=H, at=author_office / "name"
    )
    office_number: str | None = item(
        "事業所番号",
        "Office number",
        mark="design",
        at=author_office / identifier(identifiers.KAIGO_OFFICE) / "value",
    )
    care_manager: str | None = item(
        "ケアマネジャー氏名",
        "Care manager",
        level=MUST,
        row="H5",
        mark=H,
        at=person_name(author_person, "IDE"),
    )
    office_tel: str | None = item(
        "TEL", "Telephone of the office", row="H5", at=author_office / telecom("phone", "work") / "value"
    )
    office_fax: str | None = item(
        "FAX", "Fax of the office", row="H5", mark=H, at=author_office / telecom("fax", "work") / "value"
    )
    consent: bool | None = item(
        "利用者(患者)/家族の同意に基づき、利用者情報(身体・生活機能など)の情報を送付します。",
        "Sent with the consent of person or family",
        level=RECOMMENDED,
        row="H6",
        mark=H,
        at=coded(to_send / "provision" / "type", {True: "permit", False: "deny"}),
    )


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

    name: str | None = item("患者氏名", "Name", level=MUST, row="1.1", mark=H, at=person_name(patient, "IDE"))
    kana: str | None = item(
        "フリガナ",
        "Name in kana",
        level=RECOMMENDED,
        row="1.1",
        mark=H,
        at=person_name(patient, "SYL"),
    )
    sex: Sex | None = item(
        "性別",
        "Sex",
        level=MUST,
        row="1.2",
        mark=H,
        at=coded(patient / "gender", {Sex.MALE: "male", Sex.FEMALE: "female"}),
    )
    born: date | None = item("生年月日", "Birth date", level=MUST, row="1.2", at=patient / "birthDate")
    postal_code: str | None = item(
        "〒", "Postal code", row="1.3", mark=H, at=patient / postal_address() / "postalCode"
    )
    address: str | None = item("住所", "Address", row="1.3", mark=H, at=patient / postal_address() / "text")
    tel: str | None = item(
        "電話番号", "Telephone", row="1.3", mark=H, at=patient / telecom("phone", "home") / "value"
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


class Functioning(
    Section,
    frozen=True,
    code="functioning",
    number="7",
    ja="身体・生活機能の状況/療養生活上の課題について",
    en="Functioning and problems of care",
    usual=functioning,
):
    """What the person can do, eats, needs; diseases and treatments."""

    paralysis: Paralysis | None = item("麻痺の状況", "Paralysis", row="7.1")
    pressure_ulcer: Bracketed[YesNo] | None = item("褥瘡の有無", "Pressure ulcer", row="7.2")
    mobility: Adl | None = item("移動", "Mobility", level=RECOMMENDED, row="7.3")
    transfer: Adl | None = item("移乗", "Transfer", level=RECOMMENDED, row="7.3")
    dressing: Adl | None = item("更衣", "Dressing", level=RECOMMENDED, row="7.3")
    grooming: Adl | None = item("整容", "Grooming", level=RECOMMENDED, row="7.3")
    bathing: Adl | None = item("入浴", "Bathing", level=RECOMMENDED, row="7.3")
    eating: Adl | None = item("食事", "Eating", level=RECOMMENDED, row="7.3")
    bed_mobility: Adl | None = item("起居動作", "Moving in bed", row="7.4")
    aid_indoor: Ticks[Aid] | None = item("移動(室内)", "Aids indoors", row="7.5")
    aid_outdoor: Ticks[Aid] | None = item("移動(屋外)", "Aids outdoors", row="7.5")
    meals: int | None = item("食事回数", "Meals per day", unit="回/日", row="7.6")
    breakfast: int | None = item("食事回数 朝", "Breakfast at about", unit="時頃", row="7.6")
    lunch: int | None = item("食事回数 昼", "Lunch at about", unit="時頃", row="7.6")
    supper: int | None = item("食事回数 夜", "Supper at about", unit="時頃", row="7.6")
    diet_restriction: Bracketed[Restriction] | None = item("食事制限", "Diet restriction", row="7.7")
    meal_form: Ticks[MealForm] | None = item("食事形態", "Form of meals", row="7.8")
    udf: str | None = item("UDF等の食形態区分", "Texture class (UDF …)", row="7.9")
    intake_route: Ticks[IntakeRoute] | None = item("摂取方法", "Route of intake", row="7.10")
    thickening: Bracketed[YesNo] | None = item("水分とろみ", "Thickened fluids", row="7.11")
    fluid_restriction: Bracketed[Restriction] | None = item("水分制限", "Fluid restriction", row="7.12")
    swallowing: Swallowing | None = item("嚥下機能", "Swallowing", row="7.13")
    denture: YesNo | None = item("義歯", "Dentures", row="7.14")
    denture_kind: Ticks[DentureKind] | None = item("義歯 あり", "Kind of dentures", row="7.14")
    oral_hygiene: OralHygiene | None = item("口腔清潔", "Oral hygiene", row="7.15")
    halitosis: YesNo | None = item("口臭", "Halitosis", row="7.15")
    urination: Adl | None = item("排尿", "Urination", level=RECOMMENDED, row="7.16", screening=True)
    defecation: Adl | None = item("排便", "Defecation", level=RECOMMENDED, row="7.16", screening=True)
    portable_toilet: Toilet | None = item("ポータブルトイレ", "Commode", row="7.17", screening=True)
    diaper: Toilet | None = item("オムツ/パッド", "Diapers or pads", row="7.17", mark=H, screening=True)
    sleep: Bracketed[Sleep] | None = item("睡眠の状態", "Sleep", row="7.18", mark=H)
    hypnotics: YesNo | None = item("眠剤の使用", "Hypnotics", row="7.18", mark=H)
    smoking: YesNo | None = item("喫煙", "Smoking", row="7.19", mark=H)
    cigarettes: int | None = item("喫煙量", "Cigarettes per day", unit="本くらい/日", row="7.19", mark=H)
    alcohol: YesNo | None = item("飲酒", "Alcohol", row="7.19", mark=H)
    alcohol_amount: Decimal | None = item(
        "飲酒量", "Alcohol per day (180 ml)", unit="合くらい/日あたり", row="7.19", mark=H
    )
    vision: Communication | None = item("視力", "Seeing", row="7.20", mark=H)
    hearing: Communication | None = item("聴力", "Hearing", row="7.20", mark=H)
    speech: Communication | None = item("言語", "Speaking", row="7.20", mark=H)
    understanding: Communication | None = item("意思疎通", "Understanding each other", row="7.20", mark=H)
    glasses: Bracketed[YesNo] | None = item("眼鏡", "Glasses", row="7.21", mark=H)
    hearing_aid: YesNo | None = item("補聴器", "Hearing aid", row="7.21", mark=H)
    communication_notes: str | None = item(
        "コミュニケーションに関する特記事項", "Notes on communication", row="7.21", mark=H
    )
    bpsd: Ticks[Bpsd] | None = item(
        "精神面における療養上の問題", "Behavioural and psychological problems", level=FEE, row="7.22", mark=H
    )
    disease_history: Ticks[Disease] | None = item(
        "疾患歴", "Diseases", level=FEE, row="7.23", mark=H, screening=True, at=conditions()
    )
    recent_admission: Bracketed[YesNoUnknown] | None = item(
        "最近半年間での入院", "Admission in the last six months", row="7.24", mark=H, screening=True
    )
    recent_admission_from: date | None = item(
        "最近半年間での入院 期間 開始", "Last admission from", row="7.24", mark=H
    )
    recent_admission_to: date | None = item(
        "最近半年間での入院 期間 終了", "Last admission to", row="7.24", mark=H
    )
    admission_frequency: AdmissionFrequency | None = item(
        "入院頻度", "Frequency of admissions", row="7.25", mark=H, screening=True
    )
    treatments: Ticks[Treatment] | None = item(
        "入院前に実施している医療処置",
        "Treatments before admission",
        level=FEE,
        row="7.26",
        mark=H,
        screening=True,
        at=procedures(),
    )


class Medicines(
    Section, frozen=True, code="medicines", number="8", ja="お薬について", en="Medicines", usual=answer
):
    """What is taken and who sees to it."""

    oral_medicines: Bracketed[YesNo] | None = item(
        "内服薬", "Oral medicines", level=RECOMMENDED, row="8.1", mark=H
    )
    home_guidance: Bracketed[YesNo] | None = item(
        "居宅療養管理指導", "Guidance at home", level=RECOMMENDED, row="8.2", mark=H
    )
    medicine_management: Management | None = item(
        "薬剤管理", "Management of medicines", level=RECOMMENDED, row="8.3", mark=H
    )
    medicine_manager: str | None = item("薬剤管理 管理者", "Who manages", row="8.3", mark=H)
    medicine_method: str | None = item("薬剤管理 管理方法", "How it is managed", row="8.3", mark=H)
    adherence: Adherence | None = item("服薬状況", "Adherence", level=RECOMMENDED, row="8.4", mark=H)
    medicine_notes: str | None = item("お薬に関する、特記事項", "Notes on medicines", row="8.5", mark=H)


class FamilyDoctor(
    Section,
    frozen=True,
    code="family-doctor",
    number="9",
    ja="かかりつけ医について",
    en="Family doctor",
    usual=answer,
):
    """Who treats the person at home."""

    clinic: str | None = item(
        "かかりつけ医機関名", "Clinic", level=RECOMMENDED, row="9.1", mark=H, at=gp_office / "name"
    )
    clinic_tel: str | None = item(
        "かかりつけ医 電話番号",
        "Telephone of the clinic",
        level=RECOMMENDED,
        row="9.1",
        mark=H,
        at=gp_office / telecom("phone", "work") / "value",
    )
    doctor: str | None = item(
        "医師名",
        "Doctor",
        level=RECOMMENDED,
        row="9.1",
        mark=H,
        at=person_name(gp_person, "IDE"),
    )
    doctor_kana: str | None = item(
        "医師名フリガナ",
        "Doctor's name in kana",
        row="9.1",
        mark=H,
        at=person_name(gp_person, "SYL"),
    )
    visit_mode: Ticks[VisitMode] | None = item(
        "診察方法", "Way of consultation", level=RECOMMENDED, row="9.2", mark=H
    )
    visits: int | None = item("頻度", "Visits per month", unit="回/月", row="9.2", mark=H)


class AdmissionSheet(InformationSheet, frozen=True):
    """入院時情報提供書, care manager → hospital. 記入日 is ``written``, which every record has."""

    kind: ClassVar[str] = "admission-sheet"
    title: ClassVar[str] = "入院時情報提供書"
    en: ClassVar[str] = "the admission sheet"
    frame: ClassVar[Frame] = DocumentFrame(
        "admission-sheet", loinc("18761-7", "入院時情報提供書", "admission-sheet")
    )

    fee_groups: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("basics.care_level", "basics.certification"),
        (
            "functioning.disease_history",
            "functioning.treatments",
            "functioning.bpsd",
            "basics.dementia_rank",
            "functioning.mobility",
            "functioning.transfer",
            "functioning.dressing",
            "functioning.grooming",
            "functioning.bathing",
            "functioning.eating",
        ),
        ("family.household", "family.main_caregiver", "wishes.life_history"),
    )

    header: Header = Header()
    basics: Basics = Basics()
    family: Family = Family()
    wishes: Wishes = Wishes()
    services: Services = Services()
    outlook: Outlook = Outlook()
    conferences: Conferences = Conferences()
    functioning: Functioning = Functioning()
    medicines: Medicines = Medicines()
    family_doctor: FamilyDoctor = FamilyDoctor()

    @property
    def age(self) -> int | None:
        """年齢: whole years on the day it was written, None without a birth date or before it."""
        born = self.basics.born
        if born is None:
            return None
        on = self.written.date()
        years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        return years if years >= 0 else None

"""What facilities are searched by beyond their service: our own list, after the terms of the fee rules.

The words of the statutory notifications (在宅療養支援診療所 …) are remembered; the filter list of the city's
own navigator was not seen.
"""

from __future__ import annotations

from typing import Final

from carelink.records.codes import CodeList
from carelink.records.lists.facility import Category


class FacilityAttribute(CodeList, title="対応・届出・設備", en="What it offers", slug="facility-attribute"):
    """Said only when it is so: an attribute that is not there was not stated, which is no no."""

    # hospitals and clinics
    HOUSE_CALL = "往診", "House calls"
    HOME_VISIT = "訪問診療", "Regular home visits"
    ALWAYS = "24時間対応", "Around the clock"
    END_OF_LIFE_HOME = "在宅看取り", "End-of-life care at home"
    SUPPORT_CLINIC_1 = "在宅療養支援診療所1", "Home care support clinic 1"
    SUPPORT_CLINIC_2 = "在宅療養支援診療所2", "Home care support clinic 2"
    SUPPORT_CLINIC_3 = "在宅療養支援診療所3", "Home care support clinic 3"
    SUPPORT_HOSPITAL_1 = "在宅療養支援病院1", "Home care support hospital 1"
    SUPPORT_HOSPITAL_2 = "在宅療養支援病院2", "Home care support hospital 2"
    SUPPORT_HOSPITAL_3 = "在宅療養支援病院3", "Home care support hospital 3"
    BACK_UP_HOSPITAL = "在宅療養後方支援病院", "Back-up hospital for home care"
    HOME_MANAGEMENT_FEE = "在宅時医学総合管理料の届出", "Notified: comprehensive management at home"
    HOME_CANCER_CARE = "在宅がん医療総合診療料", "Comprehensive cancer care at home"
    PALLIATIVE_WARD = "緩和ケア病棟", "Palliative care ward"
    COMMUNITY_WARD = "地域包括ケア病棟", "Community-based care ward"
    REHABILITATION_WARD = "回復期リハ", "Convalescent rehabilitation"
    LIAISON_OFFICE = "地域連携室", "Liaison office"
    RESPITE = "レスパイト", "Respite admission"
    DEMENTIA_CENTRE = "認知症疾患医療センター", "Medical centre for dementia"
    DEMENTIA_DOCTOR = "認知症サポート医", "Dementia support doctor"
    CHILDREN = "小児在宅", "Children at home"
    INTRACTABLE = "難病", "Intractable diseases"
    # dental clinics
    HOME_DENTISTRY = "訪問歯科診療", "Dentistry at home"
    HOME_HYGIENE = "訪問歯科衛生指導", "Dental hygiene at home"
    ENDOSCOPY = "嚥下内視鏡", "Swallowing endoscopy"
    ORAL_CARE = "口腔ケア", "Oral care"
    SUPPORT_DENTAL_1 = "在宅療養支援歯科診療所1", "Home care support dental clinic 1"
    SUPPORT_DENTAL_2 = "在宅療養支援歯科診療所2", "Home care support dental clinic 2"
    DISABILITY_DENTISTRY = "障害者歯科", "Dentistry for disabled persons"
    # pharmacies
    HOME_PHARMACY_FEE = "在宅患者訪問薬剤管理指導の届出", "Notified: pharmacist visits"
    HOME_GUIDANCE = "居宅療養管理指導", "Guidance at home (care insurance)"
    AFTER_HOURS = "時間外", "After hours"
    NARCOTICS = "麻薬小売業", "Narcotics"
    STERILE = "無菌調剤", "Sterile compounding"
    SUPPLIES = "医療材料", "Medical supplies"
    HEALTH_PHARMACY = "健康サポート薬局", "Health support pharmacy"
    LIAISON_PHARMACY = "地域連携薬局", "Community liaison pharmacy"
    DELIVERY = "配達", "Delivery"
    # home nursing
    ALWAYS_NURSING = "24時間対応体制加算", "Around the clock (notified)"
    URGENT_NURSING = "緊急時訪問", "Urgent visits"
    SPECIAL_MANAGEMENT = "特別管理", "Special management"
    TERMINAL = "ターミナルケア", "Terminal care"
    STRENGTHENED_1 = "機能強化型1", "Strengthened station 1"
    STRENGTHENED_2 = "機能強化型2", "Strengthened station 2"
    STRENGTHENED_3 = "機能強化型3", "Strengthened station 3"
    PSYCHIATRIC = "精神科", "Psychiatric"
    SEVERE_CHILDREN = "小児・重心", "Children, severe disabilities"
    THERAPISTS = "リハ職", "Therapists"
    SPECIALIST_NURSE = "認定・特定行為看護師", "Certified or specially trained nurse"
    # care services
    DEMENTIA = "認知症対応", "Dementia"
    END_OF_LIFE = "看取り", "End-of-life care"
    TRANSPORT = "送迎", "Transport"
    BATHING = "入浴", "Bathing"
    TRAINING = "機能訓練", "Functional training"
    SINGLE_ROOM = "個室", "Single rooms"
    SHARED_ROOM = "多床室", "Shared rooms"
    # support in daily life
    MEALS = "配食(普通食)", "Meals: ordinary"
    MEALS_DIABETES = "配食(糖尿病食)", "Meals: diabetes"
    MEALS_KIDNEY = "配食(腎臓病食)", "Meals: kidney"
    MEALS_CHOPPED = "配食(きざみ食)", "Meals: chopped"
    MEALS_MOUSSE = "配食(ムース食)", "Meals: mousse"
    WATCHING = "見守り併用", "With watching over"
    BARBER = "訪問理美容(理容師)", "Haircut at home: barber"
    HAIRDRESSER = "訪問理美容(美容師)", "Haircut at home: hairdresser"
    CLEANING = "家事援助", "Household help"
    RIDES = "移送", "Rides"
    MASSAGE = "訪問マッサージ", "Massage at home"


_ALL: Final = tuple(FacilityAttribute)


def _from(first: FacilityAttribute, last: FacilityAttribute) -> tuple[FacilityAttribute, ...]:
    return _ALL[_ALL.index(first) : _ALL.index(last) + 1]


_MEDICAL: Final = _from(FacilityAttribute.HOUSE_CALL, FacilityAttribute.INTRACTABLE)
_CARE: Final = _from(FacilityAttribute.DEMENTIA, FacilityAttribute.SHARED_ROOM)

ASKED: Final[dict[Category, tuple[FacilityAttribute, ...]]] = {
    Category.CONSULTATION: (),
    Category.HOSPITAL: _MEDICAL,
    Category.CLINIC: _MEDICAL,
    Category.DENTAL: _from(FacilityAttribute.HOME_DENTISTRY, FacilityAttribute.DISABILITY_DENTISTRY),
    Category.PHARMACY: (
        FacilityAttribute.ALWAYS,
        *_from(FacilityAttribute.HOME_PHARMACY_FEE, FacilityAttribute.DELIVERY),
    ),
    Category.HOME_NURSING: (
        FacilityAttribute.INTRACTABLE,
        *_from(FacilityAttribute.ALWAYS_NURSING, FacilityAttribute.SPECIALIST_NURSE),
    ),
    Category.CARE_MANAGEMENT: (),
    **dict.fromkeys(
        (
            Category.HOME_CARE,
            Category.DAY_CARE,
            Category.SHORT_STAY,
            Category.MULTIFUNCTION,
            Category.RESIDENTIAL,
            Category.HOUSING,
            Category.EQUIPMENT,
            Category.MUNICIPAL,
        ),
        _CARE,
    ),
    Category.INFORMAL: _from(FacilityAttribute.MEALS, FacilityAttribute.MASSAGE),
}
"""Which attributes each field of the directory is asked for."""

AROUND_THE_CLOCK: Final = frozenset((FacilityAttribute.ALWAYS, FacilityAttribute.ALWAYS_NURSING))
"""What "24 hours" means in a search."""

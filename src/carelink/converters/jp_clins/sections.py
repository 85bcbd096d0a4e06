"""The sections of JP-CLINS documents: what each is called and where it goes. Codes of JP-CLINS 1.5.2."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, NamedTuple

SYSTEM: Final = "http://jpfhir.jp/fhir/clins/CodeSystem/document-section"


class Goes(Enum):
    """What becomes of a section."""

    FRAME = auto()
    """Holds other sections, or says who wrote to whom."""
    DIAGNOSES = auto()
    EARLIER = auto()
    """Diagnoses, unless the document states later ones."""
    COURSE = auto()
    """The course itself."""
    TOLD = auto()
    """Told in the course under its name, for want of an item."""
    PLAN = auto()
    """Diagnoses, and what else it holds told in the course."""
    NOWHERE = auto()


class Section(NamedTuple):
    """One kind of section."""

    code: str
    ja: str
    en: str
    goes: Goes


_ALL: Final = (
    Section("300", "構造情報", "structured part", Goes.FRAME),
    Section("920", "紹介元情報", "referred from", Goes.FRAME),
    Section("344", "退院時診断", "diagnoses at discharge", Goes.DIAGNOSES),
    Section("340", "傷病名・主訴", "diseases and complaints", Goes.DIAGNOSES),
    Section("342", "入院時診断", "diagnoses at admission", Goes.EARLIER),
    Section("422", "計画サマリー", "summary of the plan", Goes.PLAN),
    Section("312", "入院理由", "reason for admission", Goes.TOLD),
    Section("352", "主訴", "complaints", Goes.TOLD),
    Section("360", "現病歴", "present illness", Goes.COURSE),
    Section("362", "現病歴", "present illness", Goes.COURSE),
    Section("330", "臨床経過", "clinical course", Goes.COURSE),
    Section("333", "入院中経過", "course in hospital", Goes.COURSE),
    Section("713", "入院中治療", "treatment in hospital", Goes.COURSE),
    Section("720", "処置", "procedures", Goes.TOLD),
    Section("730", "手術", "operations", Goes.TOLD),
    Section("430", "投薬指示", "medicines", Goes.TOLD),
    Section("444", "退院時投薬指示", "medicines at discharge", Goes.TOLD),
    Section("510", "アレルギー・不耐性反応", "allergies and intolerances", Goes.TOLD),
    Section("420", "診療方針指示", "plan of treatment", Goes.TOLD),
    Section("424", "退院時方針指示", "instructions at discharge", Goes.TOLD),
    Section("370", "既往歴", "past illnesses", Goes.TOLD),
    Section("372", "既往歴", "past illnesses", Goes.TOLD),
    Section("910", "紹介先情報", "referred to", Goes.NOWHERE),
    Section("950", "紹介目的", "purpose of the referral", Goes.NOWHERE),
    Section("200", "CDA参照", "reference to a CDA document", Goes.NOWHERE),
    Section("210", "添付情報", "attachments", Goes.NOWHERE),
    Section("220", "備考・連絡情報", "remarks", Goes.NOWHERE),
    Section("230", "PDF", "PDF", Goes.NOWHERE),
    Section("322", "入院時詳細", "details at admission", Goes.NOWHERE),
    Section("324", "退院時詳細", "details at discharge", Goes.NOWHERE),
    Section("410", "事前指示", "advance directives", Goes.NOWHERE),
    Section("432", "入院時服薬", "medicines at admission", Goes.NOWHERE),
    Section("520", "感染症情報", "infections", Goes.NOWHERE),
    Section("530", "予防接種歴", "vaccinations", Goes.NOWHERE),
    Section("550", "家族歴", "family history", Goes.NOWHERE),
    Section("552", "家族歴", "family history", Goes.NOWHERE),
    Section("610", "身体所見", "physical findings", Goes.NOWHERE),
    Section("612", "入院時身体所見", "physical findings at admission", Goes.NOWHERE),
    Section("614", "退院時身体所見", "physical findings at discharge", Goes.NOWHERE),
    Section("620", "検査結果", "results", Goes.NOWHERE),
    Section("623", "入院中検査結果", "results in hospital", Goes.NOWHERE),
    Section("640", "社会歴・生活習慣", "social history", Goes.NOWHERE),
    Section("642", "社会歴・生活習慣", "social history", Goes.NOWHERE),
    Section("740", "輸血歴", "transfusions", Goes.NOWHERE),
    Section("810", "医療機器", "devices", Goes.NOWHERE),
    Section("830", "臨床研究参加", "clinical studies", Goes.NOWHERE),
)
SECTIONS: Final = {section.code: section for section in _ALL}
"""Every section by its code, in the order in which they are told in the course."""
OTHER: Final = Section("?", "その他のセクション", "unknown section", Goes.NOWHERE)
"""A section whose code is none of JP-CLINS."""

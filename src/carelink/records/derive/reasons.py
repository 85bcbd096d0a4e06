"""Why an element of a profile is demanded: said once per place, written into ``requirements``.

An author who knows a better reason gives it with the element; a test wants one for every demand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carelink.records.tree import Node

DEMANDS: Final = frozenset({"min", "max", "binding", "type", "slicing"})
"""Words of an element that demand something, beside ``fixed…`` and ``pattern…``."""

_SPEAKS = "様式の選択肢だけを使うため / Only the options of the form, so that nobody has to guess"
_SHUT = "やめた所を案内しないため (mCSD) / Not to send anybody to what has closed (mCSD)"
_FOUND = "項目コードで見つけるため / The item code is how the reader finds it"
_SLICED = "種類ごとに数と中身を決めるため / So that each kind can be counted and described"
_PART = "参照の先がこの束の中にあるため / What is referred to travels in the same Bundle"
_NAMED = "どの体系の番号かが分からない番号は照合できない / A number without its system cannot be matched"

REASONS: Final[dict[str, str]] = {
    "Bundle.id": "送るたびに新しい封筒の名前 / Names the envelope, new on every send",
    "Bundle.identifier": "版が変わっても同じ文書だと分かるため / The same record in all its versions",
    "Bundle.identifier.value": "差し替えも取消も名前で行う / A record without it cannot be replaced",
    "Bundle.type": "束の種類で読み方が決まる / The type decides how a Bundle is read",
    "Bundle.timestamp": "いつ書かれたか分からない記録は使えない (bdl-10) / When it was written (bdl-10)",
    "Bundle.entry": _SLICED,
    "Bundle.entry.fullUrl": _PART,
    "Bundle.entry.resource": "中身は定めたプロファイルに従う / What is inside follows its own profile",
    "Communication.topic": _FOUND,
    "Composition.extension": "国の様式のどの版か / Which edition of the form it is",
    "Composition.section": "様式の欄ごとに一つ / One per part of the printed form",
    "Composition.section.code": "欄を題名でなくコードで見つける / Found by code, never by title",
    "Composition.section.title": "印刷された欄の題名を人が読むため / People read the printed title",
    "Composition.subject": "誰についての文書か / Whom the document is about",
    "Composition.type": "文書の種類をコードで見分けるため / Kinds of documents are told apart by code",
    "Condition.category": _FOUND,
    "Condition.code": _SPEAKS,
    "Consent.category": "何への同意かが分からない同意は使えない / A consent must say to what",
    "Consent.provision.type": "同意と不同意を取り違えないため / So that yes and no are not mistaken",
    "Coverage.type": "医療保険と介護保険を取り違えないため / Not to be taken for health insurance",
    "Extension.extension": "部分の数を決めるため / How many parts there are",
    "Extension.extension.url": "部分の名前 / The name of the part",
    "Extension.extension.value[x]": "部分の値の型と選択肢 / Type and options of the part",
    "Extension.url": "拡張の名前 / The name of the extension",
    "Extension.value[x]": "値の型と選択肢 / Type and options of the value",
    "Endpoint.connectionType": "封をした小包の届け先だと示す / Says that sealed parcels go there",
    "HealthcareService.active": _SHUT,
    "HealthcareService.category": _SLICED,
    "HealthcareService.characteristic": _SLICED,
    "HealthcareService.location": "サービスの所在地 (mCSD) / Where the service is (mCSD)",
    "HealthcareService.providedBy": "サービスの提供者 (mCSD) / Who offers the service (mCSD)",
    "HealthcareService.type": _SLICED,
    "Location.managingOrganization": "事業所と一組 (mCSD) / It is a pair with its Organization (mCSD)",
    "Location.physicalType": "建物か敷地かを示す (mCSD) / What it is physically (mCSD)",
    "Location.status": _SHUT,
    "Location.type": "施設であることを示す (mCSD) / Says that it is a facility (mCSD)",
    "MessageHeader.destination": "誰宛てか / Whom it is for",
    "MessageHeader.event[x]": "何の知らせか / What it is about",
    "MessageHeader.focus": "送る記録は一つ / A message carries one record",
    "MessageHeader.id": "受領通知が答える相手 / What a receipt answers",
    "MessageHeader.response": "どの知らせへの答えか / Which message it answers",
    "MessageHeader.sender": "誰からか / Who sends it",
    "Observation.code": _FOUND,
    "Observation.code.coding": _FOUND,
    "Observation.component": "複数選択だけが選択肢ごとに持つ / One per tick, none for a single choice",
    "Observation.component.value[x]": _SPEAKS,
    "Observation.value[x]": "答えの型は項目で決まる / The item decides what an answer can be",
    "Organization.active": _SHUT,
    "Organization.identifier.system": _NAMED,
    "Organization.identifier.value": _NAMED,
    "Organization.telecom.system": "電話と FAX を取り違えない / Telephone and fax are not mistaken",
    "Organization.telecom.value": "番号のない連絡先には連絡できない / Nobody can call an empty number",
    "Organization.type": "施設であることを示す (mCSD) / Says that it is a facility (mCSD)",
    "Patient.identifier": "JP_Patient が求める / JP_Patient demands it",
    "Patient.identifier.value": "JP_Patient が求める / JP_Patient demands it",
    "Practitioner.active": _SHUT,
    "PractitionerRole.active": _SHUT,
    "PractitionerRole.practitioner": "誰なのかが要る / Nobody can call a person without a name",
    "PractitionerRole.specialty": _SLICED,
    "PractitionerRole.code": "どの役の人か / In which role somebody stands there",
    "Procedure.code": _SPEAKS,
    "Provenance.activity": "差し替えか取消か / Whether it replaces or withdraws",
    "Provenance.entity": "どの版に代わるか / Which version it takes the place of",
    "Provenance.entity.what.identifier": "前の版は手元にないかも / The older version may not be at hand",
    "RelatedPerson.relationship": "どの役の人か / In which role somebody stands there",
    "RiskAssessment.code": _FOUND,
    "Task.code": _FOUND,
}
"""By path of the element, Japanese / English."""

_ENDINGS: Final = {
    "coding": "コードがなければ照合できない / Without a code nothing can be matched",
    "system": "どの選択肢の体系かを示す / Says whose codes they are",
}


def demands(element: Node) -> bool:
    """Whether an element demands something."""
    return any(word in DEMANDS or word.startswith(("fixed", "pattern")) for word in element)


def reasoned(element: Node) -> Node:
    """Return an element of a profile with the reason for its demand, where one is known."""
    if "requirements" in element or not demands(element):
        return element
    path: str = element["path"]
    why = REASONS.get(path) or _ENDINGS.get(path.rpartition(".")[2])
    return {**element, "requirements": why} if why else element

"""A plan → a FHIR CarePlan with goals and services, in a Bundle: to be read, not for the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from carelink import canonical
from carelink.converters.field_codes import day_of
from carelink.records import identifiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.converters.care_plan.plans import Goal, Need, Plan, Service

Node = dict[str, Any]


def to_fhir(plan: Plan) -> Node:
    """Return a Bundle with Patient, Goals and CarePlan.

    The person is named by the number of the insured alone; 第3表, 第6表 and 第7表 are not in it.
    """
    person = _urn(plan, "patient")
    goals: list[Node] = []
    activities: list[Node] = []
    for n, need in enumerate(plan.needs):
        for m, goal in enumerate(need.goals):
            url = _urn(plan, f"goal-{n}-{m}")
            goals.append({"fullUrl": url, "resource": _goal(need, goal, person)})
            activities += [_activity(service, url) for service in goal.services]
    entries = [
        {"fullUrl": person, "resource": _patient(plan)},
        {"fullUrl": _urn(plan, "plan"), "resource": _plan(plan, person, goals, activities)},
        *goals,
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _urn(plan: Plan, part: str) -> str:
    """Return a name inside of this Bundle; it is no identifier of the person elsewhere."""
    seed = "|".join((*plan.key, part))
    return f"urn:uuid:{uuid5(NAMESPACE_URL, canonical.structure('care-plan') + seed)}"


def _patient(plan: Plan) -> Node:
    return {
        "resourceType": "Patient",
        "identifier": [{"system": identifiers.KAIGO_INSURED, "value": plan.insured}],
    }


def _plan(plan: Plan, person: str, goals: list[Node], activities: list[Node]) -> Node:
    day = day_of(plan.day)
    made: Node = {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "category": [{"text": "居宅サービス計画"}],
        "title": "居宅サービス計画書",
        "description": plan.policy or None,
        "subject": {"reference": person},
        "created": day.isoformat() if day is not None else None,
        "author": _author(plan),
        "goal": [{"reference": goal["fullUrl"]} for goal in goals],
        "activity": activities,
        "note": [
            {"text": f"{label}: {text}"}
            for label, text in (
                ("利用者及び家族の生活に対する意向を踏まえた課題分析の結果", plan.wishes),
                ("介護認定審査会の意見及びサービスの種類の指定", plan.board),
            )
            if text
        ],
    }
    return _stated(made)


def _author(plan: Plan) -> Node | None:
    display = " ".join(part for part in (plan.office, plan.manager) if part)
    if not display and not plan.office_number:
        return None
    number = {"system": identifiers.KAIGO_OFFICE, "value": plan.office_number} if plan.office_number else None
    return _stated({"identifier": number, "display": display})


def _goal(need: Need, goal: Goal, person: str) -> Node:
    long_term = " ".join(part for part in (goal.long_term, _bracketed(goal.long_period)) if part)
    short_term = " ".join(part for part in (goal.short_term, _bracketed(goal.short_period)) if part)
    return _stated(
        {
            "resourceType": "Goal",
            "lifecycleStatus": "active",
            "description": {"text": "／".join(t for t in (long_term, short_term) if t) or "（記載なし）"},
            "subject": {"reference": person},
            "note": [{"text": f"課題: {need.text}"}] if need.text else [],
        }
    )


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""


def _activity(service: Service, goal: str) -> Node:
    performer = _stated(
        {
            "identifier": {"system": identifiers.KAIGO_OFFICE, "value": service.office_number}
            if service.office_number
            else None,
            "display": service.office,
        }
    )
    return {
        "detail": _stated(
            {
                "code": {"text": service.kind} if service.kind else None,
                "goal": [{"reference": goal}],
                "status": "scheduled",
                "scheduledString": service.frequency,
                "performer": [performer] if performer else [],
                "description": "\n".join(_described(service)),
            }
        )
    }


def _described(service: Service) -> Iterator[str]:
    if service.content:
        yield service.content
    if service.period:
        yield f"実施期間: {service.period}"
    if service.insured is not None:
        yield "保険給付の対象" if service.insured else "保険給付の対象外"


def _stated(node: Node) -> Node:
    """Leave out what is empty: FHIR has no empty values."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}

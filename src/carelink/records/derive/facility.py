"""The profiles, extensions and lists of facilities, by hand: their form is three resources, not answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink import canonical
from carelink.records.codes import CodeList
from carelink.records.derive.extensions import Extension
from carelink.records.derive.parts import FHIR, Profile, code_system, constraint, element, head, slicing
from carelink.records.derive.reasons import reasoned
from carelink.records.derive.terminology import of_list
from carelink.records.facility.triple import MCSD_TYPES, SEALED
from carelink.records.lists import facility as lists
from carelink.records.lists.attributes import FacilityAttribute
from carelink.records.lists.care import CareLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.tree import Node

_SIMPLE: Final = (
    Extension(
        "facility-name-kana",
        "string",
        ("Organization.name",),
        "カナ / Name in kana",
        "The standard translation with language ja-Kana says the same, but validators without a "
        "terminology server refuse that code.",
    ),
    Extension(
        "facility-name-english",
        "string",
        ("Organization.name",),
        "名称_英語 / Name in English",
        "As tables of towns have it in a column of its own.",
    ),
    Extension(
        "facility-name-common",
        "string",
        ("Organization.name",),
        "名称_通称 / Common name",
        "What people call it; Organization.alias would not say which of several names this is.",
    ),
    Extension(
        "facility-municipality",
        "string",
        ("Address",),
        "全国地方公共団体コード / Code of the local government",
        "Six digits, the last one a check digit. The town can never be told from the office number.",
    ),
    Extension(
        "facility-building",
        "string",
        ("Address",),
        "方書（ビル名等） / Building",
        "As the open data has it: apart, and once more at the end of the address.",
    ),
    Extension(
        "facility-capacity",
        "positiveInt",
        ("HealthcareService",),
        "定員 / Capacity",
        "Persons. Tables that write 0 mean that it is not stated.",
    ),
    Extension(
        "facility-vacancy",
        "CodeableConcept",
        ("HealthcareService",),
        "空き状況 / Vacancy",
        "Whether somebody can be taken in now.",
        "facility-vacancy",
    ),
    Extension(
        "facility-vacancy-confirmed",
        "date",
        ("HealthcareService",),
        "空き状況の確認日 / Vacancy confirmed on",
        "The day somebody asked.",
    ),
    Extension(
        "facility-confirmed",
        "date",
        ("HealthcareService",),
        "最終確認日 / Last confirmed",
        "The day somebody last made sure that the entry is right.",
    ),
    Extension(
        "facility-public-holidays",
        "boolean",
        ("HealthcareService.availableTime",),
        "祝日も利用可能 / Public holidays too",
        "R4 has the days of the week only; 祝日 is the fourth word of the open data.",
    ),
    Extension(
        "facility-hours-for",
        "CodeableConcept",
        ("HealthcareService.availableTime",),
        "時間の種別 / What the hours are for",
        "Treatment, reception, shop hours: a hospital has several at a time.",
        "facility-hours-for",
    ),
    Extension(
        "facility-hours-department",
        "string",
        ("HealthcareService.availableTime",),
        "診療科目 / Department these hours are of",
        "The text of one HealthcareService.specialty.",
    ),
    Extension(
        "facility-telephone-extension",
        "string",
        ("Organization",),
        "内線番号 / Telephone extension",
        "A number to ask for, which no program can dial as part of the telephone number.",
    ),
    Extension(
        "facility-closed",
        "string",
        ("HealthcareService",),
        "休業日 / Closed on",
        "Days and weeks on which it is closed, in words.",
    ),
    Extension(
        "facility-after-hours",
        "string",
        ("HealthcareService",),
        "時間外における対応 / Outside these hours",
        "In words, as the table of medical institutions has it.",
    ),
    Extension(
        "facility-beds",
        "positiveInt",
        ("HealthcareService",),
        "病床数 / Beds",
        "All beds together. Tables that write 0 mean that it is not stated, or a clinic without any.",
    ),
    Extension(
        "facility-liaison",
        "string",
        ("Organization",),
        "地域連携室の電話番号 / Telephone of the liaison office",
        "For members: whom a care manager rings, not the switchboard.",
    ),
    Extension(
        "facility-eligible",
        "string",
        ("HealthcareService",),
        "対象者 / Who can use it",
        "In words: age, household, town.",
    ),
    Extension(
        "facility-charges",
        "string",
        ("HealthcareService",),
        "料金 / Charges",
        "In words, as the office publishes them.",
    ),
    Extension(
        "facility-members-note",
        "string",
        ("HealthcareService",),
        "関係者向け特記 / Notes for members",
        "Left out of what is published.",
    ),
    Extension(
        "facility-accessibility",
        "string",
        ("HealthcareService",),
        "バリアフリー情報 / Accessibility",
        "In the words of the table of public facilities.",
    ),
)
_COMPLEX: Final = (
    (
        "facility-procedure-acceptance",
        "対応可能な医療処置 / Acceptance of a medical procedure",
        "One procedure and the answer: 可, 条件付き, 不可 or 不明. No entry means that nobody asked.",
        (
            ("procedure", "CodeableConcept", "facility-procedure"),
            ("answer", "CodeableConcept", "facility-acceptance"),
        ),
    ),
    (
        "facility-as-written",
        "元の表記 / As written",
        "A cell of the table whose text is not what its item would be written as, under its heading.",
        (("column", "string", ""), ("text", "string", "")),
    ),
)


def terminology() -> Iterator[Node]:
    """Yield code system and value set of every list of facilities."""
    for found in (*vars(lists).values(), FacilityAttribute):
        if isinstance(found, type) and issubclass(found, CodeList) and found is not CodeList:
            yield from of_list(found)
    departments = code_system(
        "navii-department",
        "医療情報ネットの診療科目コード / Department codes of the medical information net",
        "Five digits as its open data has them; the list itself is not ours and is not repeated here.",
        (),
    )
    del departments["concept"], departments["count"]
    yield {**departments, "content": "not-present"}


def extensions() -> Iterator[Node]:
    """Yield every extension of facilities."""
    for extension in _SIMPLE:
        yield extension.to_fhir()
    for name, title, description, parts in _COMPLEX:
        yield _complex(name, title, description, parts)


def _complex(name: str, title: str, description: str, parts: tuple[tuple[str, str, str], ...]) -> Node:
    base = head("StructureDefinition", name, title, description)
    elements = [
        element("Extension", short=title),
        slicing("Extension.extension", "value", "url", min_=len(parts)),
    ]
    for part, type_, values in parts:
        slice_ = f"Extension.extension:{part}"
        bound = {"strength": "required", "valueSet": canonical.value_set(values)}
        said = {"binding": bound} if values else {}
        elements += [
            element(slice_, slice_name=part, min_=1, max_="1"),
            element(f"{slice_}.url", fixedUri=part),
            element(f"{slice_}.value[x]", min_=1, type_=[{"code": type_}], **said),
        ]
    elements += [element("Extension.url", fixedUri=base["url"]), element("Extension.value[x]", max_="0")]
    return {
        **base,
        "fhirVersion": "4.0.1",
        "kind": "complex-type",
        "abstract": False,
        "context": [{"type": "element", "expression": "HealthcareService"}],
        "type": "Extension",
        "baseDefinition": FHIR + "Extension",
        "derivation": "constraint",
        "differential": {"element": [elements[0], *map(reasoned, elements[1:])]},
    }


def profiles() -> Iterator[Profile]:
    """Yield the profiles of the three resources, of one facility, and of a directory."""
    yield _bundle("facility", "施設・事業所 / A facility", least=1, most="1")
    yield _bundle("facility-directory", "施設・事業所一覧 / A directory of facilities", least=0, most="*")
    yield _organization()
    yield _location()
    yield _service()
    yield _endpoint()


_PARTS: Final = (
    ("organization", "Organization"),
    ("location", "Location"),
    ("service", "HealthcareService"),
)


def _bundle(name: str, title: str, *, least: int, most: str) -> Profile:
    elements = [
        element("Bundle.identifier", min_=1, mustSupport=True),
        element("Bundle.type", fixedCode="collection"),
        element("Bundle.timestamp", min_=1, mustSupport=True),
        slicing("Bundle.entry", "type", "resource", min_=3 * least),
        element("Bundle.entry.fullUrl", min_=1),
    ]
    for part, type_ in _PARTS:
        slice_ = f"Bundle.entry:{part}"
        profile = {"code": type_, "profile": [canonical.structure(f"facility-{part}")]}
        elements += [
            element(slice_, slice_name=part, min_=least, max_=most),
            element(f"{slice_}.resource", min_=1, type_=[profile]),
        ]
    profile = {"code": "Endpoint", "profile": [canonical.structure("facility-endpoint")]}
    elements += [
        element("Bundle.entry:endpoint", slice_name="endpoint", min_=0, max_=most),
        element("Bundle.entry:endpoint.resource", min_=1, type_=[profile]),
    ]
    return Profile(
        name,
        "Bundle",
        title,
        "Organization and Location are the pair of IHE mCSD 4.0.1; the third is its service.",
        elements,
    )


def _facility_type(type_: str) -> list[Node]:
    code = {"coding": [{"system": MCSD_TYPES, "code": "facility"}]}
    slice_ = f"{type_}.type:facility"
    return [
        slicing(f"{type_}.type", "pattern", "$this", min_=1),
        element(slice_, slice_name="facility", min_=1, max_="1", patternCodeableConcept=code),
    ]


def _organization() -> Profile:
    return Profile(
        "facility-organization",
        "Organization",
        "事業所 / Organization of a facility",
        "Who it is: name (kana as its translation), numbers, telecom; partOf is the corporation, by number.",
        [
            element("Organization.identifier", mustSupport=True),
            element("Organization.identifier.system", min_=1),
            element("Organization.identifier.value", min_=1),
            element("Organization.active", min_=1),
            *_facility_type("Organization"),
            element("Organization.name", mustSupport=True),
            element("Organization.telecom", mustSupport=True),
            element("Organization.telecom.system", min_=1),
            element("Organization.telecom.value", min_=1),
            element("Organization.partOf", mustSupport=True),
        ],
    )


def _location() -> Profile:
    return Profile(
        "facility-location",
        "Location",
        "所在地 / Location of a facility",
        "Where it is: the address as published in address.text, the position when it is known.",
        [
            element("Location.status", min_=1),
            element("Location.name", mustSupport=True),
            *_facility_type("Location"),
            element("Location.address", mustSupport=True),
            element("Location.physicalType", min_=1),
            element("Location.position", mustSupport=True),
            element("Location.managingOrganization", min_=1, mustSupport=True),
        ],
        [
            constraint(
                "facility-in-japan",
                "warning",
                "位置は日本の中にある / The position lies in Japan: 20 to 46 N, 122 to 154 E",
                "position.all(latitude >= 20 and latitude <= 46 and longitude >= 122 and longitude <= 154)",
                why="緯度と経度の取り違えや 0,0 を見つけるため / Finds swapped or empty coordinates",
            )
        ],
    )


_SLICES: Final = (
    ("category", "field", lists.Category),
    ("type", "kind", lists.ServiceKind),
    ("type", "published", lists.PublishedService),
    ("characteristic", "together", lists.TogetherService),
    ("characteristic", "care", lists.CareDesignation),
    ("characteristic", "disability", lists.DisabilityDesignation),
    ("characteristic", "care-level", CareLevel),
    ("characteristic", "attribute", FacilityAttribute),
)
_MANY: Final = (lists.ServiceKind, CareLevel, FacilityAttribute)


def _endpoint() -> Profile:
    return Profile(
        "facility-endpoint",
        "Endpoint",
        "封緘した記録の届け先 / Where sealed parcels reach a facility",
        "The address tells the channel; the identifier is the key that parcels are sealed for.",
        [
            element("Endpoint.identifier", mustSupport=True),
            element("Endpoint.connectionType", patternCoding={k: SEALED[k] for k in ("system", "code")}),
            element("Endpoint.managingOrganization", mustSupport=True),
            element("Endpoint.address", mustSupport=True),
        ],
    )


def _service() -> Profile:
    elements = [
        element("HealthcareService.active", min_=1),
        element("HealthcareService.providedBy", min_=1, mustSupport=True),
        element("HealthcareService.location", min_=1, mustSupport=True),
        element("HealthcareService.name", mustSupport=True),
        element("HealthcareService.coverageArea", mustSupport=True),
        element("HealthcareService.endpoint", mustSupport=True),
        element("HealthcareService.availableTime", mustSupport=True),
        element("HealthcareService.availabilityExceptions", mustSupport=True),
        element("HealthcareService.comment", mustSupport=True),
    ]
    for name in ("category", "type", "characteristic"):
        path = f"HealthcareService.{name}"
        elements.append(slicing(path, "value", "coding.system", mustSupport=True))
        for of, slice_name, words in _SLICES:
            if of == name:
                elements += _slice(f"{path}:{slice_name}", slice_name, words)
    order = [f"HealthcareService.{n}" for n in _R4_ORDER]
    elements.sort(key=lambda e: order.index(".".join(e["path"].split(".")[:2])))
    return Profile(
        "facility-service",
        "HealthcareService",
        "サービス / Service of a facility",
        "What it offers and when: field, 介護サービス種類コード, days, 共生型; capacity and vacancy.",
        elements,
    )


_R4_ORDER: Final = (
    "active",
    "providedBy",
    "category",
    "type",
    "location",
    "name",
    "comment",
    "coverageArea",
    "characteristic",
    "availableTime",
    "availabilityExceptions",
    "endpoint",
)


def _slice(id_: str, name: str, words: type[CodeList]) -> list[Node]:
    bound = {"strength": "required", "valueSet": canonical.value_set(words.slug)}
    many = "*" if words in _MANY else "1"
    return [
        element(id_, slice_name=name, min_=0, max_=many, binding=bound, mustSupport=True),
        element(f"{id_}.coding", min_=1),
        element(f"{id_}.coding.system", min_=1, fixedUri=words.system),
    ]

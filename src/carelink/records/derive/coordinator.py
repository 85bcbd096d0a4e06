"""The profiles, extensions and lists of coordinators, by hand: their form is two resources, not answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink import canonical
from carelink.records.coordinators.pair import ROLES
from carelink.records.derive import parts
from carelink.records.derive.extensions import Extension
from carelink.records.derive.parts import Profile, element, slicing
from carelink.records.derive.terminology import of_list
from carelink.records.lists import coordinator as lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.codes import CodeList
    from carelink.records.tree import Node

EXTENSIONS: Final = (
    Extension(
        "coordinator-administration",
        "boolean",
        ("PractitionerRole",),
        "行政枠 / On a place of the administration",
        "Whether the course was taken on one of the places for the administration.",
    ),
    Extension(
        "coordinator-confirmed",
        "date",
        ("PractitionerRole",),
        "最終確認日 / Last confirmed",
        "The day somebody last made sure that the entry is right.",
    ),
)
_WHY: Final = "Minted by carelink for the coordinators that a city trains."


def terminology() -> Iterator[Node]:
    """Yield code systems and value sets of coordinators."""
    yield from of_list(lists.CoordinatorProfession)
    yield from of_list(lists.CoordinatorPart)
    for name, title, said in (
        ("coordinator-role", "役 / Role", ("在宅医療コーディネーター", "Home health coordinator")),
        (
            "coordinator-course",
            "研修 / Course",
            ("在宅医療コーディネーター養成研修", "Course for coordinators"),
        ),
    ):
        yield parts.code_system(name, title, _WHY, [parts.coded("hhc", *said)])
        yield parts.value_set(name, title, _WHY, canonical.code_system(name))


def profiles() -> Iterator[Profile]:
    """Yield the profiles of the two resources, of one coordinator, and of a directory."""
    yield _bundle("coordinator", "在宅医療コーディネーター / A coordinator", least=1, most="1")
    yield _bundle("coordinator-directory", "在宅医療コーディネーター名簿 / Coordinators", least=0, most="*")
    yield Profile(
        "coordinator-person",
        "Practitioner",
        "在宅医療コーディネーター 氏名 / Person of a coordinator",
        "Name, marked IDE or SYL, and the course as a qualification; period.start is the fiscal year.",
        [
            element("Practitioner.active", min_=1),
            element("Practitioner.name", mustSupport=True),
            element("Practitioner.qualification", mustSupport=True),
        ],
    )
    yield _role()


def _bundle(name: str, title: str, *, least: int, most: str) -> Profile:
    elements = [
        element("Bundle.identifier", min_=1, mustSupport=True),
        element("Bundle.type", fixedCode="collection"),
        element("Bundle.timestamp", min_=1, mustSupport=True),
        slicing("Bundle.entry", "type", "resource", min_=2 * least),
        element("Bundle.entry.fullUrl", min_=1),
    ]
    for part, type_ in (("person", "Practitioner"), ("role", "PractitionerRole")):
        slice_ = f"Bundle.entry:{part}"
        profile = {"code": type_, "profile": [canonical.structure(f"coordinator-{part}")]}
        elements += [
            element(slice_, slice_name=part, min_=least, max_=most),
            element(f"{slice_}.resource", min_=1, type_=[profile]),
        ]
    return Profile(
        name, "Bundle", title, "Practitioner and PractitionerRole are the pair of IHE mCSD.", elements
    )


def _role() -> Profile:
    return Profile(
        "coordinator-role",
        "PractitionerRole",
        "在宅医療コーディネーター 所属と役割 / Role of a coordinator",
        "The role hhc, the profession beside it, the parts as specialty; the office by name and number.",
        [
            element("PractitionerRole.active", min_=1),
            element("PractitionerRole.practitioner", min_=1, mustSupport=True),
            element("PractitionerRole.organization", mustSupport=True),
            slicing("PractitionerRole.code", "value", "coding.system", min_=1, mustSupport=True),
            element("PractitionerRole.code:hhc", slice_name="hhc", min_=1, max_="1", mustSupport=True),
            element("PractitionerRole.code:hhc.coding", min_=1),
            element("PractitionerRole.code:hhc.coding.system", min_=1, fixedUri=ROLES),
            *_slice("PractitionerRole.code:profession", "profession", lists.CoordinatorProfession, "1"),
            slicing("PractitionerRole.specialty", "value", "coding.system", mustSupport=True),
            *_slice("PractitionerRole.specialty:part", "part", lists.CoordinatorPart, "*"),
            element("PractitionerRole.telecom", mustSupport=True),
        ],
    )


def _slice(id_: str, name: str, words: type[CodeList], most: str) -> list[Node]:
    bound = {"strength": "required", "valueSet": canonical.value_set(words.slug)}
    return [
        element(id_, slice_name=name, min_=0, max_=most, binding=bound, mustSupport=True),
        element(f"{id_}.coding", min_=1),
        element(f"{id_}.coding.system", min_=1, fixedUri=words.system),
    ]

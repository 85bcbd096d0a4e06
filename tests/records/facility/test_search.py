"""Finding facilities: every condition alone and together, against a plain walk through all of them."""

from __future__ import annotations

import random
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink.records import all_published, published
from carelink.records.facility.search import Directory, categories_of, distance, point_of
from carelink.records.lists.attributes import AROUND_THE_CLOCK, ASKED, FacilityAttribute
from carelink.records.lists.facility import (
    Answer,
    Category,
    MedicalProcedure,
    Publication,
    ServiceKind,
    Vacancy,
)
from carelink.records.sheets import facility as f

WRITTEN = datetime(2026, 11, 25, tzinfo=UTC)
HERE = (34.3401, 134.0433)
CONDITION = Answer.CONDITIONAL("要相談")


def office(number, name="みほん", **sections):
    return f.Facility(id=UUID(int=number), written=WRITTEN, identity=f.Identity(name=name), **sections)


def at(latitude, longitude):
    return f.Site(latitude=Decimal(str(latitude)), longitude=Decimal(str(longitude)), city="高松市")


NURSING = office(
    1,
    "みほん訪問看護ステーション",
    offer=f.Offer(category=Category.HOME_NURSING, services=(ServiceKind._13, ServiceKind._63)),
    site=f.Site(
        municipality_code="372013", city="高松市", latitude=Decimal("34.35"), longitude=Decimal("134.05")
    ),
    reception=f.Reception(
        attributes=(FacilityAttribute.ALWAYS_NURSING, FacilityAttribute.TERMINAL),
        procedures=(
            f.Accepted(procedure=MedicalProcedure.OXYGEN, answer=Answer.YES),
            f.Accepted(procedure=MedicalProcedure.VENTILATOR_POSITIVE, answer=CONDITION),
            f.Accepted(procedure=MedicalProcedure.PORT, answer=Answer.NO),
            f.Accepted(procedure=MedicalProcedure.DRAIN, answer=Answer.UNKNOWN),
        ),
        areas=(f.Area(name="三木町", code="373419"),),
        vacancy=Vacancy.YES,
        vacancy_on=date(2026, 11, 20),
    ),
)
HOME = office(
    2,
    "ﾐﾎﾝの里",
    offer=f.Offer(services=(ServiceKind._33,)),
    site=at(34.30, 134.00),
    reception=f.Reception(vacancy=Vacancy.CONDITIONAL("女性のみ"), vacancy_on=date(2026, 10, 1)),
)
MEALS = office(3, "みほん配食", offer=f.Offer(category=Category.INFORMAL), site=f.Site(city="三木町"))
FULL_HOUSE = office(4, "満床の里", site=at(0, 0), reception=f.Reception(vacancy=Vacancy.NO))
ALL = Directory([NURSING, HOME, MEALS, FULL_HOUSE])


def numbers(**asked):
    return [found.facility.id.int for found in ALL.find(**asked)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"category": Category.HOME_NURSING}, [1]),
        ({"category": Category.HOUSING}, [2]),  # by its service, since it does not say a field
        ({"category": Category.INFORMAL}, [3]),  # no national number, no position
        ({"category": Category.PHARMACY}, []),
        ({"service": ServiceKind._63}, [1]),
        ({"town": "高松市"}, [1, 2, 4]),
        ({"town": "372013"}, [1]),
        ({"town": "３７２０１３"}, [1]),
        ({"town": "三木町"}, [1, 3]),  # one is there, the other goes there
        ({"town": "373419"}, [1]),
        ({"name": "ミホン"}, [1, 2, 3]),
        ({"name": "みほん"}, [1, 2, 3]),
        ({"name": "さと"}, []),
        ({"attributes": [FacilityAttribute.TERMINAL]}, [1]),
        ({"attributes": [FacilityAttribute.TERMINAL, FacilityAttribute.PSYCHIATRIC]}, []),
        ({"around_the_clock": True}, [1]),
        ({"procedures": [MedicalProcedure.OXYGEN]}, [1]),
        ({"procedures": [MedicalProcedure.OXYGEN, MedicalProcedure.VENTILATOR_POSITIVE]}, [1]),
        ({"procedures": [MedicalProcedure.PORT]}, []),  # 不可
        ({"procedures": [MedicalProcedure.DRAIN]}, []),  # 不明
        ({"procedures": [MedicalProcedure.INSULIN]}, []),  # nobody asked
        ({"vacancy": True}, [1, 2]),
        ({"vacancy_since": date(2026, 11, 20)}, [1]),
        ({"vacancy_since": date(2026, 11, 21)}, []),
        ({"near": HERE}, [1, 2, 3, 4]),
        ({"near": HERE, "within": 2}, [1]),
        ({"near": HERE, "within": 10}, [1, 2]),
        ({"near": (34.30, 134.00)}, [2, 1, 3, 4]),
        ({"near": HERE, "limit": 1}, [1]),
        ({"limit": 2}, [1, 2]),
        ({"limit": 0}, []),
    ],
)
def test_each_condition_alone(asked, expected):
    assert numbers(**asked) == expected


def test_distances_are_known_ones():
    assert distance((34.3401, 134.0433), (34.6617, 133.9350)) == pytest.approx(37.1, abs=0.3)  # 高松, 岡山
    assert distance(HERE, HERE) == 0
    assert distance((0, 0), (0, 180)) == pytest.approx(20015, abs=1)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("0.000", "0.000"), ("53.41", "134"), ("34.3", "34.3"), (None, "134")]
)
def test_a_position_outside_japan_is_none(latitude, longitude):
    site = f.Site(latitude=None if latitude is None else Decimal(latitude), longitude=Decimal(longitude))
    assert point_of(office(1, site=site)) is None


def test_one_office_with_several_services():
    same = [
        office(n, offer=f.Offer(services=(kind,))).change("identity.office_number", "3770199010")
        for n, kind in ((1, ServiceKind._11), (2, ServiceKind._78))
    ]
    held = Directory([*same, MEALS]).offices()
    assert {number: [r.id.int for r in records] for number, records in held.items()} == {"3770199010": [1, 2]}


OFFICES = st.lists(
    st.builds(
        office,
        st.integers(1, 10**6),
        offer=st.builds(f.Offer, category=st.none() | st.sampled_from(list(Category)[:4])),
        site=st.builds(
            f.Site,
            city=st.none() | st.sampled_from(["高松市", "三木町"]),
            latitude=st.none() | st.decimals(33, 35, places=3),
            longitude=st.none() | st.decimals(133, 135, places=3),
        ),
        reception=st.builds(
            f.Reception,
            attributes=st.none()
            | st.lists(st.sampled_from(list(FacilityAttribute)[:3]), min_size=1, unique=True).map(tuple),
            vacancy=st.none() | st.sampled_from([Vacancy.YES, Vacancy.NO]),
        ),
    ),
    max_size=12,
)


QUESTIONS = st.fixed_dictionaries(
    {
        "category": st.none() | st.sampled_from(list(Category)[:4]),
        "town": st.sampled_from(["", "高松市"]),
        "attributes": st.lists(st.sampled_from(list(FacilityAttribute)[:3]), max_size=2),
        "vacancy": st.booleans(),
        "within": st.none() | st.floats(0, 200),
    }
)


def meets(one, asked):
    point = point_of(one)
    near = point is not None and asked["within"] is not None and distance(HERE, point) <= asked["within"]
    return (
        (asked["category"] is None or asked["category"] in categories_of(one))
        and (not asked["town"] or one.site.city == asked["town"])
        and set(one.reception.attributes or ()) >= set(asked["attributes"])
        and (not asked["vacancy"] or one.reception.vacancy is Vacancy.YES)
        and (asked["within"] is None or near)
    )


@settings(max_examples=50)
@given(OFFICES, QUESTIONS)
def test_a_search_finds_what_a_walk_finds(offices, asked):
    found = Directory(offices).find(near=HERE, **asked)
    assert sorted(id(x.facility) for x in found) == sorted(id(o) for o in offices if meets(o, asked))
    away = [x.distance for x in found]
    placed = [d for d in away if d is not None]
    assert away == sorted(placed) + [None] * (len(away) - len(placed))


def test_thousands_are_searched_at_once():
    chance = random.Random(5)
    offices = [
        office(
            n,
            offer=f.Offer(category=chance.choice(list(Category))),
            site=at(round(chance.uniform(34, 35), 4), round(chance.uniform(133, 135), 4)),
        )
        for n in range(1, 5_001)
    ]
    directory = Directory(offices)
    begun = time.perf_counter()
    for _ in range(10):
        found = directory.find(category=Category.PHARMACY, town="高松市", near=HERE, within=30, limit=20)
    assert len(found) == 20
    assert (time.perf_counter() - begun) / 10 < 0.05  # a few ms on a quiet machine


def test_every_field_says_what_it_is_asked_for():
    assert set(ASKED) == set(Category)
    assert {a for group in ASKED.values() for a in group} == set(FacilityAttribute)
    assert set(FacilityAttribute) >= AROUND_THE_CLOCK


def test_what_is_for_members_is_not_published():
    full = NURSING.change("contact.telephone", "087-000-0000")
    full = full.change("contact.liaison", "087-000-0001").change("listing.members_note", "夜間は所長へ")
    full = full.change("contact.delivery", f.Delivery(address="mailto:x@example.jp"))
    shown = published(full)
    assert shown == full.change("contact.liaison", None).change("contact.delivery", None).change(
        "listing.members_note", None
    )
    assert len(shown.to_fhir()["entry"]) == 3
    members = full.change("listing.publication", Publication.MEMBERS)
    public = full.change("listing.publication", Publication.PUBLIC)
    assert published(members) is None
    assert [r.listing.publication for r in all_published([members, public, full])] == [
        Publication.PUBLIC,
        None,
    ]
    restricted = {i.path for i in f.Facility.form() if i.restricted}
    assert restricted == {"contact.liaison", "contact.delivery", "listing.members_note", "listing.as_written"}


@pytest.mark.parametrize("category", list(Category), ids=lambda c: c.code)
def test_every_field_has_its_place_even_without_a_national_number(category):
    import carelink

    one = office(1, offer=f.Offer(category=category), contact=f.Contact(telephone="087-000-0000"))
    one = one.change("identity.local_number", "372013-0001")
    if ASKED[category]:
        one = one.change("reception.attributes", ASKED[category])
    assert carelink.validate(one).ok
    assert f.Facility.from_fhir(one.to_fhir()) == one
    (found,) = Directory([one]).find(category=category, attributes=ASKED[category])
    assert found.facility is one

"""A facility is the same record alone and in a directory, and nothing of it is lost on the wire."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink import canonical
from carelink.errors import UnreadableError
from carelink.records import from_fhir, kind_of
from carelink.records.facility import directory_bundle, facilities_of
from carelink.records.lists import facility as lists
from carelink.records.lists.attributes import FacilityAttribute
from carelink.records.lists.care import CareLevel
from carelink.records.sheets import facility as f

WRITTEN = datetime(2025, 12, 31, 9, tzinfo=UTC)

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=20
) | st.sampled_from([" あ ", "ゔ", "葛󠄀", "a\nb", "　"])
DEGREES = st.decimals(-90, 90, places=6)


def maybe(strategy):
    return st.none() | strategy


def option(words):
    return maybe(st.sampled_from(list(words)))


def ticks(words):
    return maybe(st.lists(st.sampled_from(list(words)), min_size=1, max_size=3, unique=True).map(tuple))


ACCEPTED = st.builds(
    f.Accepted,
    procedure=st.sampled_from(list(lists.MedicalProcedure)),
    answer=st.sampled_from(list(lists.Answer)) | TEXT.map(lists.Answer.CONDITIONAL),
)
HOURS = st.builds(
    f.Hours,
    days=st.lists(st.sampled_from(list(lists.Weekday)), min_size=1, max_size=8, unique=True).map(tuple),
    opens=st.times().map(lambda t: t.replace(microsecond=0)),
    closes=maybe(st.times().map(lambda t: t.replace(microsecond=0))),
    purpose=option(lists.HoursFor),
    department=maybe(TEXT),
)
POSITION = maybe(st.tuples(DEGREES, DEGREES))


@st.composite
def facilities(draw):
    position = draw(POSITION) or (None, None)
    return f.Facility(
        id=draw(st.uuids()),
        written=draw(st.datetimes(datetime(1990, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001  made aware
        identity=draw(
            st.builds(
                f.Identity,
                name=maybe(TEXT),
                name_kana=maybe(TEXT),
                office_number=maybe(TEXT),
                medical_number=maybe(TEXT),
                local_number=maybe(TEXT),
                navii_id=maybe(TEXT),
                name_en=maybe(TEXT),
                name_common=maybe(TEXT),
            )
        ),
        offer=draw(
            st.builds(
                f.Offer,
                category=option(lists.Category),
                services=ticks(lists.ServiceKind),
                published_as=option(lists.PublishedService),
                service_name=maybe(TEXT),
                departments=maybe(
                    st.lists(
                        st.builds(f.Department, name=TEXT, code=maybe(TEXT)), min_size=1, max_size=3
                    ).map(tuple)
                ),
                description=maybe(TEXT),
            )
        ),
        site=f.Site(
            municipality_code=draw(maybe(TEXT)),
            prefecture=draw(maybe(TEXT)),
            city=draw(maybe(TEXT)),
            postal_code=draw(maybe(TEXT)),
            address=draw(maybe(TEXT)),
            building=draw(maybe(TEXT)),
            latitude=position[0],
            longitude=position[1],
        ),
        contact=draw(
            st.builds(
                f.Contact,
                telephone=maybe(TEXT),
                telephone_extension=maybe(TEXT),
                fax=maybe(TEXT),
                email=maybe(TEXT),
                website=maybe(TEXT | st.just("https://example.jp/")),
                liaison=maybe(TEXT),
                delivery=maybe(st.builds(f.Delivery, address=TEXT, key=maybe(TEXT))),
            )
        ),
        operator=draw(
            st.builds(f.Operator, name=maybe(TEXT), corporate_number=maybe(TEXT), manager=maybe(TEXT))
        ),
        opening=draw(
            st.builds(
                f.Opening,
                days=ticks(lists.AvailableDay),
                notes=maybe(TEXT),
                hours=maybe(st.lists(HOURS, min_size=1, max_size=3).map(tuple)),
                closed=maybe(TEXT),
                after_hours=maybe(TEXT),
            )
        ),
        reception=draw(
            st.builds(
                f.Reception,
                capacity=maybe(st.integers(1, 9_999)),
                beds=maybe(st.integers(1, 9_999)),
                accessibility=maybe(TEXT),
                areas=maybe(
                    st.lists(st.builds(f.Area, name=TEXT, code=maybe(TEXT)), min_size=1, max_size=3).map(
                        tuple
                    )
                ),
                eligible=maybe(TEXT),
                care_levels=ticks(CareLevel),
                attributes=ticks(FacilityAttribute),
                charges=maybe(TEXT),
                vacancy=option(lists.Vacancy) | TEXT.map(lists.Vacancy.CONDITIONAL),
                vacancy_on=maybe(st.dates()),
                procedures=maybe(st.lists(ACCEPTED, min_size=1, max_size=3).map(tuple)),
            )
        ),
        shared=draw(
            st.builds(
                f.Shared,
                together=option(lists.TogetherService),
                care=option(lists.CareDesignation),
                disability=option(lists.DisabilityDesignation),
            )
        ),
        listing=draw(
            st.builds(
                f.Listing,
                publication=option(lists.Publication),
                confirmed=maybe(st.dates()),
                remarks=maybe(TEXT),
                members_note=maybe(TEXT),
                as_written=maybe(st.builds(f.AsWritten, column=TEXT, text=TEXT).map(lambda a: (a,))),
            )
        ),
    )


FULL = f.Facility(
    id=UUID(int=7),
    written=WRITTEN,
    identity=f.Identity(
        name="試験の里",
        name_kana="シケンノサト",
        office_number="3770199010",
        navii_id="3710000000001",
        name_en="Shiken",
        name_common="さと",
    ),
    offer=f.Offer(
        category=lists.Category.HOUSING,
        services=(lists.ServiceKind._33, lists.ServiceKind._2A),
        published_as=lists.PublishedService._331,
        service_name="特定施設入居者生活介護（有料老人ホーム）",
        departments=(f.Department(name="内科", code="01001"), f.Department(name="その他（漢方）")),
        description="見学できます。",
    ),
    site=f.Site(
        municipality_code="372013",
        prefecture="香川県",
        city="高松市",
        postal_code="760-0000",
        address="香川県高松市番町一丁目99番9号試験ビル",
        building="試験ビル",
        longitude=Decimal("134.04330000"),
        latitude=Decimal("34.34010"),
    ),
    contact=f.Contact(
        telephone="087-000-0000",
        website="info@example.jp",
        liaison="087-000-0002",
        delivery=f.Delivery(address="mailto:drop@example.jp", key="key-1"),
    ),
    operator=f.Operator(name="試験法人", corporate_number="1000020372013", manager="試験 長子"),
    opening=f.Opening(
        days=(lists.AvailableDay.WEEKDAYS, lists.AvailableDay.HOLIDAYS),
        hours=(
            f.Hours(
                days=(lists.Weekday.MON, lists.Weekday.HOLIDAYS),
                opens=time(9),
                closes=time(17, 30),
                purpose=lists.HoursFor.TREATMENT,
                department="内科",
            ),
            f.Hours(days=(lists.Weekday.HOLIDAYS,), opens=time(22)),
        ),
        closed="第3土曜日",
        after_hours="携帯電話に転送",
    ),
    reception=f.Reception(
        beds=19,
        areas=(f.Area(name="高松市", code="372013"), f.Area(name="三木町のうち平井")),
        eligible="65歳以上",
        care_levels=(CareLevel._21, CareLevel._25),
        attributes=(FacilityAttribute.END_OF_LIFE, FacilityAttribute.SINGLE_ROOM),
        charges="月額 120,000円から",
        accessibility="車いす可",
        capacity=20,
        vacancy=lists.Vacancy.CONDITIONAL("女性のみ"),
        vacancy_on=date(2025, 12, 1),
    ),
    listing=f.Listing(publication=lists.Publication.MEMBERS, members_note="夜間は施設長へ"),
)


@given(facilities())
def test_what_is_written_is_read(facility):
    tree = facility.to_fhir()
    read = from_fhir(tree)
    assert read.records == (facility,)
    assert list(read.report) == []


def test_models_of_fhir_resources_hold_every_element():
    from carelink.records import bridge

    pytest.importorskip("fhir.resources.R4B.bundle")
    model = FULL.to_resource()
    assert type(FULL).from_resource(model) == FULL
    assert bridge.tree_of(model) == FULL.to_fhir()


@given(facilities())
def test_xml_says_the_same(facility):
    from carelink.fhir import json, xml

    tree = facility.to_fhir()
    for syntax in (json, xml):
        again, findings = syntax.read(syntax.write(tree))
        assert findings == ()
        assert from_fhir(again).records == (facility,)


@given(facilities(), facilities())
def test_only_what_differs_is_touched(first, second):
    tree = first.to_fhir()
    before = deepcopy(tree)
    later = second.model_copy(update={"id": first.id})
    assert f.Facility.from_fhir(later.to_fhir(onto=tree)) == later
    assert tree == before
    assert first.to_fhir(onto=tree) == tree


@given(st.lists(facilities(), max_size=3, unique_by=lambda r: r.id))
def test_a_directory_holds_the_same_records(records):
    tree = directory_bundle(records, UUID(int=1), WRITTEN)
    assert list(facilities_of(tree)) == records
    assert kind_of(tree) == "facility"
    urls = [e["fullUrl"] for e in tree["entry"]]
    assert (
        len(set(urls)) == len(urls) == 3 * len(records) + sum(r.contact.delivery is not None for r in records)
    )


def test_the_shape_is_that_of_mcsd():
    organization, location, service, endpoint = (e["resource"] for e in FULL.to_fhir()["entry"])
    urls = [e["fullUrl"] for e in FULL.to_fhir()["entry"]]
    assert organization["identifier"] == [
        {"system": canonical.identifier_system("kaigo-office"), "value": "3770199010"},
        {"system": canonical.identifier_system("navii-facility"), "value": "3710000000001"},
    ]
    assert [c["code"] for t in location["type"] for c in t["coding"]] == ["facility", "NCCF"]
    assert location["managingOrganization"] == service["providedBy"] == {"reference": urls[0]}
    assert service["location"] == [{"reference": urls[1]}]
    assert urls[2] == f"urn:uuid:{FULL.id}"
    assert location["position"] == {"longitude": Decimal("134.04330000"), "latitude": Decimal("34.34010")}
    assert {t["system"] for t in organization["telecom"]} == {"phone", "other"}
    parts = (organization, location, service, endpoint)
    assert all(r["meta"]["security"][0]["code"] == "R" for r in parts)
    assert service["endpoint"] == [{"reference": urls[3]}]
    assert endpoint["managingOrganization"] == {"reference": urls[0]}
    assert endpoint["address"] == "mailto:drop@example.jp"
    assert endpoint["identifier"] == [{"system": canonical.identifier_system("key"), "value": "key-1"}]


def test_an_endpoint_comes_and_goes_alone():
    tree = FULL.to_fhir()
    without = FULL.change("contact.delivery", None)
    gone = without.to_fhir(onto=tree)
    assert gone == without.to_fhir()
    assert "endpoint" not in gone["entry"][2]["resource"]
    assert f.Facility.from_fhir(FULL.to_fhir(onto=gone)) == FULL
    two = directory_bundle([FULL, without.model_copy(update={"id": UUID(int=8)})], UUID(int=1), WRITTEN)
    assert [r.contact.delivery for r in facilities_of(without.to_fhir(onto=two))] == [None, None]
    assert len(two["entry"]) == 7


def test_an_endpoint_is_restricted_even_in_a_public_entry():
    public = FULL.change("listing.publication", lists.Publication.PUBLIC).to_fhir()
    assert [e["resource"]["meta"]["security"][0]["code"] for e in public["entry"]] == ["U", "U", "U", "R"]


def test_the_literal_of_degrees_survives():
    position = FULL.to_fhir()["entry"][1]["resource"]["position"]
    assert str(position["longitude"]) == "134.04330000"


def test_foreign_content_is_kept_and_said():
    tree = FULL.to_fhir()
    tree["entry"][2]["resource"]["photo"] = [{"url": "https://example.jp/p.jpg"}]
    tree["entry"][0]["resource"]["telecom"].insert(0, {"system": "pager", "value": "1"})
    tree["entry"].append({"fullUrl": "urn:x", "resource": {"resourceType": "Basic"}})
    read = from_fhir(tree)
    assert read.records == (FULL,)
    assert [x.path for x in read.report] == [
        "Bundle.entry[0].resource.telecom[0]",
        "Bundle.entry[2].resource.photo[0]",
        "Bundle.entry[4].resource",
    ]
    later = FULL.change("contact.telephone", "087-000-9999").to_fhir(onto=tree)
    assert later["entry"][0]["resource"]["telecom"][0] == {"system": "pager", "value": "1"}
    assert "photo" in later["entry"][2]["resource"]


def test_ids_of_a_server_and_any_order_are_understood():
    tree = FULL.to_fhir()
    organization, location, service, endpoint = (e["resource"] for e in tree["entry"])
    organization["id"], location["id"], service["id"] = "o", "l", str(FULL.id)
    location["managingOrganization"] = service["providedBy"] = {"reference": "Organization/o"}
    endpoint["id"], service["endpoint"] = "e", [{"reference": "Endpoint/e"}]
    service["location"] = [{"reference": "Location/l"}]
    tree["entry"] = [{"resource": r} for r in (service, endpoint, location, organization)]
    assert from_fhir(tree).records == (FULL,)


def test_a_service_alone_is_completed_when_something_is_put_into_its_parts():
    tree = FULL.to_fhir()
    tree["entry"] = tree["entry"][2:3]
    for name in ("providedBy", "location", "endpoint"):
        del tree["entry"][0]["resource"][name]
    again = FULL.to_fhir(onto=tree)
    assert f.Facility.from_fhir(again) == FULL
    assert len(again["entry"]) == 4


def test_a_facility_without_any_time_is_said_and_is_no_exception():
    tree = FULL.to_fhir()
    del tree["timestamp"], tree["entry"][2]["resource"]["meta"]["lastUpdated"]
    read = from_fhir(tree)
    assert read.records == ()
    assert not read.report.ok
    with pytest.raises(UnreadableError):
        f.Facility.from_fhir(tree)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["entry", "resource", "resourceType", "extension", "telecom", "meta", "url", "type"]
            )
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.data())
def test_a_damaged_tree_ends_in_a_report(data):
    tree = FULL.to_fhir()
    node = tree["entry"][data.draw(st.integers(0, 2))]["resource"]
    for _ in range(data.draw(st.integers(1, 3))):
        node[data.draw(st.sampled_from(sorted(node)))] = data.draw(JSON)
    read = from_fhir(tree)
    assert read.records or not read.report.ok


def places(node):
    """Yield every container of a tree with each of its keys."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield node, key
        if isinstance(value, dict | list):
            yield from places(value)


@given(st.data())
def test_a_tree_damaged_deep_inside_ends_in_a_report(data):
    tree = FULL.to_fhir()
    for _ in range(data.draw(st.integers(1, 3))):
        parent, key = data.draw(st.sampled_from(list(places(tree))))
        parent[key] = data.draw(JSON)
    from_fhir(tree)
    list(f.Facility.check_all(tree))


def test_every_list_has_words_in_both_languages_and_a_code():
    for name in ("ServiceKind", "PublishedService", "Category", "MedicalProcedure", "Vacancy", "Publication"):
        for option in getattr(lists, name):
            assert option.label
            assert option.en
            assert option.code


def test_every_service_kind_but_the_supplementary_benefit_has_a_field():
    without = [kind.code for kind in lists.ServiceKind if lists.category_of(kind) is None]
    assert without == ["59"]
    assert all(service.kind for service in lists.PublishedService)


def test_a_facility_is_valid_and_a_directory_is_checked_one_by_one():
    import carelink

    good = FULL.change("contact.fax", "087-000-0001")
    assert carelink.validate(good).ok
    bad = good.change("identity.office_number", "3770199011").change("identity.name", None)
    found = carelink.validate(
        directory_bundle([good, bad.model_copy(update={"id": UUID(int=8)})], UUID(int=1), WRITTEN)
    )
    assert {(x.path, x.code) for x in found if x.severity.value == "error"} == {
        ("Bundle.entry[4].resource.name", "must-item-missing")
    }
    assert ("Bundle.entry[4].resource.identifier[0].value", "check-digit-wrong") in {
        (x.path, x.code) for x in found
    }


def test_the_profiles_on_disk_are_those_that_are_declared():
    import json

    from carelink.records.derive.facility import extensions, profiles, terminology

    found = [("structures", p.to_fhir()) for p in profiles()]
    found += [("extensions", e) for e in extensions()]
    for folder, resource in found:
        path = canonical.home() / folder / f"{resource['id']}.json"
        assert json.loads(path.read_text("utf-8")) == resource
    for resource in terminology():
        path = canonical.home() / "terminology" / f"{resource['resourceType']}-{resource['id']}.json"
        assert json.loads(path.read_text("utf-8")) == resource


def test_a_uuid_that_ends_in_twelve_digits_is_no_personal_number():
    from carelink.records import check

    urn = UUID("00000000-0000-4000-8000-123456789018")
    assert "my-number-suspected" not in {x.code for x in check(FULL.model_copy(update={"id": urn}).to_fhir())}

"""Bundles: entries, fullUrls, references between them, documents and messages."""

import time

import pytest
from small import DIV, found

from carelink.validation import validate

ONE, TWO = "urn:uuid:11111111-1111-4111-8111-111111111111", "urn:uuid:22222222-2222-4222-8222-222222222222"


def bundle(kind, *entries, **more):
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries), **more}


def entry(url, resource):
    return {"fullUrl": url, "resource": resource}


def patient(**more):
    return {"resourceType": "Patient", **more}


def document(*entries, subject=TWO):
    composition = {
        "resourceType": "Composition",
        "status": "final",
        "type": {"text": "x"},
        "subject": {"reference": subject},
        "date": "2026-11-25",
        "author": [{"display": "x"}],
        "title": "x",
    }
    head = {"identifier": {"system": "urn:ietf:rfc:3986", "value": ONE}, "timestamp": "2026-11-25T10:00:00Z"}
    return bundle("document", entry(ONE, composition), *entries, **head)


CASES = [
    (bundle("collection", entry(ONE, patient())), []),
    (bundle("collection", {"resource": patient()}), [("full-url-missing", "Bundle.entry[0]")]),
    (bundle("collection", entry("Patient/1", patient(id="1"))), [("full-url-relative", "Bundle.entry[0]")]),
    (
        bundle("collection", entry("http://example.org/Patient/1", patient(id="2"))),
        [("full-url-differs", "Bundle.entry[0]")],
    ),
    (
        bundle("collection", entry(ONE, patient()), entry(ONE, patient())),
        [("full-url-twice", "Bundle.entry[1]")],
    ),
    (
        bundle("message", entry(ONE, patient())),
        [("invariant-broken", "Bundle"), ("first-entry-type", "Bundle.entry[0].resource")],
    ),
    (document(entry(TWO, patient())), []),
    (
        document(entry("urn:uuid:33333333-3333-4333-8333-333333333333", patient())),
        [
            ("reference-not-in-bundle", "Bundle.entry[0].resource.subject"),
            ("urn-not-in-bundle", "Bundle.entry[0].resource.subject"),
            ("entry-not-reachable", "Bundle.entry[1]"),
        ],
    ),
    (
        document(entry(TWO, patient(id="1")), subject="Patient/1"),
        [
            ("reference-by-id-only", "Bundle.entry[0].resource.subject"),
            ("entry-not-reachable", "Bundle.entry[1]"),
        ],
    ),
    (
        bundle(
            "collection", entry(ONE, patient(managingOrganization={"reference": TWO})), entry(TWO, patient())
        ),
        [("reference-target-type", "Bundle.entry[0].resource.managingOrganization")],
    ),
    (
        bundle("collection", entry(ONE, patient(generalPractitioner=[{"reference": "x/Practitioner/1"}]))),
        [("reference-format", "Bundle.entry[0].resource.generalPractitioner[0]")],
    ),
    (
        bundle("collection", entry(ONE, patient()), link=[{"relation": "next", "url": "http://example.org"}]),
        [("bundle-link-not-allowed", "Bundle.link[0].relation")],
    ),
    (
        bundle("searchset", {"fullUrl": ONE, "search": {"mode": "match"}, "resource": patient()}),
        [("search-without-self", "Bundle"), ("search-entry-invalid", "Bundle.entry[0].resource")],
    ),
]


@pytest.mark.parametrize(("tree", "expected"), CASES)
def test_bundles(tree, expected):
    assert found(tree) == expected


def test_an_error_inside_an_entry_is_said_once_and_there():
    tree = bundle("collection", entry(ONE, patient(gender="banana")))
    assert [(f.code, f.path) for f in validate(tree).errors] == [
        ("code-not-in-value-set", "Bundle.entry[0].resource.gender")
    ]


def test_a_resource_contained_in_an_entry_is_found():
    contained = {"resourceType": "Organization", "id": "o", "name": "x"}
    holder = patient(contained=[contained], managingOrganization={"reference": "#o"})
    assert found(bundle("collection", entry(ONE, holder))) == []


def test_the_time_grows_with_the_entries():
    def of(count):
        entries = [
            entry(f"urn:uuid:00000000-0000-4000-8000-{n:012x}", patient(text={"status": "empty", "div": DIV}))
            for n in range(count)
        ]
        return bundle("collection", *entries)

    def taken(tree):
        start = time.process_time()
        validate(tree)
        return time.process_time() - start

    small, large = of(200), of(2_000)
    for _ in range(8):  # what is compiled on the way is compiled now
        taken(small)
    per_small = min(taken(small) for _ in range(5)) / 200
    per_large = min(taken(large) for _ in range(3)) / 2_000
    assert per_large < 3 * per_small


def searched(*entries, url="http://example.org/Patient?name=x"):
    return bundle("searchset", *entries, link=[{"relation": "self", "url": url}])


def hit(resource, mode="match"):
    search = {} if mode is None else {"search": {"mode": mode}}
    return {"fullUrl": ONE, "resource": resource, **search}


RESOURCE = "Bundle.entry[0].resource"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (searched(hit(patient(id="1"))), []),
        (searched(hit(patient())), [("search-entry-invalid", RESOURCE)]),
        (
            searched(hit({"resourceType": "Basic", "id": "1", "code": {"text": "x"}})),
            [("search-entry-type", RESOURCE)],
        ),
        (searched(hit({"resourceType": "Basic", "id": "1", "code": {"text": "x"}}, "include")), []),
        (searched(hit(patient(id="1"), "outcome")), [("search-entry-invalid", RESOURCE)]),
        (
            searched(hit(patient(id="1")), {"fullUrl": TWO, "resource": patient(id="2")}),
            [("search-entry-without-mode", "Bundle.entry[1]")],
        ),
        (searched(hit(patient(id="1"), None)), [("search-without-modes", "Bundle")]),
        (searched(hit(patient(id="1")), url="http://example.org/x"), [("search-not-understood", "Bundle")]),
        (searched(hit(patient(id="1")), url="http://example.org/?_type=Patient,Basic"), []),
        (bundle("searchset", hit(patient(id="1"))), [("search-without-self", "Bundle")]),
    ],
)
def test_search_results(tree, expected):
    assert found(tree) == expected

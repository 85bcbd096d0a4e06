"""What we write conforms to JP Core where JP Core has a profile for it."""

from __future__ import annotations

from datetime import date

import pytest
from record_samples import call, discharge_letter, leaving, newer, sheet, visit, wish

from carelink.findings import Severity
from carelink.validation import Validator

JP = "http://jpfhir.jp/fhir/core/StructureDefinition/JP_"
JAPANESE = "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS"
PROFILES = {
    "Patient": "Patient",
    "Coverage": "Coverage",
    "Practitioner": "Practitioner",
    "PractitionerRole": "PractitionerRole",
    "Organization": "Organization",
    "Encounter": "Encounter",
    "Condition": "Condition",
    "Procedure": "Procedure",
    "Consent": "Consent",
}


@pytest.fixture(scope="module")
def jp_core(shared_data):
    package = shared_data / "jp-fhir" / "packages" / "jp-core-1.1.2-url.tgz"
    if not package.is_file():
        pytest.skip("the JP Core package is not beside this checkout")
    return Validator(packages=[package])


def profile_of(resource):
    if resource["resourceType"] != "Observation":
        return PROFILES.get(resource["resourceType"])
    systems = {c["system"] for category in resource["category"] for c in category["coding"]}
    return "Observation_SocialHistory" if JAPANESE in systems else "Observation_Common"


def dated():
    """Return a sheet with a day and a yes among its social history."""
    return sheet().change("basics.applied", date(2026, 11, 1)).change("wishes.person_intention_in_plan", True)


@pytest.mark.shared
@pytest.mark.parametrize("record", [newer(), leaving(), call(), wish(), discharge_letter(), visit(), dated()])
def test_every_resource_meets_its_japanese_profile(jp_core, record):
    met = set()
    for entry in record.to_fhir()["entry"]:
        resource = entry["resource"]
        name = profile_of(resource)
        if name is None:
            continue
        report = jp_core.validate(resource, JP + name)
        assert [(f.code, f.path, f.demanded_by) for f in report if f.severity is Severity.ERROR] == []
        met.add(name)
    assert "Patient" in met
    assert met & {"Observation_SocialHistory", "Observation_Common"}


@pytest.mark.shared
def test_the_check_bites(jp_core):
    patient = sheet().to_fhir()["entry"][1]["resource"]
    del patient["identifier"]
    assert not jp_core.validate(patient, JP + "Patient").ok

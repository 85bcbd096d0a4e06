"""What we write conforms to JP Core where JP Core has a profile for it."""

from __future__ import annotations

import pytest
from record_samples import call, leaving, sheet, wish

from carelink.findings import Severity
from carelink.validation import Validator

JP = "http://jpfhir.jp/fhir/core/StructureDefinition/JP_"
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
    codes = {c["code"] for category in resource["category"] for c in category["coding"]}
    return "Observation_SocialHistory" if "social-history" in codes else "Observation_Common"


@pytest.mark.shared
@pytest.mark.parametrize("record", [sheet(), leaving(), call(), wish()])
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

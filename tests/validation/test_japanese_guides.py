"""Examples of the Japanese guides: each error is a true fault of the example, and the reason stands here.

JP Core and JP-CLINS are checked against their own packages. The packages of the electronic prescription
and of the municipal check-up are not at hand: their examples meet R4 and JP Core only, and faults that
just their own profiles forbid cannot be seen.
"""

from collections import Counter

import pytest

from carelink.validation import Validator

pytestmark = pytest.mark.shared

NOT_AT_HAND = "an extension of a package that is not at hand"
ONE_OR_MANY = "JSON writes a repeating element as an array, also when it occurs once"
NESTING = "its narrative has block elements where XHTML allows none"
FAULTS = {
    "MedicationRequest-JP-MedReq-ePreData-Example-fukintouByDay.json": {"xhtml-nesting": (1, NESTING)},
    **{
        f"MedicationRequest-JP-MedReq-ePreData-Example-fukintouByTimes01-rec0{number}.json": {
            "extension-unknown": (1, NOT_AT_HAND)
        }
        for number in (1, 2, 3)
    },
    "MedicationRequest-JP-MedReq-ePreData-Example-kakujitsu.json": {
        "xhtml-nesting": (1, NESTING),
        "extension-unknown": (2, NOT_AT_HAND),
        "must-be-array": (1, ONE_OR_MANY),
    },
    "MedicationRequest-JP-MedReq-ePreData-Example-naihuku.json": {
        "must-be-array": (1, ONE_OR_MANY),
        "extension-unknown": (1, NOT_AT_HAND),
    },
    "Organization-JP-Organization-ePreData-coveragePayer-Example.json": {
        "xhtml-nesting": (1, NESTING),
        "must-be-array": (1, ONE_OR_MANY),
    },
    "Organization-JP-Organization-ePreData-departmentOfIssuer-Example.json": {
        "must-be-array": (1, ONE_OR_MANY)
    },
    "Organization-JP-Organization-ePreData-issuer-Example.json": {
        "extension-value-type": (2, "JP Core gives prefecture and category as a Coding, not an Identifier"),
        "fixed-value-differs": (1, "JP Core fixes another system for the number of the institution"),
        "must-be-array": (1, ONE_OR_MANY),
    },
}
CHECK_UP = {
    "code-unknown-in-system": (1, "the list of document types in JP-CLINS 1.5.2 has no such code"),
    "extension-unknown": (3, NOT_AT_HAND),
    "xhtml-link-target-missing": (24, "links to #Type_id, and no element of the Bundle has such an id"),
}
"""What is wrong with the check-up that is meant to be right, and with each of its spoilt copies."""
SPOILT = {
    "cat": "another category: only the slices of the guide's profile say which",
    "disp": "another display of a code of a system that is not at hand",
    "system": "another code system: only the binding of the guide's profile says which",
    "g1": "status cancelled: only the guide's profile forbids it",
    "2010": "another display of a code of a system that is not at hand",
}
"""Where each copy was spoilt, and why it takes the guide's own package to see it."""


@pytest.fixture(scope="module")
def validator(shared_data):
    folder = shared_data / "jp-fhir" / "packages"
    return Validator([folder / "jp-clins-1.5.2-snap.tgz", folder / "jp-core-1.1.2-url.tgz"])


def errors(validator, path):
    return Counter(f.code for f in validator.validate(path.read_bytes()).errors)


def counts(faults):
    return {code: number for code, (number, _) in faults.items()}


def test_prescriptions(validator, shared_data):
    files = sorted((shared_data / "jp-fhir" / "eprescription-examples").glob("*.json"))
    assert len(files) == 12
    for path in files:
        assert errors(validator, path) == counts(FAULTS.get(path.name, {})), path.name


def test_check_ups(validator, shared_data):
    files = sorted((shared_data / "jp-fhir" / "emunicipalcheckup-samples").glob("*.json"))
    assert {path.stem.rpartition("-")[2] for path in files} == {*SPOILT, "example17"}
    for path in files:
        assert errors(validator, path) == counts(CHECK_UP), path.name


def test_the_deliberate_error_of_clins_is_not_one_for_its_package(validator, shared_data):
    """It lacks the local code beside the JLAC10 code; the profile of 1.5.2 asks for none (0..1)."""
    path = shared_data / "jp-fhir" / "clins-examples" / "Observation-ErrorExample-ObsLabo-eGFR.json"
    assert errors(validator, path) == {}

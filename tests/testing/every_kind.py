"""A profile that has a constraint of every kind, written by hand: most kinds none of ours has."""

from __future__ import annotations

URL = "https://carelink.example/fhir/StructureDefinition/every-kind"
ORGANIZATION = "https://carelink.example/fhir/StructureDefinition/every-kind-organization"
ORDER = "https://carelink.example/fhir/CodeSystem/order"
GENDER = "http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1"


def structure(url, type_, elements):
    return {
        "resourceType": "StructureDefinition",
        "id": url.rpartition("/")[2],
        "url": url,
        "version": "1",
        "name": "EveryKind",
        "status": "draft",
        "fhirVersion": "4.0.1",
        "kind": "resource",
        "abstract": False,
        "type": type_,
        "baseDefinition": f"http://hl7.org/fhir/StructureDefinition/{type_}",
        "derivation": "constraint",
        "differential": {"element": elements},
    }


def element(id_, **said):
    return {"id": id_, "path": ".".join(p.partition(":")[0] for p in id_.split(".")), **said}


def slicing(rules, **more):
    return {"discriminator": [{"type": "value", "path": "system"}], "rules": rules, **more}


def profiles():
    return [
        structure(
            URL,
            "Patient",
            [
                element(
                    "Patient",
                    constraint=[
                        {
                            "key": "kind-1",
                            "severity": "error",
                            "human": "the dead are not active",
                            "expression": "deceased.exists() implies active = false",
                        },
                        {
                            "key": "kind-2",
                            "severity": "warning",
                            "human": "a name or a birth date",
                            "expression": "name.exists() or birthDate.exists()",
                        },
                    ],
                ),
                element("Patient.identifier", min=1, slicing=slicing("closed", ordered=True)),
                element("Patient.identifier:first", sliceName="first", min=1, max="1"),
                element("Patient.identifier:first.system", min=1, fixedUri="urn:oid:1.2.392.1"),
                element("Patient.identifier:second", sliceName="second", min=0, max="1"),
                element("Patient.identifier:second.system", min=1, fixedUri="urn:oid:1.2.392.2"),
                element("Patient.active", min=1),
                element("Patient.name", max="1"),
                element("Patient.name.family", maxLength=10),
                element("Patient.birthDate", minValueDate="1900-01-01", maxValueDate="2999-12-31"),
                element("Patient.deceased[x]", type=[{"code": "dateTime"}]),
                element("Patient.maritalStatus", binding={"strength": "required", "valueSet": GENDER}),
                element("Patient.multipleBirth[x]", max="0"),
                element("Patient.photo", max="0"),
                element("Patient.communication.preferred", fixedBoolean=True),
                element(
                    "Patient.managingOrganization",
                    type=[
                        {"code": "Reference", "targetProfile": [ORGANIZATION], "aggregation": ["contained"]}
                    ],
                ),
            ],
        ),
        structure(ORGANIZATION, "Organization", [element("Organization.name", min=1)]),
    ]


WANTED = {
    "Patient#invariant-kind-1",
    "Patient#invariant-kind-2",
    "Patient.active#min",
    "Patient.birthDate#max-value",
    "Patient.birthDate#min-value",
    "Patient.communication.preferred#fixed",
    "Patient.deceased[x]#type",
    "Patient.identifier#closed",
    "Patient.identifier#min",
    "Patient.identifier#ordered",
    "Patient.identifier:first#max",
    "Patient.identifier:first#min",
    "Patient.identifier:second#max",
    "Patient.managingOrganization#aggregation",
    "Patient.managingOrganization#target",
    "Patient.maritalStatus#binding",
    "Patient.multipleBirth[x]#max",
    "Patient.name#max",
    "Patient.name.family#max-length",
    "Patient.photo#max",
}

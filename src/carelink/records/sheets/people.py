"""Groups and places of people around the person: relatives, doctor, hospital, care manager."""

from carelink.records.item import NOTHING, Group, item
from carelink.records.lists.care import Cohabiting
from carelink.records.places import (
    Role,
    Step,
    Tagged,
    extension,
    here,
    person_name,
    telecom,
)
from carelink.records.places.root import nameless


class Person(Group, frozen=True):
    """主介護者, キーパーソン: a RelatedPerson; 続柄 stands as text beside our role in ``relationship``."""

    name: str | None = item("氏名", "Name", at=person_name(here, "IDE"), instead=NOTHING)
    relation: str | None = item("続柄", "Relation", at=here / Step("relationship", {"coding": None}) / "text")
    age: int | None = item("年齢", "Age", at=here / extension("person-age") / "valueInteger")
    living: Cohabiting | None = item(
        "同居・別居", "Household", at=here / extension("living-together") / "valueCodeableConcept"
    )
    tel: str | None = item("TEL", "Telephone", at=here / telecom("phone", "home") / "value", instead=NOTHING)
    mobile: str | None = item(
        "連絡先", "Other telephone", at=here / telecom("phone", "mobile") / "value", instead=NOTHING
    )


def desk(code: str, ja: str, section: str) -> Tagged:
    """Return the place of somebody with an office: a PractitionerRole that a section holds."""
    return Tagged("PractitionerRole", code, ja, section, "code", profile="sheet-desk")


def person_of(role: Tagged, name: str) -> Role:
    """Return the Practitioner of a desk."""
    return Role(name, "Practitioner", "practitioner", role)


def office_of(role: Tagged, name: str) -> Role:
    """Return the Organization of a desk."""
    return Role(name, "Organization", "organization", role, made=nameless)

"""Small resources and profiles for the tests, and what is found in them."""

from carelink.profiles import Package
from carelink.validation import Validator, validate

NOT_ASKED = {"narrative-advised", "observation-advised"}
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'
BASE = "http://hl7.org/fhir/StructureDefinition/"


def found(tree, profile=None, validator=None):
    """Return ``[(code, path)]`` of a tree, advice on good practice left out."""
    report = validator.validate(tree, profile) if validator else validate(tree, profile)
    return [(f.code, f.path) for f in report if f.code not in NOT_ASKED]


def profile(type_name, *elements, url="http://example.org/profile", **more):
    """Return a profile with this differential."""
    return {
        "resourceType": "StructureDefinition",
        "url": url,
        "type": type_name,
        "derivation": "constraint",
        "baseDefinition": BASE + type_name,
        "differential": {"element": [{"id": e.get("id", e["path"]), **e} for e in elements]},
        **more,
    }


def checked(tree, *profiles, also=()):
    """Return ``[(code, path)]`` of a tree against the first of these profiles."""
    validator = Validator([Package.of([*profiles, *also])])
    return found(tree, profiles[0]["url"], validator)

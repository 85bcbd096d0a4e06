"""Several packages as one library."""

import pytest

from carelink.canonical import home
from carelink.errors import UnknownProfileError
from carelink.profiles import Package, Packages
from carelink.profiles.urls import satisfies, split, version_key


def structure(version=None, **more):
    return {"resourceType": "StructureDefinition", "url": "http://example.org/p", "version": version, **more}


def test_canonicals_and_versions():
    assert split("http://example.org/a|1.2") == ("http://example.org/a", "1.2")
    assert split("http://example.org/a") == ("http://example.org/a", None)
    assert satisfies("4.0.1", "4.0")
    assert satisfies("4.0.1", "4")
    assert not satisfies("40.1", "4")
    assert not satisfies("4.0.1", "3.0")
    assert version_key("1.10.0") > version_key("1.9.9")


def test_a_version_picks_its_edition_and_none_the_newest():
    library = Packages([Package.of([structure("1.9"), structure("1.10")])], own=False)
    assert library.find("http://example.org/p")["version"] == "1.10"
    assert library.find("http://example.org/p|1.9")["version"] == "1.9"
    assert library.find("http://example.org/p|2") is None


def test_earlier_packages_win_over_later_ones():
    first, second = structure("1", title="first"), structure("1", title="second")
    library = Packages([Package.of([first]), Package.of([second])], own=False)
    assert library.find("http://example.org/p")["title"] == "first"


def test_r4_is_below_all():
    library = Packages(own=False)
    assert library.structure("Patient").type == "Patient"
    assert library.structure("http://hl7.org/fhir/StructureDefinition/bp|4.0.1").type == "Observation"
    assert library.kinds("http://hl7.org/fhir/ValueSet/administrative-gender") == {"ValueSet"}
    assert library.structure("http://example.org/nothing") is None


@pytest.mark.skipif(not (home() / "structures").is_dir(), reason="our own profiles are not written yet")
def test_our_own_package_is_known_by_the_names_of_its_files():
    named, read = Package.own(), Package.load(home())
    assert (named.name, named.version, named.date) == (read.name, read.version, read.date)
    assert [a[:4] for a in named.artefacts] == [a[:4] for a in read.artefacts]
    assert all(a.read()["url"] == a.url for a in named.artefacts)


def test_our_own_profiles_have_short_names():
    library = Packages()
    assert library.resolve("admission-sheet").endswith("/StructureDefinition/admission-sheet")
    assert library.structure(library.resolve("admission-sheet")).type == "Bundle"


def test_unknown_names_are_refused():
    for name in ("no-such-profile", "http://example.org/no-such-profile"):
        with pytest.raises(UnknownProfileError):
            Packages().resolve(name)


def test_a_profile_on_itself_ends():
    cycle = structure("1", type="Patient", derivation="constraint", baseDefinition="http://example.org/p")
    assert Packages([Package.of([cycle])], own=False).structure("http://example.org/p").elements == []

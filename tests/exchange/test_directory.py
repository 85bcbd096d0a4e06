"""A catchment as mCSD, and as a signed list with everything in it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import carelink
from carelink.adapters import mcsd
from carelink.cli.app import app
from carelink.encryption import Identity, SignedList
from carelink.errors import SealError, UnreadableError
from carelink.exchange import Catchment, Member, directory

NAMES = ("高松市", "三木町", "直島町")


@pytest.fixture(scope="module")
def people():
    return {name: Identity.generate(name) for name in NAMES}


@pytest.fixture(scope="module")
def catchment(people):
    members = [
        Member("高松市", "town", "372013", "folder:///mnt/drop", recipient=people["高松市"].recipient),
        Member("三木町", "town", "373419", "sftp://miki@drop.example/drop", ("consultation",)),
        Member("直島町", "town", "", "", (), people["直島町"].recipient),
        Member("綾川町", "town", "373877"),
    ]
    return Catchment("試験圏域", members)


def said(catchment):
    return [
        (m.name, m.kind, m.code, m.channel, m.takes, m.recipient and m.recipient.to_jwks()) for m in catchment
    ]


def same(a, b):
    return said(a) == said(b)


def test_there_and_back(catchment):
    assert same(directory.from_fhir("試験圏域", directory.to_fhir(catchment)), catchment)


def test_every_resource_is_valid(catchment):
    for tree in directory.to_fhir(catchment):
        assert [(one.code, one.path) for one in carelink.validate(tree).errors] == []


@pytest.mark.parametrize("name", Catchment.templates())
def test_the_templates_too(name):
    template = Catchment.from_template(name)
    assert same(directory.from_fhir(template.name, directory.to_fhir(template)), template)


def test_published_as_static_files(catchment, tmp_path):
    at = "2026-11-25T09:00:00+09:00"
    mcsd.publish(directory.to_fhir(catchment), tmp_path, base="https://town.example", at=at)
    read = directory.from_fhir("試験圏域", mcsd.published(tmp_path))
    assert {m.name: m.channel for m in read} == {m.name: m.channel for m in catchment}


@pytest.mark.parametrize(
    "resources",
    [
        [{"resourceType": "Organization"}],
        [{"resourceType": "Organization", "name": "a"}] * 2,
        [{"resourceType": "Organization", "name": "a", "endpoint": 7}],
        [
            {"resourceType": "Organization", "name": "a", "endpoint": [{"reference": "Endpoint/e"}]},
            {
                "resourceType": "Endpoint",
                "id": "e",
                "extension": [{"url": directory.KEYS, "valueBase64Binary": "e30="}],
            },
        ],
    ],
)
def test_directories_that_are_none(resources):
    with pytest.raises(UnreadableError):
        directory.from_fhir("x", resources)


def run(*words):
    done = CliRunner().invoke(app, ["--lang", "en", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def test_a_catchment_travels_as_a_signed_list(catchment, people, tmp_path):
    catchment.save(tmp_path / "catchment.toml")
    (tmp_path / "keys").mkdir()
    people["高松市"].save(tmp_path / "keys" / "t.json", unprotected=True)
    signed, held = tmp_path / "signed.json", tmp_path / "held.json"
    run("trust", "publish", tmp_path / "catchment.toml", signed, "--as", tmp_path / "keys" / "t.json")
    from carelink.cli.keys import members

    SignedList.first(SignedList.load(signed).signed, publisher=people["高松市"].recipient).save(held)
    with app.make_context("carelink", ["--lang", "en", "status", "--help"], resilient_parsing=True):
        read = members(held)
    assert isinstance(read, Catchment)
    assert same(read, catchment)
    altered = SignedList.load(signed).signed.replace(b".", b".A", 1)
    with pytest.raises(SealError):
        SignedList.first(altered, publisher=people["高松市"].recipient)


def test_the_keys_of_the_list_count_not_those_of_the_note(catchment, people):
    other = Identity.generate("三木町")
    changed = catchment.with_keys(other.recipient).with_trust(catchment.trust)
    assert changed.member("三木町").recipient is None
    assert changed.member("高松市").recipient == people["高松市"].recipient

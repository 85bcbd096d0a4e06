"""The catchment: a readable file, usable as a trust, with two templates whose codes hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.encryption import Identity
from carelink.errors import CarelinkError, StorageError, UnreadableError, UntrustedSenderError, UsageError
from carelink.exchange import Catchment, Member

WARD = Identity.generate("三木町 病院")


def code_holds(code: str) -> bool:
    weighted = sum(int(digit) * weight for digit, weight in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    return (11 - weighted % 11) % 10 == int(code[5])


def test_templates_have_towns_with_valid_codes_and_no_keys():
    assert Catchment.templates() == ("takahashi-river", "takamatsu-miki-naoshima-ayagawa")
    for name, size in zip(Catchment.templates(), (10, 4), strict=True):
        made = Catchment.from_template(name)
        assert (len(made), len(made.trust), made.template) == (size, 0, True)
        assert all(member.kind == "town" and code_holds(member.code) for member in made)
    with pytest.raises(UsageError):
        Catchment.from_template("../store")


def test_round_trip_through_the_file(tmp_path):
    member = Member("三木町 病院", "hospital", "3712345678", "folder:///x", ("consultation",), WARD.recipient)
    made = Catchment('圏域 "一"\x7f', [member, Member("直島町", "town", "373648")])
    again = Catchment.load(made.save(tmp_path / "catchment.toml"))
    assert (again.name, list(again), again.template) == (made.name, list(made), False)


def test_it_is_a_trust():
    made = Catchment.from_template("takamatsu-miki-naoshima-ayagawa").with_keys(WARD.recipient)
    assert not made.template
    assert made.signer(WARD.kid) == WARD.recipient
    assert made.name_of(WARD.kid).startswith("三木町 病院")
    assert made.recipient("三木町 病院") == made.recipient(WARD.kid) == WARD.recipient
    assert made.member("372013").name == "高松市"
    with pytest.raises(UntrustedSenderError):
        made.signer("nobody")
    with pytest.raises(UsageError):
        made.recipient("高松市")


def test_two_members_of_one_name_are_refused():
    with pytest.raises(UsageError):
        Catchment("x", [Member("a"), Member("a")])


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff",
        b"name = 1",
        b"name = 'x'\nmember = 3",
        b"name = 'x'\n[[member]]\nkind = 'town'",
        b"name = 'x'\n[[member]]\nname = 'y'\nkind = 'bank'",
        b"name = 'x'\n[[member]]\nname = 'y'\nkeys = [{ kty = 'EC' }]",
        b"name = 'x'\nsurprise = 1",
    ],
)
def test_what_is_no_catchment_is_unreadable(text):
    with pytest.raises(UnreadableError):
        Catchment.from_toml(text)


@given(st.binary(max_size=200))
def test_garbage_is_only_ever_unreadable(data):
    with pytest.raises(CarelinkError):
        Catchment.from_toml(data)


def test_a_missing_file_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError):
        Catchment.load(tmp_path / "none.toml")

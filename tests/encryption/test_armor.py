"""The text form survives what mail does to text, and says so when more was done."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.encryption import armor, dearmor, open, open_file, peek, seal  # noqa: A004
from carelink.encryption.parcels import limits
from carelink.errors import BrokenSealError, CarelinkError

from .conftest import NOW


@pytest.fixture(scope="module", params=[10, limits.MAX_CONTENT + 1])
def parcel(request, town, ward):
    return seal(bytes(request.param), to=[ward.recipient], sender=town, content_type="text/plain", now=NOW)


def test_text_opens_like_the_parcel(parcel, ward, trust, tmp_path):
    text = armor(parcel)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 73
    assert dearmor(text) == parcel
    assert open(text, ward, trust=trust, now=NOW).content == open(parcel, ward, trust=trust, now=NOW).content
    assert peek(text) == peek(parcel)
    unpacked = open_file(io.BytesIO(text), tmp_path / "out", ward, trust=trust, now=NOW)
    assert unpacked.manifest == open(parcel, ward, trust=trust, now=NOW).manifest


@pytest.mark.parametrize(
    "habit",
    [
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b"\n", b"  \n"),
        lambda text: b"".join(b"> " + line for line in text.splitlines(keepends=True)),
        lambda text: "お世話になっております。\n\n".encode() + text + b"-- \nsignature: yes\n",
        lambda text: text.rstrip(b"\n"),
    ],
    ids=["crlf", "trailing-spaces", "quoted", "text-around", "no-last-line-end"],
)
def test_habits_of_mail_are_undone(parcel, habit):
    assert dearmor(habit(armor(parcel))) == parcel


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-40],
        lambda text: text[40:],
        lambda text: text.replace(b"SHA-256: ", b"SHA-256: 0"),
        lambda text: text.replace(b"SHA-256", b"MD5"),
        lambda text: text[:200] + text[220:],
        lambda text: text[:200] + b"!" + text[200:],
        lambda text: text[:200] + (b"A" if text[200:201] != b"A" else b"B") + text[201:],
        lambda text: text[:0],
    ],
)
def test_anything_more_was_changed_in_transit(parcel, change):
    with pytest.raises(BrokenSealError) as caught:
        dearmor(change(armor(parcel)))
    assert "in transit" in caught.value.message.en


@given(st.binary(max_size=2000))
def test_any_bytes_survive(data):
    assert dearmor(armor(data)) == data


@given(st.binary(max_size=200))
def test_garbage_is_refused(data):
    with pytest.raises(CarelinkError):
        dearmor(b"-----BEGIN CARELINK PARCEL-----" + data)

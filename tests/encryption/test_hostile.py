"""Whatever arrives, the answer is one of ours; and what callers hand in stays as it was."""

from __future__ import annotations

import contextlib
import copy
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.encryption import Identity, Recipient, Trust, open, peek, seal, strict  # noqa: A004
from carelink.encryption.parcels import envelope, large, limits
from carelink.errors import CarelinkError, SealError

from .conftest import NOW

ME = Identity.generate("試験", now=NOW)
TRUST = Trust([ME.recipient])
PARCEL = seal(b"x", to=[ME.recipient], sender=ME, content_type="text/plain", now=NOW)
TREE = json.loads(PARCEL)

trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(list(TREE)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


def refused(data):
    """Opening is refused; peeking proves nothing, so it may find a header, or refuse with our answers."""
    with pytest.raises(SealError):
        open(data, ME, trust=TRUST, now=NOW)
    with contextlib.suppress(SealError):
        peek(data)


@given(st.binary(max_size=500))
def test_random_bytes(data):
    refused(data)
    refused(large.MAGIC + data)
    refused(large.MAGIC + PARCEL + b"\n" + data)


@given(st.sampled_from(sorted(TREE)), trees)
def test_any_json_in_any_place(name, value):
    refused(json.dumps({**TREE, name: value}).encode())
    refused(json.dumps(value).encode())


@given(st.sampled_from(["alg", "kid", "epk", "zip", "v", "id"]), trees)
def test_any_json_in_any_header(name, value):
    recipient = copy.deepcopy(TREE["recipients"][0])
    recipient["header"][name] = value
    data = json.dumps({**TREE, "recipients": [recipient]}).encode()
    with pytest.raises(SealError):
        open(data, ME, trust=TRUST, now=NOW)
    header = json.loads(strict.decode(TREE["protected"]))
    header[name] = value
    data = json.dumps({**TREE, "protected": strict.encode(json.dumps(header).encode())}).encode()
    with pytest.raises(SealError):
        open(data, ME, trust=TRUST, now=NOW)


@given(st.data())
def test_a_few_letters_changed(data):
    parcel = bytearray(PARCEL)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(parcel) - 1))
        parcel[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != PARCEL[place]))  # noqa: B023
    with pytest.raises(SealError):
        open(bytes(parcel), ME, trust=TRUST, now=NOW)


@pytest.mark.parametrize(
    "bomb",
    [
        b"[" * limits.MAX_PARCEL,
        b'{"a":' * (limits.MAX_PARCEL // 5),
        b'{"protected":"' + b"A" * (limits.MAX_PARCEL - 20) + b'"}',
        b"[" + b"1," * (limits.MAX_PARCEL // 2 - 2) + b"1]",
        b"1" * limits.MAX_PARCEL,
        large.MAGIC + b"A" * 50_000_000,
        large.MAGIC + b"\n" * 1_000_000,
    ],
    ids=["lists", "objects", "long-header", "numbers", "one-number", "endless-head", "empty-head"],
)
def test_bombs_are_cheap(bomb):
    start = time.perf_counter()
    refused(bomb)
    assert time.perf_counter() - start < 2


def test_what_callers_hand_in_stays_as_it_was():
    jwks = ME.recipient.to_jwks()
    before = copy.deepcopy(jwks)
    member = Recipient.from_jwks(jwks)
    content = bytearray(b"content")
    to = [member]
    open(seal(content, to=to, sender=ME, content_type="text/plain", now=NOW), ME, trust=TRUST, now=NOW)
    assert (jwks, content, to) == (before, b"content", [member])
    assert member.to_jwks() == before


def test_two_readers_share_a_parcel_and_each_is_protected():
    """A bit that one reader's entry does not cover is covered for the other, whose entry it is in."""
    other = Identity.generate("試験 2", suite="CL1-X25519", now=NOW)
    parcel = seal(b"", to=[ME.recipient, other.recipient], sender=ME, content_type="text/plain", now=NOW)
    for place in range(0, len(parcel) * 8, 7):
        flipped = bytearray(parcel)
        flipped[place // 8] ^= 1 << place % 8
        opened = 0
        for reader in (ME, other):
            try:
                assert open(bytes(flipped), reader, trust=TRUST, now=NOW).content == b""
                opened += 1
            except SealError:
                pass
        assert opened < 2


def test_answers_say_nothing_about_the_reason(ward, town, trust):
    """Another key, another body, another signature: the same words, and no cause attached."""
    parcel = seal(b"secret", to=[ward.recipient], sender=town, content_type="text/plain", now=NOW)
    tree = json.loads(parcel)
    answers = set()
    for name in ("tag", "ciphertext", "iv"):
        altered = {**tree, name: ("A" if tree[name][0] != "A" else "B") + tree[name][1:]}
        with pytest.raises(CarelinkError) as caught:
            open(json.dumps(altered).encode(), ward, trust=trust, now=NOW)
        answers.add(str(caught.value))
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__
    assert len(answers) == 1
    assert "secret" not in answers.pop()


def test_an_envelope_for_a_file_key_is_no_letter():
    key = ME.recipient.newest("enc", at=NOW)
    sealed = envelope.wrap(
        b"x",
        to=[key],
        message="0b0e8b6c-57c5-4d2a-9d3c-0c2f7f0f7a51",
        expires=NOW,
        inside=envelope.FILE_KEY,
    )
    refused(sealed)

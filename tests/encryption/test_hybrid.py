"""CL1-XWING: published vectors, what a machine without it says, and that it is labelled wherever it shows."""

from __future__ import annotations

import json
import sys

import pytest

from carelink.encryption import Identity, Key, Recipient, Trust, open, seal, strict  # noqa: A004
from carelink.encryption.keys import hybrid
from carelink.encryption.keys.suites import OPT_IN, SUITES, label
from carelink.errors import BrokenSealError, SealError

from .conftest import NOW

# draft-connolly-cfrg-xwing-kem, appendix C, first vector: the seed and the ends of the public key.
SEED = "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26"
BEGINS = "e2236b35a8c24b39b10aa1323a96a919"


@pytest.fixture
def old_library(monkeypatch):
    """A cryptography without ML-KEM and HPKE, as before release 48."""
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.hpke", None)
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.mlkem", None)
    for name in ("hpke", "asymmetric.mlkem"):
        parent, _, child = f"cryptography.hazmat.primitives.{name}".rpartition(".")
        monkeypatch.delattr(sys.modules[parent], child, raising=False)


@pytest.fixture(scope="module")
def reader():
    return Identity.generate("三木町 病院（試験）", suite="CL1-XWING", now=NOW)


def test_the_draft_s_key():
    public = hybrid.public_of(bytes.fromhex(SEED))
    assert public[:16].hex() == BEGINS
    assert len(public) == hybrid.PUBLIC


def test_hpke_vectors():
    """The same key agreement with another cipher at its end: HPKE's post-quantum vectors have no A256GCM."""
    package = pytest.importorskip("cryptography_vectors", reason="PyPI cryptography-vectors is not installed")
    try:
        with package.open_vector_file("HPKE/hpke-pq-test-vectors.json", "r") as file:
            cases = [case for case in json.load(file) if case["kem_id"] == 0x647A]
    except FileNotFoundError:
        pytest.skip("this cryptography-vectors has no hybrid HPKE yet")
    assert cases
    for case in cases:
        assert hybrid.public_of(bytes.fromhex(case["skRm"])).hex() == case["pkRm"]
        assert len(bytes.fromhex(case["enc"])) == hybrid.ENCAPSULATED


def test_it_signs_with_ed25519_and_is_named_after_its_thumbprint(reader):
    jwk = next(jwk for jwk in reader.recipient.to_jwks()["keys"] if jwk["use"] == "enc")
    assert set(jwk) == {"kty", "alg", "pub", "kid", "use", "nbf", "exp", "status"}
    assert (jwk["kty"], jwk["alg"]) == ("AKP", "carelink-XWING")
    assert reader.own(reader.kid).public.kind.crv == "Ed25519"
    assert Key.from_jwk(jwk) == reader.recipient.newest("enc", at=NOW)
    for change in ({"priv": "AA"}, {"pub": jwk["pub"][:-4]}, {"x": "AA", "pub": None}, {"alg": "HPKE-0"}):
        with pytest.raises(ValueError, match=r"not a|no known|name of"):
            Key.from_jwk(jwk | change)


def test_a_parcel_for_three_suites_opens_for_each(reader):
    readers = [reader, *(Identity.generate(f"試験 {suite}", suite=suite, now=NOW) for suite in SUITES)]
    to = [one.recipient for one in readers]
    parcel = seal(b"x", to=to, sender=reader, content_type="text/plain", now=NOW)
    for one in readers:
        assert open(parcel, one, trust=Trust(to), now=NOW).content == b"x"


def test_another_spelling_of_the_sender_s_half_is_refused(reader):
    trust = Trust([reader.recipient])
    parcel = seal(b"x", to=[reader.recipient], sender=reader, content_type="text/plain", now=NOW)
    tree = json.loads(parcel)
    header = tree["recipients"][0]["header"]
    ek = bytearray(strict.decode(header["ek"]))
    ek[-1] ^= 0x80  # X25519 would ignore this bit
    for other in (strict.encode(bytes(ek)), header["ek"][:-4], None, {"kty": "OKP"}):
        header["ek"] = other
        with pytest.raises(BrokenSealError):
            open(json.dumps(tree).encode(), reader, trust=trust, now=NOW)


def test_the_algorithm_is_the_key_s_and_not_the_header_s(reader):
    """An entry that names a hybrid key and brings an elliptic agreement is broken; so is the reverse."""
    plain = Identity.generate("試験", suite="CL1-X25519", now=NOW)
    both = [reader.recipient, plain.recipient]
    tree = json.loads(seal(b"x", to=both, sender=reader, content_type="text/plain", now=NOW))
    first, second = (entry["header"] for entry in tree["recipients"])
    first["kid"], second["kid"] = second["kid"], first["kid"]
    for one in (reader, plain):
        with pytest.raises(BrokenSealError):
            open(json.dumps(tree).encode(), one, trust=Trust(both), now=NOW)


@pytest.mark.usefixtures("old_library")
def test_an_older_library_says_what_to_install(reader, tmp_path):
    assert not hybrid.is_here()
    for attempt in (
        lambda: Identity.generate("試験", suite="CL1-XWING", now=NOW),
        lambda: seal(b"x", to=[reader.recipient], sender=reader, content_type="text/plain", now=NOW),
        lambda: Identity.load(reader.save(tmp_path, unprotected=True)),
    ):
        with pytest.raises(SealError) as caught:
            attempt()
        assert "cryptography>=48" in caught.value.hint.en


@pytest.mark.usefixtures("old_library")
def test_an_older_library_still_reads_everybody_s_keys(reader):
    """One member's new keys must not shut the others out of the list, or of a parcel sealed for both."""
    assert Recipient.from_jwks(reader.recipient.to_jwks()) == reader.recipient
    assert len(Trust.from_json(Trust([reader.recipient]).to_json())) == 1


def test_a_parcel_for_both_opens_without_the_hybrid(reader, request):
    plain = Identity.generate("試験", suite="CL1-P256", now=NOW)
    both = [reader.recipient, plain.recipient]
    parcel = seal(b"x", to=both, sender=plain, content_type="text/plain", now=NOW)
    request.getfixturevalue("old_library")
    assert open(parcel, plain, trust=Trust(both), now=NOW).content == b"x"
    with pytest.raises(SealError, match="CL1-XWING"):
        open(parcel, reader, trust=Trust(both), now=NOW)


def test_it_is_labelled_wherever_it_is_shown():
    assert all("not CRYPTREC-listed" in label(suite) for suite in OPT_IN)
    assert all(label(suite) == suite for suite in SUITES)

"""Published examples and test vectors for the algorithms of our suites, through our own doors to them.

RFC 7520 has no example of our algorithms (its curves are P-384 and P-521); RFC 7515, RFC 8037 and the vectors
of pyca/cryptography (PyPI ``cryptography-vectors``) do.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidTag

from carelink.encryption import Identity, Key, jose, strict
from carelink.encryption.keys.key import OwnKey
from carelink.encryption.keys.suites import kind_for
from carelink.encryption.parcels import cobblestone

from .conftest import NOW

RFC_7515_A3 = {
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
SIGNED_7515_A3 = (
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19y"
    "b290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)
RFC_8037_A1 = {"x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
SECRET_8037_A1 = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
SIGNED_8037_A4 = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6d"
    "WbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)


def key(suite: str, use: str, x: str, y: str | None = None) -> Key:
    return Key(kind_for(suite, use), x, y, NOW, NOW.replace(year=2027))


def parts(signed: str) -> tuple[bytes, bytes]:
    text, _, signature = signed.rpartition(".")
    return text.encode(), strict.decode(signature)


def test_es256_of_rfc_7515():
    known = key("CL1-P256", "sig", **RFC_7515_A3)
    text, signature = parts(SIGNED_7515_A3)
    jose.verify(text, signature, known)
    with pytest.raises(ValueError, match="signature"):
        jose.verify(text[:-1], signature, known)


def test_ed25519_of_rfc_8037():
    known = key("CL1-X25519", "sig", **RFC_8037_A1)
    text, signature = parts(SIGNED_8037_A4)
    jose.verify(text, signature, known)
    assert jose.sign(text, OwnKey.load(known, SECRET_8037_A1)) == signature


@pytest.fixture(scope="module")
def vectors():
    package = pytest.importorskip("cryptography_vectors", reason="PyPI cryptography-vectors is not installed")
    return lambda *path: package.open_vector_file("/".join(path), "r")


def test_chunked_encryption(vectors, monkeypatch):
    """The vectors are of the same construction with SHA-256, so it is ours that is tested, so instructed."""
    monkeypatch.setattr(cobblestone, "_HASH", "SHA256")
    try:
        with vectors("chunked-encryption", "vectors.json") as file:
            cases = [case for case in json.load(file)["vectors"] if case["aead"] == "AEAD_AES_256_GCM"]
    except FileNotFoundError:
        pytest.skip("this cryptography-vectors has no chunked encryption yet")
    assert len(cases) > 20
    for case in cases:
        sealed = base64.b64decode(case["ciphertext"] or "")
        sealed = zlib.decompress(sealed) if case.get("compressed") else sealed
        cipher = cobblestone.Decryptor(bytes.fromhex(case["key"]), case["context"].encode())
        if case["expect"] == "success":
            plain = cipher.update(sealed) + cipher.finalize()
            assert hashlib.sha256(plain).hexdigest() == case["payload_sha256"], case["name"]
        else:
            with pytest.raises((InvalidTag, ValueError)):
                _ = cipher.update(sealed), cipher.finalize()


def test_ed25519(vectors):
    with vectors("asymmetric", "Ed25519", "sign.input") as file:
        for line in list(file)[:200]:
            secret, public, message, signed = (bytes.fromhex(part) for part in line.strip().split(":")[:4])
            known = key("CL1-X25519", "sig", strict.encode(public))
            jose.verify(message, signed[:64], known)
            assert jose.sign(message, OwnKey.load(known, strict.encode(secret[:32]))) == signed[:64]


def test_ecdsa_p256_sha256(vectors):
    judged = {"P": 0, "F": 0}
    with vectors("asymmetric", "ECDSA", "FIPS_186-3", "SigVer.rsp") as file:
        for case in _blocks(file.read(), "[P-256,SHA-256]"):
            x, y, r, s = (bytes.fromhex(case[name].zfill(64)) for name in ("Qx", "Qy", "R", "S"))
            known = key("CL1-P256", "sig", strict.encode(x), strict.encode(y))
            verdict = case["Result"][0]
            judged[verdict] += 1
            try:
                jose.verify(bytes.fromhex(case["Msg"]), r + s, known)
            except ValueError:
                assert verdict == "F"
            else:
                assert verdict == "P"
    assert judged["P"] > 1
    assert judged["F"] > 1


def _blocks(text, heading):
    part = text.partition(heading)[2].partition("\n[")[0]
    for block in part.strip().split("\n\n"):
        yield dict(line.split(" = ", 1) for line in block.splitlines() if " = " in line)


def test_x25519(vectors):
    """RFC 7748 §5.2: what a reader with this scalar agrees on, seen through wrapping for it."""
    with vectors("asymmetric", "X25519", "rfc7748.txt") as file:
        cases = [case for case in _blocks(file.read(), "section-5.2") if "OUTPUT_U" in case]
    assert cases
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    for case in cases:
        scalar, point = bytes.fromhex(case["INPUT_SCALAR"]), bytes.fromhex(case["INPUT_U"])
        private = X25519PrivateKey.from_private_bytes(scalar)
        x = strict.encode(private.public_key().public_bytes_raw())
        reader = OwnKey.load(key("CL1-X25519", "enc", x), strict.encode(scalar))
        if point[31] & 0x80:
            continue  # the spelling our format refuses
        agreed = reader.jose.exchange_derive_key(
            type(reader.jose).import_key({"kty": "OKP", "crv": "X25519", "x": strict.encode(point)})
        )
        assert agreed.hex() == case["OUTPUT_U"]


def test_aes_key_wrap(vectors):
    with vectors("keywrap", "kwtestvectors", "KW_AE_256.txt") as file:
        cases = list(_blocks(file.read(), "[PLAINTEXT LENGTH = 256]"))
    assert len(cases) > 50
    for case in cases:
        secret, plain, wrapped = (bytes.fromhex(case[name]) for name in "KPC")
        assert jose._WRAP.wrap_cek_with_auk(plain, secret) == wrapped
        assert jose._WRAP.unwrap_cek_with_auk(wrapped, secret) == plain


@pytest.mark.parametrize("suite", ["CL1-P256", "CL1-X25519"])
def test_the_library_itself_reads_our_envelope(suite):
    """joserfc, handed the whole token as anybody would, opens what our framing made."""
    from joserfc import jwe
    from joserfc.registry import HeaderParameter

    from carelink.encryption.parcels import envelope

    own = next(k for k in Identity.generate("試験", suite=suite, now=NOW).keys if k.public.kind.use == "enc")
    sealed = envelope.wrap(
        b"letter",
        to=[own.public],
        message="0b0e8b6c-57c5-4d2a-9d3c-0c2f7f0f7a51",
        expires=NOW,
        inside=envelope.LETTER,
    )
    ours = {name: HeaderParameter(name, kind) for name, kind in (("v", "int"), ("id", "str"), ("exp", "int"))}
    registry = jwe.JWERegistry(header_registry=ours, algorithms=["ECDH-ES+A256KW", "A256GCM"])
    assert jwe.decrypt_json(json.loads(sealed), own.jose, registry=registry).plaintext == b"letter"

    written = jwe.GeneralJSONEncryption(json.loads(strict.decode(json.loads(sealed)["protected"])), b"theirs")
    written.add_recipient({"alg": "ECDH-ES+A256KW", "kid": own.kid}, own.public.jose)
    theirs = strict.compact(jwe.encrypt_json(written, None, registry=registry)).encode()
    found = envelope.unfold(theirs, inside=envelope.LETTER)
    assert envelope.unwrap(found, found.entries[0], own) == b"theirs"


def test_a_revoked_key_is_revoked_whatever_its_dates():
    known = key("CL1-X25519", "sig", **RFC_8037_A1)
    assert known.is_valid(NOW)
    assert not replace(known, status="revoked").is_valid(NOW)

"""The inner signature: a synthetic doctor with a card, a synthetic CA, and all that must be refused."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from carelink.encryption import open, open_file, seal, seal_file, signature, strict  # noqa: A004
from carelink.encryption.parcels import limits
from carelink.encryption.parcels.manifest import Manifest
from carelink.errors import BrokenSealError, UntrustedSenderError, UsageError

from .conftest import NOW

pytest.importorskip("pyhanko", reason="the extra signature is not installed")

CONTENT = b'{"resourceType":"Bundle"}'
YEAR = timedelta(days=365)
USES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def der(tag, *parts):
    body = b"".join(parts)
    assert len(body) < 256
    return bytes([tag]) + (bytes([len(body)]) if len(body) < 128 else bytes([0x81, len(body)])) + body


def hc_role(profession):
    """Subject directory attributes with an hcRole shaped like HPKI's: a coding scheme and a free text."""
    oid = bytes.fromhex("0606288185420001")  # 1.0.17090.0.1
    scheme = der(0xA0, bytes.fromhex("060a2a830886910f01060101"))
    actor = der(0x30, der(0xA0, der(0x31, scheme, der(0xA2, der(0x0C, profession.encode())))))
    return der(0x30, der(0x30, oid, der(0x31, der(0x31, actor))))


class Authority:
    """A synthetic certificate authority."""

    def __init__(self, name="試験用認証局"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self.made(self.name, self.key.public_key(), ca=True)

    def made(self, subject, public, *, ca=False, roles=None, usage="content_commitment"):
        uses = dict.fromkeys(USES, False)
        uses |= {"key_cert_sign": True, "crl_sign": True} if ca else {usage: True}
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - YEAR)
            .not_valid_after(NOW + YEAR)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**uses), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        )
        if roles:
            oid = x509.ObjectIdentifier("2.5.29.9")
            builder = builder.add_extension(x509.UnrecognizedExtension(oid, hc_role(roles)), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def revoked(self, *certificates):
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.name)
        builder = builder.last_update(NOW - timedelta(days=1)).next_update(NOW + YEAR)
        for one in certificates:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(one.serial_number)
                .revocation_date(NOW - timedelta(days=2))
                .build()
            )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    @property
    def root(self):
        return self.certificate.public_bytes(Encoding.DER)


class Token:
    """A card as a PKCS#11 module would be wrapped: it shows certificates, and signs what it is given."""

    def __init__(self, authority, key=None, **said):
        self._key = key or ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "見本 医師")])
        self.certificate = authority.made(
            subject, self._key.public_key(), **{"roles": "Medical Doctor", **said}
        )
        self.certificates = [self.certificate.public_bytes(Encoding.DER), authority.root]

    def sign(self, data):
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def card(authority):
    return Token(authority)


@pytest.fixture(scope="module")
def made(card):
    return signature.sign(CONTENT, card)


def verified(made, authority, content=CONTENT, **said):
    return signature.verify(content, made, roots=[authority.root], **{"at": NOW, **said})


def test_who_signed_and_in_which_role(made, authority, card):
    who = verified(made, authority)
    assert (who.name, who.roles) == ("見本 医師", ("Medical Doctor",))
    assert who.certificate == card.certificates[0]
    assert "試験用認証局" in who.issuer
    assert verified(made, authority, revocations=[authority.revoked()]) == who


def test_a_card_with_an_rsa_key(authority):
    token = Token(authority, rsa.generate_private_key(65537, 2048), roles=None)
    assert verified(signature.sign(io.BytesIO(CONTENT), token), authority, io.BytesIO(CONTENT)).roles == ()


def test_inside_an_event_loop(made, authority):
    async def viewer():
        return verified(made, authority)

    assert asyncio.run(viewer()).name == "見本 医師"


@pytest.fixture
def words(town, ward):
    return {"to": [ward.recipient], "sender": town, "content_type": "text/plain", "now": NOW}


def test_it_travels_in_a_parcel(made, authority, ward, trust, words):
    opened = open(seal(CONTENT, signatures=[made], **words), ward, trust=trust, now=NOW)
    assert verified(opened.manifest.signatures[0], authority, opened.content).name == "見本 医師"


def test_it_travels_with_a_file(made, ward, trust, words, tmp_path):
    seal_file(io.BytesIO(CONTENT), tmp_path / "p", signatures=[made, made], **words)
    unpacked = open_file(tmp_path / "p", tmp_path / "out", ward, trust=trust, now=NOW)
    assert unpacked.manifest.signatures == (made, made)
    plain = open(seal(b"", **words), ward, trust=trust, now=NOW).manifest
    assert plain.signatures == ()
    assert "sigs" not in json.loads(plain.to_json())


@pytest.mark.parametrize("sigs", [[bytes(limits.MAX_SIGNATURES + 1)], [b""]])
def test_what_cannot_travel_is_a_usage_error(sigs, town, ward):
    with pytest.raises(UsageError):
        seal(b"", to=[ward.recipient], sender=town, content_type="text/plain", signatures=sigs, now=NOW)


@pytest.mark.parametrize("sigs", [1, "QQ", [1], ["Q"], ["QQ=="], [""]])
def test_signatures_out_of_form_break_a_manifest(sigs, town, ward, trust):
    parcel = seal(b"", to=[ward.recipient], sender=town, content_type="text/plain", now=NOW)
    tree = json.loads(open(parcel, ward, trust=trust, now=NOW).manifest.to_json())
    with pytest.raises((ValueError, TypeError)):
        Manifest.from_json(strict.compact({**tree, "sigs": sigs}))


def test_other_content_or_an_altered_signature_is_broken(made, authority):
    with pytest.raises(BrokenSealError):
        verified(made, authority, CONTENT + b" ")
    for altered in (b"", b"x", made[:-1], made + b"\0", bytes([made[0] ^ 1]) + made[1:]):
        with pytest.raises(BrokenSealError):
            verified(altered, authority)
    last = bytearray(made)
    last[-1] ^= 1
    with pytest.raises(BrokenSealError):
        verified(bytes(last), authority)


def test_another_authority_of_the_same_name(made):
    with pytest.raises(UntrustedSenderError):
        verified(made, Authority())


def test_ended_revoked_or_for_another_purpose(made, authority, card):
    with pytest.raises(UntrustedSenderError):
        verified(made, authority, at=NOW + 2 * YEAR)
    with pytest.raises(UntrustedSenderError):
        verified(made, authority, revocations=[authority.revoked(card.certificate)])
    login = Token(authority, usage="digital_signature")  # HPKI's other certificate, for logging in
    with pytest.raises(UntrustedSenderError):
        verified(signature.sign(CONTENT, login), authority)


def test_with_revocation_lists_every_certificate_must_be_covered(made, authority):
    with pytest.raises(UntrustedSenderError):
        verified(made, authority, revocations=[Authority("よその認証局").revoked()])


def test_a_card_without_certificates_or_an_extra_that_is_missing(authority, monkeypatch):
    empty = Token(authority)
    empty.certificates = []
    with pytest.raises(UsageError):
        signature.sign(CONTENT, empty)
    monkeypatch.setitem(sys.modules, "pyhanko.sign.signers.pdf_cms", None)
    with pytest.raises(UsageError) as caught:
        signature.sign(CONTENT, empty)
    assert "carelink[signature]" in caught.value.hint.en


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_verifies_ours(made, authority, tmp_path):
    """Anybody can check it without carelink, certificate path and CAdES attribute included."""
    (tmp_path / "root.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "content").write_bytes(CONTENT)
    (tmp_path / "sig.der").write_bytes(made)
    command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "sig.der",
               "-content", "content", "-CAfile", "root.pem", "-purpose", "any", "-attime",
               str(int(NOW.timestamp())), "-out", "out"]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    (tmp_path / "content").write_bytes(CONTENT + b" ")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode != 0


def test_the_manifest_keeps_them_through_a_copy(made, town, ward, trust):
    parcel = seal(b"", to=[ward.recipient], sender=town, content_type="text/plain", now=NOW)
    manifest = replace(open(parcel, ward, trust=trust, now=NOW).manifest, signatures=(made,))
    assert Manifest.from_json(manifest.to_json()) == manifest

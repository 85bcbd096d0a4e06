"""A person signs on the command line, with a PKCS#12 file; the reader asks who it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

import carelink
from carelink.cli.app import app
from carelink.encryption import Identity, Trust, cards
from carelink.errors import UsageError, WrongKeyError

pytest.importorskip("pyhanko", reason="the extra signature is not installed")

CONSULTATION = Path(carelink.__file__).parent / "cli" / "demo" / "data" / "consultation.toml"
PIN = "0000 1111"
NOW = datetime.now(UTC)


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certificate(subject, public, issuer, by, *, ca=False):
    uses = dict.fromkeys(
        (
            *("digital_signature", "key_encipherment", "data_encipherment", "key_agreement"),
            *("crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    )
    usage = x509.KeyUsage(content_commitment=not ca, key_cert_sign=ca, **uses)
    return (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(by, hashes.SHA256())
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A town, a ward, and a doctor's file; the root is in PEM."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "keys").mkdir()
    town, ward = Identity.generate("直島町"), Identity.generate("三木町病院")
    town.save(folder / "keys" / "town.json", unprotected=True)
    ward.save(folder / "keys" / "ward.json", unprotected=True)
    Trust([town.recipient, ward.recipient]).save(folder / "trust.json")
    authority = ec.generate_private_key(ec.SECP256R1())
    root = certificate("試験用認証局", authority.public_key(), "試験用認証局", authority, ca=True)
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "root.der").write_bytes(root.public_bytes(Encoding.DER))
    for kind, key in (
        ("ec", ec.generate_private_key(ec.SECP256R1())),
        ("rsa", rsa.generate_private_key(public_exponent=65537, key_size=2048)),
    ):
        mine = certificate("見本 医師", key.public_key(), "試験用認証局", authority)
        held = pkcs12.serialize_key_and_certificates(
            b"me", key, mine, [root], BestAvailableEncryption(PIN.encode())
        )
        (folder / f"{kind}.p12").write_bytes(held)
    (folder / "pin").write_text(PIN + "\n", "utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7 scan")
    return folder


def run(*words):
    return CliRunner().invoke(app, ["--lang", "en", *map(str, words)])


def seal(desk, source, out, *more):
    who = ("--as", desk / "keys" / "town.json", "--trust", desk / "trust.json")
    return run("seal", source, "--to", "三木町病院", "-o", out, *who, *more)


def open_(desk, parcel, out, *more):
    who = ("--as", desk / "keys" / "ward.json", "--trust", desk / "trust.json")
    return run("open", parcel, "-o", out, *who, *more)


@pytest.mark.parametrize("kind", ["ec", "rsa"])
@pytest.mark.parametrize("root", ["root.pem", "root.der"])
def test_a_record_signed_by_a_person(desk, tmp_path, kind, root):
    parcel, out = tmp_path / "a.cle", tmp_path / "a.json"
    signing = ("--sign-with", desk / f"{kind}.p12", "--pin-file", desk / "pin")
    assert seal(desk, CONSULTATION, parcel, *signing).exit_code == 0
    said = open_(desk, parcel, out, "--roots", desk / root)
    assert said.exit_code == 0
    assert "見本 医師" in said.stderr
    assert out.exists()
    untold = open_(desk, parcel, tmp_path / "b.json")
    assert untold.exit_code == 0
    assert "--roots" in untold.stderr


def test_any_file_signed_by_a_person(desk, tmp_path):
    parcel, out = tmp_path / "a.cle", tmp_path / "a.pdf"
    as_is = ("--as-is", "application/pdf", "--sign-with", desk / "ec.p12", "--pin-file", desk / "pin")
    assert seal(desk, desk / "scan.pdf", parcel, *as_is).exit_code == 0
    said = open_(desk, parcel, out, "--as-is", "--roots", desk / "root.pem")
    assert (said.exit_code, out.read_bytes()) == (0, b"%PDF-1.7 scan")
    assert "見本 医師" in said.stderr


@pytest.mark.parametrize("as_is", [True, False])
def test_nothing_is_left_when_the_issuer_is_not_trusted(desk, tmp_path, as_is):
    parcel, out = tmp_path / "a.cle", tmp_path / "out.json"
    other = ec.generate_private_key(ec.SECP256R1())
    root = certificate("別の認証局", other.public_key(), "別の認証局", other, ca=True)
    (tmp_path / "other.pem").write_bytes(root.public_bytes(Encoding.PEM))
    media = ("--as-is", "application/json") if as_is else ()
    signing = ("--sign-with", desk / "ec.p12", "--pin-file", desk / "pin")
    assert seal(desk, CONSULTATION, parcel, *signing, *media).exit_code == 0
    said = open_(desk, parcel, out, "--roots", tmp_path / "other.pem", *media[:1])
    assert said.exit_code != 0
    assert not out.exists()


def test_what_cannot_sign(desk, tmp_path):
    with pytest.raises(WrongKeyError):
        cards.from_file(desk / "ec.p12", "wrong")
    with pytest.raises(WrongKeyError):
        cards.from_file(desk / "root.pem", PIN)
    with pytest.raises(UsageError):
        cards.from_file(tmp_path / "none.p12", PIN)
    big = tmp_path / "big.p12"
    big.write_bytes(bytes(cards.MAX_FILE + 1))
    with pytest.raises(UsageError):
        cards.from_file(big, PIN)
    with pytest.raises(UsageError), cards.from_token(desk / "scan.pdf", PIN):
        pass
    bare = tmp_path / "bare.p12"
    key = ec.generate_private_key(ec.SECP256R1())
    bare.write_bytes(
        pkcs12.serialize_key_and_certificates(b"k", key, None, None, BestAvailableEncryption(PIN.encode()))
    )
    with pytest.raises(UsageError):
        cards.from_file(bare, PIN)


def test_a_pipe_cannot_be_signed(desk, tmp_path):
    signing = ("--sign-with", desk / "ec.p12", "--pin-file", desk / "pin", "--as-is", "text/plain")
    assert seal(desk, "-", tmp_path / "a.cle", *signing).exit_code != 0

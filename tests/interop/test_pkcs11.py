"""A token behind a PKCS#11 module (SoftHSM) signs as a person; openssl agrees with what comes out."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from carelink.encryption import cards, signature
from carelink.errors import UsageError, WrongKeyError

pytestmark = pytest.mark.interop
pytest.importorskip("pyhanko", reason="the extra signature is not installed")

CONTENT = b'{"resourceType":"Bundle"}'
PIN = "123456"
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
TOOLS = ("softhsm2-util", "openssl")
KINDS = ("EC", "RSA")
SUBJECT = {"sign": "見本 医師", "login": "見本 医師 認証"}


@pytest.fixture(scope="module")
def module():
    found = [Path(one) for one in MODULES if Path(one).is_file()]
    if not found or not all(map(shutil.which, TOOLS)):
        pytest.skip("SoftHSM is not installed here: run `make interop` where apt-get may install it")
    return found[0]


@pytest.fixture(scope="module")
def tokens(tmp_path_factory):
    """Two fresh tokens; the module sees only what is there when it is loaded."""
    folder = tmp_path_factory.mktemp("cards")
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n", "utf-8")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    for kind in KINDS:
        run("softhsm2-util", "--init-token", "--free", "--label", kind, "--pin", PIN, "--so-pin", PIN)
    yield folder
    del os.environ["SOFTHSM2_CONF"]


@pytest.fixture(scope="module", params=KINDS)
def token(module, tokens, request):
    """A token that holds what an HPKI card holds: a key to sign, a key to log in, and the issuer."""
    folder = tokens / request.param
    folder.mkdir()
    (folder / "root.key").write_bytes(new_key("EC"))
    issue(folder, "root", "試験用認証局", "keyCertSign")
    for name, usage in (("sign", "nonRepudiation"), ("login", "digitalSignature")):
        (folder / f"{name}.key").write_bytes(new_key(request.param))
        issue(folder, name, SUBJECT[name], usage)
    fill(module, request.param, folder)
    return request.param, folder


def run(*words, **how):
    return subprocess.run([*map(str, words)], check=True, capture_output=True, **how).stdout


def new_key(kind):
    size = ("-pkeyopt", "ec_paramgen_curve:P-256") if kind == "EC" else ("-pkeyopt", "rsa_keygen_bits:2048")
    return run("openssl", "genpkey", "-algorithm", kind, *size)


def issue(folder, name, subject, usage):
    is_root = name == "root"
    issuer = () if is_root else ("-CA", folder / "root.pem", "-CAkey", folder / "root.key")
    basic = "CA:TRUE" if is_root else "CA:FALSE"
    said = ("-addext", f"basicConstraints=critical,{basic}", "-addext", f"keyUsage=critical,{usage}")
    who = ("-utf8", "-subj", f"/CN={subject}", "-key", folder / f"{name}.key")
    run("openssl", "req", "-x509", "-days", "30", *who, *issuer, *said, "-out", folder / f"{name}.pem")


def fill(module, label, folder):
    """Put keys and certificates on the token, as the maker of a card would."""
    import pkcs11
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    with pkcs11.lib(str(module)).get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        for number, name in enumerate(("root", "sign", "login")):
            pem = folder / f"{name}.pem"
            der = run("openssl", "x509", "-in", pem, "-outform", "DER")
            about = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.ID: bytes([number])}
            session.create_object(decode_x509_certificate(der) | about | {pkcs11.Attribute.LABEL: name})
            if name == "root":
                continue
            kind = label.lower()
            old = run("openssl", kind, "-in", folder / f"{name}.key", "-outform", "DER", *traditional(kind))
            decode = decode_rsa_private_key if kind == "rsa" else decode_ec_private_key
            session.create_object(decode(old) | about | {pkcs11.Attribute.LABEL: name})


def traditional(kind):
    return ("-traditional",) if kind == "rsa" else ()


def test_the_token_signs_and_openssl_agrees(module, token, tmp_path):
    label, folder = token
    with cards.from_token(module, PIN, token=label) as card:
        made = signature.sign(CONTENT, card)
    root = run("openssl", "x509", "-in", folder / "root.pem", "-outform", "DER")
    assert signature.verify(CONTENT, made, roots=[root]).name == SUBJECT["sign"]
    (tmp_path / "made.der").write_bytes(made)
    (tmp_path / "content").write_bytes(CONTENT)
    words = ("-verify", "-binary", "-inform", "DER", "-purpose", "any", "-cades")
    files = ("-in", tmp_path / "made.der", "-content", tmp_path / "content", "-CAfile", folder / "root.pem")
    assert run("openssl", "cms", *words, *files) == CONTENT


def test_a_certificate_by_its_label(module, token):
    label, _ = token
    with cards.from_token(module, PIN, token=label, certificate="sign") as card:
        assert len(card.certificates) == 2
    with pytest.raises(UsageError), cards.from_token(module, PIN, token=label, certificate="none"):
        pass


def test_a_wrong_pin_and_a_missing_token(module, token):
    label, _ = token
    with pytest.raises(WrongKeyError), cards.from_token(module, "000000", token=label):
        pass
    with pytest.raises(UsageError), cards.from_token(module, PIN, token="none"):
        pass

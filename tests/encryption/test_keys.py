"""Keys, identities and trust: generation, files, names, rotation."""

from __future__ import annotations

import json
import stat
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.encryption import Identity, Key, Recipient, Trust, open, seal  # noqa: A004
from carelink.encryption.keys import keyfile
from carelink.encryption.keys.key import digits
from carelink.errors import (
    CarelinkError,
    SealError,
    StorageError,
    UntrustedSenderError,
    UsageError,
    WrongKeyError,
)

from .conftest import NOW


def test_thumbprint_of_rfc_8037():
    """RFC 8037 appendix A.3 gives the thumbprint of its Ed25519 key."""
    jwk = {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "use": "sig",
        "alg": "Ed25519",
        "kid": "kPrK_qmxVWaYVA9wwBF6Iu",
        "nbf": 0,
        "exp": 1,
    }
    key = Key.from_jwk(jwk)
    assert key.thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    assert key.fingerprint == digits(key.digest)


def test_fingerprint_is_eight_groups_of_five_digits(town, ward):
    groups = town.recipient.fingerprint.split(" ")
    assert [len(group) for group in groups] == [5] * 8
    assert "".join(groups).isdecimal()
    assert town.recipient.fingerprint != ward.recipient.fingerprint
    again = Recipient(town.name, tuple(reversed(town.recipient.keys)))
    assert again.fingerprint == town.recipient.fingerprint


def test_public_keys_go_out_and_come_back(town):
    jwks = town.recipient.to_jwks()
    assert Recipient.from_jwks(jwks) == town.recipient
    assert Recipient.from_jwks(json.dumps(jwks)) == town.recipient
    assert "d" not in {name for jwk in jwks["keys"] for name in jwk}


@pytest.mark.parametrize(
    "change",
    [
        {"d": "AAAA"},
        {"kid": "A" * 22},
        {"alg": "none"},
        {"alg": "RSA1_5"},
        {"use": "enc"},
        {"crv": "P-521"},
        {"kty": "oct"},
        {"status": "perhaps"},
        {"exp": 0},
        {"nbf": "now"},
        {"x": "A" * 43},
        {"x": 1},
    ],
)
def test_a_key_that_is_not_exactly_ours_is_refused(town, change):
    jwks = town.recipient.to_jwks()
    jwks["keys"][0].update(change)
    with pytest.raises(SealError):
        Recipient.from_jwks(jwks)


def test_a_key_has_one_spelling():
    """The highest bit of an X25519 key is ignored by the curve; here it is refused."""
    jwk = Identity.generate("試験", suite="CL1-X25519", now=NOW).keys[1].public.to_jwk()
    raw = bytearray(keyfile.strict.decode(jwk["x"]))
    raw[31] |= 0x80
    jwk["x"] = keyfile.strict.encode(bytes(raw))
    with pytest.raises(ValueError, match="not a point"):
        Key.from_jwk(jwk)


def test_an_identity_survives_its_file(town, tmp_path):
    path = town.save(tmp_path, "正しい馬の電池 1")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Identity.load(path, "正しい馬の電池 1") == town
    assert Identity.load(path, "正しい馬の電池　１") == town  # typed in full width
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    for secret in (key.secret for key in town.keys):
        assert secret not in path.read_text("utf-8")
        assert secret not in repr(town)


def test_a_passphrase_is_asked_for(town, tmp_path):
    for passphrase, unprotected in ((None, False), ("short", False), ("", False), ("long enough", True)):
        with pytest.raises(UsageError):
            town.save(tmp_path / "key", passphrase, unprotected=unprotected)
    path = town.save(tmp_path / "key", unprotected=True)
    assert Identity.load(path) == town


def test_the_wrong_passphrase_opens_nothing(town, tmp_path):
    path = town.save(tmp_path, "long enough")
    for passphrase in (None, "", "long enougH"):
        with pytest.raises(WrongKeyError):
            Identity.load(path, passphrase)


def test_an_altered_identity_is_refused(town, stranger, tmp_path):
    path = town.save(tmp_path, "long enough")
    tree = json.loads(path.read_bytes())
    for change in (
        {"name": "よその町"},
        {"keys": stranger.recipient.to_jwks()["keys"]},
        {"protected": {**tree["protected"], "log-n": 30}},
        {"protected": {**tree["protected"], "kdf": "md5"}},
        {"carelink-identity": 2},
    ):
        path.write_text(json.dumps({**tree, **change}), "utf-8")
        with pytest.raises(SealError):
            Identity.load(path, "long enough")


def test_halves_of_different_keys_do_not_make_an_identity(town, stranger, tmp_path):
    path = town.save(tmp_path, unprotected=True)
    tree = json.loads(path.read_bytes())
    tree["unprotected"] = {
        ours.kid: theirs.secret for ours, theirs in zip(town.keys, stranger.keys, strict=True)
    }
    path.write_text(json.dumps(tree), "utf-8")
    with pytest.raises(SealError):
        Identity.load(path)


def test_guessing_a_passphrase_is_dear(town, monkeypatch, tmp_path):
    monkeypatch.undo()
    path = town.save(tmp_path, "long enough")
    assert json.loads(path.read_bytes())["protected"]["log-n"] >= 17
    assert Identity.load(path, "long enough") == town


def test_no_file_is_lost(town, stranger, tmp_path):
    path = town.save(tmp_path / "key", unprotected=True)
    with pytest.raises(StorageError):
        stranger.save(path, unprotected=True)
    assert Identity.load(path) == town
    stranger.save(path, unprotected=True, overwrite=True)
    assert Identity.load(path) == stranger
    for missing in (tmp_path / "no" / "key", tmp_path / "none"):
        with pytest.raises(StorageError):
            Identity.load(missing)
    with pytest.raises(StorageError):
        town.save(tmp_path / "no" / "key", unprotected=True)


def test_a_name_that_cannot_be_given_is_given_back(tmp_path, monkeypatch):
    from carelink.encryption import disk

    def locked(*_):
        raise PermissionError

    monkeypatch.setattr(disk.Path, "replace", locked)
    with pytest.raises(StorageError):
        disk.write(tmp_path / "file", b"", overwrite=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_too_large_is_not_read(tmp_path):
    (tmp_path / "large").write_bytes(bytes(keyfile.MAX_SIZE + 1))
    with pytest.raises(StorageError):
        Identity.load(tmp_path / "large")


def test_key_and_parcel_never_share_a_folder(town, ward, tmp_path):
    from carelink.encryption import disk

    parcel = seal(b"", to=[ward.recipient], sender=town, content_type="text/plain", now=NOW)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "1.parcel").write_bytes(parcel)
    with pytest.raises(SealError):
        town.save(tmp_path / "stick", "long enough")
    (tmp_path / "desk").mkdir()
    disk.refuse_parcel_beside_keys(tmp_path / "desk")
    town.save(tmp_path / "desk", "long enough")
    with pytest.raises(SealError):
        disk.refuse_parcel_beside_keys(tmp_path / "desk")


def test_trust_knows_signers_and_members(town, ward, stranger, trust):
    assert trust.signer(town.kid) == town.recipient
    assert trust.recipient(town.name) == trust.recipient(town.kid) == town.recipient
    encryption = next(key.kid for key in town.keys if key.public.kind.use == "enc")
    for kid in (stranger.kid, encryption, ""):
        with pytest.raises(UntrustedSenderError):
            trust.signer(kid)
    with pytest.raises(UsageError):
        trust.recipient(stranger.name)
    assert len(trust.with_member(stranger.recipient)) == 3
    assert trust.with_member(stranger.recipient).without(stranger.name) == trust
    assert {member.name for member in trust} == {town.name, ward.name}


def test_a_revoked_key_stays_revoked_whatever_file_arrives(trust, town, ward):
    lost = trust.revoke(town.kid)
    for again in (town.recipient, town.rotate("sig", now=NOW).recipient):
        renewed = lost.with_member(again)
        with pytest.raises(UntrustedSenderError):
            renewed.signer(town.kid)
    new_keys_only = Recipient(town.name, Identity.generate(town.name, now=NOW).recipient.keys)
    assert lost.with_member(new_keys_only).recipient(town.kid).key(town.kid).status == "revoked"
    assert {key.status for key in trust.revoke(ward.name).recipient(ward.name).keys} == {"revoked"}
    with pytest.raises(UsageError):
        trust.revoke("nobody")


def test_a_name_cannot_pose_as_a_key(trust, town, stranger):
    poser = Recipient(town.kid, stranger.recipient.keys)
    assert trust.with_member(poser).recipient(town.kid) == town.recipient


def test_messages_name_the_year_of_a_key(trust, town, ward, stranger):
    parcel = seal(b"", to=[ward.recipient], sender=town, content_type="text/plain", now=NOW)
    with pytest.raises(WrongKeyError) as caught:
        open(parcel, stranger, trust=trust, now=NOW)
    assert f"{ward.name} (2026)" in caught.value.message.ja


def _no_encryption_key(town):
    tree = {"carelink-identity": 1, "name": "試験", "keys": [town.keys[0].public.to_jwk()]}
    tree["unprotected"] = {town.kid: town.keys[0].secret}
    return keyfile.read(json.dumps(tree).encode(), None)


@pytest.mark.parametrize(
    "twist",
    [
        lambda _: Identity.generate("試験", suite="CL1-RSA"),
        lambda town: Recipient(town.name, town.recipient.keys * 2),
        _no_encryption_key,
        lambda town: Recipient.from_jwks({**town.recipient.to_jwks(), "keys": {}}),
        lambda _: Trust.from_json(b'{"carelink-trust": 1, "members": {}}'),
    ],
    ids=["no-such-suite", "two-keys-alike", "no-encryption-key", "keys-are-no-list", "members-are-no-list"],
)
def test_odd_files_and_calls(town, twist):
    with pytest.raises(CarelinkError):
        twist(town)


def test_trust_survives_its_file(trust, town, tmp_path):
    path = trust.save(tmp_path / "trust.json")
    assert Trust.load(path) == trust
    path.write_text(json.dumps(town.recipient.to_jwks()), "utf-8")
    assert Trust.load(path) == Trust([town.recipient])


def test_names_and_keys_are_unique_in_a_trust(town, ward):
    for twins in (
        [town.recipient, town.recipient],
        [town.recipient, Recipient("別名", town.recipient.keys)],
        [town.recipient, Recipient(town.name, ward.recipient.keys)],
    ):
        with pytest.raises(UsageError):
            Trust(twins)


@pytest.mark.parametrize("name", ["", " ", "a\nb", "あ" * 121, "a\x1b[31m"])
def test_a_name_is_one_line(name):
    with pytest.raises(UsageError):
        Identity.generate(name)


def test_rotation_overlaps(town, ward):
    later = NOW + timedelta(days=365)
    renewed = ward.rotate("enc", now=later)
    old = seal(b"old", to=[ward.recipient], sender=town, content_type="text/plain", now=later)
    new = seal(b"new", to=[renewed.recipient], sender=town, content_type="text/plain", now=later)
    trust = Trust([town.recipient, ward.recipient])
    assert open(old, renewed, trust=trust, now=later).content == b"old"
    assert open(new, renewed, trust=trust, now=later).content == b"new"
    with pytest.raises(WrongKeyError):
        open(new, ward, trust=trust, now=later)
    assert len(renewed.rotate("enc", now=NOW + timedelta(days=365 + 90 + 91)).keys) == len(renewed.keys)


def test_a_new_signing_key_waits_for_its_day(town):
    begins = NOW + timedelta(days=30)
    renewed = town.rotate("sig", begins=begins, now=NOW)
    assert renewed.signing(at=NOW).kid == town.kid
    assert renewed.signing(at=begins).kid == renewed.kid != town.kid


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_garbage_is_no_key_file(garbage):
    for read in (Recipient.from_jwks, Trust.from_json, lambda data: keyfile.read(data, "long enough")):
        with pytest.raises(CarelinkError):
            read(garbage)

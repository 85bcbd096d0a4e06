"""Keys, trust, sealing and opening at the keyboard: what the transcripts cannot show."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest
from click.testing import CliRunner

from carelink.cli.app import app
from carelink.encryption import Identity, SignedList, Trust, armor
from carelink.encryption.keys import keyfile, vault
from carelink.errors import (
    ExpiredError,
    SealError,
    StorageError,
    UntrustedSenderError,
    UsageError,
    WrongKeyError,
)

PASS = "ume sakura momo"


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch):
    monkeypatch.setattr(keyfile, "LOG_N", 10)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Two members who know each other, in an empty folder; their keys lie apart."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "keys").mkdir()
    town, ward = Identity.generate("直島町"), Identity.generate("三木町病院")
    town.save("keys/town.json", unprotected=True)
    ward.save("keys/ward.json", unprotected=True)
    Trust([town.recipient, ward.recipient]).save("trust.json")
    return tmp_path


def run(*words, error=None, **given):
    """Run a command; return its result, or the error it ends with when one is expected."""
    done = CliRunner().invoke(app, ["--lang", "en", *map(str, words)], **given)
    if error is None:
        assert done.exit_code == 0, (done.output, done.exception)
    else:
        assert type(done.exception) is error, (done.output, done.exception)
    return done


def as_(who):
    return "--as", f"keys/{who}.json", "--trust", "trust.json"


def test_a_record_there_and_back(here):
    sheet = resources.files("carelink.cli.demo") / "data" / "admission.toml"
    with resources.as_file(sheet) as path:
        run("seal", path, "--to", "三木町病院", "-o", "sheet.cle", "--armor", *as_("town"))
    assert run("open", "sheet.cle", *as_("ward")).stdout == "sheet.json\n"
    assert json.loads((here / "sheet.json").read_bytes())["resourceType"] == "Bundle"
    printed = run("open", "-", *as_("ward"), input=(here / "sheet.cle").read_bytes()).stdout
    assert json.loads(printed)["resourceType"] == "Bundle"


@pytest.mark.usefixtures("here")
def test_pipes_of_any_size():
    """Through a real pipe, more than a small parcel holds; the memory of each end stays small."""
    size = 24 * 1024 * 1024
    work = (
        f"{sys.executable} -c 'import sys; [sys.stdout.buffer.write(bytes(1 << 20)) for _ in range(24)]'"
        f" | {sys.executable} -m carelink seal - --as-is application/zip --to 三木町病院 "
        f"{' '.join(as_('town'))}"
        f" | {sys.executable} -m carelink open - --as-is {' '.join(as_('ward'))} > out"
    )
    done = subprocess.run(["bash", "-o", "pipefail", "-c", work], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert os.stat("out").st_size == size  # noqa: PTH116
    assert "直島町" in done.stderr.decode()


def test_nothing_comes_out_of_a_pipe_that_was_cut(here):
    (here / "note").write_bytes(bytes(5 << 20))
    run("seal", "note", "--as-is", "text/plain", "--to", "三木町病院", *as_("town"))
    cut = (here / "note.cle").read_bytes()[:-1]
    done = run("open", "-", "--as-is", *as_("ward"), input=cut, error=SealError.__subclasses__()[1])
    assert done.stdout == ""


def test_too_large_for_mail(here, monkeypatch):
    monkeypatch.setattr("carelink.encryption.parcels.armor.MAX_PARCEL", 100)
    (here / "note").write_bytes(b"x")
    run(
        "seal",
        "note",
        "--as-is",
        "text/plain",
        "--to",
        "三木町病院",
        "--armor",
        *as_("town"),
        error=UsageError,
    )
    assert not (here / "note.cle").exists()


def test_no_parcel_beside_a_key_in_either_form(here):
    (here / "note").write_bytes(b"x")
    for more in ((), ("--armor",)):
        words = ("seal", "note", "--as-is", "text/plain", "--to", "三木町病院", "-o", "keys/note.cle", *more)
        run(*words, *as_("town"), error=SealError)
    (here / "note.cle").write_bytes(armor(b"x"))
    run("keygen", "綾川町", "--out", here, "--unprotected", error=SealError)


def test_a_passphrase_is_asked_for_or_read_and_never_an_argument(here):
    done = run("keygen", "綾川町", "--out", "keys", "--file", "aya", input=f"{PASS}\n{PASS}\n")
    assert PASS not in done.output
    path = here / "keys" / "aya.identity.json"
    with pytest.raises(WrongKeyError):
        Identity.load(path)
    (here / "pass").write_text(PASS + "\nsecond line\n", "utf-8")
    run("keygen", "--rotate", path, "--use", "enc", input=f"{PASS}\n")
    run("keygen", "--rotate", path, "--use", "sig", "--begins", "2030-01-01", "--passphrase-file", "pass")
    ours = Identity.load(path, PASS)
    assert [key.public.kind.use for key in ours.keys] == ["sig", "enc", "enc", "sig"]
    assert ours.keys[-1].public.begins == datetime(2030, 1, 1, tzinfo=UTC)
    assert "--passphrase " not in run("keygen", "--help").output


def test_the_hybrid_suite_says_that_it_is_not_listed(here):
    pytest.importorskip("cryptography.hazmat.primitives.hpke", reason="cryptography before 48")
    assert "not CRYPTREC-listed" in run("keygen", "--help").output
    made = run("keygen", "綾川町", "--out", "keys", "--file", "aya", "--unprotected", "--suite", "CL1-XWING")
    assert "not CRYPTREC-listed" in made.output
    run("trust", "add", "trust.json", "keys/aya.card.json")
    assert "CL1-XWING" in run("trust", "list", "trust.json", "--keys").output
    (here / "note").write_bytes(b"x")
    run("seal", "note", "--as-is", "text/plain", "--to", "綾川町", *as_("town"))


def test_digits_are_understood_as_they_are_typed(here):
    card = here / "keys" / "ward.card.json"
    card.write_text(json.dumps(Identity.load("keys/ward.json").recipient.to_jwks()), "utf-8")
    digits = Identity.load("keys/ward.json").recipient.fingerprint
    wide = digits.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)}).replace(" ", "－")
    for said in (digits, wide):
        run("trust", "add", "new.json", card, "--digits", said)
        assert "agree" in run("trust", "verify", "new.json", "三木町病院", "--digits", said).output
    run("trust", "add", "new.json", card, "--digits", digits[:-1], error=UntrustedSenderError)
    run("trust", "verify", "trust.json", "--digits", digits, error=UsageError)
    assert digits in run("trust", "verify", card).output


def test_a_list_held_back_is_said_and_then_refused(here):
    city = Identity.generate("高松市")
    then = datetime.now(UTC).replace(microsecond=0)
    trust = Trust.load("trust.json")
    (here / "note").write_bytes(b"x")
    words = (
        "seal",
        "note",
        "--as-is",
        "text/plain",
        "--to",
        "三木町病院",
        "--force",
        "--as",
        "keys/town.json",
    )
    for days, error in ((1, None), (20, None), (45, ExpiredError)):
        city = Identity.generate("高松市", now=then - timedelta(days=days))
        made = SignedList.publish(
            trust, publisher=city, lasts=timedelta(days=10), now=then - timedelta(days=days)
        )
        made.save("held.json")
        done = run(*words, "--trust", "held.json", error=error)
        assert ("was due" in done.output) is (days == 20)


def test_a_member_s_card_travels_on(here):
    card = run("trust", "export", "trust.json", "三木町病院").stdout
    assert json.loads(card)["name"] == "三木町病院"
    (here / "catchment.toml").write_text('name = "x"\n', "utf-8")
    run("trust", "export", "catchment.toml", "三木町病院", error=UsageError)
    run("trust", "remove", "trust.json", "三木町病院")
    run("trust", "export", "trust.json", "三木町病院", error=UsageError)


class Ring:
    """A keyring in memory, or one that is locked."""

    def __init__(self):
        self.kept, self.locked = {}, False

    def _check(self):
        from keyring.errors import KeyringLocked

        if self.locked:
            raise KeyringLocked

    def set_password(self, service, name, passphrase):
        self._check()
        self.kept[service, name] = passphrase

    def get_password(self, service, name):
        self._check()
        return self.kept.get((service, name))

    def delete_password(self, service, name):
        del self.kept[service, name]


@pytest.fixture
def ring(monkeypatch):
    keyring = pytest.importorskip("keyring", reason="the extra keyring is not installed")
    ring = Ring()
    for name in ("set_password", "get_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(ring, name))
    return ring


def test_the_system_keeps_the_passphrase(here, ring):
    run("keygen", "綾川町", "--out", "keys", "--file", "aya", "--keyring", input=f"{PASS}\n{PASS}\n")
    path = here / "keys" / "aya.identity.json"
    assert list(ring.kept.values()) == [PASS]
    run("keygen", "--rotate", path, "--keyring")
    assert len(Identity.load(path, vault.recall(path)).keys) == 4
    ring.locked = True
    run("keygen", "--rotate", path, "--keyring", error=StorageError)
    ring.locked = False
    vault.forget(path)
    vault.forget(path)
    assert vault.recall(path) is None
    run("keygen", "--rotate", path, "--keyring", input=f"{PASS}\n")


def test_what_is_no_identity_has_no_passphrase(here):
    (here / "no").write_text("{}", "utf-8")
    with pytest.raises(SealError):
        vault.name_of(here / "no")


def test_without_the_extra_it_says_what_to_install(here, monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(UsageError) as caught:
        vault.recall(here / "keys" / "town.json")
    assert "carelink[keyring]" in caught.value.hint.en

"""The mail channel between foreign servers: aiosmtpd takes the mail, Dovecot gives it out."""

from __future__ import annotations

import getpass
import mailbox
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import servers

from carelink.adapters import address, connect
from carelink.errors import UnreachableError

pytestmark = pytest.mark.interop
PEERS = Path(os.environ.get("CARELINK_INTEROP", "build/interop")).absolute() / "python"
ME, OTHER = "直島町", "三木町みほん病院"

DOVECOT = """
protocols = imap
listen = 127.0.0.1
base_dir = {run}/run
state_dir = {run}/state
log_path = {folder}/dovecot.log
ssl = required
ssl_cert = <{folder}/mail.pem
ssl_key = <{folder}/mail.key
mail_location = maildir:{run}/Maildir
first_valid_uid = 0
default_internal_user = {user}
default_login_user = {login}
default_internal_group = {group}
disable_plaintext_auth = no
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={run}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """One mailbox, filled by SMTP and read by IMAP over TLS."""
    folder = tmp_path_factory.mktemp("mail")
    dovecot, openssl = servers.program("dovecot"), servers.program("openssl")
    env = {**os.environ, "PYTHONPATH": str(PEERS)}
    if subprocess.run(
        [sys.executable, "-c", "import aiosmtpd"], env=env, check=False, capture_output=True
    ).returncode:
        pytest.skip("aiosmtpd is not installed here: run `make interop`")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", folder / "mail.key")
    said = ("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-out", folder / "mail.pem")
    subprocess.run([openssl, "req", "-x509", "-days", "30", *key, *said], check=True, capture_output=True)
    smtp, imap = servers.free_port(), servers.free_port()
    run = Path(tempfile.mkdtemp(prefix="carelink-dovecot-"))
    run.chmod(0o755)
    box = run / "Maildir"
    mailbox.Maildir(str(box))
    me = getpass.getuser()
    who = {"user": me, "login": me, "group": str(os.getgid()), "uid": os.getuid(), "gid": os.getgid()}
    if os.geteuid() == 0:  # neither server works as root; Debian's package has made the users
        nobody = pwd.getpwnam("nobody")
        who = {"user": "dovecot", "login": "dovenull", "group": "dovecot"}
        who |= {"uid": nobody.pw_uid, "gid": nobody.pw_gid}
    conf = DOVECOT.format(folder=folder, run=run, port=imap, **who)
    (folder / "dovecot.conf").write_text(conf, "utf-8")
    takes = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{smtp}", "-s", str(40 * 2**20)]
    takes += ["-c", "aiosmtpd.handlers.Mailbox", str(box)]
    with (
        servers.running(takes, smtp, folder, env=env),
        servers.running([dovecot, "-F", "-c", str(folder / "dovecot.conf")], imap, folder),
    ):
        yield folder, smtp, imap, box
    shutil.rmtree(run, ignore_errors=True)


@pytest.fixture
def settings(world, tmp_path):
    folder, smtp, imap, _ = world
    (tmp_path / "spool").mkdir()
    (tmp_path / "password").write_text("secret\n", "utf-8")
    text = f"""
from = "naoshima@town.example"
spool = "spool"
[members]
"{OTHER}" = "miki@hospital.example"
[smtp]
host = "127.0.0.1"
port = {smtp}
tls = "none"
[imap]
host = "127.0.0.1"
port = {imap}
user = "miki"
password_file = "{tmp_path / "password"}"
ca = "{folder / "mail.pem"}"
"""
    (tmp_path / "mail.toml").write_text(text, "utf-8")
    return tmp_path / "mail.toml"


def readable(box):
    """Give Dovecot, which is nobody, what aiosmtpd has written as root; one user would do both elsewhere."""
    if os.geteuid() == 0:
        for place in (box, *box.rglob("*")):
            shutil.chown(place, "nobody", "nogroup")


def arrived(channel, box, patience=100):
    """Mail takes a moment between the servers."""
    for _ in range(patience):
        readable(box)
        if found := list(channel.waiting(ME)):
            return found
        time.sleep(0.05)
    raise AssertionError("no mail came")


@pytest.mark.parametrize("size", [10, 3 * 2**20])
@pytest.mark.parametrize("armored", [False, True])
def test_out_by_smtp_in_by_imap(settings, world, size, armored):
    if armored:
        settings.write_text("armor = true\n" + settings.read_text("utf-8"), "utf-8")
    parcel = os.urandom(size)
    with connect(f"mail://{settings}") as channel:
        channel.put(parcel, to=address(OTHER), name="e1")
        (one,) = arrived(channel, world[3])
        taken = channel.take(one)
        assert taken.parcel == parcel
        channel.done(taken)
        assert list(channel.waiting(ME)) == []
    assert len(mailbox.Maildir(str(world[3]))) == 0


@pytest.mark.parametrize("wrong", ["password", "ca", "port"])
def test_a_wrong_password_an_unknown_server_and_nobody(settings, world, wrong):
    readable(world[3])
    text = settings.read_text("utf-8")
    if wrong == "password":
        settings.with_name("password").write_text("guess\n", "utf-8")
    elif wrong == "ca":
        text = text.replace("ca = ", "# ")
    else:
        text = text.replace(f"port = {world[2]}\n", f"port = {servers.free_port()}\n")
    settings.write_text(text, "utf-8")
    with connect(f"mail://{settings}") as channel, pytest.raises(UnreachableError):
        list(channel.waiting(ME))


def test_the_mail_server_is_down(settings, world):
    text = settings.read_text("utf-8").replace(f"port = {world[1]}\n", f"port = {servers.free_port()}\n")
    settings.write_text(text, "utf-8")
    with connect(f"mail://{settings}") as channel, pytest.raises(UnreachableError):
        channel.put(b"x", to=address(OTHER), name="e1")

"""The mail channel without a server: its settings, its mails, and a Maildir on the disk."""

from __future__ import annotations

import mailbox
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.adapters import address, connect
from carelink.adapters.mail import letters, mailboxes, settings
from carelink.adapters.mail.channel import LARGEST
from carelink.encryption import armor
from carelink.errors import StorageError, UnreachableError, UsageError

ME, OTHER = "直島町", "三木町みほん病院"
GOOD = f"""
from = "naoshima@town.example"
spool = "spool"
[members]
"{OTHER}" = "miki@hospital.example"
[maildir]
path = "Maildir"
"""
PARCEL = b"\x00\x01 sealed \xff" * 10


@pytest.fixture
def box(tmp_path):
    (tmp_path / "spool").mkdir()
    (tmp_path / "mail.toml").write_text(GOOD, "utf-8")
    return mailbox.Maildir(str(tmp_path / "Maildir"))


@pytest.fixture
def channel(box, tmp_path):  # noqa: ARG001  the mailbox must be there
    return connect(f"mail://{tmp_path / 'mail.toml'}")


def mailed(channel, parcel=PARCEL, name="e1.cle", **more):
    from dataclasses import replace

    return letters.compose(
        parcel, name, replace(channel.settings, **more), "miki@hospital.example", channel.clock()
    )


def delivered(box, mail):
    return box.add(mailbox.MaildirMessage(mail))


@pytest.mark.parametrize("text", [False, True])
def test_a_mail_becomes_its_parcel_and_is_deleted(channel, box, text):
    delivered(box, mailed(channel, armor=text))
    (arrived,) = channel.waiting(ME)
    taken = channel.take(arrived)
    assert taken.parcel == PARCEL
    channel.done(taken)
    assert (list(channel.waiting(ME)), len(box)) == ([], 0)


def test_the_same_mail_twice_is_one_parcel(channel, box):
    for _ in range(2):
        delivered(box, mailed(channel))
    assert len(list(channel.waiting(ME))) == 1


def test_back_and_dead(channel, box):
    delivered(box, mailed(channel))
    channel.back(channel.take(next(channel.waiting(ME))))
    channel.dead(channel.take(next(channel.waiting(ME))), "broken-seal")
    assert list(channel.waiting(ME)) == []


def test_what_is_no_parcel_is_left_for_a_person(channel, box):
    plain = EmailMessage()
    plain["Subject"] = "carelink について"
    plain.set_content("お世話になっております。")
    key = delivered(box, bytes(plain))
    assert list(channel.waiting(ME)) == []
    assert "F" in box.get_message(key).get_flags()


def test_mail_about_something_else_is_not_touched(channel, box):
    other = EmailMessage()
    other["Subject"] = "お知らせ"
    other.add_attachment(PARCEL, maintype="application", subtype="octet-stream", filename="x.cle")
    key = delivered(box, bytes(other))
    assert list(channel.waiting(ME)) == []
    assert box.get_message(key).get_flags() == ""


def test_a_mail_stays_when_its_parcel_cannot_be_kept(channel, box, tmp_path):
    delivered(box, mailed(channel))
    (tmp_path / "spool").rmdir()
    with pytest.raises(UnreachableError):
        list(channel.waiting(ME))
    assert len(box) == 1


def test_a_mail_that_is_too_large_is_left_for_a_person(channel, box, monkeypatch):
    monkeypatch.setattr(mailboxes, "LARGEST", 100)
    key = delivered(box, mailed(channel))
    assert list(channel.waiting(ME)) == []
    assert "F" in box.get_message(key).get_flags()


def test_nothing_of_the_members_stands_in_a_mail(channel):
    mail = BytesParser(policy=policy.default).parsebytes(mailed(channel))
    said = str(mail["Subject"]) + mail.get_body().get_content() + str(mail["Message-ID"])
    assert OTHER not in said
    assert mail["Auto-Submitted"] == "auto-generated"


def test_whom_it_cannot_write_to(channel):
    with pytest.raises(UsageError):
        channel.put(PARCEL, to="直島町", name="e1")
    with pytest.raises(UsageError):
        channel.put(PARCEL, to=address(OTHER), name="e1")  # no [smtp]


def test_too_large_for_mail(tmp_path):
    (tmp_path / "mail.toml").write_text(GOOD + '[smtp]\nhost = "localhost"\ntls = "none"\n', "utf-8")
    with pytest.raises(StorageError):
        connect(f"mail://{tmp_path / 'mail.toml'}").put(bytes(LARGEST + 1), to=address(OTHER), name="e1")


@pytest.mark.parametrize(
    "wrong",
    [
        GOOD.replace("from =", "form ="),
        GOOD.replace("naoshima@town.example", "naoshima"),
        GOOD.replace("miki@hospital.example", "miki@hospital.example>, x@y.example"),
        GOOD.replace("miki@hospital.example", "m\\niki@hospital.example"),
        GOOD + '[smtp]\nhost = "mail.example"\ntls = "none"\n',
        GOOD + '[smtp]\nhost = "mail.example"\nport = 99999\n',
        GOOD + '[smtp]\nhost = "mail.example"\npassword = "secret"\n',
        GOOD + '[imap]\nhost = "mail.example"\n',
        'more = "x"\n' + GOOD,
        "from",
        "",
    ],
)
def test_settings_that_are_refused(tmp_path, wrong):
    (tmp_path / "mail.toml").write_text(wrong, "utf-8")
    with pytest.raises(UsageError):
        settings.load(tmp_path / "mail.toml")


def test_a_password_that_is_not_there(tmp_path):
    (tmp_path / "mail.toml").write_text(GOOD + '[smtp]\nhost = "a.example"\nuser = "me"\n', "utf-8")
    with pytest.raises(UsageError):
        _ = settings.load(tmp_path / "mail.toml").smtp.password


@pytest.mark.parametrize("url", ["mail://", "mail:///none.toml", "mail:///a.toml?x=y"])
def test_urls_that_are_refused(url):
    with pytest.raises(UsageError):
        connect(url)


@given(st.binary(max_size=2000))
def test_any_bytes_are_a_mail_or_none(data):
    assert letters.parcels(data) == []
    letters.parcels(b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + data + b"\r\n--x--")


def test_an_armored_parcel_in_the_body_counts_too():
    mail = b"Subject: carelink\r\n\r\n" + armor(PARCEL).replace(b"\n", b"\r\n")
    assert letters.parcels(mail) == [PARCEL]

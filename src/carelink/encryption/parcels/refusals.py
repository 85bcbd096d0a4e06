"""The few answers to a parcel that is not opened. They say what to do, and nothing to an attacker.

Wrong key, altered header, altered body and forged signature all get the same answer: whoever probes
learns nothing from the difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.errors import BrokenSealError, ExpiredError, SealError, Words, WrongKeyError

if TYPE_CHECKING:
    from collections.abc import Sequence


def broken() -> BrokenSealError:
    """Return the answer to anything damaged, altered or not a parcel."""
    return BrokenSealError(
        Words("便の封が壊れているか、便ではありません。", "The seal is broken, or this is no parcel."),
        hint=Words(
            "開けずに捨て、差出人に送り直してもらってください。繰り返すなら途中の経路を調べてください。",
            "Discard it and ask the sender for it again. If that repeats, look at the channel between you.",
        ),
    )


def too_new() -> SealError:
    """Return the answer to a parcel of a version or suite this release does not know."""
    return SealError(
        Words("この版では読めない形式の便です。", "The parcel has a form that this release does not know."),
        hint=Words(
            "carelink を更新するか、差出人に CL1 の形式で送り直してもらってください。",
            "Update carelink, or ask the sender to seal it in a CL1 form.",
        ),
    )


def not_for_us(theirs: Sequence[str], ours: Sequence[str]) -> WrongKeyError:
    """Return the answer to a parcel for other keys.

    :param theirs: what the parcel is sealed for: names of organisations, or of keys
    :param ours: the same for the identity that tried
    """
    return WrongKeyError(
        Words(
            f"この便は {'、'.join(theirs)} 宛てです。手元の鍵は {'、'.join(ours)} です。",
            f"This parcel is for {', '.join(theirs)}; you hold {', '.join(ours)}.",
        ),
        hint=Words(
            "宛先の機関に渡すか、差出人に今の公開鍵を渡して送り直してもらってください。",
            "Pass it on to its addressee, or give the sender your current public keys and ask for it again.",
        ),
    )


def not_addressed() -> WrongKeyError:
    """Return the answer to a parcel whose signed list of addressees does not name us."""
    return WrongKeyError(
        Words("差出人はこの便をこちら宛てに封じていません。", "The sender did not seal this parcel for you."),
        hint=Words(
            "転送された便は受け取れません。差出人に直接送ってもらってください。",
            "A parcel passed on by somebody else is not accepted. Ask the sender to send it to you.",
        ),
    )


def expired() -> ExpiredError:
    """Return the answer to a parcel past its expiry."""
    return ExpiredError(
        Words("便の期限が切れています。", "The parcel has expired."),
        hint=Words(
            "差出人に送り直してもらってください。この端末の時計も確かめてください。",
            "Ask the sender to send it again. Check the clock of this machine too.",
        ),
    )


def from_the_future() -> ExpiredError:
    """Return the answer to a parcel issued later than now."""
    return ExpiredError(
        Words(
            "便の発行時刻がこの端末の時計より先です。",
            "The parcel was issued later than this machine's clock says.",
        ),
        hint=Words(
            "この端末の時計を合わせてから開け直してください。合っていれば差出人の時計を直してもらってください。",
            "Set the clock of this machine and open it again. If it is right, the sender's clock is wrong.",
        ),
    )


def no_valid_key(name: str) -> SealError:
    """Return the answer to sealing for a member whose encryption keys have all run out or been revoked."""
    return SealError(
        Words(f"{name} には今使える暗号鍵がありません。", f"{name} has no encryption key that is valid now."),
        hint=Words(
            "相手に新しい公開鍵を求め、信頼リストを更新してください。",
            "Ask the member for its new public keys and update the trust list.",
        ),
    )


def own_key_ended() -> SealError:
    """Return the answer to sealing with an identity whose signing keys have all run out."""
    return SealError(
        Words("こちらの署名の鍵は期限が切れています。", "Our own signing key has run out."),
        hint=Words(
            "鍵を更新し（Identity.rotate）、新しい公開鍵を相手に渡してください。",
            "Renew it (Identity.rotate) and give the others the new public keys.",
        ),
    )

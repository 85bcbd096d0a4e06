"""The conversation between the members of a catchment: it loses nothing and shows nothing twice.

>>> from carelink.exchange import Catchment, connect
>>> with connect("folder:///mnt/usb/drop", identity=me, trust=catchment) as town:     # doctest: +SKIP
...     town.send(sheet, to=["三木町みほん病院"])
...     for got in town.receive():
...         print(got)
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.exchange.books import Books
    from carelink.exchange.catchment import Catchment, Member
    from carelink.exchange.consent import Consent
    from carelink.exchange.face import Unfolded, open, seal, unfold  # noqa: A004  the verb of the field; age does the same
    from carelink.exchange.journal import Checkpoint, Verified
    from carelink.exchange.outcomes import Delivery, Received, Sent
    from carelink.exchange.policy import Policy
    from carelink.exchange.resend import Resend
    from carelink.exchange.retention import Periods
    from carelink.exchange.subject import subject_of
    from carelink.exchange.town import Town, connect, ledger

__all__ = [
    "Books",
    "Catchment",
    "Checkpoint",
    "Consent",
    "Delivery",
    "Member",
    "Periods",
    "Policy",
    "Received",
    "Resend",
    "Sent",
    "Town",
    "Unfolded",
    "Verified",
    "connect",
    "ledger",
    "open",
    "seal",
    "subject_of",
    "unfold",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "books": ("Books",),
        "catchment": ("Catchment", "Member"),
        "consent": ("Consent",),
        "face": ("Unfolded", "open", "seal", "unfold"),
        "journal": ("Checkpoint", "Verified"),
        "outcomes": ("Delivery", "Received", "Sent"),
        "policy": ("Policy",),
        "resend": ("Resend",),
        "retention": ("Periods",),
        "subject": ("subject_of",),
        "town": ("Town", "connect", "ledger"),
    },
)

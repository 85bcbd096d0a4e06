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
    from carelink.exchange.catchment import Catchment, Member
    from carelink.exchange.face import Unfolded, open, seal, unfold  # noqa: A004  the verb of the field; age does the same
    from carelink.exchange.journal import Checkpoint, Verified
    from carelink.exchange.outcomes import Delivery, Received, Sent
    from carelink.exchange.resend import Resend
    from carelink.exchange.town import Town, connect

__all__ = [
    "Catchment",
    "Checkpoint",
    "Delivery",
    "Member",
    "Received",
    "Resend",
    "Sent",
    "Town",
    "Unfolded",
    "Verified",
    "connect",
    "open",
    "seal",
    "unfold",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "catchment": ("Catchment", "Member"),
        "face": ("Unfolded", "open", "seal", "unfold"),
        "journal": ("Checkpoint", "Verified"),
        "outcomes": ("Delivery", "Received", "Sent"),
        "resend": ("Resend",),
        "town": ("Town", "connect"),
    },
)

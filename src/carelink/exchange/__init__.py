"""The conversation between the members of a catchment: it loses nothing and shows nothing twice.

>>> from carelink.exchange import Catchment, connect
>>> with connect("folder:///mnt/usb/drop", identity=me, trust=catchment) as town:     # doctest: +SKIP
...     town.send(sheet, to=["三木町みほん病院"])
...     for got in town.receive():
...         print(got)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.exchange.catchment import Catchment, Member
    from carelink.exchange.face import open, seal  # noqa: A004  the verb of the field; age does the same
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
    "Verified",
    "connect",
    "open",
    "seal",
]

_PLACE = {
    **dict.fromkeys(("Catchment", "Member"), "catchment"),
    **dict.fromkeys(("open", "seal"), "face"),
    **dict.fromkeys(("Checkpoint", "Verified"), "journal"),
    **dict.fromkeys(("Delivery", "Received", "Sent"), "outcomes"),
    "Resend": "resend",
    **dict.fromkeys(("Town", "connect"), "town"),
}


def __getattr__(name: str) -> Any:
    if (place := _PLACE.get(name)) is None:
        message = f"module 'carelink.exchange' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"carelink.exchange.{place}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""How it travels unread: keys, seal, open. This room knows bytes, never patients.

>>> from carelink.encryption import Identity, Trust, open, seal
>>> town, ward = Identity.generate("直島町 地域包括支援センター"), Identity.generate("三木町 病院")
>>> parcel = seal(b"{}", to=[ward.recipient], sender=town, content_type="application/fhir+json")
>>> open(parcel, ward, trust=Trust([town.recipient])).content
b'{}'

A sealed parcel can be read by the members it names and nobody else, is provably from its sender,
says when it expires, and is opened whole or not at all. The form of the bytes is described in
``docs/reference/parcel-format.md``, and who can do what in ``docs/explanation/security-model.md``.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.encryption.disk import refuse_parcel_beside_keys
    from carelink.encryption.keys.identity import Identity
    from carelink.encryption.keys.key import Key
    from carelink.encryption.keys.recipient import Recipient
    from carelink.encryption.keys.signed_list import SignedList
    from carelink.encryption.keys.trust import Trust
    from carelink.encryption.parcels.armor import armor, dearmor
    from carelink.encryption.parcels.manifest import Manifest, Party
    from carelink.encryption.parcels.parcel import (
        Header,
        Opened,
        Unpacked,
        open,  # noqa: A004  the verb of the field; age does the same
        open_file,
        peek,
        seal,
        seal_file,
    )

__all__ = [
    "Header",
    "Identity",
    "Key",
    "Manifest",
    "Opened",
    "Party",
    "Recipient",
    "SignedList",
    "Trust",
    "Unpacked",
    "armor",
    "dearmor",
    "open",
    "open_file",
    "peek",
    "refuse_parcel_beside_keys",
    "seal",
    "seal_file",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "disk": ("refuse_parcel_beside_keys",),
        "keys.identity": ("Identity",),
        "keys.key": ("Key",),
        "keys.recipient": ("Recipient",),
        "keys.signed_list": ("SignedList",),
        "keys.trust": ("Trust",),
        "parcels.armor": ("armor", "dearmor"),
        "parcels.manifest": ("Manifest", "Party"),
        "parcels.parcel": ("Header", "Opened", "Unpacked", "open", "open_file", "peek", "seal", "seal_file"),
    },
)

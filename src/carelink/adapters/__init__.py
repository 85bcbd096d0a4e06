"""Where a parcel goes: one module per channel. An adapter knows parcels (bytes and names), never patients.

>>> from carelink.adapters import connect
>>> channel = connect("folder:///mnt/usb/drop")                            # doctest: +SKIP
>>> channel.put(parcel, to="三木町みほん病院", name="0d0f…")                   # doctest: +SKIP
"""

from carelink.adapters.adapter import Adapter, Arrived, Taken
from carelink.adapters.channels import connect
from carelink.adapters.names import address

__all__ = ["Adapter", "Arrived", "Taken", "address", "connect"]

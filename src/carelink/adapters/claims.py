"""Who has taken a parcel and since when, written in the name it is moved to.

The name is ``{second}-{host}-{process}-{nonce}.cle``.

A claim is stale, and its parcel comes again, when its process is known to be gone or its time has run out.
Taking a parcel early does no harm: whoever stores it second finds it stored, and answers the same.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import socket
from typing import Final

from carelink.adapters.names import ENDING

_CLAIM: Final = re.compile(r"([0-9]{1,12})-([0-9a-f]{8})-([0-9]{1,10})-[0-9a-f]{16}" + re.escape(ENDING))


def claim_name(second: int) -> str:
    """Return a new name for a claim made at ``second`` (Unix time)."""
    return f"{second}-{_host()}-{os.getpid()}-{secrets.token_hex(8)}{ENDING}"


def is_stale(name: str, now: int, lasts: int) -> bool:
    """Return whether the claim of that ``name`` no longer holds ``lasts`` seconds after it was made."""
    if (found := _CLAIM.fullmatch(name)) is None:
        return True  # somebody moved a file in by hand
    second, host, process = int(found[1]), found[2], int(found[3])
    if abs(now - second) >= lasts:  # also a clock that was wrong by years
        return True
    return host == _host() and process != os.getpid() and _gone(process)


def _host() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def _gone(process: int) -> bool:
    if os.name == "nt":
        return False  # os.kill(…, 0) would signal there
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False

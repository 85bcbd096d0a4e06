"""Language tags (BCP 47, RFC 5646): well-formed, and every subtag registered with IANA."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from carelink.profiles.terminology.registries import holds, registered

_LENGTH_AT_MOST: Final = 100
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}|[a-z]{4,8})(?P<extlang>(?:-[a-z]{3}){0,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*)"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.ASCII,
)
_PRIVATE = re.compile(r"x(?:-[a-z0-9]{1,8})+", re.ASCII)


@lru_cache(maxsize=1024)
def is_language(tag: str) -> bool:
    """Whether this is a valid language tag: ``ja``, ``en-US``, ``zh-Hant-TW``, ``x-dialect``."""
    low = tag.lower()
    if len(tag) > _LENGTH_AT_MOST or not tag.isascii():
        return False
    if _PRIVATE.fullmatch(low) or low in registered("bcp47-grandfathered"):
        return True
    found = _TAG.fullmatch(low)
    if found is None or not holds("bcp47-language", found["language"]):
        return False
    variants = found["variants"].split("-")[1:]
    singletons = re.findall(r"-([a-z0-9])(?=-)", found["extensions"])
    return (
        all(holds("bcp47-extlang", part) for part in found["extlang"].split("-")[1:])
        and (found["script"] is None or holds("bcp47-script", found["script"]))
        and (found["region"] is None or holds("bcp47-region", found["region"]))
        and all(holds("bcp47-variant", part) for part in variants)
        and len(set(variants)) == len(variants)
        and len(set(singletons)) == len(singletons)
    )

"""Code systems that are a grammar or a registry rather than a list: languages, media types, units, zones ...

Each check returns True, False, or None where only the registry itself could tell.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from carelink.profiles.terminology.registries import registered
from carelink.profiles.terminology.tags import is_language
from carelink.profiles.terminology.units import UCUM, is_unit

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = r"[A-Za-z0-9!#$&^_.+*-]{1,127}"  # noqa: S105  a token of RFC 6838, no password
_MIME = re.compile(rf'{_TOKEN}/{_TOKEN}(\s*;\s*{_TOKEN}=({_TOKEN}|"[^"\\]*"))*', re.ASCII)
_MIME_SHORT: Final = frozenset({"json", "xml", "ttl"})
"""What FHIR R4 itself lets stand for its own media types."""

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", re.ASCII)


def _media_type(code: str) -> bool:
    return code in _MIME_SHORT or _MIME.fullmatch(code) is not None


def _uri(code: str) -> bool:
    return _URI.fullmatch(code) is not None


def _currency(code: str) -> bool | None:
    """Withdrawn currencies of old claims are not registered any more: three capitals stay undecided."""
    if code in registered("iso4217"):
        return True
    return None if re.fullmatch(r"[A-Z]{3}", code) else False


def _country(code: str) -> bool | None:
    """Two letters, three letters or a number; of subdivisions only the country is known here."""
    if any(code in registered("iso3166-" + form) for form in ("alpha2", "alpha3", "numeric")):
        return True
    return _subdivision(code) if "-" in code else False


def _subdivision(code: str) -> bool | None:
    country, _, rest = code.partition("-")
    fits = country in registered("iso3166-alpha2") and re.fullmatch(r"[A-Z0-9]{1,3}", rest)
    return None if fits else False


def _area(code: str) -> bool:
    """M49 numbers countries as ISO 3166 does, and the areas above them."""
    digits = re.fullmatch(r"[0-9]{3}", code) is not None
    return digits and (code in registered("iso3166-numeric") or code in registered("bcp47-region"))


@cache
def _zones() -> frozenset[str]:
    import zoneinfo

    return frozenset(zoneinfo.available_timezones())


def _zone(code: str) -> bool | None:
    zones = _zones()
    return code in zones if zones else None


_GRAMMARS: Final[dict[str, Callable[[str], bool | None]]] = {
    "urn:ietf:bcp:13": _media_type,
    "http://www.rfc-editor.org/bcp/bcp13.txt": _media_type,
    "urn:ietf:bcp:47": is_language,
    "urn:ietf:rfc:3986": _uri,
    "urn:iso:std:iso:4217": _currency,
    "urn:iso:std:iso:3166": _country,
    "urn:iso:std:iso:3166:-2": _subdivision,
    "http://unstats.un.org/unsd/methods/m49/m49.htm": _area,
    "https://www.iana.org/time-zones": _zone,
    UCUM: is_unit,
}


def grammar(system: str) -> Callable[[str], bool | None] | None:
    """Return the check of a system that is a grammar, or None."""
    return _GRAMMARS.get(system)

"""Code systems that are a grammar or a registry rather than a list: languages, media types, URIs, zones.

Each check returns True, False, or None where only the registry itself could tell.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = r"[A-Za-z0-9!#$&^_.+*-]{1,127}"  # noqa: S105  a token of RFC 6838, no password
_MIME = re.compile(rf'{_TOKEN}/{_TOKEN}(\s*;\s*{_TOKEN}=({_TOKEN}|"[^"\\]*"))*', re.ASCII)
_MIME_SHORT: Final = frozenset({"json", "xml", "ttl"})
"""What FHIR R4 itself lets stand for its own media types."""

_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"  # language and extended language
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?"  # region
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"  # private use
    r"|x(?:-[a-z0-9]{1,8})+"
    r"|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)"
    r"|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)",
    re.IGNORECASE | re.ASCII,
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", re.ASCII)

_CURRENCY_CODES: Final = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
    BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB
    EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD
    JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY
    TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD
    XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG ZWL"""
_CURRENCIES: Final = frozenset(_CURRENCY_CODES.split())


def _media_type(code: str) -> bool:
    return code in _MIME_SHORT or _MIME.fullmatch(code) is not None


def _language(code: str) -> bool:
    return _LANGUAGE.fullmatch(code) is not None


def _uri(code: str) -> bool:
    return _URI.fullmatch(code) is not None


def _currency(code: str) -> bool | None:
    """Withdrawn currencies of old claims are not listed: three capitals stay undecided."""
    if code in _CURRENCIES:
        return True
    return None if re.fullmatch(r"[A-Z]{3}", code) else False


def _country(code: str) -> bool | None:
    """Letters, digits or a subdivision: which of them are in use only the registry knows."""
    return None if re.fullmatch(r"[A-Z]{2}|[A-Z]{3}|[0-9]{3}|[A-Z]{2}-[A-Z0-9]{1,3}", code) else False


def _area(code: str) -> bool | None:
    """Return what can be said of an M49 code: three digits, of which only the registry knows the areas."""
    return None if re.fullmatch(r"[0-9]{3}", code) else False


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
    "urn:ietf:bcp:47": _language,
    "urn:ietf:rfc:3986": _uri,
    "urn:iso:std:iso:4217": _currency,
    "urn:iso:std:iso:3166": _country,
    "urn:iso:std:iso:3166:-2": _country,
    "http://unstats.un.org/unsd/methods/m49/m49.htm": _area,
    "https://www.iana.org/time-zones": _zone,
}


def grammar(system: str) -> Callable[[str], bool | None] | None:
    """Return the check of a system that is a grammar, or None."""
    return _GRAMMARS.get(system)

"""One cell of the open data ⇄ one value: pure functions, each with its policy.

Every ``read_*`` returns ``(value, rule)``: the value the record gets, and the rule to report, if any.
``write_*`` is the canonical cell of a value. What is read from a cell and not written back as the same cell
is remembered by the reader as :class:`~carelink.records.sheets.facility.AsWritten`.

==================  =====================================================================================
value               policy
==================  =====================================================================================
office number       kept verbatim; shape and check digit reported. A zero lost in a spreadsheet is put back
                    only when the check digit proves it, and reported.
corporate number    kept verbatim; shape and check digit reported; a personal My Number is left out wholly
municipality code   kept verbatim; shape and check digit reported; a lost zero as above
kana                kept verbatim; reported when it holds kanji, hiragana, letters or digits
coordinates         exact decimals. 0, half a pair and what is no number are left out (FHIR wants both)
                    and reported; outside Japan is kept and reported
telephone, FAX      digits and hyphens after NFKC and unification of dashes, reported; else kept verbatim
capacity            a positive whole number; 0 and empty are "not stated"
days                the four known words, in their order; unknown words are reported
URL                 kept verbatim; e-mail, missing scheme and nonsense are reported and never become a link
service             the published name kept verbatim; its code when the name is known, brackets aside
three 共生型 words   the known word, else left out and reported
spreadsheets        scientific notation, dates, ``#REF!`` and a trailing ``.0`` in a number are named as such
blanks around       removed and reported as information
==================  =====================================================================================
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from carelink.converters import damage
from carelink.converters.rules import kohyo as rules
from carelink.converters.rules import layout as layout_rules
from carelink.records import identifiers
from carelink.records.facility.special import WEB
from carelink.records.lists.facility import AvailableDay, PublishedService

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carelink.findings import Rule
    from carelink.records.codes import CodeList, Noted

_PLAIN_NUMBER: Final = re.compile(r"0[0-9]{1,4}-?[0-9]{1,4}-?[0-9]{3,4}")
_DASHES: Final = {ord(c): "-" for c in "‐‑‒–—―−ー－ｰ─━﹣⁃₋⁻﹘"}
_NOT_KANA: Final = re.compile(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚぁ-ゖ一-鿿㐀-䶿々〆豈-﫿]")
_DEGREES: Final = re.compile(r"-?(0|[1-9][0-9]{0,2})(\.[0-9]{1,20})?")
_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,5}")
_MAIL: Final = re.compile(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+")
_BARE: Final = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?(/[!-~]*)?")
_LATITUDES: Final = (Decimal(20), Decimal(46))
_LONGITUDES: Final = (Decimal(122), Decimal(154))

Degrees = tuple[Decimal | None, Decimal | None]


def _undamaged(
    reader: Callable[[str], tuple[str | None, Rule | None]], cell: str, shape: Rule
) -> tuple[str, Rule]:
    """Read a number whose shape is wrong without the ``.0`` of a quantity; else say what was done to it."""
    plain = damage.without_decimals(cell)
    if plain != cell:
        value, rule = reader(plain)
        if value is not None and rule in {None, rules.ZERO_RESTORED}:
            return value, layout_rules.DECIMAL_ENDING
    return cell, damage.damage_of(cell) or shape


def read_office_number(cell: str) -> tuple[str, Rule | None]:
    """Check an office number; put a lost zero back when the check digit proves it."""
    right = identifiers.facility_number(cell)
    if right:
        return cell, None
    if right is None:
        if len(cell) == 9 and identifiers.facility_number(f"0{cell}"):  # noqa: PLR2004  one of ten is lost
            return f"0{cell}", rules.ZERO_RESTORED
        return _undamaged(read_office_number, cell, rules.NUMBER_SHAPE)
    return cell, rules.NUMBER_CHECK


@lru_cache(maxsize=4_096)
def read_corporate_number(cell: str) -> tuple[str | None, Rule | None]:
    """Check a corporate number; a personal one is not even remembered."""
    right = identifiers.corporate_number(cell)
    if right:
        return cell, None
    if right is None:
        if identifiers.looks_like_my_number(cell):
            return None, rules.CORPORATE_PERSONAL
        return _undamaged(read_corporate_number, cell, rules.CORPORATE_SHAPE)
    return cell, rules.CORPORATE_CHECK


@lru_cache(maxsize=4_096)
def read_municipality(cell: str) -> tuple[str, Rule | None]:
    """Check a municipality code; put a lost zero back when the check digit proves it."""
    right = identifiers.local_government_code(cell)
    if right:
        return cell, None
    if right is None:
        if len(cell) == 5 and identifiers.local_government_code(f"0{cell}"):  # noqa: PLR2004  one of six is lost
            return f"0{cell}", rules.ZERO_RESTORED
        return _undamaged(read_municipality, cell, rules.MUNICIPALITY_SHAPE)
    return cell, rules.MUNICIPALITY_CHECK


def read_kana(cell: str) -> tuple[str, Rule | None]:
    """Report kanji, hiragana, letters and digits; brackets, blanks and dots are usual and stay unsaid."""
    return cell, rules.KANA if _NOT_KANA.search(cell) else None


def read_telephone(cell: str) -> tuple[str, Rule | None]:
    """Make a number plain where that is certain; keep anything else as it is."""
    if _PLAIN_NUMBER.fullmatch(cell):
        return cell, None
    plain = unicodedata.normalize("NFKC", cell.translate(_DASHES)).translate(_DASHES).strip()
    if _PLAIN_NUMBER.fullmatch(plain):
        return plain, rules.TELEPHONE_NORMALISED
    return cell, damage.damage_of(cell) or rules.TELEPHONE_UNUSUAL


def read_capacity(cell: str) -> tuple[int | None, Rule | None]:
    """Return a positive number of persons."""
    if not _WHOLE.fullmatch(cell):
        return None, rules.CAPACITY_UNREADABLE
    return (int(cell), None) if cell != "0" else (None, rules.CAPACITY_ZERO)


def read_url(cell: str) -> tuple[str, Rule | None]:
    """Keep what is written; say what is wrong with it as a link."""
    if WEB.fullmatch(cell):
        return cell, None
    if _MAIL.fullmatch(cell):
        return cell, rules.URL_IS_EMAIL
    return cell, rules.URL_NO_SCHEME if _BARE.fullmatch(cell) else rules.URL_UNREADABLE


@cache
def _day(word: str) -> AvailableDay | None:
    return next((day for day in AvailableDay if day.label == word), None)


@lru_cache(maxsize=1_024)
def read_days(cell: str) -> tuple[tuple[AvailableDay, ...] | None, Rule | None]:
    """Return the known words in their order."""
    found = {_day(word.strip()) for word in cell.split(",")}
    days = tuple(day for day in AvailableDay if day in found)
    return days or None, rules.WEEKDAY_UNKNOWN if None in found else None


def write_days(days: Sequence[AvailableDay | Noted[AvailableDay]] | None) -> str:
    """Return the words joined by commas."""
    return ",".join(day.label for day in days or ())


def _folded(name: str) -> str:
    """Fold what published names differ by without meaning anything: width and kind of brackets."""
    return unicodedata.normalize("NFKC", name).replace(" ", "")


@cache
def _published() -> dict[str, PublishedService]:
    return {_folded(service.label): service for service in PublishedService}


@lru_cache(maxsize=1_024)
def read_service(cell: str) -> tuple[PublishedService | None, Rule | None]:
    """Return the published service of this name."""
    service = _published().get(_folded(cell))
    return service, None if service is not None else rules.SERVICE_UNKNOWN


@lru_cache(maxsize=256)
def read_word(cell: str, words: type[CodeList]) -> tuple[CodeList | None, Rule | None]:
    """Return the option of this label."""
    option = next((option for option in words if option.label == cell), None)
    return option, None if option is not None else rules.SHARED_UNKNOWN


def read_degrees(cell: str) -> tuple[Decimal | None, Rule | None]:
    """Return an exact number of degrees; zero is nobody's place in Japan."""
    if not _DEGREES.fullmatch(cell):
        return None, rules.COORDINATE_UNREADABLE
    value = Decimal(cell)
    return (value, None) if value else (None, rules.COORDINATE_ZERO)


def read_position(latitude: str, longitude: str) -> tuple[Degrees, tuple[Rule | None, Rule | None]]:
    """Return both degrees or none of them: FHIR cannot hold half a position."""
    north, north_rule = read_degrees(latitude) if latitude else (None, None)
    east, east_rule = read_degrees(longitude) if longitude else (None, None)
    if north is None or east is None:
        if north is not None and not east_rule:
            east_rule = rules.COORDINATE_HALF
        if east is not None and not north_rule:
            north_rule = rules.COORDINATE_HALF
        return (None, None), (north_rule, east_rule)
    if not _LATITUDES[0] <= north <= _LATITUDES[1]:
        north_rule = rules.COORDINATE_OUTSIDE
    if not _LONGITUDES[0] <= east <= _LONGITUDES[1]:
        east_rule = rules.COORDINATE_OUTSIDE
    return (north, east), (north_rule, east_rule)


def write_degrees(value: Decimal | None) -> str:
    """Return the literal, digit for digit."""
    return "" if value is None else format(value, "f")

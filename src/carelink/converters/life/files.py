"""One file of an interface: bytes ⇄ rows by the names of their columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from carelink.converters.characters import to_cp932
from carelink.converters.quoted import parsed
from carelink.converters.rules import life as rules
from carelink.findings import Report, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from carelink.findings import Finding, Rule

LARGEST: Final = 64 * 1024 * 1024
VERSION: Final = "0310"


def _columns(said: str) -> dict[str, tuple[int, bool]]:
    """Return length and whether it is required, by name: ``insurer_no:6!``."""
    pairs = (word.split(":") for word in said.split())
    return {name: (int(size.rstrip("!")), size.endswith("!")) for name, size in pairs}


_USERS: Final = (
    "care_facility_id:10! service_code:2! external_system_management_number:150! insurer_no:6! "
    "insured_no:10! last_name:30! first_name:30! last_name_kana:30! first_name_kana:30! gender:1! "
    "birthday:8! certified_date:8 care_period_start:8 care_period_end:8 care_level:2! "
    "impaired_elderly_independence_degree:1 dementia_elderly_independence_degree:1 start_date:8 "
    "end_date:8 death_date:8 remarks:200 version:4!"
)
_ADL: Final = (
    "care_facility_id:10! service_code:2! insurer_no:6! insured_no:10! "
    "external_system_management_number:150! care_level:2 impaired_elderly_independence_degree:1 "
    "dementia_elderly_independence_degree:1 evaluate_date:8! status:1 barthel_index_meal:1 "
    "barthel_transfer:1 barthel_index_personal_hygiene_and_adjustment:1 barthel_index_toilet_activity:1 "
    "barthel_index_bathing:1 barthel_index_flat_ground_walking:1 barthel_index_stair_movement:1 "
    "barthel_index_changing_clothes:1 barthel_index_defecation_manage:1 barthel_index_urination_manage:1 "
    "first_month:1 sixth_month:1 version:4!"
)
INTERFACES: Final[Mapping[str, Mapping[str, tuple[int, bool]]]] = {
    "SERVICE_USER_INFO": _columns(_USERS),
    "ADL_MAINTENANCE_ADDITION_2024": _columns(_ADL),
}
"""Columns of each interface in their order, each with its length and whether it must be filled in."""


@dataclass(frozen=True)
class File:
    """The rows of one file.

    :param headings: as the file has them; unknown ones are kept
    :param named: whether the name of the interface stands alone in the first line
    :param encoding: ``utf-8``, ``utf-8-sig`` or ``cp932``
    """

    interface: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    report: Report = field(default_factory=Report, compare=False)
    named: bool = False
    encoding: str = "utf-8"

    def said(self) -> Iterator[dict[str, str]]:
        """Yield each row by the names of its columns; those it lacks are empty."""
        names = INTERFACES[self.interface]
        for row in self.rows:
            yield dict.fromkeys(names, "") | dict(zip(self.headings, row, strict=False))

    def to_bytes(self) -> bytes:
        """Return the file: every value in quotation marks, what is empty without, lines ended by CRLF.

        What CP932 lacks is replaced by the documented table; files made here are UTF-8.
        """
        head = [(self.interface,)] if self.named else []
        lines = [",".join(map(_quoted, row)) for row in (*head, self.headings, *self.rows)]
        text = "".join(f"{line}\r\n" for line in lines)
        return (to_cp932(text).text if self.encoding == "cp932" else text).encode(self.encoding)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if cell else ""


def made(interface: str, rows: Sequence[Mapping[str, str]]) -> File:
    """Return a file of rows by the names of their columns."""
    names = tuple(INTERFACES[interface])
    return File(interface, names, tuple(tuple(row.get(name, "") for name in names) for row in rows))


def read_file(data: bytes) -> File | Report:
    """Return the file that bytes hold, or a report why they are none."""
    text, encoding = _decoded(data) if len(data) <= LARGEST else (None, "")
    found = parsed(text) if text is not None else None
    if text is None:
        return _refused(rules.ENCODING)
    if found is None:
        return _refused(rules.BROKEN)
    rows = found.rows
    named = bool(rows) and rows[0][0] in INTERFACES and not any(rows[0][1:])
    headings = rows[named] if len(rows) > named else ()
    interface = rows[0][0] if named else _by_headings(headings)
    if interface is None or not set(headings) & set(INTERFACES[interface]):
        return _refused(rules.INTERFACE_UNKNOWN)
    first = 1 + named
    judged = _judged(interface, headings, rows[first:], first)
    return File(interface, headings, rows[first:], Report(judged), named, encoding)


def _refused(rule: Rule) -> Report:
    return Report([rule.at("file", source=Source(row=1))])


def _decoded(data: bytes) -> tuple[str | None, str]:
    for encoding in ("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8", "cp932"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None, ""


def _by_headings(headings: tuple[str, ...]) -> str | None:
    """Return the interface whose columns these are: the one that has all that must be filled in."""
    for name, columns in INTERFACES.items():
        if {c for c, (_, required) in columns.items() if required} <= set(headings):
            return name
    return None


def _judged(
    interface: str, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...], first: int
) -> Iterator[Finding]:
    columns = INTERFACES[interface]
    for place, heading in enumerate(headings):
        if heading not in columns:
            yield rules.COLUMN_UNKNOWN.at(interface, source=Source(row=first, column=place + 1))
    for number, row in enumerate(rows):
        at = first + number + 1
        if len(row) != len(headings):
            yield rules.WIDTH.at(f"{interface}[{number}]", source=Source(row=at), wanted=len(headings))
            continue
        for place, (heading, cell) in enumerate(zip(headings, row, strict=True)):
            size, required = columns.get(heading, (len(cell), False))
            rule = rules.MISSING if required and not cell else rules.FORM if len(cell) > size else None
            if rule is not None:
                source = Source(row=at, column=place + 1, field=heading)
                yield rule.at(f"{interface}[{number}].{heading}", source=source, column=heading)

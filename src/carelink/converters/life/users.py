"""SERVICE_USER_INFO ⇄ admission sheets: who it is, levels and ranks."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink.converters.batch import Batch
from carelink.converters.field_codes import code_of, coded, day_of, day_text
from carelink.converters.life.files import VERSION, made, read_file
from carelink.converters.rules import files as file_rules
from carelink.converters.rules import life as rules
from carelink.findings import Report, Source
from carelink.records.document import stable
from carelink.records.lists.shared import Sex
from carelink.records.sheets.admission import AdmissionSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from carelink.converters.life.files import File
    from carelink.findings import Finding

FORMAT: Final = "life"
INTERFACE: Final = "SERVICE_USER_INFO"
_SEX: Final = {"1": Sex.MALE, "2": Sex.FEMALE}
_HALF: Final = {unicodedata.normalize("NFKC", chr(n)): chr(n) for n in range(0xFF61, 0xFFA0)}
_KEPT: Final = frozenset("\u3000 ")

_READ: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    "sex": ("gender", _SEX.get),
    "born": ("birthday", day_of),
    "care_level": ("care_level", partial(coded, "life-care-level")),
    "adl_rank": ("impaired_elderly_independence_degree", partial(coded, "life-bedridden-rank")),
    "dementia_rank": ("dementia_elderly_independence_degree", partial(coded, "life-dementia-rank")),
    "valid_from": ("care_period_start", day_of),
    "valid_to": ("care_period_end", day_of),
    "insurer_number": ("insurer_no", str),
    "insured_number": ("insured_no", str),
}
CARRIED: Final = frozenset((*_READ, "name", "kana"))
"""What of a sheet's first section the interface carries."""
_LEFT: Final = ("certified_date", "start_date", "end_date", "death_date", "remarks")


def read_all(data: bytes, *, written: datetime | None = None) -> Batch:
    """Return an admission sheet for each user; a file of assessments is refused.

    :param written: when the sheet counts as written; the file does not say
    """
    file = read_file(data)
    if isinstance(file, Report):
        return Batch((), file, 1, 1, FORMAT)
    if file.interface != INTERFACE:
        found = Report([*file.report, rules.NO_PERSON.at(file.interface, source=Source(row=1))])
        return Batch((), found, len(file.rows), len(file.rows), FORMAT)
    findings: list[Finding] = list(file.report)
    moment = written or datetime.now(UTC)
    records = [
        _sheet(file, number, said, moment, findings)
        for number, said in enumerate(file.said())
        if len(file.rows[number]) == len(file.headings)
    ]
    return Batch(tuple(records), Report(findings), len(file.rows), len(file.rows) - len(records), FORMAT)


def _sheet(
    file: File, number: int, said: Mapping[str, str], moment: datetime, findings: list[Finding]
) -> AdmissionSheet:
    source = Source(row=number + 2 + file.named)
    answers: dict[str, Any] = {
        "name": "　".join(part for part in (said["last_name"], said["first_name"]) if part) or None,
        "kana": unicodedata.normalize(
            "NFKC", "　".join(part for part in (said["last_name_kana"], said["first_name_kana"]) if part)
        ).replace(" ", "　")
        or None,
    }
    for name, (column, read) in _READ.items():
        value = read(said[column]) if said[column] else None
        if value is None and said[column]:
            findings.append(
                rules.NOT_READ.at(f"{INTERFACE}[{number}].{column}", source=source, column=column)
            )
        answers[name] = value
    left = [name for name in _LEFT if said[name]]
    if left:
        names = ", ".join(left)
        findings.append(rules.LEFT_BEHIND.at(f"{INTERFACE}[{number}]", source=source, columns=names))
    section: Any = AdmissionSheet.model_fields["basics"].annotation
    return AdmissionSheet(
        id=UUID(stable(UUID(int=0), sha256(repr(file.rows[number]).encode()).hexdigest())),
        written=moment,
        basics=section(**{name: value for name, value in answers.items() if value is not None}),
    )


def to_bytes(records: Sequence[Any], *, facility: str = "", service: str = "") -> bytes:
    """Return admission sheets as user information, in UTF-8.

    :param facility: 事業所番号 of who reports; LIFE requires it, and no sheet has it
    :param service: サービス種類コード of who reports, required likewise
    :raises UsageError: when a record is no admission sheet
    """
    return made(INTERFACE, [_row(record, facility, service) for record in records]).to_bytes()


def _row(record: Any, facility: str, service: str) -> dict[str, str]:
    from carelink.errors import UsageError, Words

    if not isinstance(record, AdmissionSheet):
        raise UsageError(
            Words("LIFE に書けるのは入院時情報提供書だけです。", "Only admission sheets can be written so."),
            hint=Words("入院時情報提供書を渡してください。", "Pass admission sheets."),
        )
    basics = record.basics
    last, first = _parts(basics.name)
    last_kana, first_kana = (half(part) for part in _parts(basics.kana))
    said = {
        "care_facility_id": facility,
        "service_code": service,
        "last_name": last,
        "first_name": first,
        "last_name_kana": last_kana,
        "first_name_kana": first_kana,
        "version": VERSION,
    }
    return said | {column: _cell(name, getattr(basics, name)) for name, (column, _) in _READ.items()}


def _parts(name: str | None) -> tuple[str, str]:
    last, _, first = (name or "").partition("　")
    return last, first


def half(kana: str) -> str:
    """Return katakana in half width, voiced ones as two characters; all else as it is."""
    plain = unicodedata.normalize("NFD", kana).replace("\u3099", "ﾞ").replace("\u309a", "ﾟ")
    return "".join(_HALF.get(c, c) for c in plain)


def _cell(name: str, value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return day_text(value)
    if name == "sex":
        return next(code for code, sex in _SEX.items() if sex is value)
    maps = {"care_level": "life-care-level", "adl_rank": "life-bedridden-rank"}
    return code_of(maps.get(name, "life-dementia-rank"), value) or ""


def losses(record: Any) -> Iterator[Finding]:
    """Yield a finding for each answer that does not come back from the file as it went in."""
    again = read_all(to_bytes([record])).records if isinstance(record, AdmissionSheet) else ()
    for item in type(record).form():
        value = item.of(record)
        if value is not None and (not again or item.of(again[0]) != value):
            yield file_rules.NOT_CARRIED.at(item.path, layout=FORMAT)
    yield rules.FACILITY_MISSING.at("file")
    if getattr(record, "local", None):
        yield file_rules.NOT_CARRIED.at("local", layout=FORMAT)

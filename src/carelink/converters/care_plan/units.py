"""Files that were sent together: a folder or a list, joined by insurer, insured and day of the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from carelink.converters.care_plan import plans as planning
from carelink.converters.care_plan.files import LARGEST, File, read_file
from carelink.converters.care_plan.names import parse_name
from carelink.converters.care_plan.persons import PERSON, sheet_of
from carelink.converters.rules import care_plan as rules
from carelink.errors import StorageError, Words
from carelink.findings import Report, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.converters.care_plan.plans import Plan
    from carelink.findings import Finding
    from carelink.records import AdmissionSheet

_UNITS: Final = (
    frozenset({"UP1KYO", "UP2KYO", "UP3KYO", "UPHOSOKU"}),
    frozenset({"UPPLAN", "UPSIKYU", "UPHOSOKU"}),
    frozenset({"DLT1KYO"}),
    frozenset({"DLTPLAN"}),
    frozenset({"UPJSK"}),
    frozenset({"DLTJSK"}),
    frozenset({"UPKIHON", "UPKIHON_SUB1", "UPKIHON_SUB2"}),
    frozenset({"UPYOBO", "UPYOBO_SUB", "UPKIHON", "UPKIHON_SUB1", "UPKIHON_SUB2"}),
    frozenset({"DLTKIHON"}),
    frozenset({"DLTYOBO"}),
)
"""What may stand together under one moment of sending."""
MOST: Final = 10_000


@dataclass(frozen=True)
class Unit:
    """Files with everything that was found about them.

    :param files: in the order of their moments of sending
    """

    files: tuple[File, ...]
    report: Report = field(default_factory=Report)

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that 第1表 and 第2表 state."""
        return planning.plans(self.files)

    def sheets(self) -> tuple[AdmissionSheet, ...]:
        """Return one admission sheet per person: who it is and the care level, from all files together."""
        merged: dict[tuple[str, str], AdmissionSheet] = {}
        ignored: list[Finding] = []
        for file in self.files:
            for number in range(len(file.rows)) if file.kind.name in PERSON else ():
                sheet = sheet_of(file, number, None, ignored)
                if sheet is not None:
                    key = sheet.basics.insurer_number or "", sheet.basics.insured_number or ""
                    merged[key] = _joined(merged[key], sheet) if key in merged else sheet
        return tuple(merged.values())


def _joined(one: AdmissionSheet, other: AdmissionSheet) -> AdmissionSheet:
    """Return both in one: what the later file says holds, what only one says stays."""
    later, earlier = (one, other) if one.written > other.written else (other, one)
    said = {}
    for name in ("header", "basics"):
        section, before = getattr(later, name), getattr(earlier, name)
        stated = {k: v for k, v in before if v is not None} | {k: v for k, v in section if v is not None}
        said[name] = type(section)(**stated)
    return later.model_copy(update=said)


def read_unit(source: str | Path | Iterable[Path]) -> Unit:
    """Return the files of a folder (or these files); bad ones are findings.

    :raises StorageError: when a file or the folder cannot be read
    """
    paths = _paths(source)
    files: list[tuple[str, File]] = []
    found: list[Finding] = []
    for path in paths:
        read = read_file(_bytes(path), name=path.name)
        found += read.report if isinstance(read, File) else read
        name = parse_name(path.name)
        if isinstance(read, File):
            files.append((name.stamp if name is not None else "", read))
    found += _together(path.name for path in paths)
    return Unit(tuple(file for _, file in sorted(files, key=lambda f: f[0])), Report(found))


def _paths(source: str | Path | Iterable[Path]) -> list[Path]:
    if not isinstance(source, str | Path):
        return list(source)
    try:
        if not Path(source).is_dir():
            return [Path(source)]
        inside = sorted(Path(source).iterdir())
    except OSError as error:
        raise _unread() from error
    return [p for p in inside if p.suffix.lower() == ".csv" and p.is_file()][:MOST]


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise _unread() from error


def _unread() -> StorageError:
    return StorageError(
        Words("ファイルを読めません。", "The file cannot be read."),
        hint=Words("場所と読み取り権限を確かめてください。", "Check the path and the permission to read it."),
    )


def _together(names: Iterable[str]) -> Iterator[Finding]:
    """Yield what is wrong with names: unknown ones, and kinds that are not sent together."""
    stamps: dict[str, set[str]] = {}
    for name in names:
        said = parse_name(name)
        if said is None:
            yield rules.NAME_UNKNOWN.at("file", source=Source(file=name))
        else:
            stamps.setdefault(said.stamp, set()).add(said.kind)
    for kinds in stamps.values():
        if not any(kinds <= unit for unit in _UNITS):
            yield rules.UNIT.at("unit", kinds="・".join(sorted(kinds)))

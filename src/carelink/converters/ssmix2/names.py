"""Names and places in a storage. From memory; not compared with the specification of JAMI."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import PurePath

VALID: Final = "1"
VOID: Final = "0"
NO_DATE: Final = "-"
"""The date of what belongs to no day."""
NO_DEPARTMENT: Final = "-"
SHORTEST: Final = 6
"""Characters of a patient's ID: the folders are made of the first six."""

PATIENT: Final = re.compile(r"[0-9A-Za-z]{6,64}")
_NAME: Final = re.compile(
    r"(?P<patient>[^_]{1,64})_(?P<date>[0-9]{8}|-)_(?P<type>[^_]{1,64})_(?P<key>[^_]{1,128})"
    r"_(?P<moment>[0-9]{8,17}|-)_(?P<department>[^_]{1,16})_(?P<flag>[^_.]{1,4})(?P<suffix>\.[0-9A-Za-z]{1,8})?"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A file's name, taken apart.

    :param date: 診療日, ``YYYYMMDD`` or ``-``
    :param type: データ種別
    :param key: 特定キー; the id of the record
    :param moment: 発生日時, ``YYYYMMDDhhmmssSSS``
    :param department: 診療科コード, ``-`` when unknown
    :param flag: コンディションフラグ, ``1`` valid, ``0`` void
    :param suffix: of the file, with its dot; may be empty
    """

    patient: str
    date: str
    type: str
    key: str
    moment: str
    department: str = NO_DEPARTMENT
    flag: str = VALID
    suffix: str = ""

    def __str__(self) -> str:
        """Return the name of the file."""
        parts = (self.patient, self.date, self.type, self.key, self.moment, self.department, self.flag)
        return "_".join(parts) + self.suffix

    @property
    def folder(self) -> str:
        """The folder it belongs into, below the root."""
        return "/".join((self.patient[:3], self.patient[3:6], self.patient, self.date, self.type))


def parsed(name: str) -> Name | None:
    """Return a file's name taken apart, None when it is no such name."""
    found = _NAME.fullmatch(name)
    return None if found is None else Name(**{k: part or "" for k, part in found.groupdict().items()})


def below(folder: PurePath) -> bool:
    """Whether a folder is a patient's: it lies below the two parts of its own name."""
    patient, second, first = folder.name, folder.parent.name, folder.parent.parent.name
    return len(patient) >= SHORTEST and (patient[:3], patient[3:6]) == (first, second)

"""The names of the files: ``UPHOSOKU_000000_0300000100_43_0300000005_11_20191025200201.CSV``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from carelink.converters.care_plan.kinds import KINDS

_NAME: Final = re.compile(
    r"(?P<kind>UPKIHON_SUB1|UPKIHON_SUB2|UPYOBO_SUB|[A-Z0-9]+?)"
    r"(?:_(?P<month>[0-9]{6}))?_(?P<sender>[0-9A-Z]{9,10})(?:_(?P<sender_service>[0-9A-Z]{2}))?"
    r"_(?P<receiver>[0-9A-Z]{9,10})(?:_(?P<receiver_service>[0-9A-Z]{2}))?_(?P<stamp>[0-9]{14})\.CSV",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FileName:
    """What the name of a file says.

    :param month: ``YYYYMM``; ``000000`` for what belongs to 第1表 to 第3表; empty where the kind has none
    :param sender_service: service code of the sender; empty in names of the standard 3
    :param stamp: ``YYYYMMDDHHMMSS``; files with the same one belong together
    """

    kind: str
    month: str
    sender: str
    sender_service: str
    receiver: str
    receiver_service: str
    stamp: str

    def __str__(self) -> str:
        """As the file is called."""
        said = (
            self.kind,
            self.month,
            self.sender,
            self.sender_service,
            self.receiver,
            self.receiver_service,
            self.stamp,
        )
        return "_".join(part for part in said if part) + ".CSV"


def parse_name(name: str) -> FileName | None:
    """Return what a file name says, or None when it is no name of the standard (4 or 3)."""
    found = _NAME.fullmatch(name)
    if found is None or found["kind"].upper() not in KINDS:
        return None
    said = {key: (value or "") for key, value in found.groupdict().items()}
    return FileName(**{**said, "kind": said["kind"].upper()})

"""What there is to check: the files of the paths as they were typed, in a stable order."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from carelink.errors import UsageError, Words
from carelink.findings import Unread
from carelink.findings.formats.safe import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES: Final = (".json", ".xml", ".ndjson")
STANDARD_INPUT: Final = "-"


@dataclass(frozen=True, slots=True)
class File:
    """A file to check: its name as a person would type it, and its size in bytes (0 when unknown)."""

    name: str
    size: int


def sources(paths: Iterable[str], *, leave_out: Path | None = None) -> Iterator[File | Unread]:
    """Yield every file of the paths once; folders are searched, names in order, files before folders.

    :param leave_out: where the report will go: not checked when a folder holds an earlier one
    :raises UsageError: ``leave_out`` is itself one of the paths; the report would replace it
    """
    seen: set[str] = set()
    out = leave_out.resolve() if leave_out is not None else None
    for path in paths:
        if out is not None and path != STANDARD_INPUT and Path(path).resolve() == out:
            raise _replaced(path)
        for source in _of(path):
            name = source.name if isinstance(source, File) else source.file
            if name not in seen and (out is None or Path(name).resolve() != out):
                seen.add(name)
                yield source


def _of(path: str) -> Iterator[File | Unread]:
    if path == STANDARD_INPUT:
        yield File(path, 0)
    elif Path(path).is_dir():
        yield from _folder(path)
    else:
        yield _file(path)


def _file(name: str) -> File | Unread:
    try:
        return File(name, Path(name).stat().st_size)
    except (OSError, ValueError) as error:
        return unread(name, error)


def _folder(path: str) -> Iterator[File | Unread]:
    """Search a folder without following links to folders, which may lead round in a circle."""
    closed: list[OSError] = []
    found = 0
    for folder, inner, names in os.walk(path, onerror=closed.append):
        inner.sort()
        for name in sorted(names):
            full = os.path.join(folder, name)  # noqa: PTH118  Path would drop the "./" that was typed
            if name.lower().endswith(SUFFIXES) and Path(full).is_file():
                found += 1
                yield _file(full)
    yield from (unread(str(error.filename or path), error) for error in closed)
    if not found and not closed:
        yield _empty(path)


def unread(name: str, error: Exception) -> Unread:
    """Say that a file could not be read, and what the system says about it."""
    reason = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
    return Unread(
        name,
        Words(f"{shown(name)} を読めません。", f"{shown(name)} cannot be read."),
        Words(f"名前とアクセス権を確かめてください{reason}。", f"Check its name and your rights{reason}."),
    )


def _empty(path: str) -> Unread:
    """Say that a folder holds nothing to check: a build that checks nothing must not pass for clean."""
    return Unread(
        path,
        Words(f"{shown(path)} に検証するファイルがありません。", f"{shown(path)} holds no file to validate."),
        Words(
            "フォルダーの名前を確かめてください。拡張子は .json、.xml、.ndjson です。",
            "Check the name of the folder; files end in .json, .xml or .ndjson.",
        ),
    )


def _replaced(path: str) -> UsageError:
    return UsageError(
        Words(
            f"{shown(path)} は検証するファイルです。結果で上書きできません。",
            f"{shown(path)} is to be validated; the report would replace it.",
        ),
        hint=Words("-o に別の名前を付けてください。", "Give -o another name."),
    )

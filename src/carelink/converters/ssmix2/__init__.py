"""SS-MIX2 extended storage (拡張ストレージ) out and in: the folder that viewers of hospitals show.

**Not verified.** The hierarchy (``root/ID[0:3]/ID[3:6]/ID/date or -/type/``) and the file names
(``ID_date_type_key_moment_department_flag``) are design knowledge; they were not compared with the
specification of JAMI (v1.2i, ISO/TS 24289:2021). The extension after the flag, the type codes and what a
viewer shows are to be agreed with the hospital before anything is written into a storage in use.

It is a format and no channel: whoever reads the storage is a viewer that takes nothing away and answers
nothing, and what is written is an open document under a patient's ID, which adapters must know nothing of.

Files are written under another name, forced to the disk and renamed; nothing is ever deleted or overwritten.
What a correction replaces gets condition flag 0 in place of 1, by a rename.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carelink.converters.batch import Batch

FORMAT: Final = "ssmix2"
_LOOKED_AT: Final = 200


def recognises(root: Path) -> bool:
    """Whether a folder has the hierarchy of a storage: a patient's folder below two parts of their ID."""
    from carelink.converters.ssmix2.names import below

    return any(below(path) for path in _three_down(root))


def _three_down(root: Path) -> list[Path]:
    """Return some folders three levels down."""
    folders = [root]
    for _ in range(3):
        found: list[Path] = []
        for folder in folders:
            try:
                found += [
                    p for p in sorted(folder.iterdir())[:_LOOKED_AT] if p.is_dir() and not p.is_symlink()
                ]
            except OSError:
                continue
            if len(found) >= _LOOKED_AT:
                break
        folders = found[:_LOOKED_AT]
    return folders


def read_folder(root: Path) -> Batch:
    """Return the valid records of a storage; all else is counted and left alone.

    :raises StorageError: when the folder cannot be read
    """
    from carelink.converters.ssmix2.reading import batch_of

    return batch_of(root)


def write_folder(records: Sequence[Any], root: Path, *, patient_id: str | None) -> list[Path]:
    """Put one record into a storage, as FHIR JSON and as a page, and void what it replaces.

    :param root: the storage; it must exist
    :param patient_id: the hospital's own ID of the person, filled with zeros as the hospital does; carelink
        never guesses it, for a wrong one shows the record at another person's bed
    :return: the files that were written
    :raises UsageError: for several records, without a proper ID, or when another content has the same name
    :raises StorageError: when the storage cannot be written
    """
    from carelink.converters.ssmix2.writing import put

    return put(records, root, patient_id)

"""Putting a record into a storage: never half, never over another, never away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.atomic import write_bytes
from carelink.converters.ssmix2.names import PATIENT, VALID, VOID, Name, parsed
from carelink.errors import StorageError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from uuid import UUID

_JAPAN: Final = timezone(timedelta(hours=9))


def put(records: Sequence[Any], root: Path, patient_id: str | None) -> list[Path]:
    """See :func:`carelink.converters.ssmix2.write_folder`."""
    from carelink import rendering
    from carelink.fhir import json

    if len(records) != 1:
        raise UsageError(
            Words("1回に書けるのは1件だけです。", "One record is written at a time."),
            hint=Words("患者IDは記録ごとに指定してください。", "Name the patient's ID for each record."),
        )
    if patient_id is None or PATIENT.fullmatch(patient_id) is None:
        raise UsageError(
            Words(
                "病院の患者IDが必要です（英数字6文字以上）。",
                "The hospital's patient ID is needed (6 or more letters or digits).",
            ),
            hint=Words(
                "--patient-id に、病院と同じ桁数（先頭の0も）で指定してください。",
                "Give --patient-id as the hospital writes it, leading zeros included.",
            ),
        )
    record = records[0]
    tree = record.to_fhir()
    name = _name(record, tree, patient_id)
    written = [
        _write(root, replace(name, suffix=".html"), rendering.to_html(record).encode()),
        _write(root, replace(name, suffix=".json"), json.write(tree)),
    ]
    revision = getattr(record, "revision", None)
    if revision is not None:
        void(root, patient_id, revision.replaces)
    return written


def _name(record: Any, tree: dict[str, Any], patient: str) -> Name:
    from carelink.converters.xdm.writing import loinc_of

    moment = record.written.astimezone(_JAPAN)
    return Name(
        patient=patient,
        date=f"{moment:%Y%m%d}",
        type=loinc_of(tree) or record.kind,
        key=record.id.hex,
        moment=f"{moment:%Y%m%d%H%M%S}{moment.microsecond // 1000:03d}",
    )


def _write(root: Path, name: Name, content: bytes) -> Path:
    folder = root / name.folder
    path = folder / str(name)
    if not root.is_dir():
        raise _no_root()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        earlier = path.read_bytes() if path.exists() else None
        voided = (folder / str(replace(name, flag=VOID))).exists()
    except OSError as error:
        raise _unwritten() from error
    if voided or earlier not in {None, content}:
        raise UsageError(
            Words(
                "同じ記録が別の内容か無効として、すでに置かれています。",
                "The same record stands there already, with another content or as void.",
            ),
            hint=Words(
                "訂正版（revised）を作って書いてください。", "Make a correction (revised) and write that."
            ),
        )
    if earlier is None:
        write_bytes(path, content)
    return path


def void(root: Path, patient_id: str, record_id: UUID) -> list[Path]:
    """Give every valid file of a record condition flag 0, by a rename; what is void already stays.

    :return: the files as they are called now
    :raises StorageError: when the storage cannot be written
    """
    if PATIENT.fullmatch(patient_id) is None:
        return []
    home = root / patient_id[:3] / patient_id[3:6] / patient_id
    out = []
    try:
        for path in sorted(home.glob(f"*/*/*_{record_id.hex}_*")):
            name = parsed(path.name)
            if name is None or name.key != record_id.hex or name.flag != VALID:
                continue
            target = path.with_name(str(replace(name, flag=VOID)))
            if not target.exists():
                path.rename(target)
                out.append(target)
    except OSError as error:
        raise _unwritten() from error
    return out


def _no_root() -> StorageError:
    return StorageError(
        Words("ストレージのフォルダーがありません。", "The folder of the storage is not there."),
        hint=Words(
            "病院が用意した拡張ストレージの場所を指定してください。",
            "Name the place of the extended storage that the hospital has made.",
        ),
    )


def _unwritten() -> StorageError:
    return StorageError(
        Words("ストレージに書けません。", "The storage cannot be written."),
        hint=Words("権限と空き容量を確かめてください。", "Check permissions and free space."),
    )

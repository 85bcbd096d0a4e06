"""Cases as folders: the input, what must be found in it, and why, for systems in any language."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from carelink.fhir import json as fhir_json

if TYPE_CHECKING:
    from pathlib import Path

    from carelink.testing.defects.cases import Defect, Expected
    from carelink.testing.instances.bench import Json

_VALID = {
    "minimal": ("最小の正しい例", "The smallest valid instance"),
    "complete": (
        "mustSupport の項目をすべて持つ正しい例",
        "A valid instance with every element that must be supported",
    ),
    "maximal": (
        "書ける項目をすべて持つ正しい例",
        "A valid instance with every element that goes with the others",
    ),
}


def write_defect(folder: Path, defect: Defect) -> Path:
    """Write a folder of ``input.json``, ``expected.json`` and ``README.md``; return it.

    Its name ends in ``_bad``; in ``_warned`` where the constraint is only advised: nothing is to be refused.

    :raises StorageError: it cannot be written
    """
    refused = any(e.severity == "error" for e in (*defect.expected, *defect.company))
    case = folder / f"{slug(defect.id)}_{'bad' if refused else 'warned'}"
    expected = {
        "valid": not refused,
        "profile": defect.profile,
        "constraint": defect.id,
        "findings": [_finding(e) for e in defect.expected],
        "company": [_finding(e) for e in defect.company],
        "beyond-profile": [_finding(e) for e in defect.beyond],
    }
    _write(case, defect.instance, expected, _told(defect))
    return case


def write_valid(folder: Path, kind: str, profile: str, instance: Json) -> Path:
    """Write ``valid-minimal/`` (or complete, maximal): an instance in which no error may be found; return it.

    :raises StorageError: it cannot be written
    """
    case = folder / f"valid-{kind}"
    ja, en = _VALID[kind]
    expected = {"valid": True, "profile": profile, "findings": []}
    _write(case, instance, expected, f"# {ja} / {en}\n\n`{profile}`\n")
    return case


def slug(name: str) -> str:
    """Return a name that is safe as a folder's on every system: ``patient-identifier-min``."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()).strip("-")


def _finding(expected: Expected) -> dict[str, Any]:
    return {
        "code": expected.code,
        "path": expected.path,
        "severity": expected.severity,
        "demanded-by": expected.demanded_by,
    }


def _told(defect: Defect) -> str:
    lines = [
        f"# {defect.id}",
        "",
        f"`{defect.profile}`",
        "",
        f"日本語: {defect.why.ja}",
        "この入力はその一つだけを破っています。" if not defect.company else "この入力はそれを破っています。",
        "",
        f"English: {defect.why.en}",
        "This input breaks exactly that." if not defect.company else "This input breaks it.",
        "",
    ]
    if defect.company:
        also = "、".join(f"`{e.code}` ({e.path})" for e in defect.company)
        lines += [
            f"単独では破れませんでした。同じことを求める次の決まりも破れます: {also}",
            f"It was not found to break alone: with it comes {also}.",
            "",
        ]
    return "\n".join(lines)


def _write(case: Path, instance: Json, expected: dict[str, Any], told: str) -> None:
    from carelink.converters.atomic import write_bytes

    make_folder(case)
    write_bytes(case / "input.json", fhir_json.write(instance))
    write_bytes(case / "expected.json", (json.dumps(expected, ensure_ascii=False, indent=2) + "\n").encode())
    write_bytes(case / "README.md", told.encode())


def make_folder(case: Path) -> None:
    """Make the folder of a case.

    :raises StorageError: it cannot be made
    """
    from carelink.errors import StorageError, Words

    try:
        case.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            Words("フォルダを作れません。", "The folder cannot be made."),
            hint=Words("場所と権限を確かめてください。", "Check the place and the permissions."),
        ) from error

"""Cases as folders: ``input``, ``expected.json`` and a README that says why, for systems in any language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carelink.testing.conformance import VERSION
from carelink.testing.conformance.case import Receive

if TYPE_CHECKING:
    from pathlib import Path

    from carelink.testing.conformance.case import Case, Send


def write_case(folder: Path, case: Case) -> Path:
    """Write a case into a folder of its own below ``folder`` and return it.

    What the system needs to open parcels (``identity.json``, ``catchment.toml``) is written by
    :meth:`Cast.furnish`, once, beside the cases: a key never lies with what it opens.

    :raises StorageError: it cannot be written
    """
    from carelink.converters.atomic import write_bytes
    from carelink.testing.defects.folders import make_folder

    place = folder / case.group / case.id
    make_folder(place)
    names = _names(case)
    steps = []
    for step, name in zip(case.steps, names, strict=True):
        if isinstance(step, Receive):
            write_bytes(place / name, step.data)
            steps.append(_receive(step, name))
        else:
            steps.append(_send(step, name))
    expected = {"suite": VERSION, "group": case.group, "steps": steps}
    write_bytes(place / "expected.json", (json.dumps(expected, ensure_ascii=False, indent=2) + "\n").encode())
    told = f"# {case.id}\n\n{case.why.ja}\n\n{case.why.en}\n"
    write_bytes(place / "README.md", told.encode())
    return place


def _names(case: Case) -> list[str]:
    """Return for each step the file that holds its bytes; the same bytes are one file."""
    names: dict[bytes, str] = {}
    received = [step for step in case.steps if isinstance(step, Receive)]
    for step in received:
        number = f"-{len(names) + 1}" if len({s.data for s in received}) > 1 else ""
        names.setdefault(step.data, f"input{number}.{step.ending}")
    return [names.get(s.data if isinstance(s, Receive) else s.same or b"", "") for s in case.steps]


def _receive(step: Receive, name: str) -> dict[str, Any]:
    told: dict[str, Any] = {"receive": name, "outcome": list(step.outcome)}
    if step.paths:
        told["findings"] = [{"path": path} for path in step.paths]
    return told | ({"receipt": step.receipt} if step.receipt is not None else {})


def _send(step: Send, name: str) -> dict[str, Any]:
    asked = {"what": step.what} | ({"id": step.id} if step.id else {})
    told: dict[str, Any] = {"send": asked}
    if step.same is not None:
        told["same-as"] = name
    return told | {key: list(ids) for key, ids in (("shown", step.shown), ("hidden", step.hidden)) if ids}

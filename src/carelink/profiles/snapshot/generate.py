"""The generator: apply a differential to the snapshot of its base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carelink.profiles.snapshot.draft import Draft, Element, Problem, ProfileFault
from carelink.profiles.snapshot.merge import merge, narrow
from carelink.profiles.snapshot.place import Placer
from carelink.profiles.urls import bare

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The elements of a profile in order; ``problems`` names what of its differential was skipped."""

    elements: list[Element]
    problems: tuple[Problem, ...] = ()


def generate(
    base: list[Element],
    differential: list[Element],
    snapshot_of: Callable[[str], list[Element] | None],
) -> Snapshot:
    """Return the snapshot of a constraint profile.

    :param base: snapshot elements of ``baseDefinition``
    :param differential: elements of the profile's differential, found by ``id`` (else path and slice name)
    :param snapshot_of: finds the snapshot of a type name or profile URL; None when it is not at hand
    """
    draft = Draft(base)
    placer = Placer(draft, snapshot_of)
    problems: list[Problem] = []
    skipped: list[str] = []
    for element, id_ in zip(differential, _ids(differential), strict=True):
        if any(id_.startswith((s + ".", s + ":")) for s in skipped):
            continue
        try:
            target = draft[placer.place(id_)]
        except ProfileFault as fault:
            problems.append(Problem(id_, fault.reason))
            skipped.append(id_)
            continue
        _narrow_by_extension(target, element, snapshot_of)
        merge(target, element)
    _raise_minimum(draft)
    return Snapshot(draft.elements, tuple(problems))


def _ids(differential: list[Element]) -> list[str]:
    """Return ids; where a differential states none they follow from path and the open slices above."""
    ids: list[str] = []
    open_slices: dict[str, str] = {}
    for element in differential:
        path: str = element["path"]
        open_slices = {p: s for p, s in open_slices.items() if path.startswith(p + ".")}
        if name := element.get("sliceName"):
            open_slices[path] = name
        built = _with_slices(path, open_slices)
        stated = element.get("id")
        ids.append(stated if isinstance(stated, str) and _path_of(stated) == path else built)
    return ids


def _with_slices(path: str, open_slices: dict[str, str]) -> str:
    parts: list[str] = []
    so_far = ""
    for part in path.split("."):
        so_far = f"{so_far}.{part}" if so_far else part
        name = open_slices.get(so_far) if parts else None
        parts.append(f"{part}:{name}" if name else part)
    return ".".join(parts)


def _path_of(id_: str) -> str:
    return ".".join(segment.partition(":")[0] for segment in id_.split("."))


def _narrow_by_extension(
    target: Element, element: Element, snapshot_of: Callable[[str], list[Element] | None]
) -> None:
    types = element.get("type") or []
    if len(types) == 1 and types[0].get("code") == "Extension" and len(types[0].get("profile", [])) == 1:
        definition = snapshot_of(bare(types[0]["profile"][0]))
        if definition:
            narrow(target, definition[0])


def _raise_minimum(draft: Draft) -> None:
    """Let an extension head that was sliced silently demand at least what its slices demand together."""
    for head in draft.auto_sliced:
        prefix = head + ":"
        tails = [(e["id"][len(prefix) :], e) for e in draft.elements if e["id"].startswith(prefix)]
        least = sum(e.get("min", 0) for tail, e in tails if not set("./") & set(tail))
        draft[head]["min"] = max(draft[head].get("min", 0), least)

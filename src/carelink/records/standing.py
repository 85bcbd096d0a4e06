"""Whether a resource still says what it says: not withdrawn, not denied, not changed by a modifier.

Reading a withdrawn consent as consent, or a procedure that was not done as a treatment, would turn a record
into something it does not say. Such resources are kept and reported as not understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.records.tree import dicts

if TYPE_CHECKING:
    from carelink.records.tree import Node

_WITHDRAWN: Final = frozenset(("entered-in-error", "cancelled"))

_DENIED: Final = {
    "Consent": frozenset(("draft", "proposed", "rejected", "inactive")),
    "Procedure": frozenset(("not-done", "stopped", "preparation")),
    "Communication": frozenset(("not-done", "stopped", "aborted", "preparation")),
    "Task": frozenset(("rejected", "failed")),
}

SOUND: Final = ("final", None, "active", "in-progress", "completed", "requested")
"""States that deny nothing, whatever they are of."""
_NEVER: Final[frozenset[str]] = frozenset()
_REFUTED: Final = ("refuted", "entered-in-error")
"""Of a Condition. One that is over still belongs to 疾患歴, so its clinical status is not looked at."""


def stands(resource: Node) -> bool:
    """Return whether a resource may be read as an answer."""
    if resource.get("modifierExtension"):
        return False
    status = resource.get("status")
    if status not in SOUND and isinstance(status, str):
        if status in _WITHDRAWN:
            return False
        kind = resource.get("resourceType")
        if isinstance(kind, str) and status in _DENIED.get(kind, _NEVER):
            return False
    if "verificationStatus" not in resource:
        return True
    return not any(code in _REFUTED for code in _codes(resource["verificationStatus"]))


def _codes(concept: Any) -> list[Any]:
    codings = concept.get("coding") if isinstance(concept, dict) else None
    return [coding.get("code") for coding in dicts(codings)]

"""Everything that is derived, by the file it belongs into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.records.derive import coordinator, facility
from carelink.records.derive.documents import documents
from carelink.records.derive.extensions import extensions
from carelink.records.derive.maps import maps
from carelink.records.derive.messages import MESSAGES
from carelink.records.derive.musts import billable
from carelink.records.derive.naming import naming
from carelink.records.derive.observations import local_answer, observations, ticked
from carelink.records.derive.roles import ROLES
from carelink.records.derive.search import searches
from carelink.records.derive.terminology import terminology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.forms import Form
    from carelink.records.tree import Node


def forms() -> tuple[Form, ...]:
    """Return the forms whose profiles are derived here; facilities bring their own."""
    from carelink.records.sheets.admission import AdmissionSheet
    from carelink.records.sheets.consultation import Consultation
    from carelink.records.sheets.discharge import DischargeRecord
    from carelink.records.sheets.home import HomeSheet
    from carelink.records.sheets.letter import DischargeLetter
    from carelink.records.sheets.minutes import Minutes
    from carelink.records.sheets.wishes import WishesSheet

    kinds = (
        AdmissionSheet,
        DischargeRecord,
        Consultation,
        Minutes,
        WishesSheet,
        DischargeLetter,
        HomeSheet,
    )
    return tuple(kind.form() for kind in kinds)


def artefacts() -> dict[str, Node]:
    """Return every derived artefact by its path inside ``profiles/``."""
    found: dict[str, Node] = {}
    for folder, resource in _all():
        prefix = f"{resource['resourceType']}-" if folder == "terminology" else ""
        path = f"{folder}/{prefix}{resource['id']}.json"
        if path in found:
            raise ValueError(f"{path} is derived twice")
        found[path] = resource
    return dict(sorted(found.items()))


def _all() -> Iterator[tuple[str, Node]]:
    every = forms()
    for resource in terminology(every):
        yield "terminology", resource
    for resource in (*facility.terminology(), *coordinator.terminology(), *naming(), *maps()):
        yield "terminology", resource
    for search in searches():
        yield "search", search
    for extension in (*extensions(), *facility.extensions(), *(e.to_fhir() for e in coordinator.EXTENSIONS)):
        yield "extensions", extension
    profiles = (*documents(every), *ROLES, *observations(every), *ticked(every), local_answer(), *MESSAGES)
    profiles += (*facility.profiles(), *coordinator.profiles(), *billable(every))
    for profile in profiles:
        yield "structures", profile.to_fhir()

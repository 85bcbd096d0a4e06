"""Where a value lives in the Bundle: a place is a lens with ``get``, ``put`` and ``where``.

Write the forms with these words, e.g. ``at=patient / human_name("IDE") / "text"``.
"""

from carelink.records.places.answer import Answer, answer, functioning, said
from carelink.records.places.element import (
    Both,
    Element,
    Repeated,
    coded,
    extension,
    human_name,
    identifier,
    listed,
    postal_address,
    telecom,
)
from carelink.records.places.group import Resources, Rows, communications, consents, related, tasks
from carelink.records.places.place import Place
from carelink.records.places.root import (
    Here,
    Role,
    Tagged,
    author,
    author_office,
    author_person,
    composition,
    here,
    patient,
)
from carelink.records.places.step import Step
from carelink.records.places.ticks import Each, conditions, procedures

__all__ = [
    "Answer",
    "Both",
    "Each",
    "Element",
    "Here",
    "Place",
    "Repeated",
    "Resources",
    "Role",
    "Rows",
    "Step",
    "Tagged",
    "answer",
    "author",
    "author_office",
    "author_person",
    "coded",
    "communications",
    "composition",
    "conditions",
    "consents",
    "extension",
    "functioning",
    "here",
    "human_name",
    "identifier",
    "listed",
    "patient",
    "postal_address",
    "procedures",
    "related",
    "said",
    "tasks",
    "telecom",
]

"""Where a value lives in the Bundle: a place is a lens with ``get``, ``put`` and ``where``.

Write the forms with these words, e.g. ``at=patient / "birthDate"``.
"""

from carelink.records.places.answer import Answer, answer, functioning, measured, minuted, said, wished
from carelink.records.places.element import (
    Both,
    Element,
    coded,
    extension,
    identifier,
    listed,
    postal_address,
    telecom,
)
from carelink.records.places.group import Resources, related, tasks
from carelink.records.places.name import PersonName, person_name
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
from carelink.records.places.rows import Rows
from carelink.records.places.step import Step
from carelink.records.places.ticks import Each, conditions, procedures

__all__ = [
    "Answer",
    "Both",
    "Each",
    "Element",
    "Here",
    "PersonName",
    "Place",
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
    "composition",
    "conditions",
    "extension",
    "functioning",
    "here",
    "identifier",
    "listed",
    "measured",
    "minuted",
    "patient",
    "person_name",
    "postal_address",
    "procedures",
    "related",
    "said",
    "tasks",
    "telecom",
    "wished",
]

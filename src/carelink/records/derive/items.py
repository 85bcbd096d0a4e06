"""Which items are codes on the wire, and which profile each answer meets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink.records.kinds import Multi
from carelink.records.places.answer import Answer, answer_profile
from carelink.records.places.element import Both, Element
from carelink.records.places.group import Resources
from carelink.records.places.name import PersonName
from carelink.records.places.root import Here, Role, Tagged
from carelink.records.places.ticks import Each

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.records.codes import CodeList
    from carelink.records.forms import Form
    from carelink.records.item import Item

_TAGS: Final = {
    "backup-bed": "Bed held ready for a sudden change",
    "consent-to-send": "Consent to send",
    "end-of-life-doctor": "Doctor in charge at the end of life",
    "family-doctor": "Family doctor",
    "long-term-care-insurance": "Long-term care insurance",
    "medical-follow-up": "Medical care from now on",
    "provision": "Provision of the information",
    "recipient": "To whom the information is given",
}
"""English designations of the codes that resources are found by; a test wants one for each."""


@dataclass(frozen=True, slots=True)
class ItemCode:
    """One code of the item code system."""

    code: str
    ja: str
    en: str
    definition: str


def item_codes(forms: Iterable[Form]) -> dict[str, ItemCode]:
    """Return every item code by code; the same code in two forms is the same question.

    :raises ValueError: when one code has two labels
    """
    found: dict[str, ItemCode] = {}
    for form in forms:
        for made in _codes(form):
            known = found.setdefault(made.code, made)
            if known.ja != made.ja:
                raise ValueError(f"item code {made.code} is said twice with different labels")
    return dict(sorted(found.items()))


def _codes(form: Form) -> Iterator[ItemCode]:
    for item in form.items:
        if isinstance(item.at, Answer | Each | Resources):
            yield ItemCode(item.code, item.ja, item.en, _origin(form, item))
        for tag in _tags(item):
            yield ItemCode(tag.code, tag.ja, _TAGS.get(tag.code, ""), f"{form.title}: {tag.type}")


def _origin(form: Form, item: Item) -> str:
    row = f" {item.row}" if item.row else ""
    certain = (
        f" [{item.mark}: label not compared with the printed form]" if item.mark.startswith("known") else ""
    )
    return f"{form.title}{row}{certain}"


def _tags(item: Item) -> Iterator[Tagged]:
    """Yield the tagged resources an item's place starts from."""
    places = [item.at.exact, item.at.plain] if isinstance(item.at, Both) else [item.at]
    for place in places:
        at = place.text if isinstance(place, PersonName) else place
        root: Role | Tagged | Here | None = at.root if isinstance(at, Element) else None
        while isinstance(root, Role):
            root = root.parent
        if isinstance(root, Tagged):
            yield root


def answers(forms: Iterable[Form]) -> dict[str, list[Item]]:
    """Return the items of every Observation profile, by its short name."""
    found: dict[str, dict[str, Item]] = {}
    for form in forms:
        for item in form.items:
            if isinstance(item.at, Answer) and item.kind is not None:
                found.setdefault(answer_profile(item.kind), {}).setdefault(item.code, item)
    return {name: list(items.values()) for name, items in sorted(found.items())}


def resources_per_tick(forms: Iterable[Form]) -> dict[str, tuple[str, type[CodeList]]]:
    """Return resource type and list of every profile of a resource per tick, by its short name."""
    return {
        f"ticked-{item.kind.one.list.slug}": (item.at.type, item.kind.one.list)
        for form in forms
        for item in form.items
        if isinstance(item.at, Each) and isinstance(item.kind, Multi)
    }


def lists(forms: Iterable[Form]) -> dict[str, type[CodeList]]:
    """Return every code list that an item or a part uses, by slug."""
    found = {box.list.slug: box.list for form in forms for box in form.boxes() if box.list is not None}
    return dict(sorted(found.items()))

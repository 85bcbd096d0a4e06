"""One Observation profile per answer list, and one per plain kind of answer; a resource profile per tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.records.derive.items import answers, resources_per_tick
from carelink.records.derive.parts import Profile, binding, element, types
from carelink.records.kinds import Coded, Multi

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.records.forms import Form
    from carelink.records.kinds import Kind
    from carelink.records.tree import Node


def observations(forms: Sequence[Form]) -> Iterator[Profile]:
    """Yield the profile of every kind of answer."""
    for name, items in answers(forms).items():
        kind = items[0].kind
        if kind is None:
            continue
        labels = "、".join(i.ja for i in items[:6]) + ("…" if len(items) > 6 else "")  # noqa: PLR2004  a glance
        code = element("Observation.code", binding=binding(f"items-{name}"), mustSupport=True)
        yield Profile(
            name,
            "Observation",
            f"回答: {_title(kind)} / Answer: {name}",
            f"The answer to one item of a form: {labels}",
            [code, *_value(kind)],
        )


def _title(kind: Kind) -> str:
    one = kind.one if isinstance(kind, Multi) else kind
    return one.list.title if isinstance(one, Coded) else type(one).__name__


def _value(kind: Kind) -> list[Node]:
    """Say what the value may be; 不明 is dataAbsentReason, so a value is never demanded."""
    if isinstance(kind, Multi):
        slug = kind.one.list.slug
        return [
            element("Observation.value[x]", max_="0"),
            element("Observation.component", min_=1, mustSupport=True),
            element("Observation.component.value[x]", type_=types("CodeableConcept"), binding=binding(slug)),
        ]
    nothing_more = element("Observation.component", max_="0")
    if isinstance(kind, Coded):
        return [
            element(
                "Observation.value[x]",
                type_=types("CodeableConcept"),
                binding=binding(kind.list.slug),
                mustSupport=True,
            ),
            nothing_more,
        ]
    type_ = kind.suffix[0].lower() + kind.suffix[1:] if kind.suffix != "Quantity" else "Quantity"
    return [element("Observation.value[x]", type_=types(type_), mustSupport=True), nothing_more]


def ticked(forms: Sequence[Form]) -> Iterator[Profile]:
    """Yield the profile of every resource that is made per tick."""
    for name, (type_, code_list) in resources_per_tick(forms).items():
        yield Profile(
            name,
            type_,
            f"{code_list.title} / {code_list.en_title}",
            "One ticked option of a list is one resource; the text in its brackets is code.text.",
            [element(f"{type_}.code", min_=1, binding=binding(code_list.slug), mustSupport=True)],
        )


def local_answer() -> Profile:
    """Return the profile of an item of a town's own sheet."""
    return Profile(
        "local-answer",
        "Observation",
        "独自の項目の回答 / Answer to a local item",
        "An item beyond the national form; its code is EDITION.ITEM.",
        [
            element("Observation.code.coding", min_=1, mustSupport=True),
            element("Observation.value[x]", min_=1, mustSupport=True),
        ],
    )

"""The must items of a form as invariants of its Bundle, and the fee items as those of a profile beside it.

FHIR can say that something is stated; what it cannot say (which row, office hours, which class of a fee)
stays a rule of carelink. Invariants whose key begins with ``KEY`` are also such rules, which name the item
and where it belongs: where the rules of the records judge a tree, they stand for the invariants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink import canonical
from carelink.records.derive.parts import Profile, constraint
from carelink.records.derive.spoken import stated
from carelink.records.item import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.records.forms import Form
    from carelink.records.item import Item
    from carelink.records.tree import Node

NAMED_AT_MOST: Final = 12
"""Items of which one is enough are named one by one up to here, beyond it by their sections."""

KEY: Final = "carelink-must-"
_FEE_KEY: Final = "carelink-fee-"
_WHY_MUST: Final = "必須: これがないと記録として使えない / Must: the record is unusable without it"
_WHY_FEE: Final = (
    "算定に求められる内容。なくても記録としては正しい / "
    "Content that the fee rule asks for; the record is valid without it"
)


def musts(form: Form) -> list[Node]:
    """Return the invariants of a form's Bundle profile: one per must item, one per ``must_groups``."""
    groups = _groups(form, Level.MUST, form.record.must_groups)
    return [_said(form, group, KEY, _WHY_MUST) for group in groups]


def billable(forms: Sequence[Form]) -> Iterator[Profile]:
    """Yield, per form that a fee depends on, the profile that a record meets whose evidence is complete."""
    for form in forms:
        fees = [_said(form, g, _FEE_KEY, _WHY_FEE) for g in _groups(form, Level.FEE, form.record.fee_groups)]
        if fees:
            yield Profile(
                f"{form.kind}-billable",
                "Bundle",
                f"{form.title} (算定の根拠) / {form.en}: evidence of the fee",
                "No record has to claim it: one that does not is valid, but not billable. Which class of the "
                "fee applies is a rule of carelink (carelink fee), for FHIR cannot count office hours.",
                constraints=fees,
                base=canonical.structure(form.kind),
            )


def _groups(form: Form, level: Level, either: tuple[tuple[str, ...], ...]) -> list[list[Item]]:
    grouped = {path for group in either for path in group}
    alone = [[i] for i in form.items if i.level is level and i.path not in grouped]
    return [*alone, *([form[path] for path in group] for group in either)]


def _said(form: Form, items: list[Item], key: str, why: str) -> Node:
    named = [(i.ja, i.en) for i in items]
    if len(items) > NAMED_AT_MOST:
        named = [*dict.fromkeys((i.section.ja, i.section.en) for i in items)]
    ja, en = "・".join(ja for ja, _ in named), " or ".join(en for _, en in named)
    human = f"「{ja}」{'のどれか' if len(items) > 1 else ''}が書かれている / {en} is stated"
    expression = " or ".join(stated(form, item) for item in items)
    return constraint(f"{key}{items[0].code}", "error", human, expression, why=why)

"""Whether a record may be told to whom, with which items masked, and on what basis; and that it is recorded.

Without a policy everything may go, and the record of provision says that no policy was set.
"""

from __future__ import annotations

import json as text
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from carelink.errors import RefusedError, Words
from carelink.exchange import audit, consent, journal, masking, third_party
from carelink.exchange.catchment import Catchment
from carelink.exchange.desk import audited, stamp
from carelink.exchange.rules import CONSENT_MISSING, DISCLOSURE_NOT_ALLOWED
from carelink.exchange.subject import subject_of
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from carelink.encryption import Recipient
    from carelink.exchange.desk import Desk
    from carelink.exchange.policy import Rule as PolicyRule
    from carelink.exchange.sealing import Letter
    from carelink.exchange.sending import Wishes
    from carelink.findings import Finding

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Allowed:
    """What these receivers get.

    :param tree: the record, as they get it
    :param withheld: paths of the items that were masked
    :param bases: for each receiver: on what basis, and the id of the consent
    """

    tree: Tree
    receivers: tuple[Recipient, ...]
    withheld: tuple[str, ...]
    bases: tuple[tuple[str, str | None], ...]


def decided(
    desk: Desk, tree: Tree, kind: str, receivers: Sequence[Recipient], wishes: Wishes
) -> list[Allowed]:
    """Return what goes to whom: receivers who get the same are together.

    :raises RefusedError: no rule allows it, or the consent it wants is not on file
    """
    groups: dict[tuple[str, ...], list[tuple[Recipient, tuple[str, str | None]]]] = {}
    wrong: list[Finding] = []
    for member in receivers:
        rule = _rule(desk, member, kind, wishes)
        if isinstance(rule, str):
            groups.setdefault((), []).append((member, (rule, None)))
            continue
        found = _basis(desk, tree, Telling(kind, member, wishes), rule) if rule is not None else None
        if rule is None or found is None:
            wrong.append((CONSENT_MISSING if rule else DISCLOSURE_NOT_ALLOWED).at("Bundle"))
            continue
        groups.setdefault(tuple(sorted(rule.withhold)), []).append((member, found))
    if wrong:
        raise _refused(wrong)
    return [_allowed(tree, paths, group) for paths, group in groups.items()]


def note(desk: Desk, connection: Connection, letter: Letter, allowed: Allowed, wishes: Wishes) -> None:
    """Record the provision to each receiver, and journal what went without consent in an emergency."""
    at = stamp(desk.now())
    for member, (basis, given) in zip(allowed.receivers, allowed.bases, strict=True):
        row: Tree = {"direction": "provided", "at": at, "message": letter.message}
        row |= {"counterpart": member.name, "kind": letter.kind, "purpose": wishes.purpose, "basis": basis}
        row |= {"withheld": text.dumps(allowed.withheld), "consent": given}
        row |= {"reason": wishes.emergency if basis == "emergency" else None}
        third_party.note(connection, allowed.tree, row)
        if basis == "emergency":
            facts: Tree = {"observer": desk.observer, "source": desk.observer, "message": letter.message}
            facts |= {"receiver": audited(member, desk.now()), "purpose": wishes.purpose}
            journal.append(connection, audit.entry("consent-overridden", at=desk.now(), **facts))


def _rule(desk: Desk, member: Recipient, kind: str, wishes: Wishes) -> PolicyRule | str | None:
    """Return the rule that allows it, None when none does, or the basis when there is no policy."""
    if desk.policy is None:
        return "emergency" if wishes.emergency else "unstated"
    known = desk.trust.member(member.name) if isinstance(desk.trust, Catchment) else None
    return desk.policy.decide(wishes.purpose, known.kind if known else "", kind)


class Telling(NamedTuple):
    """A kind of record to one member."""

    kind: str
    member: Recipient
    wishes: Wishes


def _basis(desk: Desk, tree: Tree, telling: Telling, rule: PolicyRule) -> tuple[str, str | None] | None:
    if rule.consent != "explicit":
        return rule.consent, None
    subject = subject_of(tree)
    if subject is None:
        return "none", None
    with desk.store.reading() as connection:
        kind, member, wishes = telling
        asked = consent.Asked(subject, kind, member.name, wishes.purpose, desk.now().date())
        found = consent.covering(connection, asked)
    if found is not None:
        return "explicit", str(found.id)
    return ("emergency", None) if telling.wishes.emergency else None


def _allowed(
    tree: Tree, paths: tuple[str, ...], group: list[tuple[Recipient, tuple[str, str | None]]]
) -> Allowed:
    told, withheld = masking.mask(tree, paths) if paths else (tree, ())
    return Allowed(told, tuple(one for one, _ in group), withheld, tuple(basis for _, basis in group))


def _refused(wrong: list[Finding]) -> RefusedError:
    return RefusedError(
        Words("この相手には伝えられません。", "This receiver may not be told."),
        hint=Words(
            "提供の方針と同意を確かめてください。命に関わるときは、理由を添えて送れます。",
            "Look at the policy and the consents. When life is at stake, it can be sent with a reason.",
        ),
        report=Report(wrong),
    )

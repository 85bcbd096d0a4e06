"""Consent to tell others: who gave it, for what, to whom, how, until when; and its withdrawal.

個人情報の保護に関する法律 第27条: provision to third parties wants consent, and sensitive data (diagnoses,
care records) may not go by opt-out. Whether consent is asked for is the policy's word (``policy``).
"""

from __future__ import annotations

import json as text
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select

from carelink.errors import UsageError, Words
from carelink.exchange.tables import consents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from carelink.exchange.subject import Subject

Method = Literal["written", "oral", "posted"]
"""書面, 口頭, 掲示による黙示"""

METHODS: Final = get_args(Method)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be told: about whom, which kind of record, to whom, what for, on which day."""

    subject: Subject = field(repr=False)
    kind: str
    receiver: str
    purpose: str
    on: date


@dataclass(frozen=True, slots=True)
class Consent:
    """What one person has agreed to.

    :param subjects: digests of the person (``Subject.keys``): nobody can be read out of them
    :param given: the first day on which it holds
    :param kinds: kinds of records; all of them when empty
    :param to: names of members; everybody in the catchment when empty
    :param purposes: codes of HL7 v3 PurposeOfUse; all when empty
    :param until: the last day, if there is one
    :param withdrawn: the first day on which it does not hold any more
    """

    subjects: frozenset[str] = field(repr=False)
    method: Method
    given: date
    kinds: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    until: date | None = None
    withdrawn: date | None = None
    id: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        if self.method not in METHODS or not self.subjects or (self.until and self.until < self.given):
            raise UsageError(
                Words("同意の記録が正しくありません。", "This is no proper record of a consent."),
                hint=Words(
                    "本人、方法（written、oral、posted）、期間を確かめてください。",
                    "Check the person, the method (written, oral, posted) and the period.",
                ),
            )

    def covers(self, asked: Asked) -> bool:
        """Whether it allows to tell this on this day."""
        pairs = ((self.kinds, asked.kind), (self.to, asked.receiver), (self.purposes, asked.purpose))
        fits = all(not allowed or one in allowed for allowed, one in pairs)
        begun = self.given <= asked.on and (self.until is None or asked.on <= self.until)
        ended = self.withdrawn is not None and self.withdrawn <= asked.on
        return fits and begun and not ended and bool(self.subjects & asked.subject.keys)


def keep(connection: Connection, consent: Consent, at: str) -> None:
    """Keep a consent, or its newest state, within the caller's transaction."""
    connection.execute(delete(consents).where(consents.c.id == str(consent.id)))
    row = {"id": str(consent.id), "content": _text(consent), "changed": at}
    connection.execute(insert(consents), row)


def withdraw(connection: Connection, id_: UUID, on: date, at: str) -> Consent:
    """Note that a consent does not hold from ``on`` and return it.

    :raises UsageError: there is no such consent
    """
    row = connection.execute(select(consents.c.content).where(consents.c.id == str(id_))).first()
    if row is None:
        raise UsageError(
            Words("その番号の同意はありません。", "There is no consent with this id."),
            hint=Words("一覧で番号を確かめてください。", "Look up the id in the list."),
        )
    ended = replace(_read(row.content), withdrawn=on)
    keep(connection, ended, at)
    return ended


def kept(connection: Connection) -> Iterator[Consent]:
    """Yield every consent, withdrawn ones included, the oldest change first."""
    for row in connection.execute(select(consents.c.content).order_by(consents.c.changed, consents.c.id)):
        yield _read(row.content)


def covering(connection: Connection, asked: Asked) -> Consent | None:
    """Return a consent that allows to tell this, the newest one."""
    found = [one for one in kept(connection) if one.covers(asked)]
    return max(found, key=lambda one: one.given, default=None)


def _text(consent: Consent) -> str:
    tree: dict[str, Any] = asdict(consent)
    tree["subjects"] = sorted(consent.subjects)
    return text.dumps(tree, ensure_ascii=False, default=str)


def _read(content: str) -> Consent:
    tree = text.loads(content)
    given, until, withdrawn = (_day(tree[name]) for name in ("given", "until", "withdrawn"))
    kinds, to, purposes = (tuple(tree[name]) for name in ("kinds", "to", "purposes"))
    assert given is not None  # noqa: S101  for mypy: it is always there
    subjects, id_ = frozenset(tree["subjects"]), UUID(tree["id"])
    return Consent(subjects, tree["method"], given, kinds, to, purposes, until, withdrawn, id_)


def _day(text_: str | None) -> date | None:
    return date.fromisoformat(text_) if text_ else None

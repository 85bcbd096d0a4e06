"""Put a record into a message and the message into a parcel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from carelink.exchange import message as messages
from carelink.exchange.carried import event_of, profiles_of
from carelink.exchange.desk import party
from carelink.exchange.message import MEDIA_TYPE, Label, Party

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from carelink.encryption import Identity, Recipient
    from carelink.encryption.signature import Card

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message and what its manifest says of it.

    :param tree: the message Bundle
    :param content: the same as it travels and is kept: written once
    :param is_receipt: a receipt asks for none
    """

    tree: Tree
    kind: str
    purpose: str = "TREAT"
    profile: str | None = None
    replaces: str | None = None
    is_receipt: bool = False
    content: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        from carelink.fhir import json

        object.__setattr__(self, "content", json.write(self.tree))

    @property
    def message(self) -> str:
        """MessageHeader.id."""
        found: str = self.tree["entry"][0]["resource"]["id"]
        return found

    @property
    def envelope(self) -> str:
        """Bundle.id."""
        found: str = self.tree["id"]
        return found


def letter(  # noqa: PLR0913  a letter has that many sides
    tree: Tree,
    kind: str,
    *,
    sender: Identity,
    to: Sequence[Recipient],
    at: datetime,
    purpose: str = "TREAT",
    replaces: str | None = None,
) -> Letter:
    """Return the record's Bundle ``tree`` as a new message."""
    me = Party(sender.name, sender.kid)
    label = Label(str(uuid4()), str(uuid4()), at, me, tuple(party(member, at) for member in to))
    profile = next(iter(profiles_of(tree)), None)
    return Letter(messages.build(tree, label, event=event_of(tree, kind)), kind, purpose, profile, replaces)


def sealed(  # noqa: PLR0913  a parcel has that many sides
    letter: Letter,
    *,
    sender: Identity,
    to: Sequence[Recipient],
    at: datetime,
    expires_in: timedelta | None = None,
    cards: Sequence[Card] = (),
) -> bytes:
    """Return the parcel.

    :param cards: of the persons who sign the message, inside the parcel
    :raises SealError: a member has no valid key, or the message is too large
    """
    from carelink import encryption

    lasting: dict[str, Any] = {"expires_in": expires_in} if expires_in is not None else {}
    return encryption.seal(
        letter.content,
        to=to,
        sender=sender,
        content_type=MEDIA_TYPE,
        message_id=letter.message,
        profile=letter.profile,
        purpose=letter.purpose,
        receipt="none" if letter.is_receipt else "required",
        replaces=letter.replaces,
        now=at,
        signatures=_signed(letter.content, cards),
        **lasting,
    )


def _signed(content: bytes, cards: Sequence[Card]) -> list[bytes]:
    if not cards:
        return []
    from carelink.encryption import signature

    return [signature.sign(content, card) for card in cards]

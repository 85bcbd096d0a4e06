"""What the store holds, table by table. Times are ISO 8601 in UTC, whole seconds: text sorts as time."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

SCHEMA: Final = 2
"""Raised by one with every change below; a store of an older number is migrated, of a newer one refused."""

metadata: Final = MetaData()

meta: Final = Table(
    "meta", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False)
)

outbox: Final = Table(
    "outbox",
    metadata,
    Column("message", String, primary_key=True),  # MessageHeader.id
    Column("kind", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("profile", String),
    Column("replaces", String),
    Column(
        "content", LargeBinary, nullable=False
    ),  # the message Bundle; a resend changes id and timestamp only
    Column("created", String, nullable=False),
)

deliveries: Final = Table(
    "deliveries",  # one row per message and receiver
    metadata,
    Column("message", String, nullable=False),
    Column("receiver", String, nullable=False),
    Column("state", String, nullable=False),
    Column("sends", Integer, nullable=False, default=0),
    Column("first_sent", String),
    Column("last_sent", String),
    Column("answered", String),
    Column("receipt", String),  # MessageHeader.id of the receipt
    Column("outcome", Text),  # its OperationOutcome as JSON
    PrimaryKeyConstraint("message", "receiver"),
)
Index("deliveries_by_state", deliveries.c.state, deliveries.c.last_sent)

parcels: Final = Table(
    "parcels",  # sealed and on the way to the channel; the bytes go when they are handed over
    metadata,
    Column("envelope", String, nullable=False),  # Bundle.id
    Column("receiver", String, nullable=False),
    Column("message", String, nullable=False),
    Column("is_receipt", Boolean, nullable=False),
    Column("parcel", LargeBinary),
    Column("sealed", String, nullable=False),
    Column("handed", String),
    PrimaryKeyConstraint("envelope", "receiver"),
)
Index("parcels_by_handed", parcels.c.handed, parcels.c.sealed)
Index("parcels_by_message", parcels.c.message)

seen: Final = Table(
    "seen",  # the replay table: every message and receipt that was dealt with
    metadata,
    Column("sender", String, nullable=False),
    Column("message", String, nullable=False),
    Column("digest", String, nullable=False),  # of the message without its envelope
    Column("outcome", String, nullable=False),
    Column("receipt", String),  # the stored answer
    Column("at", String, nullable=False),
    Column("expires", String, nullable=False),
    PrimaryKeyConstraint("sender", "message"),
)

envelopes: Final = Table(
    "envelopes",  # which message each envelope brought: ids are never used twice
    metadata,
    Column("sender", String, nullable=False),
    Column("envelope", String, nullable=False),
    Column("message", String, nullable=False),
    PrimaryKeyConstraint("sender", "envelope"),
)

inbox: Final = Table(
    "inbox",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),  # in order of arrival
    Column("sender", String, nullable=False),
    Column("message", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("replaces", String),
    Column("content", LargeBinary, nullable=False),  # the record's own Bundle, as JSON
    Column("findings", Text, nullable=False),  # codes and paths of what was found, as JSON
    Column("received", String, nullable=False),
)
Index("inbox_once", inbox.c.sender, inbox.c.message, unique=True)

receipts: Final = Table(
    "receipts",  # our answers, kept so that the same question gets the same answer
    metadata,
    Column("receipt", String, primary_key=True),  # MessageHeader.id
    Column("receiver", String, nullable=False),
    Column("message", String, nullable=False),  # the message it answers
    Column("outcome", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("queued", Boolean, nullable=False),
)
Index("receipts_queued", receipts.c.queued)

refusals: Final = Table(
    "refusals",  # parcels put aside, so that one that comes again is not journaled again
    metadata,
    Column("parcel", String, primary_key=True),  # SHA-256 of its bytes
    Column("code", String, nullable=False),
    Column("at", String, nullable=False),
)

suspects: Final = Table(
    "suspects",  # parcels that look half-copied, with the first time they looked so
    metadata,
    Column("parcel", String, primary_key=True),
    Column("since", String, nullable=False),
)

journal: Final = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("entry", Text, nullable=False),
    Column("hash", String, nullable=False),
)

# --- since schema 2 ------------------------------------------------------------------------------

disclosures: Final = Table(
    "disclosures",  # the record of third-party provision (APPI articles 29 and 30), one row per counterpart
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("direction", String, nullable=False),  # "provided" or "received"
    Column("at", String, nullable=False),
    Column("message", String, nullable=False),
    Column("counterpart", String, nullable=False),
    Column("subject", Text, nullable=False),  # the person's name, as the record states it
    Column("kind", String, nullable=False),
    Column("items", Text, nullable=False),  # what kinds of data, as JSON
    Column("withheld", Text, nullable=False),  # paths of items that were masked, as JSON
    Column("purpose", String, nullable=False),
    Column("basis", String, nullable=False),
    Column("consent", String),  # id of the consent
    Column("reason", Text),  # of an emergency
)
Index("disclosures_by_time", disclosures.c.at)

consents: Final = Table(
    "consents",
    metadata,
    Column("id", String, primary_key=True),
    Column("content", Text, nullable=False),  # as JSON; the person stands in it as digests
    Column("changed", String, nullable=False),
)

holds: Final = Table(
    "holds",  # messages that must be kept longer than their class says
    metadata,
    Column("message", String, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("since", String, nullable=False),
)

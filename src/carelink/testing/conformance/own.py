"""carelink itself as a system under test: what we ask of others we ask of ourselves, with the same cases."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from pathlib import Path

    from carelink.encryption import Opened
    from carelink.exchange import Received, Town
    from carelink.exchange.desk import Desk
    from carelink.findings import Report

Tree = dict[str, Any]


_SAID = {"accepted": "accepted", "duplicate": "duplicate", "receipt": "accepted"}


class Carelink:
    """Documents are validated and kept; messages and parcels go through a real town and its store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[str, Tree] = {}
        self._sent: dict[str, Tree] = {}

    def receive(self, data: bytes) -> Tree:
        """Take a document, a message or a parcel."""
        from carelink.encryption.disk import looks_like_parcel
        from carelink.errors import UnreadableError
        from carelink.testing.sameness import tree_of

        if looks_like_parcel(data[:200]):
            return self.parcel(data)
        try:
            tree = tree_of(data)
        except UnreadableError as error:
            return _told("rejected", error.report)
        if tree.get("type") == "message":
            return self.message(data)
        report = self.validate(data)
        if not report.ok:
            return _told("rejected", report)
        self.keep(tree)
        return _told("accepted", report)

    def parcel(self, data: bytes) -> Tree:
        """Let the town open a parcel, as if it had come over the channel."""
        self.desk.channel.put(data, to=self.desk.letterbox, name=str(uuid4()))
        return self._answer(self.town.receive()[0])

    def message(self, data: bytes) -> Tree:
        """Let the town judge a message whose seal was taken off before."""
        from carelink.exchange.receiving import judged
        from carelink.exchange.settling import settled

        opened = _unsealed(data, self.desk)
        got, _ = settled(self.desk, hashlib.sha256(data).hexdigest(), judged(self.desk, opened))
        return self._answer(got)

    def _answer(self, got: Received) -> Tree:
        """Return what became of it, with the receipt that the store holds for it."""
        from sqlalchemy import select

        from carelink.exchange.tables import receipts

        wanted = select(receipts.c.content).where(receipts.c.message == got.message)
        with self.desk.store.reading() as connection:
            content = connection.scalars(wanted).all()
        receipt = content[-1] if content and got.state != "receipt" else None
        return _told(_SAID.get(got.state, "rejected"), got.report) | {"receipt": receipt}

    def keep(self, tree: Tree) -> None:
        """Keep a record that came in a file."""
        self.kept[_id(tree)] = tree

    def send(self, case: Tree) -> Any:
        """Give a record back, list the inbox, or put a record into a message."""
        from carelink.fhir import json as fhir_json

        if case["what"] == "inbox":
            return self.shown()
        tree = self.kept[case["id"]]
        if case["what"] == "record":
            return fhir_json.write(self.given_back(tree))
        return fhir_json.write(self.in_message(tree, case["to"]))

    def close(self) -> None:
        """Close the town."""
        if "town" in vars(self):
            self.town.close()

    def validate(self, data: bytes) -> Report:
        """Return what is found in a document or a message."""
        from carelink.validation import validate

        return validate(data)

    def given_back(self, tree: Tree) -> Tree:
        """Return a record as it was read and written: what is not understood stays where it was."""
        from carelink.records import from_fhir

        changed: Tree = from_fhir(tree).record.to_fhir(tree)
        return changed

    def shown(self) -> list[str]:
        """Return the ids of what a person sees: what no correction or cancellation took away."""
        from carelink.records import latest

        records = [record for got in self.town.inbox() for record in got.records]
        held = [r for r in latest(records) if r.revision is None or not r.revision.cancels]
        return [_id(record.to_fhir()) for record in held]

    def in_message(self, tree: Tree, to: str) -> Tree:
        """Return a record in a message; asked again, the same message in a new envelope."""
        from datetime import UTC, datetime

        from carelink.exchange.message import again
        from carelink.exchange.sealing import letter
        from carelink.records import kind_of

        at = datetime.now(UTC).replace(microsecond=0)
        if _id(tree) in self._sent:
            return again(self._sent[_id(tree)], envelope=str(uuid4()), at=at)
        me, you = self.desk.identity, self.desk.trust.recipient(to)
        made = letter(tree, kind_of(tree) or "", sender=me, to=[you], at=at).tree
        self._sent[_id(tree)] = made
        return made

    @cached_property
    def desk(self) -> Desk:
        """The desk, set up when it is first needed: its key and catchment lie in the folder."""
        from carelink.adapters import connect
        from carelink.encryption import Identity
        from carelink.exchange import Catchment
        from carelink.exchange.desk import Desk
        from carelink.exchange.store import Store

        (self.folder / "drop").mkdir()
        me = Identity.load(self.folder / "identity.json")
        trust = Catchment.load(self.folder / "catchment.toml")
        store = Store(self.folder / "store.sqlite", owner=me.name)
        return Desk(connect(self.folder / "drop"), me, trust, store, self.check)

    @cached_property
    def town(self) -> Town:
        """The town at this desk."""
        from carelink.exchange import Town

        return Town(self.desk)

    def check(self, tree: Tree) -> tuple[str, Report]:
        """Return the kind of a record in a message, and what is found in it."""
        from carelink.exchange.carried import checked

        return checked(tree)


def _id(tree: Tree) -> str:
    return str(tree["identifier"]["value"])


def _told(outcome: str, report: Report | None) -> Tree:
    findings = [{"path": f.path, "code": f.code} for f in (report.errors if report is not None else ())]
    return {"outcome": outcome, "findings": findings}


def _unsealed(data: bytes, desk: Desk) -> Opened:
    """Return a message in the clear as if a parcel had been opened: the signer is who it says it is from."""
    from carelink.encryption.parcels.manifest import Manifest, Party
    from carelink.encryption.parcels.parcel import Opened
    from carelink.exchange.message import MEDIA_TYPE
    from carelink.testing.sameness import tree_of

    tree = tree_of(data)
    header = tree["entry"][0]["resource"]
    sender = desk.trust.signer(header["source"]["endpoint"].rpartition("/")[2])
    kid = header["source"]["endpoint"].rpartition("/")[2]
    now = desk.now()
    manifest = Manifest(
        id=header["id"],
        envelope=tree["id"],
        sender=Party(kid, sender.name),
        to=(Party(desk.identity.kid, desk.identity.name),),
        issued=now,
        expires=now + timedelta(days=30),
        content_type=MEDIA_TYPE,
        profile=None,
        purpose="TREAT",
        length=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        receipt="none" if "response" in header else "required",
        replaces=None,
    )
    return Opened(manifest, data, sender)

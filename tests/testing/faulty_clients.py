"""Systems with one fault each: carelink, but for one thing vendors get wrong. Says what must catch it."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache

from carelink.findings import Report
from carelink.testing.conformance.own import Carelink
from carelink.validation import validate


@cache
def found_in(data):
    return validate(data)


class Sound(Carelink):
    """No fault. Validates the same bytes once for all clients of a run: the time goes into what differs."""

    caught_by = frozenset()

    def validate(self, data):
        return found_in(data)


class Believes(Sound):
    """Takes whatever can be parsed."""

    caught_by = frozenset({"refuse"})

    def validate(self, data):
        found_in(data)
        return Report()


class KnowsNoXml(Sound):
    caught_by = frozenset({"admission-sheet-xml"})

    def receive(self, data):
        return {"outcome": "rejected"} if data.lstrip().startswith(b"<") else super().receive(data)


class Vague(Sound):
    """Says that something is wrong somewhere."""

    caught_by = frozenset({"refuse"})

    def receive(self, data):
        answer = super().receive(data)
        return answer | {"findings": [{"path": "Bundle.meta"}] if answer.get("findings") else []}


class ForgetsNone(Sound):
    """Keeps a tick at なし as an empty list of ticks."""

    caught_by = frozenset({"states"})

    def given_back(self, tree):
        from carelink.records import from_fhir

        record = from_fhir(tree).record
        if record.kind == "admission-sheet" and record.functioning.bpsd:
            record = record.change("functioning.bpsd", None)
        return record.to_fhir(tree)


class KeepsWhatIsOnTheForm(Sound):
    """Reads the items it knows, and writes them anew."""

    caught_by = frozenset({"unknown"})

    def given_back(self, tree):
        from carelink.records import from_fhir

        return from_fhir(tree).record.to_fhir()


class Rounds(Sound):
    """Numbers go through a database column without decimals."""

    caught_by = frozenset({"decimals"})

    def given_back(self, tree):
        return rounded(super().given_back(tree))


def rounded(node):
    if isinstance(node, dict):
        return {name: rounded(value) for name, value in node.items()}
    if isinstance(node, list):
        return [rounded(value) for value in node]
    return node.normalize() if isinstance(node, Decimal) and node == node.to_integral() else node


class CutsText(Sound):
    """A column of 2,000 characters."""

    caught_by = frozenset({"long-text"})

    def given_back(self, tree):
        return cut(super().given_back(tree))


def cut(node):
    if isinstance(node, dict):
        return {name: value if name == "div" else cut(value) for name, value in node.items()}
    if isinstance(node, list):
        return [cut(value) for value in node]
    return node[:2000] if isinstance(node, str) else node


class Silent(Sound):
    """Never acknowledges."""

    caught_by = frozenset({"ok", "ok-again", "fatal_bad"})

    def receive(self, data):
        return super().receive(data) | {"receipt": None}


class AlwaysOk(Sound):
    """Acknowledges with ok what it refused."""

    caught_by = frozenset({"fatal_bad"})

    def receive(self, data):
        answer = super().receive(data)
        receipt = answer.get("receipt")
        return answer | {"receipt": receipt and receipt.replace(b'"code":"fatal-error"', b'"code":"ok"')}


class AnswersReceipts(Sound):
    caught_by = frozenset({"receipt-not-answered"})

    def receive(self, data):
        answer = super().receive(data)
        return answer | ({"receipt": data} if b'"response"' in data else {})


class ShowsTwice(Sound):
    """What comes twice is there twice."""

    caught_by = frozenset({"same-envelope", "new-envelope", "parcel-twice"})
    twice = False

    def receive(self, data):
        answer = super().receive(data)
        if answer["outcome"] == "duplicate":
            self.twice = True
            answer["outcome"] = "accepted"
        return answer

    def shown(self):
        return super().shown() * (1 + self.twice)


class TakesReusedIds(Sound):
    """Looks at the record, not at the numbers on the envelope."""

    caught_by = frozenset({"message-id-reused_bad", "envelope-id-reused_bad"})

    def _answer(self, got):
        answer = super()._answer(got)
        reused = got.code in {"message-id-reused", "envelope-id-reused"}
        return answer | ({"outcome": "accepted"} if reused else {})


class IgnoresCorrections(Sound):
    caught_by = frozenset({"corrections", "order"})

    def shown(self):
        return [r.to_fhir()["identifier"]["value"] for got in self.town.inbox() for r in got.records]


class NeedsTheRightOrder(Sound):
    """Applies a correction to what is there when it arrives."""

    caught_by = frozenset({"order"})

    def shown(self):
        there = {}
        for record in (r for got in self.town.inbox() for r in got.records):
            if record.revision is not None:
                there.pop(record.revision.replaces, None)
            if record.revision is None or not record.revision.cancels:
                there[record.id] = record
        return [record.to_fhir()["identifier"]["value"] for record in there.values()]


class ReusesTheEnvelope(Sound):
    """Sends the very same bytes again."""

    caught_by = frozenset({"sending"})

    def in_message(self, tree, to):
        made = super().in_message(tree, to)
        return self.__dict__.setdefault("first", made)


class Opens(Sound):
    """Takes a parcel that was refused for one reason."""

    code = ""

    def _answer(self, got):
        answer = super()._answer(got)
        return answer | ({"outcome": "accepted"} if got.code == self.code else {})


class KeepsNoTime(Opens):
    caught_by = frozenset({"expired_bad"})
    code = "expired"


class ChecksNoSeal(Opens):
    caught_by = frozenset({"tampered_bad"})
    code = "broken-seal"


class TrustsEveryone(Opens):
    caught_by = frozenset({"by-a-stranger_bad"})
    code = "untrusted-sender"


FAULTY = [
    Believes, KnowsNoXml, Vague, ForgetsNone, KeepsWhatIsOnTheForm, Rounds, CutsText, Silent, AlwaysOk,
    AnswersReceipts, ShowsTwice, TakesReusedIds, IgnoresCorrections, NeedsTheRightOrder, ReusesTheEnvelope,
    KeepsNoTime, ChecksNoSeal, TrustsEveryone,
]  # fmt: skip


def as_program(make):
    """Answer line by line on standard input and output, as a system in another language would."""
    import base64
    import sys
    from pathlib import Path

    client = make(Path(sys.argv[-1]))
    for line in sys.stdin:
        ask = json.loads(line)
        if ask["verb"] == "receive":
            answer = client.receive(base64.b64decode(ask["data"]))
            if answer.get("receipt"):
                answer["receipt"] = json.loads(answer["receipt"])
        else:
            sent = client.send(ask["case"])
            answer = {"ids": sent} if isinstance(sent, list) else {"data": base64.b64encode(sent).decode()}
        print(json.dumps(answer), flush=True)  # noqa: T201  this is how it answers

"""Put a system through a case and say whether it does what it must; the first thing it does wrong is told."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from carelink.errors import CarelinkError, Words
from carelink.testing.conformance.case import Receive
from carelink.testing.conformance.client import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.testing.conformance.case import Case, Send

OUTCOMES: Final = frozenset({"accepted", "rejected", "duplicate", "unsupported"})
_CAST: Final = re.compile(r"\.(?:ofType|as)\([\w.]+\)|/\*.*?\*/|\s")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case.

    :param state: passed, failed or skipped (the system says that it does not offer this)
    :param step: of the case, counted from 1, at which it failed or was skipped
    :param told: what it did wrong; never a value of a record
    """

    case: str
    group: str
    state: Literal["passed", "failed", "skipped", "expected"]
    step: int = 0
    told: Words = Words("", "")  # noqa: RUF009  immutable


class _Wrong(Exception):  # noqa: N818  it is a verdict
    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.told = Words(ja, en)


class _Unsupported(Exception):  # noqa: N818  it is a verdict
    pass


def judge(case: Case, make: Callable[[Path], Any]) -> Result:
    """Return what comes of a case.

    :param make: makes the client in a folder that holds ``identity.json`` and ``catchment.toml``

    Whatever the system does, it is a result: it never raises.
    """
    with tempfile.TemporaryDirectory(prefix="carelink-suite-") as name:
        folder = Path(name)
        case.cast.furnish(folder)
        run = _Run(case)
        try:
            run.through(make(folder))
        except _Unsupported:
            return Result(case.id, case.group, "skipped", run.step, Words("対応しない", "not offered"))
        except (_Wrong, ClientError) as wrong:
            return Result(case.id, case.group, "failed", run.step, wrong.told)
        except Exception as error:  # noqa: BLE001  a system under test may do anything
            kind = type(error).__name__
            told = Words(f"例外で終わりました: {kind}", f"It ended with an exception: {kind}")
            return Result(case.id, case.group, "failed", run.step, told)
    return Result(case.id, case.group, "passed")


class _Run:
    """A case on its way: which step it is at, and which messages were sent so far."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.step = 0
        self.sent: list[dict[str, Any]] = []

    def through(self, client: Any) -> None:
        """Take the client through all steps, and close it whatever happens."""
        try:
            for step in self.case.steps:
                self.step += 1
                if isinstance(step, Receive):
                    _received(step, client.receive(step.data))
                else:
                    _sent(step, client.send(_asked(step, self.case)), self.sent)
        finally:
            if hasattr(client, "close"):
                client.close()


def _asked(step: Send, case: Case) -> dict[str, Any]:
    asked: dict[str, Any] = {"what": step.what}
    if step.id:
        asked["id"] = step.id
    if step.what == "message":
        asked["to"] = case.cast.sender.name
    return asked


def _received(step: Receive, answer: Any) -> None:
    outcome = answer.get("outcome") if isinstance(answer, dict) else None
    if outcome not in OUTCOMES:
        raise _Wrong("outcome が決められた語ではありません。", "Its outcome is none of the words there are.")
    if outcome == "unsupported":
        raise _Unsupported
    if outcome not in step.outcome:
        wanted = " / ".join(step.outcome)
        raise _Wrong(f"{wanted} であるべきところ {outcome} でした。", f"It said {outcome}, not {wanted}.")
    if step.paths:
        _placed(step, answer.get("findings"))
    if step.receipt is not None:
        _answered(step, answer.get("receipt"))


def _placed(step: Receive, findings: Any) -> None:
    said = [str(f["path"]) for f in findings or () if isinstance(f, dict) and isinstance(f.get("path"), str)]
    if not said:
        raise _Wrong("断ったが、指摘がありません。", "It refused, but says nothing of what is wrong.")
    wanted = {_plain(path) for path in step.paths}
    if not any(_near(_plain(path), want) for path in said for want in wanted):
        place = step.paths[0]
        raise _Wrong(
            f"指摘の箇所が違います。誤りは {place} です。",
            f"Its findings are elsewhere; the error is at {place}.",
        )


def _plain(path: str) -> str:
    return _CAST.sub("", path)


def _near(said: str, wanted: str) -> bool:
    """Whether it is the place, or the missing element itself, which stands one step further in."""
    if said == wanted:
        return True
    return said.startswith(f"{wanted}.") and "." not in said[len(wanted) + 1 :].replace(".resource", "")


def _answered(step: Receive, receipt: Any) -> None:
    from carelink.testing.sameness import tree_of
    from carelink.validation import validate

    if step.receipt == "none":
        if receipt:
            raise _Wrong("受領確認に受領確認を返しました。", "It answered a receipt.")
        return
    if not receipt:
        raise _Wrong("受領確認がありません。", "It gives no receipt.")
    tree = tree_of(receipt)
    header: dict[str, Any] = next(
        (e.get("resource", {}) for e in tree.get("entry", ())[:1] if isinstance(e, dict)), {}
    )
    response = header.get("response") or {}
    if response.get("identifier") != tree_of(step.data)["entry"][0]["resource"]["id"]:
        raise _Wrong("受領確認が別の電文を指しています。", "Its receipt names another message.")
    if response.get("code") != step.receipt:
        raise _Wrong(f"受領確認は {step.receipt} であるべきです。", f"Its receipt must say {step.receipt}.")
    if validate(tree, "receipt").errors:
        raise _Wrong("受領確認がプロファイルに適合しません。", "Its receipt does not conform to the profile.")


def _sent(step: Send, answer: Any, sent: list[dict[str, Any]]) -> None:
    if answer is None:
        raise _Unsupported
    if step.what == "inbox":
        _shows(step, answer)
    elif step.what == "record":
        _same(step, answer)
    else:
        _message(step, answer, sent)


def _shows(step: Send, answer: Any) -> None:
    ids = [str(one) for one in answer] if isinstance(answer, (list, tuple)) else []
    for one in step.shown:
        if one not in ids:
            raise _Wrong("示すべき記録を示していません。", "It does not show what it should.")
        if ids.count(one) > 1:
            raise _Wrong("同じ記録を二度示しています。", "It shows the same record twice.")
    if set(step.hidden) & set(ids):
        raise _Wrong("示してはならない記録を示しています。", "It shows what it must not.")


def _same(step: Send, answer: Any) -> None:
    from carelink.testing.sameness import differences

    try:
        found = differences(step.same, answer)
    except CarelinkError as error:
        raise _Wrong("返した記録が FHIR として読めません。", "What it gave back is no FHIR.") from error
    if found:
        where = ", ".join(d.path for d in found[:3])
        raise _Wrong(f"返した記録が違います: {where}", f"What it gave back differs at {where}.")


def _message(step: Send, answer: Any, sent: list[dict[str, Any]]) -> None:
    from carelink.exchange.message import read
    from carelink.testing.sameness import tree_of
    from carelink.validation import validate

    tree = tree_of(answer)
    message, _ = read(_bytes(answer))
    if message is None or validate(tree, "exchange-message").errors:
        raise _Wrong("電文がプロファイルに適合しません。", "The message does not conform to the profile.")
    _same(step, message.focus)
    for before in sent:
        if before["id"] == tree["id"]:
            raise _Wrong("便番号を使い回しています。", "It used an envelope's id again.")
        if before["entry"][0]["resource"]["id"] != message.id:
            raise _Wrong("送り直した電文の番号が変わりました。", "Sent again, the message has another id.")
    sent.append(tree)


def _bytes(answer: Any) -> bytes:
    return bytes(answer) if isinstance(answer, (bytes, bytearray)) else str(answer).encode()

"""Clients: how the suite talks to the system under test, in Python or over standard input and output.

A program gets the folder as its last argument, reads one JSON object a line and writes one a line:

    {"verb": "receive", "data": "<base64>"}                      → {"outcome": "accepted", "findings": [], …}
    {"verb": "send", "case": {"what": "record", "id": "urn:…"}}  → {"data": "<base64>"}, {"ids": […]} or {}
"""

from __future__ import annotations

import base64
import json
import queue
import re
import shlex
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE: Final = 60.0
"""Seconds that one answer may take."""
LONGEST: Final = 64 * 2**20
"""Characters of one answer."""

_CLASS: Final = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


class Client(Protocol):
    """What a vendor writes. It is made with a folder of its own for each case."""

    def receive(self, data: bytes) -> dict[str, Any]:
        """Take a document, a message or a parcel.

        :returns: ``outcome`` ("accepted", "rejected", "duplicate", "unsupported"), ``findings`` (objects with
            ``path``), ``receipt`` (a FHIR Bundle, for a message)
        """
        ...

    def send(self, case: dict[str, Any]) -> Any:
        """Give what is asked for: bytes of FHIR, a list of ids for the inbox; None when not offered."""
        ...


class ClientError(Exception):
    """The system under test did not answer as it must.

    :param told: how, without anything it said
    """

    def __init__(self, told: Words) -> None:
        super().__init__(str(told))
        self.told = told


def load(spec: str) -> Callable[[Path], Any]:
    """Return what makes a client in a folder.

    :param spec: ``module:Class``, or a command
    :raises UsageError: there is no such class, or no command
    """
    if not _CLASS.fullmatch(spec):
        command = shlex.split(spec)
        if not command:
            raise _unknown(spec)
        return lambda folder: Program([*command, str(folder)])
    module, _, name = spec.partition(":")
    try:
        made: Callable[[Path], Any] = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise _unknown(spec) from error
    return made


def _unknown(spec: str) -> UsageError:
    return UsageError(
        Words(f"クライアントが見つかりません: {spec}", f"No such client: {spec}"),
        hint=Words(
            "module:Class か、実行できるコマンドを指定してください。",
            "Name module:Class, or a command that can be run.",
        ),
    )


@dataclass
class Program:
    """A client in any language: a process that answers line by line."""

    command: list[str]
    _lines: queue.Queue[bytes | None] = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603  the vendor's own program, named by the vendor
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError as error:
            raise ClientError(Words("起動できません。", "It cannot be started.")) from error
        threading.Thread(target=self._listen, daemon=True).start()

    def receive(self, data: bytes) -> dict[str, Any]:
        """Hand bytes over and return the answer."""
        return self._ask({"verb": "receive", "data": base64.b64encode(data).decode()})

    def send(self, case: dict[str, Any]) -> Any:
        """Ask for something and return the bytes, the ids, or None."""
        answer = self._ask({"verb": "send", "case": case})
        if isinstance(answer.get("data"), str):
            try:
                return base64.b64decode(answer["data"], validate=True)
            except ValueError as error:
                raise ClientError(Words("data が base64 ではありません。", "data is not base64.")) from error
        return answer.get("ids")

    def close(self) -> None:
        """End the process."""
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _listen(self) -> None:
        out = self._process.stdout
        while out is not None:
            try:
                line = out.readline(LONGEST)
            except ValueError:  # closed from our side
                return
            self._lines.put(line or None)
            if not line:
                return

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        try:
            line = json.dumps(question, ensure_ascii=False).encode() + b"\n"
            into = self._process.stdin
            assert into is not None  # noqa: S101  for mypy: a pipe was asked for
            into.write(line)
            into.flush()
            answer = self._lines.get(timeout=PATIENCE)
        except queue.Empty as error:
            raise ClientError(Words("時間内に応答がありません。", "No answer in time.")) from error
        except OSError as error:
            raise ClientError(Words("途中で終了しました。", "It ended.")) from error
        if answer is None:
            raise ClientError(Words("途中で終了しました。", "It ended."))
        try:
            said = json.loads(answer)
        except ValueError as error:
            raise ClientError(
                Words("応答が1行の JSON ではありません。", "The answer is not one line of JSON.")
            ) from error
        if not isinstance(said, dict):
            raise ClientError(
                Words("応答が JSON の object ではありません。", "The answer is no JSON object.")
            )
        return said

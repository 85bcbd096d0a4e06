"""Checking a stranger's file in a process of its own, which is ended when it takes too long.

A file may be built to keep a validator busy. Here it costs a bounded time and memory, and then a process;
the server itself never parses it. The bytes stay in memory: of the server while it waits, and of the process.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import CarelinkError, Words
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from carelink.findings import Finding, Severity

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of a file."""
SEATS: Final = 8
"""Files that are being sent or checked at once: each is held in memory, and a check holds a thread."""
_MEMORY: Final = 2 * 1024**3
_SHOWN: Final = 300
"""Findings one page shows."""


class BusyError(CarelinkError):
    """Others are being served; trying later helps."""


class TooLongError(CarelinkError):
    """The check did not end in time and was given up."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file came to.

    :param findings: the gravest first, :data:`_SHOWN` at most
    :param counts: of all findings, by severity
    :param format: name of the format the file is in; empty when it is none we know
    """

    findings: tuple[Finding, ...]
    counts: dict[Severity, int]
    format: str


@dataclass
class Examiner:
    """Checks one file at a time.

    :param patience: seconds for one file, and for those who wait before it
    """

    patience: float = 20.0
    _lock: Lock = field(default_factory=Lock)
    _seats: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(SEATS))
    _process: Any = None
    _line: Connection | None = None

    @contextmanager
    def seat(self) -> Iterator[None]:
        """Hold one of the few seats while a file is taken in and checked; pages of others need no seat.

        :raises BusyError: all are taken
        """
        if not self._seats.acquire(blocking=False):
            raise BusyError(_BUSY, hint=_LATER)
        try:
            yield
        finally:
            self._seats.release()

    def examine(self, data: bytes) -> Examined:
        """Return what is to be said about a file.

        :raises BusyError: others are before it for too long
        :raises TooLongError: it took too long, or used up its process's memory
        """
        if not self._lock.acquire(timeout=self.patience):
            raise BusyError(_BUSY, hint=_LATER)
        try:
            return self._asked(data)
        finally:
            self._lock.release()

    def _asked(self, data: bytes) -> Examined:
        try:
            line = self._begun()
            line.send_bytes(data)
            if line.poll(self.patience):
                found = line.recv()
                if isinstance(found, Examined):
                    return found
        except (EOFError, OSError):
            pass
        self.close()
        raise TooLongError(_LONG, hint=_SPLIT)

    def _begun(self) -> Connection:
        """Return the line to a process that is ready, starting one where there is none."""
        if self._line is None or not self._process.is_alive():
            from multiprocessing import get_context

            self.close()
            spawn = get_context("spawn")
            self._line, other = spawn.Pipe()
            self._process = spawn.Process(target=_work, args=(other,), daemon=True)
            self._process.start()
            other.close()
            if not self._line.poll(60) or self._line.recv() != "ready":
                raise EOFError
        return self._line

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.join(5)
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _work(line: Connection) -> None:
    """Check what comes down the line until it is closed."""
    _bounded()
    judged(b'{"resourceType": "Basic"}')  # what is loaded and compiled once is loaded before anybody waits
    line.send("ready")
    while True:
        try:
            line.send(judged(line.recv_bytes()))
        except EOFError:
            return


def _bounded() -> None:
    """Let this process use so much memory and no more, where the system knows how."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def judged(data: bytes) -> Examined:
    """Return what the validator, or the reader of a table, says about a file."""
    from carelink import converters
    from carelink.converters.formats import detect
    from carelink.validation import validate

    format_ = detect(data)
    if format_ is None or format_.name in {"fhir-json", "fhir-xml"}:
        report = validate(data)
    else:
        try:
            report = converters.read_all(data).report
        except CarelinkError as error:
            report = getattr(error, "report", None) or Report(())
    counts: dict[Severity, int] = {}
    for finding in report:
        counts[finding.severity] = counts.get(finding.severity, 0) + 1
    gravest = sorted(report, key=lambda finding: finding.severity.rank)
    return Examined(tuple(gravest[:_SHOWN]), counts, format_.name if format_ is not None else "")


_BUSY: Final = Words("混み合っています。", "Others are being served.")
_LATER: Final = Words("少し待ってからもう一度送ってください。", "Wait a little and send it again.")
_LONG: Final = Words("時間内に検証が終わりませんでした。", "The check did not end in time.")
_SPLIT: Final = Words(
    "ファイルを分けるか、手元で carelink validate を使ってください。",
    "Split the file, or use carelink validate on your own machine.",
)

"""The page that checks a file: what is found stands beside the lines it is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from carelink.server.drawing import draw, language
from carelink.server.examining import LARGEST, BusyError, Examined, TooLongError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from carelink.findings import Finding
    from carelink.server.examining import Examiner

BODY: Final = LARGEST + 64 * 1024
"""Bytes of a request that carries a file: the file, and the form around it."""
_AROUND: Final = 1
"""Lines shown before and after the one a finding is about."""
_WIDE: Final = 100
"""Characters of a line shown on either side of the place."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, or the part of it around the place; ``cut`` tells which ends are missing."""

    number: int
    text: str
    here: bool
    cut: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class Spot:
    """Findings about one place of the file: the lines there, or the row of its table, or neither."""

    findings: tuple[Finding, ...]
    lines: tuple[Line, ...] = ()
    row: str = ""


def routes(examiner: Examiner, title: str) -> list[Route]:
    """Return the routes of the page."""
    from starlette.routing import Route

    return [
        Route("/check", partial(_form, title), name="check"),
        Route("/check", partial(_checked, examiner, title), methods=["POST"], name="checked"),
    ]


def _form(title: str, request: Request) -> Response:
    return draw(request, "check.html.j2", title=title, largest=LARGEST, problem="")


async def _checked(examiner: Examiner, title: str, request: Request) -> Response:
    from starlette.concurrency import run_in_threadpool

    page = partial(draw, request, "check.html.j2", title=title, largest=LARGEST)
    try:
        with examiner.seat():
            data = await _file(request)
            if not data:
                return page(status=400, problem="no_file")
            if len(data) > LARGEST:
                return page(status=413, problem="413")
            examined = await run_in_threadpool(examiner.examine, data)
            shown = await run_in_threadpool(lambda: tuple(spots(examined, data)))
    except BusyError:
        return page(status=503, problem="busy")
    except TooLongError:
        return page(status=422, problem="too_long")
    return draw(
        request,
        "checked.html.j2",
        title=title,
        spots=shown,
        examined=examined,
        total=sum(examined.counts.values()),
        severity=partial(_severity, language(request)),
    )


def _severity(lang: str, severity: object) -> str:
    from carelink.findings.formats import severity_word

    return severity_word(severity, lang)  # type: ignore[arg-type]  # the template passes what a finding holds


async def _file(request: Request) -> bytes:
    """Return the content of the one file of the form; nothing of it ever touches a disk.

    :raises HTTPException: 400 for what is no such form
    """
    from starlette.exceptions import HTTPException
    from starlette.formparsers import MultiPartException, MultiPartParser

    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise HTTPException(400, "400")
    parser = MultiPartParser(request.headers, request.stream(), max_files=1, max_fields=4)
    parser.spool_max_size = BODY + 1  # larger than any body: never written to a temporary file
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise HTTPException(400, "400") from error
    try:
        sent = form.get("file")
        return b"" if sent is None or isinstance(sent, str) else await sent.read()
    finally:
        await form.close()


def spots(examined: Examined, data: bytes) -> Iterator[Spot]:
    """Yield the places of a file with what is found there, in the order of the file."""
    places: dict[tuple[int, str], list[Finding]] = {}
    for finding in examined.findings:
        source = finding.source
        line = source.line or 0 if source is not None else 0
        row = f"{source.row}" if source is not None and source.row is not None else ""
        if row and source is not None and source.field:
            row += f" [{source.field}]"
        places.setdefault((line, row), []).append(finding)
    text = data.decode("utf-8", errors="replace").split("\n") if any(line for line, _ in places) else []
    order = sorted(places, key=lambda place: (place[0], _number(place[1]), place[1]))
    for line, row in order:
        findings = tuple(places[line, row])
        source = findings[0].source
        column = source.column if source is not None and line else None
        yield Spot(findings, tuple(_lines(text, line, column or 1)) if line else (), row)


def _number(row: str) -> int:
    return int(row.split(" ", 1)[0]) if row else 0


def _lines(text: list[str], at: int, column: int) -> Iterator[Line]:
    for number in range(max(1, at - _AROUND), min(len(text), at + _AROUND) + 1):
        whole = text[number - 1].rstrip("\r")
        start = max(0, column - 1 - _WIDE) if number == at and len(whole) > 2 * _WIDE else 0
        part = whole[start : start + 2 * _WIDE]
        yield Line(number, part, number == at, (start > 0, start + len(part) < len(whole)))

"""The whole portal as one ASGI application."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words
from carelink.server import checking, directory
from carelink.server.drawing import EN, draw, style
from carelink.server.examining import Examiner
from carelink.server.guarding import Guard
from carelink.server.shelf import Shelf
from carelink.server.words import WORDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from carelink.records.sheets.facility import Facility

_ICON: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
    b'fill="#14532d"/><path d="M6 16 16 7l10 9M9 14v11h14V14M16 16v6M13 19h6" fill="none" stroke="#fff" '
    b'stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)


def application(
    facilities: Iterable[Facility], *, title: str = "", patience: float = 20.0, body_patience: float = 30.0
) -> ASGIApp:
    """Return the portal: the directory of these facilities, and the page that checks a file.

    :param facilities: all there are; only what everybody may see of them is kept
    :param title: how the portal is called; a name of ours when empty
    :param patience: seconds the check of one file may take
    :param body_patience: seconds in which a request has to arrive whole
    :raises UsageError: the extra ``server`` is not installed
    """
    _installed()
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.routing import Mount, Route

    examiner = Examiner(patience)
    shelf = Shelf(facilities)
    pages = [
        *directory.routes(shelf, title),
        *checking.routes(examiner, title),
        Route("/portal.css", _style),
        Route("/icon.svg", _icon),
    ]
    inner = Starlette(
        routes=[Route(EN, _english), Mount(EN, routes=pages), *pages],
        exception_handlers={HTTPException: partial(_refused, title)},
        lifespan=partial(_open, examiner),
    )
    inner.router.redirect_slashes = False  # starlette would build the address from what the client calls us
    return Guard(inner, largest=checking.BODY, patience=body_patience)


def _installed() -> None:
    """Make sure of the extra before anything else.

    :raises UsageError: it is not installed
    """
    missing = [name for name in ("starlette", "uvicorn", "python_multipart") if find_spec(name) is None]
    if missing:
        raise UsageError(
            Words("閲覧には追加の部品が要ります。", "The portal needs more than the core."),
            hint=Words('pip install "carelink[server]"', 'pip install "carelink[server]"'),
        )


def _open(examiner: Examiner, app: Any) -> Any:  # noqa: ARG001  starlette's signature
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        try:
            yield
        finally:
            examiner.close()

    return running()


def _english(request: Request) -> Response:
    from starlette.responses import RedirectResponse

    return RedirectResponse(f"{request.scope.get('root_path', '')}{EN}/")


def _style(request: Request) -> Response:  # noqa: ARG001  starlette's signature
    from starlette.responses import Response

    return Response(style(), media_type="text/css", headers={"cache-control": "public, max-age=86400"})


def _icon(request: Request) -> Response:  # noqa: ARG001  starlette's signature
    from starlette.responses import Response

    return Response(_ICON, media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"})


def _refused(title: str, request: Request, error: Any) -> Response:
    """Return the page for what cannot be had; the word of the error is one of ours or its number."""
    word = error.detail if error.detail in WORDS else str(error.status_code)
    response = draw(
        request,
        "refused.html.j2",
        title=title,
        status=error.status_code,
        code=error.status_code,
        word=word if word in WORDS else "500",
    )
    response.headers.update(error.headers or {})
    return response

"""What stands before every page: bounds of size and time, headers, and a log without personal data."""

from __future__ import annotations

import asyncio
import logging
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Receive, Scope, Send

LOG: Final = logging.getLogger("carelink.server")
"""A line per request: method, name of the page, status, bytes, time. Never who asked, nor for what."""
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Headers of every answer."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})


class Guard:
    """The outermost layer.

    :param largest: bytes of a request's body
    :param patience: seconds in which a body has to arrive, and in which an answer has to be taken
    """

    def __init__(self, app: ASGIApp, *, largest: int, patience: float = 30.0) -> None:
        self.app, self.largest, self.patience = app, largest, patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send, scope["method"], self.patience)
        began = perf_counter()
        try:
            await self.app(scope, _Body(scope, receive, self.largest, self.patience).receive, answer.send)
        except TimeoutError:
            answer.status = answer.status or 408
        except Exception as error:  # noqa: BLE001  whatever it is, its text may hold a value and is not logged
            LOG.error("%s at %s", type(error).__name__, _place(error))  # noqa: TRY400  see above
            await answer.broken()
        spent = (perf_counter() - began) * 1000
        method = scope["method"] if scope["method"] in _METHODS else "?"
        LOG.info("%s %s %d %d B %.1f ms", method, _name(scope), answer.status, answer.size, spent)


class _Body:
    """What is taken in of a request: so much, and in so much time."""

    def __init__(self, scope: Scope, receive: Receive, largest: int, patience: float) -> None:
        self.inner, self.left = receive, largest
        self.until = asyncio.get_running_loop().time() + patience
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        self.refused = not declared.isdigit() or len(declared) > 12 or int(declared) > largest  # noqa: PLR2004  digits

    async def receive(self) -> MutableMapping[str, Any]:
        from starlette.exceptions import HTTPException

        if self.refused:
            raise HTTPException(413, "413", headers={"connection": "close"})
        try:
            async with asyncio.timeout_at(self.until):
                message = await self.inner()
        except TimeoutError:
            raise HTTPException(408, "408", headers={"connection": "close"}) from None
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise HTTPException(413, "413", headers={"connection": "close"})
        return message


class _Answer:
    """What is given out: with our headers, to somebody who takes it."""

    def __init__(self, send: Send, method: str, patience: float) -> None:
        self.inner, self.method, self.patience = send, method, patience
        self.status = self.size = 0

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = [(name, value) for name, value in message.get("headers", ()) if name not in HEADERS]
            if not any(name == b"cache-control" for name, _ in own):
                own.append((b"cache-control", b"no-store" if self.method == "POST" else b"no-cache"))
            message = {**message, "headers": [*own, *HEADERS.items()]}
        else:
            self.size += len(message.get("body", b""))
        async with asyncio.timeout(self.patience):
            await self.inner(message)

    async def broken(self) -> None:
        """Say that it went wrong, where nothing has been said yet."""
        if self.status:
            return
        start = {"type": "http.response.start", "status": 500, "headers": [(b"content-type", b"text/plain")]}
        await self.send(start)
        await self.send({"type": "http.response.body", "body": b"500\n"})


def _name(scope: Scope) -> str:
    """Return the name of the page that answered: never what stood in the address."""
    endpoint = scope.get("endpoint")
    inner = getattr(endpoint, "func", endpoint)
    return str(getattr(inner, "__name__", "-")).lstrip("_")


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"

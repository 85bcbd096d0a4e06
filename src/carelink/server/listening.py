"""The portal behind a socket: uvicorn, with patience for slow clients and without a log of who asked what."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import CarelinkError, StorageError, Words

if TYPE_CHECKING:
    import asyncio

    from starlette.types import ASGIApp

HEADERS_WITHIN: Final = 10.0
"""Seconds in which a client has to send a whole header."""
_HEADER_BYTES: Final = 16 * 1024
_CLIENTS: Final = 512


def listen(app: ASGIApp, *, host: str = "127.0.0.1", port: int = 8080, root_path: str = "") -> None:
    """Serve until stopped (Ctrl-C or SIGTERM).

    :param root_path: prefix under which a reverse proxy shows the portal, e.g. ``/navi``
    :raises StorageError: the address cannot be used
    """
    import uvicorn

    logging.getLogger("carelink.server").setLevel(logging.INFO)
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # it names bytes of what was sent
    server = uvicorn.Server(settings(app, host=host, port=port, root_path=root_path))
    try:
        server.run()
    except SystemExit:  # how uvicorn says that the address is taken
        raise _taken() from None
    if not server.started:
        raise _taken()


def settings(app: ASGIApp, *, host: str, port: int, root_path: str = "") -> Any:
    """Return uvicorn's configuration: bounded headers, clients and times; no websockets; no access log."""
    import uvicorn

    return uvicorn.Config(
        app,
        host=host,
        port=port,
        root_path=root_path,
        http=_patient(),
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        limit_concurrency=_CLIENTS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
    )


def _patient() -> Any:
    """Return uvicorn's protocol, which hangs up on a client that does not finish a header in time."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Patient(H11Protocol):
        """One connection."""

        waiting: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            """Begin to wait."""
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            """Wait on while a header is not whole; one that trickles in does not buy more time."""
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self._stop_waiting()
            elif self.waiting is None:
                self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            """Nobody to wait for any more."""
            self._stop_waiting()
            super().connection_lost(exc)

        def _wait(self) -> None:
            self.waiting = self.loop.call_later(HEADERS_WITHIN, self.transport.close)

        def _stop_waiting(self) -> None:
            if self.waiting is not None:
                self.waiting.cancel()
            self.waiting = None

    return Patient


def _taken() -> CarelinkError:
    return StorageError(
        Words("このアドレスとポートでは待ち受けできません。", "Cannot listen on this address and port."),
        hint=Words(
            "ほかのプログラムが使っていないか確かめ、--port で別の番号を指定してください。",
            "Check whether another program uses it, or choose another number with --port.",
        ),
    )

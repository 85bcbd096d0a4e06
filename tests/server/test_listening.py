"""The portal behind a real socket, and slow clients at it."""

from __future__ import annotations

import socket
import threading
import time

import pytest

pytest.importorskip("uvicorn")

from carelink.errors import StorageError


@pytest.fixture(scope="module")
def port(browser):
    """Serve the portal from a thread; clients have half a second for a header."""
    import uvicorn

    from carelink.server import listening

    patch = pytest.MonkeyPatch()
    patch.setattr(listening, "HEADERS_WITHIN", 0.5)
    server = uvicorn.Server(listening.settings(browser.app, host="127.0.0.1", port=0))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)
    patch.undo()


def ask(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        answer = b""
        try:
            for piece in pieces:
                line.sendall(piece)
                time.sleep(pause)
            while piece := line.recv(65_536):
                answer += piece
        except ConnectionError:
            pass
        return answer


def test_it_serves(port):
    answer = ask(port, b"GET /facilities HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"server:" not in answer.split(b"\r\n\r\n")[0].lower()


@pytest.mark.parametrize("first", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"])
def test_a_header_that_trickles_in_is_given_up(port, first):
    began = time.monotonic()
    ask(port, first + b"GET / HTTP/1.1\r\n", *[b"X-A: 1\r\n"] * 20, pause=0.1)
    assert time.monotonic() - began < 4
    began = time.monotonic()
    ask(port)
    assert time.monotonic() - began < 2


def test_a_header_without_end(port):
    assert not ask(port, b"GET / HTTP/1.1\r\nX: ", b"y" * 200_000).startswith(b"HTTP/1.1 200")


def test_an_address_that_is_taken(port, browser):
    from carelink.server import listen

    with pytest.raises(StorageError):
        listen(browser.app, port=port)

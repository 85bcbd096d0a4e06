"""A drop behind HTTPS with mutual TLS 1.3, spoken as WebDAV (RFC 4918): PUT, MOVE, GET, DELETE, MKCOL.

    https://drop.example.lg.jp/drop?ca=ca.pem&cert=naoshima.pem&key=naoshima.key

Both ends prove who they are: the server by ``ca``, we by ``cert`` and ``key`` (安全管理ガイドライン 6.0
システム運用編 §13). nginx with its own modules (dav, autoindex as JSON) is such a server. The options never
leave this machine. Redirections are not followed: a parcel goes where it was told to go.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import ssl
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from carelink.adapters import refusals
from carelink.adapters.drop import Drop, Entry
from carelink.adapters.urls import Location, location

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE: Final = "https://host/drop?ca=ca.pem&cert=me.pem&key=me.key"
CONNECT, STEP = 30.0, 300.0  # seconds: until we are in, and between two pieces of an answer at the most
MAX_LISTING: Final = 32 * 2**20
"""Bytes of a folder's listing; a longer one is not believed."""

_NO_SPACE: Final = 507
_GONE: Final = frozenset({404, 410})
_REFUSED: Final = frozenset(
    {400, 401, 403, 495, 496}
)  # nginx says 400 when the certificate is missing or wrong
_EXISTS: Final = frozenset({405, 412})


def channel(url: str) -> Drop:
    """Return the drop that ``url`` names; nothing is touched yet.

    :raises UsageError: the URL is not right
    """
    place = location(url, options=("ca", "cert", "key"), example=EXAMPLE)
    if place.user is not None or ("cert" in place.options) != ("key" in place.options):
        raise refusals.bad_url(EXAMPLE)
    return Drop(HttpsShelf(place))


class HttpsShelf:
    """Folders under a URL, over connections that are kept open."""

    def __init__(self, place: Location) -> None:
        self._place = place
        self._held: Any = None

    def entries(self, folder: tuple[str, ...]) -> Iterator[Entry]:
        """List the files of a folder from the server's JSON (``autoindex_format json``)."""
        status, body = self._asked("GET", (*folder, ""), most=MAX_LISTING)
        if status in _GONE:
            return
        for one in self._listing(status, body):
            if isinstance(one, dict) and one.get("type") == "file":
                name, size = one.get("name"), one.get("size", 0)
                if isinstance(name, str) and isinstance(size, int):
                    yield Entry(name, size)

    def _listing(self, status: int, body: bytes | None) -> list[Any]:
        self._accepted(status)
        try:
            listed = json.loads(body) if body is not None else None
        except (ValueError, RecursionError):
            listed = None
        if not isinstance(listed, list):
            raise refusals.nonsense(self._place.where)
        return listed

    def create(self, path: tuple[str, ...], content: bytes) -> None:
        """PUT under another name, MOVE into place: whole or not at all, and never over another."""
        part = (*path[:-1], f".{path[-1]}.{secrets.token_hex(4)}.part")
        self._done("PUT", part, content=content)
        moved = False
        try:
            moved = self._into_place(part, path)
        finally:
            if not moved:
                with contextlib.suppress(Exception):  # the trouble itself is on its way to the caller
                    self.remove(part)
        if not moved:
            raise refusals.nonsense(self._place.where)

    def _into_place(self, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
        """MOVE; False when the source is gone, ``FileExistsError`` when the target is not free."""
        headers = {"Destination": self._url(target), "Overwrite": "F"}
        status, _ = self._asked("MOVE", source, headers=headers)
        if status in _EXISTS:
            raise FileExistsError
        if status in _GONE:
            return False
        self._accepted(status)
        return True

    def read(self, path: tuple[str, ...], limit: int) -> tuple[bytes, bool]:
        """Return a file, or that it is too long."""
        status, body = self._asked("GET", path, most=limit)
        if status in _GONE:
            raise FileNotFoundError
        self._accepted(status)
        return (body, True) if body is not None else (b"", False)

    def move(self, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
        """MOVE: one caller succeeds, for the others it is gone."""
        self._asked("MKCOL", (*target[:-1], ""))  # 405 where it is there already
        return self._into_place(source, target)

    def remove(self, path: tuple[str, ...]) -> None:
        """DELETE a file that may be gone."""
        status, _ = self._asked("DELETE", path)
        if status not in _GONE:
            self._accepted(status)

    def close(self) -> None:
        """Hang up."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def _done(self, method: str, path: tuple[str, ...], **more: Any) -> None:
        status, _ = self._asked(method, path, **more)
        self._accepted(status)

    def _accepted(self, status: int) -> None:
        if 200 <= status < 300:  # noqa: PLR2004  the class of success
            return
        if status in _REFUSED:
            raise refusals.not_allowed(self._place.where)
        if status == _NO_SPACE:
            raise refusals.full(self._place.where)
        if status == 429 or status >= 500:  # noqa: PLR2004  busy, or broken for now
            raise refusals.unreachable(self._place.where)
        raise refusals.nonsense(self._place.where)

    def _asked(
        self, method: str, path: tuple[str, ...], *, most: int = MAX_LISTING, **more: Any
    ) -> tuple[int, bytes | None]:
        """Return status and body; no body when it is longer than ``most``."""
        body, size = [], 0
        with self._told() as client, client.stream(method, self._url(path), **more) as answer:
            for piece in answer.iter_bytes():
                size += len(piece)
                if size > most:
                    return answer.status_code, None
                body.append(piece)
        return answer.status_code, b"".join(body)

    def _url(self, path: tuple[str, ...]) -> str:
        names = "/".join(quote(name, safe="") for name in (*self._place.path, *path))
        return f"{self._place.where}/{names}"

    @contextlib.contextmanager
    def _told(self) -> Iterator[Any]:
        """Give the client, and turn what goes wrong into our words."""
        try:
            import httpx
        except ImportError:
            raise refusals.missing("https") from None

        where = self._place.where
        try:
            yield self._client()
        except httpx.ConnectError as error:
            proof = isinstance(_root(error), ssl.SSLCertVerificationError)
            raise (refusals.not_the_server(where) if proof else refusals.unreachable(where)) from None
        except httpx.HTTPError as error:
            refused = isinstance(_root(error), ssl.SSLError)  # after the handshake: our certificate
            raise (refusals.not_allowed(where) if refused else refusals.unreachable(where)) from None

    def _client(self) -> Any:
        if self._held is None:
            import httpx

            self._held = httpx.Client(
                verify=self._context(),
                timeout=httpx.Timeout(STEP, connect=CONNECT),
                follow_redirects=False,
                trust_env=False,
                headers={"Accept-Encoding": "identity", "User-Agent": "carelink"},
            )
        return self._held

    def _context(self) -> ssl.SSLContext:
        place = self._place
        try:
            ca = place.file("ca")
            context = ssl.create_default_context(cafile=str(ca) if ca else None)
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            cert, key = place.file("cert"), place.file("key")
            if cert and key:
                context.load_cert_chain(cert, key, password=_no_passphrase)
        except (OSError, ssl.SSLError, ValueError):
            raise refusals.bad_url(EXAMPLE) from None
        return context


def _no_passphrase() -> str:
    """Refuse to ask at the terminal for what protects a key."""
    raise ValueError


def _root(error: BaseException) -> BaseException:
    seen = error
    for _ in range(10):
        below = seen.__cause__ or seen.__context__
        if below is None:
            break
        seen = below
        if isinstance(seen, ssl.SSLError):
            break
    return seen

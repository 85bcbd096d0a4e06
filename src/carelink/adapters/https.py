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
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from carelink.adapters import refusals
from carelink.adapters.drop import Drop, Entry
from carelink.adapters.urls import Location, location
from carelink.adapters.web import OPTIONS, Answer, Web

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE: Final = "https://host/drop?ca=ca.pem&cert=me.pem&key=me.key"
MAX_LISTING: Final = 32 * 2**20
"""Bytes of a folder's listing; a longer one is not believed."""

_BAD_REQUEST: Final = 400  # what nginx says when the certificate is missing or wrong
_EXISTS: Final = frozenset({405, 412})


def channel(url: str) -> Drop:
    """Return the drop that ``url`` names; nothing is touched yet.

    :raises UsageError: the URL is not right
    """
    place = location(url, options=OPTIONS, example=EXAMPLE)
    if place.user is not None or ("cert" in place.options) != ("key" in place.options):
        raise refusals.bad_url(EXAMPLE)
    return Drop(HttpsShelf(place))


class HttpsShelf:
    """Folders under a URL."""

    def __init__(self, place: Location) -> None:
        self._place = place
        self._web = Web(place, EXAMPLE)

    def entries(self, folder: tuple[str, ...]) -> Iterator[Entry]:
        """List the files of a folder from the server's JSON (``autoindex_format json``)."""
        answer = self._asked("GET", (*folder, ""), most=MAX_LISTING)
        if answer.is_gone:
            return
        for one in self._listing(answer):
            if isinstance(one, dict) and one.get("type") == "file":
                name, size = one.get("name"), one.get("size", 0)
                if isinstance(name, str) and isinstance(size, int):
                    yield Entry(name, size)

    def _listing(self, answer: Answer) -> list[Any]:
        self._web.accepted(answer)
        try:
            listed = json.loads(answer.body) if answer.body is not None else None
        except (ValueError, RecursionError):
            listed = None
        if not isinstance(listed, list):
            raise refusals.nonsense(self._place.where)
        return listed

    def create(self, path: tuple[str, ...], content: bytes) -> None:
        """PUT under another name, MOVE into place: whole or not at all, and never over another."""
        part = (*path[:-1], f".{path[-1]}.{secrets.token_hex(4)}.part")
        self._web.accepted(self._asked("PUT", part, content=content))
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
        answer = self._asked("MOVE", source, headers=headers)
        if answer.status in _EXISTS:
            raise FileExistsError
        if answer.is_gone:
            return False
        self._web.accepted(answer)
        return True

    def read(self, path: tuple[str, ...], limit: int) -> tuple[bytes, bool]:
        """Return a file, or that it is too long."""
        answer = self._asked("GET", path, most=limit)
        if answer.is_gone:
            raise FileNotFoundError
        self._web.accepted(answer)
        return (answer.body, True) if answer.body is not None else (b"", False)

    def move(self, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
        """MOVE: one caller succeeds, for the others it is gone."""
        self._asked("MKCOL", (*target[:-1], ""))  # 405 where it is there already
        return self._into_place(source, target)

    def remove(self, path: tuple[str, ...]) -> None:
        """DELETE a file that may be gone."""
        answer = self._asked("DELETE", path)
        if not answer.is_gone:
            self._web.accepted(answer)

    def close(self) -> None:
        """Hang up."""
        self._web.close()

    def _asked(self, method: str, path: tuple[str, ...], *, most: int = MAX_LISTING, **more: Any) -> Answer:
        answer = self._web.ask(method, self._url(path), most=most, **more)
        if answer.status == _BAD_REQUEST:
            raise refusals.not_allowed(self._place.where)
        return answer

    def _url(self, path: tuple[str, ...]) -> str:
        names = "/".join(quote(name, safe="") for name in (*self._place.path, *path))
        return f"{self._place.where}/{names}"

"""HTTP as every web channel here speaks it: TLS 1.3, both ends proven, bounded answers, no redirections."""

from __future__ import annotations

import contextlib
import ssl
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.adapters import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from carelink.adapters.urls import Location

CONNECT, STEP = 30.0, 300.0  # seconds: until we are in, and between two pieces of an answer at the most
OPTIONS: Final = ("ca", "cert", "key")
"""What a URL may say: who vouches for the server, and who we are. It never leaves this machine."""

_NO_SPACE: Final = 507
_NOT_IN: Final = frozenset({401, 403, 495, 496})


class Answer(NamedTuple):
    """What a server said.

    :param headers: names in lower case
    :param body: None when it is longer than was asked for
    """

    status: int
    headers: Mapping[str, str]
    body: bytes | None

    @property
    def is_ok(self) -> bool:
        """The class of success."""
        return 200 <= self.status < 300  # noqa: PLR2004  its borders

    @property
    def is_gone(self) -> bool:
        """Not there, or not there any more."""
        return self.status in {404, 410}


class Web:
    """One server, over connections that are kept open.

    :param headers: sent with every request
    """

    def __init__(self, place: Location, example: str, headers: Mapping[str, str] | None = None) -> None:
        self.place, self._example = place, example
        self._headers = {"Accept-Encoding": "identity", "User-Agent": "carelink", **(headers or {})}
        self._held: Any = None

    def ask(self, method: str, url: str, *, most: int, **more: Any) -> Answer:
        """Return the answer of the server, whatever it is.

        :param most: bytes of the longest body that is read
        :param more: ``content``, ``headers``, ``params``
        :raises UnreachableError: the server cannot be reached, is not the one we know, or refuses us
        :raises UsageError: the extra is not installed, or the certificates of the URL are unreadable
        """
        body, size = [], 0
        with self._told() as client, client.stream(method, url, **more) as answer:
            headers = dict(answer.headers)
            for piece in answer.iter_bytes():
                size += len(piece)
                if size > most:
                    return Answer(answer.status_code, headers, None)
                body.append(piece)
        return Answer(answer.status_code, headers, b"".join(body))

    def accepted(self, answer: Answer) -> None:
        """Raise in our words unless ``answer`` is one of success.

        :raises StorageError: no space there
        :raises UnreachableError: refused, busy, broken for now, or nonsense
        """
        if answer.is_ok:
            return
        where = self.place.where
        if answer.status in _NOT_IN:
            raise refusals.not_allowed(where)
        if answer.status == _NO_SPACE:
            raise refusals.full(where)
        if answer.status == 429 or answer.status >= 500:  # noqa: PLR2004  busy, or broken for now
            raise refusals.unreachable(where)
        raise refusals.nonsense(where)

    def close(self) -> None:
        """Hang up."""
        if self._held is not None:
            self._held.close()
            self._held = None

    @contextlib.contextmanager
    def _told(self) -> Iterator[Any]:
        """Give the client, and turn what goes wrong into our words."""
        try:
            import httpx
        except ImportError:
            raise refusals.missing("https") from None

        where = self.place.where
        try:
            yield self._client()
        except httpx.ConnectError as error:
            proof = isinstance(_root(error), ssl.SSLCertVerificationError)
            raise (refusals.not_the_server(where) if proof else refusals.unreachable(where)) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
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
                headers=self._headers,
            )
        return self._held

    def _context(self) -> ssl.SSLContext:
        place = self.place
        try:
            ca = place.file("ca")
            context = ssl.create_default_context(cafile=str(ca) if ca else None)
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            cert, key = place.file("cert"), place.file("key")
            if cert and key:
                context.load_cert_chain(cert, key, password=_no_passphrase)
        except (OSError, ssl.SSLError, ValueError):
            raise refusals.bad_url(self._example) from None
        return context


def _no_passphrase() -> str:
    """Refuse to ask at the terminal for what protects a key."""
    raise ValueError


def _root(error: BaseException) -> BaseException:
    """Return what TLS said, when it is what ``error`` comes from."""
    seen = error
    for _ in range(10):
        below = seen.__cause__ or seen.__context__
        if below is None:
            break
        seen = below
        if isinstance(seen, ssl.SSLError):
            break
    return seen

"""A FHIR R4 server over its REST interface: transaction, search, history, conditional create, messages.

    https://fhir.example.lg.jp/fhir?ca=ca.pem&cert=naoshima.pem&key=naoshima.key

``http://`` is spoken with servers on this machine alone. Links in answers (``next``, ``Location``) are
followed on the server we asked and nowhere else, whatever host they name. Resources are trees as
``carelink.fhir.json`` reads them; what they say of a person is nobody's business here.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import quote, urlencode, urlsplit

from carelink.adapters import refusals
from carelink.adapters.rules import SERVER_REFUSED
from carelink.adapters.urls import location
from carelink.adapters.web import OPTIONS, Answer, Web
from carelink.errors import RefusedError, Words
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from carelink.adapters.urls import Location

Tree = dict[str, Any]
Parameters = Sequence[tuple[str, str]]
EXAMPLE: Final = "https://host/fhir?ca=ca.pem&cert=me.pem&key=me.key"
JSON: Final = "application/fhir+json"
LARGEST: Final = 100 * 2**20
"""Bytes of the largest answer that is read."""

PAGES: Final = 10_000
"""Pages of a search that are followed."""

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_REFUSALS: Final = frozenset({400, 409, 412, 413, 422})
_CODE: Final = re.compile(r"[a-z-]{1,30}")
_PATH: Final = re.compile(r"[A-Za-z0-9_.\[\]]{1,200}")
_PLACED: Final = re.compile(r"([A-Za-z]{1,64})/([A-Za-z0-9.-]{1,64})(?:/_history/([A-Za-z0-9.-]{1,64}))?/?$")
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the server put a resource.

    :param is_new: False when a conditional create found it there
    """

    kind: str
    id: str
    version: str | None
    is_new: bool


def connect(url: str) -> FhirServer:
    """Return the server at ``url``; nothing is touched yet.

    Options in the query beside those of TLS: ``token`` (a file with a bearer token in its first line).

    :raises UsageError: the URL is not right
    """
    place = location(url, options=(*OPTIONS, "token"), example=EXAMPLE)
    plain = place.scheme == "http" and place.host in _LOOPBACK
    halves = ("cert" in place.options) != ("key" in place.options)
    if place.user is not None or halves or not (plain or place.scheme == "https"):
        raise refusals.bad_url(EXAMPLE)
    return FhirServer(place)


class FhirServer:
    """A FHIR R4 server.

    Every method raises ``UnreachableError`` when the server cannot be reached, refuses us, is broken for now
    or makes no sense, and ``RefusedError`` (with a report) when it does not take what it was given.
    """

    def __init__(self, place: Location) -> None:
        self._place = place
        token = place.file("token")
        self._web = Web(place, EXAMPLE, {"Accept": JSON, **_bearer(token)})

    def capabilities(self) -> Tree:
        """Return the CapabilityStatement."""
        return self._tree(self._ask("GET", "metadata"))

    def read(self, kind: str, id: str, version: str | None = None) -> Tree | None:  # noqa: A002  FHIR's word
        """Return a resource, or None when it is not there (any more)."""
        path = f"{_name(kind)}/{_name(id)}" + (f"/_history/{_name(version)}" if version else "")
        answer = self._ask("GET", path)
        return None if answer.is_gone else self._tree(answer)

    def create(self, resource: Tree, *, if_none_exist: Parameters | None = None) -> Stored:
        """Create a resource; with ``if_none_exist``, only if this search finds none (conditional create).

        :raises RefusedError: also when the search finds several
        """
        headers = {"If-None-Exist": urlencode(if_none_exist)} if if_none_exist else {}
        return self._stored(self._send("POST", _name(resource["resourceType"]), resource, headers), resource)

    def update(self, resource: Tree, *, if_match: str | None = None) -> Stored:
        """Write a resource under its id; with ``if_match``, only over this version."""
        path = f"{_name(resource['resourceType'])}/{_name(resource['id'])}"
        headers = {"If-Match": f'W/"{_name(if_match)}"'} if if_match else {}
        return self._stored(self._send("PUT", path, resource, headers), resource)

    def search(self, kind: str, parameters: Parameters = (), *, post: bool = False) -> Iterator[Tree]:
        """Yield what a search finds, page by page, with what it includes.

        :param post: send the parameters in the body (``_search``), where no log of URLs keeps them
        """
        path = _name(kind)
        if post:
            form = urlencode(list(parameters)).encode("ascii")
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            first = self._ask("POST", f"{path}/_search", content=form, headers=headers)
        else:
            first = self._ask("GET", path, params=list(parameters))
        for entry in self._entries(first):
            if isinstance(entry.get("resource"), dict):
                yield entry["resource"]

    def history(self, kind: str, since: str | None = None) -> Iterator[tuple[str, Tree | None]]:
        """Yield each change of a kind of resource: its path (``Organization/1``), and the resource or None.

        None means deleted. The newest change of a resource comes first, as the server gives it.

        :param since: an instant; only later changes
        """
        parameters = [("_since", since)] if since else []
        for entry in self._entries(self._ask("GET", f"{_name(kind)}/_history", params=parameters)):
            resource, requests = entry.get("resource"), objects([entry.get("request")])
            if isinstance(resource, dict):
                yield f"{kind}/{resource.get('id')}", resource
            elif requests and requests[0].get("method") == "DELETE":
                yield str(requests[0].get("url")), None

    def transaction(self, bundle: Tree) -> Tree:
        """Carry out a transaction Bundle, wholly or not at all, and return the answers."""
        return self._tree(self._send("POST", "", bundle))

    def process_message(self, bundle: Tree) -> Tree | None:
        """Hand over a message Bundle (``$process-message``) and return the answering message, if any."""
        answer = self._send("POST", "$process-message", bundle)
        return self._tree(answer) if answer.body else None

    def content(self, url: str, accept: str = "*/*") -> tuple[str, bytes]:
        """Return media type and bytes behind a URL of the server, such as an attachment's (ITI-68).

        Where the server can give a Binary only as a resource, the bytes are taken out of it.

        :param url: absolute or relative; it is asked for on this server, whatever host it names
        """
        answer = self._ask("GET", self._here(url), headers={"Accept": f"{accept}, {JSON};q=0.5"})
        self._taken(answer)
        media = answer.headers.get("content-type", "").partition(";")[0].strip()
        if media == JSON and accept != JSON:
            tree = self._tree(answer)
            if tree.get("resourceType") == "Binary":
                return str(tree.get("contentType")), _decoded(tree.get("data"), self._place.where)
        return media, answer.body or b""

    def close(self) -> None:
        """Hang up."""
        self._web.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _entries(self, answer: Answer) -> Iterator[Tree]:
        seen = set()
        for _ in range(PAGES):
            page = self._tree(answer)
            if page.get("resourceType") != "Bundle":
                raise refusals.nonsense(self._place.where)
            yield from objects(page.get("entry"))
            following = [
                link.get("url") for link in objects(page.get("link")) if link.get("relation") == "next"
            ]
            if not following or following[0] in seen:
                return
            seen.add(following[0])
            answer = self._ask("GET", self._here(str(following[0])))

    def _send(self, method: str, path: str, tree: Tree, headers: dict[str, str] | None = None) -> Answer:
        from carelink.fhir import json

        said = {"Content-Type": JSON, "Prefer": "return=representation", **(headers or {})}
        answer = self._ask(method, path, content=json.write(tree), headers=said)
        self._taken(answer)
        return answer

    def _ask(self, method: str, path: str, **more: Any) -> Answer:
        url = path if path.startswith("/") else "/" + "/".join((*map(quote, self._place.path), path))
        answer = self._web.ask(method, f"{self._place.where}{url.rstrip('/') or '/'}", most=LARGEST, **more)
        if answer.body is None:
            raise refusals.nonsense(self._place.where)
        return answer

    def _here(self, url: str) -> str:
        """Return path and query of a link, to be asked for on this server."""
        parts = urlsplit(url)
        if not parts.netloc and not parts.path.startswith("/"):
            return url  # relative to the base
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _tree(self, answer: Answer) -> Tree:
        from carelink.fhir import json

        self._taken(answer)
        tree, _ = json.read(answer.body or b"")
        if not isinstance(tree, dict):
            raise refusals.nonsense(self._place.where)
        return tree

    def _taken(self, answer: Answer) -> None:
        if answer.status in _REFUSALS:
            raise _refused(answer)
        self._web.accepted(answer)

    def _stored(self, answer: Answer, resource: Tree) -> Stored:
        """Read where it is from ``Location``, else from the resource that came back."""
        placed = _PLACED.search(answer.headers.get("location", ""))
        if placed:
            kind, id_, version = placed.groups()
        else:
            tree = self._tree(answer) if answer.body else resource
            kind, id_ = str(tree.get("resourceType")), tree.get("id")
            version = version_of(tree)
        if not isinstance(id_, str):
            raise refusals.nonsense(self._place.where)
        return Stored(kind, id_, version, answer.status != _OK)


def objects(value: Any) -> list[Tree]:
    """Return the objects in what should be a list of them; foreign servers give anything."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def version_of(tree: Tree) -> str | None:
    """Return the version a resource says it has."""
    meta = tree.get("meta")
    version = meta.get("versionId") if isinstance(meta, dict) else None
    return version if isinstance(version, str) else None


def _refused(answer: Answer) -> RefusedError:
    from carelink.fhir import json

    tree, _ = json.read(answer.body or b"")
    issues = objects(tree.get("issue")) if isinstance(tree, dict) else []
    findings = [_finding(issue) for issue in issues or [{}]]
    return RefusedError(
        Words("相手の FHIR サーバーが受け付けませんでした。", "The FHIR server did not take it."),
        hint=Words(
            "report の場所を直すか、相手の管理者に尋ねてください。",
            "Correct the places in the report, or ask the server's administrator.",
        ),
        report=Report(findings),
    )


def _finding(issue: Tree) -> Any:
    code = str(issue.get("code"))
    paths = issue.get("expression") or [""]
    path = str(paths[0]) if isinstance(paths, list) else ""
    return SERVER_REFUSED.at(
        path if _PATH.fullmatch(path) else "", issue=code if _CODE.fullmatch(code) else "unknown"
    )


def _decoded(data: Any, where: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise refusals.nonsense(where) from None


def _name(text: str) -> str:
    """Return a type, an id or a version that is one, so that no path can be made of it."""
    if not re.fullmatch(r"[A-Za-z0-9.-]{1,64}", text) or text in {".", ".."}:
        raise refusals.bad_url("Organization/1")
    return text


def _bearer(token: Any) -> dict[str, str]:
    if token is None:
        return {}
    try:
        return {"Authorization": f"Bearer {token.read_text('ascii').split()[0]}"}
    except (OSError, UnicodeDecodeError, IndexError):
        raise refusals.bad_url(EXAMPLE) from None

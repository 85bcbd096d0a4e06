"""The URL of a channel, taken apart once: server, path, and the options in its query.

A URL may hold no password: it would end in logs, process lists and shell histories.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from carelink.adapters.refusals import bad_url

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Location:
    """A channel's URL.

    :param path: the names from the root down
    :param options: what stands in the query, each at most once
    """

    scheme: str
    host: str
    port: int | None
    user: str | None
    path: tuple[str, ...]
    options: dict[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Name the server in messages: no user, no path, no options."""
        return f"{self.scheme}://{self.host}" + (f":{self.port}" if self.port else "")

    def file(self, option: str) -> Path | None:
        """Return the path an option names, with ``~`` for the home folder."""
        named = self.options.get(option)
        return Path(named).expanduser() if named else None


def location(url: str, *, options: Collection[str], example: str) -> Location:
    """Take ``url`` apart.

    :param options: those that the channel knows
    :raises UsageError: no host, a password, a path trick, a fragment, or an option that is not known
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        said = parse_qsl(parts.query, strict_parsing=bool(parts.query), max_num_fields=20)
    except ValueError:
        raise bad_url(example) from None
    path = tuple(unquote(name) for name in parts.path.split("/") if name)
    known = len(dict(said)) == len(said) and set(dict(said)) <= set(options)
    safe = all(name not in {".", ".."} and not {"/", "\\", "\0"} & set(name) for name in path)
    if not (parts.hostname and parts.password is None and not parts.fragment and known and safe):
        raise bad_url(example)
    user = unquote(parts.username) if parts.username else None
    return Location(parts.scheme.lower(), parts.hostname, port, user, path, dict(said))

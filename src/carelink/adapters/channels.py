"""From a URL to its channel."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carelink.adapters.adapter import Adapter


def connect(url: str | os.PathLike[str]) -> Adapter:
    """Return the channel that ``url`` names: ``folder:///mnt/usb/drop``, ``sftp://…``, or simply a path.

    Nothing is touched yet: an unplugged stick is found out when it is used.

    :raises UsageError: for a scheme that carelink has no adapter for
    """
    text = os.fspath(url)
    scheme, mark, _ = text.partition("://")
    if not mark:
        return _folder(text)
    if scheme.lower() in CHANNELS:
        return CHANNELS[scheme.lower()](text)
    known = ", ".join(f"{name}://" for name in CHANNELS)
    raise UsageError(
        Words(
            f"「{scheme}://」で始まる連携先には対応していません。",
            f"There is no adapter for {scheme}:// channels.",
        ),
        hint=Words(
            f"{known} か、フォルダーのパスを指定してください。", f"Give {known} or the path of a folder."
        ),
    )


def _folder(path: str) -> Adapter:
    from carelink.adapters.folder import FolderAdapter

    return FolderAdapter(path)


def _folder_url(url: str) -> Adapter:
    return _folder(_path(url))


def _sftp(url: str) -> Adapter:
    from carelink.adapters.sftp import channel

    return channel(url)


def _s3(url: str) -> Adapter:
    from carelink.adapters.s3 import channel

    return channel(url)


def _https(url: str) -> Adapter:
    from carelink.adapters.https import channel

    return channel(url)


def _mail(url: str) -> Adapter:
    from carelink.adapters.mail import channel

    return channel(url)


CHANNELS: Final[Mapping[str, Callable[[str], Adapter]]] = MappingProxyType(
    {"folder": _folder_url, "sftp": _sftp, "s3": _s3, "https": _https, "mail": _mail}
)
"""Scheme -> what makes its channel; each imports what it needs when it is asked for."""


def _path(url: str) -> str:
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.netloc and os.name == "nt":
        return f"//{parts.netloc}{path}"  # a share: \\server\drop
    if parts.netloc or not path or "\0" in path or parts.query or parts.fragment:
        raise UsageError(
            Words("フォルダーの URL が正しくありません。", "This is no URL of a folder."),
            hint=Words(
                "folder:///mnt/usb/drop のように、スラッシュ3つと絶対パスで書いてください。",
                "Write three slashes and an absolute path: folder:///mnt/usb/drop",
            ),
        )
    return path[1:] if os.name == "nt" else path  # /C:/drop

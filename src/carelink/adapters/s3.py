"""A drop in object storage that speaks the S3 API, through obstore.

    s3://bucket/drop?endpoint=https://storage.example.lg.jp&region=ap-northeast-1&credentials=~/.aws/credentials

Options: ``endpoint`` (else Amazon's), ``region``, ``credentials`` (a file in the form of the AWS tools,
section ``profile``, ``default`` by default; else the environment's ``AWS_…``). Object storage has no rename:
a claim is a lock object that only one writer can create (``If-None-Match: *``), a copy, and a deletion. A
reader that dies in between leaves the parcel twice; whoever stores it second finds it stored.
"""

from __future__ import annotations

import configparser
import contextlib
import hashlib
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from carelink.adapters import refusals
from carelink.adapters.drop import Drop, Entry
from carelink.adapters.urls import Location, location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EXAMPLE: Final = "s3://bucket/drop?endpoint=https://host&credentials=~/.aws/credentials"
_SOON: Final = timedelta(seconds=30)
LOCK_LASTS: Final = 15 * 60
"""Seconds after which the lock of a writer that died is broken."""


def channel(url: str) -> Drop:
    """Return the drop that ``url`` names; nothing is touched yet.

    :raises UsageError: the URL or the credentials file is not right, or the extra is not installed
    """
    options = ("endpoint", "region", "credentials", "profile")
    place = location(url, options=options, example=EXAMPLE)
    if place.user is not None or place.port is not None:
        raise refusals.bad_url(EXAMPLE)
    return Drop(S3Shelf(place))


class S3Shelf:
    """Keys under a prefix of a bucket; a folder is what keys have in common up to a slash.

    :param clock: gives Unix seconds
    """

    def __init__(self, place: Location, clock: Callable[[], float] = time.time) -> None:
        self._place = place
        self._clock = clock
        self._held: Any = None

    def entries(self, folder: tuple[str, ...]) -> Iterator[Entry]:
        """List the objects right under a prefix."""
        prefix = self._key(folder)
        with self._told() as (obstore, store):
            listed = obstore.list_with_delimiter(store, prefix)["objects"]
        for one in listed:
            yield Entry(str(one["path"]).rpartition("/")[2], int(one["size"]))

    def create(self, path: tuple[str, ...], content: bytes) -> None:
        """Write an object that is not there yet; object storage is durable when it answers."""
        if not self._created(self._key(path), content):
            raise FileExistsError

    def read(self, path: tuple[str, ...], limit: int) -> tuple[bytes, bool]:
        """Return an object, or that it is too long."""
        with self._told() as (obstore, store):
            got = obstore.get(store, self._key(path))
            if got.meta["size"] > limit:
                return b"", False
            content = bytes(got.bytes())
        return (content, True) if len(content) <= limit else (b"", False)

    def move(self, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
        """Copy and delete under a lock; False when it is not there, or another holds the lock."""
        lock = self._key(("locks", hashlib.sha256("/".join(source).encode()).hexdigest()))
        if not self._created(lock, b""):
            self._break_stale(lock)
            return False
        try:
            return self._moved(self._key(source), self._key(target))
        finally:
            self._delete(lock)

    def _moved(self, source: str, target: str) -> bool:
        with self._told() as (obstore, store):
            if self._there(obstore, store, target):
                raise FileExistsError
            try:
                obstore.copy(store, source, target)
            except FileNotFoundError:
                return False
        self._delete(source)
        return True

    def remove(self, path: tuple[str, ...]) -> None:
        """Remove an object that may be gone."""
        self._delete(self._key(path))

    def close(self) -> None:
        """Nothing is held that would have to be given back."""
        self._held = None

    def _created(self, key: str, content: bytes) -> bool:
        with self._told() as (obstore, store):
            try:
                obstore.put(store, key, content, mode="create", use_multipart=False)
            except (obstore.exceptions.AlreadyExistsError, obstore.exceptions.PreconditionError):
                return False
        return True

    def _delete(self, key: str) -> None:
        with self._told() as (obstore, store), contextlib.suppress(FileNotFoundError):
            obstore.delete(store, key)

    def _break_stale(self, lock: str) -> None:
        with self._told() as (obstore, store):
            try:
                made = obstore.head(store, lock)["last_modified"]
            except FileNotFoundError:
                return
        if datetime.fromtimestamp(self._clock(), UTC).timestamp() - made.timestamp() >= LOCK_LASTS:
            self._delete(lock)

    @staticmethod
    def _there(obstore: Any, store: Any, key: str) -> bool:
        try:
            obstore.head(store, key)
        except FileNotFoundError:
            return False
        return True

    def _key(self, path: tuple[str, ...]) -> str:
        return "/".join((*self._place.path, *path))

    @contextlib.contextmanager
    def _told(self) -> Iterator[tuple[Any, Any]]:
        """Give the library and the bucket, and turn what goes wrong into our words."""
        try:
            import obstore
            import obstore.exceptions as said
        except ImportError:
            raise refusals.missing("s3") from None

        where = self._place.where
        try:
            yield obstore, self._store()
        except FileNotFoundError:  # what the library raises says too much
            raise FileNotFoundError from None
        except (said.PermissionDeniedError, said.UnauthenticatedError):
            raise refusals.not_allowed(where) from None
        except said.BaseError:
            raise refusals.unreachable(where) from None

    def _store(self) -> Any:
        if self._held is None:
            from obstore.store import S3Store

            config: dict[str, Any] = {"bucket": self._place.host}
            endpoint = self._place.options.get("endpoint")
            if endpoint is not None:
                config |= {"endpoint": endpoint, "virtual_hosted_style_request": False}
            if region := self._place.options.get("region"):
                config["region"] = region
            if file := self._place.file("credentials"):
                config |= _credentials(file, self._place.options.get("profile", "default"))
            plain = endpoint is not None and endpoint.startswith("http://")
            self._held = S3Store(
                config=config,  # type: ignore[arg-type]  # keys made here
                client_options={"allow_http": plain, "connect_timeout": "30s", "timeout": "300s"},
                retry_config={"max_retries": 2, "retry_timeout": _SOON},
            )
        return self._held


def _credentials(file: Path, profile: str) -> dict[str, str]:
    held = configparser.ConfigParser(interpolation=None)
    try:
        with file.open(encoding="utf-8") as stream:
            held.read_string(stream.read(64 * 1024))
        section = held[profile]
        return {name: section[f"aws_{name}"] for name in ("access_key_id", "secret_access_key")}
    except (OSError, UnicodeDecodeError, configparser.Error, KeyError):
        raise refusals.bad_url(EXAMPLE) from None

"""A drop on an SFTP server (draft-ietf-secsh-filexfer-02, as OpenSSH speaks it), through asyncssh.

    sftp://takamatsu@sftp.example.lg.jp/drop?key=~/.ssh/id_ed25519&known_hosts=~/.ssh/known_hosts

The server must prove its host key, which must be known; we prove ours. There are no passwords. Options:
``key`` (a private key file without passphrase; otherwise the SSH agent is asked), ``known_hosts``.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from carelink.adapters import refusals
from carelink.adapters.drop import MOST, Drop, Entry
from carelink.adapters.urls import Location, location

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

T = TypeVar("T")
EXAMPLE: Final = "sftp://user@host/drop?key=~/.ssh/id_ed25519"
CONNECT, STEP = 30.0, 300.0  # seconds: until we are in, and for one file at the most


def channel(url: str) -> Drop:
    """Return the drop that ``url`` names; nothing is touched yet.

    :raises UsageError: the URL is not right
    """
    place = location(url, options=("key", "known_hosts"), example=EXAMPLE)
    if place.user is None:
        raise refusals.bad_url(EXAMPLE)
    return Drop(SftpShelf(place))


class SftpShelf:
    """Folders on an SFTP server, over one connection that is made when it is first needed."""

    def __init__(self, place: Location) -> None:
        self._place = place
        self._root = "/" + "/".join(place.path)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connection: Any = None
        self._sftp: Any = None
        self._made: set[str] = set()

    def entries(self, folder: tuple[str, ...]) -> Iterator[Entry]:
        """List the regular files of a folder; links are none."""
        yield from self._run(self._entries(self._at(folder)))

    def create(self, path: tuple[str, ...], content: bytes) -> None:
        """Write, sync (where the server can, as OpenSSH does) and move into place; never over another."""
        self._run(self._create(path, content))

    def read(self, path: tuple[str, ...], limit: int) -> tuple[bytes, bool]:
        """Return a regular file, or that it is too long."""
        return self._run(self._read(self._at(path), limit))

    def move(self, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
        """Rename: one caller succeeds, for the others it is gone."""
        return self._run(self._move(source, target))

    def remove(self, path: tuple[str, ...]) -> None:
        """Remove a file that may be gone."""
        self._run(self._remove(self._at(path)))

    def close(self) -> None:
        """Hang up, and end the thread."""
        if self._loop is None:
            return
        loop, self._loop = self._loop, None
        asyncio.run_coroutine_threadsafe(self._hang_up(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join()
        loop.close()

    async def _hang_up(self) -> None:
        connection, self._connection, self._sftp = self._connection, None, None
        if connection is not None:
            connection.abort()
            await connection.wait_closed()

    async def _entries(self, folder: str) -> list[Entry]:
        import asyncssh

        found = []
        try:
            async for one in self._sftp.scandir(folder):
                if one.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR or _regular(one.attrs.permissions):
                    found.append(Entry(str(one.filename), int(one.attrs.size or 0)))
                if len(found) >= MOST:
                    break
        except asyncssh.SFTPNoSuchFile:
            if not await self._sftp.isdir(self._root):
                raise
        return found

    async def _create(self, path: tuple[str, ...], content: bytes) -> None:
        import asyncssh

        await self._folder(path[:-1])
        target = self._at(path)
        part = self._at((*path[:-1], f".{path[-1]}.{secrets.token_hex(4)}.part"))
        try:
            async with self._sftp.open(part, "xb") as file:
                await file.write(content)
                with contextlib.suppress(asyncssh.SFTPOpUnsupported):
                    await file.fsync()
            await self._into_place(part, target)
        except BaseException:
            with contextlib.suppress(asyncssh.Error, OSError):
                await self._sftp.remove(part)
            raise

    async def _into_place(self, part: str, target: str) -> None:
        """Version 3 of the protocol has one kind of rename: it fails when the target exists."""
        import asyncssh

        try:
            await self._sftp.rename(part, target)
        except asyncssh.SFTPError:
            if await self._sftp.lexists(target):
                raise FileExistsError from None
            raise

    async def _read(self, path: str, limit: int) -> tuple[bytes, bool]:
        import asyncssh

        try:
            about = await self._sftp.lstat(path)
            if not _regular(about.permissions):
                raise refusals.nonsense(self._place.where)  # a link or a pipe where a parcel lay
            if (about.size or 0) > limit:
                return b"", False
            async with self._sftp.open(path, "rb") as file:
                content = await file.read(limit + 1)
        except asyncssh.SFTPNoSuchFile:
            raise FileNotFoundError from None
        return (content, True) if len(content) <= limit else (b"", False)

    async def _move(self, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
        import asyncssh

        await self._folder(target[:-1])
        try:
            await self._into_place(self._at(source), self._at(target))
        except asyncssh.SFTPError:
            if await self._sftp.lexists(self._at(source)):
                raise
            return False
        return True

    async def _remove(self, path: str) -> None:
        import asyncssh

        with contextlib.suppress(asyncssh.SFTPNoSuchFile):
            await self._sftp.remove(path)

    async def _folder(self, names: tuple[str, ...]) -> None:
        """Make the folders under the root that are missing; the root itself must be there."""
        import asyncssh

        for depth in range(1, len(names) + 1):
            folder = self._at(names[:depth])
            if folder in self._made:
                continue
            with contextlib.suppress(asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists):
                await self._sftp.mkdir(folder)
            if not stat.S_ISDIR((await self._sftp.lstat(folder)).permissions or 0):
                raise refusals.nonsense(self._place.where)  # links are not followed
            self._made.add(folder)

    def _at(self, path: tuple[str, ...]) -> str:
        return "/".join((self._root.rstrip("/"), *path))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what ``work`` gives, done on the connection's own thread, or raise in our words."""
        try:
            return asyncio.run_coroutine_threadsafe(self._worded(work), self._started()).result()
        except BaseException:
            work.close()
            raise

    async def _worded(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            import asyncssh
        except ImportError:
            raise refusals.missing("sftp") from None

        where = self._place.where
        try:
            if self._sftp is None:
                await asyncio.wait_for(self._dial(), CONNECT)
            return await asyncio.wait_for(work, STEP)
        except (FileExistsError, FileNotFoundError):
            raise
        except (asyncssh.HostKeyNotVerifiable, asyncssh.KeyExchangeFailed):
            raise refusals.not_the_server(where) from None
        except (asyncssh.PermissionDenied, asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect):
            raise refusals.not_allowed(where) from None
        except (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded):
            raise refusals.full(where) from None
        except asyncssh.SFTPError as error:
            broken = isinstance(error, asyncssh.SFTPConnectionLost | asyncssh.SFTPNoConnection)
            self._forget(broken)
            raise (refusals.unreachable(where) if broken else refusals.nonsense(where)) from None
        except (asyncssh.Error, OSError, TimeoutError):
            self._forget(True)
            raise refusals.unreachable(where) from None

    def _forget(self, broken: bool) -> None:  # noqa: FBT001  one private caller
        if broken and self._connection is not None:
            self._connection.abort()
            self._connection = self._sftp = None  # dialled again when it is needed

    async def _dial(self) -> None:
        import asyncssh

        key, known = self._place.file("key"), self._place.file("known_hosts")
        try:
            self._connection = await asyncssh.connect(
                self._place.host,
                port=self._place.port or 22,
                username=self._place.user,
                client_keys=[str(key)] if key else (),
                agent_path=os.environ.get("SSH_AUTH_SOCK") if key is None else None,
                known_hosts=str(known or Path.home() / ".ssh" / "known_hosts"),
                preferred_auth="publickey",
                config=[],
                keepalive_interval=30,
            )
        except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError, FileNotFoundError):
            raise refusals.bad_url(EXAMPLE) from None
        self._sftp = await self._connection.start_sftp_client()

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="carelink-sftp", daemon=True)
            self._thread.start()
        return self._loop


def _regular(permissions: int | None) -> bool:
    return permissions is not None and stat.S_ISREG(permissions)

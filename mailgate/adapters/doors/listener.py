"""A listening socket with all its connections: it opens, counts, and closes them gracefully."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from mailgate.adapters.doors import replies
from mailgate.adapters.doors.config import DoorLimits, Handed, Listen, TlsFiles
from mailgate.adapters.doors.limits import Connections, Guesses, Network, networks
from mailgate.adapters.doors.smtp_data import Room
from mailgate.model.errors import DiskFull
from mailgate.model.message import Evidence, RawMessage

_STRESSED = 0.8  # of all connections: idle strangers then get little time
_STRESSED_SECONDS = 10.0


class Conversation(Protocol):
    """One connection, as its listener sees it."""

    def bid_farewell(self, reply: str) -> None:
        """Say this and close; at once, if it waits for a command, else when it has answered the current one."""
        ...

    def abort(self) -> None: ...


class Listener:
    """Where a door listens, and what its connections share."""

    def __init__(self, *, listen: Listen, limits: DoorLimits, handed: Handed, relays: tuple[str, ...] = ()) -> None:
        self.limits = limits
        self.handed = handed
        self.relays: tuple[Network, ...] = networks(relays)
        self.connections = Connections(total=limits.connections, per_address=limits.per_address)
        self.guesses = Guesses(a_minute=limits.guesses_a_minute, monotonic=lambda: asyncio.get_running_loop().time())
        self.checking = asyncio.Lock()  # one password at a time
        self.room = Room(limits.in_flight)
        self.conversations: set[Conversation] = set()
        self.closing = False
        self._listen = listen
        self._keeping: set[asyncio.Future[int]] = set()
        self._server: asyncio.Server | None = None
        self._all_gone = asyncio.Event()

    @property
    def listening(self) -> tuple[str, int]:
        """Host and port, or the socket's path and 0. RuntimeError before `start`."""
        if self._server is None or not self._server.sockets:
            raise RuntimeError("not listening")
        name = self._server.sockets[0].getsockname()
        return (str(name), 0) if isinstance(name, str) else (str(name[0]), int(name[1]))

    async def start(self, protocol: Callable[[], asyncio.Protocol], *, tls: ssl.SSLContext | None = None) -> None:
        """Listen. OSError says why it can't be."""
        loop = asyncio.get_running_loop()
        if self._listen.path is None:
            self._server = await loop.create_server(protocol, self._listen.host, self._listen.port, ssl=tls, backlog=256)
            return
        path = self._listen.path
        _remove_dead_socket(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._server = await loop.create_unix_server(protocol, str(path), ssl=tls, backlog=256)
        os.chmod(path, self._listen.mode)

    async def stop(self, grace: float) -> None:
        """Take no new connection, say 421 to the others, and let what is being kept be kept, for at most `grace` seconds."""
        self.closing = True
        if self._server is not None:
            self._server.close()  # never wait_closed(): from Python 3.12 on it waits for every client
            if self._listen.path is not None:
                with contextlib.suppress(OSError):
                    self._listen.path.unlink()
        for conversation in list(self.conversations):
            conversation.bid_farewell(replies.SHUTTING_DOWN)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace):
                while self.conversations:
                    self._all_gone.clear()
                    await self._all_gone.wait()
        for conversation in list(self.conversations):
            conversation.abort()
        if self._keeping:
            await asyncio.wait(self._keeping, timeout=grace)

    def enter(self, conversation: Conversation, bucket: str, *, trusted: bool) -> bool:
        """Count a connection in; False if it must be turned away."""
        if not trusted and not self.connections.enter(bucket):
            self.handed.said("connection_refused", why="too_many")
            return False
        self.conversations.add(conversation)
        return True

    def leave(self, conversation: Conversation, bucket: str, *, trusted: bool) -> None:
        if conversation in self.conversations:
            self.conversations.discard(conversation)
            if not trusted:
                self.connections.leave(bucket)
            self._all_gone.set()

    def patience(self, *, trusted: bool) -> float:
        """Seconds to wait for a command."""
        stressed = len(self.conversations) >= _STRESSED * self.limits.connections
        return _STRESSED_SECONDS if stressed and not trusted else self.limits.command

    async def keep(self, raw: RawMessage, evidence: Evidence) -> str:
        """Hand a message over and wait until it is durable; the reply. It stays handed over if the client goes meanwhile."""
        keeping = asyncio.ensure_future(_awaited(self.handed.accept(raw, evidence)))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._kept)
        await asyncio.wait({keeping}, timeout=self.limits.accept)
        if not keeping.done():
            self.handed.said("accept_late", door=raw.door)
            return replies.TOO_LATE  # late, but before the client gives up and sends it again anyway
        if keeping.cancelled():
            return replies.LOCAL_ERROR
        error = keeping.exception()
        if error is not None:
            return replies.NO_SPACE if isinstance(error, DiskFull) else replies.LOCAL_ERROR
        return f"250 2.0.0 Ok: queued as {keeping.result()}"

    def _kept(self, keeping: asyncio.Future[int]) -> None:
        self._keeping.discard(keeping)
        if not keeping.cancelled() and (error := keeping.exception()) is not None:
            self.handed.said("accept_failed", error=error)


async def _awaited(accepting: Awaitable[int]) -> int:
    return await accepting


def server_tls(files: TlsFiles) -> ssl.SSLContext:
    """TLS 1.2 or newer with this certificate. OSError or ssl.SSLError where it can't be read."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(files.certificate, files.key)
    return context


def _remove_dead_socket(path: Path) -> None:
    """Remove a socket that nobody listens on any more; OSError if somebody does."""
    if not path.exists() or not stat.S_ISSOCK(path.stat().st_mode):
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            path.unlink()
            return
    raise OSError(f"{path}: another program listens there")

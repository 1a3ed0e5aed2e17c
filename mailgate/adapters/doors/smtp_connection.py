"""One SMTP or LMTP connection: its limits, its waiting, its command loop. What the commands do is in `smtp_protocol`.

aiosmtpd's, with its own command loop put in the place of the library's. What is changed, and why (all seen with aiosmtpd
1.4.6): an exception in a handler became a permanent `500` with the exception's text, a lost connection cancelled the message
that was being kept, one shared table of limits was cleared by every connection, and end of input on a half-closed
connection ate the last reply.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from dataclasses import dataclass
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session, TLSSetupException

from mailgate.adapters.doors import replies
from mailgate.adapters.doors.limits import Address, address_of, bucket_of, within
from mailgate.adapters.doors.listener import Listener

_COMMAND = 2048  # bytes of a command line (Postfix's line_length_limit)
_TRANSACTION = frozenset({"MAIL", "RCPT", "DATA"})
_COMMANDS = frozenset({"MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT", "VRFY", "EXPN", "HELP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a door speaks. `authenticate` needs a log-in before mail; `auth_in_clear` allows it without TLS."""

    domain: str
    max_size: int
    lmtp: bool = False
    authenticate: bool = False
    auth_in_clear: bool = False


class Connection(SMTP):
    """One connection. It never answers 5xx for a fault of ours, and never with an error's own text."""

    line_length_limit = 64 * 1024  # of the reader's buffer; lines of a message may be longer
    command_size_limit = _COMMAND
    session: Session  # set as soon as there is a connection
    envelope: Envelope
    transport: asyncio.Transport | None

    def __init__(self, dialogue: Any, dialect: Dialect, listener: Listener, *, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(
            dialogue,
            data_size_limit=dialect.max_size,
            enable_SMTPUTF8=True,
            hostname=dialect.domain,
            tls_context=tls,
            timeout=listener.limits.command,
            loop=asyncio.get_running_loop(),
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
        )
        self.dialect = dialect
        self.listener = listener
        self.authenticated_as: str | None = None
        self.address: Address | None = None
        self.trusted = False
        self._auth_required = dialect.authenticate
        greetings = {"LHLO"} if dialect.lmtp else {"HELO", "EHLO"}
        more = {name for name, offered in (("STARTTLS", tls), ("AUTH", dialect.authenticate)) if offered}
        self._smtp_methods = {name: getattr(self, f"smtp_{name}") for name in _COMMANDS | greetings | more}
        self.answered = ""
        self.idle_commands = 0
        self.last_message = self.loop.time()
        self._waiting = False  # for a command: then a farewell may be said at once
        self._leaving: str | None = None

    # -- the connection ------------------------------------------------------------------------------------------------

    @property
    def tls(self) -> bool:
        return self.session is not None and self.session.ssl is not None

    @property
    def peer(self) -> str:
        return str(self.address) if self.address else "local socket"

    @property
    def bucket(self) -> str:
        return bucket_of(self.address)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self._original_transport is not None:  # STARTTLS: the same connection, and the dialogue starts anew
            self.authenticated_as = None
            super().connection_made(transport)
            return
        assert isinstance(transport, asyncio.Transport)
        self.address = address_of(transport.get_extra_info("peername"))
        self.trusted = self.dialect.lmtp or within(self.address, self.listener.relays)
        if not self.listener.enter(self, self.bucket, trusted=self.trusted):
            transport.set_protocol(asyncio.Protocol())
            transport.write(replies.TOO_MANY_CONNECTIONS.encode() + b"\r\n")
            transport.close()
            return
        super().connection_made(transport)
        self.session.ssl = transport.get_extra_info("ssl_object")
        if self._handler_coroutine is not None:
            self._handler_coroutine.add_done_callback(_retrieved)

    def connection_lost(self, error: Exception | None) -> None:
        self.listener.leave(self, self.bucket, trusted=self.trusted)
        super().connection_lost(error)

    def eof_received(self) -> bool:
        """The client has said all it will: what it said is still obeyed and answered."""
        self._reader.feed_eof()
        return not self.tls

    def bid_farewell(self, reply: str) -> None:
        self._leaving = reply
        if self._waiting:
            self.hang_up(reply)

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def hang_up(self, reply: str) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(reply.encode() + b"\r\n")
            self.transport.close()

    def _timeout_cb(self) -> None:
        if self.transport is not None and self.transport.get_write_buffer_size():
            self.transport.abort()  # it doesn't even read what we say
        self.hang_up(replies.TOO_SLOW)

    async def push(self, status: str | bytes) -> None:
        text = status if isinstance(status, str) else status.decode("ascii")
        self.answered = text[:3]
        if self.transport is None or self.transport.is_closing():
            return
        self._writer.write(replies.enhanced(text).encode() + b"\r\n")
        await self._writer.drain()

    # -- the command loop ----------------------------------------------------------------------------------------------

    async def _handle_client(self) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            self._writer.write(f"220 {self.dialect.domain} {'LMTP' if self.dialect.lmtp else 'ESMTP'} mailgate\r\n".encode())
            while self.transport is not None and not self.transport.is_closing():
                if self._leaving is not None:
                    self.hang_up(self._leaving)
                    break
                await self._next_command()
        if self.transport is not None:
            self.transport.close()

    async def _next_command(self) -> None:
        if not self.trusted and self.loop.time() - self.last_message > self.listener.limits.session:
            self.hang_up(replies.TOO_SLOW)
            return
        line = await self.read_line()
        if line is None:
            await self.push(replies.LINE_TOO_LONG)
            self.idle_commands += 1
            return
        name, _, rest = line.decode("utf-8", "surrogateescape").partition(" ")
        command = name.upper()
        try:
            method = self._smtp_methods.get(command)
            await (self.push(replies.UNKNOWN_COMMAND) if method is None else method(rest.strip() or None))
        except (ConnectionError, asyncio.IncompleteReadError):
            raise
        except TLSSetupException:
            self.abort()
            return
        except Exception as error:
            self.listener.handed.said("door_failed", error=error)
            await self.push(replies.LOCAL_ERROR)
        await self._count(command)

    async def _count(self, command: str) -> None:
        """Strangers may not talk for ever without sending a message."""
        if command not in _TRANSACTION or self.answered >= "400":
            self.idle_commands += 1
        if self.idle_commands > self.listener.limits.idle_commands and not self.trusted:
            self.listener.handed.said("connection_refused", why="flood")
            self.hang_up(replies.TOO_MANY_COMMANDS)

    async def read_line(self) -> bytes | None:
        """The next line without its end, be it CR LF or a bare LF; None if it was too long. It must come in time."""
        self._waiting = True
        self._reset_timeout(self.listener.patience(trusted=self.trusted))
        too_long = False
        try:
            while True:
                try:
                    line: bytes = await self._reader.readuntil(b"\n")
                    return None if too_long or len(line) > _COMMAND else line.rstrip(b"\r\n")
                except asyncio.LimitOverrunError as more:
                    too_long = True
                    await self._reader.readexactly(more.consumed)
        finally:
            self._waiting = False
            self._reset_timeout(self.listener.limits.command)


def _retrieved(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        task.exception()

"""The SMTP and LMTP dialogue: aiosmtpd's, with its own command loop and DATA put in the place of the library's.

What is changed, and why (all seen with aiosmtpd 1.4.6): an exception in a handler became a permanent `500` with the
exception's text, a lost connection cancelled the message that was being kept, lines above 1,000 bytes were refused for ever,
an endless line filled the memory, one shared table of limits was cleared by every connection, AUTH was hidden under
implicit TLS, LMTP gave one reply for all recipients, and end of input on a half-closed connection ate the last reply.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from dataclasses import dataclass
from typing import Any, Protocol

from aiosmtpd.smtp import MISSING, SMTP, Envelope, Session, TLSSetupException, syntax

from mailgate.adapters.doors import replies
from mailgate.adapters.doors.limits import Address, address_of, bucket_of, within
from mailgate.adapters.doors.listener import Listener
from mailgate.adapters.doors.smtp_auth import authenticate
from mailgate.adapters.doors.smtp_data import Unread, read_content

_COMMAND = 2048                                   # bytes of a command line (Postfix's line_length_limit)
_TRANSACTION = frozenset({"MAIL", "RCPT", "DATA"})
_PATIENT_REFUSALS = 3                             # unknown recipients answered at once
_PLAIN_ADDRESS = re.compile(r"<([^\s<>()\[\]\\,;:\"@\x00-\x1f]+@[A-Za-z0-9.-]+)>(.*)", re.DOTALL)
_AUTH_PARAMETER = re.compile(r"\s+AUTH=\S+", re.IGNORECASE)    # RFC 4954 §5: we need not believe it, but must take it
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_COMMANDS = frozenset({"MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT", "VRFY", "EXPN", "HELP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a door speaks. `authenticate` needs a log-in before mail; `auth_in_clear` allows it without TLS."""

    domain: str
    max_size: int
    lmtp: bool = False
    authenticate: bool = False
    auth_in_clear: bool = False


class Dialogue(Protocol):
    """What a door decides. `handle_` names are aiosmtpd's hooks: they return a reply, and fill the envelope if it is 250."""

    async def handle_MAIL(
        self, server: GateProtocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str: ...

    async def handle_RCPT(
        self, server: GateProtocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str: ...

    async def keep(self, server: GateProtocol, envelope: Envelope, data: bytes) -> str: ...

    async def verify(self, user: str, password: str) -> str | None: ...


class GateProtocol(SMTP):
    """One connection. It never answers 5xx for a fault of ours, and never with an error's own text."""

    line_length_limit = 64 * 1024                 # of the reader's buffer; lines of a message may be longer
    command_size_limit = _COMMAND
    session: Session                              # set as soon as there is a connection
    envelope: Envelope
    transport: asyncio.Transport | None

    def __init__(
        self, dialogue: Dialogue, dialect: Dialect, listener: Listener, *, tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(
            dialogue, data_size_limit=dialect.max_size, enable_SMTPUTF8=True, hostname=dialect.domain, tls_context=tls,
            timeout=listener.limits.command, loop=asyncio.get_running_loop(), auth_exclude_mechanism=("LOGIN", "PLAIN"),
        )
        self.dialogue = dialogue
        self.dialect = dialect
        self.listener = listener
        self.authenticated_as: str | None = None
        self.address: Address | None = None
        self.trusted = False
        self._auth_required = dialect.authenticate
        greetings = {"LHLO"} if dialect.lmtp else {"HELO", "EHLO"}
        more = {name for name, offered in (("STARTTLS", tls), ("AUTH", dialect.authenticate)) if offered}
        self._smtp_methods = {name: getattr(self, f"smtp_{name}") for name in _COMMANDS | greetings | more}
        self._answered = ""
        self._idle_commands = 0
        self._unknown = 0
        self._last_message = self.loop.time()
        self._waiting = False                     # for a command: then a farewell may be said at once
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
            self._hang_up(reply)

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def _hang_up(self, reply: str) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(reply.encode() + b"\r\n")
            self.transport.close()

    def _timeout_cb(self) -> None:
        if self.transport is not None and self.transport.get_write_buffer_size():
            self.transport.abort()                # it doesn't even read what we say
        self._hang_up(replies.TOO_SLOW)

    async def push(self, status: str | bytes) -> None:
        text = status if isinstance(status, str) else status.decode("ascii")
        self._answered = text[:3]
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
                    self._hang_up(self._leaving)
                    break
                await self._next_command()
        if self.transport is not None:
            self.transport.close()

    async def _next_command(self) -> None:
        if not self.trusted and self.loop.time() - self._last_message > self.listener.limits.session:
            self._hang_up(replies.TOO_SLOW)
            return
        line = await self.read_line()
        if line is None:
            await self.push(replies.LINE_TOO_LONG)
            self._idle_commands += 1
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
        if command not in _TRANSACTION or self._answered >= "400":
            self._idle_commands += 1
        if self._idle_commands > self.listener.limits.idle_commands and not self.trusted:
            self.listener.handed.said("connection_refused", why="flood")
            self._hang_up(replies.TOO_MANY_COMMANDS)

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

    # -- commands ------------------------------------------------------------------------------------------------------

    @syntax("STARTTLS")
    async def smtp_STARTTLS(self, arg: str | None) -> None:
        if self.tls:
            await self.push("503 Error: TLS is on already")
            return
        await super().smtp_STARTTLS(arg or "")

    @syntax("EHLO hostname")
    async def smtp_EHLO(self, hostname: str | None) -> None:
        if not hostname:
            await self.push("501 Syntax: EHLO hostname")
            return
        self._start_anew()
        self.session.extended_smtp = True
        self.session.host_name = hostname
        offers = ["PIPELINING", f"SIZE {self.dialect.max_size}"]
        if self.tls_context is not None and not self.tls:
            offers.append("STARTTLS")
        if self.dialect.authenticate and self.auth_allowed:
            offers.append("AUTH PLAIN LOGIN")
        lines = [self.dialect.domain, *offers, "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8"]
        marked = [f"250{'-' if line is not lines[-1] else ' '}{line}\r\n" for line in lines]
        self._answered = "250"
        self._writer.write("".join(marked).encode())

    smtp_LHLO = smtp_EHLO                         # RFC 2033 §4.1

    @syntax("HELO hostname")
    async def smtp_HELO(self, hostname: str | None) -> None:
        if not hostname:
            await self.push("501 Syntax: HELO hostname")
            return
        self._start_anew()
        self.session.extended_smtp = False
        self.session.host_name = hostname
        self._answered = "250"
        self._writer.write(f"250 {self.dialect.domain}\r\n".encode())

    @property
    def auth_allowed(self) -> bool:
        return self.tls or self.dialect.auth_in_clear

    @syntax("AUTH mechanism")
    async def smtp_AUTH(self, arg: str | None) -> None:
        if not await self.check_helo_needed("EHLO"):
            await authenticate(self, arg or "")

    @syntax("MAIL FROM: <address>", extended=" [SP <mail-parameters>]")
    async def smtp_MAIL(self, arg: str | None) -> None:
        if arg is not None and _CONTROL.search(arg):
            await self.push(replies.BAD_SENDER)
            return
        await super().smtp_MAIL(arg if arg is None else _AUTH_PARAMETER.sub("", arg))

    @syntax("RCPT TO: <address>", extended=" [SP <mail-parameters>]")
    async def smtp_RCPT(self, arg: str | None) -> None:
        if arg is not None and _CONTROL.search(arg):
            await self.push(replies.BAD_RECIPIENT)
            return
        await super().smtp_RCPT(arg)
        if self._answered == "550" and not self.trusted:
            self._unknown += 1

    async def hesitate(self) -> None:
        """A stranger who tries one address after another gets slower answers."""
        if self._unknown >= _PATIENT_REFUSALS and not self.trusted:
            await asyncio.sleep(self.listener.limits.unknown_delay)

    @syntax("VRFY address")
    async def smtp_VRFY(self, arg: str | None) -> None:
        await self.push("252 2.0.0 Cannot VRFY user, but will accept message and attempt delivery")

    async def smtp_EXPN(self, arg: str | None) -> None:
        await self.push("502 EXPN not implemented")

    @syntax("HELP")
    async def smtp_HELP(self, arg: str | None) -> None:
        await self.push("214 2.0.0 See RFC 5321")

    @syntax("QUIT")
    async def smtp_QUIT(self, arg: str | None) -> None:
        self._hang_up("221 2.0.0 Bye")

    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        envelope = self.envelope
        if arg or not envelope.rcpt_tos:
            await self.push("501 Syntax: DATA" if arg else "503 Error: need RCPT command")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        limits = self.listener.limits
        if self._timeout_handle is not None:
            self._timeout_handle.cancel()         # it has a deadline of its own now
        content = await read_content(
            self._reader, max_size=self.dialect.max_size, room=self.listener.room, start=limits.data_start, rate=limits.data_rate,
        )
        if isinstance(content, Unread) and content.hang_up:
            self._hang_up(content.reply)
            return
        self._reset_timeout(limits.command)
        reply = content.reply if isinstance(content, Unread) else await self.dialogue.keep(self, envelope, content)
        self._start_anew()
        if reply.startswith("250"):
            self._idle_commands = self._unknown = 0
            self._last_message = self.loop.time()
        count = len(envelope.rcpt_tos) if self.dialect.lmtp else 1     # RFC 2033 §4.2: one reply for each recipient
        await self.push("\r\n".join([reply] * count))

    def _start_anew(self) -> None:
        self.envelope = self._create_envelope()

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        plain = _PLAIN_ADDRESS.match(arg)         # nearly all of them; the rest is the library's, slower, grammar
        found: tuple[Any, Any] = (plain[1], plain[2].strip()) if plain else super()._getaddr(arg)
        return found


def _retrieved(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        task.exception()


def null_sender(address: str | None) -> str:
    """aiosmtpd says `<>` for the null sender; we say ""."""
    return "" if address in (None, "<>", MISSING) else str(address)

"""The SMTP and LMTP commands (RFC 5321, RFC 2033): aiosmtpd's, with DATA, AUTH and the greetings put in their place.

What is changed, and why (all seen with aiosmtpd 1.4.6): lines above 1,000 bytes were refused for ever, an endless line
filled the memory, AUTH was hidden under implicit TLS and its check blocked the loop, LMTP gave one reply for all recipients.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from typing import Any, Protocol

from aiosmtpd.smtp import MISSING, Envelope, Session, syntax

from mailgate.adapters.doors import replies
from mailgate.adapters.doors.listener import Listener
from mailgate.adapters.doors.smtp_auth import authenticate
from mailgate.adapters.doors.smtp_connection import Connection, Dialect
from mailgate.adapters.doors.smtp_data import Unread, read_content

_PATIENT_REFUSALS = 3  # unknown recipients answered at once
_PLAIN_ADDRESS = re.compile(r"<([^\s<>()\[\]\\,;:\"@\x00-\x1f]+@[A-Za-z0-9.-]+)>(.*)", re.DOTALL)
_AUTH_PARAMETER = re.compile(r"\s+AUTH=\S+", re.IGNORECASE)  # RFC 4954 §5: we need not believe it, but must take it
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


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


class GateProtocol(Connection):
    """A connection that obeys."""

    def __init__(self, dialogue: Dialogue, dialect: Dialect, listener: Listener, *, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(dialogue, dialect, listener, tls=tls)
        self.dialogue = dialogue
        self._unknown = 0

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
        self.answered = "250"
        self._writer.write("".join(marked).encode())

    smtp_LHLO = smtp_EHLO  # RFC 2033 §4.1

    @syntax("HELO hostname")
    async def smtp_HELO(self, hostname: str | None) -> None:
        if not hostname:
            await self.push("501 Syntax: HELO hostname")
            return
        self._start_anew()
        self.session.extended_smtp = False
        self.session.host_name = hostname
        self.answered = "250"
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
        if self.answered == "550" and not self.trusted:
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
        self.hang_up("221 2.0.0 Bye")

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
            self._timeout_handle.cancel()  # it has a deadline of its own now
        content = await read_content(
            self._reader,
            max_size=self.dialect.max_size,
            room=self.listener.room,
            start=limits.data_start,
            rate=limits.data_rate,
        )
        if isinstance(content, Unread) and content.hang_up:
            self.listener.handed.said("refused", why=content.why)
            self.hang_up(content.reply)
            return
        self._reset_timeout(limits.command)
        if isinstance(content, Unread):
            self.listener.handed.said("refused", why=content.why)
        reply = content.reply if isinstance(content, Unread) else await self.dialogue.keep(self, envelope, content)
        self._start_anew()
        if reply.startswith("250"):
            self.idle_commands = self._unknown = 0
            self.last_message = self.loop.time()
        count = len(envelope.rcpt_tos) if self.dialect.lmtp else 1  # RFC 2033 §4.2: one reply for each recipient
        await self.push("\r\n".join([reply] * count))

    def _start_anew(self) -> None:
        self.envelope = self._create_envelope()

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        plain = _PLAIN_ADDRESS.match(arg)  # nearly all of them; the rest is the library's, slower, grammar
        found: tuple[Any, Any] = (plain[1], plain[2].strip()) if plain else super()._getaddr(arg)
        return found


def null_sender(address: str | None) -> str:
    """aiosmtpd says `<>` for the null sender; we say ""."""
    return "" if address in (None, "<>", MISSING) else str(address)

"""The smarthost's carrier: a few kept connections, one transaction a delivery.

Nothing here raises for what a server says or does; every delivery gets its attempt. Deadlines are those of RFC 5321
§4.5.3.2. When the answer to the final dot is lost the letter may have been taken (RFC 1047): the attempt says `in_doubt`.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import aiosmtplib

from mailgate.adapters.smtp_reply import deferred_by, outcome_of, shown
from mailgate.model.delivery import Attempt, Deferred, Delivery, Rejected
from mailgate.model.errors import Refused

CONNECT, COMMAND, FINAL_DOT = 60.0, 300.0, 600.0  # seconds; §4.5.3.2.6: ten minutes for the answer to the dot
GREETING_AND_LOGIN = 120.0

# RFC 5321 §4.1.2 without quoted local parts and with RFC 6531's letters; checked before the library sees an address,
# because what ends a command line there would be a command of its own.
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff.-]{1,64}"
_LABEL = r"[A-Za-z0-9\u0080-\U0010ffff](?:[A-Za-z0-9\u0080-\U0010ffff-]{0,61}[A-Za-z0-9\u0080-\U0010ffff])?"
_ADDRESS = re.compile(rf"({_LOCAL})@({_LABEL}(?:\.{_LABEL})*|\[[0-9A-Fa-f.:IPv]{{3,45}}\])")
_DOTS_FIRST_IN_LINE = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Smarthost:
    """How to reach and enter the next hop. `token` gives an OAuth access token (XOAUTH2) instead of a password.
    `tls` is never opportunistic; `none` is for loopback only. `ca` is a file of certificate authorities of one's own."""

    host: str
    port: int
    tls: Literal["implicit", "starttls", "none"] = "starttls"
    user: str | None = None
    password: str | None = None
    token: Callable[[], Awaitable[str]] | None = None
    ca: Path | None = None
    connections: int = 2
    hello: str | None = None  # our name in EHLO


class SmtpCarrier:
    """Fits the port `Carrier`. Raises Refused when made with settings that would send a password in clear."""

    idempotent = False

    def __init__(self, smarthost: Smarthost) -> None:
        if smarthost.tls == "none" and not is_loopback(smarthost.host):
            raise Refused(f"delivery to {smarthost.host} needs tls: implicit or starttls; none is for loopback only")
        context = tls_context(smarthost.ca) if smarthost.tls != "none" else None
        self._lines = [_Line(smarthost, context) for _ in range(max(1, smarthost.connections))]

    async def carry(self, deliveries: Sequence[Delivery]) -> Sequence[Attempt]:
        """One attempt for each, in order. Once the server can't be reached the rest are deferred without trying."""
        attempts: list[Attempt] = [Deferred(reply="the server could not be used", connection=True)] * len(deliveries)
        waiting = iter(list(enumerate(deliveries)))
        down: list[Deferred] = []

        async def work(line: _Line) -> None:
            for position, delivery in waiting:
                attempt = down[0] if down else await line.carry(delivery)
                attempts[position] = attempt
                if isinstance(attempt, Deferred) and attempt.connection:
                    down.append(Deferred(reply=attempt.reply, connection=True))

        async with asyncio.TaskGroup() as tasks:
            for line in self._lines[: len(deliveries)]:
                tasks.create_task(work(line))
        return attempts

    async def close(self) -> None:
        for line in self._lines:
            await line.close()

    async def probe(self) -> str:
        """Connect and log in, send nothing: the server's greeting, for `doctor`. Raises Refused with what went wrong."""
        line = self._lines[0]
        try:
            await line.open()
            return line.greeting
        except _FAILURES as error:
            raise Refused(shown(error)) from error
        finally:
            await line.close()


# What a server or network can do to us; everything else is our own mistake and may be seen.
_FAILURES = (aiosmtplib.SMTPException, OSError, TimeoutError, ssl.SSLError, UnicodeError, ValueError)


class _Line:
    """One connection, opened when needed and kept until it fails."""

    def __init__(self, smarthost: Smarthost, context: ssl.SSLContext | None) -> None:
        self._smarthost, self._context = smarthost, context
        self._client: aiosmtplib.SMTP | None = None
        self._dotted = False  # the final dot of the current letter may have been sent
        self.greeting = ""

    async def carry(self, delivery: Delivery) -> Attempt:
        if not good_address(delivery.to) or not (delivery.envelope_from == "" or good_address(delivery.envelope_from)):
            return Rejected(reply="bad_address: not an address that mail can be sent to", status="5.1.3")
        kept = self._client is not None and self._client.is_connected
        attempt = await self._try(delivery)
        if kept and self._client is None and isinstance(attempt, Deferred) and not attempt.in_doubt:
            attempt = await self._try(delivery)  # the kept connection had been closed meanwhile: that says nothing
        return attempt

    async def _try(self, delivery: Delivery) -> Attempt:
        self._dotted = False
        try:
            client = await self.open()
        except _FAILURES as error:
            await self.close()
            return Deferred(reply=shown(error), connection=True)
        try:
            return await self._transact(client, delivery)
        except _FAILURES as error:
            await self.close()  # this letter waits; the next one may try a connection of its own
            return Deferred(reply=shown(error), in_doubt=self._dotted)
        except BaseException:  # cancelled in the middle: the connection's state is unknown
            _abort(client)
            self._client = None
            raise

    async def open(self) -> aiosmtplib.SMTP:
        """The kept connection, or a new one, encrypted and logged in."""
        if self._client is not None and self._client.is_connected:
            return self._client
        host = self._smarthost
        client = aiosmtplib.SMTP(
            hostname=host.host,
            port=host.port,
            timeout=COMMAND,
            local_hostname=host.hello or "localhost",
            use_tls=host.tls == "implicit",
            start_tls=host.tls == "starttls",
            tls_context=self._context,
        )
        self._client = client
        async with asyncio.timeout(CONNECT + GREETING_AND_LOGIN):
            greeting = await client.connect(timeout=CONNECT)
            self.greeting = f"{greeting.code} {greeting.message}"
            await client.ehlo()
            await self._log_in(client)
        return client

    async def _log_in(self, client: aiosmtplib.SMTP) -> None:
        host = self._smarthost
        if host.user and host.token is not None:
            await client.auth_xoauth2(host.user, await host.token())
        elif host.user and host.password is not None:
            await client.login(host.user, host.password)

    async def _transact(self, client: aiosmtplib.SMTP, delivery: Delivery) -> Attempt:
        """MAIL, RCPT, DATA (RFC 5321 §3.3). A refused command leaves the connection usable after RSET."""
        to, sent_by = wire_address(delivery.to), delivery.envelope_from
        utf8 = not (to + sent_by).isascii() or not delivery.data.partition(b"\r\n\r\n")[0].isascii()
        if utf8 and not client.supports_extension("smtputf8"):
            return Rejected(reply="the server does not take addresses outside ASCII (SMTPUTF8)", status="5.6.7")
        options: list[bytes] = [b"SMTPUTF8"] if utf8 else []
        if client.supports_extension("size"):
            options.append(b"SIZE=%d" % len(delivery.data))
        for command in ([b"MAIL", f"FROM:<{sent_by}>".encode(), *options], [b"RCPT", f"TO:<{to}>".encode()]):
            reply = await client.execute_command(*command, timeout=COMMAND)
            if not 200 <= reply.code < 300:
                return await self._refused(client, reply)
        reply = await client.execute_command(b"DATA", timeout=COMMAND)
        if reply.code != 354:
            return await self._refused(client, reply)
        return await self._hand_over(client, delivery)

    async def _hand_over(self, client: aiosmtplib.SMTP, delivery: Delivery) -> Attempt:
        protocol = client.protocol
        if protocol is None:
            raise aiosmtplib.SMTPServerDisconnected("connection lost")
        body = delivery.data if delivery.data.endswith(b"\r\n") else delivery.data + b"\r\n"
        self._dotted = True
        protocol.write(_DOTS_FIRST_IN_LINE.sub(b"..", body) + b".\r\n")
        reply = await protocol.read_response(timeout=FINAL_DOT)
        self._dotted = False  # answered: no doubt any more
        attempt = outcome_of(reply)
        if isinstance(attempt, Deferred) and attempt.connection:
            await self.close()
        return attempt

    async def _refused(self, client: aiosmtplib.SMTP, reply: aiosmtplib.SMTPResponse) -> Attempt:
        attempt = deferred_by(reply) or outcome_of(reply)
        if isinstance(attempt, Deferred) and attempt.connection:
            await self.close()
        else:
            await client.execute_command(b"RSET", timeout=COMMAND)
        return attempt

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        try:
            if client.is_connected:
                await client.execute_command(b"QUIT", timeout=2)
        except _FAILURES:
            pass
        finally:
            _abort(client)


def _abort(client: aiosmtplib.SMTP) -> None:
    """Close at once: words that the server doesn't take would keep the connection open."""
    transport = client.transport
    client.close()
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()


def good_address(address: str) -> bool:
    """Whether the address can stand in an envelope: the grammar above, 254 octets at most, no empty atom."""
    if not _ADDRESS.fullmatch(address) or ".." in address or address.startswith(".") or ".@" in address:
        return False
    try:
        return len(wire_address(address).encode()) <= 254
    except UnicodeError:
        return False


def wire_address(address: str) -> str:
    """The address with its domain in ASCII (IDNA), as servers without SMTPUTF8 need it."""
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def is_loopback(host: str) -> bool:
    if host.lower() in ("localhost", "localhost.localdomain"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def tls_context(ca: Path | None) -> ssl.SSLContext:
    """TLS 1.2 or newer, certificate and name checked; there is no way to switch that off, only an authority of one's own."""
    context = ssl.create_default_context(cafile=str(ca) if ca else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context

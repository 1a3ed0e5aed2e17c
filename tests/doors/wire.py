"""A raw SMTP client and a fake accept function: what the door's tests hold in their hands."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from mailgate.adapters.doors.config import Handed
from mailgate.model.message import Evidence, RawMessage

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
DEADLINE = 10.0


@dataclass
class Kept:
    """Keeps messages in a list; `fault` is raised instead, `gate` must open before anything is kept."""

    messages: list[tuple[RawMessage, Evidence]] = field(default_factory=list)
    fault: Exception | None = None
    gate: asyncio.Event | None = None
    words: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    is_busy: bool = False

    async def __call__(self, raw: RawMessage, evidence: Evidence) -> int:
        self.asked.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.fault is not None:
            raise self.fault
        self.messages.append((raw, evidence))
        self.arrived.set()
        return len(self.messages)

    def said(self, word: str, /, **fields: object) -> None:
        self.words.append((word, fields))

    @property
    def raw(self) -> RawMessage:
        return self.messages[-1][0]

    @property
    def evidence(self) -> Evidence:
        return self.messages[-1][1]

    def handed(self) -> Handed:
        return Handed(
            accept=self,
            known_recipient=known,
            clock=lambda: NOW,
            local_domain=lambda domain: domain == "example.com",
            busy=lambda: self.is_busy,
            said=self.said,
        )


def known(address: str) -> bool:
    local, _, domain = address.lower().partition("@")
    return local.partition("+")[0] in ("support", "billing") and domain == "example.com"


class Wire:
    """One connection to a door."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def line(self) -> str:
        """The next reply line; "" when the door has hung up."""
        return (await asyncio.wait_for(self.reader.readline(), DEADLINE)).decode().rstrip("\r\n")

    async def reply(self) -> list[str]:
        lines = [await self.line()]
        while lines[-1][3:4] == "-":
            lines.append(await self.line())
        return lines

    def write(self, data: bytes) -> None:
        self.writer.write(data)

    async def say(self, command: str) -> str:
        """Send a command; the last line of the reply."""
        self.write(command.encode() + b"\r\n")
        return (await self.reply())[-1]

    async def mail(self, data: bytes, *, to: str = "support@example.com", sender: str = "maria@example.org") -> str:
        """A whole transaction; the reply to the data (which is sent as it stands, with its end)."""
        assert (await self.say(f"MAIL FROM:<{sender}>")).startswith("250")
        assert (await self.say(f"RCPT TO:<{to}>")).startswith("250")
        assert (await self.say("DATA")).startswith("354")
        self.write(data)
        return (await self.reply())[-1]

    async def start_tls(self, context: ssl.SSLContext) -> None:
        assert (await self.say("STARTTLS")).startswith("220")
        await self.writer.start_tls(context, server_hostname="localhost")


@asynccontextmanager
async def connected(where: tuple[str, int], *, hello: str = "EHLO client.example.org", **how: Any) -> AsyncIterator[Wire]:
    host, port = where
    reader, writer = await (asyncio.open_unix_connection(host) if not port else asyncio.open_connection(host, port, **how))
    wire = Wire(reader, writer)
    try:
        if hello:
            assert (await wire.reply())[-1].startswith("220")
            assert (await wire.say(hello)).startswith("250")
        yield wire
    finally:
        writer.transport.abort()  # what the door won't take any more is not waited for

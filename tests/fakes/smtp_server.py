"""An SMTP server that says what the test wants, at the verb the test wants, and keeps what it was sent."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

DROP = ""  # close the connection instead of answering

Say = Callable[[str, str], "str | None"]  # (verb, argument) → the reply; None: what a good server says


@dataclass(slots=True)
class Kept:
    sender: str
    recipient: str
    data: bytes
    options: str


@dataclass(slots=True)
class ScriptedServer:
    say: Say = lambda verb, argument: None
    extensions: tuple[str, ...] = ("8BITMIME", "SIZE 50000000", "SMTPUTF8")
    starttls: ssl.SSLContext | None = None
    port: int = 0
    connections: int = 0
    kept: list[Kept] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self._converse(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not await self._write(writer, self.say("CONNECT", "") or "220 test"):
            return
        sender = recipient = options = ""
        while line := (await reader.readline()).decode().rstrip("\r\n"):
            self.commands.append(line)
            verb, _, argument = line.partition(" ")
            verb = verb.upper()
            if verb == "MAIL":
                address, _, options = argument.removeprefix("FROM:<").partition(">")
                sender = address
            if verb == "RCPT":
                recipient = argument.removeprefix("TO:<").partition(">")[0]
            said = self.say(verb, argument)
            good = {"EHLO": self._hello(), "DATA": "354 go on", "QUIT": "221 bye", "STARTTLS": "220 go on"}
            if not await self._write(writer, good.get(verb, "250 2.0.0 ok") if said is None else said):
                return
            if verb == "STARTTLS":
                await writer.start_tls(self.starttls)  # type: ignore[arg-type]
            if verb == "DATA" and said is None:
                data = await reader.readuntil(b"\r\n.\r\n")
                self.kept.append(Kept(sender, recipient, data[:-3].replace(b"\r\n..", b"\r\n."), options.strip()))
                said = self.say(".", "")
                if not await self._write(writer, "250 2.0.0 queued" if said is None else said):
                    return
            if verb == "QUIT":
                return

    def _hello(self) -> str:
        extensions = self.extensions + (("STARTTLS",) if self.starttls else ())
        return "\r\n".join(["250-test", *(f"250-{one}" for one in extensions), "250 HELP"])

    async def _write(self, writer: asyncio.StreamWriter, reply: str) -> bool:
        if reply == DROP:
            return False
        writer.write(reply.encode() + b"\r\n")
        await writer.drain()
        return True


@asynccontextmanager
async def serving(
    say: Say = lambda verb, argument: None,
    *,
    implicit: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    extensions: tuple[str, ...] = ("8BITMIME", "SIZE 50000000", "SMTPUTF8"),
) -> AsyncIterator[ScriptedServer]:
    scripted = ScriptedServer(say=say, extensions=extensions, starttls=starttls)
    server = await asyncio.start_server(scripted.serve, "127.0.0.1", 0, ssl=implicit, limit=2**26)
    scripted.port = server.sockets[0].getsockname()[1]
    try:
        yield scripted
    finally:
        server.close()

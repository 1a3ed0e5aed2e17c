"""One IMAP connection: aioimaplib's protocol with its reading of the wire, its waiting and its log-in put right.

What is changed, and why (all seen with aioimaplib 2.0.3): a thousand lines at once ended in a RecursionError and a dead
connection, `* ` was cut out of the middle of lines, a lost connection or a BYE left commands waiting for ever, a dripping
literal renewed its timer for ever, literals had no bound, there was no STARTTLS, and a refused XOAUTH2 hung.
One command runs at a time, each under a deadline; whatever goes wrong on the wire ends the connection.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Any, cast

from aioimaplib.aioimaplib import AioImapException, Command, IMAP4ClientProtocol, quoted

from mailgate.adapters.doors import imap_lines
from mailgate.adapters.doors.imap_lines import Line
from mailgate.model.errors import MailgateError, Temporary

_LITERAL = re.compile(rb"\{(\d{1,20})\+?\}\Z")
_EXISTS = re.compile(rb"\d+ EXISTS", re.IGNORECASE)
_FREE_TEXT = frozenset({b"OK ", b"NO ", b"BAD", b"BYE"})
_LINE = 8 * 1024 * 1024  # one line, such as the answer to a SEARCH
_LINES = 200_000  # of one answer


class ImapLost(Temporary):
    """The connection is gone, or can't be had; another try may work."""


class ImapRefused(MailgateError):
    """The server said NO or BAD. `code` is its response code, or ""."""

    def __init__(self, command: str, text: str) -> None:
        super().__init__(f"{command}: {text[:200]}")
        self.code = imap_lines.code_of(text)


@dataclass(frozen=True, slots=True)
class Answer:
    result: str
    text: str
    lines: tuple[Line, ...]


class Protocol(IMAP4ClientProtocol):  # type: ignore[misc]
    """The wire: lines and literals in, answers out. `news` is set when the server speaks of more messages."""

    pending_sync_command: Any

    def __init__(self, *, max_literal: int) -> None:
        super().__init__(asyncio.get_running_loop())
        self.greeting: asyncio.Future[bytes] = self.loop.create_future()
        self.lost: asyncio.Future[ImapLost] = self.loop.create_future()
        self.news = asyncio.Event()
        self._max_literal = max_literal
        self._buffer = bytearray()
        self._literal: bytearray | None = None
        self._missing = 0
        self._after_literal = False
        self._last_words = ""
        self._answers: list[bytes] = []  # to the server's challenges, while it authenticates

    # -- in ------------------------------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        position = 0
        try:
            while (end := self._step(position)) is not None:
                position = end
        except (AioImapException, ValueError) as error:
            self.end(str(error))
            return
        del self._buffer[:position]
        if self._literal is None and len(self._buffer) > _LINE:
            self.end("the server sent an endless line")

    def _step(self, position: int) -> int | None:
        """Take one line or a piece of a literal from the buffer; where it ended, or None for "needs more"."""
        if self.lost.done():
            return None
        if self._literal is not None:
            piece = self._buffer[position : position + self._missing]
            self._literal += piece
            self._missing -= len(piece)
            if self._missing:
                return position + len(piece) if piece else None
            self._add(self._literal)
            self._literal, self._after_literal = None, True
            return position + len(piece)
        end = self._buffer.find(b"\r\n", position)
        if end < 0:
            return None
        self._take_line(bytes(self._buffer[position:end]))
        return end + 2

    def _take_line(self, line: bytes) -> None:
        if self._after_literal:
            self._after_literal = False
            self._add(line)
        elif not self.greeting.done():
            self.greeting.set_result(line)
            return
        elif line.startswith(b"* "):
            if _EXISTS.match(line, 2):
                self.news.set()
            if line[2:5].upper() == b"BYE":
                self._last_words = line[2:].decode("utf-8", "replace")[:200]
            self._add(line[2:])
        elif line.startswith(b"+"):
            self._challenged()
            return
        elif line:
            self._response_done(line)
            return
        if line[2:5].upper() not in _FREE_TEXT and (announced := _LITERAL.search(line)):
            self._missing = int(announced[1])
            if self._missing > self._max_literal:
                self.end("the server sent a literal beyond every bound")
                return
            self._literal = bytearray()

    def _add(self, line: Line) -> None:
        command = self.pending_sync_command
        if command is None or command.name == "IDLE":
            return
        if len(command.response.lines) > _LINES:
            self.end("the server sent an endless answer")
            return
        command.append_to_resp(line)

    def _challenged(self) -> None:
        command = self.pending_sync_command
        if command is not None and command.name == "IDLE":
            self._idle_event.set()
        elif command is not None and command.name == "AUTHENTICATE":
            # past our words, an empty line: a refusal comes as a challenge first, and is to be confirmed
            self.transport.write((self._answers.pop(0) if self._answers else b"") + b"\r\n")

    def connection_lost(self, error: Exception | None) -> None:
        self.end(self._last_words or str(error or "closed by the server"))

    def end(self, why: str) -> None:
        """Close at once; whoever waits for an answer gets ImapLost."""
        if not self.lost.done():
            self.lost.set_result(ImapLost(why))
        if not self.greeting.done():
            self.greeting.set_exception(ImapLost(why))
            self.greeting.exception()
        command, self.pending_sync_command = self.pending_sync_command, None
        if command is not None:
            command._exception = ImapLost(why)
            command._event.set()
        self._idle_event.set()
        self.news.set()
        if self.transport is not None:
            self.transport.abort()

    # -- out -----------------------------------------------------------------------------------------------------------

    async def run(self, name: str, *args: str, prefix: str | None = None, seconds: float) -> Answer:
        """One command to its end. ImapLost: the connection or the time is over. ValueError: a line break in an argument."""
        command = self.begin(Command(name, self.new_tag(), *args, prefix=prefix, loop=self.loop))
        return await self.answer(command, seconds)

    async def authenticate(self, mechanism: str, words: list[bytes], *, initial: bool, seconds: float) -> Answer:
        args = [mechanism, words[0].decode("ascii")] if initial else [mechanism]
        self._answers = [] if initial else list(words)
        return await self.run("AUTHENTICATE", *args, seconds=seconds)

    def begin(self, command: Any) -> Any:
        if self.lost.done():
            raise self.lost.result()
        if self.pending_sync_command is not None:
            raise ImapLost(f"{command.name} while {self.pending_sync_command.name} runs")
        self.pending_sync_command = command
        self.transport.write(f"{command}\r\n".encode())
        return command

    async def answer(self, command: Any, seconds: float) -> Answer:
        try:
            async with asyncio.timeout(seconds):
                await command.wait()
        except TimeoutError:
            self.end(f"no answer to {command.name} in {seconds:.1f} s")
            raise self.lost.result() from None
        result, lines = command.response
        return Answer(result, bytes(lines[-1]).decode("utf-8", "replace"), tuple(lines[:-1]))

    async def idle(self, *, until: asyncio.Event, seconds: float, command_seconds: float) -> None:
        """IDLE (RFC 2177) until there is news, `until` is set, or the time is over."""
        self._idle_event.clear()
        command = self.begin(Command("IDLE", self.new_tag(), loop=self.loop))
        finished = asyncio.ensure_future(command.wait())
        started, news, stop = (asyncio.ensure_future(event.wait()) for event in (self._idle_event, self.news, until))
        waiting = (finished, started, news, stop)
        try:
            done, _ = await asyncio.wait({finished, started}, timeout=command_seconds, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                self.end(f"no answer to IDLE in {command_seconds:.1f} s")
            await asyncio.wait({finished, news, stop}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if not finished.done():
                self.transport.write(b"DONE\r\n")
            answer = await self.answer(command, command_seconds)
        finally:
            for one in waiting:
                one.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        if answer.result != "OK":
            raise ImapRefused("IDLE", answer.text)


def in_quotes(text: str) -> str:
    """A quoted string (RFC 3501 §9)."""
    return cast(str, quoted(text))

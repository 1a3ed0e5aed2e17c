"""Reading a message off the wire: memory, size, time and rate have bounds; a line's length has none (RFC 5321 §4.5.2).

Only CR LF . CR LF ends a message, so nobody can smuggle a second one in behind some other sequence.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from mailgate.adapters.doors import replies

_END = b"\r\n.\r\n"
_BEGUN = (b"\r", b"\r\n", b"\r\n.", b"\r\n.\r")
_BARE_LF = re.compile(rb"(?<!\r)\n")
_BEYOND = 1024 * 1024  # past twice the size limit we read so much more, and cut off


class Room:
    """Bytes that unfinished messages of all connections may take together."""

    def __init__(self, size: int) -> None:
        self.left = size


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """There is no content: the reply, and whether to hang up then, because the rest was not read."""

    reply: str
    hang_up: bool = False

    @property
    def why(self) -> str:
        """The fixed word."""
        return {replies.TOO_BIG: "too_big", replies.TOO_SLOW: "too_slow"}.get(self.reply, "busy")


async def read_content(reader: asyncio.StreamReader, *, max_size: int, room: Room, start: float, rate: int) -> bytes | Unread:
    """Read what follows 354 to its end: dots unstuffed, bare line feeds made CR LF, every other byte as sent.

    It may take `start` seconds, and one more for each `rate` bytes. A message above `max_size` is read to its end and
    refused, above twice that cut off. IncompleteReadError where the client hangs up."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    kept = bytearray()
    size = taken = 0
    refused: str | None = None
    try:
        async with asyncio.timeout_at(began + start) as deadline:
            chunk, ended = await _head(reader)
            while True:
                size += len(chunk)
                deadline.reschedule(began + start + size / rate)
                if refused is None and size > max_size:
                    refused = replies.TOO_BIG
                if refused is None and len(chunk) > room.left:
                    refused = replies.BUSY
                if refused is None:
                    room.left -= len(chunk)
                    taken += len(chunk)
                    kept += chunk
                else:
                    kept.clear()
                if ended:
                    break
                if size > 2 * max_size + _BEYOND:
                    return Unread(reply=replies.TOO_BIG, hang_up=True)
                chunk, ended = await _next(reader)
    except TimeoutError:
        return Unread(reply=replies.TOO_SLOW, hang_up=True)
    finally:
        room.left += taken
    return Unread(reply=refused) if refused else as_written(bytes(kept))


def as_written(data: bytes) -> bytes:
    """What the sender wrote: one leading dot of each line is the wire's, and so is the last `.` line."""
    if data in (b"", b".\r\n"):
        return b""
    text = data.removesuffix(b".\r\n").replace(b"\r\n.", b"\r\n").removeprefix(b".")
    return _BARE_LF.sub(b"\r\n", text) if text.count(b"\n") != text.count(b"\r\n") else text


async def _head(reader: asyncio.StreamReader) -> tuple[bytes, bool]:
    """The first bytes, so many that no end can have begun in them. The line break before a first `.` is the command's."""
    head = b""
    while True:
        head += await reader.readexactly(1)
        if head == b".\r\n" or head.endswith(_END):
            return head, True
        if not b".\r\n".startswith(head) and not head.endswith(_BEGUN):
            return head, False


async def _next(reader: asyncio.StreamReader) -> tuple[bytes, bool]:
    """The next piece, and whether the message ends with it. A piece never ends inside the end mark."""
    try:
        return await reader.readuntil(_END), True
    except asyncio.LimitOverrunError as more:
        return await reader.readexactly(more.consumed), False

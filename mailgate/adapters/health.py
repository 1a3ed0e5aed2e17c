"""Two pages for machines: /health and /metrics, over HTTP/1.1 on loopback. One request a connection, GET and HEAD only.

/health answers 200 while all is well, else 503, with JSON: ok, database, queues, doors, reading, stuck. A reading process
that is away is said and is still 200, for mail is taken and answered without it; so is a mailbox that can't be reached now.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mailgate.adapters.metrics import CONTENT_TYPE

PATIENCE = 5.0  # seconds for a whole request
LARGEST = 8 * 1024  # bytes of a request's head
SHUT, AWAY = "shut", "away"
CONNECTIONS = 32  # at once; more are closed

_WORDS = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the desk is. `queues` has depth and oldest age in seconds of each; `doors` which are open; `stuck` names the
    queues that don't move."""

    ok: bool
    database: str = "ok"
    queues: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)
    doors: Mapping[str, str] = field(default_factory=dict)
    reading: str = "ok"
    stuck: tuple[str, ...] = ()

    def shown(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "database": self.database,
            "queues": {k: dict(v) for k, v in self.queues.items()},
            "doors": dict(self.doors),
            "reading": self.reading,
            "stuck": list(self.stuck),
        }


def door_state(door: object) -> str:
    """`open` or `shut` of a door that listens; `open` or `away` of one that fetches."""
    connected = getattr(door, "connected", None)
    if connected is not None:
        return "open" if connected else AWAY
    try:
        return "open" if getattr(door, "listening", None) else SHUT
    except RuntimeError:
        return SHUT


def reading_state(reader: object) -> str:
    """`off`, `ok`, `starting`, or `degraded: …` with what is missing; then rules read what they can."""
    if reader is None:
        return "off"
    degraded = getattr(reader, "degraded", None)
    if degraded:
        return f"degraded: {degraded}"
    ready = getattr(reader, "ready", None)
    return "ok" if ready is None or ready() else "starting"


@dataclass(slots=True)
class Pages:
    """The little server. `health` and `metrics` are plain functions that may ask the store; they are run in threads."""

    health: Callable[[], Health]
    metrics: Callable[[], bytes]
    _server: asyncio.Server | None = None
    _open: int = 0

    async def start(self, host: str, port: int) -> tuple[str, int]:
        """Listen; the address really bound (port 0 is chosen by the system). OSError if it is taken."""
        self._server = await asyncio.start_server(self._serve, host, port, limit=LARGEST)
        bound = self._server.sockets[0].getsockname()
        return bound[0], bound[1]

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open += 1
        try:
            if self._open <= CONNECTIONS:
                async with asyncio.timeout(PATIENCE):
                    head = await reader.readuntil(b"\r\n\r\n")
                    writer.write(await self._answer(head))
                    await writer.drain()
        except asyncio.LimitOverrunError:
            await _refuse(reader, writer)
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            pass  # it went away, or never asked
        finally:
            self._open -= 1
            writer.close()

    async def _answer(self, head: bytes) -> bytes:
        method, _, rest = head.partition(b"\r\n")[0].partition(b" ")
        path = rest.partition(b" ")[0].partition(b"?")[0]
        if method not in (b"GET", b"HEAD"):
            return _reply(405, "text/plain; charset=utf-8", b"GET only\n")
        status, kind, body = await self._page(path)
        return _reply(status, kind, body, bodiless=method == b"HEAD")

    async def _page(self, path: bytes) -> tuple[int, str, bytes]:
        try:
            if path == b"/health":
                health = await asyncio.to_thread(self.health)
                return 200 if health.ok else 503, "application/json", json.dumps(health.shown()).encode() + b"\n"
            if path == b"/metrics":
                return 200, CONTENT_TYPE, await asyncio.to_thread(self.metrics)
        except Exception as error:  # a page must never take the desk down; none of our text goes out
            return 500, "text/plain; charset=utf-8", f"{type(error).__name__}\n".encode()
        return 404, "text/plain; charset=utf-8", b"/health or /metrics\n"


async def _refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say it is too long, and take in what still comes for a moment: a reset would lose the answer on its way."""
    with contextlib.suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(1.0):
            writer.write(_reply(400, "text/plain; charset=utf-8", b"too long\n"))
            writer.write_eof()
            while await reader.read(LARGEST):
                pass


def _reply(status: int, kind: str, body: bytes, *, bodiless: bool = False) -> bytes:
    head = (
        f"HTTP/1.1 {status} {_WORDS[status]}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + (b"" if bodiless else body)

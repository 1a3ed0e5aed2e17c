"""Accept: bytes at a door become one durable inbox row, or a temporary refusal.

Failures: StoreUnavailable and DiskFull pass through to the door, which answers 4xx; nothing else is raised.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from mailgate.flows.desk import Inbox
from mailgate.mail.identity import identify
from mailgate.model.message import Evidence, RawMessage

LARGE = 256 * 1024  # bytes from which hashing leaves the event loop (about 1 ms below)
WAY = 0.1  # seconds that other work waits for doors at most
LOOK = 0.002


@dataclass(slots=True)
class Acceptor:
    """The function every door is handed. It returns the inbox row's id when the row is durable; `arrived` is called then.

    Doors and decisions share one interpreter, so whoever decides or writes letters lets the doors go first (`give_way`):
    a sender who waits for our 250 holds a connection, a ticket that is opened some milliseconds later holds nobody."""

    inbox: Inbox
    arrived: Callable[[RawMessage], None]
    _in_flight: int = field(default=0)

    async def __call__(self, raw: RawMessage, evidence: Evidence) -> int:
        self._in_flight += 1
        try:
            if len(raw.data) < LARGE:
                message_id, content_key = identify(raw.data, raw.envelope_from)
            else:
                message_id, content_key = await asyncio.to_thread(identify, raw.data, raw.envelope_from)
            inbox_id = await asyncio.wrap_future(self.inbox.accept(raw, evidence, message_id=message_id, content_key=content_key))
        finally:
            self._in_flight -= 1
        self.arrived(raw)
        return inbox_id

    def give_way(self) -> None:
        """For worker threads: wait while mail is being accepted, `WAY` at most."""
        until = time.monotonic() + WAY
        while self._in_flight and time.monotonic() < until:
            time.sleep(LOOK)

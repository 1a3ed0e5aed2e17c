"""Accept: bytes at a door become one durable inbox row, or a temporary refusal.

Failures: StoreUnavailable and DiskFull pass through to the door, which answers 4xx; nothing else is raised.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from mailgate.flows.desk import Inbox
from mailgate.mail.identity import identify
from mailgate.model.message import Evidence, RawMessage

LARGE = 256 * 1024                   # bytes from which hashing leaves the event loop (about 1 ms below)

Accept = Callable[[RawMessage, Evidence], Awaitable[int]]


def acceptor(inbox: Inbox, arrived: Callable[[], None]) -> Accept:
    """The function every door is handed. It returns the inbox row's id when the row is durable; `arrived` is called then."""

    async def accept(raw: RawMessage, evidence: Evidence) -> int:
        if len(raw.data) < LARGE:
            message_id, content_key = identify(raw.data)
        else:
            message_id, content_key = await asyncio.to_thread(identify, raw.data)
        written = inbox.accept(raw, evidence, message_id=message_id, content_key=content_key)
        inbox_id = await asyncio.wrap_future(written)
        arrived()
        return inbox_id

    return accept

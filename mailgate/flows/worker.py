"""The loops that keep queues moving: wake up, work until there is nothing due, sleep until the next thing falls due.

A wake-up is a hint and may be lost; the poll makes up for it within `POLL`. Failures: a queue whose work raises waits
and tries again, with a growing pause, and says so; it never ends by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from mailgate.flows import intake
from mailgate.flows.desk import Desk
from mailgate.model.errors import MailgateError
from mailgate.model.message import Arrival

POLL = 15.0                          # seconds: the longest sleep of any queue
PAUSES = (1.0, 5.0, 15.0, 60.0)      # seconds after one, two, three … failures in a row


@dataclass(slots=True)
class Bell:
    """Wakes one queue. May be rung from any thread, before or after the queue began to listen."""

    _loop: asyncio.AbstractEventLoop | None = None
    _event: asyncio.Event = field(default_factory=asyncio.Event)

    def attach(self) -> None:
        self._loop = asyncio.get_running_loop()

    def ring(self) -> None:
        """Wake the queue; harmless when the loop has ended."""
        if self._loop is None:
            self._event.set()
            return
        try:
            self._loop.call_soon_threadsafe(self._event.set)
        except RuntimeError:                 # the loop is closed: nobody is left to wake
            return

    async def wait(self, seconds: float) -> None:
        """Until rung, or so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()


async def keep_moving(
    name: str, work: Callable[[], Awaitable[int]], bell: Bell, *, desk: Desk, next_due: Callable[[], datetime | None] | None = None
) -> None:
    """Run `work` until it finds nothing (it returns how much it did), then sleep until rung, until the next thing is due,
    or for POLL. Ends only by cancellation."""
    bell.attach()
    failures = 0
    while True:
        try:
            while await work():
                pass
            failures = 0
        except Exception as error:
            if not isinstance(error, MailgateError):
                desk.tell("queue_failed", queue=name, error=error, trace=True)
            else:
                desk.tell("queue_waits", queue=name, error=error)
            failures += 1
            await bell.wait(PAUSES[min(failures, len(PAUSES)) - 1])
            continue
        await bell.wait(await _until_due(desk, next_due))


async def _until_due(desk: Desk, next_due: Callable[[], datetime | None] | None) -> float:
    if next_due is None:
        return POLL
    due = await asyncio.to_thread(next_due)
    if due is None:
        return POLL
    return min(POLL, max(0.05, (due - desk.clock()).total_seconds()))


@dataclass(slots=True)
class IntakePool:
    """Takes messages in with several threads, so that readings overlap and decisions share commits. Claims only what it
    has hands for."""

    desk: Desk
    hands: int
    _threads: ThreadPoolExecutor = field(init=False)
    _busy: set[Future[None]] = field(default_factory=set)
    _bell: Bell = field(default_factory=Bell)

    def __post_init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.hands, thread_name_prefix="intake")

    @property
    def bell(self) -> Bell:
        return self._bell

    @property
    def in_hand(self) -> int:
        return len(self._busy)

    async def work(self) -> int:
        """Claim up to twice as many as there are hands (the next ones wait in memory, leased), and start on them."""
        free = self.hands * 2 - len(self._busy)
        if free <= 0:
            return 0                         # a finished one rings
        claimed = await asyncio.to_thread(self._claim, free)
        for arrival in claimed:
            started = self._threads.submit(intake.handle, arrival, self.desk)
            self._busy.add(started)
            started.add_done_callback(self._done)
        return len(claimed)

    def _claim(self, free: int) -> list[Arrival]:
        return list(self.desk.store.claim_arrivals(limit=free, now=self.desk.clock(), lease=intake.LEASE))

    def _done(self, finished: Future[None]) -> None:
        self._busy.discard(finished)
        self._bell.ring()

    def close(self) -> None:
        """Finish what is in hand; what was claimed and not begun goes back when its lease ends."""
        self._threads.shutdown(wait=True, cancel_futures=True)

"""The loops that keep queues moving: wake up, work until there is nothing due, sleep until the next thing falls due.

A wake-up is a hint and may be lost; the poll makes up for it within `POLL`. Failures: a queue whose work raises waits
and tries again, with a growing pause, and says so; it never ends by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from mailgate.flows import intake
from mailgate.flows.desk import Desk
from mailgate.model.errors import MailgateError
from mailgate.model.message import Arrival

POLL = 5.0  # seconds: the longest sleep of any queue; commands write to the database from outside
PAUSES = (1.0, 5.0, 15.0, 60.0)  # seconds after one, two, three … failures in a row
AHEAD = 4  # messages that each hand may have claimed, the one it is at included
HANDS = "hands"  # what the intake's threads are called where the queues are told apart
STEP = 30.0  # seconds that one step of a queue may take, and a wake-up may be late


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
        except RuntimeError:  # the loop is closed: nobody is left to wake
            return

    @property
    def rung(self) -> bool:
        """Whether it was rung since the last wait."""
        return self._event.is_set()

    async def wait(self, seconds: float) -> None:
        """Until rung, or so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()


@dataclass(slots=True)
class Pulse:
    """When each queue says it will be back. One that fails and says so is alive; one that doesn't come back is stuck."""

    clock: Callable[[], float] = time.monotonic
    _back_by: dict[str, float] = field(default_factory=dict)

    def promise(self, name: str, within: float) -> None:
        """This queue takes its next step within so many seconds. From any thread."""
        self._back_by[name] = self.clock() + within

    def rest(self, name: str) -> None:
        """It has nothing to do, and promises nothing."""
        self._back_by.pop(name, None)

    def stuck(self) -> tuple[str, ...]:
        """Those that are not back."""
        now = self.clock()
        return tuple(sorted(name for name, by in dict(self._back_by).items() if now > by))


@dataclass(frozen=True, slots=True)
class Company:
    """What comes one by one is worth waiting for: a step costs nearly as much for one as for a whole batch of `size`. So before
    a step that won't be whole the queue rests for `pause()` seconds, which is nothing while little goes on."""

    size: int
    pause: Callable[[], float]

    async def come(self, found: int) -> None:
        """`found` is what the last step found."""
        pause = 0.0 if found >= self.size else self.pause()
        if pause > 0:
            await asyncio.sleep(pause)


ALONE = Company(0, lambda: 0.0)


async def keep_moving(
    name: str,
    work: Callable[[], Awaitable[int]],
    bell: Bell,
    *,
    desk: Desk,
    next_due: Callable[[], datetime | None] | None = None,
    pulse: Pulse | None = None,
    step: float = STEP,
    company: Company = ALONE,
) -> None:
    """Run `work` until it finds nothing (it returns how much it did), then sleep until rung, until the next thing is due,
    or for POLL. Ends only by cancellation. `pulse` hears when it will be back; `step` is what one `work` may take."""
    bell.attach()
    pulse = pulse or Pulse()
    failures = 0
    while True:
        pulse.promise(name, step)
        try:
            await company.come(0)
            while found := await work():
                pulse.promise(name, step)
                await company.come(found)
            pause = 0.0 if bell.rung else await _until_due(desk, next_due)
            failures = 0
        except Exception as error:
            if not isinstance(error, MailgateError):
                desk.tell("queue_failed", queue=name, error=error, trace=True)
            else:
                desk.tell("queue_waits", queue=name, error=error)
            failures += 1
            pause = PAUSES[min(failures, len(PAUSES)) - 1]
        pulse.promise(name, pause + STEP)
        await bell.wait(pause)


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
    has hands for. While messages are in hand, `pulse` expects one of them to be done within a lease."""

    desk: Desk
    hands: int
    pulse: Pulse = field(default_factory=Pulse)
    _threads: ThreadPoolExecutor = field(init=False)
    _busy: set[Future[None]] = field(default_factory=set)
    _leased: dict[int, Arrival] = field(default_factory=dict)
    _claiming: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False
    _bell: Bell = field(default_factory=Bell)

    def __post_init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.hands, thread_name_prefix="intake")

    @property
    def bell(self) -> Bell:
        return self._bell

    async def work(self) -> int:
        """Claim what the hands do next (it waits in memory, leased), and start on it. Not one by one: a claim is a
        commit, and costs as much for a dozen."""
        if not self._has_room:
            return 0  # a finished one rings
        claimed = await asyncio.to_thread(self._claim, self.hands * AHEAD - len(self._busy))
        for arrival in claimed:
            started = self._threads.submit(self._handle, arrival)
            self._busy.add(started)
            self.pulse.promise(HANDS, intake.LEASE.total_seconds())
            started.add_done_callback(self._done)
        return len(claimed)

    @property
    def _has_room(self) -> bool:
        return len(self._busy) * 2 <= self.hands * AHEAD

    @property
    def is_pressed(self) -> bool:
        """Whether more mail is in hand than there are hands."""
        return len(self._busy) > self.hands

    def _claim(self, free: int) -> list[Arrival]:
        with self._claiming:
            if self._closed:
                return []
            claimed = list(self.desk.store.claim_arrivals(limit=free, now=self.desk.clock(), lease=intake.LEASE))
            self._leased.update((arrival.inbox_id, arrival) for arrival in claimed)
            return claimed

    def _handle(self, arrival: Arrival) -> None:
        self._leased.pop(arrival.inbox_id, None)
        intake.handle(arrival, self.desk)

    def _done(self, finished: Future[None]) -> None:
        self._busy.discard(finished)
        if self._busy:
            self.pulse.promise(HANDS, intake.LEASE.total_seconds())
        else:
            self.pulse.rest(HANDS)
        if self._has_room:
            self._bell.ring()

    def close(self) -> None:
        """Finish what is in hand, and give back what was claimed and not begun, so that the next daemon has it at once."""
        with self._claiming:
            self._closed = True
        self._threads.shutdown(wait=True, cancel_futures=True)
        for inbox_id in list(self._leased):
            with contextlib.suppress(MailgateError):  # a store that is away: the lease ends by itself
                self.desk.store.wait_arrival(inbox_id, until=self.desk.clock(), counted=False)

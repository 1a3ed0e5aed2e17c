"""The daemon: doors and queues in one task group, from readiness to a graceful end.

Order of the end: doors stop accepting (421), queues finish the step they are in, what was claimed and not begun goes back
when its lease ends, connections to the world close, the store last. Nothing is lost if any of it is cut short.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from mailgate.adapters.health import Health, Pages, reading_state
from mailgate.adapters.metrics import Metrics
from mailgate.adapters.systemd import Systemd
from mailgate.bootstrap import House
from mailgate.bootstrap.discovery import discovering_of
from mailgate.bootstrap.doors import DoorPort, doors_of
from mailgate.bootstrap.health import health_of
from mailgate.flows import comparing, discovering, housekeeping, reporting
from mailgate.flows.accept import Acceptor
from mailgate.flows.admins import tell_admins
from mailgate.flows.assigning import Assigning
from mailgate.flows.notices import write_due
from mailgate.flows.outbox import send_due
from mailgate.flows.promises import fire_due
from mailgate.flows.refitting import EVERY as REFIT_LOOK
from mailgate.flows.refitting import Fits, Refitting
from mailgate.flows.teaching import Learner, Teaching
from mailgate.flows.worker import Bell, Company, IntakePool, Pulse, keep_moving
from mailgate.model.errors import StoreUnavailable
from mailgate.model.message import RawMessage

ROLES = ("doors", "work", "send", "clock", "learn")
HANDS = 3  # threads that take mail in: readings overlap, decisions share commits
SWITCH = 0.0005  # seconds a thread runs on when another wants to: doors wake often and work little
LETTERS = 16  # written at a time: one commit, and short enough to let doors go first in between
GATHER = 0.05  # seconds that letters wait for company while mail is pouring in
SICK_LOOK = 1.0  # seconds
BATCH = 64  # deliveries or timers at a time
SENDING = 4 * 3600.0  # seconds for a batch of letters: a slow server may take minutes for each (RFC 5321 §4.5.3.2)
TAUGHT_WITHIN = 120.0  # seconds that one step of teaching may take
GRACE = 5.0  # seconds for connections to end by themselves


class Closable(Protocol):
    def close(self) -> None: ...


@dataclass(slots=True, kw_only=True)
class Daemon:
    """One process of a desk. `run` returns when `stop` was set and everything is at rest."""

    house: House
    metrics: Metrics
    systemd: Systemd = field(default_factory=Systemd)
    roles: tuple[str, ...] = ROLES
    reload: Callable[[], object] | None = None
    watch: Callable[[], Awaitable[None]] | None = None
    reader: Closable | None = None
    refits: Fits | None = None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    doors: dict[str, DoorPort] = field(default_factory=dict)
    http: tuple[str, int] | None = None
    pulse: Pulse = field(default_factory=Pulse)
    _bells: dict[str, Bell] = field(default_factory=dict)

    async def run(self, ready: Callable[[Daemon], None] = lambda daemon: None) -> None:
        """Open the doors, keep the queues moving, until `stop`. Raises OSError when a door can't listen."""
        sys.setswitchinterval(SWITCH)
        desk = self.house.desk
        pool = IntakePool(desk, HANDS, self.pulse)
        self._bells = {
            "intake": pool.bell,
            "notices": Bell(),
            "outbox": Bell(),
            "clock": Bell(),
            "teaching": Bell(),
            "assigning": Bell(),
        }
        self.house.bells.hung = {name: bell.ring for name, bell in self._bells.items()}
        self.doors = self._doors(pool.bell) if "doors" in self.roles else {}
        pages = Pages(health=self._health, metrics=self._numbers)
        self.metrics.watch(self.house.store.views.depths, desk.clock)
        opened: list[DoorPort] = []
        loops: list[asyncio.Task[None]] = []
        try:
            for door in self.doors.values():
                await door.start()
                opened.append(door)
            if self.http is not None:
                self.http = await pages.start(*self.http)
            loops = [asyncio.create_task(loop, name=name) for name, loop in self._loops(pool).items()]
            self.systemd.ready()
            ready(self)
            stopped = asyncio.create_task(self.stop.wait())
            ended, _ = await asyncio.wait([stopped, *loops], return_when=asyncio.FIRST_COMPLETED)
            self.systemd.stopping()
            stopped.cancel()
            for task in ended - {stopped}:
                task.result()  # a loop never ends by itself: its error is the daemon's
        finally:
            await asyncio.gather(*(door.stop(GRACE) for door in opened))
            await self._rest(loops, pool, pages)

    async def _rest(self, loops: list[asyncio.Task[None]], pool: IntakePool, pages: Pages) -> None:
        for task in loops:
            task.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await asyncio.to_thread(pool.close)
        await self.house.desk.carrier.close()
        await pages.close()
        if self.reader is not None:
            await asyncio.to_thread(self.reader.close)

    def _doors(self, bell: Bell) -> dict[str, DoorPort]:
        desk = self.house.desk

        def arrived(raw: RawMessage) -> None:
            self.metrics.accepted(raw.door)
            bell.ring()

        accept = Acceptor(self.house.store, arrived)
        desk.give_way = accept.give_way
        desk.turn = threading.Lock()

        def troubled(mailbox: str, what: str, fix: str) -> None:
            desk.tell("mailbox_trouble", mailbox=mailbox, what=what, fix=fix)
            tell_admins(desk, "mailbox_trouble", f"Can't fetch mail of {mailbox}", (what, fix))

        def recovered(mailbox: str) -> None:
            desk.tell("mailbox_recovered", mailbox=mailbox)
            tell_admins(desk, "mailbox_recovered", f"Mail of {mailbox} is fetched again", ("It works again.",))

        return doors_of(self.house, accept, troubled, recovered)

    def _loops(self, pool: IntakePool) -> dict[str, Coroutine[Any, Any, None]]:
        """Every queue of our roles, by name."""
        desk, store, bells, pulse = self.house.desk, self.house.store, self._bells, self.pulse
        letters, deliveries = (Company(size, lambda: GATHER if pool.is_pressed else 0.0) for size in (LETTERS, BATCH))
        loops: dict[str, Awaitable[None]] = {}
        if "work" in self.roles:
            loops["intake"] = keep_moving(
                "intake", pool.work, bells["intake"], desk=desk, next_due=store.next_arrival, pulse=pulse
            )
            loops["notices"] = keep_moving(
                "notices",
                self._write,
                bells["notices"],
                desk=desk,
                next_due=store.next_due,
                pulse=pulse,
                company=letters,
            )
        if "send" in self.roles:
            loops["outbox"] = keep_moving(
                "outbox",
                self._send,
                bells["outbox"],
                desk=desk,
                next_due=store.next_due,
                pulse=pulse,
                step=SENDING,
                company=deliveries,
            )
        if "clock" in self.roles:
            loops["clock"] = keep_moving("clock", self._fire, bells["clock"], desk=desk, next_due=store.next_due, pulse=pulse)
            loops["assigning"] = keep_moving("assigning", self._assigner(), bells["assigning"], desk=desk, pulse=pulse)
            loops["comparing"] = self._every("comparing", comparing.EVERY.total_seconds(), self._compare)
            loops["discovering"] = self._every("discovering", discovering.EVERY.total_seconds(), self._discover)
            loops["housekeeping"] = self._every("housekeeping", housekeeping.EVERY.total_seconds(), self._tidy)
            loops["reports"] = self._every("reports", reporting.EVERY.total_seconds(), self._report)
        if isinstance(self.reader, Learner) and "work" in self.roles:
            teach = self._teaching(self.reader)
            loops["teaching"] = keep_moving("teaching", teach, bells["teaching"], desk=desk, pulse=pulse, step=TAUGHT_WITHIN)
        if self.refits is not None and "learn" in self.roles:
            loops["refit"] = self._every("refit", REFIT_LOOK.total_seconds(), self._refit(self.refits))
        loops["store"] = self._until_sick()
        if self.watch is not None:
            loops["reload"] = self.watch()
        if self.systemd.watchdog is not None:
            loops["watchdog"] = self._every("watchdog", self.systemd.watchdog.total_seconds() / 2, self._feed)
        return {name: _as_coroutine(loop) for name, loop in loops.items()}

    async def _write(self) -> int:
        written = await asyncio.to_thread(self._write_some)
        if written:
            self._bells["outbox"].ring()
        return written

    def _write_some(self) -> int:
        self.house.desk.give_way()
        with self.house.desk.turn:
            return write_due(self.house.desk, LETTERS)

    async def _send(self) -> int:
        return await send_due(self.house.desk, BATCH)

    async def _fire(self) -> int:
        return await asyncio.to_thread(fire_due, self.house.desk, BATCH)

    def _assigner(self) -> Callable[[], Awaitable[int]]:
        store = self.house.store
        assigning = Assigning(desk=self.house.desk, rows=store.waiting, locks=store.locks)

        async def assign() -> int:
            return await asyncio.to_thread(assigning.step)

        return assign

    async def _compare(self) -> None:
        desk, modes = self.house.desk, self.house.store.routing_modes
        await asyncio.to_thread(comparing.compare_due, desk, modes, modes)

    async def _discover(self) -> None:
        await asyncio.to_thread(discovering_of(self.house, self.stop.is_set).step)

    async def _tidy(self) -> None:
        desk = self.house.desk
        await asyncio.to_thread(lambda: housekeeping.tidy(self.house.store.keeping, now=desk.clock(), tell=desk.tell))

    async def _report(self) -> None:
        desk, store = self.house.desk, self.house.store
        await asyncio.to_thread(reporting.report_due, desk, store.report_rows, store.report_turns)

    def _teaching(self, learner: Learner) -> Callable[[], Awaitable[int]]:
        """New lessons and promoted versions, to the reading process."""
        store = self.house.store
        teaching = Teaching(desk=self.house.desk, learner=learner, lessons=store.lessons, versions=store.model_versions)

        async def teach() -> int:
            return await asyncio.to_thread(teaching.step)

        return teach

    def _refit(self, fits: Fits) -> Callable[[], Awaitable[None]]:
        """The nightly refit, when its night has come."""
        store = self.house.store
        refitting = Refitting(desk=self.house.desk, lessons=store.lessons, versions=store.model_versions, fits=fits)

        async def refit() -> None:
            await asyncio.to_thread(refitting.nightly)

        return refit

    async def _until_sick(self) -> None:
        """End the daemon when the database failed beneath us: only opening it anew tells what is really on the disk, and a
        sick process must never say 250 again."""
        while self.house.store.sick is None:  # noqa: ASYNC110 (the store's threads know no event of ours)
            await asyncio.sleep(SICK_LOOK)
        self.house.desk.tell("store_sick", why=self.house.store.sick, fix="look at the disk; systemd starts the desk again")
        raise StoreUnavailable(f"the database failed: {self.house.store.sick}; look at the disk, then start the desk again")

    async def _feed(self) -> None:
        """Feed the watchdog only while the queues move and the database can be written."""
        if stuck := self.pulse.stuck():
            self.house.desk.tell("queue_stuck", queues=stuck)
            return
        await asyncio.to_thread(self.house.store.write, lambda connection: None)
        self.systemd.feed()

    async def _every(self, name: str, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except Exception as error:
                self.house.desk.tell("queue_waits", queue=name, error=error)
            await asyncio.sleep(seconds)

    def _health(self) -> Health:
        """Everything that may be sick, asked now."""
        return health_of(self.house, self.doors, reading_state(self.reader), self.pulse.stuck())

    def _numbers(self) -> bytes:
        """The metrics, with how the reading process is now."""
        if self.reader is not None:
            up, memory = reading_state(self.reader) == "ok", getattr(self.reader, "rss", None)
            self.metrics.reading(up=up, memory=memory)
        return self.metrics.text()

    def listen_to_signals(self) -> None:
        """SIGTERM and SIGINT end it, SIGHUP reloads."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop.set)
        if self.reload is not None:
            reload = self.reload
            loop.add_signal_handler(signal.SIGHUP, lambda: loop.run_in_executor(None, reload))


async def _as_coroutine(loop: Awaitable[None]) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        await loop

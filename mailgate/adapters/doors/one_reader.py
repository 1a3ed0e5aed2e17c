"""One reader for one remote mailbox, however many nodes share the database: the others stand by and take over."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Protocol

from mailgate.adapters.doors.config import Said
from mailgate.model.errors import MailgateError

STAND_BY = 15.0  # seconds between looks whether the lock is free, or still ours


class Held(Protocol):
    """A lock among all nodes."""

    def alive(self) -> bool: ...

    def release(self) -> None: ...


class Reader(Protocol):
    """The door that only one may run."""

    @property
    def connected(self) -> bool: ...

    async def start(self) -> None: ...

    async def stop(self, grace: float) -> None: ...


class OneReader:
    """Runs the door while it holds the lock. `make` gives a fresh door each time the lock is won, since a stopped one stays
    stopped; `try_hold` asks for the lock and may block; it is called in a thread."""

    def __init__(
        self, make: Callable[[], Reader], try_hold: Callable[[], Held | None], said: Said, *, every: float = STAND_BY
    ) -> None:
        self._make, self._try_hold, self._said, self._every = make, try_hold, said, every
        self._stopping = asyncio.Event()
        self._reader = make()
        self._task: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        return self._reader.connected

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self, grace: float) -> None:
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                held = await asyncio.to_thread(self._try_hold)
            except MailgateError as error:  # the database is away: so is the spool that mail would go to
                self._said("imap_lock_failed", error=error)
                held = None
            if held is not None:
                await self._read_while(held)
            await self._pause()

    async def _read_while(self, held: Held) -> None:
        await self._reader.start()
        try:
            while not self._stopping.is_set() and await asyncio.to_thread(held.alive):
                await self._pause()
        finally:
            await self._reader.stop(self._every)
            await asyncio.to_thread(held.release)
            self._reader = self._make()

    async def _pause(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._every):
                await self._stopping.wait()

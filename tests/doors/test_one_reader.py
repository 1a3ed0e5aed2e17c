"""Two nodes, one mailbox: one reads, the other stands by and takes over."""

from __future__ import annotations

import asyncio

from mailgate.adapters.doors.one_reader import OneReader


class Lock:
    def __init__(self) -> None:
        self.holder: Held | None = None

    def try_hold(self) -> Held | None:
        if self.holder is not None:
            return None
        self.holder = Held(self)
        return self.holder


class Held:
    def __init__(self, lock: Lock) -> None:
        self.lock, self.well = lock, True

    def alive(self) -> bool:
        return self.well

    def release(self) -> None:
        self.lock.holder = None


class Door:
    def __init__(self, log: list[str], name: str, changed: asyncio.Event) -> None:
        self.log, self.name, self.changed, self.connected = log, name, changed, False

    async def start(self) -> None:
        self.connected = True
        self.log.append(f"{self.name} reads")
        self.changed.set()

    async def stop(self, grace: float) -> None:
        self.connected = False
        self.log.append(f"{self.name} stops")
        self.changed.set()


def silent(word: str, /, **fields: object) -> None:
    return None


async def until(log: list[str], length: int, changed: asyncio.Event) -> None:
    async with asyncio.timeout(10):
        while len(log) < length:
            changed.clear()
            await changed.wait()


async def test_the_second_node_reads_when_the_first_ends() -> None:
    log: list[str] = []
    lock, changed = Lock(), asyncio.Event()
    one, two = (OneReader(lambda n=n: Door(log, n, changed), lock.try_hold, silent, every=0.01) for n in ("one", "two"))
    await one.start()
    await until(log, 1, changed)
    await two.start()
    await one.stop(1.0)
    await until(log, 3, changed)
    await two.stop(1.0)
    assert log == ["one reads", "one stops", "two reads", "two stops"]


async def test_a_node_whose_lock_the_database_forgot_stops_and_asks_again() -> None:
    log: list[str] = []
    lock, changed = Lock(), asyncio.Event()
    one = OneReader(lambda: Door(log, "one", changed), lock.try_hold, silent, every=0.01)
    await one.start()
    await until(log, 1, changed)
    assert lock.holder is not None
    lock.holder.well = False
    await until(log, 3, changed)
    await one.stop(1.0)
    assert log == ["one reads", "one stops", "one reads", "one stops"]

"""The watchdog is fed, and /health is well, only while the queues move."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mailgate.adapters.health import door_state, reading_state
from mailgate.adapters.metrics import Metrics
from mailgate.adapters.systemd import Systemd
from mailgate.adapters.yaml_rules import load_desk
from mailgate.bootstrap import House, house_of
from mailgate.daemon import Daemon
from mailgate.flows.worker import HANDS, Bell, Company, Pulse, keep_moving
from mailgate.model.errors import StoreUnavailable

SETTINGS = """\
server:
  domain: support.example.com
  smtp: {listen: "127.0.0.1:0"}
  reading: off
desk:
  mailboxes: {support@example.com: {team: helpdesk}}
  teams: {helpdesk: {}}
  agents: {alice@example.com: {name: Alice, teams: [helpdesk]}}
"""


@dataclass
class Told:
    """What the desk told, and a place to wait for a word."""

    words: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, word: str, /, **said: Any) -> None:
        self.words.append((word, said))
        self.heard.set()

    async def wait_for(self, word: str) -> dict[str, Any]:
        while True:
            for said, fields in self.words:
                if said == word:
                    return fields
            self.heard.clear()
            await self.heard.wait()


@dataclass
class Hours:
    """A clock that stands still until it is moved."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[tuple[House, Told]]:
    (tmp_path / "settings.yaml").write_text(SETTINGS)
    told = Told()
    settings, rulebook = load_desk(tmp_path / "settings.yaml")
    made = house_of(settings, rulebook, tell=told)
    yield made, told
    made.store.close()


@asynccontextmanager
async def running(daemon: Daemon) -> AsyncIterator[Daemon]:
    ready = asyncio.Event()
    task = asyncio.create_task(daemon.run(lambda _: ready.set()))
    await asyncio.wait([task, asyncio.create_task(ready.wait())], return_when=asyncio.FIRST_COMPLETED)
    try:
        yield daemon
    finally:
        daemon.stop.set()
        await task


async def health(daemon: Daemon) -> tuple[int, dict[str, Any]]:
    assert daemon.http is not None
    reader, writer = await asyncio.open_connection(*daemon.http)
    try:
        writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.transport.abort()  # closed before the loop is, whatever was said
    return int(head.split()[1]), json.loads(body)


# -- the pulse --------------------------------------------------------------------------------------------------------


def test_a_queue_that_does_not_come_back_in_its_time_is_stuck() -> None:
    hours = Hours()
    pulse = Pulse(hours)
    pulse.promise("intake", 30)
    pulse.promise("outbox", 90)
    hours.now = 30
    assert pulse.stuck() == ()
    hours.now = 31
    assert pulse.stuck() == ("intake",)
    pulse.promise("intake", 30)
    assert pulse.stuck() == ()
    pulse.rest("outbox")
    hours.now = 60
    assert pulse.stuck() == ()


async def test_a_queue_that_works_sleeps_or_fails_is_not_stuck_and_one_that_hangs_is(house: tuple[House, Told]) -> None:
    desk, told = house[0].desk, house[1]
    hours, hangs, hanging = Hours(), asyncio.Event(), asyncio.Event()
    pulse, bell, turns = Pulse(hours), Bell(), iter(("fails", "works", "hangs"))

    async def work() -> int:
        match next(turns):
            case "fails":
                raise StoreUnavailable("locked")
            case "works":
                return 1
            case _:
                hanging.set()
                await hangs.wait()
                return 0

    loop = asyncio.create_task(keep_moving("intake", work, bell, desk=desk, pulse=pulse))
    await told.wait_for("queue_waits")
    hours.now = 30  # it pauses one second, and may be late
    assert pulse.stuck() == ()
    bell.ring()
    await hanging.wait()
    hours.now = 60
    assert pulse.stuck() == ()
    hours.now = 61
    assert pulse.stuck() == ("intake",)
    hangs.set()
    loop.cancel()


async def test_a_queue_survives_a_store_that_can_not_say_what_is_due(house: tuple[House, Told]) -> None:
    asked = asyncio.Event()

    def away() -> Any:
        asked.set()
        raise StoreUnavailable("gone for a moment")

    async def work() -> int:
        return 0

    loop = asyncio.create_task(keep_moving("clock", work, Bell(), desk=house[0].desk, next_due=away))
    assert (await house[1].wait_for("queue_waits"))["queue"] == "clock"
    assert not loop.done()
    loop.cancel()


async def test_what_comes_while_mail_pours_in_is_waited_for_and_a_whole_batch_is_not(house: tuple[House, Told]) -> None:
    pressed: list[int] = []
    steps = iter((4, 1, 0))

    def pause() -> float:
        pressed.append(found)
        return 0.0

    found = -1  # before the first step

    async def work() -> int:
        nonlocal found
        found = next(steps, 0)
        return found

    loop = asyncio.create_task(keep_moving("notices", work, Bell(), desk=house[0].desk, company=Company(4, pause)))
    async with asyncio.timeout(10):
        while len(pressed) < 2:
            await asyncio.sleep(0)
    loop.cancel()
    assert pressed == [-1, 1]  # not behind the step that found four


async def test_a_bell_that_rang_during_a_step_spares_the_question_what_is_due(house: tuple[House, Told]) -> None:
    bell, asked = Bell(), asyncio.Event()
    turns: list[str] = []

    async def work() -> int:
        turns.append("work")
        if len(turns) == 1:
            bell.ring()
            await asyncio.sleep(0)  # the loop hears it
        return 0

    def due() -> None:
        turns.append("due")
        asked.set()

    loop = asyncio.create_task(keep_moving("notices", work, bell, desk=house[0].desk, next_due=due))
    async with asyncio.timeout(10):
        await asked.wait()
    loop.cancel()
    assert turns == ["work", "work", "due"]


# -- the daemon -------------------------------------------------------------------------------------------------------


async def test_systemd_is_fed_while_the_queues_move_and_not_when_one_is_stuck(house: tuple[House, Told], tmp_path: Path) -> None:
    made, told = house
    hours = Hours()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)
        systemd = Systemd(address=str(tmp_path / "notify"), watchdog=timedelta(milliseconds=20))
        daemon = Daemon(house=made, metrics=Metrics(), systemd=systemd, roles=("work",), pulse=Pulse(hours))
        async with running(daemon):
            loop = asyncio.get_running_loop()
            heard = [await loop.sock_recv(manager, 200) for _ in range(2)]
            assert heard == [b"READY=1\nSTATUS=ready", b"WATCHDOG=1"]
            daemon.pulse.promise(HANDS, 300)
            hours.now = 301
            assert HANDS in (await told.wait_for("queue_stuck"))["queues"]


async def test_health_tells_a_stuck_queue_and_a_shut_door(house: tuple[House, Told]) -> None:
    hours = Hours()
    daemon = Daemon(house=house[0], metrics=Metrics(), roles=("doors",), pulse=Pulse(hours), http=("127.0.0.1", 0))
    async with running(daemon):
        status, said = await health(daemon)
        assert (status, said["ok"], said["doors"], said["reading"], said["stuck"]) == (200, True, {"smtp": "open"}, "off", [])
        daemon.pulse.promise("intake", 30)
        hours.now = 31
        status, said = await health(daemon)
        assert (status, said["ok"], said["stuck"]) == (503, False, ["intake"])
        hours.now = 0
        await daemon.doors["smtp"].stop(0.0)
        status, said = await health(daemon)
        assert (status, said["ok"], said["doors"]) == (503, False, {"smtp": "shut"})


async def test_health_tells_a_sick_store(house: tuple[House, Told], monkeypatch: pytest.MonkeyPatch) -> None:
    daemon = Daemon(house=house[0], metrics=Metrics(), roles=(), http=("127.0.0.1", 0))
    async with running(daemon):
        house[0].store.engines.dispose()
        database = house[0].settings.folder / "var" / "mailgate.db"
        for file in database.parent.glob("mailgate.db*"):
            file.unlink()
        database.mkdir()
        status, said = await health(daemon)
        assert (status, said["ok"]) == (503, False)
        assert said["database"].startswith("the database can't be used now: unable to open database file")


# -- its parts --------------------------------------------------------------------------------------------------------


@dataclass
class Mailbox:
    connected: bool


@dataclass
class Reader:
    degraded: str | None = None
    well: bool = True

    def ready(self) -> bool:
        return self.well


def test_a_mailbox_that_can_not_be_reached_is_away() -> None:
    assert door_state(Mailbox(True)) == "open"
    assert door_state(Mailbox(False)) == "away"


@pytest.mark.parametrize(
    ("reader", "state"),
    [
        (None, "off"),
        (Reader(), "ok"),
        (Reader(well=False), "starting"),
        (Reader(degraded="killed by signal 9", well=False), "degraded: killed by signal 9"),
    ],
)
def test_the_reading_process_says_how_it_is(reader: object, state: str) -> None:
    assert reading_state(reader) == state


async def test_a_dead_reading_process_is_told_and_the_desk_is_still_well(house: tuple[House, Told]) -> None:
    class Dead(Reader):
        rss: Callable[[], int] | None = None

        def close(self) -> None:
            return None

    daemon = Daemon(
        house=house[0], metrics=Metrics(), roles=(), http=("127.0.0.1", 0), reader=Dead("killed by signal 9", well=False)
    )
    async with running(daemon):
        status, said = await health(daemon)
    assert (status, said["ok"], said["reading"]) == (200, True, "degraded: killed by signal 9")

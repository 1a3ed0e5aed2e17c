"""`make bench`: what the desk does on this machine. Prints figures with the core count; nothing here is a test.

Each measure runs a real daemon (its own process, SQLite FULL, in a temporary folder) against a load of real SMTP sessions on
the same cores. Letters queued: the ledger row's `settled` and the letters' `at` in the database.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.load import Sent, send_all
from bench.processes import memory_of, used
from bench.reading import show as reading_cost
from bench.steps import STEPS, cost_of
from tests.desk.running import RunningDesk

CONNECTIONS = (1, 4, 16)


@contextlib.contextmanager
def running(*, reading: str, wrapper: tuple[str, ...] = ()) -> Iterator[RunningDesk]:
    with tempfile.TemporaryDirectory(prefix="mailgate-bench-") as folder:
        desk = roomy(RunningDesk(Path(folder), reading=reading, relays='["127.0.0.1"]'))
        desk.start(*wrapper)
        try:
            yield desk
        finally:
            desk.kill()


def roomy(desk: RunningDesk) -> RunningDesk:
    """With agents who are never full: two letters a mail, as in daily life, not one to everybody of an overrun team."""
    desk.settings.write_text(desk.settings.read_text().replace("capacity: 50}", "capacity: 9999}"))
    return desk


def load(desk: RunningDesk, mails: int, connections: int, mark: str) -> Sent:
    return asyncio.run(send_all("127.0.0.1", desk.smtp, mails=mails, connections=connections, mark=mark))


def database(desk: RunningDesk) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{desk.folder / 'var' / 'mailgate.db'}?mode=ro", uri=True)


def until_queued(desk: RunningDesk, mails: int) -> float:
    """Seconds until every mail is settled and no notice waits."""
    began = time.perf_counter()
    with contextlib.closing(database(desk)) as db:
        while True:
            settled = db.execute("select count(*) from inbox where outcome is not null").fetchone()[0]
            waiting = db.execute("select count(*) from notices where due is not null").fetchone()[0]
            if settled >= mails and waiting == 0:
                return time.perf_counter() - began
            time.sleep(0.02)


def waits_to_queued(desk: RunningDesk) -> list[float]:
    """Milliseconds from accepted to the last letter queued, for each mail."""
    sql = (
        "select (julianday(max(l.at)) - julianday(i.received)) * 86400000 from letters l join notices n on n.id = l.notice "
        "join inbox i on i.id = n.cause group by i.id"
    )
    with contextlib.closing(database(desk)) as db:
        return sorted(row[0] for row in db.execute(sql))


def until_sent(desk: RunningDesk) -> None:
    """Until no letter waits to be sent."""
    with contextlib.closing(database(desk)) as db:
        while db.execute("select count(*) from outbox where due is not null").fetchone()[0]:
            time.sleep(0.02)


def accepted(mails: int) -> None:
    print("\naccepted mails (250 after the durable row), everything else running behind")
    for reading in ("off", "on"):
        for connections in CONNECTIONS:
            with running(reading=reading) as desk:
                load(desk, 50, connections, "warm")
                sent = load(desk, mails, connections, "accept")
                print(
                    f"  reading {reading:3}  {connections:2} connections: {sent.per_second:6.0f}/s   "
                    f"250: p50 {sent.percentile(0.5):5.1f} ms  p99 {sent.percentile(0.99):5.1f} ms   refused {sent.refused}"
                )


def end_to_end(mails: int) -> None:
    print("\nend to end: accepted, read, decided, letters written and queued")
    for reading, count in (("off", mails), ("on", max(100, mails // 4))):
        with running(reading=reading) as desk:
            load(desk, 50, 4, "warm")
            until_queued(desk, 50)
            until_sent(desk)
            assert desk.process is not None
            began, before = time.perf_counter(), used(desk.process.pid)
            load(desk, count, 16, "whole")
            until_queued(desk, count + 50)
            seconds = time.perf_counter() - began
            until_sent(desk)
            after, waits = used(desk.process.pid), waits_to_queued(desk)
            print(
                f"  reading {reading:3}: {count / seconds:6.0f} mails/s   250 to letters queued under this load: "
                f"p50 {waits[len(waits) // 2]:.0f} ms  p99 {waits[int(0.99 * len(waits)) - 1]:.0f} ms"
            )
            for pid, spent in after.items():
                print(f"               CPU a mail, until its letters are sent: {spent.since(before.get(pid), count)}")
            print(f"               memory: {memory_of(desk.process.pid)}")


def one_by_one(mails: int) -> None:
    print("\n250 to letters queued, one mail at a time")
    for reading in ("off", "on"):
        with running(reading=reading) as desk:
            load(desk, 10, 1, "warm")
            until_queued(desk, 10)
            for n in range(mails):
                load(desk, 1, 1, f"single{n}")
                until_queued(desk, 11 + n)
            waits = waits_to_queued(desk)[10:]
            print(f"  reading {reading:3}: p50 {waits[len(waits) // 2]:.0f} ms  p99 {waits[int(0.99 * len(waits)) - 1]:.0f} ms")


def fsyncs(mails: int) -> None:
    """Counted by strace, in runs of their own (tracing slows everything)."""
    print("\nfsyncs of the database a mail (letters in Maildirs not counted)")
    for connections in (1, 16):
        to_the_250, whole = (_syncs(mails, connections, roles) for roles in ("--roles doors", ""))
        print(f"  {connections:2} connections: {to_the_250:.2f} to the 250,   {whole:.2f} in all, until letters are sent")


def _syncs(mails: int, connections: int, roles: str) -> float:
    with tempfile.NamedTemporaryFile() as trace:
        traced = f'exec strace -D -f -y -e trace=fsync,fdatasync -o {trace.name} "$@" {roles}'
        with running(reading="off", wrapper=("sh", "-c", traced, "sh")) as desk:
            load(desk, 20, connections, "warm")
            before = _database_syncs(trace.name)
            load(desk, mails, connections, "sync")
            if not roles:
                until_queued(desk, mails + 20)
            return (_database_syncs(trace.name) - before) / mails


def _database_syncs(trace: str) -> int:
    return sum("mailgate.db" in line for line in Path(trace).read_text().splitlines())


def steps(mails: int) -> None:
    print("\nCPU a mail by step, reading off, one mail after the other in one process")
    with tempfile.TemporaryDirectory(prefix="mailgate-bench-") as folder:
        desk = roomy(RunningDesk(Path(folder), relays='["127.0.0.1"]'))
        cost = cost_of(Path(folder), desk.settings, mails)
    for name, what in STEPS.items():
        print(f"  {cost.milliseconds[name]:5.2f} ms  {what}")
    print(f"  {sum(cost.milliseconds.values()):5.2f} ms  together")
    print(f"  statements a mail: {cost.written:.1f} that write or lie in a writing transaction, {cost.read:.1f} that read")
    print(f"  commits a mail, one fsync each: {cost.commits:.2f} (a running desk shares them among mails)")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--mails", type=int, default=2000)
    ask.add_argument("--only", choices=["accepted", "end_to_end", "one_by_one", "fsyncs", "steps", "reading"])
    told = ask.parse_args()
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version} WAL FULL, load {os.getloadavg()[0]:.1f}; the load runs on the same cores"
    )
    measures: dict[str, Callable[[], None]] = {
        "accepted": lambda: accepted(told.mails),
        "end_to_end": lambda: end_to_end(told.mails),
        "one_by_one": lambda: one_by_one(50),
        "fsyncs": lambda: fsyncs(400),
        "steps": lambda: steps(300),
        "reading": lambda: reading_cost(told.mails),
    }
    for name, measure in measures.items():
        if told.only in (None, name):
            measure()


if __name__ == "__main__":
    main()

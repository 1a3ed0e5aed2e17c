from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from mailgate.adapters.store import SqlStore, open_store, upgrade
from mailgate.adapters.store.writer import Patience
from mailgate.model.errors import DiskFull, StoreUnavailable
from mailgate.model.message import Evidence
from tests.servers import postgres
from tests.store.desk_day import LEASE, NOON, accepted, raw

ROOT = Path(__file__).resolve().parents[2]


def test_a_killed_writer_loses_nothing_it_answered_for(url: str) -> None:
    answered: dict[str, str] = {}
    for run in range(4):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.store.writing_child", url, f"run{run}"], stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as child:
            assert child.stdout is not None
            for line in child.stdout:
                if not line.endswith("\n"):
                    break
                _, row, key = line.split()
                answered[key] = row
                if len(answered) >= 40 * (run + 1):
                    os.kill(child.pid, signal.SIGKILL)
    store = open_store(url)
    ledger = {str(line["id"]): line for line in store.views.ledger()}
    assert all(ledger[row]["message_id"] == key for key, row in answered.items())
    settled = [line["ticket"] for line in ledger.values() if line["outcome"] is not None]
    assert len(set(settled)) == len(settled)
    assert sorted(settled) == sorted(ticket["ticket"] for ticket in store.views.tickets())
    store.close()


def _held(store: SqlStore) -> threading.Event:
    """Keep the accepting thread busy until the event is set, so that what comes meanwhile queues up."""
    release, started = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        started.set()
        release.wait(30)

    store._writer.submit(work, urgent=True)
    assert started.wait(10)
    return release


def test_accepts_of_concurrent_connections_share_a_commit(store: SqlStore) -> None:
    before = store.commits
    release = _held(store)
    waiting: list[Future[int]] = [
        store.accept(raw(str(n)), Evidence(door="smtp"), message_id=None, content_key=str(n)) for n in range(60)
    ]
    release.set()
    assert len({future.result(10) for future in waiting}) == 60
    assert store.commits - before <= 40  # bounded by number and by time, so a busy machine needs more; one each would be 61


def test_one_that_fails_undoes_only_itself(store: SqlStore) -> None:
    release = _held(store)

    def half(connection: Connection) -> None:
        connection.execute(text("UPDATE inbox SET reason = 'half'"))
        raise KeyError("no")

    first = store.accept(raw("1"), Evidence(door="smtp"), message_id=None, content_key="1")
    failing = store._writer.submit(half, urgent=True)
    second = store.accept(raw("2"), Evidence(door="smtp"), message_id=None, content_key="2")
    release.set()
    first.result(10)
    second.result(10)
    with pytest.raises(KeyError):
        failing.result(10)
    assert [line["reason"] for line in store.views.ledger()] == [None, None]


def test_what_only_failing_closures_wrote_is_no_commit(store: SqlStore) -> None:
    accepted(store)
    before = store.commits

    def half(connection: Connection) -> None:
        connection.execute(text("UPDATE inbox SET reason = 'half'"))
        raise KeyError("no")

    release = _held(store)  # reads, so the first below stands behind it in a savepoint, or begins a transaction
    failing = [store._writer.submit(half, urgent=True) for _ in range(2)]
    release.set()
    for one in failing:
        with pytest.raises(KeyError):
            one.result(10)
    with pytest.raises(KeyError):
        store.write(half)
    if store.engines.alone:
        assert store.commits == before
    accepted(store, key="2")
    assert store.commits > before


def test_a_cancelled_accept_is_not_written(store: SqlStore) -> None:
    release = _held(store)
    gone = store.accept(raw("1"), Evidence(door="smtp"), message_id=None, content_key="1")
    assert gone.cancel()
    release.set()
    accepted(store, key="2")
    assert len(store.views.ledger()) == 1


def test_many_threads_claim_every_message_once(store: SqlStore) -> None:
    for n in range(40):
        accepted(store, raw(str(n)), key=str(n))
    claimed: list[int] = []

    def work() -> None:
        while found := store.claim_arrivals(limit=3, now=NOON, lease=LEASE):
            claimed.extend(arrival.inbox_id for arrival in found)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == 40
    assert len(set(claimed)) == 40


@pytest.fixture
def sqlite_store(tmp_path: Path) -> SqlStore:
    url = f"sqlite:///{tmp_path}/desk.db"
    upgrade(url)
    return open_store(url)


def test_a_full_disk_refuses_the_mail_and_recovers(sqlite_store: SqlStore) -> None:
    store = sqlite_store

    def pages(connection: Connection) -> int:
        return int(connection.execute(text("PRAGMA page_count")).scalar_one())

    def limit(to: int) -> Any:
        return lambda connection: connection.execute(text(f"PRAGMA max_page_count={to}")).scalar()

    now = store.write(pages)
    store.write(limit(now + 4))
    with pytest.raises(DiskFull):
        accepted(store, raw("x" * 100_000), key="big")
    assert store.sick is None
    assert store.views.ledger() == []
    store.write(limit(1_000_000))
    accepted(store, raw("x" * 100_000), key="big")
    store.close()


def test_after_an_io_error_nothing_is_accepted_until_it_is_opened_anew(sqlite_store: SqlStore) -> None:
    store = sqlite_store
    accepted(store, key="kept")

    def fails(connection: Connection) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
        from sqlalchemy.exc import OperationalError

        raise OperationalError("COMMIT", None, error)

    with pytest.raises(StoreUnavailable):
        store.write(fails)
    assert store.sick is not None
    with pytest.raises(StoreUnavailable, match="opened anew"):
        accepted(store, key="lost")
    store.close()
    again = open_store(str(store.engines.write.url))
    assert len(again.views.ledger()) == 1
    accepted(again, key="next")
    again.close()


def test_a_locked_database_is_unavailable_and_comes_back(sqlite_store: SqlStore) -> None:
    store = sqlite_store
    assert store.engines.file is not None
    store.write(lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout=50"))
    other = sqlite3.connect(store.engines.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    evidence = Evidence(door="smtp")
    waiting = [store.accept(raw(str(n)), evidence, message_id=None, content_key=str(n)) for n in range(20)]
    for future in waiting:
        with pytest.raises(StoreUnavailable, match="locked"):
            future.result(2)
    assert store.sick is None
    other.execute("ROLLBACK")
    other.close()
    accepted(store, key="two")
    store.close()


def test_bytes_move_to_the_blobs_and_can_still_be_run_again(url: str, tmp_path: Path) -> None:
    from mailgate.adapters.blobs import open_blobs

    store = open_store(url, blobs=open_blobs(str(tmp_path / "blobs")))
    row = accepted(store)
    (arrival,) = store.claim_arrivals(limit=1, now=NOON, lease=LEASE)
    assert store.keeping.move_bytes(now=NOON + timedelta(days=1)) == 0
    store.bury_arrival(row, reason="x", now=NOON)
    assert store.keeping.move_bytes(now=NOON + timedelta(days=1)) == 1
    assert store.raw_message(row) == arrival.raw.data
    store.keeping.retry(row, now=NOON)
    (again,) = store.claim_arrivals(limit=1, now=NOON, lease=LEASE)
    assert again.raw == arrival.raw
    store.close()


def test_waiting_for_company_stops_where_none_ever_comes() -> None:
    patience = Patience()
    waits = 0
    for _ in range(200):
        if patience.waits():
            waits += 1
            patience.learn(joined=False)
    assert waits <= 6


def test_waiting_for_company_goes_on_where_it_pays() -> None:
    patience = Patience()
    assert all(patience.waits() and patience.learn(joined=n % 3 == 0) is None for n in range(200))


def test_a_server_that_dropped_its_connections_is_used_again(server: postgres.Postgres) -> None:
    url = server.database()
    upgrade(url)
    store = open_store(url)
    first = accepted(store, key="one")
    store.views.ledger()
    store.write(
        lambda connection: connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        ).all()
    )
    refused = 0
    for n in range(6):
        try:
            accepted(store, raw(str(n)), key=str(n))
            store.views.ledger()
        except StoreUnavailable:
            refused += 1
    assert refused <= 3
    assert store.sick is None
    assert store.views.ledger()[0]["id"] == first
    store.close()


def test_an_error_text_names_no_person(store: SqlStore) -> None:
    def breaks(connection: Connection) -> None:
        connection.execute(text("INSERT INTO no_such_table VALUES (:who)"), {"who": "maria@example.org"})

    with pytest.raises(Exception, match="no_such_table") as caught:
        store.write(breaks)
    assert "maria" not in str(caught.value)
    assert "maria" not in str(caught.value.__cause__)

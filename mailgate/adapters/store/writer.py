"""The writing side: closures queue up, a thread runs several of them in one transaction, and one commit serves them all.

Each closure but the first stands in a savepoint of its own, so one that raises undoes only itself. Futures end after the
commit, never before. Accepts go first. On SQLite one thread writes everything; on PostgreSQL one thread groups the accepts
and a few run one transaction each, so that tickets don't wait for each other's row locks.
Failures: StoreUnavailable or DiskFull for everything in the transaction. After an I/O error nothing is written any more
(`sick`), for what a failed fsync left on disk is unknown (Rebello et al., USENIX ATC 2020): the process must open anew.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection

from mailgate.adapters.store.dialect import Engines, begin_anew, ends_transaction, foreign, is_sick
from mailgate.adapters.store.prepared import command
from mailgate.model.errors import StoreUnavailable

T = TypeVar("T")
Work = Callable[[Connection], Any]

GROUP = 64  # closures in one transaction
SLICE = 0.010  # seconds of work after which the transaction commits
GATHER = 0.002  # the longest wait for more accepts before a commit
POOL = 4  # writing threads on PostgreSQL, beside the accepting one
CHECKPOINT_FROM = 4 * 1024 * 1024  # WAL bytes from which the side thread checkpoints
CHECKPOINT_HARD = 64 * 1024 * 1024  # WAL bytes from which the writer itself resets the log


@dataclass(slots=True)
class Patience:
    """Whether waiting for more accepts pays. It learns: with one connection nothing ever joins, so it soon stops waiting
    (and tries again now and then); with many, most waits bring company and spare commits."""

    trust: int = 2
    idle: int = 0

    def waits(self) -> bool:
        if self.trust > 0:
            return True
        self.idle += 1
        if self.idle >= 50:
            self.idle = 0
            return True
        return False

    def learn(self, joined: bool) -> None:
        self.trust = min(8, self.trust + 2) if joined else max(0, self.trust - 1)


@dataclass(slots=True)
class _Queue:
    urgent: deque[tuple[Work, Future[Any]]] = field(default_factory=deque)
    normal: deque[tuple[Work, Future[Any]]] = field(default_factory=deque)

    def pop(self, *, normal: bool) -> tuple[Work, Future[Any]] | None:
        if self.urgent:
            return self.urgent.popleft()
        return self.normal.popleft() if normal and self.normal else None


class Writer:
    """Runs write closures durably. Thread-safe. `commits` counts committed transactions, each at most one fsync."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._queue = _Queue()
        self._ready = threading.Condition()
        self._closing = False
        self._patience = Patience()
        self._accepting = False  # whether the transaction at hand holds an accept
        self._checkpoint = threading.Event()
        self.commits = 0
        self.sick: str | None = None
        lanes = [(True, True)] if engines.alone else [(True, False), *[(False, True)] * POOL]
        self._threads = [
            threading.Thread(target=self._run, args=lane, name=f"store-writer-{i}", daemon=True) for i, lane in enumerate(lanes)
        ]
        if engines.file is not None:
            self._threads.append(threading.Thread(target=self._run_checkpoints, name="store-checkpoint", daemon=True))
        for thread in self._threads:
            thread.start()

    def submit(self, work: Work, *, urgent: bool = False) -> Future[Any]:
        """Queue a closure; the future ends once its transaction is durable."""
        future: Future[Any] = Future()
        with self._ready:
            if self.sick is not None or self._closing:
                future.set_exception(StoreUnavailable(self.sick or "the store is closed"))
                return future
            (self._queue.urgent if urgent else self._queue.normal).append((work, future))
            self._ready.notify_all()
        return future

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run a closure durably and give its result; its own errors come out as they are."""
        result: T = self.submit(work).result()
        return result

    @property
    def waiting(self) -> int:
        return len(self._queue.urgent) + len(self._queue.normal)

    def close(self) -> None:
        """Write what is queued, then stop."""
        with self._ready:
            self._closing = True
            self._ready.notify_all()
        self._checkpoint.set()
        for thread in self._threads:
            thread.join()

    # -- one thread ----------------------------------------------------------------------------------------------------

    def _run(self, urgent: bool, normal: bool) -> None:
        while self._wait(urgent, normal):
            if urgent:
                self._transact(lambda: self._next(normal), group=True)
            else:
                self._transact(self._next_normal, group=False)

    def _wait(self, urgent: bool, normal: bool) -> bool:
        with self._ready:
            while not ((urgent and self._queue.urgent) or (normal and self._queue.normal)):
                if self._closing:
                    return False
                self._ready.wait()
            return True

    def _next(self, normal: bool) -> tuple[Work, Future[Any]] | None:
        with self._ready:
            self._accepting = self._accepting or bool(self._queue.urgent)
            return self._queue.pop(normal=normal)

    def _next_normal(self) -> tuple[Work, Future[Any]] | None:
        with self._ready:
            return self._queue.normal.popleft() if self._queue.normal else None

    def _transact(self, take: Callable[[], tuple[Work, Future[Any]] | None], *, group: bool) -> None:
        """One transaction: as many closures as there are, up to GROUP and SLICE; then one commit; then the futures."""
        done: list[tuple[Future[Any], Any, BaseException | None]] = []
        taken: list[Future[Any]] = []
        if group:
            self._accepting = False
        try:
            if self.sick is not None:
                raise StoreUnavailable(self.sick)
            with self._engines.write.connect() as connection, connection.begin():
                changed, count = False, _changes(connection)
                start = time.monotonic()
                while (item := self._another(take, len(done), start) if group or not done else None) is not None:
                    work, future = item
                    if not future.set_running_or_notify_cancel():
                        continue
                    taken.append(future)
                    result, own_error = _attempt(connection, work) if done else self._first(connection, work)
                    done.append((future, result, own_error))
                    before, count = count, _changes(connection)
                    changed |= own_error is None and (before is None or count != before)
        except BaseException as error:
            self._fail(error, taken, take)
            return
        with self._ready:
            self.commits += changed
        for future, result, own_error in done:
            if own_error is not None:
                future.set_exception(foreign(own_error))
            else:
                future.set_result(result)
        self._after_commit()

    def _first(self, connection: Connection, work: Work) -> tuple[Any, BaseException | None]:
        """As `_attempt`. What nothing stands before needs no savepoint where one thread writes: the transaction begins anew."""
        if not self._engines.alone:
            return _attempt(connection, work)
        try:
            return work(connection), None
        except Exception as error:
            if ends_transaction(error):
                raise
            begin_anew(connection)
            return None, error

    def _another(
        self, take: Callable[[], tuple[Work, Future[Any]] | None], count: int, start: float
    ) -> tuple[Work, Future[Any]] | None:
        if count >= GROUP or (count and time.monotonic() - start > SLICE):
            return None
        item = take()
        if item is None and self._accepting and not self._closing and self._patience.waits():
            with self._ready:
                joined = bool(self._queue.urgent) or self._ready.wait(GATHER)
            item = take()
            self._patience.learn(joined and item is not None)
        return item

    def _fail(self, error: BaseException, taken: list[Future[Any]], take: Callable[[], tuple[Work, Future[Any]] | None]) -> None:
        """The transaction is gone: everything in it failed. Where not even the first closure was reached, all that wait
        by now hear it, so that no door waits in line for a database that can't be opened."""
        if is_sick(error):
            self.sick = f"the database failed and must be opened anew: {foreign(error)}"
        reached = bool(taken)
        while not reached and (item := take()) is not None:
            if item[1].set_running_or_notify_cancel():
                taken.append(item[1])
        ours = foreign(error)
        if not isinstance(ours, StoreUnavailable):
            ours = StoreUnavailable(f"the transaction failed: {type(error).__name__}")
            ours.__cause__ = error
        for future in taken:
            future.set_exception(ours)

    # -- the write-ahead log -------------------------------------------------------------------------------------------

    def _wal_size(self) -> int:
        file = self._engines.file
        try:
            return 0 if file is None else file.with_name(file.name + "-wal").stat().st_size
        except OSError:
            return 0

    def _after_commit(self) -> None:
        if self._engines.file is None or self.commits % 32:
            return
        size = self._wal_size()
        if size > CHECKPOINT_FROM:
            self._checkpoint.set()
        if size > CHECKPOINT_HARD:
            self._run_checkpoint()  # short: the rest that the side thread left; with no write going on, the log starts over

    def _run_checkpoints(self) -> None:
        while not self._closing:
            self._checkpoint.wait()
            self._checkpoint.clear()
            self._run_checkpoint()

    def _run_checkpoint(self) -> None:
        """Copy the log into the database. One that can't be done now is done later, at the latest at the next opening."""
        raw = None
        try:
            raw = self._engines.write.raw_connection()
            raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        except Exception as error:
            if is_sick(error) or "I/O" in str(error):
                self.sick = "a checkpoint of the database failed and it must be opened anew"
        finally:
            if raw is not None:
                raw.close()


def _attempt(connection: Connection, work: Work) -> tuple[Any, BaseException | None]:
    """(result, None) or (None, error): the closure alone in a savepoint. Errors that end the transaction are raised."""
    command(connection, "SAVEPOINT work")
    try:
        result = work(connection)
    except Exception as error:
        if ends_transaction(error):
            raise
        command(connection, "ROLLBACK TO SAVEPOINT work")
        command(connection, "RELEASE SAVEPOINT work")
        return None, error
    command(connection, "RELEASE SAVEPOINT work")
    return result, None


def _changes(connection: Connection) -> int | None:
    """Rows changed on this connection so far, those that were rolled back among them; None where the driver doesn't count."""
    counted = getattr(connection.connection.dbapi_connection, "total_changes", None)
    return counted if isinstance(counted, int) else None

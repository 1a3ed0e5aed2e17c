"""One at a time among all nodes: who reads a remote mailbox, who learns.

PostgreSQL: an advisory lock on a connection of its own; it ends with the node. SQLite: there is one daemon (it holds the
file's lock), so only its own threads are told apart.
"""

from __future__ import annotations

import hashlib
import threading
from contextlib import suppress
from types import TracebackType

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from mailgate.adapters.store.dialect import Engines, foreign


class Held:
    """A lock that is held until `release`, or as a context manager. `alive` says whether it still is: a database that
    was restarted has forgotten it."""

    def __init__(self, locks: Locks, name: str, connection: Connection | None) -> None:
        self._locks, self._name, self._connection = locks, name, connection

    def alive(self) -> bool:
        if self._connection is None:
            return True
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def release(self) -> None:
        """Let others have it. Harmless when repeated."""
        self._locks.forget(self._name)
        if self._connection is None:
            return
        with suppress(DBAPIError):  # a session that is gone has let go already
            self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _number(self._name)})
        self._connection.invalidate()  # never back to the pool with a lock
        self._connection.close()
        self._connection = None

    def __enter__(self) -> Held:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


class Locks:
    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._here: set[str] = set()
        self._guard = threading.Lock()

    def try_hold(self, name: str) -> Held | None:
        """The lock of that name, or None while another has it. StoreUnavailable when the database can't be asked."""
        with self._guard:
            if name in self._here:
                return None
            self._here.add(name)
        if self._engines.alone:
            return Held(self, name, None)
        try:
            connection = self._engines.write.connect().execution_options(isolation_level="AUTOCOMMIT")
            got = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _number(name)}).scalar()
        except Exception as error:
            self.forget(name)
            raise foreign(error) from error
        if got:
            return Held(self, name, connection)
        connection.close()
        self.forget(name)
        return None

    def forget(self, name: str) -> None:
        with self._guard:
            self._here.discard(name)


def _number(name: str) -> int:
    """A 63-bit number for the name: advisory locks know only those."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) >> 1

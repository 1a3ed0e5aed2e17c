"""What SQLite and PostgreSQL do differently: engines, claims, upserts, errors. Nothing else in the store asks which it is.

SQLite: WAL, synchronous=FULL, one writer. Its automatic checkpoints are off; `writer.py` runs them on the side.
PostgreSQL: psycopg 3, a few writers, rows claimed with FOR UPDATE SKIP LOCKED.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, CursorResult, Engine, Select, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool, StaticPool

from mailgate.model.errors import DiskFull, MailgateError, Refused, StoreUnavailable

BUSY = 10_000  # milliseconds to wait for another process's write lock
READERS = 8
STATEMENTS = 512  # that a connection keeps prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """Where writes and reads go. `alone` means that one thread writes (SQLite), hence commits are shared by all writes;
    `memory` that reads must go through the writing thread as well, for there is one connection only."""

    write: Engine
    read: Engine
    alone: bool
    memory: bool = False
    file: Path | None = None

    def dispose(self) -> None:
        self.write.dispose()
        self.read.dispose()


def engines_of(url: str, *, name: str = "mailgate") -> Engines:
    """Engines for `sqlite:///path`, `sqlite://` (in memory) or `postgresql://…`; Refused for anything else."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return _postgresql(parsed.set(drivername="postgresql+psycopg"), name)
    raise Refused(f"{parsed.drivername} is no database of ours; write sqlite:///var/mailgate.db or postgresql://…")


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def file_of(url: str) -> Path | None:
    """The file of an SQLite URL; None for memory and for servers."""
    parsed = make_url(url)
    memory = parsed.database in (None, "", ":memory:")
    return Path(str(parsed.database)) if parsed.get_backend_name() == "sqlite" and not memory else None


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: `dumps` makes one each time

# error texts must not carry the parameters: they are people's words and addresses
_COMMON: dict[str, Any] = {"json_serializer": _json, "hide_parameters": True}


def _sqlite(url: URL) -> Engines:
    memory = url.database in (None, "", ":memory:")
    if memory:
        engine = create_engine(
            "sqlite://",
            poolclass=StaticPool,
            **_COMMON,
            connect_args={"check_same_thread": False, "isolation_level": None},
        )
        _on_connect(engine, ("foreign_keys=ON",))
        _begin_with(engine, "BEGIN IMMEDIATE")
        return Engines(write=engine, read=engine, alone=True, memory=True)
    arguments: dict[str, Any] = {
        "check_same_thread": False,
        "isolation_level": None,
        "timeout": BUSY / 1000,
        "cached_statements": STATEMENTS,
    }
    write = create_engine(url, poolclass=QueuePool, pool_size=2, max_overflow=0, connect_args=arguments, **_COMMON)
    _on_connect(
        write,
        (
            f"busy_timeout={BUSY}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "wal_autocheckpoint=0",
            "journal_size_limit=67108864",
            "cache_size=-32768",
            "temp_store=MEMORY",
        ),
    )
    _begin_with(write, "BEGIN IMMEDIATE")
    read = create_engine(url, poolclass=QueuePool, pool_size=READERS, max_overflow=8, connect_args=arguments, **_COMMON)
    _on_connect(read, (f"busy_timeout={BUSY}", "query_only=ON", "cache_size=-8192", "temp_store=MEMORY"))
    _begin_with(read, "BEGIN")
    return Engines(write=write, read=read, alone=True, file=Path(str(url.database)))


def _on_connect(engine: Engine, pragmas: Sequence[str]) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")


def _begin_with(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)


def begin_anew(connection: Connection) -> None:
    """Undo all of an SQLite transaction that writes, and begin another."""
    connection.exec_driver_sql("ROLLBACK")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(url: URL, name: str) -> Engines:
    arguments = {"application_name": name, "connect_timeout": 10, "options": "-c synchronous_commit=on -c timezone=UTC"}
    write = create_engine(url, pool_size=8, max_overflow=4, pool_timeout=30, connect_args=arguments, **_COMMON)
    read = create_engine(
        url,
        pool_size=READERS,
        max_overflow=8,
        pool_timeout=30,
        connect_args=arguments,
        isolation_level="REPEATABLE READ",
        **_COMMON,
    )
    return Engines(write=write, read=read, alone=False)


# -- statements --------------------------------------------------------------------------------------------------------


def claimable(statement: Select[Any], *of: Table) -> Select[Any]:
    """The same selection, skipping rows that another node is claiming (nothing to do on SQLite: one writer)."""
    return statement.with_for_update(skip_locked=True, of=of or None)


def one_at_a_time(connection: Connection, names: Sequence[str]) -> None:
    """Until this transaction ends nobody else passes here with one of these names (nothing to do on SQLite: one writer)."""
    if connection.dialect.name == "sqlite":
        return
    for name in sorted(set(names)):
        connection.execute(ADVISORY_LOCK, {"name": name.replace("\0", "")})


def columns_of(connection: Connection) -> set[tuple[str, str]]:
    """(table, column) of all that the catalogue has, by one look."""
    return {(table, column) for table, column in connection.execute(CATALOGUE[connection.dialect.name])}


CATALOGUE = {
    "sqlite": text("SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'"),
    "postgresql": text(
        "SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid "
        "WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped "
        "AND c.relnamespace <> 'pg_catalog'::regnamespace AND pg_table_is_visible(c.oid)"
    ),
}
ADVISORY_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


@dataclass(frozen=True, slots=True)
class Upserts:
    """`INSERT … ON CONFLICT` for both engines, compiled once per table."""

    name: str

    def into(self, table: Table) -> Any:
        return sqlite.insert(table) if self.name == "sqlite" else postgresql.insert(table)

    def or_nothing(self, table: Table) -> Any:
        return self.into(table).on_conflict_do_nothing()

    def or_replace(self, table: Table, keys: Sequence[Column[Any]], columns: Sequence[str]) -> Any:
        """Insert, or give these columns of the row with the same keys the new values."""
        insert = self.into(table)
        return insert.on_conflict_do_update(index_elements=list(keys), set_={name: insert.excluded[name] for name in columns})


def new_id(result: CursorResult[Any]) -> int:
    """The id that the database drew for the inserted row."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


# -- errors ------------------------------------------------------------------------------------------------------------

_FULL = frozenset({"SQLITE_FULL"})
_SICK = frozenset({"SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_NOTADB"})
_DISK_FULL_STATES = frozenset({"53100"})  # PostgreSQL: disk_full
_SICK_STATES = frozenset({"58030", "XX001", "XX002"})  # io_error, data_corrupted, index_corrupted


def _name_of(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlite_errorname", "") or "")


def _state_of(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", "") or "")


def is_sick(error: BaseException) -> bool:
    """Whether the database can't be trusted any more until it is opened anew: I/O errors, corruption."""
    if not isinstance(error, DBAPIError):
        return False
    name = _name_of(error)
    return name.startswith("SQLITE_IOERR") or any(name.startswith(sick) for sick in _SICK) or _state_of(error) in _SICK_STATES


def foreign(error: BaseException) -> BaseException:
    """Our error for a driver's; what is no database error is given back as it is."""
    if isinstance(error, PoolTimeout):
        return StoreUnavailable("too many readers wait for the database")
    if not isinstance(error, DBAPIError):
        return error.orig or error if isinstance(error, StatementError) else error
    if _name_of(error) in _FULL or _state_of(error) in _DISK_FULL_STATES:
        return DiskFull("the database has no room left; free some disk space")
    if isinstance(error, (OperationalError, InterfaceError)) or error.connection_invalidated or is_sick(error):
        return StoreUnavailable(f"the database can't be used now: {_first_line(error)}")
    refused = MailgateError(f"the database refused a row: {_first_line(error)}")
    refused.__cause__ = error
    return refused


def _first_line(error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__


def ends_transaction(error: BaseException) -> bool:
    """Whether the engine may have rolled back the whole transaction by itself (sqlite.org/lang_transaction §3) or is gone."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated or is_sick(error):
        return True
    return _name_of(error) in ("SQLITE_FULL", "SQLITE_NOMEM", "SQLITE_BUSY", "SQLITE_INTERRUPT", "SQLITE_READONLY")

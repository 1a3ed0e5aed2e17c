"""The two ways into the database that every part of the store is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine

from mailgate.adapters.store.dialect import Upserts, foreign

T = TypeVar("T")
Json = dict[str, Any]


class Run(Protocol):
    def __call__(self, work: Callable[[Connection], T], /) -> T: ...


@dataclass(frozen=True, slots=True)
class Hands:
    """`read` runs a closure on one snapshot, `write` durably and all or nothing; both raise StoreUnavailable."""

    read: Run
    write: Run
    upserts: Upserts


def read_on(engine: Engine, work: Callable[[Connection], T]) -> T:
    """Run a reading closure on one snapshot; the database's errors become ours."""
    try:
        with engine.connect() as connection, connection.begin():
            return work(connection)
    except Exception as error:
        ours = foreign(error)
        if ours is error:
            raise
        raise ours from error

"""The store: the only folder that speaks SQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection

from mailgate.adapters.store.dialect import engines_of, file_of, foreign
from mailgate.adapters.store.migrate import data_root, require_head, upgrade, upgrade_on
from mailgate.model.errors import Refused, StoreUnavailable

if TYPE_CHECKING:
    from mailgate.adapters.store.keeping import Bytes
    from mailgate.adapters.store.store import SqlStore
    from mailgate.adapters.store.views import Views

__all__ = ["Bytes", "SqlStore", "data_root", "looked_into", "open_store", "upgrade"]

T = TypeVar("T")


def __getattr__(name: str) -> object:
    """The store itself is imported when it is asked for: it takes half a second, which commands that only look can spare."""
    if name == "SqlStore":
        from mailgate.adapters.store.store import SqlStore

        return SqlStore
    if name == "Bytes":
        from mailgate.adapters.store.keeping import Bytes

        return Bytes
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@contextmanager
def looked_into(url: str) -> Iterator[Views]:
    """What people are shown of a database, which is made, or brought to this program's schema, first. StoreUnavailable."""
    from mailgate.adapters.store.dialect import Upserts
    from mailgate.adapters.store.hands import Hands, read_on
    from mailgate.adapters.store.views import Views

    upgrade(url)
    engines = engines_of(url)

    def read(work: Callable[[Connection], T], /) -> T:
        return read_on(engines.read, work)

    def write(work: Callable[[Connection], T], /) -> T:
        raise Refused("nothing is written by looking")

    try:
        yield Views(Hands(read, write, Upserts(engines.write.dialect.name)))
    finally:
        engines.dispose()


def open_store(url: str, *, blobs: Bytes | None = None, chance: Callable[[int], bytes] = os.urandom) -> SqlStore:
    """Open a database that is at this program's schema (`upgrade` brings it there; one in memory, `sqlite://`, is made).

    `chance` names this process to PostgreSQL (application_name). Refused, with what to do, for a missing or other schema;
    StoreUnavailable when the database can't be reached."""
    from mailgate.adapters.store.store import SqlStore

    file = file_of(url)
    if file is not None and not file.exists():
        raise StoreUnavailable(f"there is no database at {file}; run `mailgate db upgrade`")
    engines = engines_of(url, name=f"mailgate-{chance(4).hex()}")
    try:
        with engines.write.connect() as connection, connection.begin():
            if engines.memory:
                upgrade_on(connection)
            else:
                require_head(connection)
    except Exception as error:
        engines.dispose()
        raise foreign(error) from error
    return SqlStore(engines, blobs=blobs)

"""The store: the only folder that speaks SQL."""

from __future__ import annotations

import os
from collections.abc import Callable

from mailgate.adapters.store.dialect import engines_of, file_of, foreign
from mailgate.adapters.store.keeping import Bytes
from mailgate.adapters.store.migrate import data_root, require_head, upgrade, upgrade_on
from mailgate.adapters.store.store import SqlStore
from mailgate.model.errors import StoreUnavailable

__all__ = ["Bytes", "SqlStore", "data_root", "open_store", "upgrade"]


def open_store(url: str, *, blobs: Bytes | None = None, chance: Callable[[int], bytes] = os.urandom) -> SqlStore:
    """Open a database that is at this program's schema (`upgrade` brings it there; one in memory, `sqlite://`, is made).

    `chance` names this process to PostgreSQL (application_name). Refused, with what to do, for a missing or other schema;
    StoreUnavailable when the database can't be reached."""
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

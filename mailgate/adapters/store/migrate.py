"""Schema versions: alembic, driven from code; the files lie beside the package or, in the wheel, inside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from mailgate.adapters.store.dialect import columns_of, engines_of, file_of
from mailgate.adapters.store.schema import HEAD, metadata
from mailgate.model.errors import Refused

if TYPE_CHECKING:
    from alembic.config import Config

SHOWN = 3  # columns named of those that are missing
MAKE_NEW = "make a new one (name another in `server: database:`), or use the version that made it"
LOCK = 0x6D61696C  # PostgreSQL advisory lock: one migration at a time


def data_root() -> Path:
    """Where templates/, alembic/ and the other data files are: the checkout, else the wheel's `mailgate/_data`."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "_data"
    return inside if inside.is_dir() else package.parent


def upgrade(url: str) -> bool:
    """Make the database, or bring it to this program's schema, in one transaction; whether anything was done.
    Refused when it belongs to a newer mailgate, or to one that was never released."""
    file = file_of(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)  # it holds mail; SQLite gives its -wal and -shm the same mode
    engines = engines_of(url)
    try:
        with engines.write.connect() as connection, connection.begin():
            return upgrade_on(connection)
    finally:
        engines.dispose()


def upgrade_on(connection: Connection) -> bool:
    """The same inside the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if version_of(connection) == HEAD:
        _require_columns(connection)
        return False
    from alembic.util.exc import CommandError

    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise Refused(f"this database belongs to a newer mailgate; install that one, or restore a backup ({error})") from error
    return True


def alembic_config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(data_root() / "alembic").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def version_of(connection: Connection) -> str | None:
    """The schema version the database has; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def require_head(connection: Connection) -> None:
    """Refused, with what to do, unless the schema is this program's."""
    version = version_of(connection)
    if version is None:
        raise Refused("the database is empty; run `mailgate db upgrade`")
    if version != HEAD:
        raise Refused(
            f"the database has schema {version}, this mailgate needs {HEAD}; run `mailgate db upgrade`, "
            "or install the mailgate that wrote it"
        )
    _require_columns(connection)


def _require_columns(connection: Connection) -> None:
    if lacks := lacking(connection):
        raise Refused(f"this database was made by an unreleased version of mailgate: it lacks {lacks}; {MAKE_NEW}")


def lacking(connection: Connection) -> str:
    """The columns that its tables lack although its version is ours, which happens where it was made before the first release:
    until then the migration grows in place. Empty for none."""
    found = columns_of(connection)
    needed = [(table.name, column.name) for table in metadata.tables.values() for column in table.columns]
    names = [f"{table}.{column}" for table, column in needed if (table, column) not in found]
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")

"""The database: whether it opens, what schema it has, and whether it keeps what it was given. Reads only."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from mailgate.adapters.examinations.finding import Finding, fault, ok, warning
from mailgate.adapters.store.dialect import engines_of, file_of, foreign, is_sqlite
from mailgate.adapters.store.migrate import MAKE_NEW, alembic_config, lacking, version_of
from mailgate.adapters.store.schema import HEAD

_NAME = "database"
_START = "start the daemon (or run `mailgate db upgrade`): it makes what is missing"


def database(url: str, shown: str) -> Finding:
    """Open it and ask. A database that isn't there yet is fine: it will be made."""
    file = file_of(url)
    if file is not None and not file.exists():
        return ok(_NAME, f"{shown} is not there yet; the first `mailgate run` makes it")
    engines = engines_of(url, name="mailgate doctor")
    try:
        with engines.read.connect() as connection, connection.begin():
            schema = _schema(connection, shown)
            return schema if schema.state == "fault" else _durable(connection, schema, file)
    except DBAPIError as error:
        where = "the file and who may read it" if is_sqlite(url) else "server.database, the server, and its pg_hba.conf"
        return fault(_NAME, f"{shown}: {foreign(error)}", f"check {where}")
    finally:
        engines.dispose()


def _schema(connection: Connection, shown: str) -> Finding:
    version = version_of(connection)
    if version == HEAD and (lacks := lacking(connection)):
        return fault(_NAME, f"{shown} was made by an unreleased version of mailgate: it lacks {lacks}", MAKE_NEW)
    if version == HEAD:
        return ok(_NAME, f"{shown} opens, schema {version}")
    if version is None:
        return warning(_NAME, f"{shown} opens and is empty", _START)
    if not _known(version):
        return fault(
            _NAME, f"{shown} has schema {version}, which this mailgate does not know", "install the mailgate that wrote it"
        )
    return warning(_NAME, f"{shown} has schema {version}, this mailgate has {HEAD}", _START)


def _known(version: str) -> bool:
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    try:
        return ScriptDirectory.from_config(alembic_config()).get_revision(version) is not None
    except CommandError:
        return False


def _durable(connection: Connection, schema: Finding, file: Path | None) -> Finding:
    """The finding, with whether a power cut would lose what was committed."""

    def ask(question: str) -> str:
        return str(connection.execute(text(question)).scalar())

    if connection.dialect.name == "sqlite":
        mode = ask("PRAGMA journal_mode").upper()
        size = file.stat().st_size // 1024 if file is not None else 0
        if mode not in ("WAL", "MEMORY"):
            return warning(_NAME, f"{schema.said}, journal mode {mode}", "the daemon turns WAL on, where the disk can")
        return _more(schema, f"{mode}, written with synchronous=FULL, {size} kB")
    server, fsync, pages = ask("SHOW server_version"), ask("SHOW fsync"), ask("SHOW full_page_writes")
    if "off" in (fsync, pages):
        said = f"{schema.said}, PostgreSQL {server} with fsync={fsync}, full_page_writes={pages}: a power cut loses mail"
        return fault(_NAME, said, "set both to on in postgresql.conf")
    return _more(schema, f"PostgreSQL {server}, fsync on, synchronous_commit on for us")


def _more(finding: Finding, said: str) -> Finding:
    told = f"{finding.said}, {said}"
    return ok(finding.name, told) if finding.state == "ok" else warning(finding.name, told, finding.fix)

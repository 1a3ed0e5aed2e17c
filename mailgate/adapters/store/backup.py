"""Safe copies: a folder with the database and, where they lie on this machine, the blobs. Also while the desk runs.

The database is copied first and the blobs after it: a blob is named by its content and written before its row names it,
so every blob that the copied rows name is in the copy.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import make_url

from mailgate.adapters.store import open_store, upgrade
from mailgate.adapters.store.dialect import file_of, is_sqlite
from mailgate.model.errors import Refused, StoreUnavailable

SQLITE_NAME = "mailgate.db"
POSTGRESQL_NAME = "mailgate.dump"
BLOBS_NAME = "blobs"


def backup(url: str, target: Path, *, blobs: Path | None = None) -> list[Path]:
    """Write a consistent copy into the new folder `target`; the files and folders written. Refused if it is in use;
    StoreUnavailable if the copy can't be made. Readable by its owner only: it holds mail."""
    if target.exists() and any(target.iterdir()):
        raise Refused(f"{target} is not empty; name a new folder")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = [_copy_sqlite(url, target) if is_sqlite(url) else _dump(url, target)]
    if blobs is not None and blobs.is_dir():
        shutil.copytree(blobs, target / BLOBS_NAME, dirs_exist_ok=True)
        written.append(target / BLOBS_NAME)
    return written


def restore(url: str, source: Path, *, release: bool = False, blobs: Path | None = None) -> None:
    """Put a backup in the place of a database that is not there yet (SQLite) or empty (PostgreSQL), brought to this
    program's schema. Its outbox is frozen, unless `release`. Refused where it would overwrite something."""
    name = SQLITE_NAME if is_sqlite(url) else POSTGRESQL_NAME
    if not (source / name).is_file():
        raise Refused(f"{source} holds no {name}; name the folder that `mailgate backup` wrote for this kind of database")
    if blobs is not None and (source / BLOBS_NAME).is_dir():
        shutil.copytree(source / BLOBS_NAME, blobs, dirs_exist_ok=True)
    if is_sqlite(url):
        _place_sqlite(url, source / name, release=release)
    else:
        _load(url, source / name)
        _make_ready(url, release=release)


def _make_ready(url: str, *, release: bool) -> None:
    upgrade(url)
    store = open_store(url)
    try:
        store.keeping.freeze_outbox(frozen=not release)
    finally:
        store.close()


def _copy_sqlite(url: str, target: Path) -> Path:
    file = _existing(url)
    copy = target / SQLITE_NAME
    try:
        connection = sqlite3.connect(file, timeout=30)
        try:
            connection.execute("VACUUM INTO ?", (str(copy),))
        finally:
            connection.close()
        _check(copy)
    except sqlite3.Error as error:
        raise StoreUnavailable(f"the copy could not be made: {error}") from error
    copy.chmod(0o600)
    _flush(copy)
    return copy


def _flush(file: Path) -> None:
    """fsync the file and its folder: VACUUM INTO leaves that to us."""
    for place in (file, file.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _existing(url: str) -> Path:
    file = file_of(url)
    if file is None or not file.is_file():
        raise Refused("there is no database to copy yet; `mailgate run` makes one")
    return file


def _check(file: Path) -> None:
    connection = sqlite3.connect(file)
    try:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    finally:
        connection.close()
    if verdict != "ok":
        raise StoreUnavailable(f"{file} is damaged: {verdict}")


def _place_sqlite(url: str, copy: Path, *, release: bool) -> None:
    file = file_of(url)
    if file is None:
        raise Refused("a database in memory can't be restored")
    if file.exists():
        raise Refused(f"there is a database at {file}; move it (and its -wal file) away first")
    try:
        _check(copy)
    except sqlite3.Error as error:
        raise Refused(f"{copy} is no database: {error}") from error
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as beside:  # so that it appears whole or not at all
        fresh = Path(beside) / file.name
        shutil.copyfile(copy, fresh)
        fresh.chmod(0o600)
        _make_ready(f"sqlite:///{fresh}", release=release)
        _flush(fresh)
        fresh.rename(file)
        _flush(file)


def _dump(url: str, target: Path) -> Path:
    dump = target / POSTGRESQL_NAME
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={dump}", f"--dbname={_libpq(url)}")
    dump.chmod(0o600)
    return dump


def _load(url: str, dump: Path) -> None:
    _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={_libpq(url)}", str(dump))


def _libpq(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise Refused(f"{program} is not installed; on Debian: apt-get install postgresql-client")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise StoreUnavailable(f"{program} failed: {lines[0]}")

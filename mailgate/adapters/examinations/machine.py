"""This machine: Python, disk, clock, secrets."""

from __future__ import annotations

import os
import pwd
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from mailgate.adapters.examinations.finding import Finding, fault, ok, skipped, warning
from mailgate.settings import Settings

FLOOR = (3, 11)
LITTLE, TOO_LITTLE = 2 * 1024**3, 256 * 1024**2  # bytes free
FEW_NODES = 1000  # files that can still be made
DRIFT = 2.0  # seconds between the system's and a file system's clock
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # no clock that is right shows less
NETWORKED = frozenset({"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph", "glusterfs"})


def python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> Finding:
    """Whether this Python is new enough."""
    shown = ".".join(map(str, version))
    if version[:2] < FLOOR:
        return fault("python", f"Python {shown} is too old", f"install Python {FLOOR[0]}.{FLOOR[1]} or newer and `make setup`")
    return ok("python", f"Python {shown}")


def user(path: Path, *, me: int | None = None, owner: int | None = None) -> Finding:
    """Whether what is found holds for the service: root may do what the owner of its folder may not. Left out, `me` is who
    runs this, and `owner` whose folder it is."""
    me = os.geteuid() if me is None else me
    owner = _nearest(path).stat().st_uid if owner is None else owner
    if me == 0 and owner != 0:
        said = f"this is root, and {_nearest(path)} belongs to {_name_of(owner)}: what is said of files holds for root alone"
        return warning("user", said, f"sudo -u {_name_of(owner)} mailgate doctor")
    return ok("user", _name_of(me))


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def folder(name: str, path: Path) -> Finding:
    """Whether a folder (or the one it will be made in) can be written, and how much room there is."""
    there = _nearest(path)
    made = "" if path.is_dir() else " (it will be made)"
    try:
        with tempfile.TemporaryFile(dir=there) as trial:
            trial.write(b"mailgate doctor")
            trial.flush()
            os.fsync(trial.fileno())
        left, nodes = shutil.disk_usage(there).free, os.statvfs(there)
    except OSError as error:
        return fault(
            name, f"{there} can't be written: {error.strerror or error}", "give the service's user the folder, or free some space"
        )
    said = f"{path}{made}: writable, {_size(left)} free"
    if nodes.f_files and nodes.f_favail < FEW_NODES:
        return fault(name, f"{said}, but only {nodes.f_favail} more files can be made", "remove files there")
    if left < TOO_LITTLE:
        return fault(name, said, "free some space: doors answer 452 when there is none left")
    if left < LITTLE:
        return warning(name, said, "free some space soon")
    return ok(name, said)


def clock(path: Path) -> Finding:
    """Whether the clocks agree: the system's, a file system's, and the one that only goes forward."""
    now, first = time.time(), time.monotonic()
    if now < WRITTEN.timestamp():
        shown = datetime.fromtimestamp(now, UTC)
        return fault("clock", f"the system's clock shows {shown:%Y-%m-%d %H:%M} UTC", "set the clock: due times come from it")
    try:
        with tempfile.TemporaryFile(dir=_nearest(path)) as trial:
            trial.write(b"x")
            trial.flush()
            apart = os.fstat(trial.fileno()).st_mtime - time.time()
    except OSError:
        apart = 0.0  # the check of the folder says why
    if time.monotonic() < first:
        return fault("clock", "the monotonic clock went backwards", "look at the machine: no timer can be trusted")
    if abs(apart) > DRIFT:
        return warning("clock", f"the file system of {path} is {apart:+.0f} s off the system's clock", "let both use NTP")
    return ok("clock", f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d %H:%M:%S} UTC, the file system agrees within {DRIFT:g} s")


def secrets(settings: Settings, bare: Sequence[str]) -> list[Finding]:
    """Secrets that are missing, and those that others on this machine can read (`bare`)."""
    missing = [fault("secret", unset, "set it, then run `mailgate doctor` again") for unset in settings.unset_secrets()]
    found = missing + [_in_the_open(line) for line in (*bare, *_bare_database(settings))]
    held = len(settings.server.secrets())
    return found or [ok("secrets", f"{held} set, none readable by others" if held else "none needed")]


def _in_the_open(line: str) -> Finding:
    what, _, how = line.partition("; ")
    return warning("secret", what, how)


def _bare_database(settings: Settings) -> list[str]:
    """The database's password, where it stands in a file that others can read."""
    server, place = settings.server, settings.at("server", "database")
    if server.database_shown == server.database or not settings.is_bare("server", "database"):
        return []
    file = Path(place.file)
    if not file.is_file() or not file.stat().st_mode & 0o077:
        return []
    return [f"{place}: the database's password stands in this file, which others can read; write ${{NAME}}, or chmod 600 {file}"]


def network_disk(name: str, path: Path, mounts: Path = Path("/proc/mounts")) -> Finding:
    """Whether an SQLite file lies on a disk of this machine: WAL needs shared memory (sqlite.org/wal.html)."""
    there = _nearest(path).resolve()
    try:
        table = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return skipped(name, "this system does not tell its file systems")
    over = [(row[1], row[2]) for row in table if len(row) > 2 and there.is_relative_to(row[1].replace("\\040", " "))]
    kind = max(over, key=lambda row: len(row[0]))[1] if over else "unknown"
    if kind in NETWORKED:
        return fault(name, f"{path} lies on a network disk ({kind}), where SQLite is not safe", "use a local disk, or PostgreSQL")
    return ok(name, f"{path} lies on {kind}")


def _nearest(path: Path) -> Path:
    """The folder itself, or the first above it that exists."""
    here = path.absolute()
    while not here.is_dir() and here != here.parent:
        here = here.parent
    return here


def _size(count: int) -> str:
    return f"{count / 1024**3:.1f} GB" if count >= 1024**3 else f"{count // 1024**2} MB"

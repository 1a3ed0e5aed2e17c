"""A real PostgreSQL for tests: its own cluster in a temporary folder, on a unix socket, stopped by its process id."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PLACES = ("/usr/lib/postgresql", "/usr/pgsql")
START = 30.0  # seconds


def binaries() -> Path | None:
    """The folder with initdb and postgres of the newest installed version."""
    found = [p.parent for place in PLACES for p in Path(place).glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    return max(found, key=lambda p: float(p.parent.name), default=Path(on_path).parent if on_path else None)


def _command(*words: str) -> list[str]:
    """The command, as an unprivileged user where we are root (PostgreSQL refuses root)."""
    if os.geteuid() != 0:
        return list(words)
    user = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *words]


@dataclass(slots=True)
class Postgres:
    """A running server; `database()` gives the URL of a fresh, empty database."""

    folder: Path
    process: subprocess.Popen[bytes]
    bin: Path
    made: int = field(default=0)

    def database(self) -> str:
        self.made += 1
        name = f"desk{self.made}_{os.getpid()}"
        subprocess.run(
            [str(self.bin / "createdb"), "-h", str(self.folder), "-U", "mailgate", name], check=True, capture_output=True
        )
        return f"postgresql://mailgate@/{name}?host={self.folder}"


@contextmanager
def running() -> Iterator[Postgres]:
    """Start a server of our own; skips where PostgreSQL is not installed."""
    where = binaries()
    if where is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="mailgate-pg-"))
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        os.chown(data, user.pw_uid, user.pw_gid)
    process: subprocess.Popen[bytes] | None = None
    try:
        subprocess.run(
            _command(
                str(where / "initdb"), "-D", str(data), "-U", "mailgate", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"
            ),
            check=True,
            capture_output=True,
            cwd=folder,
        )
        process = subprocess.Popen(
            _command(
                str(where / "postgres"),
                "-D",
                str(data),
                "-k",
                str(folder),
                "-c",
                "listen_addresses=",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=60",
            ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        _until_ready(where, folder)
        yield Postgres(folder=folder, process=process, bin=where)
    finally:
        if process is not None:
            process.send_signal(signal.SIGQUIT)  # immediate shutdown; nothing here is worth a checkpoint
            process.wait(timeout=START)
        shutil.rmtree(folder, ignore_errors=True)


def _until_ready(where: Path, folder: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        asked = subprocess.run([str(where / "pg_isready"), "-h", str(folder), "-q"], check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.05)
    raise TimeoutError("PostgreSQL did not start")

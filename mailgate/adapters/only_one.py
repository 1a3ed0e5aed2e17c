"""One daemon for one SQLite database: a lock on a file beside it, let go of by the system when the process ends."""

from __future__ import annotations

import fcntl
import os
from types import TracebackType

from mailgate.adapters.store.dialect import file_of
from mailgate.model.errors import Refused


class OnlyOne:
    """Holds the lock while inside. Refused when another process has it. PostgreSQL needs none: many nodes may share it."""

    def __init__(self, database: str) -> None:
        self._file = file_of(database)
        self._held: int | None = None

    def __enter__(self) -> OnlyOne:
        if self._file is None:
            return self
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._held = os.open(f"{self._file}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._held)
            self._held = None
            raise Refused(f"another daemon works on {self._file}; stop it first, or use another server.database") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._held is not None:
            os.close(self._held)

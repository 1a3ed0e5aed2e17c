"""Refresh tokens that a provider gave in place of the one in the settings: whoever forgets them is locked out (RFC 6749 §6)."""

from __future__ import annotations

import asyncio
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class KeptToken:
    """The newest refresh token of one grant, in a file only its owner can read. The file is named after the granted token,
    so that a new grant in the settings counts at once."""

    folder: Path
    client_id: str
    granted: str

    @property
    def _file(self) -> Path:
        name = hashlib.sha256(f"{self.client_id}\0{self.granted}".encode()).hexdigest()[:24]
        return self.folder / f"refresh-token-{name}"

    def token(self) -> str:
        """The newest one; the granted one, if it was never replaced."""
        try:
            return self._file.read_text(encoding="utf-8").strip() or self.granted
        except OSError:
            return self.granted

    async def keep(self, token: str) -> None:
        """Durable when it returns."""
        await asyncio.to_thread(self._write, token)

    def _write(self, token: str) -> None:
        fresh = self._file.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(token)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._file)

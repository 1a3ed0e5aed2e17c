"""Reading switched off."""

from __future__ import annotations

from datetime import datetime

from mailgate.model.reading import NOTHING_READ, Reading


class NoReader:
    """Reading switched off: rules that need no words, and routing by team."""

    model = "none"

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = "") -> Reading:
        return NOTHING_READ

    def close(self) -> None:
        return None

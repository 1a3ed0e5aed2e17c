"""Instants on the command line."""

from __future__ import annotations

from datetime import UTC, datetime

from mailgate.model.errors import Refused


def instant_of(written: str | None, now: datetime) -> datetime:
    """An ISO 8601 instant with its zone (RFC 3339), UTC where none is written; `now` for None. Refused for anything else and
    for the future."""
    if written is None:
        return now
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise Refused(f"“{written}” is no instant; write it as 2026-11-20T14:30+01:00") from None
    found = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    if found > now:
        raise Refused(f"{written} is still to come; mark it when it happens")
    return found.astimezone(UTC)

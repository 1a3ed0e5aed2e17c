"""The clock of a simulated desk, and how often what it learns is judged anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)  # hour 0 of the world
JUDGED_EVERY = 5  # outcomes; to save time here: the daemon judges anew after each


def at(hour: float) -> datetime:
    return BEGIN + timedelta(hours=hour)

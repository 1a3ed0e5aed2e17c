"""How a running desk is: its database, queues, doors and reading, asked now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mailgate.adapters.health import SHUT, Health, door_state
from mailgate.bootstrap import House
from mailgate.bootstrap.doors import DoorPort


def health_of(house: House, doors: Mapping[str, DoorPort], reading: str, stuck: tuple[str, ...]) -> Health:
    """`stuck` are the queues that didn't come back in time. A database that can't say is sick, and its queues unknown."""
    try:
        depths = house.store.views.depths()
        database = house.store.sick or "ok"
    except Exception as error:
        depths, database = {}, str(error)
    states = {name: door_state(door) for name, door in doors.items()}
    return Health(
        ok=database == "ok" and SHUT not in states.values() and not stuck,
        database=database,
        queues=_ages(depths, house.desk.clock()),
        doors=states,
        reading=reading,
        stuck=stuck,
    )


def _ages(depths: Mapping[str, tuple[int, datetime | None]], now: datetime) -> dict[str, dict[str, float | None]]:
    return {
        name: {"depth": float(rows), "oldest_seconds": max(0.0, (now - due).total_seconds()) if due else None}
        for name, (rows, due) in depths.items()
    }

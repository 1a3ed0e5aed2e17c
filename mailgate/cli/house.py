"""What commands that look into the desk share: settings, rulebook and store, opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mailgate.bootstrap import House


WHOLLY = 600.0  # seconds to catch up on lessons: a command has nobody who teaches it later


@contextmanager
def opened(settings_file: Path, *, reading: bool = False) -> Iterator[House]:
    """The house of a settings file, its database made if it is missing; nothing is sent from it. With `reading`, texts are
    read, with all that the desk has learned. Raises SettingsFault and StoreUnavailable."""
    from mailgate.adapters.yaml_rules import load_desk
    from mailgate.bootstrap import house_of, reader_of, silence, store_of

    settings, rulebook = load_desk(settings_file)
    store = store_of(settings)
    reader = reader_of(settings, rulebook, silence, store, catch_up_within=WHOLLY) if reading else None
    house = house_of(settings, rulebook, reader=reader, store=store)
    try:
        wait = getattr(reader, "wait_ready", None)
        if wait is not None:
            wait(60.0 + WHOLLY)
        yield house
    finally:
        close = getattr(reader, "close", None)
        if close is not None:
            close()
        house.store.close()

"""What commands that look into the desk share: settings, rulebook and store, opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mailgate.bootstrap import House


@contextmanager
def opened(settings_file: Path, *, reading: bool = False) -> Iterator[House]:
    """The house of a settings file, its database made if it is missing; nothing is sent from it. With `reading`, texts are
    read. Raises SettingsFault and StoreUnavailable."""
    from mailgate.adapters.yaml_rules import load_desk
    from mailgate.bootstrap import house_of, reader_of, silence

    settings, rulebook = load_desk(settings_file)
    reader = reader_of(settings, rulebook, silence) if reading else None
    house = house_of(settings, rulebook, reader=reader)
    try:
        wait = getattr(reader, "wait_ready", None)
        if wait is not None:
            wait(60.0)
        yield house
    finally:
        close = getattr(reader, "close", None)
        if close is not None:
            close()
        house.store.close()

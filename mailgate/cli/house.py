"""What commands that look into the desk share: settings, rulebook and store, opened for one command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mailgate.cli.common import warn

if TYPE_CHECKING:
    from mailgate.adapters.store.views import Views
    from mailgate.bootstrap import House
    from mailgate.flows.desk import Reader
    from mailgate.model.reading import Reading
    from mailgate.settings.looking import Lookable


WHOLLY = 600.0  # seconds to catch up on lessons: a command has nobody who teaches it later


def looked_at(settings_file: Path) -> Lookable:
    """What is needed of a settings file to look at its desk; of faults elsewhere in it the person is told in a line. Raises
    SettingsFault."""
    from mailgate.settings.looking import lookable

    found = lookable(settings_file)
    if found.faults:
        many = "a fault" if len(found.faults) == 1 else f"{len(found.faults)} faults"
        warn(f"{settings_file} has {many}, which `mailgate check` names; a running desk keeps its last good settings")
    return found


@contextmanager
def views_of(settings_file: Path) -> Iterator[Views]:
    """What people are shown of the desk, its database made if it is missing. Raises SettingsFault and StoreUnavailable."""
    from mailgate.adapters.store import looked_into

    with looked_into(looked_at(settings_file).server.database) as views:
        yield views


@contextmanager
def opened(settings_file: Path, *, reading: bool = False) -> Iterator[House]:
    """The house of a settings file, its database made if it is missing; nothing is sent from it. With `reading`, texts are
    read, with all that the desk has learned: what does that is started at the first text, for many commands meet none.
    Raises SettingsFault and StoreUnavailable."""
    from mailgate.adapters.yaml_rules import load_desk
    from mailgate.bootstrap import house_of, reader_of, silence, store_of

    settings, rulebook = load_desk(settings_file)
    store = store_of(settings)
    started = ReaderWhenAsked(lambda: reader_of(settings, rulebook, silence, store, catch_up_within=WHOLLY))
    house = house_of(settings, rulebook, reader=started if reading and settings.server.reading else None, store=store)
    try:
        yield house
    finally:
        started.close()
        house.store.close()


class ReaderWhenAsked:
    """A reader that is made for the first text, and waited for."""

    def __init__(self, make: Callable[[], Reader | None]) -> None:
        self._make = make
        self._made: Reader | None = None

    @property
    def model(self) -> str:
        """`none` as long as nothing was read."""
        return self._made.model if self._made is not None else "none"

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = "") -> Reading:
        return self._reader().read(text, subject, sent=sent, now=now, sender=sender, mailbox=mailbox)

    def close(self) -> None:
        close = getattr(self._made, "close", None)
        if close is not None:
            close()

    def _reader(self) -> Reader:
        if self._made is None:
            from mailgate.adapters.no_reader import NoReader

            self._made = self._make() or NoReader()
            wait = getattr(self._made, "wait_ready", None)
            if wait is not None:
                wait(60.0 + WHOLLY)
        return self._made

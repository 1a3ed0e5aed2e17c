"""The only places that ask what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def system_clock() -> datetime:
    """Now, aware UTC."""
    return datetime.now(UTC)


class TurnedClock:
    """The system's clock, turned forward by hand: for demonstrations and scenarios. It runs on between the turns."""

    def __init__(self) -> None:
        self._turned = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._turned

    def turn(self, span: timedelta) -> None:
        """Forward by so much; never back."""
        if span < timedelta():
            raise ValueError("a clock is only turned forward")
        self._turned += span

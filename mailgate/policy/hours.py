"""Business time: when a desk is open, and when a span of open time has passed.

All instants are aware; results are UTC. Local time is what the wall clock of the calendar's zone shows, so an hour
that the clocks skip does not exist and one they repeat counts twice. A span belongs to the day it starts on, with that
day's holiday; `end <= start` or `end > 1440` runs into the next day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailgate.model.promise import Hours

# A calendar without an open minute in this many days is taken for a mistake: it then counts as always open, so that no
# promise is lost and no loop is endless. The settings check warns of it.
GIVE_UP_DAYS = 400
_DAY = timedelta(days=1)
_FARTHEST = datetime(9990, 1, 1, tzinfo=UTC)

Interval = tuple[datetime, datetime]


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether the calendar is open at this instant; its last minute is not its closing minute (half open)."""
    if hours.week is None:
        return True
    local = at.astimezone(ZoneInfo(hours.timezone)).date()
    return any(start <= at < end for day in (local - _DAY, local) for start, end in _day_intervals(hours, day))


def next_open(hours: Hours, at: datetime) -> datetime:
    """The first open instant at or after `at`; `at` itself if the calendar never opens."""
    return next((start for start, _ in _intervals(hours, at)), at.astimezone(UTC))


def due_at(hours: Hours, start: datetime, span: timedelta) -> datetime:
    """When `span` of open time has passed since `start`: the earliest such instant, so work that fills a day is due at
    closing time. `start + span` if the calendar never opens; `start` for a span that is not positive."""
    begin = start.astimezone(UTC)
    if span <= timedelta(0):
        return begin
    left = span
    for opened, closed in _intervals(hours, begin):
        if left <= closed - opened:
            return opened + left
        left -= closed - opened
        begin = closed
    return begin + left if left < _FARTHEST - begin else _FARTHEST


def worked(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """The open time between two instants; zero if they are the wrong way round."""
    total = timedelta(0)
    if end <= start:
        return total
    if never_open(hours, start):
        return end - start
    for opened, closed in _intervals(hours, start):
        if opened >= end:
            break
        total += min(closed, end) - opened
    return total


def never_open(hours: Hours, at: datetime) -> bool:
    """No open minute within 400 days: the calendar then counts as always open. The settings check warns of it."""
    return next(iter(_intervals(hours, at)), None) is None


def _intervals(hours: Hours, at: datetime) -> Iterator[Interval]:
    """Open intervals from `at` on, in order, not touching each other twice; ends when 400 days bring none."""
    reached = at.astimezone(UTC)
    if hours.week is None:
        yield reached, _FARTHEST
        return
    day = reached.astimezone(ZoneInfo(hours.timezone)).date() - _DAY
    empty = 0
    while empty <= GIVE_UP_DAYS and day.year < _FARTHEST.year:
        empty += 1
        for start, end in _day_intervals(hours, day):
            if end > reached:
                yield max(start, reached), end
                reached, empty = end, 0
        day += _DAY


def _day_intervals(hours: Hours, day: date) -> list[Interval]:
    """The open intervals of the spans that start on this local day, in order of time."""
    if hours.week is None or day in hours.holidays:
        return []
    zone = ZoneInfo(hours.timezone)
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    found: list[Interval] = []
    for first, last in hours.week[day.weekday()]:
        opened = midnight + timedelta(minutes=first)
        closed = midnight + timedelta(minutes=last if last > first else last + 1440)
        for begin, finish, offset in _steady(zone, opened - _DAY, closed + _DAY):
            start, end = max(opened - offset, begin), min(closed - offset, finish)
            if start < end:
                found.append((start, end))
    return sorted(found)


def _steady(zone: ZoneInfo, start: datetime, end: datetime) -> list[tuple[datetime, datetime, timedelta]]:
    """The stretches of [start, end) with one UTC offset each. At most one change falls into so few days."""
    before, after = _offset(zone, start), _offset(zone, end)
    if before == after:
        return [(start, end, before)]
    low, high = start, end  # the change lies in (low, high]; to the second
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return [(start, high, before), (high, end, after)]


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)

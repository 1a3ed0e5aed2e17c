"""When a report falls due: days, weeks and months of the desk's wall clock.

An hour that the clocks skip is taken as if they had not moved (02:30 becomes 03:30); of one they repeat, the first counts.
So every day, week and month has exactly one instant.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from mailgate.model.report import Schedule, Span
from mailgate.model.rules import Rulebook

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LAST_DAY = 28  # of a month that every month has

_WRITTEN = re.compile(r"(?:(day|daily)|(month|monthly)(?: (\d{1,2}))?|([a-z]+day)) (\d{1,2}):(\d{2})")


def schedule_of(text: str) -> Schedule | None:
    """`day 18:00`, `monday 08:00`, `month 07:00` (its first day) or `month 15 07:00`; `daily` and `monthly` say the same.
    None for anything else."""
    found = _WRITTEN.fullmatch(" ".join(text.lower().split()))
    if found is None or int(found[5]) > 23 or int(found[6]) > 59:
        return None
    at = time(int(found[5]), int(found[6]))
    if found[1]:
        return Schedule(every="day", at=at)
    if found[4]:
        return Schedule(every="week", at=at, weekday=WEEKDAYS.index(found[4])) if found[4] in WEEKDAYS else None
    day = int(found[3] or 1)
    return Schedule(every="month", at=at, day=day) if 1 <= day <= LAST_DAY else None


def written(schedule: Schedule) -> str:
    """The one spelling of a schedule."""
    match schedule.every:
        case "day":
            day = "day"
        case "week":
            day = WEEKDAYS[schedule.weekday]
        case "month":
            day = "month" if schedule.day == 1 else f"month {schedule.day}"
    return f"{day} {schedule.at:%H:%M}"


def zone_of(rulebook: Rulebook) -> tzinfo:
    """The clock on the desk's wall: its first business hours', else UTC."""
    return next((ZoneInfo(hours.timezone) for hours in rulebook.hours.values() if hours.week is not None), UTC)


def last_at(schedule: Schedule, zone: tzinfo, now: datetime) -> datetime:
    """The latest instant at or before `now` at which the schedule fell due."""
    day = now.astimezone(zone).date() + timedelta(days=1)  # a repeated hour may still belong to the day before
    while not _falls_on(schedule, day) or (due := _instant(day, schedule.at, zone)) > now:
        day -= timedelta(days=1)
    return due


def span_before(what: Span, zone: tzinfo, until: datetime) -> datetime:
    """The same time of the wall clock a day, a week or a month before; of a shorter month its last day."""
    local = until.astimezone(zone)
    match what:
        case "day":
            day = local.date() - timedelta(days=1)
        case "week":
            day = local.date() - timedelta(days=7)
        case "month":
            before = local.date().replace(day=1) - timedelta(days=1)
            day = before.replace(day=min(before.day, local.day))
    return _instant(day, local.time(), zone)


def _falls_on(schedule: Schedule, day: date) -> bool:
    match schedule.every:
        case "day":
            return True
        case "week":
            return day.weekday() == schedule.weekday
        case "month":
            return day.day == schedule.day


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)

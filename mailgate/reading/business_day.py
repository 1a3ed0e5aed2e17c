"""When the desk's day ends, and which days are business days, by the hours in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailgate.model.people import Mailbox, Team
from mailgate.model.promise import Hours

_FARTHEST = 400  # days looked through for business days; a calendar that never opens is taken for one that always is


def desk_hours(mailboxes: Mapping[str, Mailbox], teams: Mapping[str, Team], hours: Mapping[str, Hours]) -> Hours | None:
    """The hours that all mailboxes share, else those that all teams share; None where they differ or are always open: whose
    day a mail means is then not known."""
    for named in ({box.hours for box in mailboxes.values()}, {team.hours for team in teams.values()}):
        known = [hours[name] for name in sorted(named) if name in hours and hours[name].week is not None]
        if len(known) == 1:
            return known[0]
    return None


def hours_by_mailbox(mailboxes: Mapping[str, Mailbox], teams: Mapping[str, Team], hours: Mapping[str, Hours]) -> dict[str, Hours]:
    """The hours of each mailbox: its own, else its team's. One that is always open has none."""
    found: dict[str, Hours] = {}
    for address, box in mailboxes.items():
        team = teams.get(box.team)
        for name in (box.hours, team.hours if team is not None else ""):
            if name in hours and hours[name].week is not None:
                found[address.lower()] = hours[name]
                break
    return found


def is_business_day(hours: Hours | None, day: date) -> bool:
    """Monday to Friday where no hours are known."""
    if hours is None or hours.week is None:
        return day.weekday() < 5
    return bool(hours.week[day.weekday()]) and day not in hours.holidays


def closing(hours: Hours | None, day: date) -> datetime | None:
    """When the desk closes on this day of its calendar; None if it has no hours or stays shut."""
    if hours is None or hours.week is None or not is_business_day(hours, day):
        return None
    first, last = hours.week[day.weekday()][-1]
    minutes = last if last > first else last + 1440
    local = datetime.combine(day + timedelta(days=minutes // 1440), time(minutes % 1440 // 60, minutes % 60))
    return local.replace(tzinfo=ZoneInfo(hours.timezone)).astimezone(UTC)


def business_days_on(hours: Hours | None, sent: datetime, count: int) -> datetime:
    """The same hour `count` business days later."""
    at, left = sent, min(count, 60)
    for _ in range(_FARTHEST):
        if left == 0:
            return at
        at += timedelta(days=1)
        left -= is_business_day(hours, at.date())
    return sent + timedelta(days=count)

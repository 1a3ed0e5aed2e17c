"""The day and the hour that words of time name, seen from the sender's clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import re2

from mailgate.reading.times_grammar import Grammar, Mark

_CLOSING = time(17, 0)
_OPENING = time(9, 0)


def combined(that_day: date, hour: time | None, day: Mark | None, opening: bool, sent: datetime) -> datetime:
    """No hour given: closing time of that day, opening time if it must be ready before it. What ends today and has no hour
    left ends at midnight."""
    groups = day.groups if day else {}
    if hour is not None:
        if hour == time.max:
            return datetime.combine(that_day + timedelta(days=1), time(0))
        return datetime.combine(that_day, hour)
    if "tonight" in groups:
        return datetime.combine(that_day, time(20, 0) if sent.hour < 20 else time(23, 59))
    same_day = that_day == sent.date()
    chosen = _OPENING if opening and not same_day and not groups.keys() & {"close", "eow", "eom"} else _CLOSING
    if same_day and sent.time() >= chosen:
        return datetime.combine(that_day, time(23, 59))
    return datetime.combine(that_day, chosen)


def time_of(groups: dict[str, str], grammar: Grammar, late: bool = False) -> time | None:
    """The clock time a mark names, `late` where the words behind it say that it is after noon; time.max stands for midnight at
    the end of the day."""
    if "noon" in groups:
        return time(12, 0)
    if "part" in groups:
        opening = next(hour for words, hour in grammar.times.parts.items() if re2.fullmatch(words, groups["part"]))
        return time(opening) if opening < 24 else time.max
    if "hw" in groups:
        return time(int(groups["hw"]), int(groups["mw"]))
    hour = next((int(groups[key]) for key in ("h", "h2", "h3") if key in groups), None)
    if hour is None:
        return None
    minute = next((int(groups[key]) for key in ("m", "m2", "m3") if key in groups), 0)
    half = groups.get("ap") or groups.get("ap2")
    if ((half == "p" or (late and hour and not half)) and hour < 12) or (
        groups.get("pd") in ("tarde", "noche", "pomeriggio", "sera") and hour < 12
    ):
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    elif "h3" in groups and "pd" not in groups and 1 <= hour <= 6:
        hour += 12  # three o'clock is in the afternoon, in business
    return time(hour, minute) if hour < 24 else time.max


def date_of(groups: dict[str, str], sent: datetime, grammar: Grammar) -> date | None:
    today = sent.date()
    if groups.keys() & {"today", "tonight", "eod"}:
        return today
    if "tomorrow" in groups:
        return today + timedelta(days=1)
    if "after" in groups:
        return today + timedelta(days=2)
    if "eow" in groups:
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if "eom" in groups:
        return (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    for i in range(7):
        if f"w{i}" in groups:
            return today + timedelta(days=(i - today.weekday() - 1) % 7 + 1)
    return _calendar_date(groups, sent, grammar)


def _calendar_date(groups: dict[str, str], sent: datetime, grammar: Grammar) -> date | None:
    year: str | None
    if "iy" in groups:
        return _valid(int(groups["iy"]), int(groups["im"]), int(groups["id"]))
    if "pa" in groups:
        day, month, year = int(groups["pa"]), int(groups["pb"]), groups.get("py")
    elif "na" in groups:
        first, second, year = int(groups["na"]), int(groups["nb"]), groups.get("ny")
        american = grammar.times.month_first and timedelta(hours=-10) <= (sent.utcoffset() or timedelta()) <= timedelta(hours=-3)
        day, month = (second, first) if second > 12 or (american and first <= 12) else (first, second)
    else:
        name = groups.get("ma") or groups.get("mb") or ""
        month = next((i for i, words in enumerate(grammar.times.months, 1) if re2.fullmatch(words, name)), 0)
        day, year = int(groups.get("da") or groups.get("db") or 0), groups.get("ya") or groups.get("yb")
    if year:
        return _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _valid(sent.year, month, day)
    if this_year and this_year < sent.date() - timedelta(days=30):
        return _valid(sent.year + 1, month, day)  # in December, "by January 5th" is next year's
    return this_year


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

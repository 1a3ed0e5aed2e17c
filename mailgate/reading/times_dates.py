"""The day and the hour that words of time name, seen from the sender's clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import re2

from mailgate.reading.times_feasts import SHUT, feast_on
from mailgate.reading.times_grammar import Grammar, Mark

_CLOSING = time(17, 0)
_OPENING = time(9, 0)
_NIGHT = time(20, 0)
# a part of the day may be the end of a weekday's name, in German
_COMPOUND = re2.compile(r"(?:tag|woch)(?P<part>morgen|fruh|vormittag|mittag|nachmittag|abend|nacht)$")
_COMPOUNDS = {"morgen": 9, "fruh": 9, "vormittag": 9, "mittag": 12, "nachmittag": 13, "abend": 18, "nacht": 20}
_PERIODS = frozenset({"close", "eow", "eom", "eoq", "eoy", "ends", "weekend", "mid", "begins"})


def combined(that_day: date, hour: time | None, day: Mark | None, opening: bool, sent: datetime) -> datetime:
    """No hour given: closing time of that day, opening time if it must be ready before it. What ends today and has no hour
    left ends at midnight."""
    groups = day.groups if day else {}
    if hour is not None:
        if hour == time.max:
            return datetime.combine(that_day + timedelta(days=1), time(0))
        return datetime.combine(that_day, hour)
    if "tonight" in groups:
        return datetime.combine(that_day, _NIGHT if sent.hour < _NIGHT.hour else time(23, 59))
    same_day = that_day == sent.date()
    chosen = _OPENING if opening and not same_day and not groups.keys() & _PERIODS else _CLOSING
    if same_day and sent.time() >= chosen:
        return datetime.combine(that_day, time(23, 59))
    return datetime.combine(that_day, chosen)


def part_of(day: Mark) -> time | None:
    """The part of the day that a weekday's own name ends with: "Donnerstagabend"."""
    if "tm" in day.groups:
        return _OPENING  # "domattina"
    word = next((value for name, value in day.groups.items() if len(name) == 2 and name[0] == "w" and name[1].isdigit()), "")
    found = _COMPOUND.search(word)
    return time(_COMPOUNDS[found.group("part")]) if found else None


def time_of(groups: dict[str, str], grammar: Grammar, sent: datetime, *, early: bool, late: bool, today: bool) -> time | None:
    """The clock time a mark names; time.max stands for midnight at the end of the day. `early` and `late` are what is said around
    it; `today`, that it may be still to come on the day of the mail."""
    if "noon" in groups:
        return time(12, 0)
    if "part" in groups:
        opening = next(hour for words, hour in grammar.parts if words.fullmatch(groups["part"]))
        return time(opening) if opening < 24 else time.max
    if "hw" in groups:
        hour, minute, twelve = int(groups["hw"]), int(groups["mw"]), "twelve" in groups
    else:
        written = next((groups[key] for key in ("h", "h2", "h3") if key in groups), None)
        if written is None:
            return None
        hour, minute = int(written), next((int(groups[key]) for key in ("m", "m2", "m3") if key in groups), 0)
        # who writes 9:30 for half past nine in the evening writes English, Spanish or Italian
        twelve = grammar.times.twelve_hours and "h" in groups and not written.startswith("0") and hour <= 12
    half = groups.get("ap") or groups.get("ap2")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif hour < 12 and late:
        hour += 12
    elif twelve and hour < 12 and not early:
        passed = today and time(hour, minute) <= sent.time() < time(hour + 12, minute)
        if (1 <= hour <= 6 and minute + hour > 0) or passed:
            hour += 12
    return time(hour, minute) if hour < 24 else time.max


def date_of(groups: dict[str, str], sent: datetime, grammar: Grammar, *, ahead: bool = False) -> date | None:
    """The day that is named; of a feast on which nobody works, the day before it where something must come `ahead`."""
    today = sent.date()
    if groups.keys() & {"today", "tonight", "eod", "yet"}:
        return today
    if "tomorrow" in groups:
        return today + timedelta(days=1)
    if "after" in groups:
        return today + timedelta(days=2)
    if "od" in groups:
        return day_of_month(int(groups["od"]), today)
    feast = next((name[2:] for name in groups if name.startswith("f_")), None)
    if feast is not None:
        that_day = feast_on(feast, today)
        return that_day - timedelta(days=1) if ahead and feast in SHUT else that_day
    for i in range(7):
        if f"w{i}" in groups:
            that_day = today + timedelta(days=(i - today.weekday() - 1) % 7 + 1)
            week_later = groups.keys() & {"later1", "later2"} and that_day.isocalendar().week == today.isocalendar().week
            return that_day + timedelta(days=7) if week_later or _from_then(groups) else that_day
    return _end_of(groups, today) or _calendar_date(groups, sent, grammar)


def _from_then(groups: dict[str, str]) -> bool:
    """Whether a week is counted from the weekday itself: "a week on Monday", "Thursday week"."""
    words = groups.get("later1", "") + groups.get("later2", "")
    return words in (
        "a week on",
        "a week from",
        "week",
        "in einer woche",
        "in acht tagen",
        "en huit",
        "en ocho dias",
        "tra una settimana",
    )


def day_of_month(day: int, today: date) -> date | None:
    """The next one from today on."""
    first = today.replace(day=1)
    for _ in range(3):
        found = _valid(first.year, first.month, day)
        if found and found >= today:
            return found
        first = (first + timedelta(days=32)).replace(day=1)
    return None


def _last_of(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _end_of(groups: dict[str, str], today: date) -> date | None:
    """The last day, the middle or the first of a week, a month, a quarter or a year."""
    monday = today + timedelta(days=7 - today.weekday())
    following = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    if "eow" in groups or "weekend" in groups:
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if "eom" in groups:
        return _last_of(today.year, today.month)
    if "eoq" in groups:
        return _last_of(today.year, (today.month + 2) // 3 * 3)
    if "eoy" in groups:
        return date(today.year, 12, 31)
    if "nw" in groups or "next_week" in groups:
        return monday + timedelta(days=4 if "ends" in groups else 2 if "mid" in groups else 0)
    if "next_month" in groups:
        return _part_of_month(groups, following.year, following.month)
    return None


def _part_of_month(groups: dict[str, str], year: int, month: int) -> date:
    if "ends" in groups:
        return _last_of(year, month)
    return date(year, month, 15 if "mid" in groups else 1)


def _calendar_date(groups: dict[str, str], sent: datetime, grammar: Grammar) -> date | None:
    year: str | None
    if "iy" in groups:
        return _valid(int(groups["iy"]), int(groups["im"]), int(groups["id"]))
    if "da2" in groups:
        return _valid(int(groups["dy2"]), int(groups["db2"]), int(groups["da2"]))
    if "mn" in groups:
        month = _month(groups["mn"], grammar)
        return _part_of_month(groups, int(groups.get("yn") or sent.year + (month < sent.month)), month)
    if "pa" in groups:
        day, month, year = int(groups["pa"]), int(groups["pb"]), groups.get("py")
    elif "na" in groups:
        first, second, year = int(groups["na"]), int(groups["nb"]), groups.get("ny")
        american = grammar.times.month_first and timedelta(hours=-10) <= (sent.utcoffset() or timedelta()) <= timedelta(hours=-3)
        day, month = (second, first) if second > 12 or (american and first <= 12) else (first, second)
    else:
        month = _month(groups.get("ma") or groups.get("mb") or groups.get("mf") or "", grammar)
        day, year = int(groups.get("da") or groups.get("db") or ("first" in groups)), groups.get("ya") or groups.get("yb")
    if year:
        return _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _valid(sent.year, month, day)
    if this_year and this_year < sent.date() - timedelta(days=30):
        return _valid(sent.year + 1, month, day)  # in December, "by January 5th" is next year's
    return this_year


def _month(name: str, grammar: Grammar) -> int:
    return next((i for i, words in enumerate(grammar.months, 1) if words.fullmatch(name)), 0)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Instants as agents write them behind a command: `2d`, `monday`, `until 24 dec`, `tomorrow 9:00`; and as we tell them.

A day without a time begins at `day_begins` on the agent's own clock; a weekday is the next one, never today."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook

FARTHEST = timedelta(days=550)  # beyond it a date is a mistake
MIDNIGHT, MORNING = time(0, 0), time(9, 0)

# fmt: off
_WEEKDAYS = (
    ("monday", "mon", "montag", "lunedì", "lunedi", "lundi", "lunes"),
    ("tuesday", "tue", "tues", "dienstag", "martedì", "martedi", "mardi", "martes"),
    ("wednesday", "wed", "mittwoch", "mercoledì", "mercoledi", "mercredi", "miércoles", "miercoles"),
    ("thursday", "thu", "thurs", "donnerstag", "giovedì", "giovedi", "jeudi", "jueves"),
    ("friday", "fri", "freitag", "venerdì", "venerdi", "vendredi", "viernes"),
    ("saturday", "sat", "samstag", "sonnabend", "sabato", "samedi", "sábado", "sabado"),
    ("sunday", "sun", "sonntag", "domenica", "dimanche", "domingo"),
)
_MONTHS = (
    ("jan", "january", "januar", "gennaio", "gen", "janvier", "enero"),
    ("feb", "february", "februar", "febbraio", "février", "fevrier", "febrero"),
    ("mar", "march", "märz", "maerz", "marzo", "mars"),
    ("apr", "april", "aprile", "avril", "abril"),
    ("may", "mai", "maggio", "mag", "mayo"),
    ("jun", "june", "juni", "giugno", "giu", "juin", "junio"),
    ("jul", "july", "juli", "luglio", "lug", "juillet", "julio"),
    ("aug", "august", "agosto", "ago", "août", "aout"),
    ("sep", "sept", "september", "settembre", "set", "septembre", "septiembre"),
    ("oct", "october", "oktober", "okt", "ottobre", "ott", "octobre", "octubre"),
    ("nov", "november", "novembre", "noviembre"),
    ("dec", "december", "dezember", "dez", "dicembre", "dic", "décembre", "decembre", "diciembre"),
)
_UNITS = {
    "m": 1, "min": 1, "minute": 1, "minutes": 1, "minuten": 1, "minuti": 1,
    "h": 60, "hour": 60, "hours": 60, "stunde": 60, "stunden": 60, "ora": 60, "ore": 60,
    "d": 1440, "day": 1440, "days": 1440, "tag": 1440, "tage": 1440, "giorno": 1440, "giorni": 1440,
    "w": 10080, "week": 10080, "weeks": 10080, "woche": 10080, "wochen": 10080, "settimana": 10080, "settimane": 10080,
}
_DAYS = {"today": 0, "heute": 0, "oggi": 0, "tomorrow": 1, "morgen": 1, "domani": 1, "demain": 1, "mañana": 1}
# fmt: on
_DAY = {name: n for n, names in enumerate(_WEEKDAYS) for name in names}
_MONTH = {name: n for n, names in enumerate(_MONTHS, 1) for name in names}
_LEAD = re.compile(r"(?:(?:until|till|til|to|for|in|on|from|the|next|back|bis|zum|fino|al?|a|per|hasta|el|le|jusqu'au)\s+)+")
_SPAN = re.compile(r"(\d{1,4})\s*([a-z]+)")
_TIME = re.compile(r"(?:\s*(?:,|at|um|alle|à|a las)?\s*)(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|uhr)?")
_DATES = (
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"), None),
    (re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})(?:\.(?P<y>\d{4})?)?"), None),
    (re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?P<name>[^\W\d_]{3,10})\.?(?:\s+(?P<y>\d{4}))?"), "name"),
    (re.compile(r"(?P<name>[^\W\d_]{3,10})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<y>\d{4}))?(?![:.\d])"), "name"),
)


def instant_of(text: str, now: datetime, zone: ZoneInfo, *, day_begins: time = MIDNIGHT) -> datetime | None:
    """The instant these words name, in UTC; None where they name none, or one that has gone or is too far away."""
    words = " ".join(text.casefold().strip(" .!,;").split())[:80]
    lead = _LEAD.match(f"{words} ")
    words = words[lead.end() :] if lead else words
    found = _span(words, now) or _at(words, now.astimezone(zone), day_begins)
    if found is None or not now < found <= now + FARTHEST:
        return None
    return found.astimezone(UTC)


def zone_of(agent: Agent, rulebook: Rulebook) -> ZoneInfo:
    """The clock on the agent's wall: their own hours', else a team's, else the first named hours of the desk."""
    teams = (rulebook.teams[team].hours for team in agent.teams if team in rulebook.teams)
    for name in (agent.hours, *teams, *rulebook.hours):
        hours = rulebook.hours.get(name or "always")
        if hours is not None and hours.week is not None:
            try:
                return ZoneInfo(hours.timezone)
            except (ZoneInfoNotFoundError, ValueError):
                continue
    return ZoneInfo("UTC")


def told(at: datetime, zone: ZoneInfo) -> str:
    """`Mon 23 Nov 2026, 09:00`, on that clock."""
    local = at.astimezone(zone)
    return (
        f"{_WEEKDAYS[local.weekday()][1].capitalize()} {local.day} {_MONTHS[local.month - 1][0].capitalize()} {local:%Y, %H:%M}"
    )


def _span(words: str, now: datetime) -> datetime | None:
    """`2d`, `90 minutes`, `1w 2d`."""
    minutes, rest = 0, words
    while rest:
        match = _SPAN.match(rest)
        unit = _UNITS.get(match[2]) if match else None
        if match is None or unit is None:
            return None
        minutes += int(match[1]) * unit
        rest = rest[match.end() :].strip(" ,")
    return now + timedelta(minutes=minutes) if minutes and minutes < 10**7 else None


def _at(words: str, now: datetime, day_begins: time) -> datetime | None:
    """A day with or without a time, or a time alone: today, or tomorrow where it has gone by."""
    day, rest = _day(words, now.date())
    clock = _clock(rest) if rest else None
    if rest and clock is None:
        return None
    if day is None:
        if clock is None:
            return None
        at = datetime.combine(now.date(), clock, tzinfo=now.tzinfo)
        return at if at > now else datetime.combine(now.date() + timedelta(days=1), clock, tzinfo=now.tzinfo)
    return datetime.combine(day, clock or day_begins, tzinfo=now.tzinfo)


def _day(words: str, today: date) -> tuple[date | None, str]:
    first, _, rest = words.partition(" ")
    if first in _DAYS:
        return today + timedelta(days=_DAYS[first]), rest
    if first.rstrip(",") in _DAY:
        ahead = (_DAY[first.rstrip(",")] - today.weekday() - 1) % 7 + 1
        day = today + timedelta(days=ahead)
        dated, left = _date(rest, today)  # "monday 30 november"
        return (dated, left) if dated is not None else (day, rest)
    dated, left = _date(words, today)
    return dated, left if dated is not None else words


def _date(words: str, today: date) -> tuple[date | None, str]:
    for pattern, named in _DATES:
        match = pattern.match(words)
        month = (_MONTH.get(match["name"]) if named else int(match["m"])) if match else None
        if match is None or month is None:
            continue
        try:
            day = date(int(match["y"] or today.year), month, int(match["d"]))
            if not match["y"] and day < today:
                day = day.replace(year=day.year + 1)
        except ValueError:
            return None, words
        return day, words[match.end() :].strip(" ,")
    return None, words


def _clock(words: str) -> time | None:
    match = _TIME.fullmatch(words)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None

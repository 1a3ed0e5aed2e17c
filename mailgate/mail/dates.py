"""Dates as people and clients write them, in many languages. Strict about values, silent about the rest."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

from mailgate.mail.patterns.months import MONTHS, MONTHS_OF, WEEKDAYS


def _bare(name: str) -> str:
    """A name without accents; only Latin letters lose theirs."""
    if name[:1] >= "\u0370":
        return name
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not "\u0300" <= sign <= "\u036f")


_MONTH = {name: number for names in MONTHS_OF.values() for number, name in enumerate(names, 1)}
_MONTH |= {name: number for number, names in enumerate(MONTHS, 1) for name in names}
_MONTH = {_bare(name): number for name, number in _MONTH.items()} | _MONTH  # many write their language without its accents
_DAY = {name: number for number, names in enumerate(WEEKDAYS) for name in names}
_NAMES = "|".join(re.escape(name) for name in sorted(_MONTH, key=lambda name: (-len(name), name)))
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年년]\s?(\d{1,2})[-/.月월]\s?(\d{1,2})(?!\d)\s?[日일号]?")
_DMY = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:20)?\d\d)(?!\d)")
_DM = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?!\d)")
_SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.|:?a)?[\s-]+(?:of\s+|de\s+|di\s+|d'|ב)?({_NAMES})(?!\w)\.?,?"
    r"(?:[\s-]+(?:de\s+|del\s+)?((?:19|20)\d\d))?"
)
_MONTH_DAY = re.compile(rf"(?<!\w)({_NAMES})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+((?:19|20)\d\d))?")
_YEAR_FIRST = re.compile(
    rf"(?<!\d)((?:19|20)\d\d)\.?\s(?:m\.\s|gada\s|g\.\s)?({_NAMES})\.?\s(\d{{1,2}})(?!\d)"
)  # 2026. november 9.
_CJK = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号]")
_MONTH_YEAR = re.compile(rf"(?<!\w)({_NAMES})\.?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d)")
_MONTH_ALONE = re.compile(rf"(?<!\w)({_NAMES})(?!\w)(?!\.?,?\s+\d)")
_WEEKDAY = re.compile(rf"(?<!\w)({'|'.join(re.escape(name) for name in sorted(_DAY, key=len, reverse=True))})(?!\w)")
_DAYS = "|".join(re.escape(name) for name in sorted(_DAY, key=len, reverse=True))
# A day of a month that isn't named, alone at the end of its clause: `the 5th`, `lunes 5`, `dia 20`.
_DAY_ALONE = re.compile(
    rf"\s*(?:({_DAYS})[,.]?\s+)?(the |den |dem |dia |día |el |le |il |zum )?(\d{{1,2}})(st|nd|rd|th|º)?"
    r"(?=\s*(?:$|[,;!?)]|\.(?:\s|$)|with\s|and\s|und\s|y\s|con\s|avec\s|mit\s))"
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s?([ap])?\.?m?\b", re.IGNORECASE)


def written_date(text: str) -> datetime | None:
    """The date and time a client printed, as UTC where no zone is known; None if there is none."""
    folded = text[:200].casefold()
    found = _first(folded, None, month_first=bool(re.search(r"\b[ap]m\b", folded)))
    if found is None:
        return None
    clock = _CLOCK.search(folded[found[1] :]) or _CLOCK.search(folded)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[4] == "p" and hour < 12:
        hour += 12
    if clock and clock[4] == "a" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        hour = minute = 0
    return datetime(found[0].year, found[0].month, found[0].day, hour, minute, tzinfo=UTC)


def day_in(text: str, reference: date, *, month_first: bool = False) -> tuple[date, int, int] | None:
    """The first day named in a text and where it stands; without a year the next such day from the reference on, a bare
    weekday the next one."""
    folded = text.casefold()
    found = _first(folded, reference, month_first=month_first)
    week = _WEEKDAY.search(folded)
    if week and (found is None or (week.start() < found[2] and found[2] - week.end() > 12)):
        ahead = (_DAY[week[1]] - reference.weekday()) % 7 or 7
        return reference + timedelta(days=ahead), week.start(), week.end()
    return (found[0], found[2], found[1]) if found else None


def day_alone(text: str, reference: date, *, bare: bool) -> date | None:
    """The next such day where a text begins with a day whose month isn't named. `bare` says that a mere number is a day, too,
    as behind `jusqu'au`."""
    found = _DAY_ALONE.match(text.casefold())
    if found is None or not (bare or found[1] or found[4] or (found[2] or "").startswith(("dia", "día"))):
        return None
    for ahead in range(92):
        day = reference + timedelta(days=ahead)
        if day.day == int(found[3]) and (found[1] is None or day.weekday() == _DAY[found[1]]):
            return day
    return None


def month_in(text: str) -> tuple[date, int] | None:
    """The first day of the first month named with its year, and where it stands: `March 2027`."""
    found = _MONTH_YEAR.search(text.casefold())
    return (date(int(found[2]), _MONTH[found[1]], 1), found.start()) if found else None


def month_alone(text: str) -> tuple[int, int] | None:
    """The number of the first month named without a year, and where its name stands."""
    found = _MONTH_ALONE.search(text.casefold())
    return (_MONTH[found[1]], found.start()) if found else None


def _first(text: str, reference: date | None, *, month_first: bool) -> tuple[date, int, int] | None:
    """The earliest date in the text, with its end and start."""
    every: list[tuple[int, int, date]] = []
    for pattern, order in _SHAPES:
        for found in pattern.finditer(text):
            value = _made(order, found.groups(), reference, month_first=month_first)
            if value is not None:
                every.append((found.start(), -found.end(), value))
                break
    if not every:
        return None
    start, stop, value = min(every)
    return value, -stop, start


_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (_ISO, "ymd"), (_YEAR_FIRST, "yNd"), (_DMY, "dsmy"), (_DAY_MONTH, "dNy"), (_MONTH_DAY, "Ndy"), (_CJK, "md"),
    (_DM, "dm"), (_SLASH, "Dm"),
)  # fmt: skip


def _made(order: str, groups: tuple[str | None, ...], reference: date | None, *, month_first: bool) -> date | None:
    """A date of the groups of one shape: y, m, N (a month's name), d, D (a day before a slash), s (what parts them).

    With slashes day and month are told apart by what is possible, then by what
    comes soonest after the reference, then by the language's custom (`month_first`)."""
    parts = dict(zip(order, groups, strict=True))
    month_text, year = parts.get("N"), parts.get("y")
    month = _MONTH[month_text] if month_text else int(parts.get("m") or 0)
    day = int(parts.get("d") or parts.get("D") or 0)
    slashed = "D" in parts or parts.get("s") == "/"
    usual = _day(year, day, month, reference) if slashed and month_first else _day(year, month, day, reference)
    if not slashed:
        return usual
    other = _day(year, month, day, reference) if month_first else _day(year, day, month, reference)
    if usual is None or other is None or reference is None:
        return usual or other
    return other if usual < reference <= other else usual


def _day(year: str | None, month: int, day: int, reference: date | None) -> date | None:
    """That day; without a year the one nearest to the reference, at most two months before it."""
    try:
        if year is not None:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        if reference is None:
            return None
        near = date(reference.year, month, day)
        return near if near >= reference - timedelta(days=60) else date(reference.year + 1, month, day)
    except ValueError:
        return None

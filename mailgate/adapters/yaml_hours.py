"""`hours:` → Hours: the week by local minutes, and the holidays of a country or of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from mailgate.adapters.yaml_faults import Faults, Loc, listed
from mailgate.model.promise import Hours
from mailgate.settings.desk import Hours as HoursBlock
from mailgate.settings.words import did_you_mean, nearest

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPAN = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?")
_CLOSED = ("", "closed", "off", "none", "-")
_DAY = 1440

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Holidays:
    """Answers `day in holidays`: of a country (and its region), and dates of our own; `working` are none after all."""

    country: str | None = None
    region: str | None = None
    extra: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date) or day in self.working:
            return False
        return day in self.extra or (self.country is not None and day in _calendar(self.country, self.region, day.year))


@lru_cache(maxsize=256)
def _calendar(country: str, region: str | None, year: int) -> frozenset[date]:
    import holidays  # late: the calendars take a quarter of a second, and most desks need one country

    return frozenset(holidays.country_holidays(country, subdiv=region, years=year))


def hours_of(name: str, block: HoursBlock, loc: Loc, faults: Faults) -> Hours:
    """The business hours of one entry under `hours:`."""
    if name == "always":
        faults.wrong(loc, "`always` is built in; give these hours another name", key=True)
    timezone = _timezone(block.timezone, (*loc, "timezone"), faults)
    week: list[Spans] = [()] * 7
    for key, written in block.days.items():
        here = (*loc, key)
        days = tuple(_days(key))
        if not days:
            what = did_you_mean(key, (*DAYS, "mon-fri", "timezone", "holidays"))
            faults.wrong(here, f"`{key}` is neither days nor a setting; write mon-fri, sat or `mon, wed`; {what}", key=True)
            continue
        spans = _spans(written, here, faults)
        for day in days:
            week[day] = spans
    if not any(week) and block.days:
        faults.warn(loc, "these hours never open, so they count as always; give a day a span", key=True)
    if not block.days:
        faults.wrong(loc, 'these hours name no day; add one, such as mon-fri: "09:00-18:00"', key=True)
    holidays = _holidays(block.holidays, (*loc, "holidays"), faults)
    return Hours(name=name, timezone=timezone, week=tuple(week), holidays=holidays)


def _timezone(name: str, loc: Loc, faults: Faults) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        faults.wrong(loc, f"there is no time zone `{name}`; {_zone_hint(name)}")
        return "UTC"
    return name


def _zone_hint(name: str) -> str:
    near = nearest(name, available_timezones())
    return f"did you mean `{near}`?" if near else "write one such as Europe/Rome"


def _days(key: str) -> Iterator[int]:
    """`mon`, `mon-fri`, `fri-mon`, `sat, sun` as weekday numbers; nothing if one of them is no day."""
    found: list[int] = []
    for part in key.lower().split(","):
        first, dash, last = (each.strip() for each in part.partition("-"))
        if _day(first) is None or (dash and _day(last) is None):
            return
        start, end = _day(first) or 0, (_day(last) if dash else _day(first)) or 0
        found.extend((start + i) % 7 for i in range((end - start) % 7 + 1))
    yield from found


def _day(word: str) -> int | None:
    if word in DAYS:
        return DAYS.index(word)
    return _LONG.index(word) if word in _LONG else None


def _spans(written: str, loc: Loc, faults: Faults) -> Spans:
    """`09:00-12:30, 13:30-18:00` as minutes of the day; an end at or before its start is on the next day."""
    if written.strip().lower() in _CLOSED:
        return ()
    spans: list[tuple[int, int]] = []
    for part in written.split(","):
        match = _SPAN.fullmatch(part.strip())
        start, end = (_minutes(match[1], match[2]), _minutes(match[3], match[4])) if match else (None, None)
        if start is None or end is None or start == _DAY:
            what = 'is not a span of hours; write "09:00-12:30, 13:30-18:00", overnight "22:00-06:00"'
            faults.wrong(loc, f"`{part.strip()}` {what}")
            return ()
        if start == end:
            faults.wrong(loc, f'`{part.strip()}` begins and ends at once; write "00:00-24:00" for a whole day')
            return ()
        spans.append((start, end))
    spans.sort()
    for (before, end), (start, _) in pairwise(spans):
        if start < (end if end > before else end + _DAY):
            faults.wrong(loc, f"`{written}`: these spans overlap; let each begin after the one before has ended")
            return ()
    return tuple(spans)


def _minutes(hour: str, minute: str | None) -> int | None:
    total = int(hour) * 60 + int(minute or 0)
    return total if total <= _DAY and int(minute or 0) < 60 else None


def _holidays(value: Any, loc: Loc, faults: Faults) -> Holidays:
    if value is None:
        return Holidays()
    if isinstance(value, dict):
        return _holiday_block(value, loc, faults)
    country: str | None = None
    extra: set[date] = set()
    for i, each in enumerate(listed(value)):
        here = (*loc, i) if isinstance(value, list | tuple) else loc
        if (day := _date(each)) is not None:
            extra.add(day)
        elif country is None and isinstance(each, str) and re.fullmatch(r"[A-Za-z]{2,3}", each):
            country = _country(each, here, faults)
        else:
            faults.wrong(here, f"`{each}` is neither a date nor a country; write IT, or dates such as 2026-12-24")
    return Holidays(country=country, extra=frozenset(extra))


def _holiday_block(value: dict[str, Any], loc: Loc, faults: Faults) -> Holidays:
    known = ("country", "region", "extra", "except")
    for key in value:
        if key not in known:
            faults.wrong((*loc, key), f"`{key}` is not a setting of holidays; {did_you_mean(key, known)}", key=True)
    dates: dict[str, frozenset[date]] = {}
    for key in ("extra", "except"):
        found: set[date] = set()
        for i, each in enumerate(listed(value[key])) if value.get(key) is not None else ():
            day = _date(each)
            if day is None:
                here = (*loc, key, i) if isinstance(value[key], list) else (*loc, key)
                faults.wrong(here, f"`{each}` is not a date; write 2026-12-24")
            else:
                found.add(day)
        dates[key] = frozenset(found)
    written = value.get("country")
    country = _country(str(written), (*loc, "country"), faults) if written is not None else None
    region = str(value["region"]) if value.get("region") is not None else None
    if region is not None and country is None:
        if written is None:
            faults.wrong((*loc, "region"), "a region needs its country; add country: DE")
        region = None
    if country is not None and region is not None:
        region = _region(country, region, (*loc, "region"), faults)
    return Holidays(country=country, region=region, extra=dates["extra"], working=dates["except"])


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) else None
    except ValueError:
        return None


def _country(code: str, loc: Loc, faults: Faults) -> str | None:
    import holidays

    known = holidays.list_supported_countries()
    if code.upper() in known:
        return code.upper()
    faults.wrong(loc, f"there is no holiday calendar `{code}`; {did_you_mean(code.upper(), known)}")
    return None


def _region(country: str, region: str, loc: Loc, faults: Faults) -> str | None:
    import holidays

    known = holidays.list_supported_countries()[country]
    if region in known:
        return region
    faults.wrong(loc, f"{country} has no region `{region}` in the holiday calendar; {did_you_mean(region, known)}")
    return None

"""Points in time by which a sender needs something, from their own words, date and time zone.

A strict grammar: what is not plainly a deadline is none. A span ("in two hours", "within 3 days") counts by itself; a day or
a clock time counts after a word such as "by" or "before", or where its sentence names an event or a need. What lies in the past,
or was promised in the past, does not. Business hours are not thought of here: end of day is 17:00 where the sender is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from itertools import pairwise
from typing import Any

import re2

from mailgate.reading.lexicon.times import TIMES, Times
from mailgate.reading.signals import Signals
from mailgate.reading.words import Folded, Sentences

_CLOSING = time(17, 0)
_OPENING = time(9, 0)
_FARTHEST = timedelta(days=366)
_DAYS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_ZONES = {"utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
          "cet": 1, "cest": 2, "bst": 1}
_CLAUSE = re2.compile(r"[,;!?\n]|[.:]\s|\b(?:and|but|so|because|und|aber|weil|et|mais|car|y|pero|porque|e|ma|perche)\b")
_NEXT = re2.compile(r"(?:next|within the|nachsten|prochaine?s?|proxim\w+|prossim\w+)$")
_RATE = re2.compile(r"(?:\b\d+ \w+(?: \w+)?|times|mal|fois|veces|volte)\s*$")
_ISO = r"(?P<iy>20\d\d)-(?P<im>[01]?\d)-(?P<id>[0-3]?\d)"
_NUMERIC = r"(?P<na>[0-3]?\d)/(?P<nb>[0-3]?\d)(?:/(?P<ny>20\d\d|\d\d))?|(?P<pa>[0-3]?\d)\.(?P<pb>[0-3]?\d)\.(?P<py>20\d\d|\d\d)?"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When, in UTC, and the words that say so (a span of the folded text)."""

    at: datetime
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Grammar:
    times: Times
    numbers: dict[str, float]
    span: Any
    day: Any
    clock: Any
    before_word: Any
    by_word: Any
    at_word: Any
    glue: Any
    need: Any


@lru_cache(maxsize=len(TIMES))
def _grammar(language: str) -> _Grammar:
    t = TIMES[language]
    numbers = "|".join(sorted(t.numbers, key=len, reverse=True))
    units = "|".join(f"(?P<u_{name}>{words})" for name, words in t.units.items())
    weekdays = "|".join(f"(?P<w{i}>{words})" for i, words in enumerate(t.weekdays))
    months = "|".join(t.months)
    parts = "|".join(t.parts)
    day = "|".join((
        _ISO, _NUMERIC, rf"(?P<eod>{t.end_of_day})", rf"(?P<eow>{t.end_of_week})", rf"(?P<eom>{t.end_of_month})",
        rf"(?P<after>{t.after_tomorrow})", rf"(?P<tomorrow>{t.tomorrow})", rf"(?P<tonight>{t.tonight})", rf"(?P<today>{t.today})",
        weekdays, rf"(?P<da>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?(?: of| de)? (?P<ma>{months})\.?(?:,? (?:de )?(?P<ya>20\d\d))?",
        rf"(?P<mb>{months})\.? (?P<db>[0-3]?\d)(?:st|nd|rd|th)?(?:,? (?P<yb>20\d\d))?",
    ))
    # the first alternative that fits counts here, not the longest: "tomorrow" inside "day after tomorrow" comes later in the list
    return _Grammar(
        times=t, numbers=dict(t.numbers),
        span=re2.compile(
            rf"\b(?P<in>{t.within})\s*(?P<n>\d{{1,3}}|{numbers})?\s*-?(?:{units})\b"
            rf"|\b(?P<n2>\d{{1,3}}|{numbers})\s*(?:{units.replace('u_', 'v_')})\s+(?:{t.from_now})\b"
        ),
        day=re2.compile(rf"\b(?:{day})(?:\b|$)"),
        clock=re2.compile(rf"\b(?:{t.clock}|(?P<noon>{t.noon})|(?P<part>{parts}))(?: ?\(?(?P<zone>{'|'.join(_ZONES)}))?(?:\b|$)"),
        before_word=re2.compile(rf"(?:^|\W)(?:{t.before})\s*(?:the |el |il |le |la )?$"),
        by_word=re2.compile(rf"(?:^|\W)(?:{t.by}):?\s*(?:the |el |il |le |la )?$"),
        at_word=re2.compile(rf"(?:^|\W)(?:{t.at})\s*(?:the |el |il |le |la )?$"),
        glue=re2.compile(rf"^(?:\s|{t.glue})*$"),
        need=re2.compile(rf"\b(?:{t.need})\b"),
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """A day or a clock time in the text."""

    start: int
    end: int
    groups: dict[str, str]


def _marks(pattern: Any, text: str, start: int, end: int) -> list[_Mark]:
    return [
        _Mark(start + m.start(), start + m.end(), {k: v for k, v in m.groupdict().items() if v is not None})
        for m in pattern.finditer(text[start:end])
    ]


def deadlines(folded: Folded, sentences: Sentences, signals: Signals, sent: datetime) -> list[Deadline]:
    """All deadlines named, in the order of the text. `sent` is aware, in the sender's zone."""
    if signals.language not in TIMES:
        return []
    grammar = _grammar(signals.language)
    found: list[Deadline] = []
    for start, end in sentences.spans:
        if end - start <= 2000:
            found += _spans(folded.text, start, end, grammar, signals, sent)
            found += _points(folded.text, start, end, grammar, signals, sent)
    return [
        deadline for deadline in found
        if sent < deadline.at <= sent + _FARTHEST and not _bygone(folded.text, deadline, signals)
    ]


def _clause(text: str, start: int, end: int) -> str:
    """The clause around a span: up to the next comma, full stop or conjunction on either side."""
    before, after = text[max(0, start - 80):start], text[end:end + 60]
    cut = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
    stop = _CLAUSE.search(after)
    return before[cut:] + text[start:end] + after[:stop.start() if stop else None]


def _bygone(text: str, deadline: Deadline, signals: Signals) -> bool:
    """Whether the clause it stands in speaks of the past, or of what was promised then."""
    return signals.past.search(_clause(text, deadline.start, deadline.end)) is not None


def _spans(text: str, start: int, end: int, grammar: _Grammar, signals: Signals, sent: datetime) -> Iterator[Deadline]:
    asked = text[start:end].rstrip().endswith("?")
    for mark in _marks(grammar.span, text, start, end):
        groups = mark.groups
        number = groups.get("n") or groups.get("n2")
        unit = next(key[2:] for key in groups if key[:2] in ("u_", "v_"))
        if number is None and not _NEXT.search(groups.get("in", "")):
            continue
        tail = text[mark.end:end].lstrip()
        if _RATE.search(text[max(start, mark.start - 30):mark.start]):
            continue                                     # three times in an hour, 14 tickets in 20 minutes
        if tail.startswith(("of ", "after ", "nach ", "apres ", "despues ", "dopo ")):
            continue                                     # within an hour of buying it
        if asked and unit in ("day", "week") and not _wanted(text, mark.start, mark.end, grammar, signals):
            continue                                     # how much may I send in a day?
        count = float(number) if number and number.isdigit() else grammar.numbers.get(number or "", 1.0)
        if unit == "working_day":
            at = _working_days_on(sent, int(count))
        else:
            at = sent + count * _DAYS[unit]
        yield Deadline(at.astimezone(UTC), mark.start, mark.end)


def _working_days_on(sent: datetime, count: int) -> datetime:
    at = sent
    for _ in range(min(count, 60)):
        at += timedelta(days=1)
        while at.weekday() >= 5:
            at += timedelta(days=1)
    return at


def _points(text: str, start: int, end: int, grammar: _Grammar, signals: Signals, sent: datetime) -> Iterator[Deadline]:
    days, clocks = _marks(grammar.day, text, start, end), _marks(grammar.clock, text, start, end)
    clocks = [c for c in clocks if not any(d.start < c.end and c.start < d.end for d in days)]
    used: set[int] = set()
    for closing, other in pairwise(days):
        if "eod" in closing.groups and _beside(text, closing, other, grammar):      # COB Thursday
            both = _Mark(closing.start, other.end, {**other.groups, "close": ""})
            days = [both if day is other else day for day in days if day is not closing]
            break
    for day in days:
        clock = next((c for c in clocks if c.start not in used and _beside(text, day, c, grammar)), None)
        if clock:
            used.add(clock.start)
        at = _point(text, start, day, clock, grammar, signals, sent)
        if at:
            yield at
    for clock in clocks:
        if clock.start not in used and "part" not in clock.groups:
            at = _point(text, start, None, clock, grammar, signals, sent)
            if at:
                yield at


def _wanted(text: str, start: int, end: int, grammar: _Grammar, signals: Signals) -> bool:
    """Whether the clause around a point in time names a need or an event."""
    clause = _clause(text, start, end)
    return grammar.need.search(clause) is not None or signals.urgency["pressure"].search(clause) is not None


def _beside(text: str, day: _Mark, clock: _Mark, grammar: _Grammar) -> bool:
    first, second = sorted((day, clock), key=lambda mark: mark.start)
    between = text[first.end:second.start]
    return len(between) <= 24 and grammar.glue.search(between) is not None


def _point(
    text: str, start: int, day: _Mark | None, clock: _Mark | None, grammar: _Grammar, signals: Signals, sent: datetime
) -> Deadline | None:
    first = min(mark.start for mark in (day, clock) if mark)
    end = max(mark.end for mark in (day, clock) if mark)
    wanted = _wanted(text, first, end, grammar, signals)
    before = text[max(start, first - 28):first]
    ahead = grammar.before_word.search(before) is not None
    by = not ahead and grammar.by_word.search(before) is not None
    named = day.groups.keys() if day else set()
    soft = bool(named & {"today", "tomorrow", "tonight", "eow", "eom"}) or grammar.at_word.search(before) is not None
    soft = soft or text.startswith(("alle ", "las ", "la ", "ore "), first)
    if not (ahead or by or named & {"eod", "close"} or (wanted and soft)):
        return None
    that_day = _date(day.groups, sent, grammar) if day else sent.date()
    hour = _time(clock.groups, grammar) if clock else None
    if that_day is None or (clock and hour is None):
        return None
    at = _combined(that_day, hour, day, ahead or (wanted and not by), sent)
    zone = clock.groups.get("zone") if clock else None
    tz = timezone(timedelta(hours=_ZONES[zone])) if zone else sent.tzinfo
    moment = at.replace(tzinfo=tz)
    if day is None and moment <= sent:
        moment += timedelta(days=1)
    return Deadline(moment.astimezone(UTC), first, end)


def _combined(that_day: date, hour: time | None, day: _Mark | None, opening: bool, sent: datetime) -> datetime:
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


def _time(groups: dict[str, str], grammar: _Grammar) -> time | None:
    """The clock time a mark names; time.max stands for midnight at the end of the day."""
    if "noon" in groups:
        return time(12, 0)
    if "part" in groups:
        opening = next(hour for words, hour in grammar.times.parts.items() if re2.fullmatch(words, groups["part"]))
        return time(opening) if opening < 24 else time.max
    hour = next((int(groups[key]) for key in ("h", "h2", "h3") if key in groups), None)
    if hour is None:
        return None
    minute = next((int(groups[key]) for key in ("m", "m2", "m3") if key in groups), 0)
    half = groups.get("ap") or groups.get("ap2")
    if (half == "p" and hour < 12) or (groups.get("pd") in ("tarde", "noche", "pomeriggio", "sera") and hour < 12):
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    elif "h3" in groups and "pd" not in groups and 1 <= hour <= 6:
        hour += 12                                       # three o'clock is in the afternoon, in business
    return time(hour, minute) if hour < 24 else time.max


def _date(groups: dict[str, str], sent: datetime, grammar: _Grammar) -> date | None:
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


def _calendar_date(groups: dict[str, str], sent: datetime, grammar: _Grammar) -> date | None:
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
        return _valid(sent.year + 1, month, day)         # in December, "by January 5th" is next year's
    return this_year


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

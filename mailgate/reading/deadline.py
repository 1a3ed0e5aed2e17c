"""Points in time by which a sender needs something, from their own words, date and time zone.

A strict grammar: what is not plainly a deadline is none. A span ("in two hours", "within 3 days") counts by itself; a day or
a clock time counts after a word such as "by" or "before", or where its sentence names an event or a need. What lies in the past,
or was promised in the past, does not. Business hours are not thought of here: end of day is 17:00 where the sender is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import re2

from mailgate.reading.lexicon.times import TIMES
from mailgate.reading.signals import Signals
from mailgate.reading.times_dates import combined, date_of, time_of
from mailgate.reading.times_grammar import ZONES, Grammar, Mark, grammar_of, marks
from mailgate.reading.words import Folded, Sentences

_FARTHEST = timedelta(days=366)
_DAYS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_CLAUSE = re2.compile(r"[,;!?\n]|[.:]\s|\b(?:and|but|so|because|und|aber|weil|et|mais|car|y|pero|porque|e|ma|perche)\b")
_NEXT = re2.compile(r"(?:next|within the|nachsten|prochaine?s?|proxim\w+|prossim\w+)$")
_RATE = re2.compile(r"(?:\b\d+ \w+(?: \w+)?|times|mal|fois|veces|volte)\s*$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """When, in UTC, and the words that say so (a span of the folded text)."""

    at: datetime
    start: int
    end: int


def deadlines(folded: Folded, sentences: Sentences, signals: Signals, sent: datetime) -> list[Deadline]:
    """All deadlines named, in the order of the text. `sent` is aware, in the sender's zone."""
    if signals.language not in TIMES:
        return []
    grammar = grammar_of(signals.language)
    found: list[Deadline] = []
    for start, end in sentences.spans:
        if end - start <= 2000:
            found += _spans(folded.text, start, end, grammar, signals, sent)
            found += _points(folded.text, start, end, grammar, signals, sent)
    return [
        deadline for deadline in found if sent < deadline.at <= sent + _FARTHEST and not _bygone(folded.text, deadline, signals)
    ]


def _clause(text: str, start: int, end: int) -> str:
    """The clause around a span: up to the next comma, full stop or conjunction on either side."""
    before, after = text[max(0, start - 80) : start], text[end : end + 60]
    cut = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
    stop = _CLAUSE.search(after)
    return before[cut:] + text[start:end] + after[: stop.start() if stop else None]


def _bygone(text: str, deadline: Deadline, signals: Signals) -> bool:
    """Whether the clause it stands in speaks of the past, or of what was promised then."""
    return signals.past.search(_clause(text, deadline.start, deadline.end)) is not None


def _spans(text: str, start: int, end: int, grammar: Grammar, signals: Signals, sent: datetime) -> Iterator[Deadline]:
    asked = text[start:end].rstrip().endswith("?")
    for mark in marks(grammar.span, text, start, end):
        groups = mark.groups
        number = groups.get("n") or groups.get("n2")
        unit = next(key[2:] for key in groups if key[:2] in ("u_", "v_"))
        if number is None and not _NEXT.search(groups.get("in", "")):
            continue
        tail = text[mark.end : end].lstrip()
        if _RATE.search(text[max(start, mark.start - 30) : mark.start]):
            continue  # three times in an hour, 14 tickets in 20 minutes
        if tail.startswith(("of ", "after ", "nach ", "apres ", "despues ", "dopo ")):
            continue  # within an hour of buying it
        if asked and unit in ("day", "week") and not _wanted(text, mark.start, mark.end, grammar, signals):
            continue  # how much may I send in a day?
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


def _points(text: str, start: int, end: int, grammar: Grammar, signals: Signals, sent: datetime) -> Iterator[Deadline]:
    days, clocks = marks(grammar.day, text, start, end), marks(grammar.clock, text, start, end)
    clocks = [c for c in clocks if not any(d.start < c.end and c.start < d.end for d in days)]
    used: set[int] = set()
    for closing, other in pairwise(days):
        if "eod" in closing.groups and _beside(text, closing, other, grammar):  # COB Thursday
            both = Mark(closing.start, other.end, {**other.groups, "close": ""})
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


def _wanted(text: str, start: int, end: int, grammar: Grammar, signals: Signals) -> bool:
    """Whether the clause around a point in time names a need or an event."""
    clause = _clause(text, start, end)
    return grammar.need.search(clause) is not None or signals.urgency["pressure"].search(clause) is not None


def _beside(text: str, day: Mark, clock: Mark, grammar: Grammar) -> bool:
    first, second = sorted((day, clock), key=lambda mark: mark.start)
    between = text[first.end : second.start]
    return len(between) <= 24 and grammar.glue.search(between) is not None


def _point(
    text: str, start: int, day: Mark | None, clock: Mark | None, grammar: Grammar, signals: Signals, sent: datetime
) -> Deadline | None:
    first = min(mark.start for mark in (day, clock) if mark)
    end = max(mark.end for mark in (day, clock) if mark)
    wanted = _wanted(text, first, end, grammar, signals)
    before = text[max(start, first - 28) : first]
    ahead = grammar.before_word.search(before) is not None
    by = not ahead and grammar.by_word.search(before) is not None
    named = day.groups.keys() if day else set()
    soft = bool(named & {"today", "tomorrow", "tonight", "eow", "eom"}) or grammar.at_word.search(before) is not None
    soft = soft or text.startswith(("alle ", "las ", "la ", "ore "), first)
    if not (ahead or by or named & {"eod", "close"} or (wanted and soft)):
        return None
    that_day = date_of(day.groups, sent, grammar) if day else sent.date()
    hour = time_of(clock.groups, grammar) if clock else None
    if that_day is None or (clock and hour is None):
        return None
    at = combined(that_day, hour, day, ahead or (wanted and not by), sent)
    zone = clock.groups.get("zone") if clock else None
    tz = timezone(timedelta(hours=ZONES[zone])) if zone else sent.tzinfo
    moment = at.replace(tzinfo=tz)
    if day is None and moment <= sent:
        moment += timedelta(days=1)
    return Deadline(moment.astimezone(UTC), first, end)

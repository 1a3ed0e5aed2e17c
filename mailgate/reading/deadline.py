"""Points in time by which a sender needs something, from their own words, date and time zone.

A strict grammar: what is not plainly a deadline is none. A span ("in two hours", "within 3 days") counts by itself; a day or
a clock time counts after a word such as "by" or "before", or where its sentence names an event or a need. What lies in the past,
or was promised in the past, does not. A day ends when the desk closes, at 17:00 where the sender is if its hours are not known.

Where sentences are known by their meaning, that says whose a date is: one that the writer works towards counts without a word
such as "by", and one that is merely mentioned does not count with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import re2

from mailgate.model.promise import Hours
from mailgate.reading.business_day import closing
from mailgate.reading.lexicon.times import TIMES
from mailgate.reading.meaning import UNKNOWN, Meanings, Meant
from mailgate.reading.signals import Signals
from mailgate.reading.times_asked import Asked
from mailgate.reading.times_dates import combined, date_of, part_of, time_of
from mailgate.reading.times_grammar import Mark, grammar_of, zone_of
from mailgate.reading.times_marks import Point, points
from mailgate.reading.times_role import Role, role_of
from mailgate.reading.times_spans import spans
from mailgate.reading.words import Folded, Sentences

_FARTHEST = timedelta(days=366)
_RECKONED = (1970, 9990)  # years: a date header may say anything, and a calendar ends
_ULTIMATUM = re2.compile(  # so much time is given, or left
    r"^(?:give|giving|gebe|donne|laisse|doy|damos|do |diamo|concedo)|\b(?:left|to go|remaining|frist|before|until"
    r"|or (?:i|we|else)|then|dann|sonst|ensuite|sinon|despues|si no|poi|altrimenti)\b"
)
_NOT = re2.compile(
    r"\b(?:not|never|nobody|no one|\w+n'?t|nicht|kein\w*|nie|ne|n'\w+|jamais|nunca|nadie|non|mai|nessuno)\b[^,.;!?]*$"
)
_UNLESS = re2.compile(r"\b(?:if|unless|when|wenn|falls|sofern|ausser|si|sauf|a moins|a menos|salvo|se|qualora|a meno)\b")
_RATE = re2.compile(r"(?:\b\d+ \w+(?: \w+)?|times|mal|fois|veces|volte)\s*$")
_AFTER = ("of ", "after ", "nach ", "apres ", "despues ", "dopo ")  # within an hour of buying it
_ADVERTISED = 0.4  # the chance of an advertisement, from which its dates are not the writer's
_ADVERTISED_TOO = 0.6  # of the writer's own, beside it
_LONG, _HOPEFUL = 110, 0.06  # characters of a sentence that may say many things, of which its own meaning says little


@dataclass(frozen=True, slots=True)
class Deadline:
    """When, in UTC, and the words that say so (a span of the folded text)."""

    at: datetime
    start: int
    end: int


def deadlines(
    folded: Folded,
    sentences: Sentences,
    signals: Signals,
    sent: datetime,
    hours: Hours | None = None,
    meanings: Meanings = UNKNOWN,
) -> list[Deadline]:
    """All deadlines named, in the order of the text. `sent` is aware, in the sender's zone; `hours` are the desk's."""
    if signals.language not in TIMES or not _RECKONED[0] <= sent.year < _RECKONED[1]:
        return []
    found: list[Deadline] = []
    for i, (start, end) in enumerate(sentences.spans):
        meant = meanings.at(start) if meanings.known else None
        if end - start > 2000 or (meant is not None and _advertised(meant)):
            continue
        asked = Asked(
            text=folded.text,
            start=start,
            end=end,
            grammar=grammar_of(signals.language),
            signals=signals,
            sent=sent,
            hours=hours,
            spans=tuple(spans(folded.text, start, end, signals.language)),
            following=folded.text[end : sentences.spans[min(i + 2, len(sentences.spans) - 1)][1]],
            due=_due(meant, end - start),
            urgent=max(map(meant.of, ("urgent", "legal"))) if meant is not None else 0.0,
        )
        found += _in_spans(asked)
        found += _in_points(asked)
    return [deadline for deadline in found if sent < deadline.at <= sent + _FARTHEST]


def _advertised(meant: Meant) -> bool:
    return meant.of("ad") > _ADVERTISED and meant.of("due") < _ADVERTISED_TOO


def _due(meant: Meant | None, length: int) -> float | None:
    due = meant.of("due") if meant is not None else None
    return None if due is not None and due < _HOPEFUL and length > _LONG else due


def _in_spans(asked: Asked) -> Iterator[Deadline]:
    text = asked.text
    for span in asked.spans:
        behind, before = asked.after(span.end).lstrip(), asked.before(span.start, 40)
        if _RATE.search(before) or behind.startswith(_AFTER) or asked.promised(span.start, span.end):
            continue  # three times in an hour, 14 tickets in 20 minutes
        wanted, asks = asked.wanted(span.start, span.end), asked.asked_for(span.start, span.end)
        if not span.short and _lasting(asked, span.start, span.end, wanted, asks):
            continue
        if asked.mentioned and not asks:
            continue
        known = asked.due is not None and not wanted and not asked.pressing
        if span.remains and known and not _ULTIMATUM.search(text[span.start : span.end + 40]):
            continue  # what is left of time is pressing only where something is waited for
        yield Deadline(span.after(asked.sent, asked.hours).astimezone(UTC), span.start, span.end)


def _lasting(asked: Asked, start: int, end: int, wanted: bool, asks: bool) -> bool:
    """Whether days tell how long something takes or took: "how much may I send in a day?", "nobody noticed in three weeks"."""
    if asked.asks and not wanted:
        return True
    if not asks and asked.bygone(start, end):
        return True
    return _NOT.search(asked.before(start, 40)) is not None and _UNLESS.search(asked.text[asked.start : start]) is None


def _in_points(asked: Asked) -> Iterator[Deadline]:
    """ "Are you open on Saturdays until 6?", or "can we meet on Tuesday instead?": nothing is needed by then."""
    if asked.asks and asked.grammar.opening.search(asked.text[asked.start : asked.end]) is not None:
        return
    for point in points(asked):
        role = role_of(asked, point)
        at = _placed(asked, point, role) if role is not None else None
        if at is not None:
            yield Deadline(at.astimezone(UTC), point.start, point.end)


def _placed(asked: Asked, point: Point, role: Role) -> datetime | None:
    """When it is; None where there is no such day or hour."""
    sent, named, grammar = asked.sent, point.named, asked.grammar
    today = point.day is None or bool(named & {"today", "yet", "tonight"})
    that_day = date_of(point.day.groups, sent, grammar, ahead=role.ahead) if point.day else sent.date()
    hour = _hour(asked, point, point.clock, today) if point.clock else part_of(point.day) if point.day else None
    if that_day is None or (point.clock and hour is None):
        return None
    if role.ahead and point.clock is None and "tomorrow" in named and not asked.text.startswith("'s", point.end):
        hour = time(0)  # before tomorrow: while it is still today
    zone = zone_of(point.clock.groups) if point.clock else None
    moment = combined(that_day, hour, point.day, role.opening, sent).replace(tzinfo=zone or sent.tzinfo)
    closes = named & {"eod", "close"} or ("tonight" not in named and (not role.opening or that_day == sent.date()))
    shut = closing(asked.hours, that_day) if closes and hour is None else None
    if shut is not None and shut > sent:
        return shut
    if point.part and moment <= sent and that_day == sent.date():
        return _rest_of_part(asked, point, moment)
    if point.day is None and moment <= sent and not asked.others:
        moment += timedelta(days=1)
    return moment


def _hour(asked: Asked, point: Point, clock: Mark, today: bool) -> time | None:
    """The hour that a clock time names; the words in and around it may say in which half of the day."""
    around = asked.before(point.start, 20) + asked.text[point.start : point.end] + asked.after(point.end, 26)
    late = asked.grammar.late.search(around) is not None
    early = not late and asked.grammar.early.search(around) is not None
    return time_of(clock.groups, asked.grammar, asked.sent, early=early, late=late, today=today)


def _rest_of_part(asked: Asked, point: Point, moment: datetime) -> datetime | None:
    """A part of the day that has begun lasts some hours; "by the morning" is the next one."""
    if moment.hour < 12:
        by = asked.grammar.by_word.search(asked.before(point.start, 28)) is not None
        return moment + timedelta(days=1) if by else None
    return moment.replace(hour=17, minute=0) if moment.hour < 17 else moment.replace(hour=23, minute=59)

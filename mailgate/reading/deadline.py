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
from itertools import pairwise

import re2

from mailgate.model.promise import Hours
from mailgate.reading.business_day import business_days_on, closing
from mailgate.reading.lexicon.times import TIMES
from mailgate.reading.meaning import UNKNOWN, Meanings
from mailgate.reading.signals import Signals
from mailgate.reading.times_dates import combined, date_of, time_of
from mailgate.reading.times_grammar import Grammar, Mark, grammar_of, marks, zone_of
from mailgate.reading.times_words import worded_clocks
from mailgate.reading.words import Folded, Sentences

_FARTHEST = timedelta(days=366)
_DAYS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_CLAUSE = re2.compile(r"[,;!?\n]|[.:]\s|\b(?:and|but|so|because|und|aber|weil|et|mais|car|y|pero|porque|e|ma|perche)\b")
_REQUEST = re2.compile(
    r"\b(?:please|(?:could|can|would) (?:you|someone|somebody|anyone)|(?:i|we) (?:\w+ )?(?:need|must|have to|want)|bitte"
    r"|konnen sie|konnten sie|brauche\w*|veuillez|merci de|pouvez|pourriez|il (?:me|nous) faut|besoin|por favor|pueden?|podrian?"
    r"|necesit\w+|per favore|potete|potreste|(?:mi|ci) serv\w+)\b"
)
_OR_ELSE = re2.compile(  # "on the 4th or I post the papers": by then
    r"^[^.!?\n]{0,30}\b(?:or (?:i|we|else)|otherwise|sonst|andernfalls|oder (?:ich|wir)|sinon|sans quoi|ou alors|de lo contrario"
    r"|altrimenti|se no)\b"
)
# behind a clock time: later than noon
_LATE = re2.compile(
    r"^ ?(?:(?:this|in the|tomorrow) (?:afternoon|evening)|tonight|nachmittags?|abends?|(?:heute|morgen) (?:nachmittag|abend)"
    r"|(?:cet|de l')apres-midi|(?:ce|du) soir|(?:de|por) la (?:tarde|noche)|esta (?:tarde|noche)"
    r"|(?:di|questo) pomeriggio|di sera|stasera)\b"
)
# these may tell how long something lasts as well as by when it is needed
_WHILE = re2.compile(
    r"\b(?:until|till?|due(?: on| by| at)?|bis(?: zum| am| um)?|fallig(?: am)?|jusqu'\w+|hasta|vence|fino a\w*|scade)\b"
    r"[^,.]{0,8}$"
)
_UP_TO_NOW = re2.compile(r"(?:bis|until|till|jusqu'a|hasta|fino a)\s*$")  # nothing has come "until today"
_MORNING = re2.compile(r"(?:\bla|heute|gestern|tag|mittwoch|abend) $")  # "lunes por la mañana", "heute Morgen": not tomorrow
_NEXT = re2.compile(r"(?:next|within the|nachsten|prochaine?s?|proxim\w+|prossim\w+)$")
_THEIRS = 0.35  # the chance that a sentence names the writer's own date, from which it needs no word that says so
_PRESSED = 0.75  # the same of a clock time, for a sentence that is urgent in any way
_BOTH = (0.25, 0.5)  # the same of a clock time, for one that is both to some degree
_MENTIONED, _UNPRESSED = 0.06, 0.25  # chances of both below which a date is merely mentioned
_HOPEFUL = 0.06  # below this, an event beside a date does not make it theirs
_BOOKED = re2.compile(  # "booked last night for the 7.40": what was bought is still to come
    r"\b(?:book(?:ed|ing)|tickets?|reserved|gebucht|reserviert|fahrkarten?|reserve|billets?|reservado|billetes?|prenotato"
    r"|bigliett[oi])\b.{0,24} (?:for|fur|auf|pour|para|per)\b"
)
_RATE = re2.compile(r"(?:\b\d+ \w+(?: \w+)?|times|mal|fois|veces|volte)\s*$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """When, in UTC, and the words that say so (a span of the folded text)."""

    at: datetime
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a sentence is looked at with. `due` and `urgent` (or a threat) are the chances of these meanings; None
    where nobody can tell."""

    text: str
    start: int
    end: int
    grammar: Grammar
    signals: Signals
    sent: datetime
    hours: Hours | None
    due: float | None = None
    urgent: float = 0.0

    @property
    def theirs(self) -> bool:
        return self.due is not None and self.due >= _THEIRS

    @property
    def pressed(self) -> bool:
        """Whether a clock time in it is one that somebody waits for."""
        due, urgent = self.due or 0.0, self.urgent
        return self.theirs or urgent >= _PRESSED or (due >= _BOTH[0] and urgent >= _BOTH[1])

    @property
    def mentioned(self) -> bool:
        return self.due is not None and self.due < _MENTIONED and self.urgent < _UNPRESSED


def deadlines(
    folded: Folded,
    sentences: Sentences,
    signals: Signals,
    sent: datetime,
    hours: Hours | None = None,
    meanings: Meanings = UNKNOWN,
) -> list[Deadline]:
    """All deadlines named, in the order of the text. `sent` is aware, in the sender's zone; `hours` are the desk's."""
    if signals.language not in TIMES:
        return []
    grammar = grammar_of(signals.language)
    found: list[Deadline] = []
    for start, end in sentences.spans:
        if end - start <= 2000:
            meant = meanings.at(start) if meanings.known else None
            due, urgent = (meant.of("due"), max(map(meant.of, ("urgent", "legal")))) if meant is not None else (None, 0.0)
            asked = _Asked(folded.text, start, end, grammar, signals, sent, hours, due, urgent)
            found += _spans(asked)
            found += _points(asked)
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
    clause = _clause(text, deadline.start, deadline.end)
    return signals.past.search(clause) is not None and _BOOKED.search(clause) is None


def _spans(asked: _Asked) -> Iterator[Deadline]:
    text, start, end, grammar = asked.text, asked.start, asked.end, asked.grammar
    question = text[start:end].rstrip().endswith("?")
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
        if question and unit in ("day", "week") and not _wanted(asked, mark.start, mark.end):
            continue  # how much may I send in a day?
        if asked.mentioned and not _asked_for(asked, mark.start, mark.end):
            continue
        count = float(number) if number and number.isdigit() else grammar.numbers.get(number or "", 1.0)
        if unit == "working_day":
            at = business_days_on(asked.hours, asked.sent, int(count))
        else:
            at = asked.sent + count * _DAYS[unit]
        yield Deadline(at.astimezone(UTC), mark.start, mark.end)


def _points(asked: _Asked) -> Iterator[Deadline]:
    text, start, end, grammar = asked.text, asked.start, asked.end, asked.grammar
    if text[start:end].rstrip().endswith("?") and _asks_when_open(text[start:end], grammar):
        return
    days, clocks = marks(grammar.day, text, start, end), marks(grammar.clock, text, start, end)
    days = [d for d in days if "tomorrow" not in d.groups or not _MORNING.search(text[max(start, d.start - 12) : d.start])]
    clocks += [
        worded
        for worded in worded_clocks(text, start, end, asked.signals.language)
        if not any(c.start < worded.end and worded.start < c.end for c in clocks)
    ]
    clocks = sorted((c for c in clocks if not any(d.start < c.end and c.start < d.end for d in days)), key=lambda c: c.start)
    used: set[int] = set()
    for pair in pairwise(days):
        ends, other = pair if "eod" in pair[0].groups else pair[::-1]
        if "eod" in ends.groups and "eod" not in other.groups and _beside(text, ends, other, grammar):  # COB Thursday
            both = Mark(pair[0].start, pair[1].end, {**other.groups, "close": ""})
            days = [both if day is other else day for day in days if day is not ends]
            break
    for day in days:
        clock = next((c for c in clocks if c.start not in used and _beside(text, day, c, grammar)), None)
        if clock:
            used.add(clock.start)
        at = _point(asked, day, clock)
        if at:
            yield at
    for clock in clocks:
        midnight = any(word in clock.groups.get("part", "") for word in ("minuit", "night", "mitternacht", "noche", "notte"))
        if clock.start not in used and ("part" not in clock.groups or midnight):
            at = _point(asked, None, clock)
            if at:
                yield at


def _asks_when_open(sentence: str, grammar: Grammar) -> bool:
    """ "Are you open on Saturdays until 6?", or "can we meet on Tuesday instead?": nothing is needed by then."""
    return grammar.opening.search(sentence) is not None


def _asked_for(asked: _Asked, start: int, end: int) -> bool:
    """Whether the clause around a point in time asks us for something."""
    return _REQUEST.search(_clause(asked.text, start, end)) is not None


def _wanted(asked: _Asked, start: int, end: int) -> bool:
    """Whether the clause around a point in time names a need or an event; or its sentence means one."""
    if asked.theirs:
        return True
    if asked.due is not None and asked.due < _HOPEFUL:
        return False
    clause = _clause(asked.text, start, end)
    needed = [match for match in asked.grammar.need.finditer(clause) if not asked.signals.denied(clause, match.start())]
    return bool(needed) or asked.signals.urgency["pressure"].search(clause) is not None


def _beside(text: str, day: Mark, clock: Mark, grammar: Grammar) -> bool:
    first, second = sorted((day, clock), key=lambda mark: mark.start)
    between = text[first.end : second.start]
    return len(between) <= 24 and grammar.glue.search(between) is not None


def _point(asked: _Asked, day: Mark | None, clock: Mark | None) -> Deadline | None:
    text, start, grammar, sent = asked.text, asked.start, asked.grammar, asked.sent
    first = min(mark.start for mark in (day, clock) if mark)
    end = max(mark.end for mark in (day, clock) if mark)
    named = day.groups.keys() if day else set()
    before = text[max(start, first - 28) : first]
    if grammar.absence.search(_clause(text, first, end)) is not None:
        return None
    if "today" in named and not clock and _UP_TO_NOW.search(before):
        return None
    ahead, by, soft = _standing(asked, first, end, day)
    then = grammar.by_then.search(text[end : asked.end]) is not None
    pressed = clock is not None and "part" not in clock.groups and asked.pressed
    wanted = then or pressed or _wanted(asked, first, end)
    plain = then or named & {"eod", "close"} or (by and not _WHILE.search(before)) or _asked_for(asked, first, end)
    if asked.mentioned and not plain:
        return None
    if not (ahead or by or named & {"eod", "close"} or (wanted and soft) or pressed):
        return None
    that_day = date_of(day.groups, sent, grammar) if day else sent.date()
    hour = time_of(clock.groups, grammar, _LATE.search(text[clock.end : clock.end + 24]) is not None) if clock else None
    if that_day is None or (clock and hour is None):
        return None
    opening = ahead or (wanted and not by)
    if ahead and clock is None and "tomorrow" in named and not text.startswith("'s", end):
        hour = time(0)  # before tomorrow: while it is still today
    at = combined(that_day, hour, day, opening, sent)
    zone = zone_of(clock.groups) if clock else None
    moment = at.replace(tzinfo=zone or sent.tzinfo)
    closes = named & {"eod", "close"} or ("tonight" not in named and (not opening or that_day == sent.date()))
    shut = closing(asked.hours, that_day) if closes and hour is None else None
    if shut is not None and shut > sent:
        return Deadline(shut, first, end)
    if day is None and moment <= sent and not (asked.due is not None and asked.due < _THEIRS):
        moment += timedelta(days=1)
    return Deadline(moment.astimezone(UTC), first, end)


def _standing(asked: _Asked, first: int, end: int, day: Mark | None) -> tuple[bool, bool, bool]:
    """How a point in time stands in its sentence: as what something must come before, as the last moment for it, or as a time at
    which something is."""
    text, grammar = asked.text, asked.grammar
    before = text[max(asked.start, first - 28) : first]
    ahead = grammar.before_word.search(before) is not None
    by = not ahead and (grammar.by_word.search(before) is not None or bool(grammar.latest.search(text[end : asked.end])))
    by = by or (not ahead and _OR_ELSE.search(text[end : asked.end]) is not None and not text.startswith("?", asked.end - 1))
    named = day.groups.keys() if day else set()
    soft = bool(named & {"today", "tomorrow", "tonight", "eow", "eom"}) or grammar.at_word.search(before) is not None
    # "lundi matin", with no word before it
    weekday = any(f"w{i}" in named for i in range(7)) and grammar.times is not TIMES["en"]
    return ahead, by, soft or weekday or text.startswith(("alle ", "las ", "la ", "ore "), first)

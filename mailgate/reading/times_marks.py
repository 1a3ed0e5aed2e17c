"""The points in time of a sentence: days with the clock times beside them, each told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import re2

from mailgate.reading.times_asked import Asked
from mailgate.reading.times_dates import day_of_month
from mailgate.reading.times_grammar import Grammar, Mark, marks
from mailgate.reading.times_words import worded_clocks

_MORNING = re2.compile(r"(?:\bla|heute|gestern|tag|mittwoch|abend) $")  # "lunes por la mañana", "heute Morgen": not tomorrow
_RANGE = re2.compile(  # one clock time after another, as of hours that last
    r"\b\d{1,2}(?:[:.h]\d\d)? ?(?:uhr|h|[ap]\.?m\.?|heures?)? ?"
    r"(?:-|to|bis|a|alle|a las|until|till|und|and|et|y|e)\s*(?:um |las |le )?$"
)
_TO_COME = re2.compile(r"^ ?(?:uhr|h|[ap]\.?m\.?)? ?(?:to|bis|-|a|alle|until|till|a las) ?(?:las |le )?\d")
_FROM = re2.compile(r"\b(?:from|von|de|dalle|des|entre|zwischen|ab) (?:las |le )?$")
_FOR_IT = re2.compile(r"^'s (?:\w+ ){1,2}(?:at|by|before|from)?\s?$")  # "before tomorrow's demo at 2"
_BETWEEN = re2.compile(r"\b(?:between|zwischen|entre|tra|fra)\b")
_ORDINAL_ENDS = re2.compile(  # behind a mere day of the month: no counted thing
    r"^\s*(?:$|[,;:!?)\n-]|\.|'|(?:and|but|or|so|at|on|in|we|i|they|because|otherwise|if|please|pls|as|for"
    r"|latest|uhr|um|und|oder|da|muss"
    r"|mussen|brauche\w*|et|ou|mais|a|sinon|svp|car|y|o|pero|porque|si|a|no|e|ma|perche|altrimenti|alle|per)\b)"
)
_NO_DAY = re2.compile(
    r"^(?:\d|[:/,]\d|\.\d|\s?[%€$£°]| ?(?:eur|euro|usd|floor|time|place|line|version|stock|etage|piano|volta|vez|fois|mal)\b)"
)
_DAY_BEHIND = re2.compile(r"^,? (?:the |den |dem |le |el |il )?(?P<n>[0-3]?\d)(?:\.|st|nd|rd|th|er)?(?:[ ,;!?]|\.\s|$)")
_WORD_BEHIND = re2.compile(r"^(?:\.|st|nd|rd|th|er)?(?: of| de)? ?(?P<word>[a-z]+)")
_HOUR_WORD = re2.compile(r"uhr|h|heures?|am|pm|o|horas?|ore")


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a clock time, or both; `every` is all that was said of them, in order."""

    day: Mark | None
    clock: Mark | None
    every: tuple[Mark, ...]

    @property
    def start(self) -> int:
        return self.every[0].start

    @property
    def end(self) -> int:
        return max(mark.end for mark in self.every)

    @property
    def named(self) -> frozenset[str]:
        """What the day is named by: the groups of the grammar."""
        return frozenset(self.day.groups) if self.day else frozenset()

    @property
    def part(self) -> str:
        """The part of the day that stands for an hour; empty where an hour is named, or nothing."""
        return self.clock.groups.get("part", "") if self.clock else ""

    @property
    def hour(self) -> Mark | None:
        """The clock time, if it is one and no part of the day."""
        return self.clock if self.clock and not self.part else None


def points(asked: Asked) -> Iterator[Point]:
    """In the order of days, and then the clock times that stand without one."""
    days = _days(asked)
    clocks = [c for c in _clocks(asked, days) if not any(d.start < c.end and c.start < d.end for d in days)]
    used: set[int] = set()
    for day in days:
        yield _point(day, _around(asked, day, clocks, used))
    for clock in clocks:
        if clock.start not in used:
            used.add(clock.start)
            point = _point(None, [clock, *_around(asked, clock, clocks, used)])
            if not point.part or _of_today(asked, clock):
                yield point


def _point(day: Mark | None, clocks: list[Mark]) -> Point:
    """An hour says more than a part of the day."""
    hours = [clock for clock in clocks if "part" not in clock.groups]
    every = sorted((mark for mark in (day, *clocks) if mark is not None), key=lambda mark: mark.start)
    return Point(day, hours[0] if hours else clocks[0] if clocks else None, tuple(every))


def _of_today(asked: Asked, part: Mark) -> bool:
    """Whether a part of the day alone is a time: midnight, "this afternoon", "by the evening"."""
    before = asked.text[max(asked.start, part.start - 16) : part.start]
    at_night = any(
        word in part.groups["part"] for word in ("midnight", "minuit", "mitternacht", "medianoche", "media noche", "mezzanotte")
    )
    return at_night or asked.grammar.this.search(before) is not None or asked.grammar.by_word.search(before) is not None


def _days(asked: Asked) -> list[Mark]:
    """The days named, those joined that stand beside each other and tell of one: "Thursday 26 November", "COB Friday"."""
    text, start, end, grammar = asked.text, asked.start, asked.end, asked.grammar
    days: list[Mark] = []
    for day in marks(grammar.day, text, start, end):
        if "tomorrow" in day.groups and _MORNING.search(text[max(start, day.start - 12) : day.start]):
            continue
        if any(span.start < day.end and day.start < span.end for span in asked.spans):
            continue
        if "od" in day.groups:
            before = text[max(start, day.start - 28) : day.start]
            due = grammar.by_word.search(before) is not None or grammar.before_word.search(before) is not None
            if not grammar.day_ahead.search(before) or not (due or _ORDINAL_ENDS.search(text[day.end : end])):
                continue
            if _NO_DAY.search(text[day.end : end]):
                continue
        day = _numbered(day, asked)
        last = days[-1] if days else None
        if last is not None and _one_day(last, day) and _beside(text, last, day, grammar):
            days[-1] = _joined(last, day)
        else:
            days.append(day)
    return days


def _numbered(day: Mark, asked: Asked) -> Mark:
    """A number behind a weekday is its day of the month where that is such a weekday: "vendredi 4"."""
    weekday = next((i for i in range(7) if f"w{i}" in day.groups), None)
    number = _DAY_BEHIND.search(asked.text[day.end : asked.end]) if weekday is not None else None
    that_day = day_of_month(int(number.group("n")), asked.sent.date()) if number else None
    if number is None or that_day is None or that_day.weekday() != weekday:
        return day
    behind = _WORD_BEHIND.search(asked.text[day.end + number.end(1) : asked.end])
    if behind and any(words.fullmatch(behind.group("word")) for words in (_HOUR_WORD, *asked.grammar.months)):
        return day
    return Mark(day.start, day.end + number.end(1), {**day.groups, "od": number.group("n")})


def _one_day(first: Mark, second: Mark) -> bool:
    """Not "on Thursday or Friday": one of the two must be of another kind."""
    return _kind(first) != _kind(second)


def _kind(day: Mark) -> str:
    """What a day is told by, the more precise the later in the alphabet."""
    names = day.groups.keys()
    if names & {"iy", "na", "pa", "da", "db", "od", "da2", "first"}:
        return "date"
    if "eod" in names:
        return "a day's end"
    return "by weekday" if any(f"w{i}" in names for i in range(7)) else "by today"


def _joined(first: Mark, second: Mark) -> Mark:
    better = max((first, second), key=_kind)
    closes = {"close": ""} if "eod" in first.groups or "eod" in second.groups else {}
    return Mark(first.start, second.end, {**better.groups, **closes})


def _clocks(asked: Asked, days: list[Mark]) -> list[Mark]:
    """Clock times, those left out that are the end of a range or part of a span."""
    text, start, end, grammar = asked.text, asked.start, asked.end, asked.grammar
    worded = list(worded_clocks(text, start, end, asked.signals.language))
    written = [
        clock
        for clock in marks(grammar.clock, text, start, end)
        if not any(w.start < clock.end and clock.start < w.end and _longer(w, clock) for w in worded)
    ]
    worded = [w for w in worded if not any(c.start < w.end and w.start < c.end for c in written)]
    found = sorted((*written, *worded), key=lambda clock: clock.start)
    outside = [c for c in found if not any(span.start < c.end and c.start < span.end for span in asked.spans)]
    ranges = [i for i, c in enumerate(outside) if _ends_range(asked, c, days)]
    between = [i for i in ranges if _BETWEEN.search(text[max(start, outside[i].start - 40) : outside[i].start])]
    for i in between:  # "between 3 and 4 this afternoon": what is said behind it is said of both
        if i:
            outside[i - 1] = Mark(outside[i - 1].start, outside[i].end, outside[i - 1].groups)
    ranges += [
        i
        for i, c in enumerate(outside)
        if _FROM.search(text[max(start, c.start - 12) : c.start]) and _TO_COME.search(text[c.end : end])
    ]
    dropped = {*ranges, *(i - 1 for i in ranges if i and i not in between and outside[i].start - outside[i - 1].end < 16)}
    return [clock for i, clock in enumerate(outside) if i not in dropped]


def _ends_range(asked: Asked, clock: Mark, days: list[Mark]) -> bool:
    """Whether it is the second of two hours: "9 to 5"; but not "vendredi 4 à midi"."""
    found = _RANGE.search(asked.before(clock.start, 24))
    if found is None:
        return False
    place = max(asked.start, clock.start - 24) + found.start()
    return not any(day.start <= place < day.end for day in days)


def _longer(worded: Mark, clock: Mark) -> bool:
    """ "cinq heures et demie" rather than "cinq heures"; but a zone or a half of the day that is said counts."""
    return worded.end - worded.start > clock.end - clock.start and not clock.groups.keys() & {"ap", "ap2", "zone", "m", "part"}


def _around(asked: Asked, mark: Mark, clocks: list[Mark], used: set[int]) -> list[Mark]:
    """The clock times beside a mark, and those beside these; they are used up."""
    cluster: list[Mark] = [mark]
    found: list[Mark] = []
    for _ in range(2):
        for clock in clocks:
            if clock.start not in used and any(_beside(asked.text, one, clock, asked.grammar) for one in cluster):
                if any("part" not in one.groups for one in found) and "part" not in clock.groups:
                    continue
                used.add(clock.start)
                found.append(clock)
                cluster.append(clock)
    return found


def _beside(text: str, one: Mark, other: Mark, grammar: Grammar) -> bool:
    first, second = sorted((one, other), key=lambda mark: mark.start)
    between = text[first.end : second.start]
    if first.end > second.start or len(between) > 32:
        return False
    return grammar.glue.search(between) is not None or (len(between) <= 32 and _FOR_IT.search(between) is not None)

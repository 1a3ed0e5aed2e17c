"""Spans of time, such as "in two and a half hours", "within 3 working days", "we have 40 minutes left"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import re2

from mailgate.model.promise import Hours
from mailgate.reading.business_day import business_days_on
from mailgate.reading.lexicon.spans import COUNTED, Counted

# what one of each unit is, as people mean it; a unit that has a number in its name needs none before it
_LENGTHS = {
    "fortnight": timedelta(days=14),
    "eight_days": timedelta(days=7),
    "three_quarters": timedelta(minutes=45),
    "quarter": timedelta(minutes=15),
    "half_day": timedelta(hours=4),
    "half": timedelta(minutes=30),
    "working_day": timedelta(days=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "day": timedelta(days=1),
}
_WHOLE = frozenset({"fortnight", "eight_days", "three_quarters", "quarter", "half_day", "half"})
_SHORT = frozenset({"minute", "hour", "quarter", "three_quarters", "half", "half_day"})
_FROM_NOW = re2.compile(r"^(?:from|ab|a partir|a compter|desde|da) ")
_MOST = 5000  # of a unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of time in the text. `remains` where it is told as what is left."""

    start: int
    end: int
    unit: str
    count: float
    remains: bool

    @property
    def short(self) -> bool:
        """Counted on the clock, not in days."""
        return self.unit in _SHORT

    def after(self, sent: datetime, hours: Hours | None) -> datetime:
        """When it is over; a working day is one of the desk's."""
        if self.unit == "working_day":
            return business_days_on(hours, sent, int(self.count))
        return sent + self.count * _LENGTHS[self.unit]


def spans(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """Those that stand behind a word such as "within" or "we have", or before one such as "left"."""
    pattern, numbers = _compiled(language)
    for match in pattern.finditer(text[start:end]):
        groups = match.groupdict()
        unit = next(name for name in _LENGTHS if groups[name])
        number, coming, half = groups["n"], bool(groups["coming"]), bool(groups["half1"] or groups["half2"])
        if not (groups["coming"] or groups["within"] or groups["left"] or groups["behind"]):
            continue
        if groups["left"] and not groups["within"] and not groups["coming"] and unit not in _SHORT and unit != "working_day":
            continue  # "we have two weeks of stock"
        if number is None and not (coming or unit in _WHOLE or half):
            continue
        count = _count(number, numbers) + (0.5 if half else 0.0)
        if groups["more"]:  # 1h30
            count += int(groups["more"]) / 60
        if 0 < count <= _MOST:
            remains = not (groups["within"] or coming or (groups["behind"] and _FROM_NOW.search(groups["behind"])))
            yield Span(start=start + match.start(), end=start + match.end(), unit=unit, count=count, remains=remains)


def _count(number: str | None, numbers: tuple[tuple[Any, float], ...]) -> float:
    if number is None:
        return 1.0
    if number[0].isdigit():
        return float(number.replace(",", "."))
    return next((value for words, value in numbers if words.fullmatch(number)), 1.0)


@lru_cache(maxsize=len(COUNTED))
def _compiled(language: str) -> tuple[Any, tuple[tuple[Any, float], ...]]:
    one: Counted = COUNTED[language]
    number = "|".join(sorted(one.numbers, key=len, reverse=True))
    units = "|".join(rf"(?P<{name}>{getattr(one, name)})" for name in _LENGTHS)
    pattern = re2.compile(
        rf"\b(?:(?P<coming>{one.coming})|(?P<within>{one.within})|(?P<left>{one.left}))?\s*"
        rf"\b(?P<n>\d{{1,3}}(?:[.,]\d)?|{number})?\s*-?(?:prochaine?s? )?(?P<half1>{one.a_half})?\s*-?"
        rf"(?:{units})(?:\b|(?P<more>[0-5]\d)\b)'?(?: (?P<half2>{one.a_half})\b)?(?:'? time\b)?(?:\s+(?P<behind>{one.behind}))?"
    )
    return pattern, tuple((re2.compile(words), value) for words, value in one.numbers.items())

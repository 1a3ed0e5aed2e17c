"""The grammar of points in time, compiled for one language: days, clock times, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import re2

from mailgate.reading.lexicon.times import TIMES, Times
from mailgate.reading.times_feasts import NAMES

# offsets from UTC in hours, of the abbreviations that mean one zone in business mail
ZONES = {
    "utc": 0,
    "gmt": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "cet": 1,
    "cest": 2,
    "bst": 1,
}
# whose clock is meant, in words: "2pm Pacific", "ore 13:05 (ora inglese)"
_CLOCKS = {
    "America/Los_Angeles": r"(?:us )?pacific(?: time)?",
    "America/Denver": r"mountain time",
    "America/Chicago": r"central time",
    "America/New_York": r"(?:us )?eastern(?: time)?|new york time|ora di new york|hora de nueva york|heure de new york",
    "Europe/London": r"(?:uk|british|london) time|(?:englische|britische|londoner) (?:orts)?zeit"
    r"|heure (?:anglaise|britannique|de londres)|hora (?:inglesa|britanica|de londres)|ora (?:inglese|britannica|di londra)",
    "Europe/Berlin": r"(?:german|berlin) time|(?:deutscher?|berliner) (?:orts)?zeit|heure allemande|hora alemana|ora tedesca",
    "Europe/Paris": r"(?:french|paris) time|franzosischer? zeit|heure (?:francaise|de paris)|hora francesa|ora francese",
    "Europe/Madrid": r"(?:spanish|madrid) time|spanischer? zeit|heure espagnole|hora (?:espanola|peninsular)|ora spagnola",
    "Europe/Rome": r"(?:italian|rome) time|italienischer? zeit|heure italienne|hora italiana|ora italiana",
}
_ISO = r"(?P<iy>20\d\d)-(?P<im>[01]?\d)-(?P<id>[0-3]?\d)"
_NUMERIC = (
    r"(?P<na>[0-3]?\d)/(?P<nb>[0-3]?\d)(?:/(?P<ny>20\d\d|\d\d))?"
    r"|(?P<da2>[0-3]?\d)-(?P<db2>[01]?\d)-(?P<dy2>20\d\d)"
)
_POINTED = r"(?P<pa>[0-3]?\d)\.(?P<pb>[01]?\d)\.(?:(?P<py>20\d\d|\d\d)\b)?"
_ARTICLE = r"(?:(?:the|el|il|le|la|lo|l'|dem|den|der|les|los|las|les) ?)?"

# between "by" and the time
_SAY = (
    r"(?:,? ?(?:say|about|around|roughly|maybe|perhaps|ideally|latest|sagen wir|etwa|circa|ca\.?|spatestens|allerspatestens"
    r"|disons|environ|digamos|mas o menos|diciamo|circa|verso|sobre|a mas tardar),? ?)?"
)


@dataclass(frozen=True, slots=True)
class Grammar:
    times: Times
    day: Any
    day_ahead: Any
    clock: Any
    before_word: Any
    by_word: Any
    at_word: Any
    glue: Any
    need: Any
    absence: Any
    bygone: Any
    after: Any
    by_then: Any
    latest: Any
    opening: Any
    this: Any
    early: Any
    late: Any
    recurring: Any
    weekdays: tuple[Any, ...]
    months: tuple[Any, ...]
    parts: tuple[tuple[Any, int], ...]


def _day(language: str, t: Times) -> str:
    """Every way to name a day. The first alternative that fits counts, not the longest."""
    months = "|".join(t.months)
    weekdays = "|".join(f"(?P<w{i}>{words})" for i, words in enumerate(t.weekdays))
    feasts = "|".join(f"(?P<f_{name}>{words})" for name, words in NAMES[language].items())
    return "|".join(
        (
            _ISO,
            _NUMERIC,
            rf"(?P<da>[0-3]?\d)(?:st|nd|rd|th|er|\.|º|°|o)?(?: of| de| d'| del)? (?P<ma>{months})\b\.?"
            r"(?:,? (?:de |del )?(?P<ya>20\d\d))?",
            rf"(?P<first>primo|premier|primero|erste[nr]?) (?:de |d')?(?P<mf>{months})\b",
            rf"(?P<mb>{months})\b\.? (?P<db>[0-3]?\d)(?:st|nd|rd|th)?(?:,? (?P<yb>20\d\d))?",
            rf"(?:(?P<ends>{t.end_of})|(?P<mid>{t.middle_of})|(?P<begins>{t.start_of}))[ -]?"
            rf"(?:(?P<next_week>{t.next_week})|(?P<next_month>{t.next_month})|(?P<mn>{months}))\b(?: (?P<yn>20\d\d))?",
            rf"(?P<eom>{t.month_end})",
            rf"(?P<eoq>{t.quarter_end})",
            rf"(?P<eoy>{t.year_end})",
            rf"(?P<eod>{t.day_end})",
            rf"(?P<eow>{t.week_end})",
            rf"(?P<weekend>{t.weekend})",
            feasts,
            rf"(?P<after>{t.after_tomorrow})",
            rf"(?P<yet>{t.yet_today})",
            rf"(?P<tonight>{t.tonight})",
            rf"(?P<tomorrow>{t.tomorrow})",
            rf"(?P<today>{t.today})",
            rf"(?:(?P<later1>{t.week_later}) (?:on )?)?(?:(?:{t.lead}) )?(?:{weekdays})\b(?:,? (?P<later2>{t.week_later})\b)?",
            rf"(?P<nw>{t.next_week})",
        )
    )


@lru_cache(maxsize=len(TIMES))
def grammar_of(language: str) -> Grammar:
    t = TIMES[language]
    parts = "|".join(t.parts)
    clocks = "|".join(f"(?P<z{i}>{words})" for i, words in enumerate(_CLOCKS.values()))
    lead, named = rf"(?:(?:{t.lead}) )?", "|".join(t.weekdays)
    return Grammar(
        times=t,
        day=re2.compile(rf"\b(?:{_POINTED}|(?:{_day(language, t)})(?:\b|$)|{t.day_of_month})"),
        day_ahead=re2.compile(rf"(?:^|\W)(?:{t.day_ahead})$"),
        clock=re2.compile(
            rf"\b(?:{t.clock}|(?P<noon>{t.noon})|(?P<part>{parts}))"
            rf"(?:(?: at| a| in| ab| en|,)? ?(?:\w{{3,20}} )?\(?(?:(?P<zone>{'|'.join(ZONES)})|{clocks}))?(?:\b|$)"
        ),
        before_word=re2.compile(rf"(?:^|\W)(?:{t.before})\s*{_ARTICLE}{lead}$"),
        by_word=re2.compile(rf"(?:^|\W)(?:{t.by}):?\s*{_SAY}{_ARTICLE}{lead}$"),
        at_word=re2.compile(rf"(?:^|\W)(?:{t.at})\s*{_ARTICLE}{lead}$"),
        glue=re2.compile(rf"^(?:\s|{t.glue})*$"),
        need=re2.compile(rf"\b(?:{t.need})\b"),
        absence=re2.compile(rf"\b(?:{t.absence})\b"),
        bygone=re2.compile(rf"\b(?:{t.bygone})\b"),
        after=re2.compile(rf"(?:^|\W)(?:{t.after})\s*{_ARTICLE}{lead}$"),
        by_then=re2.compile(rf"\b(?:{t.by_then})(?:\b|$)"),
        latest=re2.compile(rf"^\W{{0,3}}(?:{t.latest})\b"),
        opening=re2.compile(rf"\b(?:{t.opening})\b"),
        this=re2.compile(rf"(?:^|\W)(?:{t.this})\s*$"),
        early=re2.compile(rf"\b(?:{t.early})\b"),
        late=re2.compile(rf"\b(?:{t.late})\b"),
        recurring=re2.compile(rf"\b(?:{t.recurring}|(?:{named}) ?(?:to|through|bis|a|au|al|-|until|till) ?(?:{named})\b)"),
        weekdays=tuple(re2.compile(words) for words in t.weekdays),
        months=tuple(re2.compile(words) for words in t.months),
        parts=tuple((re2.compile(words), hour) for words, hour in t.parts.items()),
    )


def zone_of(groups: dict[str, str]) -> tzinfo | None:
    """The zone that is named beside a clock time."""
    if "zone" in groups:
        return timezone(timedelta(hours=ZONES[groups["zone"]]))
    return next((ZoneInfo(name) for i, name in enumerate(_CLOCKS) if f"z{i}" in groups), None)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day or a clock time in the text."""

    start: int
    end: int
    groups: dict[str, str]


def marks(pattern: Any, text: str, start: int, end: int) -> list[Mark]:
    return [
        Mark(start + m.start(), start + m.end(), {k: v for k, v in m.groupdict().items() if v is not None})
        for m in pattern.finditer(text[start:end])
    ]

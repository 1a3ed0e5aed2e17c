"""The grammar of points in time, compiled for one language: spans, days, clock times, and what stands before them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import re2

from mailgate.reading.lexicon.times import TIMES, Times

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
_NUMERIC = r"(?P<na>[0-3]?\d)/(?P<nb>[0-3]?\d)(?:/(?P<ny>20\d\d|\d\d))?|(?P<pa>[0-3]?\d)\.(?P<pb>[0-3]?\d)\.(?P<py>20\d\d|\d\d)?"


@dataclass(frozen=True, slots=True)
class Grammar:
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
    absence: Any
    by_then: Any
    latest: Any
    opening: Any


@lru_cache(maxsize=len(TIMES))
def grammar_of(language: str) -> Grammar:
    t = TIMES[language]
    numbers = "|".join(sorted(t.numbers, key=len, reverse=True))
    units = "|".join(f"(?P<u_{name}>{words})" for name, words in t.units.items())
    weekdays = "|".join(f"(?P<w{i}>{words})" for i, words in enumerate(t.weekdays))
    months = "|".join(t.months)
    parts = "|".join(t.parts)
    clocks = "|".join(f"(?P<z{i}>{words})" for i, words in enumerate(_CLOCKS.values()))
    day = "|".join(
        (
            _ISO,
            _NUMERIC,
            rf"(?P<eod>{t.end_of_day})",
            rf"(?P<eow>{t.end_of_week})",
            rf"(?P<eom>{t.end_of_month})",
            rf"(?P<after>{t.after_tomorrow})",
            rf"(?P<tomorrow>{t.tomorrow})",
            rf"(?P<tonight>{t.tonight})",
            rf"(?P<today>{t.today})",
            weekdays,
            rf"(?P<da>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?(?: of| de)? (?P<ma>{months})\.?(?:,? (?:de )?(?P<ya>20\d\d))?",
            rf"(?P<mb>{months})\.? (?P<db>[0-3]?\d)(?:st|nd|rd|th)?(?:,? (?P<yb>20\d\d))?",
        )
    )
    # the first alternative that fits counts here, not the longest: "tomorrow" inside "day after tomorrow" comes later in the list
    return Grammar(
        times=t,
        numbers=dict(t.numbers),
        span=re2.compile(
            rf"\b(?P<in>{t.within})\s*(?P<n>\d{{1,3}}|{numbers})?\s*-?(?:{units})\b"
            rf"|\b(?P<n2>\d{{1,3}}|{numbers})\s*(?:{units.replace('u_', 'v_')})\s+(?:{t.from_now})\b"
        ),
        day=re2.compile(rf"\b(?:{day})(?:\b|$)"),
        clock=re2.compile(
            rf"\b(?:{t.clock}|(?P<noon>{t.noon})|(?P<part>{parts}))"
            rf"(?:(?: at| a| in| ab| en|,)? ?(?:\w{{3,20}} )?\(?(?:(?P<zone>{'|'.join(ZONES)})|{clocks}))?(?:\b|$)"
        ),
        before_word=re2.compile(rf"(?:^|\W)(?:{t.before})\s*(?:the |el |il |le |la )?$"),
        by_word=re2.compile(rf"(?:^|\W)(?:{t.by}):?\s*(?:the |el |il |le |la )?$"),
        at_word=re2.compile(rf"(?:^|\W)(?:{t.at})\s*(?:the |el |il |le |la )?$"),
        glue=re2.compile(rf"^(?:\s|{t.glue})*$"),
        need=re2.compile(rf"\b(?:{t.need})\b"),
        absence=re2.compile(rf"\b(?:{t.absence})\b"),
        by_then=re2.compile(rf"\b(?:{t.by_then})(?:\b|$)"),
        latest=re2.compile(rf"^\W{{0,3}}(?:{t.latest})\b"),
        opening=re2.compile(rf"\b(?:{t.opening})\b"),
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

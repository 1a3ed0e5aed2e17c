"""Instants, texts and names as a reader of one language and time zone sees them, made for templates."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

DEEPEST_QUOTE = 4
LONGEST_TEXT = 30_000  # characters of one mail shown in a letter; the rest is in the ticket

_URL = re.compile(r"https?://[^\s<>\"'`]{1,2000}")
_TAG = re.compile(r"\[#\d{1,12}(?:-[a-z0-9]{26})?\]", re.IGNORECASE)
_SPACE = Markup("&nbsp;")
_TRAILING = ".,;:!?)]}»”'"
_NOT_A_NAME = re.compile(r"://|@|www\.|[<>\"\r\n\t]", re.IGNORECASE)
_SIMPLE_NAME = re.compile(r"[^\W\d_][\w'’-]+(?: [\w'’.-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads a letter: the language it is written in and the clock on their wall."""

    language: str
    zone: tzinfo
    now: datetime

    def moment(self, at: datetime | None) -> dict[str, Any] | None:
        """An instant for templates: `days` from today, `date` and `time` in the reader's words, `relative` to now."""
        if at is None:
            return None
        local, today = at.astimezone(self.zone), self.now.astimezone(self.zone).date()
        return {
            "iso": at.astimezone(UTC).isoformat(timespec="minutes"),
            "days": (local.date() - today).days,
            "date": _date(local.date(), local.year == today.year, self.language),
            "time": _time(local.hour, local.minute, self.language),
            "zone": local.tzname() or "UTC",
            "past": at < self.now,
            "relative": _span(math.floor((at - self.now).total_seconds()), True, self.language),
        }

    def day(self, day: date) -> str:
        return _date(day, day.year == self.now.astimezone(self.zone).year, self.language)

    def number(self, value: float) -> str:
        return str(format_decimal(round(value), locale=locale_of(self.language)))

    def span(self, length: timedelta) -> str:
        return _span(math.floor(length.total_seconds()), False, self.language)


# Weekday, day and month, and what comes between them and the year; other languages take the first.
_DATES = {"": ("EEEE d MMMM", " y"), "de": ("EEEE, d. MMMM", " y"), "es": ("EEEE d 'de' MMMM", " 'de' y")}


@lru_cache(maxsize=512)
def _date(day: date, this_year: bool, language: str) -> str:
    pattern, year = _DATES.get(_base(language), _DATES[""])
    if day.day == 1 and _base(language) == "fr":
        pattern = pattern.replace("d ", "d'er' ")  # le 1er mai, le 2 mai
    return str(format_date(day, pattern if this_year else pattern + year, locale=locale_of(language)))


def _time(hour: int, minute: int, language: str) -> str:
    """On a clock of 24 hours: 09:05, in French 9 h 05 with spaces that don't break, in Spanish 9:05."""
    match _base(language):
        case "fr":
            return f"{hour}\u00a0h\u00a0{minute:02}" if minute else f"{hour}\u00a0h"
        case "es":
            return f"{hour}:{minute:02}"
        case _:
            return f"{hour:02}:{minute:02}"


def _base(language: str) -> str:
    """`de` of `de-CH`."""
    return language.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=4096)
def _span(seconds: int, from_now: bool, language: str) -> str:
    locale = locale_of(language)
    return str(format_timedelta(seconds, granularity="minute", threshold=1.2, add_direction=from_now, locale=locale))


@lru_cache(maxsize=32)
def locale_of(language: str) -> Locale:
    """The Babel locale of a language code; English for one that nobody knows."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def shown_name(name: str | None) -> str:
    """A name as we repeat it to people: nothing that is an address or a link, at most 60 characters; else empty."""
    clean = " ".join((name or "").split())
    return "" if not clean or len(clean) > 60 or _NOT_A_NAME.search(clean) else clean


def first_name(name: str) -> str:
    """How to greet: the first word of a plain name, the whole of any other."""
    return name.partition(" ")[0] if _SIMPLE_NAME.fullmatch(name) else name


def shortened(text: str, most: int = LONGEST_TEXT) -> str:
    """The text, cut at a line end if it is longer than `most` characters; a cut one ends in ` […]`."""
    text = text.strip("\n")
    if len(text) <= most:
        return text
    cut = text[:most]
    return cut[: max(cut.rfind("\n"), cut.rfind(" "), most - 200)].rstrip() + " […]"


def quoted(text: str) -> str:
    """Every line after `> `: another's words, for people and for programs that strip quotes (RFC 3676 §4.5)."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip("\n").split("\n"))


def paragraphs(text: str, depth: int = 0) -> Markup:
    """Plain text as HTML: paragraphs, line breaks, `>` quotes, links that show where they go. Everything else is escaped."""
    pieces: list[Markup] = []
    for is_quote, run in groupby(text.strip("\n").split("\n"), key=lambda line: line.startswith(">") and depth < DEEPEST_QUOTE):
        block = "\n".join(run)
        if is_quote:
            inner = re.sub(r"(?m)^> ?", "", block)
            pieces.append(Markup('<blockquote class="quoted">\n{}</blockquote>\n').format(paragraphs(inner, depth + 1)))
        else:
            blocks = re.split(r"\n[ \t]*\n+", block.strip("\n"))
            pieces += [Markup("<p>{}</p>\n").format(_lines(one)) for one in blocks if one.strip()]
    return Markup("").join(pieces)


def mailto(address: str, subject: str, body: str) -> str:
    """A link that opens a finished mail (RFC 6068)."""
    return f"mailto:{quote(address, safe='@+')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _lines(block: str) -> Markup:
    return Markup("<br>\n").join(_linked(line) for line in block.split("\n"))


def _linked(line: str) -> Markup:
    if "://" not in line:
        return _indented(line)
    pieces: list[Markup | str] = []
    done = 0
    for found in _URL.finditer(line):
        address = found[0].rstrip(_TRAILING)
        pieces += [escape(line[done : found.start()]), Markup('<a href="{0}">{0}</a>').format(address)]
        done = found.start() + len(address)
    return Markup("").join([*pieces, _indented(line[done:])])


def _indented(text: str) -> Markup:
    """Leading spaces are kept: people indent code and tables."""
    rest = text.lstrip(" ")
    return _SPACE * min(len(text) - len(rest), 40) + escape(rest) if len(rest) < len(text) else escape(text)


def percent(value: float | None) -> str:
    return "" if value is None else f"{round(value * 100)} %"


def lines(text: str) -> Markup:
    """Plain text as one run of HTML lines."""
    return _lines(text.strip("\n"))


def without_token(subject: str) -> str:
    """`[#1042-TOKEN]` → `[#1042]`: what may stand where it can be forwarded."""
    return _TAG.sub(lambda found: f"[#{found[0].strip('[]#').partition('-')[0]}]", subject)


def without_tag(subject: str) -> str:
    """A subject as a page's heading: without our `[#1042]`."""
    return " ".join(_TAG.sub(" ", subject).split()).strip(" –")


_QUOTES = {"de": ("„", "“"), "fr": ("«\u00a0", "\u00a0»"), "es": ("«", "»")}


@pass_context
def in_quotes(context: Context, text: str) -> str:
    """Between the marks of the letter's language, for pages that all languages share."""
    before, after = _QUOTES.get(_base(str(context.get("language", ""))), ("“", "”"))
    return before + text + after


def capitalize(text: str) -> str:
    """The first letter large and the rest as it is: German nouns keep theirs."""
    return text[:1].upper() + text[1:]


FILTERS: Mapping[str, Any] = {
    "quoted": quoted,
    "paragraphs": paragraphs,
    "lines": lines,
    "shortened": shortened,
    "percent": percent,
    "without_tag": without_tag,
    "mailto": mailto,
    "in_quotes": in_quotes,
    "capitalize": capitalize,
}

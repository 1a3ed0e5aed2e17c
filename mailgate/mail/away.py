"""Until when somebody is away, from the words of an out-of-office answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

from mailgate.mail.dates import day_alone, day_in, month_alone, month_in
from mailgate.mail.patterns.months import BACK, BEHIND, ENDS, GLUED, RETURNS, TOMORROW

MAX_TEXT = 4_000  # characters of an answer that are looked at
MAX_DAYS = 550  # nobody is away longer; a date beyond is another date
MAX_DATES = 20  # of one text


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in sorted(words, key=lambda each: (-len(each), each)))


_BACK = re.compile(rf"(?:(?<!\w)(?:{_any(BACK)})(?!\w)|(?:{_any(GLUED)}))[\s:,(]{{0,4}}", re.IGNORECASE)
_FILLER = 26  # characters that may stand between the word and the date: "Monday, ", "the ", "and including "
_TO = r"-|–|—|to|until|bis(?:\s+zum)?|au|al|até|a|tot|t/m|till|til|do|по|до|hasta|~|～|から|至|到|부터|đến|sampai|عד|עד|إلى"
_RANGE = re.compile(
    rf"\s*(?:\([^)]{{1,8}}\)|（[^）]{{1,8}}）)?\s*(?:{_TO}|(?:el|le|il)\s+(?:al|au))\s*(?:(?:el|le|il|den|dem|ao|the)\s+)?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:and|und|et|y|e|en|og|och|ja|i|и|și|ve)\s+", re.IGNORECASE)
_HALF_RANGE = re.compile(rf"(?<!\d)\d{{1,2}}\.?\s*(?:{_TO})\s*(?:el\s+|den\s+)?$", re.IGNORECASE)  # the 9 of "9-20 November"
_DAY_ONLY = re.compile(r"^\s?(?:-|–|to|through|thru)\s?(\d{1,2})(?:st|nd|rd|th)?(?![\d:/-]|\.\d)", re.IGNORECASE)  # Nov 9-13
_BEHIND = re.compile(rf"^\s?(?:[（(][^)）]{{1,6}}[)）]\s?)?(?:{_any(BEHIND)})", re.IGNORECASE)
_RETURNS = re.compile(rf"^[^.!?。！？\n]{{0,40}}?(?:{_any(RETURNS)})", re.IGNORECASE)
_TOMORROW = re.compile(rf"^[^.!?\n]{{0,12}}?(?<!\w)(?:{_any(TOMORROW)})(?!\w)", re.IGNORECASE)
_TOMORROW_BACK = re.compile(rf"(?<!\w)(?:{_any(TOMORROW)})\s+(?:[^.!?\n]{{1,16}}\s)?(?:{_any(RETURNS)})(?!\w)", re.IGNORECASE)
_END_OF = re.compile(rf"(?<!\w)(?:{_any(ENDS)})\s+(?:de\s+|di\s+|of\s+)?$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:\bel|\bal|\bau|'au|’au|\bzum|\bdem|\bden|\bao|dia|día)[\s:,(]*$")  # behind it a mere number is a day
# `I will return and answer your message on 28 September`
_LATER_ON = re.compile(
    r"(?<!\w)(?:return|be back|regres\w{1,6}|volver\w{1,4}|zurück|retour|terug|tornerò)\s[^.!?\n]{8,60}?"
    r"\s(?:on|am|el|le|il|op|den)\s"
)
_DOTTED = re.compile(
    rf"(?<![\d.])(\d{{1,2}})\.(\d{{2}})\s*(?:{_TO})\s*(\d{{1,2}})\.(\d{{2}})(?![\d.]|\s?(?:uhr|h\b|am\b|pm\b|час))", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<!\d)[.!?]\s")


def away_until(text: str, subject: str, sent: datetime | None) -> datetime | None:
    """The day the sender is back, or the last day away where only that is told, at midnight UTC. Reads the subject first;
    relative days need the date the mail was sent."""
    if sent is None:
        return None
    american = bool(re.search(r"\b(?:I am|I'm|I will|will be|out of (?:the )?office)\b", f"{subject} {text[:MAX_TEXT]}"))
    for each in (subject, text[:MAX_TEXT]):
        found = _until(" ".join(each.split()).casefold(), sent, american=american)
        if found is not None:
            return datetime.combine(found, time(), tzinfo=UTC)
    return None


def _until(text: str, sent: datetime, *, american: bool) -> date | None:
    """By the surest sign there is: a word of return before the day, a span of days, a word behind the day, tomorrow."""
    latest: date | None = None
    for word in _BACK.finditer(text):
        rest = text[word.end() : word.end() + 60]
        value = day_alone(rest, sent.date(), bare=_ARTICLE.search(word[0]) is not None) or _after(rest, sent, american=american)
        if value is not None and (latest is None or value > latest):
            latest = value
    for word in _LATER_ON.finditer(text):
        found = day_in(text[word.end() : word.end() + 40], sent.date(), month_first=american)
        value = _checked(found[0], sent) if found is not None and found[1] <= 12 else None
        if value is not None and (latest is None or value > latest):
            latest = value
    if latest is not None:
        return latest
    if (span := _DOTTED.search(text)) is not None:
        return _dotted(span, sent)
    days = list(_days(text, sent, american=american))
    spans = [value for start, stop, value in days if _ends_span(text, start, stop, days)]
    spans += [each for _, stop, value in days if (each := _same_month(text[stop : stop + 16], value)) is not None]
    behind = [
        value for start, stop, value in days if _BEHIND.match(text[stop : stop + 40]) or _RETURNS.match(text[stop : stop + 60])
    ]
    told = max(behind, default=None) or max(spans, default=None)
    if told is None and _TOMORROW_BACK.search(text):
        return sent.date() + timedelta(days=1)
    return told


def _dotted(span: re.Match[str], sent: datetime) -> date | None:
    """The last day of `24.08 - 28.08`, if such a span has begun or begins soon: other numbers look like it, too."""
    for year in (sent.year, sent.year + 1):
        with suppress(ValueError):
            last = date(year, int(span[4]), int(span[3]))
            first = date(year, int(span[2]), int(span[1]))
            first = first if first <= last else first.replace(year=year - 1)
            if _checked(last, sent) is not None and abs((first - sent.date()).days) <= 60:
                return last
    return None


def _after(rest: str, sent: datetime, *, american: bool) -> date | None:
    """The day right behind a word of return."""
    found = day_in(rest, sent.date(), month_first=american)
    if found is None or found[1] > _FILLER or _SENTENCE.search(rest[: found[1]]):
        if _TOMORROW.match(rest):
            return sent.date() + timedelta(days=1)
        month = month_in(rest) or _end_of_month(rest, sent)
        if month is None or month[1] > _FILLER or (found is not None and found[1] < month[1]):
            return None
        last = (month[0] + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return _checked(last if _END_OF.search(rest[: month[1]]) else month[0], sent)
    joint = _RANGE.match(rest, found[2])
    if joint:
        second = day_in(rest[joint.end() :], sent.date(), month_first=american)
        if second is not None and second[1] <= 12:
            return _checked(second[0], sent)
    return _checked(found[0], sent)


def _end_of_month(rest: str, sent: datetime) -> tuple[date, int] | None:
    """The month whose end is named without a year, the next such month, and where it stands: `end of March`."""
    found = month_alone(rest)
    if found is None or not _END_OF.search(rest[: found[1]]):
        return None
    return date(sent.year + (found[0] < sent.month), found[0], 1), found[1]


def _days(text: str, sent: datetime, *, american: bool) -> Iterator[tuple[int, int, date]]:
    """Every day named, with its place."""
    at = 0
    for _ in range(MAX_DATES):
        found = day_in(text[at : at + 2000], sent.date(), month_first=american)
        if found is None:
            return
        value = _checked(found[0], sent)
        if value is not None:
            yield at + found[1], at + found[2], value
        at += found[2]


def _ends_span(text: str, start: int, stop: int, days: list[tuple[int, int, date]]) -> bool:
    """This day is the second of two with "to" or "and" between them, or of "9-20 November"."""
    if _HALF_RANGE.search(text[max(0, start - 16) : start]):
        return True
    before = [place for place in days if place[1] <= start]
    if not before or start - before[-1][1] > 40:
        return False
    between = text[before[-1][1] : start]
    joint = _RANGE.match(between) or _AND.match(between)
    return joint is not None and len(between) - joint.end() <= 16


def _same_month(rest: str, first: date) -> date | None:
    found = _DAY_ONLY.match(rest)
    return first.replace(day=int(found[1])) if found and first.day < int(found[1]) <= 28 else None


def _checked(value: date, sent: datetime) -> date | None:
    return value if sent.date() - timedelta(days=2) <= value <= sent.date() + timedelta(days=MAX_DAYS) else None

"""Until when somebody is away, from the words of an out-of-office answer."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from mailgate.mail.dates import day_in
from mailgate.mail.patterns.months import BACK

MAX_TEXT = 4_000  # characters of an answer that are looked at
MAX_DAYS = 550  # nobody is away longer; a date beyond is another date

_BACK = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in sorted(BACK, key=lambda words: (-len(words), words)))
    + r")(?!\w)[\s:,(]{0,4}",
    re.IGNORECASE,
)
_FILLER = 26  # characters that may stand between the word and the date: "Monday, ", "the ", "and including "
_RANGE = re.compile(r"\s*(?:-|–|—|to|bis|au|al|até|a|tot|t/m|till|til|do|по|hasta|~|～|から)\s*", re.IGNORECASE)
_UNTIL_BEHIND = re.compile(r"^\s?(?:まで|迄|까지|为止|為止|之前|asti|saakka|kadar|tarihine kadar|-ig)")


def away_until(text: str, subject: str, sent: datetime | None) -> datetime | None:
    """The day the sender is back, or the last day away where only that is told, at midnight UTC. Reads the subject first;
    relative days need the date the mail was sent."""
    if sent is None:
        return None
    american = bool(re.search(r"\b(?:I am|I'm|I will|will be|out of (?:the )?office)\b", f"{subject} {text[:MAX_TEXT]}"))
    for each in (subject, text[:MAX_TEXT]):
        found = _until(" ".join(each.split()), sent, american=american)
        if found is not None:
            return found
    return None


def _until(text: str, sent: datetime, *, american: bool) -> datetime | None:
    best: datetime | None = None
    for word in _BACK.finditer(text):
        rest = text[word.end() : word.end() + 60]
        found = day_in(rest, sent.date(), month_first=american)
        if found is None or found[1] > _FILLER or re.search(r"[.!?]\s", rest[: found[1]]):
            continue
        value = _checked(_of_range(rest, found, sent, american=american), sent)
        if value is not None and (best is None or value > best):
            best = value
    return best or _behind(text, sent)


def _of_range(rest: str, found: tuple[object, int, int], sent: datetime, *, american: bool) -> datetime:
    """The end of a range, where the date begins one."""
    first = found[0]
    joint = _RANGE.match(rest, found[2])
    if joint:
        second = day_in(rest[joint.end() :], sent.date(), month_first=american)
        if second is not None and second[1] <= 12:
            first = second[0]
    return datetime.combine(first, time(), tzinfo=UTC)  # type: ignore[arg-type]


def _behind(text: str, sent: datetime) -> datetime | None:
    """Languages that say "until" behind the date: 5月7日まで."""
    at = 0
    best: datetime | None = None
    for _ in range(20):
        found = day_in(text[at : at + 2000], sent.date())
        if found is None:
            return best
        tail = re.sub(r"^\s?[（(][^)）]{1,6}[)）]", "", text[at + found[2] : at + found[2] + 24])
        if _UNTIL_BEHIND.match(tail):
            best = _checked(datetime.combine(found[0], time(), tzinfo=UTC), sent) or best
        at += found[2]
    return best


def _checked(value: datetime, sent: datetime) -> datetime | None:
    return value if sent - timedelta(days=2) <= value <= sent + timedelta(days=MAX_DAYS) else None

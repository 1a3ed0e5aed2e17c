"""Undoing what clients glued together: fresh words and, in the same line, the introduction or separator of the quote."""

from __future__ import annotations

import re

from mailgate.mail.blocks import MAX_LINE, MAX_SPAN, TIME, TRIM, VERBS, attribution_at
from mailgate.mail.html import INSIDE
from mailgate.mail.patterns.separators import ORIGINAL

MAX_LINES = 8_000  # of a text that are looked at

_DELIMITERS = ("-- reply above this line", "##- please type your reply above this line", "please reply above this line")
_OPENS = ("quoting ", "in article", "at ")  # how an introduction begins that names a day later on
_FRAMED = re.compile(r"(?<![-_*])[-_*]{5,}\s?([^-_*\n]{5,60}?)\s?[-_*]{5,}")


def glued_separator(line: str) -> int | None:
    """Where in a line a framed `-------- Original message --------` begins, whose client lost the line ends around it."""
    found = _FRAMED.search(line[:MAX_LINE]) if "-----" in line or "_____" in line else None
    return found.start() if found and found[1].strip(TRIM).casefold() in ORIGINAL else None


# Where an introduction begins that a client glued behind the answer: `Thanks. On Wed, 4 May 2016 …`.
_GLUED = re.compile(
    r"(?<=[^\s>-])(?:\s+|\s*-{2,}\s?)"
    r"(?=(?:On|Am|Le|El|Il|Op|Den|Em|På|Dnia|W dniu|Dne|Dňa|Vào|Pada)\s(?:[^\W\d]{1,12}[.,]{0,2}\s){0,2}\d)"
)


def glued_at(lines: list[str], at: int) -> int | None:
    """Where in a line the introduction begins that stands behind fresh words; None where the line is nothing else."""
    line = lines[at][:MAX_LINE]
    for found in _GLUED.finditer(line):
        fresh = line[: found.start()]
        if "@" in fresh or TIME.search(fresh) or fresh.casefold().lstrip("*_-\"' ").startswith(_OPENS):
            return None
        if attribution_at([line[found.end() :], *lines[at + 1 : at + MAX_SPAN]], 0) is not None:
            return found.start()
    return None


_INLINE = re.compile(
    rf"\s(?:on|am|le|el|il|op|den|em)\s[^\n<>]{{4,120}}<[^<>\s]{{3,120}}>[^\n:]{{0,20}}?(?:{VERBS})?\s{{0,2}}[:：]\s*$",
    re.IGNORECASE,
)


def without_inline_attribution(line: str) -> str:
    """`Thanks. On 1 May, Maria <m@example.org> wrote:` → `Thanks.`"""
    found = _INLINE.search(line[:MAX_LINE])
    return line[: found.start()] if found else line


def delimiter_alone(lines: list[str], wanted: str) -> list[str]:
    """A delimiter that a client glued behind other words gets a line of its own."""
    for at, line in enumerate(lines[:MAX_LINES]):
        low = line.casefold()
        found = (
            next((low.find(words) for words in (wanted, *_DELIMITERS) if words in low), -1)
            if "line" in low or wanted in low
            else -1
        )
        if found > 0 and line[:found].strip(INSIDE + " >#*-_=~|[") and len(low) == len(line):
            return [*lines[:at], without_inline_attribution(line[:found].rstrip(" -#*=_")), line[found:], *lines[at + 1 :]]
        if found >= 0:
            return lines
    return lines


def separator_alone(lines: list[str]) -> list[str]:
    """The same for the separator of a client that lost the line ends around it."""
    for at, line in enumerate(lines[:MAX_LINES]):
        found = None if line.startswith((INSIDE, ">")) else glued_separator(line)
        if found:
            return [*lines[:at], line[:found].rstrip(), line[found:], *lines[at + 1 :]]
    return lines

"""Two forms of one mail (RFC 2046 §5.1.4): whether plain text and HTML give the same orders.

A reader of HTML must not see other commands than those that are carried out: the lines that begin with `#` and a letter.
"""

from __future__ import annotations

import re

from mailgate.mail.html import INSIDE

MAX_COMPARED = 100  # command lines of one form; a mail with more has none for the desk
WRAPPED = 50  # characters from which on a line may have been broken in one of the two forms

_COMMAND = re.compile(rf"^([ \t>{INSIDE}\u200b\u200c\u200d\u2060\ufeff\xa0]*)(#[A-Za-z][^\n]{{0,1000}})", re.MULTILINE)
_LINK = re.compile(r"<[^<>]{0,2000}>")
_LOOKS = re.compile(r"[\s*_\u00ad\u200b\u200c\u200d\u2060\ufeff]+")


def contradict(plain: str, marked: str) -> bool:
    """Whether one form has a command line outside its quotes that the other lacks. `marked` is the text of the HTML form."""
    live_plain, all_plain = _commands(plain)
    live_rich, all_rich = _commands(marked)
    return any(not _among(line, all_rich) for line in live_plain) or any(not _among(line, all_plain) for line in live_rich)


def _commands(text: str) -> tuple[set[str], set[str]]:
    """The command lines outside quotes, and all of them, without links, emphasis and space."""
    live: set[str] = set()
    every: set[str] = set()
    for found, match in enumerate(_COMMAND.finditer(text)):
        if found == MAX_COMPARED:
            break
        line = _LOOKS.sub("", _LINK.sub("", match[2])).casefold()
        every.add(line)
        if not match[1].strip().strip("\u200b\u200c\u200d\u2060\ufeff"):
            live.add(line)
    return live, every


def _among(line: str, lines: set[str]) -> bool:
    """Whether the line is there, or the part of it that stands before or after a break is."""
    return line in lines or any(
        line.startswith(other) or other.startswith(line) for other in lines if min(len(line), len(other)) >= WRAPPED
    )

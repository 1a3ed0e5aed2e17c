"""Greeting and closing of a mail wherever they stand, also in one line with its words, and the names that they bear.

`closing` says where a sender's words end for every reading, and goes by lines; here a name that stays is worse than a word that
is lost, as the words are shown to others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from mailgate.reading.closing import may_be_signature, said_before_disclaimer
from mailgate.reading.lexicon import LEXICONS
from mailgate.reading.words import Folded, fold

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NAMED = 3  # words of a name, behind a sign-off or in the line under it
_LONG = 7  # letters from which a lone word says goodbye in the middle of a line: "regards", not "best"
_GREETED = re.compile(r"((?:[^\s,.!?:;]+\.?[ \t]*){0,4})(?:[,!:;.]+|\n|$)")  # up to four words and a mark
# whom a greeting is to without naming them, and what stands between names
# fmt: off
_NOBODY = frozenset([
    "there", "all", "team", "everyone", "everybody", "support", "folks", "guys", "sir", "madam", "and", "or", "to", "you",
    "mr", "mrs", "ms", "dr", "prof", "und", "an", "euch", "ihr", "sie", "damen", "herren", "herr", "frau", "zusammen",
    "liebes", "et", "a", "tous", "toutes", "le", "la", "les", "madame", "monsieur", "mesdames", "messieurs", "equipe", "y",
    "e", "o", "todos", "todas", "equipo", "senor", "senora", "senores", "tutti", "tutte", "gentili", "signor", "signora",
    "signori",
])
# fmt: on
_INTRODUCED = re2.compile(
    r"\b(?:my name is|this is|i am called|mein name ist|ich heise|je m'appelle|mi chiamo|me llamo|mi nombre es)\s+"
    r"(\pL+(?:\s+\pL+)?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """A text without greeting and closing. `names` are the words, folded, that these and an introduction name people with."""

    text: str
    names: frozenset[str]


def bare(text: str) -> Bare:
    """The words between greeting and closing."""
    folded = fold(text)
    end, signed = _closing(folded)
    start, greeted = _greeting(folded, end)
    first = folded.span(start, start + 1)[0]
    return Bare(text=text[first : folded.span(0, end)[1]].strip(), names=frozenset((*greeted, *signed, *_introduced(folded))))


@lru_cache(maxsize=1)
def ordinary() -> frozenset[str]:
    """Small words of every language we have, folded: no one's name."""
    return _NOBODY | {fold(word).text for lexicon in LEXICONS.values() for word in (*lexicon.common, *lexicon.courteous)}


def _greeting(folded: Folded, end: int) -> tuple[int, list[str]]:
    """Where the words begin: behind the comma of a greeting, or behind the names that follow it; and the names."""
    text = folded.text[:end]
    match = _greetings().search(text)
    if match is None:
        return 0, []
    at, names = int(match.end()), list[str]()
    marked = _GREETED.match(text, at)
    words = _WORD.findall(marked[1]) if marked is not None else []
    if marked is not None and not any(word in ordinary() - _NOBODY for word in words):
        at, names = marked.end(), words
    else:
        for word in _WORD.finditer(text, at):
            is_name = word[0] not in ordinary() and folded.original[folded.span(word.start(), word.end())[0]].isupper()
            if (not is_name and word[0] not in _NOBODY) or text[at : word.start()].strip():
                break
            at, names = word.end(), [*names, *([word[0]] if is_name else [])]
    while at < end and not text[at].isalnum():
        at += 1
    return at, [word for word in names if len(word) > 1 and word not in ordinary()]


def _closing(folded: Folded) -> tuple[int, list[str]]:
    """Where the first sign-off begins that nothing but a name and a signature follow; and the name."""
    end = said_before_disclaimer(folded)
    text = folded.text[:end]
    at = 0
    while at < end and (match := _sign_offs().search(text, at)) is not None:
        words = _WORD.findall(match[2])
        in_sentence = (
            match[1] is None and bool(words) and words[0] in ordinary() - _NOBODY | {"to"}
        )  # "with regards to the invoice"
        start = match.start() if match[1] is None else match.end(1)
        if not in_sentence and may_be_signature(text[match.end() :]):
            below = next((line for line in text[match.end() :].splitlines() if line.strip()), "")
            under = _WORD.findall(below)
            named = [*words[:_NAMED], *(under if len(under) <= _NAMED else ())]
            return start, [word for word in named if len(word) > 1 and word not in ordinary()]
        at = max(match.end() - 1, at + 1)
    return end, []


def _introduced(folded: Folded) -> list[str]:
    """The capitalised words behind "my name is"."""
    names = []
    for match in _INTRODUCED.finditer(folded.text):
        for word in _WORD.finditer(match[1]):
            place = folded.span(match.start(1) + word.start(), match.end(1))[0]
            if folded.original[place].isupper() and word[0] not in ordinary():
                names.append(word[0])
    return names


@lru_cache(maxsize=1)
def _greetings() -> Any:
    words = "|".join(word for lexicon in LEXICONS.values() for word in lexicon.greetings)
    return re2.compile(rf"^\s*(?:(?:{words}|chers|cheres|guten tag|good day)\b[ \t]*)+")


@lru_cache(maxsize=1)
def _sign_offs() -> Any:
    """Behind a mark or at the start of a line any of them, and thanks; in the midst of a line the long ones. Groups: the
    mark, and what stands behind it in the line."""
    every = [word for lexicon in LEXICONS.values() for word in lexicon.sign_offs]
    said = "|".join((*every, *(word for lexicon in LEXICONS.values() for word in lexicon.thanks)))
    long = "|".join(word for word in every if " " in word or len(word.removesuffix("\\w*")) >= _LONG)
    behind = r"[ \t]*[,.!-]*[ \t]*((?:[^\s.!?]+\.?[ \t]*){0,5})[.!]*[ \t]*(?:\n|$)"
    return re2.compile(rf"(?:(^|\n[ \t]*|[.!?…,;:)-][ \t]*)(?:(?:{said})\b|--)|[ \t](?:{long})\b){behind}")

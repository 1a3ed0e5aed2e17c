"""Texts made ready to be read: folded, split into tokens and sentences, with the way back to the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

import re2

READ_AT_MOST = 256 * 1024  # code points looked at by patterns
UNDERSTAND_AT_MOST = 20_000  # code points of which the meaning is weighed: a person's words stand at the top

# these two are linear with any engine, as no two of their parts begin alike; and matches of re come ten times as fast as re2's
_SENTENCE = re.compile(r"[^.!?\n;…]+[.!?;…]*")
_TOKEN = re.compile(r"[\w@#&]+(?:['.-]\w+)*|[!?]+")
_ORDINAL = re.compile(r"(?:^|\D)\d\d?\. (?:jan|feb|mar|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez)")  # "1. Dezember" is one thing
_DAY_NUMBER = re.compile(r"\b(?:am|zum|den|dem|vom|bis|ab|seit) \d\d?\.$")
_IDEOGRAPH = re2.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ´`′＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")
_SPECIAL = {"ß": "s", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "\u00a0": " ", "\u202f": " "}


def readable(text: str) -> str:
    """At most READ_AT_MOST code points, none of which a UTF-8 matcher would refuse; offsets stay those of the input."""
    text = text[:READ_AT_MOST]
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.translate(_SURROGATES)
    return text


def plain_marks(text: str) -> str:
    """Typographic apostrophes and dashes as typed ones; the length stays."""
    return text.translate(_APOSTROPHES).translate(_DASHES)


@lru_cache(maxsize=4096)
def _folded_char(char: str) -> str:
    """One character for one, or none for a combining mark or an invisible one."""
    lower = char.lower()
    if char in _SPECIAL or lower in _SPECIAL:
        return _SPECIAL.get(char) or _SPECIAL[lower]
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return ""
    base = unicodedata.normalize("NFKD", lower)[:1]
    return base if base.isascii() else lower[:1]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in lower case without accents, so that one plain pattern finds it however it was typed.
    `places[i]` is where the folded character i stands in the original; None means at the same place."""

    text: str
    original: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span of a folded one."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def place(self, at: int) -> int:
        """The folded place of an original one."""
        return at if self.places is None else bisect_left(self.places, at)

    def words(self, start: int, end: int) -> str:
        """The original words of a folded span, on one line."""
        first, last = self.span(start, end)
        return " ".join(self.original[first:last].split())


def fold(text: str) -> Folded:
    marked = plain_marks(text)
    if marked.isascii():
        return Folded(marked.lower(), text)
    chars = [char if char.isascii() else _folded_char(char) for char in marked]
    joined = "".join(chars).lower()
    if len(joined) == len(text):
        return Folded(joined, text)
    places = tuple(i for i, char in enumerate(chars) if char)
    return Folded(joined, text, places)


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word; its place is in the folded text."""

    text: str
    start: int
    end: int


# English joins "not" to its verb in many ways; they all mean the same.
_NOT = {
    "cannot": ("can", "not"),
    "cant": ("can", "not"),
    "can't": ("can", "not"),
    "couldnt": ("could", "not"),
    "won't": ("will", "not"),
    "wont": ("will", "not"),
    "dont": ("do", "not"),
    "doesnt": ("does", "not"),
    "didnt": ("did", "not"),
    "isnt": ("is", "not"),
    "arent": ("are", "not"),
    "wasnt": ("was", "not"),
    "havent": ("have", "not"),
    "hasnt": ("has", "not"),
    "shouldnt": ("should", "not"),
    "wouldnt": ("would", "not"),
}
_ENDINGS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'s": "'s"}


def _parts(word: str) -> tuple[str, ...]:
    if word in _NOT:
        return _NOT[word]
    if word.endswith("n't"):
        return (word[:-3], "not") if len(word) > 3 else ("not",)
    head, mark, tail = word.rpartition("'")
    if mark and head and mark + tail in _ENDINGS:
        return (head, _ENDINGS[mark + tail])
    if mark and head and tail and len(head) <= 4:
        return (head, tail)  # l'application, dell'ordine
    return (word,)


def tokens(folded: Folded, limit: int = UNDERSTAND_AT_MOST) -> list[Token]:
    """Words in order; contractions stand as their parts, ideographs each alone."""
    found: list[Token] = []
    for match in _TOKEN.finditer(folded.text[:limit]):
        word, start, end = match.group(), match.start(), match.end()
        if not word.isascii() and _IDEOGRAPH.search(word):
            found.extend(Token(char, start + i, start + i + 1) for i, char in enumerate(word))
            continue
        found.extend(Token(part, start, end) for part in _parts(word))
    return found


def _goes_on(folded: Folded, end: int) -> bool:
    """Whether a point is a German ordinal's: "am 30. tagt der Ausschuss"."""
    if end + 1 >= len(folded.text) or _DAY_NUMBER.search(folded.text[max(0, end - 10) : end]) is None:
        return False
    return folded.original[folded.span(end + 1, end + 2)[0]].islower()


@dataclass(frozen=True, slots=True)
class Sentences:
    """Spans of sentences in a folded text, in order."""

    spans: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]

    def asks(self, text: str, place: int) -> bool:
        """Whether the sentence a place stands in ends as a question."""
        start, end = self.spans[self.of(place)] if self.spans else (0, 0)
        return text[start:end].rstrip().endswith("?")

    def of(self, place: int) -> int:
        """The index of the sentence a place stands in (the last before it, if between two)."""
        return max(0, bisect_right(self.starts, place) - 1)


def sentences(folded: Folded, limit: int = UNDERSTAND_AT_MOST) -> Sentences:
    """A point inside a number, an address or a version ends nothing; a line end does."""
    text = folded.text[:limit]
    spans: list[tuple[int, int]] = []
    open_at: int | None = None
    for match in _SENTENCE.finditer(text):
        start, end = match.start(), match.end()
        first = start if open_at is None else open_at
        glued = (
            end < len(text)
            and text[end - 1] == "."
            and (not text[end].isspace() or _ORDINAL.search(text[end - 3 : end + 12]) or _goes_on(folded, end))
        )
        if glued and end - first < 2000:
            open_at = first
            continue
        open_at = None
        if text[first:end].strip():
            spans.append((first, end))
    if open_at is not None and text[open_at:].strip():
        spans.append((open_at, len(text)))
    return Sentences(tuple(spans), tuple(start for start, _ in spans))

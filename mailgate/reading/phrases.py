"""Phrases of the settings, found however they were typed: case, accents, apostrophes, contractions and where a word is parted
don't count ("two-factor code" is "two factor code", "log-in" is "log in" and "login")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mailgate.reading.words import Token, fold, tokens


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A phrase of `name` in the folded text, `words` words long."""

    name: str
    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The intents it speaks for, and how many words it was written in."""

    names: tuple[str, ...]
    words: int


class Phrases:
    """By their letters alone, whatever parts their words; a phrase begins and ends with a word. Looking through a text takes time
    in its length (times the longest phrase)."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._known: dict[str, _Phrase] = {}
        for name, texts in phrases.items():
            for text in texts:
                words = tokens(fold(text))
                spelt = "".join(part.text for part in _parted(words))
                before = self._known.get(spelt, _Phrase((), 0))
                if spelt and name not in before.names:
                    self._known[spelt] = _Phrase((*before.names, name), max(before.words, len(words)))
        self._begin = frozenset(spelt[:size] for spelt in self._known for size in range(1, len(spelt) + 1))

    def find(self, words: Sequence[Token]) -> Iterator[PhraseHit]:
        parts = _parted(words)
        for first, token in enumerate(parts):
            spelt, at = token.text, first
            while spelt in self._begin:
                found = self._known.get(spelt)
                for name in found.names if found is not None else ():
                    yield PhraseHit(name, token.start, parts[at].end, found.words if found is not None else 0)
                at += 1
                if at == len(parts):
                    break
                spelt += parts[at].text


def _parted(words: Sequence[Token]) -> list[Token]:
    """With each hyphened word in its parts."""
    parts: list[Token] = []
    for word in words:
        start = word.start
        if "-" not in word.text or word.end - word.start != len(word.text):
            parts.append(word)
            continue
        for piece in word.text.split("-"):
            if piece:
                parts.append(Token(piece, start, start + len(piece)))
            start += len(piece) + 1
    return parts

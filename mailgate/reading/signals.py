"""Where the words of the lexicons stand in a text: every hit with its name and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from mailgate.reading.lexicon import LEXICONS, Lexicon
from mailgate.reading.lexicon.shape import alternation
from mailgate.reading.words import Folded

_JOINT = re2.compile(r"[,;:.!?\n]|\b(?:and|but|so|because|und|aber|weil|et|mais|car|y|pero|porque|e|ma|perche)\b")


@dataclass(frozen=True, slots=True)
class Hit:
    """A lexicon word in the folded text."""

    name: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Signals:
    """The compiled lexicon of one language."""

    language: str
    lexicon: Lexicon
    concepts: Mapping[str, Any]
    urgency: Mapping[str, Any]
    sensitive: Mapping[str, Any]
    mood: Mapping[str, Any]
    negation: Any
    past: Any

    def find(self, patterns: Mapping[str, Any], text: str) -> list[Hit]:
        """All hits in the order of the text; of those that begin at one place in one name, the longest."""
        hits = [
            Hit(name, match.start(), match.end(), match.group())
            for name, pattern in patterns.items()
            for match in pattern.finditer(text)
        ]
        return sorted((hit for hit in hits if hit.end > hit.start), key=lambda hit: (hit.start, -hit.end, hit.name))

    def denied(self, text: str, place: int) -> bool:
        """Whether a negation stands at most five words before `place` in the same clause."""
        before = text[max(0, place - 60) : place]
        clause = before[_last_end(_JOINT.finditer(before)) :]
        near = " ".join(clause.split()[-5:])
        return bool(near) and self.negation.search(near) is not None


def _last_end(matches: Iterable[Any]) -> int:
    end = 0
    for match in matches:
        end = match.end()
    return end


@lru_cache(maxsize=len(LEXICONS))
def _compiled(language: str) -> Signals:
    lexicon = LEXICONS[language]
    return Signals(
        language=language,
        lexicon=lexicon,
        concepts={name: alternation(words) for name, words in lexicon.concepts.items()},
        urgency={name: alternation(words) for name, words in lexicon.urgency.items()},
        sensitive={name: alternation(words) for name, words in lexicon.sensitive.items()},
        mood={
            name: alternation(words)
            for name, words in (
                ("angry", lexicon.angry),
                ("unhappy", lexicon.unhappy),
                ("happy", lexicon.happy),
                ("let_down", lexicon.let_down),
                ("promised", lexicon.promised),
                ("unkept", lexicon.unkept),
            )
        },
        negation=alternation(lexicon.negation),
        past=alternation(lexicon.spoken),
    )


def signals_of(language: str | None) -> Signals:
    """The lexicon of a language; English where we have none: its words are the ones people mix in."""
    return _compiled(language if language in LEXICONS else "en")


def quotes(folded: Folded, hits: Iterable[Hit], limit: int = 4) -> Iterator[str]:
    """The words as they were written, each once."""
    seen: set[str] = set()
    for hit in hits:
        words = folded.words(hit.start, hit.end)[:80]
        if words and words.lower() not in seen and len(seen) < limit:
            seen.add(words.lower())
            yield words

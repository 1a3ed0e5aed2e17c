"""Phrases of the settings, found however they were typed: case, accents, apostrophes and contractions don't count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mailgate.reading.words import Token, fold, tokens


@dataclass(slots=True)
class _Node:
    """A place in the tree of phrases; `names` end here."""

    further: dict[str, _Node] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A phrase of `name` in the folded text, `words` words long."""

    name: str
    start: int
    end: int
    words: int


class Phrases:
    """A tree of words. Looking through a text takes time in its length (times the longest phrase)."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._root = _Node()
        for name, texts in phrases.items():
            for text in texts:
                node = self._root
                for token in tokens(fold(text)):
                    node = node.further.setdefault(token.text, _Node())
                if node is not self._root and name not in node.names:
                    node.names.append(name)

    def find(self, words: Sequence[Token]) -> Iterator[PhraseHit]:
        for first, token in enumerate(words):
            node, at = self._root, first
            while at < len(words) and (following := node.further.get(words[at].text)) is not None:
                node, at = following, at + 1
                for name in node.names:
                    yield PhraseHit(name, token.start, words[at - 1].end, at - first)

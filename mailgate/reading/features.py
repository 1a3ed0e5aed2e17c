"""A sentence as features: what it is about (concepts, in any language) and how it says it (word and letter n-grams)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mailgate.reading.signals import Hit
from mailgate.reading.words import Token

_IGNORED = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "is",
        "are",
        "am",
        "i",
        "my",
        "we",
        "our",
        "you",
        "your",
        "it",
        "this",
        "that",
        "please",
        "in",
        "on",
        "for",
        "with",
        "be",
        "at",
    ]
)


_LETTERS = 0.35  # what a run of letters weighs beside a word
_LONG = 40  # letters of a word that are looked at; what is longer is no word and is not kept in mind


@dataclass(frozen=True, slots=True)
class Featured:
    """Two bags, weighed apart: the learner sees the same concepts in every language, n-grams only in the ones it was taught.
    `words` says which words of the text a feature came from."""

    concepts: dict[str, float]
    ngrams: dict[str, float]
    words: dict[str, tuple[int, int]]


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A crude common form: billed, billing, bills → bill."""
    for ending in ("ingly", "ing", "edly", "ed", "ies", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=2048)
def _letters(word: str) -> dict[str, float]:
    """Runs of 4 and 5 letters, the word's ends marked, and what each weighs."""
    padded = f"<{word}>"
    return dict.fromkeys(("~" + padded[at : at + size] for size in (4, 5) for at in range(len(padded) - size + 1)), _LETTERS)


def featured(tokens: Sequence[Token], concepts: Iterable[Hit]) -> Featured:
    """Concepts alone and in pairs; stems, pairs of stems, and letter n-grams of 4 and 5 inside words."""
    found: dict[str, float] = {}
    ngrams: dict[str, float] = {}
    words: dict[str, tuple[int, int]] = {}
    names: dict[str, Hit] = {}
    for hit in concepts:
        names.setdefault(hit.name, hit)
    for name, hit in names.items():
        found["@" + name] = 1.0
        words["@" + name] = (hit.start, hit.end)
    ordered = sorted(names)
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 :]:
            found[f"@{one}+{other}"] = 1.0
    stems = [
        (_stem(token.text) if len(token.text) <= _LONG else token.text, token) for token in tokens if token.text[0].isalnum()
    ]
    for stem, token in stems:
        if stem.isdigit():
            continue
        ngrams[stem] = ngrams.get(stem, 0.0) + (0.3 if token.text in _IGNORED else 1.0)
        words.setdefault(stem, (token.start, token.end))
        if len(token.text) >= 5:
            ngrams.update(_letters(token.text[:_LONG]))
    for (one, first), (other, second) in pairwise(stems):
        pair = f"{one} {other}"
        ngrams[pair] = 1.0
        words.setdefault(pair, (first.start, second.end))
    return Featured(found, ngrams, words)

"""A text as what its words say: hashed n-grams of words (1-2) and of letters inside words (3-5), weighed by how rare they are.

Buckets are CRC-32 (the same on every machine and in every version of Python) of the folded gram; two grams in one bucket are
rare enough to do no harm (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from mailgate.reading.words import fold, tokens

BUCKETS = 1 << 15
HEAVIEST = 384  # grams kept of one text
SKETCH = 256
_WORDS = 500  # of a text that are looked at
_LONGEST = 40  # letters of a word

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written and as it was folded."""

    written: str
    folded: str


@dataclass(frozen=True, slots=True)
class Grams:
    """Buckets, each once and in order, with how often they occur; `words` are the text's, in order."""

    places: Places
    counts: Floats
    words: tuple[Word, ...]


def _bucket(gram: str) -> int:
    return zlib.crc32(gram.encode("utf-8", "replace")) & (BUCKETS - 1)


@lru_cache(maxsize=20_000)
def buckets_of(word: str) -> Places:
    """Of a folded word: itself, then its runs of 3 to 5 letters with its ends marked."""
    padded = f"<{word[:_LONGEST]}>"
    runs = (padded[at : at + size] for size in (3, 4, 5) for at in range(len(padded) - size + 1))
    return np.array([_bucket(word), *(_bucket("~" + run) for run in runs)], dtype=np.uint16)


def grams_of(text: str) -> Grams:
    """The grams of the first _WORDS words."""
    folded = fold(text)
    found = tokens(folded)[:_WORDS]
    words = tuple(Word(folded.words(token.start, token.end), token.text) for token in found)
    if not words:
        return Grams(np.zeros(0, dtype=np.uint16), np.zeros(0, dtype=np.float32), ())
    pairs = [_bucket(f"{one.folded} {other.folded}") for one, other in pairwise(words)]
    every = np.concatenate([*(buckets_of(word.folded) for word in words), np.array(pairs, dtype=np.uint16)])
    places, counts = np.unique(every, return_counts=True)
    return Grams(places, counts.astype(np.float32), words)


class Rarity:
    """In how many of the learned texts each bucket occurs."""

    def __init__(self) -> None:
        self.texts = 0
        self.seen = np.zeros(BUCKETS, dtype=np.int32)

    def count(self, places: Places, sign: int) -> None:
        self.texts += sign
        self.seen[places] += sign

    def weighed(self, grams: Grams) -> tuple[Places, Floats]:
        """The heaviest grams with their weights, (1 + log count) times the inverse document frequency, of length 1 together."""
        places = grams.places
        idf = np.log((1.0 + self.texts) / (1.0 + np.maximum(self.seen[places], 0))) + 1.0
        values = ((1.0 + np.log(grams.counts)) * idf).astype(np.float32)
        if len(places) > HEAVIEST:
            kept = np.sort(np.argsort(-values, kind="stable")[:HEAVIEST])
            places, values = places[kept], values[kept]
        length = float(np.sqrt(values @ values))
        return places, values / length if length else values


_chance = np.random.default_rng(20)  # a fixed choice, the same everywhere: PCG64 is part of NumPy's promise
_WHERE = _chance.integers(0, SKETCH, BUCKETS)
_SIGN = (_chance.integers(0, 2, BUCKETS) * 2 - 1).astype(np.float32)


def sketched(places: Places, values: Floats) -> Floats:
    """A count sketch (Charikar et al. 2002): inner products of sketches are those of the texts' grams, nearly."""
    return np.bincount(_WHERE[places], weights=values * _SIGN[places], minlength=SKETCH).astype(np.float32)


def words_that_weigh(words: Sequence[Word], weight_of: npt.NDArray[np.float64], most: int) -> tuple[str, ...]:
    """The words whose buckets weigh most (`weight_of` has one weight a bucket), heaviest first, each once; only
    those that speak for it."""
    weights: dict[str, tuple[float, str]] = {}
    for word in words:
        if word.folded not in weights and word.folded[:1].isalnum():
            weights[word.folded] = (float(weight_of[buckets_of(word.folded)].sum()), word.written)
    ranked = sorted(weights.values(), key=lambda pair: (-pair[0], pair[1]))
    once = {written.casefold(): written for weight, written in reversed(ranked) if weight > 0.0}
    return tuple(reversed(once.values()))[:most]

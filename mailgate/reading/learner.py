"""A learner for a few hundred sentences: ridge regression, one output an intent, with probabilities from left-out sentences.

Closed forms only, so the same sentences give the same learner. Each output is apart from the others: a sentence may mean two
things, or nothing. Leave-one-out predictions (Hastie et al., ESL 7.10) fit the one scale that turns scores into probabilities."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mailgate.reading.features import Featured

Matrix = npt.NDArray[np.float64]
_RIDGE = 0.6
_CONCEPTS, _NGRAMS = 1.0, 0.9  # the lengths of the two parts of a vector
_MODESTY = 0.7  # written examples are cleaner than mail: what they promise is taken down by this
_FEW, _FEW_SLOPE, _FEW_MIDDLE = 40, 12.0, 0.33  # the scale where nothing is known of it yet
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and all it means; nothing for what belongs to no intent."""

    features: Featured
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Learner:
    names: tuple[str, ...]
    columns: dict[str, int]
    idf: Matrix
    weights: Matrix  # one row a column, one column a name
    bias: Matrix
    slope: float
    offset: float

    def scores(self, features: Featured) -> Matrix:
        places, values = self._vector(features)
        if not places:
            return self.bias
        result: Matrix = values @ self.weights[places] + self.bias
        return result

    def probabilities(self, features: Featured) -> Matrix:
        """One probability a name, each by itself."""
        return _sigmoid(self.slope * self.scores(features) + self.offset)

    def weighed(self, features: Featured, name: str) -> list[tuple[str, float]]:
        """The features that spoke for a name, the heaviest first."""
        places, values = self._vector(features)
        index = self.names.index(name)
        known = {self.columns[feature]: feature for feature in (*features.concepts, *features.ngrams) if feature in self.columns}
        parts = [(known[place], float(value * self.weights[place, index])) for place, value in zip(places, values, strict=True)]
        return sorted((part for part in parts if part[1] > 0), key=lambda part: (-part[1], part[0]))

    def _vector(self, features: Featured) -> tuple[list[int], Matrix]:
        return _vector(features, self.columns, self.idf)


def _sigmoid(x: Matrix) -> Matrix:
    result: Matrix = 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))
    return result


def _vector(features: Featured, columns: dict[str, int], idf: Matrix) -> tuple[list[int], Matrix]:
    """Sparse: known columns and their values. Unknown n-grams count for the length, so strange words make a sentence unsure."""
    places: list[int] = []
    values: list[float] = []
    rare = float(idf.max()) if len(idf) else 1.0
    for bag, length in ((features.concepts, _CONCEPTS), (features.ngrams, _NGRAMS)):
        known: list[tuple[int, float]] = []
        square = 0.0
        for feature, value in bag.items():
            place = columns.get(feature)
            weight = math.sqrt(value) * (float(idf[place]) if place is not None else 0.5 * rare)
            square += weight * weight
            if place is not None:
                known.append((place, weight))
        if known:
            scale = length / math.sqrt(square)
            places += [place for place, _ in known]
            values += [weight * scale for _, weight in known]
    return places, np.array(values)


def _columns(examples: Sequence[Example]) -> tuple[dict[str, int], Matrix]:
    counts: Counter[str] = Counter()
    for example in examples:
        counts.update(example.features.concepts.keys())
        counts.update(example.features.ngrams.keys())
    kept = sorted(feature for feature, count in counts.items() if count > 1 or not feature.startswith("~"))
    idf = np.array([math.log((1 + len(examples)) / (1 + counts[feature])) + 1.0 for feature in kept])
    return {feature: place for place, feature in enumerate(kept)}, idf


def learned(examples: Sequence[Example], names: Sequence[str]) -> Learner:
    """Every sentence is taught twice: whole, and by its concepts alone, as another language would show it."""
    bare = [Example(Featured(e.features.concepts, {}, {}), e.names) for e in examples if e.features.concepts]
    taught = [*examples, *bare]
    columns, idf = _columns(examples)
    vectors = [_vector(example.features, columns, idf) for example in taught]
    wanted = np.array([[1.0 if name in example.names else 0.0 for name in names] for example in taught])
    wanted = wanted.reshape(len(taught), len(names))
    share = wanted.mean(axis=0) if len(taught) else np.zeros(len(names))
    gram = np.zeros((len(taught), len(taught)))
    for block in _blocks(vectors, len(columns)):
        gram += block @ block.T
    inverse = np.linalg.inv(gram + _RIDGE * np.eye(len(taught)))
    alpha = inverse @ (wanted - share)
    left_out = wanted - alpha / np.diag(inverse)[:, None]
    weights = np.concatenate([np.zeros((0, len(names))), *(block.T @ alpha for block in _blocks(vectors, len(columns)))])
    slope, offset = _scale(left_out[: len(examples)].ravel(), wanted[: len(examples)].ravel())
    return Learner(tuple(names), columns, idf, weights, share, _MODESTY * slope, _MODESTY * offset)


def _blocks(vectors: Sequence[tuple[list[int], Matrix]], width: int) -> Iterator[npt.NDArray[np.float32]]:
    """The vectors as dense matrices of at most _BLOCK columns each, one at a time: memory stays small."""
    for first in range(0, width, _BLOCK):
        block = np.zeros((len(vectors), min(_BLOCK, width - first)), dtype=np.float32)
        for row, (places, values) in enumerate(vectors):
            for place, value in zip(places, values, strict=True):
                if first <= place < first + _BLOCK:
                    block[row, place - first] = value
        yield block


def _scale(scores: Matrix, truth: Matrix) -> tuple[float, float]:
    """Platt's slope and offset, by Newton's method on smoothed targets."""
    positives = float(truth.sum())
    if not positives or positives == len(truth):
        return _FEW_SLOPE, -_FEW_SLOPE * _FEW_MIDDLE
    target = np.where(truth > 0, (positives + 1) / (positives + 2), 1 / (len(truth) - positives + 2))
    slope, offset = 6.0, -3.0
    for _ in range(30):
        p = _sigmoid(slope * scores + offset)
        error, spread = p - target, p * (1 - p) + 1e-9
        gradient = np.array([(error * scores).sum() + 1e-3 * slope, error.sum()])
        mixed = (spread * scores).sum()
        hessian = np.array([[(spread * scores * scores).sum() + 1e-3, mixed], [mixed, spread.sum()]])
        step = np.linalg.solve(hessian, gradient)
        slope, offset = slope - float(step[0]), offset - float(step[1])
        if abs(step).max() < 1e-6:
            break
    # a few sentences left out one by one have nothing like them left: the fewer, the less their own scale is believed
    trust = positives / (positives + _FEW) if slope > 1.0 else 0.0
    middle = min(0.6, max(0.2, -offset / slope)) if trust else _FEW_MIDDLE
    slope = trust * min(slope, 14.0) + (1 - trust) * _FEW_SLOPE
    return slope, -slope * (trust * middle + (1 - trust) * _FEW_MIDDLE)

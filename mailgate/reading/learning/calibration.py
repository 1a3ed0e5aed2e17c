"""From scores to probabilities: weights fitted on predictions made before their answers were learned.

`Weights` turn both learners' scores into probabilities (a multinomial logistic regression on two numbers, so it is at once the
mixture and the temperature; Guo et al., "On Calibration of Modern Neural Networks", 2017). `Scope` turns how sure and how near
into the chance that a text is of any known intent: what unknown ones look like is learned from known ones whose examples are
hidden for the moment."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mailgate.reading.learning.grams import Floats

Doubles = npt.NDArray[np.float64]
_START = (1.2, 12.0)  # of linear and memory scores, where nothing is known yet
_ENOUGH = 8  # pairs from which weights are fitted
_BELIEF = 4.0  # as if so many pairs had spoken for the start
_LEAST = 0.02  # of the start: however wrong they were, what is likelier stays likelier
_NEAR, _LEAST_ALIKE = 1.5, 0.05
_UNKNOWN = 0.2  # the share of unknown texts that `known` reckons with


@dataclass(frozen=True, slots=True)
class Weights:
    linear: float = _START[0]
    memory: float = _START[1]

    def probabilities(self, linear: Floats, memory: Floats, live: npt.NDArray[np.bool_]) -> Doubles:
        """One a column, those that are not live 0; sums to 1 if one is live."""
        if not live.any():
            return np.zeros(len(live))
        z = np.where(live, self.linear * linear.astype(np.float64) + self.memory * memory, -np.inf)
        e = np.exp(z - z.max())
        result: Doubles = e / e.sum()
        return result


@dataclass(frozen=True, slots=True)
class Pair:
    """Scores of the live columns, and which of them (by place in these arrays) was right."""

    linear: Floats
    memory: Floats
    right: int


class Pairs:
    """The newest predictions that were made without their answers."""

    def __init__(self, pairs: Iterable[Pair] = (), most: int = 800) -> None:
        self.newest: deque[Pair] = deque(pairs, maxlen=most)

    def fitted(self) -> Weights:
        """By Newton's method on the log loss, held near the start by a few imagined pairs."""
        if len(self.newest) < _ENOUGH:
            return Weights()
        width = max(len(pair.linear) for pair in self.newest)
        scores = np.zeros((len(self.newest), width, 2))
        live = np.zeros((len(self.newest), width), dtype=bool)
        for i, pair in enumerate(self.newest):
            scores[i, : len(pair.linear), 0], scores[i, : len(pair.memory), 1] = pair.linear, pair.memory
            live[i, : len(pair.linear)] = True
        right = np.array([pair.right for pair in self.newest])
        return _newton(scores, live, right)


def _newton(scores: Doubles, live: npt.NDArray[np.bool_], right: npt.NDArray[np.intp]) -> Weights:
    start, least = np.array(_START), _LEAST * np.array(_START)
    spread = np.array([1.0, 1.0 / 64.0]) * _BELIEF
    b, rows = start.copy(), np.arange(len(right))

    def loss(at: Doubles) -> float:
        z = np.where(live, scores @ at, -np.inf)
        top = z.max(axis=1)
        return float(
            (np.log(np.exp(z - top[:, None]).sum(axis=1)) + top - z[rows, right]).sum() + 0.5 * (spread * (at - start) ** 2).sum()
        )

    for _ in range(25):
        z = np.where(live, scores @ b, -np.inf)
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        mean = np.einsum("ij,ijk->ik", p, scores)
        slope = (mean - scores[rows, right]).sum(axis=0) + spread * (b - start)
        bend = np.einsum("ij,ijk,ijl->kl", p, scores, scores) - mean.T @ mean + np.diag(spread)
        move = np.linalg.solve(bend, slope)
        now, size = loss(b), 1.0
        while size > 1e-3 and loss(np.maximum(b - size * move, least)) > now:
            size /= 2
        after = np.maximum(b - size * move, least)
        if float(np.abs(after - b).max()) < 1e-4:
            break
        b = after
    return Weights(float(b[0]), float(b[1]))


@dataclass(frozen=True, slots=True)
class Scope:
    """The chance that a text is of a known intent: a logistic curve over its score."""

    slope: float = 10.0
    middle: float = 0.25

    def known(self, score: float) -> float:
        return float(1.0 / (1.0 + np.exp(-np.clip(self.slope * (score - self.middle), -30, 30))))


def scope_fitted(inside: Doubles, outside: Doubles) -> Scope:
    """From scores of texts of known intents and of texts of unknown ones, the latter counted as _UNKNOWN of all."""
    if len(inside) < _ENOUGH or len(outside) < _ENOUGH:
        return Scope()
    x = np.concatenate([inside, outside])
    y = np.concatenate([np.ones(len(inside)), np.zeros(len(outside))])
    weight = np.where(y > 0, (1 - _UNKNOWN) / len(inside), _UNKNOWN / len(outside)) * len(x)
    start = Scope()
    slope, offset = start.slope, -start.slope * start.middle
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-np.clip(slope * x + offset, -30, 30)))
        error, bend = weight * (p - y), weight * p * (1 - p) + 1e-9
        gradient = np.array([(error * x).sum() + 0.01 * (slope - start.slope), error.sum()])
        hessian = np.array([[(bend * x * x).sum() + 0.01, (bend * x).sum()], [(bend * x).sum(), bend.sum() + 1e-6]])
        step = np.clip(np.linalg.solve(hessian, gradient), -5.0, 5.0)
        slope, offset = slope - float(step[0]), offset - float(step[1])
        if float(np.abs(step).max()) < 1e-6:
            break
    return Scope(slope, -offset / slope) if slope > 1.0 else Scope()


class Scopes:
    """The newest scores of texts of known intents, and of texts of unknown ones."""

    def __init__(self, inside: Iterable[float] = (), outside: Iterable[float] = (), most: int = 800) -> None:
        self.inside: deque[float] = deque(inside, maxlen=most)
        self.outside: deque[float] = deque(outside, maxlen=most)

    def add(self, inside: float | None, outside: float | None) -> None:
        if inside is not None:
            self.inside.append(inside)
        if outside is not None:
            self.outside.append(outside)

    def fitted(self) -> Scope:
        return scope_fitted(np.array(self.inside), np.array(self.outside))


def score_of(probability: float, memory: float, cosines: Floats, alike: float, nothing: float) -> float:
    """How sure, how well the rows around it explain it, and how near it is: the geometric mean of confidence and memory's score,
    times the square of the nearest row's cosine beside what is usual between rows of that intent (`alike`; as a local outlier
    factor has it, Breunig et al. 2000), where nearer than near says little more; less what speaks for belonging to nothing."""
    cosine = float(np.clip(cosines[0], 0.0, 1.0)) if len(cosines) else 0.0
    near = np.tanh(_NEAR * cosine**2 / max(alike, _LEAST_ALIKE))
    return float(np.sqrt(probability * max(memory, 0.0)) * near * (1.0 - nothing))

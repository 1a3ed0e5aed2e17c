"""One hyperplane an intent, in the dual: support vector machines with squared hinge loss, one against the rest, by coordinate
descent (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008).

Every weight is a sum over examples, and each example's part of it is kept: taking an example away takes its part away
exactly, and there is no learning rate to choose. All intents of one example are stepped at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mailgate.reading.learning.grams import BUCKETS, Floats, Places

COST = 0.3
_EMBEDDING, _BIAS = 2.0, 0.5  # lengths of the other two parts beside the grams' 1
_STILL = 1e-4  # a smaller step is none


class Linear:
    """Weights of `columns` intents over grams, embedding and a constant."""

    def __init__(self, dim: int, columns: int) -> None:
        self.weights = np.zeros((BUCKETS + dim + 1, columns), dtype=np.float32)

    @property
    def columns(self) -> int:
        return int(self.weights.shape[1])

    def widen(self, columns: int) -> None:
        """Room for more intents; those there stay as they are."""
        wider = np.zeros((len(self.weights), columns), dtype=np.float32)
        wider[:, : self.columns] = self.weights
        self.weights = wider

    def scores(self, places: Places, values: Floats, vector: Floats) -> Floats:
        """Above 0 speaks for an intent, below against it."""
        result: Floats = values @ self.weights[places] + _dense(vector) @ self.weights[BUCKETS:]
        return result

    def step(
        self, places: Places, values: Floats, vector: Floats, alpha: Floats, wanted: npt.NDArray[np.intp], worth: float
    ) -> Floats:
        """Better the weights by one example that means the `wanted` columns and no other; returns its new part in them.
        `alpha` is its part before, zeros for a new one."""
        dense = _dense(vector)
        sign = np.full(self.columns, -1.0, dtype=np.float32)
        sign[wanted] = 1.0
        softness = 0.5 / (COST * max(worth, 1e-3))
        slope = sign * self.scores(places, values, vector) - 1.0 + alpha * softness
        after = np.maximum(alpha - slope / (float(values @ values + dense @ dense) + softness), 0.0).astype(np.float32)
        after = np.where(np.abs(after - alpha) > _STILL, after, alpha)
        self._add(places, values, dense, (after - alpha) * sign)
        return after

    def remove(self, places: Places, values: Floats, vector: Floats, alpha: Floats, wanted: npt.NDArray[np.intp]) -> None:
        """Take an example's part out of the weights."""
        part = alpha.copy()
        part[wanted] *= -1.0  # it stood with + for what was wanted, with - for the rest
        self._add(places, values, _dense(vector), part)

    def _add(self, places: Places, values: Floats, dense: Floats, change: Floats) -> None:
        moved = np.flatnonzero(change)
        if not len(moved):
            return
        if 2 * len(moved) > len(change):
            self.weights[places] += values[:, None] * change
            self.weights[BUCKETS:] += dense[:, None] * change
            return
        some = change[moved]
        self.weights[np.ix_(places, moved)] += values[:, None] * some
        self.weights[BUCKETS:, moved] += dense[:, None] * some


def _dense(vector: Floats) -> Floats:
    return np.append(vector * np.float32(_EMBEDDING), np.float32(_BIAS))

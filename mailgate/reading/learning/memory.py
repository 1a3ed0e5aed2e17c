"""What was taught, row by row, and kernel ridge regression among the rows nearest to a text.

Solving for the nearest rows alone is as good as solving for all (measured; see docs/learning.md), needs no training, and
makes learning and forgetting a matter of having a row or not. The kernel is a Gaussian of the embeddings plus the inner
product of the grams; the ridge of a row grows as its worth shrinks (Hastie et al., ESL 5.8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mailgate.reading.learning.grams import SKETCH, Floats, Places

NEAREST = 128
LABELS = 3  # intents of one row
HALF_LIFE = 365 * 86400.0
_SHARPNESS, _RIDGE = 2.0, 0.1
_GRAMS, _MORE_GRAMS, _WELL_KNOWN = 0.1, 0.1, 5000  # words tell more once so many texts have told which are rare
_LIKE, _ALIKE = 0.35, 0.8  # cosines of embeddings from where a row begins to speak of a text, and does so in full
_LIKE_WORDS, _ALIKE_WORDS = 0.1, 0.5  # the same for grams, where there is no embedder
_FIRST_ROWS = 256
_ROOM = 4  # arrays grow by this part of themselves

Halves = npt.NDArray[np.float16]


_NO_VECTOR = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one example, beside its vector. `labels` are columns, -1 for none."""

    ticket: int
    lesson: int
    at: float  # seconds since 1970
    worth: float
    sender: str | None
    cold: bool  # a sentence of the settings: it doesn't age
    labels: tuple[int, ...]
    places: Places
    values: Halves
    grams: Places  # all of the text's, of which `places` are the heaviest


@dataclass(frozen=True, slots=True)
class Near:
    """The rows nearest to a text, nearest first, with their cosines."""

    rows: npt.NDArray[np.intp]
    cosines: Floats


class Memory:
    """Rows at places 0..len-1 of arrays that grow; the last row moves to where one is taken away."""

    def __init__(self, dim: int) -> None:
        self.dim = dim
        self.clock = 0.0  # seconds since 1970: what is older than this counts less
        self.rows: list[Row] = []
        self.vectors = np.zeros((0, dim or SKETCH), dtype=np.float32)
        self.sketches = np.zeros((0, SKETCH), dtype=np.float16)
        self.labels = np.zeros((0, LABELS), dtype=np.int32)
        self.worths = np.zeros(0, dtype=np.float32)  # after what the sender's other rows take

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, row: Row, vector: Floats, sketch: Floats) -> int:
        """Its place."""
        at = len(self.rows)
        if at == len(self.vectors):
            self.reserve(max(_FIRST_ROWS, at + at // _ROOM))
        self.rows.append(row)
        self.vectors[at] = vector if self.dim else sketch
        self.sketches[at] = sketch
        self.labels[at] = (*row.labels, *(-1,) * LABELS)[:LABELS]
        self.worths[at] = row.worth
        return at

    def remove(self, at: int) -> None:
        """The last row takes its place."""
        last = len(self.rows) - 1
        for array in (self.vectors, self.sketches, self.labels, self.worths):
            array[at] = array[last]
        self.rows[at] = self.rows[last]
        self.rows.pop()

    def features(self, at: int) -> tuple[Places, Floats, Floats]:
        """Grams with their values, and the vector of a row; it may change when rows come or go."""
        row = self.rows[at]
        return row.places, row.values.astype(np.float32), self.vectors[at] if self.dim else _NO_VECTOR

    def cosines(self, vector: Floats, sketch: Floats) -> Floats:
        """Of every row with a text."""
        result: Floats = self.vectors[: len(self)] @ (vector if self.dim else sketch)
        return result

    def near(self, cosines: Floats, without: npt.NDArray[np.bool_] | None = None) -> Near:
        """The NEAREST rows, of those not in `without`."""
        if without is not None:
            cosines = np.where(without, np.float32(-2.0), cosines)
        some = np.argpartition(-cosines, NEAREST)[:NEAREST] if len(cosines) > NEAREST else np.arange(len(cosines))
        if without is not None:
            some = some[~without[some]]
        some = some[np.lexsort((some, -cosines[some]))]
        return Near(some, cosines[some])

    def labelled(self, label: int) -> npt.NDArray[np.bool_]:
        """Which rows have a label."""
        result: npt.NDArray[np.bool_] = (self.labels[: len(self)] == label).any(axis=1)
        return result

    def scores(self, near: Near, sketch: Floats, columns: int) -> Floats:
        """About 1 for an intent that the rows around the text have, about 0 for others and far from all."""
        if not len(near.rows):
            return np.zeros(columns, dtype=np.float32)
        grams = _GRAMS + _MORE_GRAMS * min(1.0, len(self) / _WELL_KNOWN)
        vectors, sketches = self.vectors[near.rows], self.sketches[near.rows].astype(np.float32)
        kernel = np.exp(_SHARPNESS * (vectors @ vectors.T - 1.0)) + grams * (sketches @ sketches.T)
        kernel[np.diag_indices(len(kernel))] += _RIDGE / np.maximum(self.weights(near.rows), 1e-3)
        asked = np.exp(_SHARPNESS * (near.cosines - 1.0)) + grams * (sketches @ sketch)
        shares = np.linalg.solve(kernel, asked)
        labels = self.labels[near.rows]
        found = np.bincount(labels.ravel() + 1, weights=np.repeat(shares, LABELS), minlength=columns + 1)
        return found[1:].astype(np.float32)

    def weights(self, rows: npt.NDArray[np.intp]) -> Floats:
        """Their worths after their age: half after HALF_LIFE seconds."""
        ages = [0.0 if self.rows[at].cold else max(0.0, self.clock - self.rows[at].at) for at in rows]
        result: Floats = self.worths[rows] * np.exp2(-np.array(ages) / HALF_LIFE).astype(np.float32)
        return result

    def likeness(self, near: Near) -> float:
        """How many lessons speak of the text: each from 0 to its weight, by its cosine; sentences of the settings don't."""
        low, high = (_LIKE, _ALIKE) if self.dim else (_LIKE_WORDS, _ALIKE_WORDS)
        parts = np.clip((near.cosines - low) / (high - low), 0.0, 1.0) ** 2 * self.weights(near.rows)
        return float(sum(part for row, part in zip(near.rows, parts, strict=True) if not self.rows[row].cold))

    def alike(self, near: Near, label: int) -> float:
        """How near rows of an intent commonly are to each other: of those around a text, the median cosine to the nearest other
        one. Of all around it where the intent has less than two; 1 where there is nothing to compare."""
        own = near.rows[(self.labels[near.rows] == label).any(axis=1)]
        vectors = self.vectors[own if len(own) > 1 else near.rows]
        if len(vectors) < 2:
            return 1.0
        cosines = vectors @ vectors.T
        np.fill_diagonal(cosines, -1.0)
        return float(np.median(cosines.max(axis=1)))

    def reserve(self, rows: int) -> None:
        """Room for so many rows."""
        if rows <= len(self.vectors):
            return
        for name in ("vectors", "sketches", "labels", "worths"):
            old = getattr(self, name)
            new = np.zeros((rows, *old.shape[1:]), dtype=old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

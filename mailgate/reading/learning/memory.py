"""What was taught, row by row, and kernel ridge regression among the rows nearest to a text.

Solving for the nearest rows alone is as good as solving for all (measured; see docs/learning.md), needs no training, and
makes learning and forgetting a matter of having a row or not. The kernel is a Gaussian of the embeddings plus the inner
product of the grams; the ridge of a row grows as its worth shrinks (Hastie et al., ESL 5.8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mailgate.reading.learning.grams import SKETCH, Floats, Places, sketched
from mailgate.reading.learning.packed import Steps, from_steps, grams_in, in_steps, unpacked
from mailgate.reading.learning.products import Products

NEAREST = 128
LABELS = 3  # intents of one row
HALF_LIFE = 365 * 86400.0
_SHARPNESS, _RIDGE = 2.0, 0.1
_GRAMS, _MORE_GRAMS, _WELL_KNOWN = 0.1, 0.1, 5000  # words tell more once so many texts have told which are rare
_LIKE, _ALIKE = 0.35, 0.8  # cosines of embeddings from where a row begins to speak of a text, and does so in full
_LIKE_WORDS, _ALIKE_WORDS = 0.1, 0.5  # the same for grams, where there is no embedder
_LOOKED_AT = 2 * NEAREST  # rows that are nearest roughly, of which the NEAREST are taken exactly
_ROUGHLY = 63  # steps of a text's vector, up and down: products of bytes stay exact on processors that add them in pairs
_FIRST_ROWS = 256
_ROOM = 4  # arrays grow by this part of themselves

Integers = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is kept of one example, beside its vector and its words. `labels` are columns."""

    ticket: int
    lesson: int
    order: int  # rows with a smaller one were learned before
    at: float  # seconds since 1970
    worth: float
    sender: int  # 0: nobody known
    cold: bool  # a sentence of the settings: it doesn't age
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """The rows nearest to a text, nearest first, with their cosines, and those of each with each."""

    rows: npt.NDArray[np.intp]
    cosines: Floats
    alike: Floats


@dataclass(frozen=True, slots=True)
class Sought:
    """A text's vector, and roughly its cosine with every row: to a thousandth or two."""

    vector: Floats
    roughly: Floats


class Memory:
    """Rows at places 0..len-1 of arrays that grow; the last row moves to where one is taken away.

    Vectors are kept in whole steps (`packed`); without an embedder a text's grams stand for its vector."""

    def __init__(self, dim: int) -> None:
        self.dim = dim
        self.clock = 0.0  # seconds since 1970: what is older than this counts less
        self.words: list[bytes] = []  # grams, packed
        self.tickets: Integers = np.zeros(0, dtype=np.int64)
        self.lessons: Integers = np.zeros(0, dtype=np.int64)
        self.orders: Integers = np.zeros(0, dtype=np.int64)
        self.senders: Integers = np.zeros(0, dtype=np.int64)
        self.times: Doubles = np.zeros(0, dtype=np.float64)
        self.worths: Floats = np.zeros(0, dtype=np.float32)
        self.shared: Floats = np.zeros(0, dtype=np.float32)  # worths after what the sender's other rows take
        self.cold: npt.NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)
        self.labels: npt.NDArray[np.int32] = np.zeros((0, LABELS), dtype=np.int32)  # -1 for none
        self.vectors: Steps = np.zeros((0, dim), dtype=np.uint8)
        self.steps: Floats = np.zeros(0, dtype=np.float32)
        self.sketches: Steps = np.zeros((0, SKETCH), dtype=np.uint8)
        self.sketch_steps: Floats = np.zeros(0, dtype=np.float32)
        self._products = Products()

    def __len__(self) -> int:
        return len(self.words)

    def reserve(self, rows: int) -> None:
        """Room for so many rows."""
        if rows <= len(self.tickets):
            return
        for name in _ARRAYS:
            old = getattr(self, name)
            new = np.zeros((rows, *old.shape[1:]), dtype=old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def add(self, row: Row, vector: Floats, words: bytes) -> int:
        """Its place. `words` are its grams, packed."""
        at = len(self.words)
        if at == len(self.tickets):
            self.reserve(max(_FIRST_ROWS, at + at // _ROOM))
        self.tickets[at], self.lessons[at], self.orders[at] = row.ticket, row.lesson, row.order
        self.senders[at], self.times[at], self.cold[at] = row.sender, row.at, row.cold
        self.worths[at] = self.shared[at] = row.worth
        self.labels[at] = (*row.labels, *(-1,) * LABELS)[:LABELS]
        if self.dim:
            self.vectors[at], self.steps[at] = in_steps(vector)
        return self.keep(words)

    def keep(self, words: bytes) -> int:
        """The next row's words, whose other arrays are filled; its place."""
        at = len(self.words)
        self.words.append(words)
        self.sketches[at], self.sketch_steps[at] = in_steps(sketched(*unpacked(words)))
        return at

    def remove(self, at: int) -> None:
        """The last row takes its place."""
        last = self.words.pop()
        if at < len(self.words):
            self.words[at] = last
            for name in _ARRAYS:
                array = getattr(self, name)
                array[at] = array[len(self.words)]

    # -- what a row is ------------------------------------------------------------------------------------------------

    def place_of(self, ticket: int, *, cold: bool = False) -> int | None:
        found = np.flatnonzero((self.tickets[: len(self)] == ticket) & (self.cold[: len(self)] == cold))
        return int(found[0]) if len(found) else None

    def labels_of(self, at: int) -> tuple[int, ...]:
        return tuple(int(label) for label in self.labels[at] if label >= 0)

    def grams(self, at: int) -> Places:
        """All of a row's, of which `features` has the heaviest."""
        return grams_in(self.words[at])

    def features(self, at: int) -> tuple[Places, Floats, Floats]:
        """Grams with their values, and the vector of a row."""
        return *unpacked(self.words[at]), from_steps(self.vectors[at], self.steps[at])

    def mates(self, sender: int, label: int) -> npt.NDArray[np.intp]:
        """Places of the lessons of one sender whose first label is this one, in the order they were learned."""
        n = len(self)
        found = np.flatnonzero((self.senders[:n] == sender) & (self.labels[:n, 0] == label) & ~self.cold[:n])
        return found[np.argsort(self.orders[found])]

    def oldest(self, label: int) -> int:
        """The place of the oldest lesson whose first label is this one."""
        n = len(self)
        found = np.flatnonzero((self.labels[:n, 0] == label) & ~self.cold[:n])
        found = found[self.times[found] == self.times[found].min()]
        return int(found[np.lexsort((self.tickets[found], self.lessons[found]))[0]])

    def labelled(self, label: int) -> npt.NDArray[np.bool_]:
        """Which rows have a label."""
        result: npt.NDArray[np.bool_] = (self.labels[: len(self)] == label).any(axis=1)
        return result

    def weights(self, rows: npt.NDArray[np.intp]) -> Floats:
        """Their worths after their age: half after HALF_LIFE seconds."""
        ages = np.where(self.cold[rows], 0.0, np.maximum(0.0, self.clock - self.times[rows]))
        result: Floats = self.shared[rows] * np.exp2(-ages / HALF_LIFE).astype(np.float32)
        return result

    # -- what rows say of a text --------------------------------------------------------------------------------------

    def sought(self, vector: Floats, sketch: Floats) -> Sought:
        """A text, held against every row."""
        asked = vector if self.dim else sketch
        rows, sizes = self._compared
        steps, step = in_steps(asked, _ROUGHLY)
        return Sought(asked, self._products.of(rows[: len(self)], steps) * (sizes[: len(self)] * step))

    def near(self, sought: Sought, without: npt.NDArray[np.bool_] | None = None) -> Near:
        """The NEAREST rows, of those not in `without`."""
        roughly = sought.roughly if without is None else np.where(without, np.float32(-2.0), sought.roughly)
        some = np.argpartition(-roughly, _LOOKED_AT)[:_LOOKED_AT] if len(roughly) > _LOOKED_AT else np.arange(len(roughly))
        if without is not None:
            some = some[~without[some]]
        steps, sizes = self._compared
        vectors = from_steps(steps[some], sizes[some, None])
        cosines = vectors @ sought.vector
        order = np.lexsort((some, -cosines))[:NEAREST]
        vectors = vectors[order]
        return Near(some[order], cosines[order], vectors @ vectors.T)

    def scores(self, near: Near, sketch: Floats, columns: int) -> Floats:
        """About 1 for an intent that the rows around the text have, about 0 for others and far from all."""
        if not len(near.rows):
            return np.zeros(columns, dtype=np.float32)
        grams = _GRAMS + _MORE_GRAMS * min(1.0, len(self) / _WELL_KNOWN)
        sketches = from_steps(self.sketches[near.rows], self.sketch_steps[near.rows, None])
        kernel = np.exp(_SHARPNESS * (near.alike - 1.0)) + grams * (sketches @ sketches.T)
        kernel[np.diag_indices(len(kernel))] += _RIDGE / np.maximum(self.weights(near.rows), 1e-3)
        asked = np.exp(_SHARPNESS * (near.cosines - 1.0)) + grams * (sketches @ sketch)
        shares = np.linalg.solve(kernel, asked)
        labels = self.labels[near.rows]
        found = np.bincount(labels.ravel() + 1, weights=np.repeat(shares, LABELS), minlength=columns + 1)
        return found[1:].astype(np.float32)

    def likeness(self, near: Near) -> float:
        """How many lessons speak of the text: each from 0 to its weight, by its cosine; sentences of the settings don't."""
        low, high = (_LIKE, _ALIKE) if self.dim else (_LIKE_WORDS, _ALIKE_WORDS)
        parts = np.clip((near.cosines - low) / (high - low), 0.0, 1.0) ** 2 * self.weights(near.rows)
        return float(parts[~self.cold[near.rows]].sum())

    def alike(self, near: Near, label: int) -> float:
        """How near rows of an intent commonly are to each other: of those around a text, the median cosine to the nearest other
        one. Of all around it where the intent has less than two; 1 where there is nothing to compare."""
        own = np.flatnonzero((self.labels[near.rows] == label).any(axis=1))
        cosines = near.alike[np.ix_(own, own)] if len(own) > 1 else near.alike.copy()
        if len(cosines) < 2:
            return 1.0
        np.fill_diagonal(cosines, -1.0)
        return float(np.median(cosines.max(axis=1)))

    @property
    def _compared(self) -> tuple[Steps, Floats]:
        """The steps of what rows are compared by, and their sizes."""
        return (self.vectors, self.steps) if self.dim else (self.sketches, self.sketch_steps)


_ARRAYS = (
    *("tickets", "lessons", "orders", "senders", "times", "worths", "shared", "cold", "labels"),
    *("vectors", "steps", "sketches", "sketch_steps"),
)

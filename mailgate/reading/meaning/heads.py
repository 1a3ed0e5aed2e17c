"""What was learned of the written examples, and asked of other sentences.

The file holds, in whole numbers, the axes that vectors are shortened to and each example's vector on them; its weight for each
facet; and the line that makes a chance of a score. What is told by passages is learned of all examples, the rest of single
sentences alone, which come first."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mailgate.reading.embedders import Vectors

FILE = Path(__file__).parent / "heads.npz"

# what several facets say together: a sentence may lie between them, and near to none
JOINED: dict[str, frozenset[str]] = {
    "urgent": frozenset({"outage", "breadth", "blocked", "loss", "security", "safety", "waiting", "explicit", "due"}),
}
# What takes more than a sentence to say: asked of neighbouring sentences together, too
BY_PASSAGES = ("executive", "legal", "press", "privacy", "safety", "thanks", "upset")
_STEPS = 127


@dataclass(frozen=True, slots=True)
class Meant:
    """The chance of each facet, of one sentence."""

    facets: dict[str, float]

    def of(self, facet: str) -> float:
        return self.facets.get(facet, 0.0)


NOTHING_MEANT = Meant({})


class Heads:
    """Reads chances off sentence vectors of the embedder it was learned with."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError or KeyError where it is no such file."""
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            self.embedder, self.learned_of = str(kept["embedder"]), str(kept["learned_of"])
            self.facets: tuple[str, ...] = tuple(str(name) for name in kept["facets"])
            self._axes: Vectors = kept["axes"].astype(np.float32) * kept["step"]
            vectors: Vectors = kept["vectors"].astype(np.float32) * kept["step"]
            self._vectors: Vectors = np.ascontiguousarray(vectors.T)
            self._weights: Vectors = kept["weights"].astype(np.float32)
            self._passage_weights: Vectors = kept["passage_weights"].astype(np.float32)
            self._middle: Vectors = kept["middle"]
            self._lines: Vectors = kept["lines"]

    def meant(self, vectors: Vectors) -> list[Meant]:
        """Of sentences: one for each row; a row of zeros, as of a text without words, means nothing."""
        return self._chances(vectors, 0)

    def meant_by_passages(self, vectors: Vectors) -> list[Meant]:
        """The same of several sentences together, and only what is told by them."""
        return self._chances(vectors, len(self.facets) - self._passage_weights.shape[1])

    def _chances(self, vectors: Vectors, first: int) -> list[Meant]:
        """Of the facets from the `first` on; those by passages are the last ones."""
        if not len(vectors):
            return []
        # a Gaussian kernel, in place: this is asked of every mail
        close = shortened(vectors, self._axes) @ self._vectors
        close -= 1.0
        close *= 2.0
        np.exp(close, out=close)
        told = [close[:, : len(self._weights)] @ self._weights] if not first else []
        # the passages' kernel is narrower: the square of the sentences'
        np.square(close, out=close)
        scores = np.hstack([*told, close @ self._passage_weights]) + self._middle[first:]
        chances = 1.0 / (1.0 + np.exp(-np.clip(scores * self._lines[first:, 0] + self._lines[first:, 1], -30.0, 30.0)))
        return [
            Meant(dict(zip(self.facets[first:], (round(float(chance), 3) for chance in row), strict=True)))
            if vector.any()
            else NOTHING_MEANT
            for row, vector in zip(chances, vectors, strict=True)
        ]


def shortened(vectors: npt.NDArray[Any], axes: npt.NDArray[Any]) -> Vectors:
    """On the axes along which the examples differ most, of length 1 again."""
    on_axes: Vectors = vectors @ axes
    short: Vectors = on_axes / np.maximum(np.linalg.norm(on_axes, axis=1, keepdims=True), 1e-9)
    return short


@lru_cache(maxsize=1)
def _shipped() -> Heads:
    return Heads(FILE.read_bytes())


def heads_for(embedder: str) -> Heads | None:
    """The shipped heads, if they were learned with this embedder (its name as it calls itself); None otherwise."""
    heads = _shipped()
    return heads if heads.embedder == embedder else None


def saved(
    *,
    facets: Sequence[str],
    axes: npt.NDArray[np.float64],
    vectors: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    passage_weights: npt.NDArray[np.float64],
    middle: npt.NDArray[np.float64],
    lines: Sequence[tuple[float, float]],
    embedder: str,
    learned_of: str,
) -> bytes:
    """The file's bytes: the same for the same numbers."""
    step = max(float(np.abs(vectors).max()), float(np.abs(axes).max())) / _STEPS
    file = io.BytesIO()
    np.savez_compressed(
        file,
        facets=np.array(facets),
        axes=np.rint(axes / step).astype(np.int8),
        vectors=np.rint(vectors / step).astype(np.int8),
        step=np.float32(step),
        weights=weights.astype(np.float16),
        passage_weights=passage_weights.astype(np.float16),
        middle=middle.astype(np.float32),
        lines=np.array(lines, dtype=np.float32),
        embedder=np.array(embedder),
        learned_of=np.array(learned_of),
    )
    return file.getvalue()

"""What was learned of the written examples, and asked of other sentences.

The file holds, in whole numbers, the axes that vectors are shortened to and each example's vector on them; its weight for each
facet; and the line that makes a chance of a score."""

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
            self._weights: Vectors = kept["weights"]
            self._middle: Vectors = kept["middle"]
            self._lines: Vectors = kept["lines"]

    def meant(self, vectors: Vectors) -> list[Meant]:
        """One for each row; a row of zeros, as of a text without words, means nothing."""
        if not len(vectors):
            return []
        # a Gaussian kernel, in place: this is asked of every mail
        close = _shortened(vectors, self._axes) @ self._vectors
        close -= 1.0
        close *= 2.0
        np.exp(close, out=close)
        scores = close @ self._weights + self._middle
        chances = 1.0 / (1.0 + np.exp(-np.clip(scores * self._lines[:, 0] + self._lines[:, 1], -30.0, 30.0)))
        return [
            Meant(dict(zip(self.facets, (round(float(chance), 3) for chance in row), strict=True)))
            if vector.any()
            else NOTHING_MEANT
            for row, vector in zip(chances, vectors, strict=True)
        ]


def _shortened(vectors: npt.NDArray[Any], axes: npt.NDArray[Any]) -> Vectors:
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
        weights=weights.astype(np.float32),
        middle=middle.astype(np.float32),
        lines=np.array(lines, dtype=np.float32),
        embedder=np.array(embedder),
        learned_of=np.array(learned_of),
    )
    return file.getvalue()

"""How pressing a mail is: what it says as a whole, and every piece of evidence in it, weighed as written mails taught.

Three steps are asked one after the other: is it above low, above normal, above high. For each, kernel ridge regression over
whole mails says how it looks from afar, and how its most pressing sentence would look if it stood alone; a logistic regression
weighs both together with the evidence. Evidence that speaks
for urgency never lowers it, and what soothes never raises it: the weights were learned with their signs given."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mailgate.reading.embedders import Vectors
from mailgate.reading.meaning.heads import shortened

FILE = Path(__file__).parent / "pressing.npz"
STEPS = 3  # above low, above normal, above high
WIDTH = 2.0  # of the kernel: 1 for the same mail, towards 0 for one that has nothing in common
_EVEN = 0.5
# a step's chance of a half is the border between two levels; the score goes evenly between the borders
_BORDERS = (0.0, 0.151, 0.5, 0.75, 1.0)
_WHOLE_STEPS = 127


@dataclass(frozen=True, slots=True)
class Pressed:
    """The score, 0 to 1, and the share each piece of evidence had in it: what it adds (logits) at the step that was in doubt."""

    score: float
    shares: Mapping[str, float]


class Pressing:
    """Reads how pressing a mail is off its vector and its evidence."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError or KeyError where it is no such file."""
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            self.embedder, self.learned_of = str(kept["embedder"]), str(kept["learned_of"])
            self.evidence: tuple[str, ...] = tuple(str(name) for name in kept["evidence"])
            self._axes: Vectors = kept["axes"].astype(np.float32) * kept["step"]
            self._mails: Vectors = np.ascontiguousarray((kept["mails"].astype(np.float32) * kept["step"]).T)
            self._weights: Vectors = kept["weights"].astype(np.float32)
            self._middle: Vectors = kept["middle"]
            self._shares: Vectors = kept["shares"]  # (evidence, the whole and the most pressing sentence; steps)
            self._offset: Vectors = kept["offset"]

    def afar(self, vectors: Vectors) -> Vectors:
        """How each row looks from afar, for each step; 0 is below it, 1 above."""
        near = np.exp(WIDTH * (shortened(vectors, self._axes) @ self._mails - 1.0))
        return np.asarray(near @ self._weights + self._middle, dtype=np.float32)

    def of(self, sentences: Vectors, whole: Vectors, evidence: Mapping[str, float]) -> Pressed:
        """`sentences` has a row for each of the mail's, `whole` is all of them together. `evidence`: how far each is there, 0 to
        1; what is left out isn't."""
        afar = self.afar(np.vstack([whole[None], sentences]))
        given = np.array([*(evidence.get(name, 0.0) for name in self.evidence), 0.0, 0.0], dtype=np.float32)
        logits = (
            given @ self._shares + afar[0] * self._shares[-2] + most_pressing(afar[1:], afar[0]) * self._shares[-1] + self._offset
        )
        chances = np.minimum.accumulate(1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0))))
        doubted = min(int((chances >= _EVEN).sum()), STEPS - 1)
        told = given[:-2] * self._shares[:-2, doubted]
        return Pressed(score_of(chances), dict(zip(self.evidence, (round(float(one), 3) for one in told), strict=True)))


def most_pressing(sentences: npt.NDArray[Any], whole: npt.NDArray[Any]) -> Vectors:
    """Of rows that say how sentences look from afar: the most, for each step; at least as the whole does."""
    rows: Vectors = np.max(np.vstack([whole[None], sentences]), axis=0)
    return rows


def score_of(chances: Sequence[float] | Vectors) -> float:
    """Of the chances of the steps, falling."""
    above = sum(float(one) >= _EVEN for one in chances)
    low, high = _BORDERS[above], _BORDERS[above + 1]
    if above == STEPS:
        way = (float(chances[-1]) - _EVEN) / _EVEN
    elif above == 0:
        way = float(chances[0]) / _EVEN
    else:
        way = (float(chances[above]) / _EVEN + (float(chances[above - 1]) - _EVEN) / _EVEN) / 2
    return round(low + (high - low) * min(way, 0.99), 3)


@lru_cache(maxsize=1)
def _shipped() -> Pressing:
    return Pressing(FILE.read_bytes())


def pressing_for(embedder: str) -> Pressing | None:
    """What ships, if it was learned with this embedder (its name as it calls itself); None otherwise."""
    shipped = _shipped()
    return shipped if shipped.embedder == embedder else None


def saved(
    *,
    evidence: Sequence[str],
    axes: npt.NDArray[np.float64],
    mails: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    middle: npt.NDArray[np.float64],
    shares: npt.NDArray[np.float64],
    offset: npt.NDArray[np.float64],
    embedder: str,
    learned_of: str,
) -> bytes:
    """The file's bytes: the same for the same numbers."""
    step = max(float(np.abs(mails).max()), float(np.abs(axes).max())) / _WHOLE_STEPS
    file = io.BytesIO()
    np.savez_compressed(
        file,
        evidence=np.array(evidence),
        axes=np.rint(axes / step).astype(np.int8),
        mails=np.rint(mails / step).astype(np.int8),
        step=np.float32(step),
        weights=weights.astype(np.float16),
        middle=middle.astype(np.float32),
        shares=shares.astype(np.float32),
        offset=offset.astype(np.float32),
        embedder=np.array(embedder),
        learned_of=np.array(learned_of),
    )
    return file.getvalue()

"""Learns the heads from the written examples, and says how well they tell what was left out.

    python -m bench.meaning            measures, and writes heads.npz
    python -m bench.meaning --dry      only measures

Kernel ridge regression with a Gaussian kernel over sentence vectors of length 1: a sentence is like the examples it lies near
to. Better here than one hyperplane a facet, as a facet is many small groups of sentences and no half of the space.

Two measures: a fifth of each section is left out in all languages at once (neighbours are alike, so what is asked is new), and a
whole language is left out. The chances that the heads tell are fitted to the first."""

from __future__ import annotations

import sys
from collections import Counter

import numpy as np
import numpy.typing as npt

from mailgate.reading.embedders.use import UseEmbedder
from mailgate.reading.meaning.heads import FILE, JOINED, saved
from mailgate.reading.meaning.written import Written, fingerprint, written
from mailgate.reading.threads import one_thread

Array = npt.NDArray[np.float64]

_RIDGE = 0.2
_PARTS = 5
_AXES = 192


def nearness(left: npt.NDArray[np.floating], right: npt.NDArray[np.floating]) -> Array:
    """1 for the same, towards 0 for what has nothing in common; rows are of length 1."""
    return np.asarray(np.exp(2 * (left @ right.T - 1.0)), dtype=np.float64)


def solve(vectors: Array, wanted: Array) -> tuple[Array, Array]:
    """Weights of examples, and the middle that is added; `wanted` is 1 or -1, one column a facet."""
    middle = np.asarray(wanted.mean(axis=0), dtype=np.float64)
    weights = np.linalg.solve(nearness(vectors, vectors) + _RIDGE * np.eye(len(vectors)), wanted - middle)
    return np.asarray(weights, dtype=np.float64), middle


def logistic(scores: Array, truth: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset that make chances of scores (Platt), by Newton's method."""
    told = np.column_stack([scores, np.ones(len(scores))])
    # as many imagined right and wrong ones as keep a facet that is never mistaken from certainty
    wanted = np.where(truth, (truth.sum() + 1) / (truth.sum() + 2), 1 / ((~truth).sum() + 2))
    line = np.array([3.0, 1.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(told @ line, -30, 30)))
        slope = told.T @ (chance - wanted)
        bend = (told * (chance * (1 - chance))[:, None]).T @ told + 1e-6 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        line = line - step
        if np.abs(step).max() < 1e-9:
            break
    return float(line[0]), float(line[1])


def shortened(vectors: Array) -> tuple[Array, Array]:
    """The axes along which they differ most, and the vectors on them, of length 1: a third of the numbers say as much."""
    axes = np.linalg.svd(vectors, full_matrices=False)[2][:_AXES].T
    on_axes = vectors @ axes
    return np.ascontiguousarray(axes), on_axes / np.linalg.norm(on_axes, axis=1, keepdims=True)


def facets_of(examples: list[Written]) -> list[str]:
    """All that are named, and those that join several."""
    return sorted({facet for one in examples for facet in one.facets}) + sorted(JOINED)


def truth_of(examples: list[Written], facets: list[str]) -> npt.NDArray[np.bool_]:
    said = [{*one.facets} | {name for name, parts in JOINED.items() if parts & {*one.facets}} for one in examples]
    return np.array([[facet in names for facet in facets] for names in said])


def left_out(vectors: Array, truth: npt.NDArray[np.bool_], groups: list[object]) -> Array:
    """Each example's scores by heads that know none of its group."""
    scores, wanted = np.zeros(truth.shape), np.where(truth, 1.0, -1.0)
    for group in dict.fromkeys(groups):
        asked = np.array([one == group for one in groups])
        weights, middle = solve(vectors[~asked], wanted[~asked])
        scores[asked] = nearness(vectors[asked], vectors[~asked]) @ weights + middle
    return scores


def _part(one: Written, lengths: Counter[tuple[str, int]]) -> int:
    return _PARTS * one.place // lengths[one.language, one.section]


def _told(facets: list[str], truth: npt.NDArray[np.bool_], scores: Array, lines: list[tuple[float, float]]) -> None:
    for column, facet in enumerate(facets):
        slope, offset = lines[column]
        sure = slope * scores[:, column] + offset >= 0
        right = int((sure & truth[:, column]).sum())
        print(
            f"  {facet:10} {int(truth[:, column].sum()):5} sentences   precision {right / max(1, int(sure.sum())):.2f}"
            f"   recall {right / int(truth[:, column].sum()):.2f}"
        )


def main(dry: bool) -> None:
    one_thread()
    examples, embedder = written(), UseEmbedder()
    facets = facets_of(examples)
    truth = truth_of(examples, facets)
    axes, vectors = shortened(embedder.embed([one.text for one in examples]).astype(np.float64))
    lengths = Counter((one.language, one.section) for one in examples)
    scores = left_out(vectors, truth, [_part(one, lengths) for one in examples])
    lines = [logistic(scores[:, column], truth[:, column]) for column in range(len(facets))]
    print(f"{len(examples)} sentences; a fifth of each section left out, in all languages:")
    _told(facets, truth, scores, lines)
    print("a language left out:")
    _told(facets, truth, left_out(vectors, truth, [one.language for one in examples]), lines)
    if dry:
        return
    weights, middle = solve(vectors, np.where(truth, 1.0, -1.0))
    FILE.write_bytes(
        saved(facets=facets, axes=axes, vectors=vectors, weights=weights, middle=middle, lines=lines, embedder=embedder.name,
              learned_of=fingerprint(examples))
    )  # fmt: skip
    print(f"{FILE.name}: {FILE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main("--dry" in sys.argv[1:])

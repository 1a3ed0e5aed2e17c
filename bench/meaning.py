"""Learns the heads from the written examples, and says how well they tell what was left out.

    python -m bench.meaning            measures, and writes heads.npz
    python -m bench.meaning --dry      only measures

Kernel ridge regression with a Gaussian kernel over sentence vectors of length 1: a sentence is like the examples it lies near
to. Better here than one hyperplane a facet, as a facet is many small groups of sentences and no half of the space. What takes
more than a sentence to say is learned of sentences and passages, with a narrower kernel.

Measures: a fifth of each section is left out in all languages at once (neighbours are alike, so what is asked is new), a whole
language is left out; and for what passages tell, whole trades in all languages. The chances that the heads tell are fitted to the
first and the last."""

from __future__ import annotations

import sys
from collections import Counter

import numpy as np
import numpy.typing as npt

from mailgate.reading.embedders.use import UseEmbedder
from mailgate.reading.meaning.heads import BY_PASSAGES, FILE, JOINED, saved
from mailgate.reading.meaning.written import Written, fingerprint, written
from mailgate.reading.threads import one_thread
from mailgate.reading.words import fold, sentences

Array = npt.NDArray[np.float64]

_RIDGE = 0.2
_PARTS = 5
_AXES = 192
_SENTENCE, _PASSAGE = 2.0, 4.0  # how narrow their kernels are
_TRADES = (
    "bank", "charity", "energy", "hospital", "hosting", "insurer", "landlord", "logistics", "municipality", "saas", "school",
    "shop", "telecom", "travel",
)  # fmt: skip
_AGITATED = frozenset({"legal", "safety", "executive"})  # who writes so may be upset or not: it is not judged


def nearness(left: npt.NDArray[np.floating], right: npt.NDArray[np.floating], narrow: float = _SENTENCE) -> Array:
    """1 for the same, towards 0 for what has nothing in common; rows are of length 1."""
    return np.asarray(np.exp(narrow * (left @ right.T - 1.0)), dtype=np.float64)


def solve(vectors: Array, wanted: Array, narrow: float = _SENTENCE) -> tuple[Array, Array]:
    """Weights of examples, and the middle that is added; `wanted` is 1 or -1, one column a facet."""
    middle = np.asarray(wanted.mean(axis=0), dtype=np.float64)
    weights = np.linalg.solve(nearness(vectors, vectors, narrow) + _RIDGE * np.eye(len(vectors)), wanted - middle)
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
    """All that sentences name, those that join several, and last what passages tell."""
    named = {facet for one in examples for facet in one.facets if not one.passage}
    return [*sorted(named - {*BY_PASSAGES}), *sorted(JOINED), *BY_PASSAGES]


def truth_of(examples: list[Written], facets: list[str]) -> npt.NDArray[np.bool_]:
    said = [{*one.facets} | {name for name, parts in JOINED.items() if parts & {*one.facets}} for one in examples]
    return np.array([[facet in names for facet in facets] for names in said])


def left_out(vectors: Array, truth: npt.NDArray[np.bool_], groups: list[object], narrow: float = _SENTENCE) -> Array:
    """Each example's scores by heads that know none of its group."""
    scores, wanted = np.zeros(truth.shape), np.where(truth, 1.0, -1.0)
    for group in dict.fromkeys(groups):
        asked = np.array([one == group for one in groups])
        weights, middle = solve(vectors[~asked], wanted[~asked], narrow)
        scores[asked] = nearness(vectors[asked], vectors[~asked], narrow) @ weights + middle
    return scores


def embedded(embedder: UseEmbedder, examples: list[Written]) -> Array:
    """A passage is seen as its sentences are in a mail, together."""
    rows = []
    for one in examples:
        folded = fold(one.text)
        parts = [folded.words(start, end) for start, end in sentences(folded).spans]
        rows.append(embedder.sentences(parts, [(0, len(parts))]) if one.passage else embedder.embed([one.text]))
    return np.vstack(rows).astype(np.float64)


def judged(examples: list[Written], facet: str) -> npt.NDArray[np.bool_]:
    """Whether it is known of each if it says this: of a passage only what passages tell."""
    unsure = _AGITATED if facet == "upset" else frozenset()
    return np.array(
        [not one.passage or (facet in BY_PASSAGES and (facet in one.facets or not unsure & {*one.facets})) for one in examples]
    )


def _part(one: Written, lengths: Counter[tuple[object, ...]]) -> int:
    return _PARTS * one.place // lengths[one.language, one.section]


def _part_of_passage(one: Written, lengths: Counter[tuple[object, ...]]) -> int:
    """Whole trades together; of those that are of no one trade, a fifth of each section."""
    if one.trade in _TRADES:
        return _TRADES.index(one.trade) % _PARTS
    return _PARTS * one.place // lengths[one.language, one.trade, one.section]


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
    axes, vectors = shortened(embedded(embedder, examples))
    alone = sum(not one.passage for one in examples)  # the sentences, which come first
    by_sentences = len(facets) - len(BY_PASSAGES)
    lengths: Counter[tuple[object, ...]] = Counter((one.language, one.section) for one in examples[:alone])
    parts: list[object] = [_part(one, lengths) for one in examples[:alone]]
    languages: list[object] = [one.language for one in examples]
    told, singly = facets[:by_sentences], truth[:alone, :by_sentences]
    scores = left_out(vectors[:alone], singly, parts)
    lines = [logistic(scores[:, column], singly[:, column]) for column in range(by_sentences)]
    print(f"{alone} sentences; a fifth of each section left out, in all languages:")
    _told(told, singly, scores, lines)
    print("a language left out:")
    _told(told, singly, left_out(vectors[:alone], singly, languages[:alone]), lines)
    print(f"with {len(examples) - alone} passages; trades left out, and sentences by their fifths:")
    lengths.update((one.language, one.trade, one.section) for one in examples[alone:])
    trades = parts + [_part_of_passage(one, lengths) for one in examples[alone:]]
    weights, middle = solve(vectors[:alone], np.where(singly, 1.0, -1.0))
    passage_weights, middles = np.zeros((len(examples), len(BY_PASSAGES))), np.zeros(len(BY_PASSAGES))
    for names in (BY_PASSAGES[:-1], BY_PASSAGES[-1:]):  # those that are known of the same examples
        known = judged(examples, names[0])
        columns = [facets.index(name) for name in names]
        said = truth[known][:, columns]
        scores = left_out(vectors[known], said, [one for one, of in zip(trades, known, strict=True) if of], _PASSAGE)
        lines += [logistic(scores[:, column], said[:, column]) for column in range(len(names))]
        _told([*names], said, scores, lines[-len(names) :])
        at = [BY_PASSAGES.index(name) for name in names]
        passage_weights[np.ix_(np.flatnonzero(known), np.array(at))], middles[at] = solve(
            vectors[known], np.where(said, 1.0, -1.0), _PASSAGE
        )
    if dry:
        return
    FILE.write_bytes(
        saved(
            facets=facets,
            axes=axes,
            vectors=vectors,
            weights=weights,
            passage_weights=passage_weights,
            middle=np.append(middle, middles),
            lines=lines,
            embedder=embedder.name,
            learned_of=fingerprint(examples),
        )
    )
    print(f"{FILE.name}: {FILE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main("--dry" in sys.argv[1:])

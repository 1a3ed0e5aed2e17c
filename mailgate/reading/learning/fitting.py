"""Everything learned anew from a set of examples: the nightly refit, the exam, and imported history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from mailgate.reading.embedders import Embedder
from mailgate.reading.learning.example import Example, Featured
from mailgate.reading.learning.grams import Floats
from mailgate.reading.learning.learned import KEEP, Learned
from mailgate.reading.learning.linear import Linear
from mailgate.reading.learning.telling import Asked, asked

_ROUNDS, _ROUNDS_OF_FEW, _FEW = 3, 6, 3000  # how often all examples are gone over
_FOLDS = 5
_ASKED = 800  # examples whose answers are hidden, to calibrate by


def fit(
    examples: Sequence[Example],
    embedder: Embedder,
    *,
    now: datetime,
    names: Sequence[str] = (),
    keep: int = KEEP,
    featured: Sequence[Featured] | None = None,
) -> Learned:
    """Learned from the newest `keep` examples, as of `now`: of one ticket the last counts. `featured` saves the embedding.
    The same examples in the same order give the same."""
    learned = Learned.empty(embedder, names, keep=keep)
    if featured is None:
        featured = learned.features_of(examples)
    last = {example.ticket: i for i, example in enumerate(examples) if example.ticket}
    chosen = [i for i, example in enumerate(examples) if not example.ticket or last[example.ticket] == i]
    chosen = sorted(chosen, key=lambda i: (examples[i].ticket == 0, examples[i].at, i))[-keep:]
    learned.remember([examples[i] for i in chosen], [featured[i] for i in chosen])
    learned.memory.clock = max(learned.memory.clock, now.timestamp()) if len(learned) else 0.0
    _calibrate(learned)
    _go_over(learned, learned.linear, learned.alphas, np.arange(len(learned.memory)))
    return learned


def _go_over(learned: Learned, linear: Linear, alphas: Floats, rows: npt.NDArray[np.intp]) -> None:
    """Step by all these rows, some rounds, each in another order."""
    weights = learned.memory.weights(rows)
    wanted = [np.array(learned.memory.labels_of(int(at)), dtype=np.intp) for at in rows]
    for turn in range(_ROUNDS if len(rows) > _FEW else _ROUNDS_OF_FEW):
        for i in np.random.default_rng(turn).permutation(len(rows)):
            at = int(rows[i])
            alphas[at] = linear.step(*learned.memory.features(at), alphas[at], wanted[i], float(weights[i]))


def _calibrate(learned: Learned) -> None:
    """Predictions of examples by what was learned from the others. Of many examples one fold is enough."""
    n = len(learned.memory)
    order = np.random.default_rng(n).permutation(n)
    folds = np.array_split(order, _FOLDS)[: 1 if n > _FEW else _FOLDS]
    hidden: list[tuple[int, Linear]] = []
    for fold in folds:
        linear, alphas = Linear(learned.embedder.dim, learned.linear.columns), np.zeros_like(learned.alphas)
        _go_over(learned, linear, alphas, np.setdiff1d(order, fold))
        hidden += [(int(at), linear) for at in fold[: _ASKED // len(folds)]]
    learned.pairs.newest.extend(told.pair for told in _told(learned, hidden))
    learned.asked = len(learned.pairs.newest)
    learned.weights = learned.pairs.fitted()
    for told in _told(learned, hidden):  # once more, by the weights that will be used
        learned.scopes.add(told.inside, told.outside)
    learned.scope = learned.scopes.fitted()


def _told(learned: Learned, hidden: Sequence[tuple[int, Linear]]) -> Iterator[Asked]:
    for at, linear in hidden:
        told = asked(learned, learned.memory.features(at), learned.memory.labels_of(at), own=at, linear=linear)
        if told is not None:
            yield told

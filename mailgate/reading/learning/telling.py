"""What the learned makes of a text: from scores to a prediction, and to what it would have said without knowing the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from mailgate.model.reading import Neighbour
from mailgate.reading.learning.calibration import Pair, Scope, Weights, score_of
from mailgate.reading.learning.example import NOTHING, Featured, Prediction
from mailgate.reading.learning.grams import BUCKETS, Floats, Places, Rarity, sketched, words_that_weigh
from mailgate.reading.learning.linear import Linear
from mailgate.reading.learning.memory import Memory, Near

_TOLD, _TOLD_WORDS = 5, 4  # neighbours and words of a prediction

Bools = npt.NDArray[np.bool_]
Doubles = npt.NDArray[np.float64]


class State(Protocol):
    """What of the learned is needed to tell something. Column 0 is what belongs to no intent."""

    names: tuple[str, ...]
    columns: list[str]
    counts: list[int]  # rows of each column
    memory: Memory
    linear: Linear
    rarity: Rarity
    weights: Weights
    scope: Scope


@dataclass(frozen=True, slots=True)
class Asked:
    """A prediction made without its answer: the scores with the answer's place, how known the text looked (None if it
    belongs to no intent), and how known it would have looked if nobody had taught its intent."""

    pair: Pair
    inside: float | None
    outside: float | None


@dataclass(frozen=True, slots=True)
class _Judged:
    probabilities: Doubles  # one a column that may be told; 1 together
    score: float


def predicted(state: State, featured: Featured, *, explained: bool) -> Prediction:
    """`explained`: with neighbours and words."""
    names = tuple(sorted(state.names or (name for name, n in zip(state.columns[1:], state.counts[1:], strict=True) if n)))
    if not len(state.memory):
        return Prediction(names=names, probabilities=np.zeros(len(names)))
    places, values = state.rarity.weighed(featured.grams)
    sketch = sketched(places, values)
    near = state.memory.near(state.memory.sought(featured.vector, sketch))
    linear, memory = _scores(state, places, values, featured.vector, sketch, near)
    judged = _judged(state, near, linear, memory, live_of(state))
    known = dict(zip(state.columns, judged.probabilities, strict=True))
    probabilities = np.array([known.get(name, 0.0) for name in names])
    return Prediction(
        names=names,
        probabilities=probabilities,
        known=state.scope.known(judged.score),
        score=judged.score,
        near=state.memory.likeness(near),
        neighbours=_neighbours(state, near) if explained else (),
        weighed=_weighed(state, featured, places, values, judged.probabilities) if explained else (),
    )


def live_of(state: State) -> Bools:
    """The columns that have rows."""
    return np.array(state.counts) > 0


def asked(
    state: State,
    featured: tuple[Places, Floats, Floats],
    labels: Sequence[int],
    *,
    own: int | None = None,
    linear: Linear | None = None,
) -> Asked | None:
    """What would be said of a text (places, values, vector) if row `own` were not there; `linear` stands in for the state's
    own. None where its intent has no other row: nobody could have known."""
    places, values, vector = featured
    live = live_of(state)
    if own is not None:
        live &= np.array([n > (1 if column in labels else 0) for column, n in enumerate(state.counts)])
    if not live[labels[0]]:
        return None
    sketch = sketched(places, values)
    sought = state.memory.sought(vector, sketch)
    without = np.zeros(len(state.memory), dtype=bool)
    if own is not None:
        without[own] = True
    near = state.memory.near(sought, without)
    from_words, from_memory = _scores(state, places, values, vector, sketch, near, linear)
    pair = Pair(from_words[live], from_memory[live], int(live[: labels[0]].sum()))
    score = _judged(state, near, from_words, from_memory, live).score
    if labels[0] == 0:
        return Asked(pair, None, score)
    for label in labels:
        without |= state.memory.labelled(label)
    live[list(labels)] = False
    if not live[1:].any():
        return Asked(pair, score, None)
    near = state.memory.near(sought, without)
    from_memory = state.memory.scores(near, sketch, len(state.columns))
    return Asked(pair, score, _judged(state, near, from_words, from_memory, live).score)


def _scores(
    state: State, places: Places, values: Floats, vector: Floats, sketch: Floats, near: Near, linear: Linear | None = None
) -> tuple[Floats, Floats]:
    n = len(state.columns)
    return (linear or state.linear).scores(places, values, vector)[:n], state.memory.scores(near, sketch, n)


def _judged(state: State, near: Near, linear: Floats, memory: Floats, live: Bools) -> _Judged:
    p = state.weights.probabilities(linear, memory, live)
    there = set(state.names)
    told = np.array([name != NOTHING and (not there or name in there) for name in state.columns])
    inside = np.where(told, p, 0.0)
    share = float(inside.sum())
    inside = inside / share if share > 0.0 else inside
    best = int(inside.argmax())
    alike = state.memory.alike(near, best)
    return _Judged(inside, score_of(float(inside[best]), float(memory[best]), near.cosines, alike, 1.0 - share))


def _neighbours(state: State, near: Near) -> tuple[Neighbour, ...]:
    """The nearest tickets."""
    memory, tickets = state.memory, ~state.memory.cold[near.rows]
    return tuple(
        Neighbour(
            ticket=int(memory.tickets[row]),
            intent=state.columns[label] if (label := int(memory.labels[row, 0])) else None,
            similarity=round(min(1.0, max(0.0, float(cosine))), 4),
        )
        for row, cosine in zip(near.rows[tickets][:_TOLD], near.cosines[tickets][:_TOLD], strict=True)
    )


def _weighed(state: State, featured: Featured, places: Places, values: Floats, probabilities: Doubles) -> tuple[str, ...]:
    """The words that set the likeliest intent apart from the others."""
    if not probabilities.max():
        return ()
    weights = state.linear.weights[places]
    others = weights[:, np.flatnonzero(live_of(state))].mean(axis=1)
    of_bucket = np.zeros(BUCKETS)
    of_bucket[places] = values * (weights[:, int(probabilities.argmax())] - others)
    return words_that_weigh(featured.grams.words, of_bucket, _TOLD_WORDS)

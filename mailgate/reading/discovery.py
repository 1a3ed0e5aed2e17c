"""Discovery of intents: tickets that nobody understood, gathered by meaning.

Leaders and averages: each ticket, oldest first, joins the nearest group or begins one; groups then take those nearest to their
averages, and those that mean the same become one. The same tickets always give the same groups; time goes with tickets times
groups, at most MOST squared. What tells a group from all other tickets are its words by log-odds with an informative prior
(Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 2008)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from mailgate.model.discovery import Cluster, Proposal, Said, Unsure
from mailgate.reading.anonymous import Anonymous
from mailgate.reading.embedders import embedder_of
from mailgate.reading.words import fold, tokens

MOST = 5_000  # tickets that are looked at, the newest
LIKE = 0.65  # cosine of a ticket and the average of its group
SAME = 0.80  # of two averages that mean the same
TICKETS, CUSTOMERS = 8, 5  # of a group that is told
GREW, LATELY = 3, timedelta(days=14)  # so many of them came in so long
EXAMPLES, WORDS, PHRASES = 5, 6, 4
_SHARE = 0.3  # of the group's tickets that have a word which tells it

Floats = npt.NDArray[np.float32]


def discovered(
    unsure: Sequence[Unsure], others: Sequence[Said], earlier: Sequence[Proposal], *, now: datetime
) -> tuple[Cluster, ...]:
    """The groups worth a proposal, the largest first: large, of several customers, growing, and not near one proposed before.
    Only tickets read with the embedder of the newest are compared."""
    newest = sorted(unsure, key=lambda one: one.ticket)[-MOST:]
    if not newest:
        return ()
    kind = _kind(newest[-1])
    same = [one for one in newest if _kind(one) == kind]
    vectors = np.stack([np.frombuffer(one.vector, dtype="<f2").astype(np.float32) for one in same])
    found = [(group, _middle(vectors[group])) for group in grouped(vectors)]
    told = [(group, middle) for group, middle in found if _is_told([same[i] for i in group], now)]
    told = [(group, middle) for group, middle in told if not _proposed([same[i] for i in group], middle, kind[0], earlier)]
    told.sort(key=lambda each: (-len(each[0]), each[0][0]))
    if not told:
        return ()
    anonymous = Anonymous.of(others, same)
    made = (_cluster([same[i] for i in group], vectors[group], middle, others, anonymous) for group, middle in told)
    return tuple(one for one in made if one.words and one.examples)


def grouped(vectors: Floats) -> list[list[int]]:
    """The places of at least two vectors that are alike, each place once, in their order."""
    averages = _leaders(vectors)
    for _ in range(2):
        averages = _merged(averages)
        nearest, cosines = _nearest(vectors, averages)
        kept = [np.flatnonzero((nearest == i) & (cosines >= LIKE)) for i in range(len(averages))]
        averages = np.stack([_middle(vectors[places]) if len(places) else averages[i] for i, places in enumerate(kept)])
    return [[int(place) for place in places] for places in kept if len(places) > 1]


def _leaders(vectors: Floats) -> Floats:
    sums = np.zeros_like(vectors)
    units = np.zeros_like(vectors)
    many = 0
    for vector in vectors:
        cosines = units[:many] @ vector
        at = int(np.argmax(cosines)) if many else 0
        if not many or cosines[at] < LIKE:
            at, many = many, many + 1
        sums[at] += vector
        units[at] = sums[at] / max(float(np.linalg.norm(sums[at])), 1e-9)
    return units[:many]


def _merged(averages: Floats) -> Floats:
    """Without those that say the same as one before."""
    kept: list[int] = []
    for i, one in enumerate(averages):
        if not kept or float(np.max(averages[kept] @ one)) < SAME:
            kept.append(i)
    return averages[kept]


def _nearest(vectors: Floats, averages: Floats) -> tuple[npt.NDArray[np.intp], Floats]:
    """In portions, so that memory stays small."""
    places, cosines = [], []
    for start in range(0, len(vectors), 256):
        found = vectors[start : start + 256] @ averages.T
        places.append(np.argmax(found, axis=1))
        cosines.append(np.max(found, axis=1))
    return np.concatenate(places), np.concatenate(cosines).astype(np.float32)


def _middle(vectors: Floats) -> Floats:
    total = vectors.sum(axis=0)
    middle: Floats = (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)
    return middle


def _kind(one: Unsure) -> tuple[str, int]:
    """The embedder that `Reading.model` names, and the length of its vectors."""
    return embedder_of(one.model), len(one.vector)


def _is_told(group: Sequence[Unsure], now: datetime) -> bool:
    customers = {one.customer.lower() for one in group}
    return len(group) >= TICKETS and len(customers) >= CUSTOMERS and lately(group, now) >= GREW


def lately(group: Sequence[Unsure], now: datetime) -> int:
    """How many of them came in the last two weeks."""
    return sum(1 for one in group if now - LATELY < one.at)


def _proposed(group: Sequence[Unsure], middle: Floats, embedder: str, earlier: Sequence[Proposal]) -> bool:
    """By meaning; where another embedder read the earlier ones, by the tickets that both have."""
    numbers = {one.ticket for one in group}
    for one in earlier:
        if 3 * len(numbers & set(one.tickets)) >= len(one.tickets):
            return True
        if one.embedder != embedder or len(one.centroid) != 2 * len(middle):
            continue
        if float(np.frombuffer(one.centroid, dtype="<f2").astype(np.float32) @ middle) >= SAME:
            return True
    return False


def _cluster(group: Sequence[Unsure], vectors: Floats, middle: Floats, others: Sequence[Said], anonymous: Anonymous) -> Cluster:
    said = [anonymous.said(one) for one in group]
    grams = [_grams(text) for text in said]
    usual = Counter(gram for one in others for gram in _grams(anonymous.plain(one.text)))
    heavy = _heaviest(grams, [one.customer.lower() for one in group], usual, len(others))
    near = np.argsort(-(vectors @ middle), kind="stable")
    examples = dict.fromkeys(text for i in near if (text := anonymous.example(group[i])))
    if len(examples) < EXAMPLES:
        examples |= dict.fromkeys(text for i in near if not anonymous.example(group[i]) and (text := anonymous.gapped(group[i])))
    return Cluster(
        tickets=tuple(group),
        words=tuple(gram for gram in heavy if " " not in gram)[:WORDS],
        phrases=tuple(gram for gram in heavy if " " in gram)[:PHRASES],
        examples=tuple(examples)[:EXAMPLES],
        centroid=middle.astype("<f2").tobytes(),
        embedder=_kind(group[0])[0],
    )


def _heaviest(grams: Sequence[set[str]], customers: Sequence[str], usual: Counter[str], others: int) -> list[str]:
    """What at least three customers and a good part of the tickets say, by how much more than others do."""
    counted = Counter(gram for one in grams for gram in one)
    by = {gram: {who for who, one in zip(customers, grams, strict=True) if gram in one} for gram in counted}
    n, m = len(grams), others
    weights: dict[str, float] = {}
    for gram, many in counted.items():
        if many < _SHARE * n or len(by[gram]) < 3:
            continue
        prior = 10.0 * (many + usual[gram] + 0.5) / (n + m + 1)
        here, there = many + prior, usual[gram] + prior
        odds = np.log(here / (n + 10.0 - here + 1e-9)) - np.log(there / (m + 10.0 - there + 1e-9))
        weights[gram] = float(odds / np.sqrt(1.0 / here + 1.0 / there))
    return [gram for gram in sorted(weights, key=lambda gram: (-weights[gram], gram)) if weights[gram] > 1.0]


def _grams(text: str) -> set[str]:
    """The folded words of at least three letters, and the runs of two and three words between gaps."""
    found: set[str] = set()
    for part in text.split("…"):
        words = [token.text for token in tokens(fold(part[:2_000])) if token.text.replace("'", "").replace("-", "").isalpha()]
        found.update(word for word in words if len(word) > 2)
        for size in (2, 3):
            runs = (words[i : i + size] for i in range(len(words) - size + 1))
            found.update(" ".join(run) for run in runs if sum(len(word) > 3 for word in run) >= 2)
    return found

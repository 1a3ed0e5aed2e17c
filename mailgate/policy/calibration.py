"""How good predictions were, and how far their confidence may be believed: accuracy, calibration, and each intent by itself.

Over predictions made before anybody knew the answer (prequential: Dawid 1984), so nothing here was learned from what it is
measured on. Calibration error: Naeini et al., AAAI 2015; temperature: Guo et al., ICML 2017, on the confidence alone."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mailgate.model.learning import Outcome

BINS = 10
_EDGE = 1e-4  # confidences are kept this far from 0 and 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OfIntent:
    """One intent: `tickets` that were of it, how many of them were `found` (recall), how many of those `predicted` as it were
    `right` (precision), and the mean `confidence` of these predictions."""

    tickets: int
    recall: float | None
    predicted: int
    precision: float | None
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Over `tickets` predictions: the share that was `right`, the mean squared error of the confidence (Brier), the expected
    calibration error, the temperature that would have calibrated it best (above 1: too sure), from when to when."""

    tickets: int
    right: float
    brier: float
    ece: float
    temperature: float
    since: datetime | None = None
    until: datetime | None = None
    intents: dict[str, OfIntent] = field(default_factory=dict)


def scores_of(outcomes: Sequence[Outcome]) -> Scores:
    """All zeros without outcomes."""
    many = len(outcomes)
    instants = [outcome.at for outcome in outcomes]
    return Scores(
        tickets=many,
        right=_rounded(sum(o.right for o in outcomes) / many) if many else 0.0,
        brier=_rounded(brier(outcomes)),
        ece=_rounded(calibration_error(outcomes)),
        temperature=_rounded(temperature(outcomes)),
        since=min(instants, default=None),
        until=max(instants, default=None),
        intents=by_intent(outcomes),
    )


def brier(outcomes: Sequence[Outcome]) -> float:
    """The mean squared distance of the confidence from what came out (1 right, 0 wrong)."""
    return sum((o.confidence - o.right) ** 2 for o in outcomes) / len(outcomes) if outcomes else 0.0


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """The mean distance between confidence and the share that was right, in bins of equal width."""
    bins: defaultdict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        bins[min(BINS - 1, int(outcome.confidence * BINS))].append(outcome)
    gaps = (abs(sum(o.confidence for o in group) - sum(o.right for o in group)) for group in bins.values())
    return sum(gaps) / len(outcomes) if outcomes else 0.0


def temperature(outcomes: Sequence[Outcome], least: int = 30) -> float:
    """What to divide the log odds of the confidences by so that they are believed rightly; 1 where there are fewer than
    `least`. Between 0.25 and 4, by golden section on the log loss, which is convex in its inverse."""
    if len(outcomes) < least:
        return 1.0
    pairs = [(_log_odds(o.confidence), o.right) for o in outcomes]

    def loss(inverse: float) -> float:
        return sum(_softplus(-odds * inverse) if right else _softplus(odds * inverse) for odds, right in pairs)

    low, high, ratio = 0.25, 4.0, (math.sqrt(5) - 1) / 2
    for _ in range(40):
        first, second = high - ratio * (high - low), low + ratio * (high - low)
        if loss(first) <= loss(second):
            high = second
        else:
            low = first
    return 2 / (low + high)


def by_intent(outcomes: Sequence[Outcome]) -> dict[str, OfIntent]:
    """Every intent that a ticket was of or was predicted, by name."""
    tickets = Counter(o.intent for o in outcomes)
    hits = Counter(o.intent for o in outcomes if o.right)
    predicted: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.predicted is not None:
            predicted[outcome.predicted].append(outcome)
    return {
        name: OfIntent(
            tickets=tickets[name],
            recall=_rounded(hits[name] / tickets[name]) if tickets[name] else None,
            predicted=len(predicted[name]),
            precision=_rounded(hits[name] / len(predicted[name])) if predicted[name] else None,
            confidence=_rounded(sum(o.confidence for o in predicted[name]) / len(predicted[name])) if predicted[name] else None,
        )
        for name in sorted({*tickets, *predicted})
    }


def _log_odds(confidence: float) -> float:
    kept = min(1 - _EDGE, max(_EDGE, confidence))
    return math.log(kept / (1 - kept))


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def _rounded(value: float) -> float:
    return round(value, 4)

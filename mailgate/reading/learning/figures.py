"""What an exam says of predictions: accuracy, calibration, and how well what is out of scope is told from what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mailgate.reading.learning.example import NOTHING

KEPT = 0.91  # of the known rows, at the threshold that out-of-scope recall is told at
_BINS = 15
_PRECISIONS = (0.90, 0.95, 0.98, 0.99)

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was predicted for a row of the exam, and what is right. `score` ranks what is known above what isn't."""

    right: str  # NOTHING for out of scope
    given: str | None
    confidence: float
    score: float

    @property
    def is_right(self) -> bool:
        return self.given == self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFigures:
    name: str
    rows: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Over the in-scope rows before any rejection, unless the name says otherwise; None where there are no such rows."""

    accuracy: float | None
    macro_f1: float | None
    ece: float | None
    oos_recall: float | None
    oos_auroc: float | None
    coverage_at_precision: Mapping[str, float]
    classes: tuple[ClassFigures, ...]
    confused: tuple[tuple[str, str, int], ...]  # right, given, how often; the most often first


def figures_of(answers: Sequence[Answer], known_scores: Sequence[float]) -> Figures:
    """`known_scores`: of known training rows, each predicted by what was learned from others; they set the threshold that
    keeps KEPT of them."""
    known = [answer for answer in answers if answer.right != NOTHING]
    unknown = np.array([answer.score for answer in answers if answer.right == NOTHING])
    right = np.array([answer.is_right for answer in known], dtype=np.float64)
    classes = _classes(known)
    recall = None
    if len(unknown) and len(known_scores):
        recall = float((unknown < np.quantile(np.array(known_scores), 1.0 - KEPT)).mean())
    return Figures(
        accuracy=float(right.mean()) if known else None,
        macro_f1=float(np.mean([one.f1 for one in classes])) if known else None,
        ece=calibration_error(np.array([answer.confidence for answer in known]), right) if known else None,
        oos_recall=recall,
        oos_auroc=_auroc(np.array([answer.score for answer in known]), unknown) if len(unknown) and known else None,
        coverage_at_precision={f"{precision:.2f}": coverage_at(answers, precision) for precision in _PRECISIONS},
        classes=classes,
        confused=tuple(_confused(known)),
    )


def calibration_error(confidence: Doubles, right: Doubles) -> float:
    """The expected calibration error over bins of equal width (Naeini et al. 2015; Guo et al. 2017)."""
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    error = 0.0
    for one in range(_BINS):
        inside = bins == one
        if inside.any():
            error += float(inside.mean()) * abs(float(confidence[inside].mean()) - float(right[inside].mean()))
    return error


def coverage_at(answers: Sequence[Answer], precision: float) -> float:
    """The largest share of the in-scope rows that could be answered without a person, the surest first, if this share of what
    is answered shall be right. An out-of-scope row that is answered is wrong."""
    ranked = sorted(answers, key=lambda answer: -answer.score)
    known = sum(answer.right != NOTHING for answer in answers)
    best = right = answered_known = 0
    for n, answer in enumerate(ranked, start=1):
        right += answer.is_right
        answered_known += answer.right != NOTHING
        if right >= precision * n:
            best = answered_known
    return best / known if known else 0.0


def _auroc(known: Doubles, unknown: Doubles) -> float:
    """The chance that a known row's score is above an unknown one's; a tie counts half."""
    ordered = np.sort(unknown)
    below = np.searchsorted(ordered, known, side="left") + np.searchsorted(ordered, known, side="right")
    return float(below.mean() / 2 / len(unknown))


def _classes(known: Sequence[Answer]) -> tuple[ClassFigures, ...]:
    rows = Counter(answer.right for answer in known)
    given = Counter(answer.given for answer in known)
    hits = Counter(answer.right for answer in known if answer.is_right)
    found = []
    for name in sorted(rows):
        precision = hits[name] / given[name] if given[name] else 0.0
        recall = hits[name] / rows[name]
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        found.append(ClassFigures(name=name, rows=rows[name], precision=precision, recall=recall, f1=f1))
    return tuple(found)


def _confused(known: Sequence[Answer]) -> list[tuple[str, str, int]]:
    pairs = Counter((answer.right, answer.given or NOTHING) for answer in known if not answer.is_right)
    return [(right, given, n) for (right, given), n in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))]

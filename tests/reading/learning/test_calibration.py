import numpy as np
import pytest

from mailgate.reading.learning.calibration import Pair, Pairs, Scopes, Weights, score_of


def pair(margin: float, right: bool) -> Pair:
    """Two intents; the memory prefers the first by `margin`, the words say nothing."""
    return Pair(np.zeros(2, dtype=np.float32), np.array([margin, 0.0], dtype=np.float32), 0 if right else 1)


def told(weights: Weights, margin: float) -> float:
    both = np.array([margin, 0.0], dtype=np.float32)
    return float(weights.probabilities(np.zeros(2, dtype=np.float32), both, np.array([True, True]))[0])


def test_probabilities_are_as_often_right_as_they_say() -> None:
    pairs = Pairs(pair(0.5, right=n % 10 < 8) for n in range(400))  # right in 8 of 10
    assert told(pairs.fitted(), 0.5) == pytest.approx(0.8, abs=0.02)


def test_what_is_never_wrong_is_believed_more_and_what_is_random_less() -> None:
    sure = Pairs(pair(0.5, right=True) for _ in range(400)).fitted()
    unsure = Pairs(pair(0.5, right=bool(n % 2)) for n in range(400)).fitted()
    assert told(sure, 0.5) > 0.97
    assert told(unsure, 0.5) < 0.55


def test_a_few_predictions_change_nothing() -> None:
    assert Pairs(pair(0.5, right=False) for _ in range(7)).fitted() == Weights()


def test_what_was_always_wrong_is_hardly_believed_and_keeps_its_order() -> None:
    weights = Pairs(pair(0.5, right=False) for _ in range(40)).fitted()
    assert 0.5 < told(weights, 0.5) < 0.6


def test_columns_without_rows_have_no_probability() -> None:
    scores = np.array([3.0, 1.0, 1.0], dtype=np.float32)
    p = Weights().probabilities(scores, scores, np.array([False, True, True]))
    assert p.tolist() == [0.0, 0.5, 0.5]


def test_known_is_high_where_known_texts_score_and_low_where_unknown_ones_do() -> None:
    scope = Scopes(inside=np.linspace(0.5, 0.9, 200), outside=np.linspace(0.1, 0.5, 200)).fitted()
    assert scope.known(0.8) > 0.95
    assert scope.known(0.2) < 0.2
    assert scope.known(0.45) < scope.known(0.55)


def test_how_near_a_text_must_be_depends_on_how_near_texts_of_its_intent_are() -> None:
    cosine = np.array([0.6], dtype=np.float32)
    assert score_of(0.9, 0.8, cosine, 0.5, 0.0) > score_of(0.9, 0.8, cosine, 0.9, 0.0)


def test_what_is_like_nothing_scores_nothing() -> None:
    assert score_of(0.9, 0.8, np.zeros(0, dtype=np.float32), 1.0, 0.0) == 0.0
    assert score_of(0.9, -0.1, np.array([0.6], dtype=np.float32), 0.5, 0.0) == 0.0

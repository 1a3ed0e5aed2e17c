import numpy as np
import pytest

from mailgate.reading.learning.figures import Answer, calibration_error, coverage_at, figures_of


def answer(right: str, given: str | None, confidence: float = 0.9, score: float | None = None) -> Answer:
    return Answer(right=right, given=given, confidence=confidence, score=confidence if score is None else score)


def test_accuracy_and_f1_are_over_in_scope_rows_before_any_rejection() -> None:
    answers = [answer("a", "a"), answer("a", "b"), answer("b", "b"), answer("b", "b"), answer("-", "a")]
    figures = figures_of(answers, [0.9])
    assert figures.accuracy == 0.75
    assert figures.macro_f1 == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert [(one.name, one.rows, one.precision, one.recall) for one in figures.classes] == [
        ("a", 2, 1.0, 0.5),
        ("b", 2, pytest.approx(2 / 3), 1.0),
    ]
    assert figures.confused == (("a", "b", 1),)


def test_the_calibration_error_is_the_mean_gap_between_promise_and_truth() -> None:
    confidence = np.array([0.95, 0.95, 0.95, 0.95, 0.55, 0.55])
    right = np.array([1.0, 1.0, 1.0, 0.0, 1.0, 0.0])
    assert calibration_error(confidence, right) == pytest.approx(4 / 6 * 0.20 + 2 / 6 * 0.05)


def test_out_of_scope_recall_is_told_where_91_percent_of_the_known_are_kept() -> None:
    known = [n / 100 for n in range(1, 101)]  # the threshold lies at 0.0991
    strangers = [answer("-", "a", score=score) for score in (0.01, 0.05, 0.09, 0.2)]
    figures = figures_of([answer("a", "a", score=0.15), *strangers], known)
    assert figures.oos_recall == 0.75
    assert figures.oos_auroc == 0.75


def test_equal_scores_count_half_in_the_auroc() -> None:
    assert figures_of([answer("a", "a", score=0.5), answer("-", "a", score=0.5)], [0.5]).oos_auroc == 0.5


def test_without_out_of_scope_rows_nothing_is_said_of_them() -> None:
    figures = figures_of([answer("a", "a")], [0.9])
    assert (figures.oos_recall, figures.oos_auroc) == (None, None)


def test_coverage_is_what_can_be_answered_at_a_precision_the_surest_first() -> None:
    rights = [True] * 18 + [False, True]
    answers = [answer("a", "a" if right else "b", score=1 - n / 100) for n, right in enumerate(rights)]
    assert coverage_at(answers, 0.95) == 1.0  # 19 of 20
    assert coverage_at(answers, 0.99) == 0.9  # the first 18


def test_an_out_of_scope_row_that_is_answered_is_wrong() -> None:
    answers = [answer("a", "a", score=0.9), answer("-", "a", score=0.8), answer("a", "a", score=0.7)]
    assert coverage_at(answers, 0.95) == 0.5

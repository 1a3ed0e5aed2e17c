from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mailgate.model.learning import Lesson, Outcome
from mailgate.policy import calibration, promotion

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def outcomes(rights: str, *, confidence: float = 0.8, intent: str = "a") -> list[Outcome]:
    """One for each letter: `r` right, `w` wrong."""
    return [
        Outcome(ticket=i, predicted=intent if r == "r" else "x", confidence=confidence, intent=intent, at=NOW)
        for i, r in enumerate(rights)
    ]


def judged(then: list[Outcome], now: list[Outcome], *, behind: int = 0) -> tuple[bool, str]:
    found = promotion.verdict(then, now, behind=behind, intents=("a", "b"))
    return found.promote, found.why


def test_what_is_clearly_right_more_often_is_promoted() -> None:
    promoted, why = judged(outcomes("r" * 60 + "w" * 40), outcomes("r" * 70 + "w" * 30))
    assert promoted
    assert why == "better: right on 70.0 % of the 100 newest tickets, the desk was on 60.0 %"


def test_what_is_better_by_chance_is_not() -> None:
    then, now = outcomes("rrwww" * 20, confidence=0.5), outcomes("rwrww" * 19 + "rrrww", confidence=0.5)
    assert judged(then, now) == (False, "not clearly better: right on 41.0 % of the 100 newest tickets, the desk was on 40.0 %")


def test_what_is_worse_is_never_promoted() -> None:
    promoted, why = judged(outcomes("r" * 70 + "w" * 30), outcomes("r" * 69 + "w" * 31), behind=10_000)
    assert (promoted, why.partition(":")[0]) == (False, "not better")


def test_the_same_with_a_truer_confidence_is_promoted() -> None:
    then = outcomes("r" * 80 + "w" * 20, confidence=0.99)
    now = outcomes("r" * 80 + "w" * 20, confidence=0.8)
    assert judged(then, now)[1].startswith("as good and surer of itself where it is right (Brier 0.036 lower)")


def test_the_same_is_promoted_when_readers_have_much_to_catch_up_on() -> None:
    same = outcomes("r" * 80 + "w" * 20)
    assert judged(same, same, behind=1_001)[0]
    assert not judged(same, same, behind=1_000)[0]


def test_nothing_is_promoted_on_few_tickets() -> None:
    assert judged(outcomes("w" * 49), outcomes("r" * 49)) == (False, "too few new tickets to tell by: 49 of 50")


def test_nothing_is_promoted_that_loses_an_intent() -> None:
    then = outcomes("w" * 50 + "r" * 50) + outcomes("r" * 10, intent="b")
    now = outcomes("r" * 100) + outcomes("r" * 8 + "w" * 2, intent="b")
    found = promotion.verdict(then, now, behind=0, intents=("a", "b"))
    assert (found.promote, found.lost) == (False, ("b",))
    assert promotion.verdict(then, now, behind=0, intents=("a",)).promote  # the settings have no b any more


def test_an_intent_that_fell_by_chance_is_not_told() -> None:
    assert promotion.worse_lately(outcomes("r" * 95 + "w" * 5 + "r" * 60 + "w" * 40), ("a",)) == ("a",)
    assert promotion.worse_lately(outcomes("rrrrrrrrrw" + "rrrrrrrwww"), ("a",)) == ()


def lesson(number: int, *, days: int = 0, ticket: int | None = None, intent: str | None = "a") -> Lesson:
    at = NOW + timedelta(days=days)
    return Lesson(id=number, ticket=ticket or number, text="x", intent=intent, agent=None, source="resolved", at=at)


def test_the_exam_is_the_newest_tickets_that_can_be_held_against_something() -> None:
    lessons = [lesson(n, days=n) for n in range(1, 301)] + [lesson(301, days=0), lesson(302, days=400, intent=None)]
    train, exam = promotion.parted(lessons, predicted=range(1, 303), seen=0)
    assert [one.id for one in exam] == list(range(241, 301))
    assert [one.id for one in train] == [*range(1, 241), 301, 302]
    _, unseen = promotion.parted(lessons, predicted=(), seen=290)
    assert [one.id for one in unseen] == [*range(291, 302)]
    assert promotion.parted([], predicted=(), seen=0) == ((), ())
    assert promotion.parted(lessons, predicted=range(1, 303), seen=0, intents=("b",))[1] == ()


def test_scores_say_how_right_and_how_sure() -> None:
    scores = calibration.scores_of(outcomes("rrrw", confidence=0.75) + outcomes("ww", confidence=0.95, intent="b"))
    assert (scores.tickets, scores.right) == (6, 0.5)
    assert scores.ece == pytest.approx((0 + 2 * 0.95) / 6, abs=1e-4)
    assert scores.brier == pytest.approx((3 * 0.0625 + 0.5625 + 2 * 0.9025) / 6, abs=1e-4)
    assert (scores.intents["a"].tickets, scores.intents["a"].recall, scores.intents["a"].precision) == (4, 0.75, 1.0)
    assert (scores.intents["b"].recall, scores.intents["b"].predicted, scores.intents["b"].precision) == (0.0, 0, None)
    assert scores.intents["x"].precision == 0.0
    assert calibration.scores_of([]).tickets == 0


def test_the_temperature_takes_from_confidence_what_it_did_not_keep() -> None:
    too_sure = outcomes("rrrw" * 25, confidence=0.95)
    assert calibration.temperature(too_sure) == pytest.approx(2.68, abs=0.01)
    assert calibration.temperature(outcomes("rrrw" * 25, confidence=0.75)) == pytest.approx(1.0, abs=0.01)
    assert calibration.temperature(outcomes("rrrw", confidence=0.95)) == 1.0

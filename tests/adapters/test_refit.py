from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mailgate.adapters.refit_child import refit
from mailgate.adapters.refit_process import RefitFailed, RefitProcess
from mailgate.model.errors import GivenUp
from mailgate.model.learning import Learnt, Lesson, Outcome, Refit
from mailgate.model.rules import Rulebook
from tests.adapters import sick_refit
from tests.adapters.sick_refit import ByHeart

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
RULES = Rulebook(fingerprint="f", name="Desk", domain="example.com", mailboxes={}, hours={}, teams={}, agents={})
CHILD = (sys.executable, str(sick_refit.__file__))


def lesson(number: int, text: str, intent: str = "a") -> Lesson:
    at = NOW + timedelta(minutes=number)
    return Lesson(id=number, ticket=number, text=text, intent=intent, agent=None, source="resolved", at=at)


def outcome(one: Lesson, predicted: str | None) -> Outcome:
    return Outcome(ticket=one.ticket, predicted=predicted, confidence=0.5, intent=one.intent or "", at=one.at)


def test_it_is_examined_on_the_newest_which_it_learns_after_it_has_predicted_them() -> None:
    old = [lesson(n, "invoice wrong", "billing") for n in range(1, 51)]
    new = [lesson(n, "crashes often", "technical") for n in range(51, 101)]
    told = [outcome(one, "billing") for one in new]
    made = refit(Refit(lessons=(*old, *new), predicted=tuple(told)), ByHeart())
    assert [one.ticket for one in made.now] == list(range(51, 101))
    assert made.then == tuple(told)
    assert [one.predicted for one in made.now] == [None, *["technical"] * 49]  # the first of its kind taught the others
    assert made.data == b"invoice billing\ncrashes technical"
    assert (made.upto, made.model, made.embedder) == (100, "heart 1", "none")


def test_where_no_prediction_was_kept_what_is_in_force_is_held_against_it() -> None:
    lessons = tuple(lesson(n, "card lost" if n % 2 else "card late", "card") for n in range(1, 101))
    in_force = Learnt(version="v1", upto=20, data=b"card account")
    made = refit(Refit(lessons=lessons, predicted=(), in_force=in_force), ByHeart())
    assert [one.predicted for one in made.then] == ["account", *["card"] * 49]
    assert [one.predicted for one in made.now] == ["card"] * 50


def test_a_process_of_its_own_makes_it() -> None:
    lessons = tuple(lesson(n, "card lost", "card") for n in range(1, 61))
    ask = Refit(lessons=lessons, predicted=tuple(outcome(one, "card") for one in lessons[:-1]))
    made = RefitProcess(model="m", embedder="none", clock=lambda: NOW, command=CHILD)(ask, RULES)
    assert (made.data, made.upto, len(made.now)) == (b"card card", 60, 30)
    assert made.memory > 0


@pytest.mark.parametrize(
    ("text", "more", "error", "why"),
    [
        ("crash", {}, RefitFailed, "killed by signal 9; is there enough memory"),
        ("fail", {}, RefitFailed, "learning failed: ValueError: it is too hard"),
        ("hang", {"within": 1.0}, RefitFailed, "took longer than"),
        ("hang", {"given_up": lambda: True}, GivenUp, "the daemon ends"),
    ],
)
def test_what_goes_wrong_is_told(text: str, more: dict[str, Any], error: type[Exception], why: str) -> None:
    made = RefitProcess(model="m", embedder="none", clock=lambda: NOW, command=CHILD, **more)
    with pytest.raises(error, match=why):
        made(Refit(lessons=(lesson(1, text), lesson(2, "card lost")), predicted=()), RULES)


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(RefitFailed, match="can't start: No such file"):
        RefitProcess(model="m", embedder="none", clock=lambda: NOW, command=("/no/such/program",))(
            Refit(lessons=(), predicted=()), RULES
        )

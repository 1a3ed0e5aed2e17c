"""How urgent it is, times how much it touches."""

from __future__ import annotations

from mailgate.model.reading import NOTHING_READ, Reading, Urgency
from mailgate.policy.priority import impact_of, priority_of
from tests.policy.desk import read, rulebook


def test_a_presentation_in_an_hour_is_urgent_and_says_so_in_the_customers_words() -> None:
    reading = Reading(urgency=Urgency(level="critical", score=0.9, because=("in an hour",)))
    assert priority_of(reading, "medium", rulebook()) == ("urgent", ("urgency critical: “in an hour”", "impact medium"))


def test_nothing_read_is_normal() -> None:
    assert priority_of(NOTHING_READ, impact_of(NOTHING_READ, rulebook()), rulebook())[0] == "normal"


def test_the_settings_matrix_counts_before_the_usual_one() -> None:
    assert priority_of(NOTHING_READ, "low", rulebook(priorities={"normal": {"low": "low"}}))[0] == "low"
    assert priority_of(NOTHING_READ, "high", rulebook(priorities={"normal": {"low": "low"}}))[0] == "high"


def test_the_intents_impact_counts_when_the_intent_is_sure() -> None:
    assert impact_of(read(("billing.refund", 0.9)), rulebook()) == "high"
    assert impact_of(read(("billing.refund", 0.3)), rulebook()) == "medium"
    assert impact_of(read(("unheard.of", 0.9)), rulebook()) == "medium"

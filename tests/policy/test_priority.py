"""How urgent it is, times how much it touches."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from mailgate.model.facts import PastTicket
from mailgate.model.people import Organisation
from mailgate.model.reading import NOTHING_READ, Reading, Urgency
from mailgate.policy.priority import history_of, impact_of, priority_of, standing_of
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


NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)


def past(number: int, *, days: int, state: str = "open", reopened: int = 0) -> PastTicket:
    opened = NOW - timedelta(days=days)
    return PastTicket(
        number=number,
        subject="",
        state=state,
        intent=None,
        agent=None,
        resolved_by=None,
        opened_at=opened,
        resolved_at=opened if state == "resolved" else None,
        reopened=reopened,
    )


def test_two_unsolved_tickets_lately_are_repeated_contact_and_raise_the_priority() -> None:
    why = history_of((past(9, days=1), past(7, days=6)), NOW)
    assert why == "repeated contact: 2 unsolved tickets in 14 days (#9, #7)"
    priority, because = priority_of(NOTHING_READ, "medium", rulebook(), history=why)
    assert (priority, because) == ("high", ("urgency high", why, "impact medium"))


def test_a_ticket_that_came_back_twice_is_repeated_contact() -> None:
    story = (past(9, days=3, state="resolved", reopened=2),)
    assert history_of(story, NOW) == "repeated contact: reopened 2 times in 14 days (#9)"


def test_one_open_ticket_old_ones_and_solved_ones_are_no_repeated_contact() -> None:
    story = (past(9, days=1), past(7, days=20), past(5, days=2, state="resolved"), past(3, days=4, state="archived"))
    assert history_of(story, NOW) is None


def test_who_says_that_it_can_wait_is_not_hurried_by_their_history() -> None:
    calm = Reading(urgency=Urgency(level="low"))
    assert priority_of(calm, "medium", rulebook(), history="repeated contact")[0] == "low"


def test_tier_and_value_are_no_reasons_and_a_trial_that_ends_is_one_where_it_raises_the_priority() -> None:
    acme = Organisation(key="acme.com", name="Acme", tier="gold", value=9000.0)
    assert standing_of(acme, NOW) == ()
    high, ends = Reading(urgency=Urgency(level="high")), ("trial ends on 2026-11-22",)
    assert priority_of(NOTHING_READ, "medium", rulebook(), standing=ends)[1] == ("urgency high", "impact medium", *ends)
    assert priority_of(high, "medium", rulebook(), standing=ends)[1] == ("urgency high", "impact medium")
    trial = Organisation(key="acme.com", name="Acme", trial_until=date(2026, 11, 22))
    assert standing_of(trial, NOW) == ("trial ends on 2026-11-22",)
    assert priority_of(NOTHING_READ, "medium", rulebook(), standing=standing_of(trial, NOW))[0] == "high"
    assert standing_of(Organisation(key="acme.com", name="Acme", trial_until=date(2026, 12, 22)), NOW) == ()
    assert standing_of(None, NOW) == ()

"""What stands out against the same hour of the days before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mailgate.model.facts import Lately
from mailgate.model.reading import Entity, IntentScore, Reading
from mailgate.policy.spikes import Spike, at_least, named_by, spikes, usual

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
SINCE = NOW - timedelta(minutes=20)


def lately(tickets: int, *, customers: int | None = None, same_hour: int = 0, all_hours: int = 0, days: float = 28.0) -> Lately:
    return Lately(
        what="ERROR_CODE:PAY-503",
        tickets=tickets,
        customers=tickets if customers is None else customers,
        since=SINCE,
        same_hour=same_hour,
        all_hours=all_hours,
        days=days,
    )


def test_a_code_that_fourteen_name_where_one_is_normal_is_a_spike() -> None:
    (found,) = spikes([lately(14, same_hour=28, all_hours=400)])
    assert found.told(NOW) == "14 tickets name PAY-503 in 20 minutes, normal is 1"


def test_the_same_count_in_an_hour_that_is_always_busy_is_none() -> None:
    assert spikes([lately(14, same_hour=28 * 12, all_hours=28 * 60)]) == ()


def test_one_customer_who_writes_often_is_no_spike() -> None:
    assert spikes([lately(30, customers=3)]) == ()


def test_four_tickets_are_no_spike_however_new_the_code_is() -> None:
    assert spikes([lately(4)]) == ()


def test_five_customers_with_a_code_that_was_never_named_are_one() -> None:
    assert [one.words for one in spikes([lately(5)])] == ["PAY-503"]


def test_on_a_desk_of_one_day_the_mean_of_all_hours_speaks_for_the_hour_without_history() -> None:
    assert usual(lately(5, same_hour=0, all_hours=240, days=1.0)) == pytest.approx(7.5)
    assert spikes([lately(9, same_hour=0, all_hours=240, days=1.0)]) == ()


def test_the_least_likely_comes_first() -> None:
    other = Lately(what="intent:outage", tickets=40, customers=40, since=SINCE, same_hour=28, days=28.0)
    assert [one.what for one in spikes([lately(6), other])] == ["intent:outage", "ERROR_CODE:PAY-503"]


@pytest.mark.parametrize(
    ("count", "mean", "chance"),
    [(0, 1.0, 1.0), (1, 1.0, 0.6321206), (5, 1.0, 0.0036598), (14, 1.0, 4.5e-12), (3, 10.0, 0.9972306), (200, 1.0, 0.0)],
)
def test_the_tail_of_a_poisson_variable(count: int, mean: float, chance: float) -> None:
    assert at_least(count, mean) == pytest.approx(chance, rel=1e-2, abs=1e-12)


def test_a_ticket_is_counted_under_its_intent_and_what_many_can_share() -> None:
    reading = Reading(
        intents=(IntentScore(name="outage", confidence=0.9),),
        entities=(
            Entity(type="ERROR_CODE", text="pay-503", start=0, end=7),
            Entity(type="ERROR_CODE", text="PAY-503", start=9, end=16),
            Entity(type="ORDER", text="A-1042", start=20, end=26),
            Entity(type="PERSON", text="Maria", start=30, end=35),
        ),
    )
    assert named_by(reading) == ("intent:outage", "ERROR_CODE:PAY-503")


def test_an_intent_that_is_only_guessed_is_not_counted() -> None:
    assert named_by(Reading(intents=(IntentScore(name="outage", confidence=0.4),))) == ()


def test_less_than_one_is_said_in_words() -> None:
    one = Spike(what="intent:outage", tickets=6, customers=6, usual=0.2, since=NOW - timedelta(seconds=30))
    assert one.told(NOW) == "6 tickets are about the intent outage in a minute, normal is less than 1"


def test_a_young_desk_knows_no_usual_hour_of_an_intent() -> None:
    many = Lately(what="intent:billing", tickets=20, customers=20, since=SINCE, days=0.5)
    assert spikes([many]) == ()

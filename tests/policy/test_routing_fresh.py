"""A fresh desk: what the settings say holds until there is evidence, and a few quick tickets are little of it."""

from __future__ import annotations

import pytest

from mailgate.model.decision import Route
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.model.skill import How, SkillRecord
from mailgate.policy.routing.expected import expected, outcome_of
from mailgate.policy.routing.judged import judged, task_now
from mailgate.policy.routing.remembered import learned
from tests.policy.desk import ALICE, BOB, MONDAY_10, rulebook, ticket
from tests.policy.test_routing_learned import LOGIN, factor, of, sent

MINUTE = 1 / 60
Told = tuple[str, How, float]


def desk(alice: float, bob: float) -> Rulebook:
    """Alice and Bob of one team, with what the settings say of their logins."""
    said = {ALICE: ("Alice", alice), BOB: ("Bob", bob)}
    return rulebook(
        agents={a: Agent(address=a, name=name, teams=("helpdesk",), skills={"login": s}) for a, (name, s) in said.items()}
    )


def after(book: Rulebook, *told: Told) -> Past:
    """What the desk remembers after these outcomes of logins, each learned as the daemon learns it."""
    records: dict[tuple[str, str], SkillRecord] = {}
    for number, (agent, how, hours) in enumerate(told, 1):
        skills = judged(Past(skills=dict(records)), book, MONDAY_10)
        task = task_now(ticket(number=number, intent=LOGIN, confidence=0.95), book)
        outcome = outcome_of(skills, task, agent=agent, how=how, hours=hours, at=MONDAY_10)
        records |= {(row.agent, row.intent): row for row in learned(records, outcome)}
    return Past(skills=records)


def routed(book: Rulebook, *told: Told) -> Route:
    return sent(book=book, past=after(book, *told))


def hours(book: Rulebook, agent: str, *told: Told) -> float:
    skills = judged(after(book, *told), book, MONDAY_10)
    return expected(skills, agent, task_now(ticket(number=9, intent=LOGIN, confidence=0.95), book)).hours


QUICK: Told = (BOB, "solved_at_once", MINUTE)


@pytest.mark.parametrize("bob", [0.0, 0.3, 0.6])
@pytest.mark.parametrize("many", [1, 2])
def test_one_or_two_quick_tickets_beat_nobody_of_whom_the_settings_say_far_more(bob: float, many: int) -> None:
    found = routed(desk(0.9, bob), *[QUICK] * many)
    assert found.agent == ALICE
    assert of(found, ALICE).score > of(found, BOB).score + 0.02


def test_not_even_beside_a_slow_ticket_and_a_failure_of_the_other() -> None:
    assert routed(desk(0.9, 0.3), (ALICE, "solved", 6.0), QUICK).agent == ALICE
    assert routed(desk(0.9, 0.6), (ALICE, "given_on", MINUTE), QUICK).agent == ALICE


def test_many_that_agree_decide_against_the_settings() -> None:
    slow: Told = (ALICE, "solved", 6.0)
    assert routed(desk(0.9, 0.6), *[slow, (BOB, "solved_at_once", 0.5)] * 8).agent == BOB
    assert routed(desk(0.9, 0.3), *[(ALICE, "given_on", 1.0), (BOB, "solved", 1.0)] * 8).agent == BOB


def test_a_minute_says_little_of_the_hours_to_expect_and_ten_say_more() -> None:
    book = desk(0.9, 0.6)
    none, one, ten = hours(book, BOB), hours(book, BOB, QUICK), hours(book, BOB, *[QUICK] * 10)
    assert none == pytest.approx(0.8, abs=0.1)
    assert one > 0.55
    assert ten < 0.3


def test_a_ticket_that_lay_for_days_says_little_too() -> None:
    book = desk(0.9, 0.6)
    assert hours(book, ALICE, (ALICE, "solved", 40.0)) < 1.7
    assert hours(book, ALICE, *[(ALICE, "solved", 40.0)] * 20) > 15.0  # a desk whose tickets take days is believed, in time


def test_the_weight_of_time_grows_with_the_outcomes_that_tell_of_it() -> None:
    book = desk(0.9, 0.6)

    def weight(found: Route) -> float:
        return next((f.weight for f in of(found, ALICE).factors if f.name == "time"), 0.0)

    weights = [weight(routed(book, *[(ALICE, "solved", 1.0)] * n)) for n in (0, 1, 2, 5, 20)]
    assert weights == pytest.approx([0.0, 0.4, 0.8, 2.0, 4.0], abs=0.05)


def test_two_of_whom_nothing_is_known_take_the_same_time_whoever_was_quick_once() -> None:
    found = routed(desk(0.7, 0.7), QUICK)
    assert factor(found, ALICE, "time") > 0.75


def test_minutes_are_told_as_minutes() -> None:
    found = routed(desk(0.9, 0.6), QUICK)
    skill = next(f.because for f in of(found, BOB).factors if f.name == "skill")
    assert skill == "solved 1 of 1 account.access, 1 min each, skill login 0.6"

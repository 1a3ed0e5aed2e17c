"""Nobody should have it now: whom it waits for, for how long, and who gets it all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mailgate.model.decision import Route
from mailgate.model.facts import Past
from mailgate.model.people import Agent, Team
from mailgate.model.rules import Rulebook
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, read, rulebook, ticket
from tests.policy.test_queues import given, queued
from tests.policy.test_routing import state, states
from tests.policy.test_routing_learned import LOGIN, REFUND, sent

DAY = timedelta(days=1)


def pair(**changes: object) -> Rulebook:
    """Alice knows logins, Bob billing, and each of them a little of the other; Dana leads."""
    agents = {
        ALICE: Agent(address=ALICE, name="Alice", teams=("helpdesk",), skills={"login": 0.9, "billing": 0.2}),
        BOB: Agent(address=BOB, name="Bob", teams=("helpdesk",), skills={"login": 0.5, "billing": 0.9}),
        DANA: Agent(address=DANA, name="Dana"),
    }
    return replace(rulebook(agents=agents, teams={"helpdesk": Team(name="helpdesk", lead=DANA)}), **changes)  # type: ignore[arg-type]


def away(**back: timedelta) -> Past:
    return states(**{name: state(name, away_until=MONDAY_10 + after) for name, after in back.items()})


def given_on(*passed: str, past: Past, book: Rulebook | None = None) -> Route:
    return sent(on=ticket(number=7, intent=LOGIN, team="helpdesk", passed=passed), past=past, book=book or pair())


@pytest.mark.parametrize(("back", "agent", "reason"), [(DAY, BOB, "queue_nobody_in"), (3 * DAY, DANA, "triage")])
def test_who_did_not_have_it_is_waited_for_a_day_and_then_the_lead_decides(back: timedelta, agent: str, reason: str) -> None:
    found = given_on(ALICE, past=away(bob=back))
    assert (found.agent, found.reason) == (agent, reason)


def test_it_says_that_the_others_are_away() -> None:
    because = given_on(ALICE, past=away(bob=3 * DAY)).because
    assert because == ("everybody who is in has had it; Bob is away until Thursday 10:00",)


def test_who_had_it_and_is_away_is_nobody_to_wait_for() -> None:
    assert given_on(ALICE, BOB, past=away(bob=DAY)).agent == DANA


def test_where_the_lead_had_it_too_it_goes_to_the_best_of_those_who_are_in() -> None:
    assert given_on(ALICE, BOB, DANA, past=away(alice=DAY)).agent == BOB


def test_what_nobody_else_can_do_goes_to_the_lead_rather_than_back() -> None:
    found = sent(on=ticket(number=7, intent=LOGIN, team="helpdesk"), book=pair(), without=frozenset({ALICE, BOB}))
    assert (found.agent, found.reason, found.because) == (DANA, "triage", ("nobody else can do it",))


def both_needed(past: Past) -> Route:
    agents = pair().agents
    book = pair(agents={**agents, ALICE: replace(agents[ALICE], skills={"login": 0.9})})
    return sent(reading=read((LOGIN, 0.9), (REFUND, 0.8)), past=past, book=book)


@pytest.mark.parametrize(("back", "agent"), [(DAY, BOB), (2 * DAY, ALICE)])
def test_who_can_do_both_is_waited_for_a_day(back: timedelta, agent: str) -> None:
    assert both_needed(away(bob=back)).agent == agent


# -- in a queue --------------------------------------------------------------------------------------------------------


def test_nothing_lies_in_a_queue_for_ever_because_everybody_had_it() -> None:
    had = {"passed": (ALICE, BOB)}
    just_now = MONDAY_10 - timedelta(minutes=14)
    assert given(queued(1, handed_over_at=just_now, **had), book=pair()) == {}
    a_day_ago = MONDAY_10 - DAY
    assert given(queued(1, handed_over_at=a_day_ago, **had), book=pair()) == {1: ALICE}


def test_it_lies_there_while_somebody_else_may_come() -> None:
    long_ago = MONDAY_10 - 9 * DAY
    assert given(queued(1, handed_over_at=long_ago, passed=(ALICE,)), book=pair(), past=away(bob=DAY)) == {}


def test_what_needs_two_skills_is_given_to_one_of_them_when_the_other_is_away_for_long() -> None:
    agents = pair().agents
    book = pair(agents={**agents, ALICE: replace(agents[ALICE], skills={"login": 0.9})})
    waits = queued(1, intent=LOGIN, also=REFUND)
    assert given(waits, book=book, past=away(bob=DAY)) == {}
    assert given(waits, book=book, past=away(bob=2 * DAY)) == {1: ALICE}

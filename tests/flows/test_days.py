"""Whole days of a desk: who gets what over a week, what moves on by itself, what drains, and who hears of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from mailgate.adapters.store import open_store, upgrade
from mailgate.model.decision import Decision, SetAway
from mailgate.model.people import Agent, Team
from mailgate.model.rules import Actions, Clause, Condition, Intent, RoutingSettings, Rule, Rulebook, Test
from tests.flows.replay import Replay
from tests.policy.desk import MONDAY_10, rulebook

ALICE, BOB, CARA, LEAD = (f"{name}@example.com" for name in ("alice", "bob", "cara", "lead"))
LOGIN, REFUND = "account.access", "billing.refund"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WORDS = {"log in": LOGIN, "refund": REFUND}


def desk_of(capacity: int = 8, **skills: float) -> Rulebook:
    """A team of these agents, all of them always in, and a lead who is in no team."""
    agents = {
        f"{name}@example.com": Agent(
            address=f"{name}@example.com",
            name=name.title(),
            teams=("helpdesk",),
            skills={"login": skill, "billing": skill},
            capacity=capacity,
            languages=("en",),
        )
        for name, skill in skills.items()
    }
    return rulebook(
        agents={**agents, LEAD: Agent(address=LEAD, name="Lead", languages=("en",))},
        teams={"helpdesk": Team(name="helpdesk", lead=LEAD)},
        intents={
            LOGIN: Intent(name=LOGIN, team="helpdesk", skills=("login",)),
            REFUND: Intent(name=REFUND, team="helpdesk", skills=("billing",)),
        },
        routing=RoutingSettings(triage=LEAD),
        sla=(),
        escalation=(),
    )


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Callable[[Rulebook], Replay]]:
    """A desk by these settings, on Monday at ten."""
    url = f"sqlite:///{tmp_path}/desk.db"
    upgrade(url)
    store = open_store(url)
    yield lambda rules: Replay(store=store, rules=rules, now=MONDAY_10, intents=WORDS)
    store.close()


Play = Callable[[Rulebook], Replay]


def goes_away(desk: Replay, agent: str, span: timedelta) -> None:
    away = SetAway(agent=agent, until=desk.now + span, why="holiday")
    desk.store.apply(Decision(outcome="noted", reason="test", effects=(away,)), settles=None, now=desk.now)


# -- a full desk -----------------------------------------------------------------------------------------------------


def test_while_the_desk_is_full_the_team_gets_one_mail_an_hour_and_nothing_is_lost(play: Play) -> None:
    desk = play(desk_of(alice=0.7, bob=0.7, capacity=2))
    had = [desk.customer(f"c{n}", "Log in fails") for n in range(4)]
    assert (desk.open_at(ALICE), desk.open_at(BOB)) == (2, 2)
    waits = []
    for n in range(10):
        waits.append(desk.customer(f"w{n}", "Log in fails"))
        desk.pass_(5 * MINUTE)
    assert [desk.ticket(number).agent for number in waits] == [None] * 10
    told = [letter.ticket for letter in desk.letters(BOB, "handover")][2:]
    assert told == waits[:1]
    desk.pass_(HOUR)
    (one,) = desk.letters(BOB, "queue_waiting")
    text = desk.text(one)
    assert [f"#{number} Log in fails" in text for number in waits] == [True] * 10
    assert "Alice has 2 of 2 open, Bob has 2 of 2 open" in text
    desk.pass_(5 * HOUR)
    assert len(desk.letters(BOB, "queue_waiting")) == 1  # nothing new waits

    while left := [t for t in desk.tickets() if t.state != "resolved"]:
        mine = [ticket for ticket in left if ticket.agent]
        assert mine
        for ticket in mine:
            desk.agent(ticket.agent, ticket.number, "#resolve\nIt works again.")
        assert max(desk.open_at(ALICE), desk.open_at(BOB)) <= 2
        desk.pass_(20 * MINUTE)
    for number in (*had, *waits):
        whole = [*desk.letters(ALICE, "handover", ticket=number), *desk.letters(BOB, "handover", ticket=number)]
        assert any("Please help me" in desk.text(letter) for letter in whole)


def test_an_urgent_ticket_is_told_at_once_though_the_desk_is_full(play: Play) -> None:
    rules = desk_of(alice=0.7, bob=0.7, capacity=1)
    when = Condition(clauses=(Clause(field="intent", any_of=(Test(kind="equals", value=REFUND),)),))
    burns = Rule(name="Refunds burn", when=when, then=Actions(priority="urgent"))
    desk = play(replace(rules, rules=(burns,)))
    numbers = [desk.customer(f"c{n}", "Log in fails") for n in range(4)]
    urgent = desk.customer("c9", "Refund my order")
    assert [letter.ticket for letter in desk.letters(ALICE, "handover")][-2:] == [numbers[2], urgent]


def test_it_says_who_is_away_until_when_and_who_is_full(play: Play) -> None:
    desk = play(desk_of(alice=0.7, bob=0.7, capacity=1))
    goes_away(desk, ALICE, timedelta(days=4, hours=-1))
    desk.customer("c1", "Log in fails")
    desk.customer("c2", "Log in fails")
    text = desk.text(desk.letters(BOB, "handover")[-1])
    assert "Alice is away until Friday 09:00, Bob has 1 of 1 open" in " ".join(text.split())
    assert "everybody" not in text.lower()


# -- fairness ----------------------------------------------------------------------------------------------------------


def test_over_a_week_three_who_are_alike_get_alike(play: Play) -> None:
    desk = play(desk_of(alice=0.7, bob=0.7, cara=0.7))
    got: Counter[str | None] = Counter()
    for n in range(60):
        number = desk.customer(f"c{n}", "Log in fails")
        agent = desk.ticket(number).agent
        got[agent] += 1
        desk.pass_(50 * MINUTE, step=50 * MINUTE)
        assert agent is not None
        desk.agent(agent, number, "#resolve\nDone.")
    assert sorted(got) == [ALICE, BOB, CARA]
    assert max(got.values()) - min(got.values()) <= 6


# -- no ping-pong ------------------------------------------------------------------------------------------------------


def test_a_ticket_that_everybody_gives_on_goes_once_to_each_and_then_to_the_lead(play: Play) -> None:
    desk = play(desk_of(alice=0.9, bob=0.7, cara=0.5))
    number = desk.customer("c1", "Log in fails")
    way = [desk.ticket(number).agent]
    for _ in range(3):
        desk.pass_(10 * MINUTE)
        desk.agent(str(way[-1]), number, "#misroute helpdesk\n")
        way.append(desk.ticket(number).agent)
    assert way == [ALICE, BOB, CARA, LEAD]


def test_who_gave_it_on_does_not_get_it_back_while_the_other_comes_back_tomorrow(play: Play) -> None:
    desk = play(desk_of(alice=0.9, bob=0.5))
    goes_away(desk, BOB, timedelta(hours=20))
    number = desk.customer("c1", "Log in fails")
    desk.agent(ALICE, number, "#misroute helpdesk\n")
    desk.pass_(22 * HOUR, step=HOUR)
    assert desk.ticket(number).agent == BOB
    assert desk.ticket(number).transfers == 1


# -- what nobody touches -----------------------------------------------------------------------------------------------


def test_what_nobody_touches_goes_round_once_and_each_hears_of_it(play: Play) -> None:
    desk = play(desk_of(alice=0.9, bob=0.7, cara=0.5))
    number = desk.customer("c1", "Log in fails")
    way = [desk.ticket(number).agent]
    for _ in range(14):
        desk.pass_(HOUR, step=15 * MINUTE)
        if desk.ticket(number).agent != way[-1]:
            way.append(desk.ticket(number).agent)
    assert way == [ALICE, BOB, CARA, LEAD]
    assert "did not react" in desk.text(desk.letters(BOB, "handover")[-1])
    (moved,) = desk.letters(ALICE, "rule_notice")
    assert "You need not do anything" in desk.text(moved)


def test_an_answer_keeps_it(play: Play) -> None:
    desk = play(desk_of(alice=0.9, bob=0.7))
    number = desk.customer("c1", "Log in fails")
    desk.pass_(3 * HOUR, step=HOUR)
    desk.agent(ALICE, number, "#note\nI am asking the network people.")
    desk.pass_(3 * HOUR, step=HOUR)
    assert desk.ticket(number).agent == ALICE


# -- somebody comes back -----------------------------------------------------------------------------------------------


def test_when_somebody_comes_back_the_backlog_drains_piece_by_piece_the_oldest_first(play: Play) -> None:
    desk = play(desk_of(alice=0.7, bob=0.7, capacity=6))
    goes_away(desk, ALICE, timedelta(hours=5))
    numbers = [desk.customer(f"c{n}", "Log in fails") for n in range(12)]
    assert (desk.open_at(BOB), desk.open_at(ALICE)) == (6, 0)
    desk.pass_(5 * HOUR - 5 * MINUTE)
    counts = []
    for _ in range(50):
        counts.append(desk.open_at(ALICE))
        desk.pass_(MINUTE, step=MINUTE)
    assert [counts[5], counts[10], counts[15]] == [1, 3, 3]  # up to half a desk one a minute, then one in ten minutes
    assert all(later - before in (0, 1) for before, later in pairwise(counts))
    assert counts[-1] == 6
    order = sorted((desk.ticket(n).handed_over_at, n) for n in numbers if desk.ticket(n).agent == ALICE)
    assert [n for _, n in order] == sorted(n for _, n in order)

"""Nobody is there: what came while all were away or at home, from the first mail until somebody has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mailgate.adapters.store import open_store, upgrade
from mailgate.model.decision import Decision, SetAway
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from tests.flows.replay import Replay
from tests.policy.desk import hour, rulebook

ALICE, BOB, CARA, DANA = (f"{name}@example.com" for name in ("alice", "bob", "cara", "dana"))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SUNDAY_NOON = hour(11, 22)
Play = Callable[[Rulebook], Replay]


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    url = f"sqlite:///{tmp_path}/desk.db"
    upgrade(url)
    store = open_store(url)
    yield lambda rules: Replay(store=store, rules=rules, now=SUNDAY_NOON, intents={"log in": "account.access"})
    store.close()


def three(hours: str, capacity: int) -> Rulebook:
    """Three who are alike, and a lead who can do nothing of it. Answers are owed in four hours, day and night."""
    agents = {
        a: Agent(address=a, name=a[:-12].title(), teams=("helpdesk",), skills={"login": 0.7}, capacity=capacity, hours=hours)
        for a in (ALICE, BOB, CARA)
    }
    return rulebook(agents={**agents, DANA: Agent(address=DANA, name="Dana")})


def goes_away(desk: Replay, agent: str, hours: int | None) -> None:
    until = desk.now + hours * HOUR if hours is not None else None
    away = SetAway(agent=agent, until=until, why="holiday")
    desk.store.apply(Decision(outcome="noted", reason="test", effects=(away,)), settles=None, now=desk.now)
    desk.settle()


def test_what_came_on_sunday_stays_with_who_is_in_on_monday_and_has_the_time_to_react(play: Play) -> None:
    desk = play(three("office", 2))
    numbers = [desk.customer(f"c{n}", "Log in fails") for n in range(8)]
    assert [desk.open_at(a) for a in (ALICE, BOB, CARA)] == [2, 2, 2]
    before = {n: desk.ticket(n).agent for n in numbers}
    desk.now = hour(8, 23) - MINUTE  # Monday, a minute to nine in Rome: the desk stood still until now
    desk.pass_(3 * HOUR + 55 * MINUTE)
    assert {n: desk.ticket(n).agent for n in numbers} == before
    desk.agent(ALICE, next(n for n in numbers if before[n] == ALICE), "#resolve\nDone.")
    assert (desk.open_at(ALICE), [desk.ticket(n).agent for n in numbers if before[n] is None]) == (2, [ALICE, None])


def test_what_waits_for_the_away_moves_once_and_back_to_the_first_who_returns(play: Play) -> None:
    desk = play(three("always", 4))
    numbers = [desk.customer(f"c{n}", "Log in fails") for n in range(3)]
    assert sorted(str(desk.ticket(n).agent) for n in numbers) == [ALICE, BOB, CARA]
    for agent, hours in ((ALICE, 60), (BOB, 70), (CARA, 50)):
        goes_away(desk, agent, hours)
    desk.pass_(HOUR)
    assert [desk.ticket(n).agent for n in numbers] == [CARA] * 3
    new = desk.customer("c9", "Log in fails")
    letters = len(desk.carrier.carried)
    desk.pass_(30 * MINUTE, step=MINUTE)
    assert (desk.ticket(new).agent, len(desk.carrier.carried)) == (CARA, letters)
    goes_away(desk, BOB, None)
    desk.pass_(5 * MINUTE, step=MINUTE)
    assert [desk.ticket(n).agent for n in (*numbers, new)] == [BOB] * 4
    assert max(desk.ticket(n).transfers for n in numbers) <= 3


def test_nobody_is_given_more_than_they_can_carry_while_all_are_away(play: Play) -> None:
    desk = play(three("always", 1))
    for agent, hours in ((ALICE, 30), (BOB, 40), (CARA, 50)):
        goes_away(desk, agent, hours)
    numbers = [desk.customer(f"c{n}", "Log in fails") for n in range(3)]
    assert [desk.ticket(n).agent for n in numbers] == [ALICE, None, None]
    for agent in (CARA, BOB, ALICE):
        goes_away(desk, agent, None)
        desk.pass_(5 * MINUTE, step=MINUTE)
        assert desk.open_at(agent) == 1
    assert [desk.ticket(n).agent for n in numbers] == [CARA, BOB, ALICE]

"""What waits in the queues of a real store is given out, once, and by one node at a time."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread
from typing import Any, cast

from mailgate.adapters.store import SqlStore, open_store
from mailgate.flows.assigning import LOOKED_AT, Assigning, frees
from mailgate.flows.desk import Desk
from mailgate.model.decision import Applied, ChangeTicket, Decision, Effect, KeepRoute, Route, SetAway
from mailgate.model.facts import TicketStory
from mailgate.model.people import Agent
from mailgate.model.promise import Promise
from mailgate.model.rules import Intent, Rulebook
from mailgate.model.ticket import Ticket
from tests.flows.test_promises import Blind
from tests.policy.desk import ALICE, BOB, MONDAY_10, rulebook, ticket
from tests.store.conftest import empty_url, server, store, url  # noqa: F401 (fixtures)
from tests.store.desk_day import opened

LOGIN = "account.access"
CARA = "cara@example.com"


def book(capacity: int = 2) -> Rulebook:
    skills = {"login": 0.5}
    return rulebook(
        agents={a: Agent(address=a, name=a, teams=("helpdesk",), skills=skills, capacity=capacity) for a in (ALICE, BOB)}
    )


def assigning(on: SqlStore, now: datetime = MONDAY_10, rules: Rulebook | None = None) -> Assigning:
    desk = Desk(
        store=on,
        reader=cast(Any, Blind()),
        writer=cast(Any, None),
        carrier=cast(Any, None),
        clock=lambda: now,
        rulebook=lambda: rules or book(),
        wake=lambda _: None,
    )
    return Assigning(desk=desk, rows=on.waiting, locks=on.locks)


def waiting(on: SqlStore, number: int, **more: Any) -> int:
    """A ticket in the queue since before ten."""
    since = MONDAY_10 - timedelta(hours=1)
    route = Route(team="helpdesk", agent=None, reason="queue_full", intent=LOGIN)
    given = {"intent": LOGIN, "team": "helpdesk", "handed_over_at": since, "opened_at": since} | more
    return opened(on, KeepRoute(ticket=0, route=route), key=f"k{number}", message_id=f"m{number}@example.org", **given)


def of(on: SqlStore, number: int) -> Ticket:
    story = on.ticket_story(number)
    assert story is not None
    return story.ticket


def test_a_look_is_worth_it_when_a_desk_may_have_room() -> None:
    had = ticket(number=7, state="open", agent=ALICE, team="helpdesk")

    def said(*effects: Effect) -> bool:
        return frees(Decision(outcome="commanded", reason="test", effects=effects), {7: TicketStory(ticket=had)})

    assert said(SetAway(agent=ALICE, until=None, why="back"))
    assert said(ChangeTicket(ticket=ticket(state="resolved")))
    assert said(ChangeTicket(ticket=ticket(state="waiting")))
    assert said(ChangeTicket(ticket=replace(had, agent=BOB)))
    assert said(ChangeTicket(ticket=replace(had, agent=None)))
    assert said(ChangeTicket(ticket=replace(had, team="billing")))
    assert not said(ChangeTicket(ticket=replace(had, priority="urgent")))
    assert not said()


def test_the_queue_drains_as_desks_have_room(store: SqlStore) -> None:  # noqa: F811
    numbers = [waiting(store, n) for n in range(5)]
    assert assigning(store).step() == 2
    assert assigning(store, MONDAY_10 + timedelta(seconds=5)).step() == 0
    later = MONDAY_10 + timedelta(minutes=11)
    assert assigning(store, later).step() == 2
    assert assigning(store, later + timedelta(minutes=1)).step() == 0
    agents = [of(store, number).agent for number in numbers]
    assert (agents.count(ALICE), agents.count(BOB), agents.count(None)) == (2, 2, 1)
    letters = store.claim_notices(limit=20, now=later + timedelta(minutes=1), lease=timedelta(minutes=1))
    assert sorted(one.template for one in letters) == ["handover"] * 4 + ["queue_waiting"] * 2


def test_however_many_wait_for_a_full_desk_who_has_room_gets_theirs(store: SqlStore) -> None:  # noqa: F811
    """More logins than are looked at together came before, and nobody there may have one of them."""
    strict = Intent(name=LOGIN, team="helpdesk", skills=("login",), teams="strict")
    cara = {CARA: Agent(address=CARA, name="Cara", teams=("billing",), skills={"billing": 0.8})}
    rules = rulebook(agents={**book().agents, **cara}, intents={**rulebook().intents, LOGIN: strict})
    logins = [waiting(store, n, agent=a) for n, a in enumerate((ALICE, ALICE, BOB, BOB))]
    logins += [waiting(store, n) for n in range(4, 4 + LOOKED_AT)]
    refunds = [waiting(store, n, intent="billing.refund", team="billing") for n in (1000, 1001)]
    urgent = waiting(store, 1002, intent="billing.refund", team="billing", priority="urgent")
    assert [one.ticket.number for one in store.waiting.queued(limit=4)] == [urgent, logins[4], logins[5], refunds[0]]
    assert assigning(store, rules=rules).step() == 1
    assert (of(store, urgent).agent, of(store, refunds[0]).agent) == (CARA, None)
    assert assigning(store, MONDAY_10 + timedelta(minutes=11), rules=rules).step() == 1
    assert (of(store, refunds[0]).agent, of(store, refunds[1]).agent) == (CARA, None)


def test_two_nodes_that_look_at_once_give_each_ticket_once_and_overfill_nobody(store: SqlStore, url: str) -> None:  # noqa: F811
    numbers = [waiting(store, n) for n in range(8)]
    other = open_store(url)
    given: list[int] = []
    try:
        nodes = [assigning(one, rules=book(capacity=1)) for one in (store, other) * 4]
        threads = [Thread(target=lambda node=node: given.append(node.step())) for node in nodes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        other.close()
    agents = [of(store, number).agent for number in numbers]
    assert sum(given) == 2
    assert (agents.count(ALICE), agents.count(BOB)) == (1, 1)


SOON = Promise(
    name="first_response", policy="standard", due=MONDAY_10 + timedelta(hours=2), span=timedelta(hours=4), hours="always",
    since=MONDAY_10,
)  # fmt: skip


def go_away(on: SqlStore, agent: str, until: datetime | None) -> None:
    away = SetAway(agent=agent, until=until, why="holiday")
    on.apply(Decision(outcome="noted", reason="test", effects=(away,)), settles=None, now=MONDAY_10)


def test_while_everybody_is_away_it_goes_round_nowhere(store: SqlStore) -> None:  # noqa: F811
    """From who is away for long to who is in again first, once; back to the first of them who is there after all."""
    cara = Agent(address=CARA, name="Cara", teams=("helpdesk",), skills={"login": 0.5})
    rules = rulebook(agents={**book().agents, CARA: cara})
    owed = waiting(store, 1, agent=ALICE, promises=(SOON,))
    for agent, days in ((ALICE, 3), (BOB, 2), (CARA, 1)):
        go_away(store, agent, MONDAY_10 + timedelta(days=days))
    assert [assigning(store, rules=rules).step() for _ in range(4)] == [1, 0, 0, 0]
    assert (of(store, owed).agent, of(store, owed).passed) == (CARA, ())
    letters = store.claim_notices(limit=20, now=MONDAY_10, lease=timedelta(minutes=1))
    assert sorted((one.template, one.to) for one in letters) == [("handover", CARA), ("rule_notice", ALICE)]
    go_away(store, ALICE, None)
    assert [assigning(store, rules=rules).step() for _ in range(3)] == [1, 0, 0]
    assert (of(store, owed).agent, of(store, owed).passed) == (ALICE, ())


def test_what_is_owed_before_its_agent_is_back_goes_elsewhere(store: SqlStore) -> None:  # noqa: F811
    owed = waiting(store, 1, agent=ALICE, promises=(SOON,))
    kept = waiting(store, 2, agent=ALICE)
    go_away(store, ALICE, MONDAY_10 + timedelta(days=2))
    assert assigning(store).step() == 1
    assert (of(store, owed).agent, of(store, owed).passed, of(store, kept).agent) == (BOB, (), ALICE)
    assert assigning(store).step() == 0


def test_what_waits_for_room_is_listed_once_and_again_when_something_new_waits(store: SqlStore) -> None:  # noqa: F811
    def lists(after: timedelta) -> int:
        now = MONDAY_10 + after
        assert assigning(store, now, book(capacity=1)).step() == 0
        letters = store.claim_notices(limit=20, now=now, lease=timedelta(days=9))
        return sum(one.template == "queue_waiting" and one.to == ALICE for one in letters)

    hour, since = timedelta(hours=1), MONDAY_10 - timedelta(hours=1)
    for number, agent in ((1, ALICE), (2, BOB)):
        waiting(store, number, agent=agent)
    waiting(store, 3)
    assert [lists(after) for after in (timedelta(0), hour / 2, 2 * hour)] == [1, 0, 0]
    waiting(store, 4, handed_over_at=since + 2.5 * hour, opened_at=since + 2.5 * hour)
    assert [lists(after) for after in (2 * hour, 2.5 * hour, 4 * hour)] == [1, 0, 0]


class Counted:
    """Locks that say how often they were asked for: once for each look that decides anything."""

    def __init__(self, on: SqlStore) -> None:
        self.on, self.asked = on, 0

    def try_hold(self, name: str) -> AbstractContextManager[object] | None:
        self.asked += 1
        return self.on.locks.try_hold(name)


def test_what_nobody_else_can_have_is_looked_at_again_when_something_changes_or_after_five_minutes(
    store: SqlStore,  # noqa: F811
) -> None:
    """Cara is in all the time, but may have no logins; Bob may, and is away for longer than Alice."""
    strict = Intent(name=LOGIN, team="helpdesk", skills=("login",), teams="strict")
    cara = {CARA: Agent(address=CARA, name="Cara", teams=("billing",), skills={"billing": 0.8})}
    rules = rulebook(agents={**book().agents, **cara}, intents={**rulebook().intents, LOGIN: strict})
    owed = waiting(store, 1, agent=ALICE, promises=(SOON,))
    go_away(store, ALICE, MONDAY_10 + timedelta(days=2))
    go_away(store, BOB, MONDAY_10 + timedelta(days=3))
    now, counted = [MONDAY_10], Counted(store)
    one = assigning(store, rules=rules)
    one = replace(one, locks=counted, desk=replace(one.desk, clock=lambda: now[0]))

    def looks(seconds: int, *, until: int) -> int:
        before = counted.asked
        for after in range(seconds, until, 5):
            now[0] = MONDAY_10 + timedelta(seconds=after)
            assert one.step() == 0
        return counted.asked - before

    assert (looks(0, until=300), looks(300, until=305), looks(305, until=500)) == (1, 1, 0)
    changed = replace(of(store, owed), priority="urgent", changed_at=now[0])
    told = Decision(outcome="noted", reason="test", ticket=owed, effects=(ChangeTicket(ticket=changed),))
    assert isinstance(store.apply(told, settles=None, now=now[0]), Applied)
    assert looks(500, until=600) == 1
    go_away(store, BOB, MONDAY_10 + timedelta(days=4))
    assert looks(600, until=700) == 1
    go_away(store, BOB, None)
    assert (one.step(), of(store, owed).agent) == (1, BOB)
    assert (looks(700, until=1400), one.stays) == (0, {})

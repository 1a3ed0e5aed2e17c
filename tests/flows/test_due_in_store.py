"""A ticket's time passes, on a real database: each promise is watched, told once, and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from mailgate.adapters.store import SqlStore, open_store, upgrade
from mailgate.flows.desk import Desk
from mailgate.flows.promises import fire_due
from mailgate.model.decision import Applied, ChangeTicket, Decision, Effect, OpenTicket
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Participant, Ticket
from mailgate.policy.promises import after_answer, after_resolved, made
from mailgate.policy.rules import rule_facts
from tests.policy.desk import ALICE, DANA, MONDAY_10, hour, rulebook, ticket

BOOK = rulebook(feedback=replace(rulebook().feedback, after_close=timedelta(days=1)))


class Blind:
    model = "none"


class Day:
    """A desk whose clock the test turns."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.now = store, MONDAY_10
        self.said: list[tuple[str, str]] = []
        self.desk = Desk(
            store=store,
            reader=cast(Any, Blind()),
            writer=cast(Any, None),
            carrier=cast(Any, None),
            clock=lambda: self.now,
            rulebook=self.rulebook,
            wake=lambda _: None,
            tell=self.tell,
        )

    def rulebook(self) -> Rulebook:
        return BOOK

    def tell(self, word: str, /, **said: Any) -> None:
        self.said.append((word, said["decision"].reason))

    def opened(self) -> int:
        new = ticket(agent=ALICE, team="helpdesk")
        new, timers = made(new, rule_facts(rulebook=BOOK, now=self.now, ticket=new), BOOK, self.now)
        customer = Participant(address=new.customer)
        applied = self.apply(OpenTicket(ticket=new, participants=(customer,)), *timers)
        assert applied.ticket is not None
        return applied.ticket

    def apply(self, *effects: Effect) -> Applied:
        number = next(e.ticket.number for e in effects if isinstance(e, (OpenTicket, ChangeTicket)))
        decision = Decision(outcome="appended", reason="test", ticket=number, effects=effects)
        applied = self.store.apply(decision, settles=None, now=self.now)
        assert isinstance(applied, Applied)
        return applied

    def ticket(self, number: int) -> Ticket:
        story = self.store.ticket_story(number)
        assert story is not None
        return story.ticket

    def letters_at(self, at: datetime) -> list[tuple[str, str]]:
        """What the timers due by then want written."""
        self.now = at
        fire_due(self.desk, 50)
        claimed = self.store.claim_notices(limit=50, now=at, lease=timedelta(days=900))
        return [(n.template, n.to) for n in claimed]


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    url = f"sqlite:///{tmp_path}/desk.db"
    upgrade(url)
    store = open_store(url)
    yield Day(store)
    store.close()


def test_a_neglected_ticket_climbs_the_ladder_once(day: Day) -> None:
    number = day.opened()
    assert day.letters_at(hour(11.5)) == []
    assert day.letters_at(hour(12)) == [("sla_warning", ALICE)]
    assert day.letters_at(hour(12.5)) == []
    assert day.letters_at(hour(13)) == [("escalation", DANA)]
    assert day.letters_at(hour(15)) == [("escalation", "manager@example.com")]
    assert day.letters_at(hour(16)) == []
    states = {p.name: (p.state, p.step) for p in day.ticket(number).promises}
    assert states == {"first_response": ("broken", 3), "resolution": ("running", 0)}


def test_an_answered_and_resolved_ticket_ends_by_itself(day: Day) -> None:
    number = day.opened()
    day.now = hour(10)
    answered, effects = after_answer(day.ticket(number).answered(day.now), BOOK, day.now)
    day.apply(ChangeTicket(ticket=answered), *effects)
    assert day.letters_at(hour(10, 26)) == [("waiting_reminder", "maria@example.org")]
    solved, effects = after_resolved(day.ticket(number).resolved(ALICE, day.now), BOOK, day.now)
    day.apply(ChangeTicket(ticket=solved), *effects)
    assert day.letters_at(hour(9, 30)) == []
    assert day.letters_at(hour(10, 30)) == [("closed", "maria@example.org")]
    assert day.letters_at(hour(10, 30) + timedelta(days=1)) == [("feedback_request", "maria@example.org")]
    assert day.letters_at(hour(10, 30) + timedelta(days=365)) == []
    assert day.ticket(number).state == "archived"
    assert day.store.next_due() is None or day.store.next_due() > day.now


def test_the_same_customer_is_not_asked_twice_in_a_month(day: Day) -> None:
    for _ in range(2):
        number = day.opened()
        done = day.ticket(number).answered(day.now)
        done, first = after_answer(done, BOOK, day.now)
        done, second = after_resolved(done.resolved(ALICE, day.now), BOOK, day.now)
        day.apply(ChangeTicket(ticket=done), *first, *second)
    assert day.letters_at(hour(10, 27)) == [("closed", "maria@example.org")] * 2
    assert day.letters_at(hour(11, 28)) == [("feedback_request", "maria@example.org")]
    assert day.said[-1] == ("timer", "feedback_asked")

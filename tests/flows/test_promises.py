"""Timers fire once, one at a time, and none keeps the others from firing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from mailgate.flows.desk import Desk, Store
from mailgate.flows.promises import fire_due
from mailgate.model.decision import Applied, ChangeTicket, Conflict, Decision
from mailgate.model.errors import StoreUnavailable
from mailgate.model.facts import Past, TicketStory
from mailgate.model.promise import Timer
from mailgate.model.ticket import Ticket
from tests.policy.desk import ALICE, hour, rulebook, ticket

NOW = hour(11, 27)


def resolved(number: int) -> Ticket:
    return ticket(number=number).answered(hour(10)).resolved(ALICE, hour(10))


@dataclass
class Shelf:
    """Only what firing needs of a store, in memory."""

    timers: list[Timer]
    tickets: dict[int, Ticket] = field(default_factory=dict)
    conflicts: int = 0
    broken: set[int] = field(default_factory=set)
    applied: list[tuple[Decision, Timer]] = field(default_factory=list)

    def claim_timers(self, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Timer]:
        claimed = [t for t in self.timers if t.due <= now][:limit]
        self.timers = [t for t in self.timers if t not in claimed]
        return claimed

    def ticket_story(self, number: int) -> TicketStory | None:
        if number in self.broken:
            raise ValueError("a row nobody can read")
        found = self.tickets.get(number)
        return TicketStory(ticket=found) if found else None

    def past_of(self, *_: Any, **__: Any) -> Past:
        return Past()

    def apply(self, decision: Decision, *, settles: Timer, now: datetime) -> Applied | Conflict:
        if self.conflicts:
            self.conflicts -= 1
            return Conflict(why="ticket_changed")
        for effect in decision.effects:
            if isinstance(effect, ChangeTicket):
                self.tickets[effect.ticket.number] = effect.ticket
        self.applied.append((decision, settles))
        return Applied(ticket=decision.ticket)


class Blind:
    model = "none"


def desk_on(shelf: Any, said: list[str] | None = None, woken: list[str] | None = None) -> Desk:
    return Desk(
        store=cast(Store, shelf),
        reader=cast(Any, Blind()),
        writer=cast(Any, None),
        carrier=cast(Any, None),
        clock=lambda: NOW,
        rulebook=rulebook,
        wake=(woken if woken is not None else []).append,
        tell=lambda word, /, **_: (said if said is not None else []).append(word),
    )


def closing(number: int) -> Timer:
    return Timer(kind="close_resolved", ticket=number, due=hour(10, 27), id=number)


def test_due_timers_close_their_tickets_and_wake_the_letters() -> None:
    shelf = Shelf(timers=[closing(1), closing(2)], tickets={1: resolved(1), 2: resolved(2)})
    woken: list[str] = []
    assert fire_due(desk_on(shelf, woken=woken), 10) == 2
    assert [t.state for t in shelf.tickets.values()] == ["closed", "closed"]
    assert woken == ["notices"]
    assert fire_due(desk_on(shelf), 10) == 0


def test_no_more_are_claimed_than_asked_for() -> None:
    shelf = Shelf(timers=[closing(1), closing(2)], tickets={1: resolved(1), 2: resolved(2)})
    assert fire_due(desk_on(shelf), 1) == 1
    assert shelf.tickets[2].state == "resolved"


def test_a_ticket_that_changed_meanwhile_is_decided_afresh() -> None:
    shelf = Shelf(timers=[closing(1)], tickets={1: resolved(1)}, conflicts=3)
    fire_due(desk_on(shelf), 10)
    assert shelf.tickets[1].state == "closed"
    assert len(shelf.applied) == 1


def test_a_timer_of_a_ticket_that_is_gone_is_settled_without_effect() -> None:
    shelf = Shelf(timers=[closing(9)])
    fire_due(desk_on(shelf), 10)
    assert [(d.outcome, d.effects, t.ticket) for d, t in shelf.applied] == [("ignored:stale_timer", (), 9)]


def test_a_timer_that_fails_is_told_and_the_next_one_fires() -> None:
    shelf = Shelf(timers=[closing(1), closing(2)], tickets={2: resolved(2)}, broken={1})
    said: list[str] = []
    assert fire_due(desk_on(shelf, said), 10) == 2
    assert said == ["timer_failed", "timer"]
    assert shelf.tickets[2].state == "closed"


def test_a_store_that_is_away_is_the_loops_matter() -> None:
    class Away(Shelf):
        def apply(self, decision: Decision, *, settles: Timer, now: datetime) -> Applied | Conflict:
            raise StoreUnavailable("locked")

    with pytest.raises(StoreUnavailable):
        fire_due(desk_on(Away(timers=[closing(1)], tickets={1: resolved(1)})), 10)

"""Give out what waits: when somebody becomes free, comes back or begins their day, and whenever a while has passed.

One look at the queues, one decision about all of them, one commit a ticket: a ticket that changed meanwhile keeps its change
and waits for the next look. Of several nodes one gives out at a time, so that no desk gets more than it can carry."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from mailgate.flows.desk import Desk
from mailgate.model.decision import Applied, ChangeTicket, Decision, Judgement, SetAway
from mailgate.model.facts import Past, TicketStory
from mailgate.model.reading import NOTHING_READ
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.given_out import on_given_out
from mailgate.policy.queue_told import listed, owed_a_list
from mailgate.policy.routing.queues import Queued, Turns, anybody_free, given_out
from mailgate.policy.untouched import left_behind, on_untouched, there

LOOKED_AT = 100  # tickets that are considered together
OF_AWAY = 500
AGAIN = timedelta(minutes=5)  # what stays with who is away is looked at again, though nothing changed
LOCK = "assigning"
AT_WORK = frozenset({"new", "open"})  # states in which a ticket lies on a desk


class WaitingRows(Protocol):
    def anything(self) -> bool:
        """Whether any ticket without an agent waits for one."""
        ...

    def queued(self, *, limit: int) -> Sequence[Queued]:
        """Tickets without an agent that wait for one: of each team and intent in turn, the urgent and then the oldest first."""
        ...

    def full(self) -> Mapping[str, datetime]:
        """The teams at which tickets wait for room, with when the newest of them came there."""
        ...

    def turns(self, *, agents: Collection[str], now: datetime) -> Turns: ...

    def of_away(self, *, now: datetime, limit: int) -> Sequence[Ticket]:
        """What waits for agents who are away or out of reach."""
        ...


class Locks(Protocol):
    def try_hold(self, name: str) -> AbstractContextManager[object] | None:
        """One at a time among all nodes; None while another has it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """A ticket that nobody else could have, what that rested on, and until when that is believed."""

    ticket: Ticket
    there: tuple[object, ...]
    rulebook: Rulebook
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigning:
    """Made once for a loop: it remembers what stays with agents who are away, until something changes."""

    desk: Desk
    rows: WaitingRows
    locks: Locks
    stays: dict[int, Stays] = field(default_factory=dict)

    def step(self) -> int:
        """Give out once: at most one ticket an agent; how many were given. What is due of agents who are away moves on, and
        teams hear of what goes on waiting."""
        queued = self.rows.anything()
        of_away = self.rows.of_away(now=self.desk.clock(), limit=OF_AWAY)
        if not queued and not of_away:
            return 0
        given = self._moved_on(queued, of_away)
        if given or (queued and self._listed()):
            self.desk.wake("notices")
        return given

    def _moved_on(self, queued: bool, of_away: Sequence[Ticket]) -> int:
        judgement, past = self._past()
        behind = self._behind(of_away, past, judgement)
        if not behind and not (queued and self._free(past, judgement)):
            return 0
        held = self.locks.try_hold(LOCK)
        if held is None:
            return 0
        with held:
            return sum(self._moved(ticket) for ticket in behind) + (self._given() if queued else 0)

    def _behind(self, of_away: Sequence[Ticket], past: Past, judgement: Judgement) -> Sequence[Ticket]:
        """What has to go elsewhere, and may: what stayed a moment ago stays while its ticket and who is there are the same."""
        rulebook, now = judgement.rulebook, judgement.now
        who = {team: there(team, past, rulebook, now) for team in {one.ticket.team for one in self.stays.values()}}
        still: dict[int, Stays] = {}
        for one in of_away:
            stays = self.stays.get(one.number)
            same = stays is not None and (stays.ticket, stays.there) == (one, who.get(one.team))
            if stays is not None and same and stays.rulebook is rulebook and now < stays.until:
                still[one.number] = stays
        self.stays.clear()
        self.stays.update(still)
        return [one for one in of_away if one.number not in still and left_behind(one, past, rulebook, now)]

    def _listed(self) -> int:
        """Of each team that something waits at, one mail that lists it, not more often than the settings say."""
        newest = self.rows.full()
        if not newest:
            return 0
        judgement, past = self._past()
        rulebook, now = judgement.rulebook, judgement.now
        teams = owed_a_list(newest, past, rulebook, now)
        queued = self.rows.queued(limit=LOOKED_AT) if teams else ()
        with self.desk.turn:
            lists = [found for team in teams if (found := listed(team, queued, past, rulebook, now)) is not None]
        return sum(isinstance(self.desk.store.apply(one, settles=None, now=now), Applied) for one in lists)

    def _past(self) -> tuple[Judgement, Past]:
        judgement = self.desk.judgement()
        return judgement, self.desk.store.past_of(NOTHING_READ, "", rulebook=judgement.rulebook, now=judgement.now)

    def _free(self, past: Past, judgement: Judgement) -> bool:
        """Whether there is anybody to give something to: while all desks are full nothing more is asked."""
        rulebook, now = judgement.rulebook, judgement.now
        return anybody_free(past, self._turns(rulebook, now), rulebook, now)

    def _turns(self, rulebook: Rulebook, now: datetime) -> Turns:
        """Of every agent, however the address is spelt in a row."""
        return self.rows.turns(agents={*rulebook.agents, *(agent.address for agent in rulebook.agents.values())}, now=now)

    def _given(self) -> int:
        """Read anew under the lock: what another node has just given counts."""
        judgement, past = self._past()
        rulebook, now = judgement.rulebook, judgement.now
        queued, turns = self.rows.queued(limit=LOOKED_AT), self._turns(rulebook, now)
        with self.desk.turn:
            chosen = given_out(queued, past, turns, rulebook, now)
            decisions = [on_given_out(ticket, route, past, rulebook, now) for ticket, route in chosen]
        return sum(self._applied(decision) for decision in decisions)

    def _moved(self, ticket: Ticket) -> bool:
        judgement = self.desk.judgement()
        rulebook, now = judgement.rulebook, judgement.now
        past = self.desk.store.past_of(NOTHING_READ, ticket.customer, rulebook=rulebook, now=now)
        if not left_behind(ticket, past, rulebook, now):
            return False
        found = on_untouched(ticket, past, rulebook, now)
        if found.reason == "nobody_else":  # nothing was done, so nothing more is looked at
            who = there(ticket.team, past, rulebook, now)
            self.stays[ticket.number] = Stays(ticket=ticket, there=who, rulebook=rulebook, until=now + AGAIN)
            return False
        return self._applied(found)

    def _applied(self, decision: Decision) -> bool:
        done = isinstance(self.desk.store.apply(decision, settles=None, now=self.desk.clock()), Applied)
        if done:
            self.desk.tell("timer", timer="waiting", name="", ticket=decision.ticket, decision=decision)
        return done


def frees(decision: Decision, before: Mapping[int, TicketStory]) -> bool:
    """Whether somebody may have room after a decision, or something must move on: a ticket left somebody's desk (it rests, or is
    another's or another queue's now), or an agent came or went. `before` are the tickets as it was decided on them, by number."""

    def left(after: Ticket) -> bool:
        known = before.get(after.number)
        moved = known is not None and (known.ticket.agent, known.ticket.team) != (after.agent, after.team)
        return moved or after.state not in AT_WORK

    return any(isinstance(e, SetAway) or (isinstance(e, ChangeTicket) and left(e.ticket)) for e in decision.effects)

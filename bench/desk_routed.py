"""The daemon's own road in a simulated world: `route` when a ticket comes and when it is given on, `given_out` for what waits."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bench.desk_world import JUDGED_EVERY, at
from mailgate.model.facts import AgentState, Past, PastTicket
from mailgate.model.people import Agent, Mailbox, Team
from mailgate.model.promise import Hours
from mailgate.model.reading import IntentScore, Reading
from mailgate.model.rules import Actions, Intent, RoutingSettings, Rulebook
from mailgate.model.skill import SkillRecord
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.choice import route
from mailgate.policy.routing.expected import outcome_of
from mailgate.policy.routing.judged import judged, task_now
from mailgate.policy.routing.pooled import Skills
from mailgate.policy.routing.queues import Queued, Turns, given_out
from mailgate.policy.routing.remembered import learned

WEEK = timedelta(hours=40)  # of work
SURE_ENOUGH = 0.4  # nobody is there to sort what is less sure, so the desk sorts by itself
STORY = 5  # tickets of a customer that are remembered


def rulebook_of(agents: dict[str, Any], at_hand: int | None) -> Rulebook:
    """The settings that somebody would write for this world: what its admin thinks of each agent are their skills."""
    intents = next(iter(agents.values())).prior
    teams = sorted({agent.team for agent in agents.values()})
    home = {name: max(teams, key=lambda team: sum(a.prior[name] for a in agents.values() if a.team == team)) for name in intents}
    return Rulebook(
        fingerprint="world",
        name="World",
        domain="world",
        mailboxes={"world": Mailbox(address="world", name="World", team=teams[0])},
        hours={"always": Hours(name="always")},
        teams={team: Team(name=team) for team in teams},
        agents={
            name: Agent(address=name, name=name, teams=(a.team,), skills=dict(a.prior), capacity=a.capacity)
            for name, a in agents.items()
        },
        intents={name: Intent(name=name, team=home[name]) for name in intents},
        routing=RoutingSettings(min_confidence=SURE_ENOUGH, at_hand=at_hand),
    )


class Routed:
    """The daemon's decisions behind the world's `assign` and `learn`."""

    def __init__(self, agents: dict[str, Any], at_hand: int | None) -> None:
        self.rulebook = rulebook_of(agents, at_hand)
        self.records: dict[tuple[str, str], SkillRecord] = {}
        self.seen = dict(self.records)  # the same, as they were when last judged
        self.since_judged = 0
        self.tickets: dict[int, Ticket] = {}  # by the world's number
        self.queued: dict[int, str] = {}  # why each is in a queue
        self.desks: dict[str, dict[int, str]] = {name: {} for name in agents}  # open tickets with their intents
        self.given: dict[str, list[datetime]] = {name: [] for name in agents}
        self.finished: dict[str, datetime] = {}
        self.stories: dict[str, tuple[PastTicket, ...]] = {}
        self.seconds: list[float] = []  # of CPU, for each question

    def skills(self, now: float) -> Skills:
        return judged(Past(skills=self.seen), self.rulebook, at(now))

    def assign(self, waiting: Sequence[Any], agents: Sequence[Any], now: float) -> Iterator[tuple[Any, str]]:
        if not waiting:
            return
        began = time.process_time()
        here = {agent.name for agent in agents if agent.present}
        of_world = {ticket.id: ticket for ticket in waiting}
        answers = [*self.routed(waiting, here, at(now)), *self.given_out(here, at(now))]
        self.seconds.append(time.process_time() - began)
        yield from ((of_world[number], agent) for number, agent in answers)

    def routed(self, waiting: Sequence[Any], here: set[str], now: datetime) -> Iterator[tuple[int, str]]:
        """What has just come, or was given on."""
        for one in waiting:
            if one.id in self.queued:
                continue
            ticket = self.tickets.get(one.id) or _new(one, now)
            found = route(
                ticket=ticket,
                reading=_reading(one),
                past=self.past(here, now, self.stories.get(one.customer, ())),
                actions=Actions(),
                rulebook=self.rulebook,
                now=now,
            )
            self.tickets[one.id] = replace(ticket, number=one.id + 1, team=found.team, handed_over_at=now)
            if found.agent is None or found.agent not in here:  # the world has no desk to lay it on of who is away
                self.queued[one.id] = found.reason
            else:
                yield self.gets(one.id, found.agent, now)

    def given_out(self, here: set[str], now: datetime) -> Iterator[tuple[int, str]]:
        waiting = [
            Queued(ticket=self.tickets[number], reason=reason, story=self.stories.get(self.tickets[number].customer, ()))
            for number, reason in self.queued.items()
        ]
        got = {name: times[-1] for name, times in self.given.items() if times}
        turns = Turns(got=got, finished=self.finished)
        for ticket, found in given_out(waiting[:100], self.past(here, now, ()), turns, self.rulebook, now):
            if found.agent is not None:
                del self.queued[ticket.number - 1]
                yield self.gets(ticket.number - 1, found.agent, now)

    def gets(self, number: int, agent: str, now: datetime) -> tuple[int, str]:
        self.desks[agent][number] = self.tickets[number].intent or ""
        self.given[agent].append(now)
        return number, agent

    def past(self, here: set[str], now: datetime, story: tuple[PastTicket, ...]) -> Past:
        return Past(agents={name: self.state(name, name in here, now) for name in self.desks}, skills=self.seen, story=story)

    def state(self, name: str, here: bool, now: datetime) -> AgentState:
        desk, given = self.desks[name], self.given[name]
        self.given[name] = given = [when for when in given[:-1] if now - when < WEEK] + given[-1:]
        return AgentState(
            address=name,
            load=len(desk),
            away_until=None if here else now + WEEK,
            week=sum(now - when < WEEK for when in given),
            open={intent: list(desk.values()).count(intent) for intent in desk.values()},
        )

    def learn(self, outcome: Any) -> None:
        number, agent, now = outcome.ticket.id, outcome.agent, at(outcome.at)
        ticket = self.tickets[number]
        del self.desks[agent][number]
        self.finished[agent] = now
        seen = outcome_of(
            self.skills(outcome.at),
            task_now(ticket, self.rulebook),
            agent=agent,
            how="solved" if outcome.solved else "given_on",
            hours=outcome.hours,
            at=now,
        )
        self.records.update({(row.agent, row.intent): row for row in learned(self.records, seen)})
        self.since_judged += 1
        if self.since_judged >= JUDGED_EVERY:
            self.since_judged, self.seen = 0, dict(self.records)
        if outcome.solved:
            solved = _solved(ticket, agent, now)
            self.stories[ticket.customer] = (solved, *self.stories.get(ticket.customer, ())[: STORY - 1])
            del self.tickets[number]
        else:
            self.tickets[number] = replace(ticket, passed=(*ticket.passed, agent))


def _new(one: Any, now: datetime) -> Ticket:
    return Ticket(
        mailbox="world",
        customer=one.customer,
        opened_at=at(one.at),
        changed_at=now,
        subject="",
        verified=True,
        tier=one.tier,
        intent=one.intent,
        also=one.also,
        confidence=one.confidence,
    )


def _reading(one: Any) -> Reading:
    """What a ticket needs as well is as sure as what it is about."""
    names = dict.fromkeys((one.intent, *([one.also] if one.also else [])))
    return Reading(intents=tuple(IntentScore(name=name, confidence=one.confidence) for name in names), model="world")


def _solved(ticket: Ticket, agent: str, now: datetime) -> PastTicket:
    return PastTicket(
        number=ticket.number,
        subject="",
        state="resolved",
        intent=ticket.intent,
        agent=agent,
        resolved_by=agent,
        opened_at=ticket.opened_at,
        resolved_at=now,
    )

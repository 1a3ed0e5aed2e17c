"""What waits in the queues, given out together: each ticket to where it is solved soonest, all of them considered at once.

Who has just come back, or has a light desk, gets one ticket a turn and time for it; who finishes something gets the next at
once. Tickets that people or rules have put into a team's queue on purpose are left there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mailgate.model.decision import Candidate, Route
from mailgate.model.facts import Past, PastTicket
from mailgate.model.people import Agent
from mailgate.model.reading import NOTHING_READ
from mailgate.model.rules import Actions, Rulebook
from mailgate.model.skill import Share
from mailgate.model.ticket import Ticket
from mailgate.policy.hours import is_open
from mailgate.policy.promises import due
from mailgate.policy.routing.answers import candidates_for, chosen
from mailgate.policy.routing.asked import Asked
from mailgate.policy.routing.assign import Desk, Given, Manner, Term, Waiting, Work, assign
from mailgate.policy.routing.candidates import ABSENT
from mailgate.policy.routing.expected import Task
from mailgate.policy.routing.judged import judged, task_now
from mailgate.policy.routing.load import gone, hours_of, state_of
from mailgate.policy.routing.modes import mode_for
from mailgate.policy.routing.nobody import WORTH_WAITING, awaited
from mailgate.policy.routing.score import HOURS_A_WEIGHT, MORE_WEIGHTS, OF_TIME, busy_of, dear_of, weight_of

# Why a ticket may be in a queue and wait for whoever is free; `assigned` is a person's word, and the team may take it first.
WAITS = frozenset({"queue_full", "queue_turn", "queue_nobody_in", "assigned"})
GRACE = timedelta(minutes=15)
PAUSE = timedelta(minutes=10)  # between two tickets from the queue for an agent who has half a desk and finished nothing since
URGENT = {"urgent": 4.0, "high": 2.0, "normal": 1.0, "low": 0.5}  # how much an hour counts
FIRST_COME = 1e-6  # of tickets that are alike the first comes first
ALL_AT_HAND = 10**6  # an agent may have as many at hand as the settings' capacity says


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A ticket in a team's queue: why it is there, by its last route, and its customer's earlier tickets."""

    ticket: Ticket
    reason: str
    story: tuple[PastTicket, ...] = ()

    @property
    def since(self) -> datetime:
        return self.ticket.handed_over_at or self.ticket.opened_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """By agent (key): when they last got a ticket, and when they last finished one."""

    got: Mapping[str, datetime] = field(default_factory=dict)
    finished: Mapping[str, datetime] = field(default_factory=dict)


def given_out(
    queued: Sequence[Queued], past: Past, turns: Turns, rulebook: Rulebook, now: datetime
) -> tuple[tuple[Ticket, Route], ...]:
    """Who gets what now, one ticket an agent; what isn't named waits on. Same state, same answer."""
    waiting = [one for one in sorted(queued, key=_first) if waits(one, past, rulebook, now)]
    if not waiting:
        return ()
    skills = judged(past, rulebook, now)
    found = {one.ticket.number: _Looked.of(one, past, rulebook, now) for one in waiting}
    desks = [_desk(agent, past, turns) for agent in with_room(past, turns, rulebook, now)]
    here = {desk.agent for desk in desks}
    asked = [_waiting(one, found[one.ticket.number], here, len(waiting) - n) for n, one in enumerate(waiting)]
    manner = Manner(at_hand=rulebook.routing.at_hand or ALL_AT_HAND, busy=busy_of(rulebook))
    given = assign(asked, desks, now, skills, manner)
    return tuple(_route(found[one.ticket], one, len(waiting)) for one in given)


def without_room(queued: Sequence[Queued], past: Past, rulebook: Rulebook, now: datetime) -> Mapping[int, tuple[Agent, ...]]:
    """By number, what nobody can take now, with everybody who could if they had room or were in."""
    looked = {one.ticket.number: _Looked.of(one, past, rulebook, now) for one in queued if waits(one, past, rulebook, now)}
    return {
        number: tuple(rulebook.agents[c.agent.lower()] for c in one.candidates if c.why_not in ABSENT)
        for number, one in looked.items()
        if not any(c.available for c in one.candidates)
    }


def waits(one: Queued, past: Past, rulebook: Rulebook, now: datetime) -> bool:
    """Whether the desk may give it to somebody by itself."""
    ticket = one.ticket
    if ticket.agent is not None or ticket.state not in ("new", "open") or ticket.hold_for or one.reason not in WAITS:
        return False
    if one.reason == "assigned" and now < one.since + GRACE:
        return False
    intent = rulebook.intents.get(ticket.intent or "")
    return mode_for(ticket.customer, intent, rulebook, past.modes) == "live"


def with_room(past: Past, turns: Turns, rulebook: Rulebook, now: datetime) -> tuple[Agent, ...]:
    """Who could have one more now, whatever it is."""
    return tuple(
        agent
        for agent in rulebook.agents.values()
        if state_of(agent, past).load < agent.capacity
        and not gone(agent, past, now)
        and any(is_open(hours_of(agent, team, rulebook), now) for team in agent.teams or (None,))
        and (rulebook.routing.at_hand is not None or may_have_more(agent, past, turns, now))
    )


def anybody_free(past: Past, turns: Turns, rulebook: Rulebook, now: datetime) -> bool:
    """Whether there is anybody to give something to; what an agent has `at_hand` is bounded by the settings too."""
    at_hand = rulebook.routing.at_hand
    return any(at_hand is None or state_of(a, past).load < at_hand for a in with_room(past, turns, rulebook, now))


def may_have_more(agent: Agent, past: Past, turns: Turns, now: datetime) -> bool:
    """Not another one right after the last, unless they finished something since or have less than half a desk and a
    moment's rest: whoever comes back to a full queue gets it piece by piece."""
    key = agent.address.lower()
    got, finished = turns.got.get(key), turns.finished.get(key)
    if got is None or (finished is not None and finished >= got):
        return True
    light = state_of(agent, past).load * 2 < agent.capacity
    return now - got >= (PAUSE / 10 if light else PAUSE)


def _first(one: Queued) -> tuple[float, datetime, int]:
    return -URGENT.get(one.ticket.priority, 1.0), one.since, one.ticket.number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """A waiting ticket with everybody who could have it."""

    asked: Asked
    candidates: tuple[Candidate, ...]

    @classmethod
    def of(cls, one: Queued, past: Past, rulebook: Rulebook, now: datetime) -> _Looked:
        asked = Asked(
            ticket=one.ticket,
            reading=NOTHING_READ,
            past=replace(past, story=one.story),
            actions=Actions(),
            rulebook=rulebook,
            now=now,
            without=frozenset(),
        )
        return cls(asked=asked, candidates=candidates_for(asked))


def _waiting(one: Queued, looked: _Looked, here: set[str], ahead_of: int) -> Waiting:
    ticket, rulebook = one.ticket, looked.asked.rulebook
    free = [c for c in _may_have(looked, one) if c.agent.lower() in here]
    return Waiting(
        task=task_now(ticket, rulebook),
        since=one.since,
        weight=URGENT.get(ticket.priority, 1.0) * (1.0 + ahead_of * FIRST_COME),
        dear=dear_of(ticket, rulebook),
        due=due(ticket),
        only=frozenset(c.agent.lower() for c in free),
        terms=tuple((c.agent.lower(), term) for c in free for term in _terms(c, rulebook)),
    )


def _may_have(looked: _Looked, one: Queued) -> list[Candidate]:
    """Who is in and has room. Else, as for a new ticket, who asked not to get such work; and where nobody is worth waiting
    for, who is passed over only while anybody else may have it: who had it last of all, after a while."""
    free = [c for c in looked.candidates if c.available]
    if free:
        return free
    asked, waited = looked.asked, looked.asked.now - one.since
    long = waited >= WORTH_WAITING
    waited_for = any(awaited(c, asked) and not (long and c.why_not == "full") for c in looked.candidates)
    fresh = any(c.why_not in ABSENT and c.agent.lower() not in one.ticket.passed for c in looked.candidates)
    again = (long and not waited_for) or (waited >= GRACE and not fresh)
    may = {"asked_not": True, "lacks_skill": not waited_for, "other_language": not fresh, "had_it": again}
    found = [c for c in looked.candidates if may.get(c.why_not or "", False)]
    return [c for c in found if c.why_not != "had_it"] or found


def _terms(candidate: Candidate, rulebook: Rulebook) -> tuple[Term, ...]:
    """What speaks for them beside skill, time and load, which the matching weighs itself."""
    time = weight_of("time", rulebook) / MORE_WEIGHTS["time"]
    an_hour = HOURS_A_WEIGHT / time if time > 0.0 else HOURS_A_WEIGHT
    return tuple(
        Term(name=f.name, hours=f.value * f.weight * an_hour, because=f.because)
        for f in candidate.factors
        if f.name not in OF_TIME and f.value > 0.0 and f.weight > 0.0
    )


def _desk(agent: Agent, past: Past, turns: Turns) -> Desk:
    """What is on it. The first is in hand since the last one was finished, or, if it is the only one, since it came."""
    state, key = state_of(agent, past), agent.address.lower()
    tasks = [Task(ticket=0, shares=_share(intent)) for intent, many in sorted(state.open.items()) for _ in range(many)]
    known = [at for at in (turns.finished.get(key), turns.got.get(key) if len(tasks) == 1 else None) if at is not None]
    begun = max(known, default=None)
    work = tuple(Work(task=task, begun=None if n else begun) for n, task in enumerate(tasks))
    return Desk(agent=key, capacity=agent.capacity, load=state.load, work=work)


def _share(intent: str) -> tuple[Share, ...]:
    return (Share(intent=intent, share=1.0),) if intent else ()


def _route(looked: _Looked, given: Given, waiting: int) -> tuple[Ticket, Route]:
    one = next(c for c in looked.candidates if c.agent.lower() == given.agent)
    others = waiting - 1
    together = f"given out with {others} other{'s' if others > 1 else ''} that wait" if others else "it waited in the queue"
    found = chosen(looked.asked, one, looked.candidates, together)
    intent = looked.asked.intent
    return looked.asked.ticket, replace(found, intent=intent.name if intent else None, by_rules=looked.asked.team)

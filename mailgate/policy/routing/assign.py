"""Who gets what, when several tickets wait: all of them together, each to where it is solved soonest.

The cost of a ticket at an agent is the time until it is solved: the work ahead of it, the work on it, and, as far as the
agent may not be able to, the work of the next one and the price of handing it on. Tickets and agents are matched so that the
weighted sum of all is least. A ticket whose turn would come later at the agent it is matched with stays waiting: until then
somebody better may be free. Nothing here is drawn by lot: the same question has the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from mailgate.policy.routing.expected import Outlook, Task, outlook
from mailgate.policy.routing.matching import matched
from mailgate.policy.routing.pooled import Skills, Table

HOUR = 3600.0
NEVER = 1e6  # hours: dearer than anything, cheaper than no answer at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A small thing that speaks for an agent at a ticket, worth so many hours (less than none: it speaks against)."""

    name: str
    hours: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A ticket that nobody has. `weight` is how much an hour of it counts: 1 for most, more for the urgent. `due` is when it
    must be solved; `terms` by agent (key)."""

    task: Task
    since: datetime
    weight: float = 1.0
    due: datetime | None = None
    only: frozenset[str] | None = None  # who may have it at all; None: everybody
    terms: tuple[tuple[str, Term], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A ticket on an agent's desk; `begun` is when it came to its turn, None while it waits for that."""

    task: Task
    begun: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An agent who is at work, with all that is on the desk, in order. `load` counts it against `capacity`."""

    agent: str
    capacity: int
    load: int = 0
    work: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the desk gives out. `at_hand`: so many tickets an agent has at once before others wait for their turn undecided;
    `price`: what handing a ticket on costs beyond the time it takes, in hours; `curious`: how far the desk tries people of
    whom it knows little, in standard deviations of what it thinks."""

    at_hand: int = 1
    price: float = 1.5
    curious: float = 0.3
    patience: float = 8.0  # hours until a ticket is given to anybody who can have it, whoever may be better later


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    ticket: int
    agent: str
    chance: float
    hours: float


def assign(
    waiting: Sequence[Waiting], desks: Sequence[Desk], now: datetime, skills: Skills, manner: Manner = Manner()
) -> tuple[Given, ...]:
    """Who gets what now. Never more than a desk's capacity, never back to who gave it on while anybody else may have it."""
    desks = [d for d in desks if d.agent in skills.agents]
    if not desks or not waiting:
        return ()
    rows = np.array([skills.agents.index(d.agent) for d in desks])
    free = np.array([_free_in(d, skills, now) for d in desks])
    costs, looks = [], []
    for ticket in waiting:
        look = outlook(skills, ticket.task)
        looks.append(look)
        costs.append(_costs(ticket, look, rows, desks, manner))
    return _matched(waiting, desks, free, rows, np.array(costs), looks, manner)


def _free_in(desk: Desk, skills: Skills, now: datetime) -> float:
    """Hours until the desk is empty: of what is begun, what such work still takes on average."""
    row, total = skills.agents.index(desk.agent), 0.0
    for work in desk.work:
        hours = float(outlook(skills, work.task).hours[row])
        done = (now - work.begun).total_seconds() / HOUR if work.begun else 0.0
        total += max(hours - done, 0.25 * hours)
    return total


def _costs(ticket: Waiting, look: Outlook, rows: Table, desks: Sequence[Desk], manner: Manner) -> Table:
    chance = np.clip(look.chance[rows] + manner.curious * look.doubt[rows], 0.0, 0.99)
    hours = look.hours[rows]
    alone = hours / np.maximum(chance, 0.05)
    order = np.argsort(alone, kind="stable")
    best = order[0]
    then = np.full(len(desks), alone[best])
    if len(order) > 1:
        then[best] = alone[order[1]]
    cost = hours + (1 - chance) * (then + manner.price)
    barred = [n for n, d in enumerate(desks) if d.agent in ticket.task.given_on]
    if len(barred) < len(desks):
        cost[barred] = NEVER
    weighed: Table = ticket.weight * cost
    return weighed


def _matched(
    waiting: Sequence[Waiting],
    desks: Sequence[Desk],
    free: Table,
    rows: Table,
    costs: Table,
    looks: list[Outlook],
    manner: Manner,
) -> tuple[Given, ...]:
    turns = 2
    weight = np.array([w.weight for w in waiting])
    later = np.concatenate([free + k * 1.0 for k in range(turns)])
    table = np.concatenate([costs] * turns, axis=1) + weight[:, None] * later
    columns = table.shape[1]
    first = np.arange(len(waiting))[:columns]
    given = []
    for ticket, column in zip(first, matched(table[first]), strict=True):
        place = column % len(desks)
        desk = desks[place]
        if column < len(desks) and table[ticket, column] < NEVER and desk.load < min(desk.capacity, manner.at_hand):
            look = looks[ticket]
            given.append(
                Given(
                    ticket=waiting[ticket].task.ticket,
                    agent=desk.agent,
                    chance=float(look.chance[rows[place]]),
                    hours=float(look.hours[rows[place]]),
                )
            )
    return tuple(given)

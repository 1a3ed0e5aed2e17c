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
import numpy.typing as npt

from mailgate.policy.routing.cells import Table
from mailgate.policy.routing.expected import Outlook, Task, outlook
from mailgate.policy.routing.matching import matched
from mailgate.policy.routing.pooled import Skills

HOUR = 3600.0
NEVER = 1e6  # hours: dearer than anything
TURNS = 2  # the next free turn of an agent, and the one after: further ahead nobody knows
LEAST_CHANCE = 0.05  # nobody is hopeless
STILL = 0.25  # work that takes longer than expected takes this much of it still
NEAR = 8.0  # hours before it is due, from which on a ticket presses …
PRESSING = 3.0  # … up to so many times more


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A small thing that speaks for an agent at a ticket, worth so many hours (less than none: it speaks against)."""

    name: str
    hours: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A ticket that nobody has. `weight` is how much an hour of it counts: 1 for most, more for the urgent; `dear` how much
    handing it on costs, 1 for most, more for those who should get the most capable at once. `due` is when it must be solved.
    `only`: the agents (keys) who may have it at all, None for everybody; `terms`: what else speaks for whom, by agent."""

    task: Task
    since: datetime
    weight: float = 1.0
    dear: float = 1.0
    due: datetime | None = None
    only: frozenset[str] | None = None
    terms: tuple[tuple[str, Term], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A ticket on an agent's desk; `begun` is when it came to its turn, None while it waits for that; `hours` what it was
    expected to take when it was given out, None: to be judged anew."""

    task: Task
    begun: datetime | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An agent who is at work, with all that waits for them on their desk, in order. `load` counts against `capacity`: at
    least the length of `work`, more where hard tickets weigh more."""

    agent: str
    capacity: float
    load: float = 0.0
    work: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the desk gives out. `at_hand`: so many tickets an agent has at once before others wait undecided for their turn;
    `price`: what handing a ticket on costs beyond the time it takes, in hours; `curious`: how far the desk tries people of
    whom it knows little, in standard deviations of what it thinks; `patience`: hours of waiting after which an hour more
    counts double; `busy`: how much the work before a ticket counts, 1 as much as any other hour."""

    at_hand: int = 1
    price: float = 2.5
    curious: float = 1.0
    patience: float = 100.0
    busy: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A ticket goes to an agent now, who solves it with `chance` after `work` hours of work, `hours` from now."""

    ticket: int
    agent: str
    chance: float
    hours: float
    work: float
    because: tuple[str, ...] = ()


def assign(
    waiting: Sequence[Waiting], desks: Sequence[Desk], now: datetime, skills: Skills, manner: Manner = Manner()
) -> tuple[Given, ...]:
    """Who gets what now; who isn't named stays waiting. `waiting` in the order it would be served, `desks` of those who are
    at work. Never more than a desk's capacity, and never back to who gave it on while anybody else may have it.
    100 tickets and 50 agents take about 40 ms."""
    known = [desk for desk in desks if desk.agent in skills.agents]
    if not known or not waiting:
        return ()
    rows = np.array([skills.agents.index(desk.agent) for desk in known])
    ahead = np.array([_ahead(desk, skills, now) for desk in known]) * manner.busy
    served = in_turn(waiting, known)
    if not served:
        return ()
    looks = [outlook(skills, ticket.task) for ticket in served]
    table = np.array([_costs(ticket, look, rows, ahead, known, manner) for ticket, look in zip(served, looks, strict=True)])
    weights = np.array([_weight(ticket, now, manner) for ticket in served])
    turn = float(np.mean([look.hours.mean() for look in looks]))
    turns = np.concatenate([table + turn * n for n in range(TURNS)], axis=1) * weights[:, None]
    given = []
    for n, column in enumerate(matched(turns)):
        desk, cost = known[column % len(known)], table[n, column % len(known)]
        first = column < len(known)
        if first and cost < NEVER and _room(desk, manner):
            given.append(_given(served[n], desk, looks[n], int(rows[column]), float(ahead[column])))
    return tuple(given)


def in_turn(waiting: Sequence[Waiting], desks: Sequence[Desk]) -> list[Waiting]:
    """The tickets whose turn may come, in order: each for which a turn of its own is left at a desk that may have it, where
    those before it are moved to other desks of theirs if need be. Who waits for a busy desk keeps nobody from a free one."""
    may = [np.flatnonzero(~_barred(ticket, desks)).tolist() for ticket in waiting]
    turns: list[list[int]] = [[] for _ in desks]

    def placed(ticket: int, asked: set[int]) -> bool:
        if (free := next((n for n in may[ticket] if len(turns[n]) < TURNS), None)) is not None:
            turns[free].append(ticket)
            return True
        for n in may[ticket]:
            if n in asked:
                continue
            asked.add(n)
            for place, other in enumerate(turns[n]):
                if placed(other, asked):
                    turns[n][place] = ticket
                    return True
        return False

    found: list[Waiting] = []
    for number, ticket in enumerate(waiting):
        if len(found) == TURNS * len(desks):
            break
        if placed(number, set()):
            found.append(ticket)
    return found


def _barred(ticket: Waiting, desks: Sequence[Desk]) -> npt.NDArray[np.bool_]:
    """Who may not have it; who gave it on may, where nobody else does."""
    barred = np.array([ticket.only is not None and desk.agent not in ticket.only for desk in desks])
    before = np.array([desk.agent in ticket.task.given_on for desk in desks])
    return barred if (barred | before).all() else barred | before


def _room(desk: Desk, manner: Manner) -> bool:
    return desk.load + 1 <= desk.capacity and len(desk.work) < manner.at_hand


def _ahead(desk: Desk, skills: Skills, now: datetime) -> float:
    """Hours until the desk is empty."""
    row, total = skills.agents.index(desk.agent), 0.0
    for work in desk.work:
        hours = work.hours if work.hours is not None else float(outlook(skills, work.task).hours[row])
        done = (now - work.begun).total_seconds() / HOUR if work.begun else 0.0
        total += max(hours - done, STILL * hours)
    return total


def _costs(
    ticket: Waiting, look: Outlook, rows: npt.NDArray[np.intp], ahead: Table, desks: Sequence[Desk], manner: Manner
) -> Table:
    """Hours until it is solved, by desk."""
    barred = _barred(ticket, desks)
    cost = until_solved(look, rows, ahead, barred, price=manner.price * ticket.dear, curious=manner.curious)
    for agent, term in ticket.terms:
        cost = cost - np.array([term.hours if desk.agent == agent else 0.0 for desk in desks])
    costs: Table = np.where(barred, NEVER, cost)
    return costs


def until_solved(
    look: Outlook, rows: npt.NDArray[np.intp], ahead: Table, barred: npt.NDArray[np.bool_], *, price: float, curious: float
) -> Table:
    """Hours until it is solved by whomever, for each agent (their row in `look`) who could get it: what lies before it, the
    work, and as far as they may not be able to, `price` and the work of the next. Who is `barred` is nobody's next."""
    if not len(rows):
        return np.zeros(0)
    hours = look.hours[rows]
    chance = np.clip(look.chance[rows] + curious * look.doubt[rows], 0.0, 0.99)
    found: Table = ahead + hours + (1 - chance) * (price + _then(hours, chance, barred, price))
    return found


def _then(hours: Table, chance: Table, barred: npt.NDArray[np.bool_], price: float) -> Table:
    """What is still to come where an agent gives it on: the work of the two best others, each with their chance, and where
    they can't either, of anybody."""
    index = np.where(barred, np.inf, hours / np.maximum(chance, LEAST_CHANCE))
    order = np.argsort(index, kind="stable")
    order = order[np.isfinite(index[order])]
    usual = float(hours.mean() / max(LEAST_CHANCE, chance.mean()))

    def after(agents: list[int]) -> float:
        still = usual
        for n in reversed(agents):
            still = float(hours[n] + (1 - chance[n]) * (price + still))
        return still

    best = [int(n) for n in order[:3]]
    then = np.full(len(hours), after(best[:2]))
    for n in best:
        then[n] = after([other for other in best if other != n])
    return then


def _weight(ticket: Waiting, now: datetime, manner: Manner) -> float:
    """How much an hour of it counts now."""
    waited = max(0.0, (now - ticket.since).total_seconds() / HOUR)
    weight = ticket.weight * (1.0 + waited / manner.patience)
    if ticket.due is None:
        return weight
    left = (ticket.due - now).total_seconds() / HOUR
    return weight * (1.0 + PRESSING * min(1.0, max(0.0, 1.0 - left / NEAR)))


def _given(ticket: Waiting, desk: Desk, look: Outlook, row: int, ahead: float) -> Given:
    chance, hours = float(look.chance[row]), float(look.hours[row])
    return Given(
        ticket=ticket.task.ticket,
        agent=desk.agent,
        chance=chance,
        hours=ahead + hours,
        work=hours,
        because=(
            f"solves it with {chance:.0%}, in about {hours:.1f} h",
            *(term.because for agent, term in ticket.terms if agent == desk.agent and term.hours > 0),
        ),
    )

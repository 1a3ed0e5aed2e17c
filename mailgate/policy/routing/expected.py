"""What is to be expected of an agent at a ticket, and, when it is over, what there is to learn from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from mailgate.model.skill import ANYTHING, How, Share, SkillOutcome
from mailgate.policy.routing.pooled import Skills, Table
from mailgate.policy.routing.remembered import SAYS

SECOND_EASE = 0.15  # a second skill that is needed can be this much weaker before it counts
LEAST_SHARE = 0.02  # smaller shares of an outcome are not worth a row


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A ticket as skills see it. `shares` are what it was read as, best first: chances of at most 1 together (what is left is
    ANYTHING); `second` is another intent that it needs as well; `given_on` are the agents (keys) who could not solve it."""

    ticket: int
    shares: tuple[Share, ...] = ()
    second: str | None = None
    given_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """`chance` to solve it; `hours` of work until solved or given on, whichever happens."""

    agent: str
    chance: float
    hours: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """For all agents at once, in the order of `Skills.agents`."""

    chance: Table
    hours: Table
    vague: Table
    doubt: Table


def about(skills: Skills, task: Task) -> Table:
    """What the ticket is really about: chances over the intents, that add up to 1. How far a reading is right is what such
    readings were; and everybody who could not solve it makes what they can well less likely."""
    of = {name: n for n, name in enumerate(skills.intents)}
    read = np.zeros(len(of))
    for share in task.shares:
        if share.intent in of:
            read[of[share.intent]] += share.share
    best = float(read.max(initial=0.0))
    if best > 0.0:
        trust = trusted(skills, best)
        others = read.sum() - best
        rest = max(0.0, 1.0 - read.sum())
        scale = (1.0 - trust) / (others + rest) if others + rest > 0 else 0.0
        top = int(read.argmax())
        read *= scale
        read[top] = trust
    read = read + max(0.0, 1.0 - read.sum()) * skills.usual
    row = {agent: n for n, agent in enumerate(skills.agents)}
    for agent in task.given_on:
        if agent in row:
            read = read * (1.0 - _both(skills, task)[row[agent]])
    total = read.sum()
    return read / total if total > 0 else skills.usual


def outlook(skills: Skills, task: Task) -> Outlook:
    share = about(skills, task)
    both = _both(skills, task)
    hours = both * skills.solving + (1 - both) * skills.giving_on
    return Outlook(chance=both @ share, hours=hours @ share, vague=skills.vague @ share, doubt=skills.doubt @ share)


def trusted(skills: Skills, confidence: float) -> float:
    """How often a reading of this confidence is right: between the tenths, a straight line."""
    return float(np.interp(confidence, np.arange(10) / 10 + 0.05, skills.trust))


def expected(skills: Skills, agent: str, task: Task) -> Expected:
    row = skills.agents.index(agent)
    found = outlook(skills, task)
    return Expected(agent=agent, chance=float(found.chance[row]), hours=float(found.hours[row]))


def outcome_of(
    skills: Skills, task: Task, *, agent: str, how: How, hours: float | None, at: datetime, confidence: float | None = None
) -> SkillOutcome:
    """What an outcome teaches: with hindsight (who could not solve it, and now who could) the ticket is about what it is."""
    row = skills.agents.index(agent)
    before = about(skills, task)
    both = _both(skills, task)[row]
    solved = SAYS[how].solved > 0
    after = before * (both if solved else 1 - both)
    after = after / after.sum() if after.sum() > 0 else before
    shares = tuple(
        Share(intent=skills.intents[n], share=float(after[n]))
        for n in np.argsort(-after, kind="stable")
        if after[n] >= LEAST_SHARE
    )
    best = max(task.shares, key=lambda s: s.share, default=None)
    right = None
    if solved and best is not None and best.intent in skills.intents:
        right = float(after[skills.intents.index(best.intent)])
    return SkillOutcome(
        ticket=task.ticket,
        agent=agent,
        how=how,
        shares=shares or (Share(intent=ANYTHING, share=1.0),),
        second=task.second,
        hours=hours,
        at=at,
        expected=float(both @ before),
        vague=float(skills.vague[row] @ before),
        confidence=best.share if best else None,
        right=right,
    )


def _both(skills: Skills, task: Task) -> Table:
    """Agents × intents: the chance at each, or at the second skill needed where that is weaker."""
    if task.second is None or task.second not in skills.intents:
        return skills.chance
    second = skills.chance[:, skills.intents.index(task.second)] + SECOND_EASE
    return np.minimum(skills.chance, second[:, None])

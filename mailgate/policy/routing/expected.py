"""What is to be expected of an agent at a ticket, and, when it is over, what there is to learn from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from mailgate.model.skill import ANYTHING, How, Share, SkillOutcome, SkillRecord
from mailgate.policy.routing.cells import Table
from mailgate.policy.routing.pooled import Skills
from mailgate.policy.routing.remembered import SAYS, standing

SECOND_EASE = 0.15  # a second skill that is needed can be this much weaker before it counts
SPEAKS = 0.5  # tickets; fewer are nothing to speak of
NEARLY = 0.25  # of a ticket: so far from a whole one it is told as one
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
    read, top = _as_read(skills, task)
    if top is not None:
        trust = trusted(skills, float(read[top]))
        read = (1.0 - trust) * _otherwise(skills, read, top)
        read[top] += trust
    else:
        read = skills.usual
    read = read * _unsolved(skills, task)
    total = read.sum()
    return read / total if total > 0 else skills.usual


def _as_read(skills: Skills, task: Task) -> tuple[Table, int | None]:
    """The shares by intent as they were read, and the place of the best."""
    read = np.zeros(len(skills.intents))
    for share in task.shares:
        if share.intent in skills.intents:
            read[skills.intents.index(share.intent)] += min(1.0, max(0.0, share.share))
    return read, int(read.argmax()) if read.any() else None


def _otherwise(skills: Skills, read: Table, top: int) -> Table:
    """What the ticket is about if it isn't what was read first: what else was read, and else what is usual."""
    others = read.copy()
    others[top] = 0.0
    others = others + max(0.0, 1.0 - float(read.sum())) * skills.usual
    total = others.sum()
    found: Table = others / total if total > 0 else skills.usual
    return found


def _unsolved(skills: Skills, task: Task) -> Table:
    """By intent, how likely it is that all who gave the ticket on could not solve it."""
    if not task.given_on:
        return np.ones(len(skills.intents))
    missed = [skills.agents.index(agent) for agent in task.given_on if agent in skills.agents]
    found: Table = (1.0 - _both(skills, task)[missed]).prod(axis=0)
    return found


def outlook(skills: Skills, task: Task) -> Outlook:
    share = about(skills, task)
    both = _both(skills, task)
    hours = both * skills.solving + (1 - both) * skills.giving_on
    return Outlook(chance=both @ share, hours=hours @ share, vague=skills.vague @ share, doubt=skills.doubt @ share)


def trusted(skills: Skills, confidence: float) -> float:
    """How often readings of about this confidence are right."""
    return float(skills.trust[min(9, max(0, int(confidence * 10)))])


def expected(skills: Skills, agent: str, task: Task) -> Expected:
    """What is to be expected of one agent (key, one of `skills.agents`), in words as well."""
    row = skills.agents.index(agent)
    found = outlook(skills, task)
    return Expected(
        agent=agent,
        chance=float(found.chance[row]),
        hours=float(found.hours[row]),
        because=(*_doubted(skills, task), *(evidence(skills, agent, name) for name in _names(skills, task))),
    )


def evidence(skills: Skills, agent: str, intent: str) -> str:
    """What an agent's chance at an intent rests on: `account.access: solved 14 of 15, about 1.1 h each`."""
    row, column = skills.agents.index(agent), skills.intents.index(intent)
    record = skills.records.get((agent, intent))
    said, usual = skills.prior[row, column], skills.vague[row, column]
    if record is None or record.solved + record.failed < SPEAKS:
        return f"{intent}: nothing yet; the settings say {said:.2g}, and such agents solve {usual:.0%} of it"
    hours = f", about {long(record.hours_solved / record.timed_solved)} each" if record.timed_solved >= SPEAKS else ""
    changed = standing(record, skills.records) is not record
    return f"{intent}: {solved_of(record)}{hours}" + ("; it is no longer as it was, so that counts little" if changed else "")


def tickets_of(record: SkillRecord) -> tuple[float, float]:
    """How many were solved, and of how many: for people, so a ticket that counts more than one is one."""
    solved = min(record.solved, record.timed_solved) if record.timed_solved >= SPEAKS else record.solved
    return solved, solved + record.failed


def _names(skills: Skills, task: Task) -> tuple[str, ...]:
    """What is worth a word: the likeliest thing that it is about, and the second that it needs."""
    if not skills.intents:
        return ()
    likeliest = skills.intents[int(about(skills, task).argmax())]
    second = (task.second,) if task.second in skills.intents and task.second is not None else ()
    return tuple(dict.fromkeys((likeliest, *second)))


def _doubted(skills: Skills, task: Task) -> tuple[str, ...]:
    read, top = _as_read(skills, task)
    if top is None:
        return ("nothing was read that anybody is known to solve, so what is usual counts",)
    now = float(about(skills, task)[top])
    if task.given_on and now < read[top] - 0.1:
        return (f"{_many(len(task.given_on))} could not solve it, so it is {skills.intents[top]} with {now:.0%} only",)
    if trusted(skills, float(read[top])) < read[top] - 0.1:
        return (f"read as {skills.intents[top]} with {read[top]:.2f}, and such readings are right in {now:.0%}",)
    return ()


def _many(tickets: float) -> str:
    """Tickets count less as they fade, and as they were about something else too."""
    return f"{tickets:.0f}" if tickets >= 10 else f"{tickets:.1f}".removesuffix(".0")


def solved_of(record: SkillRecord) -> str:
    """`solved 14 of 15`; `solved 0.6 of 1.4` where whole tickets would say of it what isn't so."""
    solved, total = tickets_of(record)
    failed = total - solved
    if max(abs(solved - round(solved)), abs(failed - round(failed))) <= NEARLY:
        return f"solved {round(solved)} of {round(solved) + round(failed)}"
    return f"solved {_many(solved)} of {_many(total)}"


def long(hours: float) -> str:
    """`6 min`, `1.1 h`, `12 h`."""
    if hours < 0.95:
        return f"{max(1, round(hours * 60))} min"
    return f"{hours:.1f} h" if hours < 9.95 else f"{hours:.0f} h"


def outcome_of(skills: Skills, task: Task, *, agent: str, how: How, hours: float | None, at: datetime) -> SkillOutcome:
    """What an outcome teaches: with hindsight (who could not solve it, and now who could) the ticket is about what it is."""
    row = skills.agents.index(agent)
    before = about(skills, task)
    both = _both(skills, task)[row]
    solved = SAYS[how].solved > 0
    after = before * (both if solved else 1 - both)
    after = after / after.sum() if after.sum() > 0 else before
    credit = _credited(skills, task, row, after)
    shares = tuple(
        Share(intent=skills.intents[n], share=float(credit[n]))
        for n in np.argsort(-credit, kind="stable")
        if credit[n] >= LEAST_SHARE
    )
    read, top = _as_read(skills, task)
    over = SAYS[how].timed and solved  # now all that became of the ticket is known: once, not again with the feedback
    fits = _unsolved(skills, task) * both if over and top is not None else None
    return SkillOutcome(
        ticket=task.ticket,
        agent=agent,
        how=how,
        shares=shares or (Share(intent=ANYTHING, share=1.0),),
        second=task.second,
        hours=hours,
        usual=float((skills.solving if solved else skills.giving_on)[row] @ after),
        at=at,
        expected=float(both @ before),
        vague=float(skills.vague[row] @ before),
        confidence=float(read[top]) if top is not None else None,
        as_read=float(fits[top]) if fits is not None else None,
        otherwise=float(fits @ _otherwise(skills, read, top)) if fits is not None and top is not None else None,
    )


def _credited(skills: Skills, task: Task, row: int, after: Table) -> Table:
    """Which skill the outcome was about: where two are needed, the one that is more likely the weaker."""
    if task.second is None or task.second not in skills.intents:
        return after
    second = skills.intents.index(task.second)
    apart = skills.chance[row] - skills.chance[row, second] - SECOND_EASE
    unsure = np.sqrt(skills.doubt[row] ** 2 + skills.doubt[row, second] ** 2) + 0.05
    weaker = 1.0 / (1.0 + np.exp(-1.7 * apart / unsure))
    credit: Table = after * (1.0 - weaker)
    credit[second] += float((after * weaker).sum())
    return credit


def _both(skills: Skills, task: Task) -> Table:
    """Agents × intents: the chance at each, or at the second skill needed where that is weaker."""
    if task.second is None or task.second not in skills.intents:
        return skills.chance
    second = skills.chance[:, skills.intents.index(task.second)] + SECOND_EASE
    return np.minimum(skills.chance, second[:, None])

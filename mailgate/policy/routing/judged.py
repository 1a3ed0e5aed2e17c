"""What the desk thinks of everybody: what the settings say of each agent, and what outcomes made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.reading import IntentScore
from mailgate.model.rules import Intent, Rulebook
from mailgate.model.skill import ANYBODY, ANYTHING, Share, SkillRecord
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.assign import Manner, until_solved
from mailgate.policy.routing.expected import Outlook, Task, long, outlook, solved_of
from mailgate.policy.routing.pooled import Skills, skills_of
from mailgate.policy.routing.remembered import Records, fade
from mailgate.policy.routing.skills import Need, needs_of, skill_for

Prior = Mapping[str, Mapping[str, float]]

MEMBER, STRANGER = 0.6, 0.15  # able at what needs no skill: within its team, outside
SURE_AFTER = 2.0  # so many outcomes of an agent count as much as the settings' word
BEGUN = 0.5  # of the work on a ticket that is in hand this much is left, on average
ENOUGH_TIMED = 10.0  # outcomes whose hours are known; with fewer the weighted mean of all factors has its say
ELSEWHERE = 0.2  # what an outcome at something else says


def judged(past: Past, rulebook: Rulebook, now: datetime) -> Skills:
    """Judge all agents at all intents. Records fade over months, so the hour of `now` is enough; the last answer is kept
    for as long as nothing it was made of changes."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    last = _last[0] if _last else None
    if last is not None and last.rulebook is rulebook and last.records is past.skills and last.hour == hour:
        return last.skills
    prior = last.prior if last is not None and last.rulebook is rulebook else prior_of(rulebook)
    skills = skills_of(past.skills, prior, hour)
    _last[:] = [_Judged(records=past.skills, rulebook=rulebook, hour=hour, prior=prior, skills=skills)]
    return skills


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    records: Records
    rulebook: Rulebook
    hour: datetime
    prior: Prior
    skills: Skills


_last: list[_Judged] = []  # one, the same for the same question: nothing is decided by its being there


def prior_of(rulebook: Rulebook) -> Prior:
    """What the settings say of each agent (key) at each intent, 0..1."""
    needs = {name: needs_of((IntentScore(name=name, confidence=1.0),), rulebook) for name in rulebook.intents}
    return {
        key: {name: _said(agent, intent, needs[name]) for name, intent in rulebook.intents.items()}
        for key, agent in rulebook.agents.items()
    }


def said_of(agent: Agent, intent: Intent, rulebook: Rulebook) -> float:
    """What the settings say of one agent at one intent, 0..1."""
    return _said(agent, intent, needs_of((IntentScore(name=intent.name, confidence=1.0),), rulebook))


def _said(agent: Agent, intent: Intent, needs: tuple[Need, ...]) -> float:
    member = intent.team is not None and intent.team in agent.teams
    if not needs:
        return MEMBER if member or (intent.team is None and bool(agent.teams)) else STRANGER
    return skill_for(agent, needs[0])[0] or (STRANGER if member else STRANGER / 2)


def task_of(ticket: Ticket, strong: Sequence[IntentScore]) -> Task:
    """The ticket as skills see it, by what it is about. Whoever had it and gave it on could not solve it."""
    best = strong[:1]
    return Task(
        ticket=ticket.number,
        shares=tuple(Share(intent=i.name, share=min(1.0, i.confidence)) for i in best),
        second=strong[1].name if len(strong) > 1 else None,
        given_on=ticket.passed,
    )


def task_now(ticket: Ticket, rulebook: Rulebook) -> Task:
    """The ticket as it is labelled now, with no reading at hand. A label without a confidence is a person's."""
    names = [(ticket.intent, ticket.confidence), (ticket.also, 1.0)]
    strong = [
        IntentScore(name=n, confidence=1.0 if c is None else c) for n, c in names if n is not None and n in rulebook.intents
    ]
    return task_of(ticket, strong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """What is expected of one agent at one ticket. `value` 0..1 is the chance to solve it: the settings' word at first, what
    outcomes say as they come. `hours` of work until it is solved or given on, and `until` it is solved by whomever, with the
    work ahead of it; None where no hours are known of anybody."""

    value: float
    hours: float | None
    because: str
    until: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Who is asked: by agent (key) what waits on their desks, by intent; and who could have it now. `dear` is how much handing
    it on counts, `busy` how much what lies before it, 1 for most."""

    open: Mapping[str, Mapping[str, int]]
    here: frozenset[str]
    dear: float = 1.0
    busy: float = 1.0


def abilities(
    task: Task, said: Mapping[str, tuple[float, str]], asked: Round, skills: Skills, now: datetime
) -> dict[str, Ability]:
    """Of every agent in `said` (by key): what the settings say, with words, and what outcomes made of it."""
    if not task.shares or task.shares[0].intent not in skills.intents:
        return {key: Ability(value=value, hours=None, because=words) for key, (value, words) in said.items()}
    look = outlook(skills, task)
    timed = any(r.timed_solved + r.timed_failed > 0.0 for r in skills.records.values())
    row = {agent: n for n, agent in enumerate(skills.agents)}
    until = _until(look, {key: row[key] for key in said}, asked, skills) if timed else None
    names = [task.shares[0].intent, *([task.second] if task.second else [])]
    found: dict[str, Ability] = {}
    for n, (key, (value, words)) in enumerate(said.items()):
        seen = min(_seen(skills.records, key, name, now) for name in names)
        known = seen + ELSEWHERE * max(0.0, _seen(skills.records, key, ANYTHING, now) - seen)
        sure = known / (known + SURE_AFTER)
        learned = _told(skills.records.get((key, names[0])), names[0]) if seen >= 0.5 else ""
        found[key] = Ability(
            value=round((1.0 - sure) * value + sure * float(look.chance[row[key]]), 4),
            hours=round(float(look.hours[row[key]]), 3) if timed else None,
            because=", ".join(part for part in (learned, words) if part),
            until=round(float(until[n]), 3) if until is not None else None,
        )
    return found


def _until(look: Outlook, rows: Mapping[str, int], asked: Round, skills: Skills) -> npt.NDArray[np.float64]:
    """Hours until it is solved, by agent: the very judgement that the queues are matched by."""
    work = skills.chance * skills.solving + (1.0 - skills.chance) * skills.giving_on
    column = {name: n for n, name in enumerate(skills.intents)}
    usual = work @ skills.usual

    def ahead(key: str, row: int) -> float:
        desk = asked.open.get(key, {})
        many = sum(desk.values())
        hours = sum(n * float(work[row, column[name]] if name in column else usual[row]) for name, n in desk.items())
        return hours * (many - 1 + BEGUN) / many if many else 0.0

    before = np.array([ahead(key, row) for key, row in rows.items()]) * asked.busy
    barred = np.array([bool(asked.here) and key not in asked.here for key in rows])
    places = np.array(list(rows.values()), dtype=np.intp)
    price, curious = Manner().price * asked.dear, Manner().curious
    return until_solved(look, places, before, barred, price=price, curious=curious)


def timed(skills: Skills, now: datetime) -> float:
    """How far it is known how long work takes: 0 of nothing, 1 from ENOUGH_TIMED outcomes on."""
    of_intents = (r for (agent, _), r in skills.records.items() if agent == ANYBODY)
    return min(1.0, sum((r.timed_solved + r.timed_failed) * fade(r, now) for r in of_intents) / ENOUGH_TIMED)


def hardness(skills: Skills, intent: str) -> float:
    """How much work such a ticket is, in usual tickets: 0.5 to 2. 1 where nothing is known of it."""
    if intent not in skills.intents or not any(r.timed_solved + r.timed_failed > 0.0 for r in skills.records.values()):
        return 1.0
    hours = skills.solving.mean(axis=0)
    usual = float(hours @ skills.usual)
    return float(np.clip(hours[skills.intents.index(intent)] / usual, 0.5, 2.0)) if usual > 0 else 1.0


def _seen(records: Records, agent: str, intent: str, now: datetime) -> float:
    record = records.get((agent, intent))
    return (record.solved + record.failed) * fade(record, now) if record is not None else 0.0


def _told(record: SkillRecord | None, intent: str) -> str:
    if record is None:
        return ""
    hours = f", {long(record.hours_solved / record.timed_solved)} each" if record.timed_solved >= 0.5 else ""
    return f"{solved_of(record)} {intent}{hours}"

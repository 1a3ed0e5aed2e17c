"""Playing the desk in a simulated world: the translation between the world and the product's own functions."""

from __future__ import annotations

import importlib.util
import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from bench.desk_routed import Routed
from bench.desk_world import JUDGED_EVERY, at
from mailgate.model.skill import Share, SkillRecord
from mailgate.policy.routing.assign import Desk, Manner, Waiting, Work, assign
from mailgate.policy.routing.expected import Task, outcome_of
from mailgate.policy.routing.pooled import Skills, skills_of
from mailgate.policy.routing.remembered import learned

WEEK = 40.0  # hours of work
BASELINES = {"round robin": "robin", "least loaded": "least", "static skills": "static"}
OURS, ORACLE = "mailgate", "oracle"


class Mailgate:
    """Only what learns and matches, behind the world's `assign` and `learn`: every ticket waits in one queue."""

    def __init__(self, agents: dict[str, Any], manner: Manner) -> None:
        self.prior = {name: dict(agent.prior) for name, agent in agents.items()}
        self.manner = manner
        self.records: dict[tuple[str, str], SkillRecord] = {}
        self.tasks: dict[int, Task] = {}
        self.desks: dict[str, list[Work]] = {name: [] for name in agents}
        self.judged: Skills | None = None
        self.since_judged = 0
        self.seconds: list[float] = []  # of CPU, for each question

    def skills(self, now: float) -> Skills:
        if self.judged is None or self.since_judged >= JUDGED_EVERY:
            self.since_judged = 0
            self.judged = skills_of(self.records, self.prior, at(now))
        return self.judged

    def assign(self, waiting: Sequence[Any], agents: Sequence[Any], now: float) -> Iterator[tuple[Any, str]]:
        if not waiting:
            return
        began = time.process_time()
        tickets = {ticket.id: ticket for ticket in waiting}
        questions = [
            Waiting(task=self.task(ticket), since=at(ticket.at), dear=2.0 if ticket.tier == "vip" else 1.0) for ticket in waiting
        ]
        desks = [
            Desk(agent=agent.name, capacity=agent.capacity, load=agent.load, work=tuple(self.desks[agent.name]))
            for agent in agents
            if agent.present
        ]
        answers = assign(questions, desks, at(now), self.skills(now), self.manner)
        self.seconds.append(time.process_time() - began)
        for given in answers:
            desk = self.desks[given.agent]
            desk.append(Work(task=self.tasks[given.ticket], begun=None if desk else at(now), hours=given.work))
            yield tickets[given.ticket], given.agent

    def task(self, ticket: Any) -> Task:
        if ticket.id not in self.tasks:
            shares = (Share(intent=ticket.intent, share=ticket.confidence),)
            self.tasks[ticket.id] = Task(ticket=ticket.id, shares=shares, second=ticket.also)
        return self.tasks[ticket.id]

    def learn(self, outcome: Any) -> None:
        task = self.tasks[outcome.ticket.id]
        desk = [work for work in self.desks[outcome.agent] if work.task.ticket != task.ticket]
        self.desks[outcome.agent] = [replace(work, begun=at(outcome.at)) if n == 0 else work for n, work in enumerate(desk)]
        seen = outcome_of(
            self.skills(outcome.at),
            task,
            agent=outcome.agent,
            how="solved" if outcome.solved else "given_on",
            hours=outcome.hours,
            at=at(outcome.at),
        )
        self.records.update({(row.agent, row.intent): row for row in learned(self.records, seen)})
        self.since_judged += 1
        if not outcome.solved:
            self.tasks[task.ticket] = replace(task, given_on=(*task.given_on, outcome.agent))


@dataclass(frozen=True, kw_only=True)
class Ours:
    """Which of our roads is played: `daemon` or `assign`; and how many tickets an agent has at hand, None: as usual."""

    router: str = "daemon"
    at_hand: int | None = None

    def made(self, agents: dict[str, Any]) -> Mailgate | Routed:
        if self.router == "daemon":
            return Routed(agents, self.at_hand)
        return Mailgate(agents, Manner() if self.at_hand is None else Manner(at_hand=self.at_hand))


@dataclass
class Watched:
    """A router, and what became of the tickets by week."""

    router: Any
    count: int
    weeks: dict[int, list[float]] = field(default_factory=dict)  # hours to resolution, by week of arrival
    transfers: dict[int, int] = field(default_factory=dict)
    late_transfers: int = 0

    def assign(self, waiting: Any, agents: Any, now: float) -> Any:
        return self.router.assign(waiting, agents, now)

    def learn(self, outcome: Any) -> None:
        week = int(outcome.ticket.at // WEEK)
        if outcome.solved:
            self.weeks.setdefault(week, []).append(outcome.at - outcome.ticket.at)
        else:
            self.transfers[week] = self.transfers.get(week, 0) + 1
            self.late_transfers += outcome.ticket.id >= self.count // 2
        self.router.learn(outcome)


@dataclass(frozen=True, kw_only=True)
class Score:
    """One router in one world. Hours are means of arrival to resolution."""

    router: str
    late: float  # of the last half: after learning
    whole: float
    transfers: float  # a ticket
    late_transfers: float
    over: int
    weeks: list[float]
    week_transfers: list[float]
    slowest: float = 0.0  # CPU seconds of the slowest question
    learned: dict[str, Any] | None = None


def played(world: ModuleType, name: str, seed: int, options: dict[str, Any], ours: Ours) -> Score:
    """Play one router through one world."""
    seen: list[Watched] = []

    def watch(router: Any) -> Watched:
        seen.append(Watched(router, options.get("tickets", 4000)))
        return seen[-1]

    figures = world.run(_maker(world, name, watch, ours), seed, **options)
    watched = seen[0]
    weeks = range(max(watched.weeks) + 1)
    solved = [watched.weeks.get(week, []) for week in weeks]
    mine = watched.router if isinstance(watched.router, Mailgate | Routed) else None
    return Score(
        router=name,
        late=statistics.fmean(figures.late),
        whole=statistics.fmean(figures.hours),
        transfers=figures.transfers / max(1, figures.resolved),
        late_transfers=watched.late_transfers / max(1, len(figures.late)),
        over=figures.over_capacity,
        weeks=[statistics.fmean(hours) if hours else 0.0 for hours in solved],
        week_transfers=[watched.transfers.get(week, 0) / max(1, len(hours)) for week, hours in zip(weeks, solved, strict=True)],
        slowest=max(mine.seconds) if mine else 0.0,
        learned=_learned(world, mine, seed, options) if mine else None,
    )


def _maker(world: ModuleType, name: str, watch: Callable[[Any], Watched], ours: Ours) -> Any:
    if name == ORACLE:

        def knowing(hidden: Any) -> Watched:
            return watch(world.oracle(hidden))

        knowing.wants_world = True  # type: ignore[attr-defined]
        return knowing
    if name == OURS:
        return lambda agents: watch(ours.made(agents))
    return lambda agents: watch(world.baseline(BASELINES[name])(agents))


def _learned(world: ModuleType, ours: Mailgate | Routed, seed: int, options: dict[str, Any]) -> dict[str, Any]:
    """What ours thinks at the end, beside what is hidden: the same world made again, looked into afterwards."""
    hidden = world.World(seed, **options)
    list(hidden.stream())
    truth = getattr(hidden, "drifted", hidden.skill)
    skills = ours.skills(0.0)
    return {
        "agents": list(skills.agents),
        "intents": list(skills.intents),
        "thought": [[round(float(x), 3) for x in row] for row in skills.chance],
        "true": [[round(truth[agent][intent], 3) for intent in skills.intents] for agent in skills.agents],
        "said": [[round(float(x), 3) for x in row] for row in skills.prior],
    }


# -- many seeds ------------------------------------------------------------------------------------------------------------


def loaded(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("desk_world", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def one_seed(path: str, seed: int, options: dict[str, Any], ours: Ours) -> dict[str, Score]:
    world = loaded(path)
    return {name: played(world, name, seed, options, ours) for name in (*BASELINES, ORACLE, OURS)}


def closed(scores: dict[str, Score], of: Callable[[Score], float]) -> float:
    """The share of the gap between the best baseline and the oracle that ours closes; nan where there is no gap, since the
    oracle itself drowns."""
    best, oracle = min(of(scores[name]) for name in BASELINES), of(scores[ORACLE])
    return (best - of(scores[OURS])) / (best - oracle) if best > oracle else math.nan

"""A small desk that plays itself: what it learns pays, and what changes is learned anew."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import fmean

from mailgate.model.skill import Share, SkillRecord
from mailgate.policy.routing.assign import Desk, Waiting, assign
from mailgate.policy.routing.expected import Task, outcome_of
from mailgate.policy.routing.pooled import skills_of
from mailgate.policy.routing.remembered import learned
from tests.policy.test_skill import given_on_by

INTENTS = ("account", "billing", "crash", "delivery", "export", "fax")
AGENTS = tuple(f"{name}@example.org" for name in ("anna", "ben", "cara", "dan", "eve"))
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROUND = timedelta(hours=4)  # two tickets come, all that is given out is worked on


@dataclass
class SmallDesk:
    """Each agent masters one or two intents and is so-so at the rest; the settings say the same of everybody."""

    chance: random.Random
    skill: dict[str, dict[str, float]] = field(default_factory=dict)
    records: dict[tuple[str, str], SkillRecord] = field(default_factory=dict)
    waiting: list[tuple[Task, str]] = field(default_factory=list)  # with what it really is
    now: datetime = MONDAY
    numbers: int = 0

    def hire(self) -> None:
        """Everybody masters two, and every intent has somebody."""
        order = self.chance.sample(INTENTS, len(INTENTS))
        for n, agent in enumerate(AGENTS):
            self.skill[agent] = {i: 0.93 if i in order[n : n + 2] else 0.25 for i in INTENTS}

    def arrive(self) -> None:
        self.numbers += 1
        really = self.chance.choice(INTENTS)
        wrong = self.chance.random() < 0.1
        read, sure = (self.chance.choice(INTENTS), 0.5) if wrong else (really, 0.9)
        self.waiting.append((Task(ticket=self.numbers, shares=(Share(intent=read, share=sure),)), really))

    def work(self) -> tuple[int, int]:
        """A round: how many were solved, how many given on."""
        skills = skills_of(self.records, {a: dict.fromkeys(INTENTS, 0.5) for a in AGENTS}, self.now)
        tasks = {task.ticket: (task, really) for task, really in self.waiting}
        desks = [Desk(agent=agent, capacity=1) for agent in AGENTS]
        given = assign([Waiting(task=task, since=self.now) for task, _ in self.waiting], desks, self.now, skills)
        solved = 0
        for one in given:
            task, really = tasks.pop(one.ticket)
            done = self.chance.random() < self.skill[one.agent][really]
            seen = outcome_of(skills, task, agent=one.agent, how="solved" if done else "given_on", hours=1.0, at=self.now)
            self.records |= {(row.agent, row.intent): row for row in learned(self.records, seen)}
            solved += done
            if not done:
                tasks[task.ticket] = (given_on_by(task, one.agent), really)
        self.waiting = list(tasks.values())
        self.now += ROUND
        return solved, len(given) - solved

    def transfers(self, rounds: int) -> float:
        """A ticket, over so many rounds."""
        solved = passed = 0
        for _ in range(rounds):
            self.arrive()
            self.arrive()
            done, on = self.work()
            solved, passed = solved + done, passed + on
        return passed / solved


def small_desk(seed: int) -> SmallDesk:
    desk = SmallDesk(chance=random.Random(seed))
    desk.hire()
    return desk


def test_transfers_become_fewer_with_every_ticket() -> None:
    desks = [small_desk(seed) for seed in range(1, 9)]
    first = fmean(desk.transfers(15) for desk in desks)
    later = [desk.transfers(30) for desk in desks]  # learning
    then = fmean(desk.transfers(30) for desk in desks)
    assert len(later) == 8
    assert then < 0.7 * first


def test_the_same_desk_plays_the_same_twice() -> None:
    one, two = small_desk(5), small_desk(5)
    assert [one.transfers(20), one.transfers(20)] == [two.transfers(20), two.transfers(20)]
    assert one.records == two.records


def test_when_everybody_changes_chairs_it_is_learned_anew() -> None:
    desks = [small_desk(seed) for seed in range(11, 17)]
    for desk in desks:
        desk.transfers(60)
        desk.hire()
    shocked = fmean(desk.transfers(10) for desk in desks)
    learning = [desk.transfers(30) for desk in desks]
    assert len(learning) == 6
    assert fmean(desk.transfers(30) for desk in desks) < 0.6 * shocked

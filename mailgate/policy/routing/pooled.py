"""Who solves what, judged from everything that is remembered: small numbers shrink to what is usual.

Empirical Bayes over a grid of chances. How chances are spread among agents of whom the settings say the same is learned
from all of them (so it shows that of five helpers two are masters), an agent's general level tilts it, and then each agent's
own outcomes at the intent decide, together with the hours they took: who is quick at something is mostly good at it, and how
far that holds is learned as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import log

import numpy as np
import numpy.typing as npt

from mailgate.model.skill import ANYBODY, SkillRecord
from mailgate.policy.routing.remembered import TRUSTS, Records, fade, standing, trust_key

Table = npt.NDArray[np.float64]

GRID = np.array([0.03, 0.08, 0.15, 0.22, 0.3, 0.38, 0.46, 0.54, 0.62, 0.7, 0.78, 0.85, 0.91, 0.95, 0.98])
LEVELS = np.array([0.0, 0.25, 0.5, 0.75, 1.0])  # of what the settings say of an agent
PRIOR_WORTH = 3.0  # what the settings say counts like so many tickets …
SPREAD_WORTH = 4.0  # … and how it spreads like so many agents
LEVEL_SD = 0.5  # how far agents' general levels differ, in log odds
ROUNDS = 5
USUAL_HOURS = 1.0
HOURS_SD = 0.5  # of the logarithm: the middle two thirds take 0.6 to 1.6 times the usual
SPEED_SD, EFFORT_SD = 0.25, 0.4  # of agents, of intents
QUICK, QUICK_SD = 0.6, 0.3  # a master is quicker than a beginner by this, in logarithms
GIVEN_ON, GIVEN_ON_SD = -0.5, 0.3  # who gives a ticket on spends less time on it
TRUST_WORTH = 4.0  # what a reading says of its confidence counts like so many tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Skills:
    """What the desk thinks. Arrays are agents × intents in the order of the names; hours are of work."""

    agents: tuple[str, ...]
    intents: tuple[str, ...]
    chance: Table  # to solve it
    doubt: Table  # the standard deviation of that
    vague: Table  # the chance if nothing but the settings were known
    solving: Table  # hours, if solved
    giving_on: Table  # hours, if given on
    usual: Table  # how often each intent comes, adds up to 1
    trust: Table  # by tenth of confidence: how often such a reading is right
    records: Records
    prior: Table


def skills_of(records: Records, prior: Mapping[str, Mapping[str, float]], now: datetime) -> Skills:
    """Judge everything: `prior` is what the settings say of each agent (key) at each intent, 0..1. Deterministic; about
    20 ms for 50 agents and 50 intents."""
    agents = tuple(sorted(prior))
    intents = tuple(sorted({intent for of_agent in prior.values() for intent in of_agent}))
    cells = _Cells.gathered(agents, intents, records, now)
    said = np.array([[min(1.0, max(0.0, prior[a].get(i, 0.0))) for i in intents] for a in agents], dtype=float)
    said = said.reshape(len(agents), len(intents))
    spread = _Spread.of(said)
    pace = _Pace.unknown(len(agents), len(intents))
    weight = spread.weight
    for _ in range(ROUNDS):
        weight = _posterior(spread.weight, cells, pace)
        spread = spread.seen(weight, cells)
        pace = pace.seen(weight @ GRID, cells)
    weight = _posterior(spread.weight, cells, pace)
    chance = weight @ GRID
    solving, giving_on = pace.hours(chance)
    return Skills(
        agents=agents,
        intents=intents,
        chance=chance,
        doubt=np.sqrt(np.maximum(0.0, weight @ GRID**2 - chance**2)),
        vague=spread.weight @ GRID,
        solving=solving,
        giving_on=giving_on,
        usual=_usual(records, intents, now),
        trust=_trust(records, now),
        records=records,
        prior=said,
    )


# -- what is remembered, as arrays -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    solved: Table
    failed: Table
    timed_solved: Table
    timed_failed: Table
    logs_solved: Table
    logs_failed: Table
    squares: float

    @staticmethod
    def gathered(agents: tuple[str, ...], intents: tuple[str, ...], records: Records, now: datetime) -> _Cells:
        row, column = {a: n for n, a in enumerate(agents)}, {i: n for n, i in enumerate(intents)}
        sums = np.zeros((7, len(agents), len(intents)))
        for (agent, intent), record in records.items():
            if agent in row and intent in column:
                sums[:, row[agent], column[intent]] = np.array(_sums(standing(record, records))) * fade(record, now)
        return _Cells(
            solved=sums[0],
            failed=sums[1],
            timed_solved=sums[2],
            timed_failed=sums[3],
            logs_solved=sums[4],
            logs_failed=sums[5],
            squares=float(sums[6].sum()),
        )


def _sums(record: SkillRecord) -> tuple[float, ...]:
    return (
        record.solved,
        record.failed,
        record.timed_solved,
        record.timed_failed,
        record.logs_solved,
        record.logs_failed,
        record.squares,
    )


# -- how chances are spread ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    """For each level that the settings can say, how likely each chance is; cells between two levels are a mixture."""

    share: Table  # agents × intents × levels: how far a cell is of a level
    base: Table  # levels × grid: what is thought before anything is seen
    by_level: Table  # levels × grid: what is thought now
    tilt: Table  # by agent: the general level, in log odds

    @staticmethod
    def of(said: Table) -> _Spread:
        share = np.maximum(0.0, 1.0 - np.abs(said[:, :, None] - LEVELS) / (LEVELS[1] - LEVELS[0]))
        mean = 0.1 + 0.75 * LEVELS  # nobody is never right, nobody always
        base = np.stack([GRID ** (m * PRIOR_WORTH - 1) * (1 - GRID) ** ((1 - m) * PRIOR_WORTH - 1) * STEP for m in mean])
        base /= base.sum(axis=1, keepdims=True)
        return _Spread(share=share, base=base, by_level=base, tilt=np.zeros(len(said)))

    @property
    def weight(self) -> Table:
        weight = (self.share @ self.by_level) * np.exp(self.tilt[:, None] * LOGIT)[:, None, :]
        found: Table = weight / weight.sum(axis=2, keepdims=True)
        return found

    def seen(self, posterior: Table, cells: _Cells) -> _Spread:
        """What the posterior of all cells says of how chances spread; cells with few outcomes say little."""
        tickets = cells.solved + cells.failed
        known = tickets / (tickets + 1.0)
        counted = np.einsum("ail,aig,ai->lg", self.share, posterior, known) + SPREAD_WORTH * self.base
        by_level = counted / counted.sum(axis=1, keepdims=True)
        flat = replace(self, by_level=by_level, tilt=np.zeros(len(self.tilt)))
        usual = flat.weight @ LOGIT
        off = ((posterior @ LOGIT - usual) * known).sum(axis=1)
        spread = np.maximum(0.2, flat.weight @ LOGIT**2 - usual**2)
        tilt = off / (spread * known).sum(axis=1).clip(min=1e-9) if known.any() else off
        sure = known.sum(axis=1) / (known.sum(axis=1) + 1.0 / LEVEL_SD**2)
        return replace(flat, tilt=np.clip(tilt * sure, -1.5, 1.5))


STEP = np.gradient(GRID)
LOGIT = np.log(GRID / (1 - GRID))


def _posterior(prior: Table, cells: _Cells, pace: _Pace) -> Table:
    logs = np.log(prior + 1e-300)
    logs = logs + cells.solved[:, :, None] * np.log(GRID) + cells.failed[:, :, None] * np.log(1 - GRID)
    logs = logs + pace.likely(cells)
    logs -= logs.max(axis=2, keepdims=True)
    weight = np.exp(logs)
    found: Table = weight / weight.sum(axis=2, keepdims=True)
    return found


# -- how long it takes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pace:
    """ln hours = usual + the intent's effort + the agent's speed - quick · chance, + given_on if given on; with noise."""

    usual: float
    speed: Table
    effort: Table
    quick: float
    given_on: float
    noise: float  # variance

    @staticmethod
    def unknown(agents: int, intents: int) -> _Pace:
        return _Pace(
            usual=log(USUAL_HOURS) + QUICK / 2,
            speed=np.zeros(agents),
            effort=np.zeros(intents),
            quick=QUICK,
            given_on=GIVEN_ON,
            noise=HOURS_SD**2,
        )

    @property
    def _of_cell(self) -> Table:
        return self.usual + self.speed[:, None] + self.effort[None, :]

    def hours(self, chance: Table) -> tuple[Table, Table]:
        """Expected hours (means, not medians) where it is solved and where it is given on."""
        solved = np.exp(self._of_cell - self.quick * chance + self.noise / 2)
        return solved, solved * np.exp(self.given_on)

    def likely(self, cells: _Cells) -> Table:
        """The log likelihood of the hours at each chance of the grid."""
        solved = self._of_cell[:, :, None] - self.quick * GRID
        failed = solved + self.given_on
        far = cells.timed_solved[:, :, None] * solved**2 - 2 * solved * cells.logs_solved[:, :, None]
        far = far + cells.timed_failed[:, :, None] * failed**2 - 2 * failed * cells.logs_failed[:, :, None]
        likely: Table = -far / (2 * self.noise)
        return likely

    def seen(self, chance: Table, cells: _Cells) -> _Pace:
        """One round of fitting, each part given the others, each drawn to what is usual of it."""
        n_s, n_f = cells.timed_solved, cells.timed_failed
        n = n_s + n_f
        if n.sum() <= 0:
            return self
        logs = cells.logs_solved + cells.logs_failed
        quick, given_on, noise = self.quick, self.given_on, self.noise
        known = logs + quick * chance * n - given_on * n_f  # what usual, speed and effort explain, summed by cell
        usual = float((known - n * (self.speed[:, None] + self.effort[None, :])).sum() / n.sum())
        speed = (known - n * (usual + self.effort[None, :])).sum(axis=1) / (n.sum(axis=1) + noise / SPEED_SD**2)
        effort = (known - n * (usual + speed[:, None])).sum(axis=0) / (n.sum(axis=0) + noise / EFFORT_SD**2)
        of_cell = usual + speed[:, None] + effort[None, :]
        drawn = noise / QUICK_SD**2
        slower = -(chance * (logs - n * of_cell - given_on * n_f)).sum() + drawn * QUICK
        quick = float(np.clip(slower / ((n * chance**2).sum() + drawn), 0.0, 2.0))
        drawn = noise / GIVEN_ON_SD**2
        given_on = float(((cells.logs_failed - n_f * (of_cell - quick * chance)).sum() + drawn * GIVEN_ON) / (n_f.sum() + drawn))
        solved = of_cell - quick * chance
        failed = solved + given_on
        far = cells.squares - 2 * (solved * cells.logs_solved + failed * cells.logs_failed).sum()
        far = float(far + (n_s * solved**2 + n_f * failed**2).sum())
        noise = max(0.02, (far + 20 * HOURS_SD**2) / (float(n.sum()) + 20))
        return _Pace(usual=usual, speed=speed, effort=effort, quick=quick, given_on=given_on, noise=noise)


# -- how often, and how sure ---------------------------------------------------------------------------------------------


def _usual(records: Records, intents: tuple[str, ...], now: datetime) -> Table:
    seen = [records.get((ANYBODY, intent)) for intent in intents]
    often = np.array([1.0 + ((r.solved + r.failed) * fade(r, now) if r is not None else 0.0) for r in seen])
    share: Table = often / often.sum()
    return share


def _trust(records: Records, now: datetime) -> Table:
    """For each tenth of confidence how often such readings are right: first as often as they say, then as often as fits."""
    share = np.array(TRUSTS)
    found = []
    for tenth in range(10):
        said = tenth / 10 + 0.05
        logs = TRUST_WORTH * (said * np.log(share) + (1 - said) * np.log(1 - share))
        row = records.get(trust_key(said))
        if row is not None and row.trust:
            logs = logs + fade(row, now) * np.array(row.trust)
        weight = np.exp(logs - logs.max())
        found.append(float(weight @ share / weight.sum()))
    return np.array(found)

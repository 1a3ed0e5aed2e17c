"""Who solves what, judged from everything that is remembered: small numbers shrink to what is usual.

Empirical Bayes over a grid of chances. How chances are spread among agents of whom the settings say the same is learned
from all of them (so it shows that of five helpers two are masters), an agent's general level tilts it, and then each agent's
own outcomes at the intent decide, together with the hours they took: who is quick at something is mostly good at it, and how
far that holds is learned as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from mailgate.model.skill import ANYBODY
from mailgate.policy.routing.cells import GRID, Cells, Table
from mailgate.policy.routing.pace import Pace
from mailgate.policy.routing.remembered import TRUSTS, Records, fade, trust_key

LEVELS = np.array([0.0, 0.25, 0.5, 0.75, 1.0])  # of what the settings say of an agent
PRIOR_WORTH = 6.0  # what the settings say counts like so many tickets …
SPREAD_WORTH = 4.0  # … and how it spreads like so many agents
LEVEL_SD = 0.5  # how far agents' general levels differ, in log odds
ROUNDS = 5
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
    cells = Cells.gathered(agents, intents, records, now)
    said = np.array([[min(1.0, max(0.0, prior[a].get(i, 0.0))) for i in intents] for a in agents], dtype=float)
    said = said.reshape(len(agents), len(intents))
    spread = _Spread.of(said)
    pace = Pace.unknown(len(agents), len(intents))
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

    def seen(self, posterior: Table, cells: Cells) -> _Spread:
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


def _posterior(prior: Table, cells: Cells, pace: Pace) -> Table:
    logs = np.log(prior + 1e-300)
    logs = logs + cells.solved[:, :, None] * np.log(GRID) + cells.failed[:, :, None] * np.log(1 - GRID)
    logs = logs + pace.likely(cells)
    logs -= logs.max(axis=2, keepdims=True)
    weight = np.exp(logs)
    found: Table = weight / weight.sum(axis=2, keepdims=True)
    return found


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

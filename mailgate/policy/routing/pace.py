"""How long work takes: what is usual, the agent's speed, the intent's effort, and how much quicker the able are."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from mailgate.policy.routing.cells import GRID, Cells, Table

USUAL_HOURS = 1.0
USUAL_WORTH = 12.0  # what is thought of the usual hours counts like so many tickets
HOURS_SD = 0.8  # of the logarithm, at first: the middle two thirds take 0.45 to 2.2 times the usual
SPEED_SD, EFFORT_SD = 0.25, 0.4  # of agents, of intents
QUICK, QUICK_SD = 0.6, 0.3  # a master is quicker than a beginner by this, in logarithms
GIVEN_ON, GIVEN_ON_SD = -0.5, 0.3  # who gives a ticket on spends less time on it
USUAL = log(USUAL_HOURS) + QUICK / 2 - HOURS_SD**2 / 2  # so that the mean is USUAL_HOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """ln hours = usual + the intent's effort + the agent's speed - quick · chance, + given_on if given on; with noise."""

    usual: float
    speed: Table
    effort: Table
    quick: float
    given_on: float
    noise: float  # variance

    @staticmethod
    def unknown(agents: int, intents: int) -> Pace:
        return Pace(
            usual=USUAL,
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

    def likely(self, cells: Cells) -> Table:
        """The log likelihood of the hours at each chance of the grid."""
        solved = self._of_cell[:, :, None] - self.quick * GRID
        failed = solved + self.given_on
        far = cells.timed_solved[:, :, None] * solved**2 - 2 * solved * cells.logs_solved[:, :, None]
        far = far + cells.timed_failed[:, :, None] * failed**2 - 2 * failed * cells.logs_failed[:, :, None]
        likely: Table = -far / (2 * self.noise)
        return likely

    def seen(self, chance: Table, cells: Cells) -> Pace:
        """One round of fitting, each part given the others, each drawn to what is usual of it."""
        n_s, n_f = cells.timed_solved, cells.timed_failed
        n = n_s + n_f
        if n.sum() <= 0:
            return self
        logs = cells.logs_solved + cells.logs_failed
        quick, given_on, noise = self.quick, self.given_on, self.noise
        known = logs + quick * chance * n - given_on * n_f  # what usual, speed and effort explain, summed by cell
        far = float((known - n * (self.speed[:, None] + self.effort[None, :])).sum())
        usual = (far + USUAL_WORTH * USUAL) / (float(n.sum()) + USUAL_WORTH)
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
        return Pace(usual=usual, speed=speed, effort=effort, quick=quick, given_on=given_on, noise=noise)

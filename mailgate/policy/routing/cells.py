"""What is remembered of all agents at all intents, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from mailgate.model.skill import SkillRecord
from mailgate.policy.routing.remembered import Records, fade, standing

Table = npt.NDArray[np.float64]

# the chances that are considered
GRID = np.array([0.03, 0.08, 0.15, 0.22, 0.3, 0.38, 0.46, 0.54, 0.62, 0.7, 0.78, 0.85, 0.91, 0.95, 0.98])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Agents × intents: tickets, and of those whose hours are known the sums of the logarithms; as they stand now."""

    solved: Table
    failed: Table
    timed_solved: Table
    timed_failed: Table
    logs_solved: Table
    logs_failed: Table
    squares: float

    @staticmethod
    def gathered(agents: tuple[str, ...], intents: tuple[str, ...], records: Records, now: datetime) -> Cells:
        row, column = {a: n for n, a in enumerate(agents)}, {i: n for n, i in enumerate(intents)}
        sums = np.zeros((7, len(agents), len(intents)))
        for (agent, intent), record in records.items():
            if agent in row and intent in column:
                sums[:, row[agent], column[intent]] = np.array(_sums(standing(record, records))) * fade(record, now)
        return Cells(
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

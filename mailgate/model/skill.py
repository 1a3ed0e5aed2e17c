"""What the past says of who solves what, and how fast: the sums that are kept, and the outcomes they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ANYBODY = "*"  # as the agent of a record: what holds for all agents
ANYTHING = "*"  # as the intent of a record, and of a share: whatever it may be about

How = Literal["solved", "solved_at_once", "given_on", "misrouted", "reopened", "escalated", "praised", "blamed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How far a ticket is about an intent: the shares of a ticket are chances that add up to 1; ANYTHING takes the rest."""

    intent: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRecord:
    """What the past says of one agent at one intent, in tickets: a ticket that is half about it counts half, and all fade
    with time. (agent, ANYTHING) and (ANYBODY, intent) hold what is known of an agent or an intent as a whole; their `doubt`
    grows while outcomes contradict what was expected, and `changed` is when it was last too much: what cells learned before
    that counts little. The `recent_` sums fade with every new ticket: the last few. Times are in hours of work.

    Stored as one row for each (agent, intent); everything else is plain numbers that nobody searches."""

    agent: str
    intent: str
    at: datetime  # the newest outcome in it
    solved: float = 0.0
    failed: float = 0.0
    timed_solved: float = 0.0  # of these the hours are known …
    timed_failed: float = 0.0
    hours_solved: float = 0.0  # … and add up to this
    hours_failed: float = 0.0
    logs_solved: float = 0.0  # sums of the natural logarithms of the hours
    logs_failed: float = 0.0
    squares: float = 0.0  # sum of the squares of those logarithms
    recent_solved: float = 0.0
    recent_failed: float = 0.0
    doubt: float = 0.0
    changed: datetime | None = None
    trust: tuple[float, ...] = ()  # only of (ANYBODY, "~7"): how likely what was seen is, by how often such readings are right


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillOutcome:
    """What became of a ticket in one agent's hands. `shares` is what it was about, judged with hindsight; `hours` the time
    the agent worked on it (None: nobody knows), `usual` those that were to be expected; `expected` the chance to solve it
    that the desk saw before, and `vague` the one it would have seen of an agent it knows nothing about."""

    ticket: int
    agent: str
    how: How
    shares: tuple[Share, ...]
    at: datetime
    second: str | None = None
    hours: float | None = None
    usual: float | None = None
    expected: float | None = None
    vague: float | None = None
    confidence: float | None = None  # of the reading, when it was given out …
    as_read: float | None = None  # … and how likely all that became of the ticket is if the reading is right …
    otherwise: float | None = None  # … and if it isn't; None: this says nothing of it

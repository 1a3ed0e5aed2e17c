"""The desk's figures over a span of time, and when they are sent by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Literal

from mailgate.model.facts import Event
from mailgate.model.promise import Promise

Span = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Every day, week or month at this time of the desk's wall clock; `weekday` (Monday 0) or `day` of the month (1 to 28)
    say which."""

    every: Span
    at: time
    weekday: int = 0
    day: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """A report by mail: to whom, when, and the span it covers."""

    to: tuple[str, ...]
    every: Schedule
    what: Span = "week"


# -- what is counted -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow:
    """What is counted of one ticket. `answers` are the agents' public answers so far, `answered_at` the last of them."""

    number: int
    state: str
    team: str | None = None
    agent: str | None = None
    intent: str | None = None
    tier: str = "standard"
    opened_at: datetime
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    closed_at: datetime | None = None
    reopened: int = 0
    transfers: int = 0
    promises: tuple[Promise, ...] = ()
    answers: int = 0
    answered_at: datetime | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRows:
    """What the store gives for a span [since, until): every ticket that is unresolved or changed since, messages by
    outcome (its word alone; `on_its_way` without one), and what came of letters and feedback within it."""

    tickets: tuple[TicketRow, ...] = ()
    reopened: int = 0
    messages: Mapping[str, int] = field(default_factory=dict)
    letters_sent: int = 0
    letters_failed: int = 0
    marks: int = 0
    marks_sum: int = 0
    events: tuple[Event, ...] = ()


# -- the report ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long something took, in seconds of business time where a promise names its hours, else of plain time.
    `p90` by nearest rank: nine in ten took no longer. None where nothing was counted."""

    count: int = 0
    median: float | None = None
    p90: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCount:
    name: str
    kept: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One team's, agent's, intent's or tier's share. `name` None: tickets without one. `unresolved` is as of now;
    `first_response` the median in seconds."""

    name: str | None
    opened: int = 0
    resolved: int = 0
    unresolved: int = 0
    first_response: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What customers said of how it went; `average` on the desk's scale."""

    count: int = 0
    average: float | None = None
    scale: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment that people marked; `at` as an ISO string."""

    name: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of [since, until); what is said of *now* is as of `made`.

    `resolved` counts tickets that stayed resolved, in the span of their last resolution. `transfers` and `first_contact`
    (resolved with one answer, and nobody came back) are those of the resolved ones. `promises` are those that were kept
    or broken within the span, as the tickets hold them now. Groups name the biggest ones only."""

    what: str  # day | week | month | span
    since: datetime
    until: datetime
    made: datetime
    opened: int = 0
    resolved: int = 0
    closed: int = 0
    reopened: int = 0
    unresolved: int = 0
    unassigned: int = 0
    overdue: int = 0
    states: tuple[Count, ...] = ()
    ages: tuple[Count, ...] = ()
    first_response: Spread = Spread()
    resolution: Spread = Spread()
    promises: tuple[PromiseCount, ...] = ()
    transfers: int = 0
    first_contact: int = 0
    first_aid: int = 0  # tickets whose acknowledgement carried a document, and …
    first_aid_solved: int = 0  # … those that it closed
    feedback: Marks = Marks()
    events: tuple[Moment, ...] = ()
    messages: tuple[Count, ...] = ()
    letters_sent: int = 0
    letters_failed: int = 0
    teams: tuple[Group, ...] = ()
    agents: tuple[Group, ...] = ()
    intents: tuple[Group, ...] = ()
    tiers: tuple[Group, ...] = ()

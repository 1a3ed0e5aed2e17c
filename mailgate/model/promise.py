"""Promises: business hours, service levels, and the timers that watch them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from mailgate.model.rules import ALWAYS, Condition

PromiseName = Literal["first_response", "next_response", "resolution"]
PromiseState = Literal["running", "paused", "kept", "broken", "cancelled"]
TimerKind = Literal["promise", "remind_waiting", "close_resolved", "feedback", "archive", "wake_snoozed", "untouched", "held"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Business hours: for each weekday (Monday first) the open spans as minutes of the local day, half open.
    `holidays` answers `day in holidays`. `always` has no week at all."""

    name: str
    timezone: str = "UTC"
    week: tuple[tuple[tuple[int, int], ...], ...] | None = None  # None: always open
    holidays: Container[date] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaPolicy:
    name: str
    when: Condition = ALWAYS
    first_response: timedelta | None = None
    next_response: timedelta | None = None
    resolution: timedelta | None = None
    hours: str = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep:
    """`at` is a fraction of the promise's span (1.0 = due); `after` a span past due. Exactly one is set.
    `notify` is agent, lead, manager or any address."""

    notify: str
    at: float | None = None
    after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A promise made for a ticket. While paused, `remaining` business time is left and `due` stands still."""

    name: PromiseName
    policy: str
    due: datetime
    span: timedelta  # the whole promise in business time
    hours: str
    state: PromiseState = "running"
    remaining: timedelta | None = None
    step: int = 0  # the escalation step that comes next
    since: datetime | None = None  # when it started running, for fractions


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Wake this ticket at `due`. `id` is 0 until written."""

    kind: TimerKind
    ticket: int
    due: datetime
    name: str = ""  # the promise's name, or the step of a reminder
    id: int = 0

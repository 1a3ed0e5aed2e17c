"""What the desk learns from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A text and what people in the end said it was. `source` is the fixed word of the outcome: resolved, transferred,
    misrouted, relabelled, reopened, escalated, feedback, imported. Only agents' acts make lessons. A ticket has one lesson
    at a time: a later one of the same ticket takes the earlier one's place, so a correction is a difference."""

    ticket: int
    text: str
    intent: str | None
    agent: str | None
    source: str
    at: datetime
    worth: float = 1.0  # 0..1: how much it says

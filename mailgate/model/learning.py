"""What the desk learns from, and the versions of what it has learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

VersionState = Literal["candidate", "promoted", "retired", "rolled_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A text and what people in the end said it was. `source` is the fixed word of the outcome: resolved, transferred,
    misrouted, relabelled, reopened, escalated, feedback, imported. Only agents' acts make lessons. A ticket has one lesson
    at a time: a later one of the same ticket takes the earlier one's place, so a correction is a difference. `id` is the
    store's: lessons are learned in its order. `sender_key` stands for who wrote the text, the same for the same address.
    `vector` is the embedding that the ticket's first reading made, by the embedder that `model` names, while it is kept."""

    ticket: int  # below zero: imported history
    text: str
    intent: str | None
    agent: str | None
    source: str
    at: datetime
    worth: float = 1.0  # 0..1: how much it says
    subject: str = ""
    sender_key: str | None = None
    id: int = 0
    vector: bytes | None = None
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was predicted for a ticket when it came, and what it was in the end."""

    ticket: int
    predicted: str | None
    confidence: float  # 0..1, of the prediction
    intent: str  # in the end
    at: datetime
    model: str = ""

    @property
    def right(self) -> bool:
        return self.predicted == self.intent


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelVersion:
    """Something learned that readers can start from: all lessons up to `upto`. `why` says in a sentence why it has its state;
    `card` is the model card, plain JSON; `kept` whether its bytes are still there."""

    id: int
    at: datetime
    state: VersionState
    upto: int
    embedder: str
    why: str = ""
    promoted_at: datetime | None = None
    kept: bool = True
    card: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"v{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What a reader starts from: a version's bytes, and the last lesson in them. Version None: nothing but the settings."""

    version: str | None = None
    upto: int = 0
    data: bytes | None = field(default=None, repr=False)


NOTHING_LEARNT = Learnt()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """What a version is made of: the lessons that hold, in their order, their worth after what customers did since; what was
    predicted for their tickets when they came; and what is in force, for those where nothing was kept."""

    lessons: tuple[Lesson, ...]
    predicted: tuple[Outcome, ...]
    in_force: Learnt = NOTHING_LEARNT
    intents: frozenset[str] = frozenset()  # that can be predicted; none: whatever was taught


@dataclass(frozen=True, slots=True, kw_only=True)
class Refitted:
    """A version made and examined. `then` and `now`: what was predicted for the tickets of the exam when they came, and what
    it predicts, in the same order. `upto` is the last lesson in it; `seconds` of computing; `memory` in bytes."""

    data: bytes = field(repr=False)
    upto: int
    embedder: str
    model: str
    then: tuple[Outcome, ...]
    now: tuple[Outcome, ...]
    seconds: float
    memory: int

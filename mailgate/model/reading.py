"""Readings: what the words mean, each statement with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from mailgate.model.documents import FoundPassage

UrgencyLevel = Literal["critical", "high", "normal", "low"]
SensitiveClass = Literal["safety", "legal", "privacy", "press", "executive"]
# What goes to named people, whatever else it is. Which one counts if several are named: lives first, then what has a deadline in
# law, then who asks.
SENSITIVE: tuple[SensitiveClass, ...] = get_args(SensitiveClass)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentScore:
    name: str
    confidence: float  # calibrated probability, 0..1
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    type: str
    text: str
    start: int  # code points into the text that was read
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    level: UrgencyLevel = "normal"
    score: float = 0.0  # 0..1
    deadline: datetime | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    score: float = 0.0  # -1 (angry) .. 1 (happy)
    frustrated: bool = False
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A ticket whose end is known and whose words are near those that were read. `similarity` is a cosine, 0..1."""

    ticket: int
    intent: str | None
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text means. `intents` are sorted by confidence, best first. `degraded` says what was missing when it was read.

    `known` is the chance that the text belongs to any of the intents (None: nothing is learned yet, so nobody knows);
    `similar` are the nearest learned tickets, nearest first; `vector` is the text's embedding, L2-normalised float16 in
    little-endian bytes, of the embedder that `model` names; `weighed` the words that weighed most in what was learned."""

    language: str | None = None
    intents: tuple[IntentScore, ...] = ()
    entities: tuple[Entity, ...] = ()
    urgency: Urgency = Urgency()
    mood: Mood = Mood()
    sensitive: str | None = None  # one of SENSITIVE, or the first part of a sensitive intent's name
    sensitive_because: tuple[str, ...] = ()  # the words or the sentence that say so
    courtesy: bool = False
    degraded: str | None = None
    model: str = "none"
    known: float | None = None
    similar: tuple[Neighbour, ...] = ()
    weighed: tuple[str, ...] = ()
    vector: bytes | None = None
    documents: tuple[FoundPassage, ...] = ()  # the sections that may answer it, best first

    @property
    def intent(self) -> IntentScore | None:
        return self.intents[0] if self.intents else None


NOTHING_READ = Reading()

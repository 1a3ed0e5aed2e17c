"""What is taught, and what is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from mailgate.model.reading import Neighbour
from mailgate.reading.learning.grams import Floats, Grams

NOTHING = "-"  # the name of what belongs to no intent


class DumpFault(Exception):
    """What was to be loaded is not something learned, is damaged, or belongs to another version or embedder; it says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text and what it was in the end. `intent` None: it belongs to none. `also`: what else it was, of equal standing.

    `ticket` is the ticket's number, or below zero for history; a second example of the same ticket takes the first one's
    place. 0 is a sentence of the settings: it is no ticket, is never shown as one, and stands aside as lessons come.
    `worth` (0..1) is how much it says; `sender_key` stands for who wrote it; `lesson` is the lesson's id, 0 for none;
    `vector` the text's embedding as `Reading.vector` keeps it, if it is at hand."""

    text: str
    subject: str = ""
    intent: str | None
    also: tuple[str, ...] = ()
    ticket: int = 0
    at: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    worth: float = 1.0
    sender_key: str | None = None
    lesson: int = 0
    vector: bytes | None = None


@dataclass(frozen=True, slots=True)
class Featured:
    """A text as the learner sees it: its grams, and its embedding (of length 1, or 0 for a text without words)."""

    grams: Grams
    vector: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """`probabilities`, one for each of `names`, sum to 1: which of the known intents it is, if it is one of them; all zero
    where nothing is learned. `known` is the chance that it is one of them, None where nothing is learned; `score` ranks by
    the same and reaches further where `known` saturates. `near` is how many learned tickets speak of this text, each counted
    by its likeness and worth."""

    names: tuple[str, ...]
    probabilities: npt.NDArray[np.float64]
    known: float | None = None
    score: float = 0.0
    near: float = 0.0
    neighbours: tuple[Neighbour, ...] = ()
    weighed: tuple[str, ...] = ()

    def of(self, name: str) -> float:
        """The probability of an intent; 0 for one that is not known."""
        return float(self.probabilities[self.names.index(name)]) if name in self.names else 0.0

    @property
    def best(self) -> tuple[str, float] | None:
        """The likeliest intent and its probability; of equal ones the first by name."""
        if not len(self.probabilities) or not float(self.probabilities.max()):
            return None
        at = int(self.probabilities.argmax())
        return self.names[at], float(self.probabilities[at])

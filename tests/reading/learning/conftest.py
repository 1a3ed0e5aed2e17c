"""A learner whose embedder knows six subjects, so that tests are quick and say what they mean."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pytest

from mailgate.reading.learning import Example

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
SUBJECTS = {
    "login": ("password", "login", "sign", "locked"),
    "billing": ("invoice", "charged", "bill", "payment"),
    "parcel": ("parcel", "delivery", "courier", "arrived"),
    "printer": ("printer", "toner", "paper", "jam"),
    "garden": ("lawn", "roses", "hedge", "water"),
    "weather": ("rain", "snow", "sunny", "storm"),
}


class Subjects:
    """An embedder: one direction a subject, and a little of a direction that all texts share."""

    name, dim = "subjects 1", 8

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            words = text.lower().split()
            for place, names in enumerate(SUBJECTS.values()):
                row[place] = sum(word.strip(".,?!") in names for word in words)
            row[7] = 0.3 if words else 0.0
            length = float(np.linalg.norm(row))
            row /= length or 1.0
        return rows


Teach = Callable[..., Example]


@pytest.fixture
def teach() -> Teach:
    """An example; ticket 7 was a week after ticket 0."""

    def example(ticket: int, text: str, intent: str | None, **more: object) -> Example:
        values: dict[str, object] = {"at": BEGUN + timedelta(days=max(0, ticket)), "lesson": max(0, ticket)} | more
        return Example(ticket=ticket, text=text, intent=intent, **values)  # type: ignore[arg-type]

    return example


def lessons(teach: Teach, each: int = 6, first: int = 1) -> list[Example]:
    """So many of each of four subjects, in turn."""
    frames = (
        "I have a question about my {}",
        "the {} does not work",
        "please help with the {} today",
        "again the {} and no answer",
        "who looks after our {}",
        "{} trouble since monday",
        "could somebody check the {}",
        "there is something wrong with {}",
    )
    found: list[Example] = []
    for turn in range(each):
        for intent in ("login", "billing", "parcel", "printer"):
            word = SUBJECTS[intent][turn % 4]
            found.append(teach(first + len(found), frames[turn % len(frames)].format(word), intent))
    return found

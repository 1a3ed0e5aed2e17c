"""What a text means by the settings' sentences alone, in the daemon's own space of meaning."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from mailgate.model.rules import Intent
from mailgate.reading.pipeline import Pipeline, PlainRules
from mailgate.reading.prototypes import Prototypes, Taught

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
INTENTS = {
    "repairs": Intent(name="repairs", examples=("The sail of our boat is torn", "The engine of the dinghy does not start")),
    "fees": Intent(name="fees", examples=("How much is the membership per year?", "You took the fee from our account twice")),
}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(PlainRules(intents=INTENTS), "blank", "both")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("The rudder came off last night, who can mend it?", "repairs"),
        ("What do we pay if my son joins the club in March?", "fees"),
        ("La voile est déchirée depuis samedi.", "repairs"),
        ("Wie hoch ist der Beitrag für zwei Personen?", "fees"),
    ],
)
def test_a_mail_is_known_by_what_it_means_in_any_language(pipeline: Pipeline, text: str, intent: str) -> None:
    found = pipeline.read(text, now=NOW).intents
    assert (found[0].name, found[0].confidence > 0.55) == (intent, True)


def test_what_means_none_of_it_is_known_as_none(pipeline: Pipeline) -> None:
    assert pipeline.read("The minutes of the parents' evening are attached.", now=NOW).intents[0].confidence < 0.4


def test_a_reason_names_the_nearest_example(pipeline: Pipeline) -> None:
    found = pipeline.read("How much is the membership for students?", now=NOW).intents[0]
    assert (found.name, found.because[-1]) == ("fees", "like: How much is the membership per year?")


def test_parts_that_one_side_lacks_are_not_compared() -> None:
    """The first of two parts holds for every language, the second for English alone."""
    whole = np.array([0.6, 0.0, 0.8, 0.0], dtype=np.float32)
    foreign = np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32)
    other = np.array([0.0, 0.6, 0.0, 0.8], dtype=np.float32)
    intents = {name: Intent(name=name, examples=(name,)) for name in ("a", "b")}
    prototypes = Prototypes(
        intents, [Taught("a", whole, frozenset({"a"})), Taught("b", other, frozenset({"b"}))], (2, 2), across=False
    )

    assert prototypes.of(foreign, {}).chances == pytest.approx(prototypes.of(whole, {}).chances)
    assert prototypes.of(np.zeros(4, dtype=np.float32), {}).chances == pytest.approx({"a": 0.0547, "b": 0.0547}, abs=1e-3)

"""What lessons change in a reading, with an embedder as the daemon reads."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from mailgate.model.reading import Reading
from mailgate.model.rules import Intent
from mailgate.reading.learning import DumpFault, Example
from mailgate.reading.pipeline import Pipeline, PlainRules
from tests.reading.conftest import NOW

DESK = PlainRules(
    intents={
        intent.name: intent
        for intent in (
            Intent(name="vpn", phrases=("vpn",), examples=("The VPN drops every few minutes", "I can't reach the intranet")),
            Intent(name="hardware", examples=("My laptop won't turn on any more", "I need a second screen")),
            Intent(name="payroll", examples=("My salary is wrong this month", "I did not receive my payslip")),
            Intent(name="legal", sensitive=True, phrases=("my lawyer will call you",)),
        )
    }
)


@pytest.fixture(scope="module")
def cold() -> bytes:
    """What the settings alone teach: made once, as it takes a second."""
    return Pipeline(DESK, "rules", "minilm").dump()


@pytest.fixture
def desk(cold: bytes) -> Pipeline:
    return Pipeline(DESK, "rules", "minilm", cold)


def read(pipeline: Pipeline, text: str) -> Reading:
    return pipeline.read(text, now=NOW)


def taught(intent: str | None, texts: Sequence[str], first: int = 1) -> list[Example]:
    return [
        Example(ticket=first + n, lesson=first + n, text=text, intent=intent, at=NOW + timedelta(minutes=n), sender_key=str(n))
        for n, text in enumerate(texts)
    ]


def test_own_intents_are_known_by_meaning_before_there_is_a_lesson(desk: Pipeline) -> None:
    reading = read(desk, "Could I get an additional display for my desk?")
    assert reading.intent is not None
    assert (reading.intent.name, reading.intent.confidence >= 0.55) == ("hardware", True)
    assert (reading.known, reading.similar, reading.weighed) == (None, (), ())
    stranger = read(desk, "Can you recommend a good book about history?").intent
    assert stranger is None or stranger.confidence < 0.55


def test_a_reading_keeps_its_embedding_and_names_the_embedder(desk: Pipeline) -> None:
    reading = read(desk, "My laptop is broken")
    assert reading.model == "rules + minilm 1.0.0"
    assert reading.vector is not None
    vector = np.frombuffer(reading.vector, dtype="<f2").astype(np.float32)
    assert len(vector) == 384
    assert float(vector @ vector) == pytest.approx(1.0, abs=0.01)


def test_lessons_move_what_is_read_and_are_shown(desk: Pipeline) -> None:
    text = "The coffee machine in the kitchen is out of order"
    assert read(desk, text).intents[0].confidence < 0.55
    lessons = ["The coffee machine is broken", "No coffee comes out of the machine", "Coffee machine in the kitchen leaks"]
    desk.learn(taught("hardware", lessons, first=41))
    reading = read(desk, text)
    assert reading.intent is not None
    assert (reading.intent.name, reading.intent.confidence > 0.55) == ("hardware", True)
    assert {near.ticket for near in reading.similar} == {41, 42, 43}
    assert reading.similar[0].intent == "hardware"
    assert "coffee" in reading.weighed


def test_a_correction_is_believed_after_a_few(desk: Pipeline) -> None:
    text = "My laptop won't start in the office network"
    before = {score.name: score.confidence for score in read(desk, text).intents}
    desk.learn(taught("vpn", [f"My notebook won't start in the company network, attempt {n}" for n in range(5)]))
    after = {score.name: score.confidence for score in read(desk, text).intents}
    assert max(after, key=lambda name: after[name]) == "vpn"
    assert after.get("hardware", 0.0) < before["hardware"]
    for ticket in range(1, 6):
        desk.forget(ticket)
    again = {score.name: score.confidence for score in read(desk, text).intents}
    assert again == pytest.approx(before, abs=0.02)


def test_no_lesson_talks_a_sensitive_rule_away(desk: Pipeline) -> None:
    text = "My lawyer will call you about the laptop"
    sure = {score.name: score.confidence for score in read(desk, text).intents}["legal"]
    desk.learn(taught("hardware", [f"My lawyer will call you about laptop {n}" for n in range(20)]))
    assert {score.name: score.confidence for score in read(desk, text).intents}["legal"] >= min(sure, 0.8)


def test_an_intent_that_the_settings_dropped_is_not_read_even_if_it_was_learned(desk: Pipeline) -> None:
    desk.learn(taught("vpn", ["The remote tunnel breaks down", "The remote tunnel is gone", "remote tunnel again"]))
    fewer = PlainRules(intents={name: intent for name, intent in DESK.intents.items() if name != "vpn"})
    reading = read(Pipeline(fewer, "rules", "minilm", desk.dump()), "The remote tunnel breaks down")
    assert "vpn" not in {score.name for score in reading.intents}
    assert reading.intents[0].confidence < 0.55


def test_who_begins_with_what_another_learned_reads_the_same(desk: Pipeline) -> None:
    desk.learn(taught("payroll", ["Overtime was not paid", "My bonus is missing", "There is too much tax on my slip"]))
    other = Pipeline(DESK, "rules", "minilm", desk.dump())
    for text in ("My overtime of May is missing", "The VPN is slow", "What is the capital of Peru?"):
        assert read(other, text) == read(desk, text)


def test_what_another_embedder_learned_is_refused(cold: bytes) -> None:
    with pytest.raises(DumpFault, match="was learned with the embedder minilm"):
        Pipeline(DESK, "rules", "none", cold)


def test_a_missing_embedder_is_said_and_rules_read_on() -> None:
    pipeline = Pipeline(DESK, "rules", "babel")
    reading = read(pipeline, "the VPN is slow")
    assert "there is no embedder `babel`" in (reading.degraded or "")
    assert reading.intents[0].name == "vpn"
    pipeline.learn(taught("hardware", ["beamer"]))
    assert read(pipeline, "beamer").similar[0].ticket == 1

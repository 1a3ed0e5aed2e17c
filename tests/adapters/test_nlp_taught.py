from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from mailgate.adapters.nlp_taught import TaughtPipeline, example_of
from mailgate.model.learning import NOTHING_LEARNT, Learnt, Lesson
from mailgate.model.rules import Intent
from mailgate.policy.lessons import sender_key
from mailgate.reading.pipeline import RULES_ONLY, PlainRules, Request

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
RULES = PlainRules(intents={name: Intent(name=name, phrases=(f"about {name}",)) for name in ("hardware", "paper")})
PURPLE = "My dongle blinks purple"


def pipeline(learnt: Learnt = NOTHING_LEARNT) -> TaughtPipeline:
    return TaughtPipeline(RULES, RULES_ONLY, "none", learnt)


def lesson(number: int, intent: str, *, text: str = PURPLE, ticket: int | None = None, sender: str | None = None) -> Lesson:
    key = sender_key(sender or f"c{number}@example.org")
    return Lesson(
        id=number, ticket=ticket or number, text=text, intent=intent, agent=None, source="relabelled", at=NOW, sender_key=key
    )


def contrast(first: int) -> list[Lesson]:
    """What else the desk learned: a learner of one thing alone knows nothing from it."""
    return [lesson(first + n, "paper", text=f"The printer eats sheet {n}") for n in range(10)]


def best(reader: TaughtPipeline, text: str = PURPLE) -> str | None:
    intent = reader.read_many([Request(text=text, now=NOW)])[0].intent
    return intent.name if intent is not None else None


def test_a_prediction_names_all_it_depends_on() -> None:
    reader = pipeline(Learnt(version="v7", upto=40, data=pipeline().dump()))
    assert reader.model == "rules + v7 @ 40"
    reader.learn([lesson(41, "hardware")], 41)
    assert reader.read_many([Request(text=PURPLE, now=NOW)])[0].model == "rules + v7 @ 41"


def test_a_vector_is_taken_over_from_the_same_embedder_alone() -> None:
    read = replace(lesson(1, "paper"), vector=b"\x00\x3c", model="lm + use-m 0.2.1 + minilm 1.0.0 + v7 @ 41")
    assert example_of(read, "use-m 0.2.1 + minilm 1.0.0").vector == b"\x00\x3c"
    assert example_of(read, "minilm 1.0.0").vector is None
    assert example_of(lesson(2, "paper"), "minilm 1.0.0").vector is None


def test_a_correction_leaves_nothing_of_what_it_corrects() -> None:
    corrected, right = pipeline(), pipeline()
    for reader in (corrected, right):
        reader.learn(contrast(100), 109)
    corrected.learn([lesson(110, "paper", ticket=7), lesson(111, "hardware", ticket=7)], 111)
    right.learn([lesson(111, "hardware", ticket=7)], 111)
    assert best(corrected) == best(right) == "hardware"


def test_one_sender_does_not_turn_what_a_few_others_taught() -> None:
    reader = pipeline()
    reader.learn(contrast(100), 109)
    reader.learn([lesson(n, "hardware") for n in range(110, 116)], 115)
    reader.learn([lesson(n, "paper", sender=f"Mallory+{n}@example.net") for n in range(116, 176)], 175)
    assert best(reader) == "hardware"


def test_what_another_program_learned_is_left_aside_and_said() -> None:
    foreign = pipeline().dump().replace(b"mailgate learned 2 ", b"mailgate learned 9 ")
    reader = pipeline(Learnt(version="v7", upto=40, data=foreign))
    assert (reader.upto, reader.model) == (0, "rules + v0 @ 0")
    assert (reader.degraded or "").startswith("v7 can't be used: it was learned by another version of mailgate")

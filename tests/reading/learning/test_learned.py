from datetime import timedelta

import numpy as np
import pytest

from mailgate.reading.learning import Example, Learned, fit
from mailgate.reading.learning.grams import BUCKETS, Word, words_that_weigh
from tests.reading.learning.conftest import BEGUN, Subjects, Teach, lessons

E = Subjects()


def taught(examples: list[Example], **more: object) -> Learned:
    learned = Learned.empty(E, **more)  # type: ignore[arg-type]
    for example in examples:
        learned.learn(example)
    return learned


def best(learned: Learned, text: str) -> str | None:
    (prediction,) = learned.predict([text])
    return prediction.best[0] if prediction.best else None


def test_nothing_learned_knows_nothing() -> None:
    (prediction,) = Learned.empty(E).predict(["my password is wrong"])
    assert (prediction.best, prediction.known, prediction.neighbours, prediction.names) == (None, None, (), ())


def test_what_was_taught_is_told_with_the_tickets_it_is_like(teach: Teach) -> None:
    (prediction,) = taught(lessons(teach)).predict(["The toner is empty, and the printer says so"])
    assert prediction.best is not None
    assert prediction.best[0] == "printer"
    assert prediction.best[1] > 0.8
    assert [near.intent for near in prediction.neighbours] == ["printer"] * 5
    assert prediction.neighbours[0].similarity > 0.95
    assert float(prediction.probabilities.sum()) == pytest.approx(1.0)


def test_the_words_that_weighed_are_the_senders_own(teach: Teach) -> None:
    (prediction,) = taught(lessons(teach)).predict(["Where is the PARCEL from Monday?"])
    assert prediction.weighed[0] == "PARCEL"


def test_a_word_that_weighs_is_told_once_however_it_is_written() -> None:
    words = [Word("Cannot", "cannot"), Word("Cannot", "can not"), Word("parcel", "parcel")]
    assert words_that_weigh(words, np.ones(BUCKETS), 8) == ("Cannot", "parcel")


def test_a_new_intent_is_known_after_one_lesson(teach: Teach) -> None:
    learned = taught(lessons(teach))
    assert best(learned, "the lawn and the roses") != "garden"
    learned.learn(teach(99, "water the roses please", "garden"))
    assert best(learned, "the lawn and the roses") == "garden"


def test_an_intent_that_the_settings_dropped_is_not_told_and_comes_back_with_them(teach: Teach) -> None:
    learned = taught(lessons(teach))
    learned.settings([], ["billing", "login", "parcel"])
    (prediction,) = learned.predict(["the printer has a paper jam"])
    assert prediction.names == ("billing", "login", "parcel")
    assert prediction.known is not None
    assert prediction.known < 0.3
    learned.settings([], ["billing", "login", "parcel", "printer"])
    assert best(learned, "the printer has a paper jam") == "printer"


def test_a_correction_is_a_difference(teach: Teach) -> None:
    """Corrected, the ticket is as if it had always been what it is now."""
    learned, never_wrong = (taught(lessons(teach)) for _ in range(2))
    learned.learn(teach(99, "the hedge is too high", "printer"))
    assert best(learned, "who cuts the hedge?") == "printer"
    for one in (learned, never_wrong):
        one.learn(teach(99, "the hedge is too high", "garden"))
    asked = ["who cuts the hedge?", "the printer has no paper", "my invoice"]
    for was_wrong, right in zip(learned.predict(asked), never_wrong.predict(asked), strict=True):
        assert was_wrong.names == right.names
        assert was_wrong.probabilities == pytest.approx(right.probabilities, abs=0.02)
    assert len(learned) == len(never_wrong) == 25


def test_forgetting_everything_leaves_nothing(teach: Teach) -> None:
    examples = lessons(teach)
    learned = taught(examples)
    assert float(np.abs(learned.linear.weights).max()) > 0.1
    for example in examples:
        learned.forget(example.ticket)
    assert float(np.abs(learned.linear.weights).max()) < 1e-4
    assert (len(learned), len(learned.memory), learned.rarity.texts, int(np.abs(learned.rarity.seen).max())) == (0, 0, 0, 0)
    assert learned.predict(["password"])[0].names == ()
    learned.forget(12345)


def test_what_is_like_nothing_taught_is_not_known(teach: Teach) -> None:
    learned = fit(lessons(teach, each=20), E, now=BEGUN)
    known, stranger = learned.predict(["the invoice is wrong", "rain and snow on the roses"])
    assert known.known is not None
    assert stranger.known is not None
    assert known.known > 0.8
    assert stranger.known < 0.4
    assert known.score > stranger.score


def test_what_was_taught_to_belong_to_nothing_is_not_known(teach: Teach) -> None:
    examples = lessons(teach, each=10) + [teach(200 + n, f"sunny weather and rain no {n}", None) for n in range(12)]
    (prediction,) = fit(examples, E, now=BEGUN).predict(["rain in sunny places"])
    assert "-" not in prediction.names
    assert prediction.known is not None
    assert prediction.known < 0.2
    assert prediction.neighbours[0].intent is None


def test_one_sender_does_not_turn_an_intent_but_many_do(teach: Teach) -> None:
    def after(senders: int) -> str | None:
        learned = taught(lessons(teach, each=2))
        for n in range(4):
            learned.learn(teach(50 + n, "my login is locked", "login", sender_key=f"honest {n}"))
        for n in range(30):
            learned.learn(teach(100 + n, "my login is locked", "billing", sender_key=f"sender {n % senders}"))
        return best(learned, "my login is locked")

    assert after(senders=1) == "login"
    assert after(senders=30) == "billing"


def test_one_sender_keeps_eight_tickets_an_intent(teach: Teach) -> None:
    learned = taught([teach(n, f"printer no {n}", "printer", sender_key="a") for n in range(1, 21)])
    assert len(learned) == 8
    assert {near.ticket for near in learned.predict(["printer"])[0].neighbours} <= set(range(13, 21))


def test_old_lessons_yield_to_new_ones_where_they_disagree(teach: Teach) -> None:
    old, new = BEGUN - timedelta(days=3 * 365), BEGUN
    examples = [teach(n, "the login page", "printer", at=old) for n in range(1, 6)]
    examples += [teach(n, "the login page", "login", at=new) for n in range(11, 13)]
    assert best(taught(examples), "the login page") == "login"
    assert best(taught([teach(n, "the hedge", "garden", at=old) for n in range(21, 23)] + examples), "the hedge") == "garden"


def test_memory_is_bounded_and_rare_intents_stay(teach: Teach) -> None:
    many = [teach(n, f"printer paper no {n}", "printer") for n in range(2, 60)]
    learned = taught([teach(1, "the lawn", "garden"), *many], keep=20)
    assert len(learned) == len(learned.memory) == 20
    assert best(learned, "lawn and hedge") == "garden"
    fitted = fit([teach(n, f"printer no {n}", "printer") for n in range(1, 60)], E, now=BEGUN, keep=20)
    assert sorted(fitted.memory.tickets[: len(fitted.memory)].tolist()) == list(range(40, 60))


def test_of_one_ticket_the_last_lesson_counts(teach: Teach) -> None:
    wrong, right = teach(500, "the hedge is high", "printer"), teach(500, "the hedge is high", "garden", lesson=501)
    learned = fit([*lessons(teach), wrong, right], E, now=BEGUN)
    assert best(learned, "the hedge") == "garden"
    assert (len(learned), learned.lesson) == (25, 501)


def test_the_same_lessons_give_the_same_bytes(teach: Teach) -> None:
    examples = lessons(teach, each=15)
    assert fit(examples, E, now=BEGUN).dump() == fit(examples, E, now=BEGUN).dump()
    assert taught(examples).dump() == taught(examples).dump()


def test_sentences_of_the_settings_teach_but_are_no_tickets(teach: Teach) -> None:
    learned = Learned.empty(E)
    sentences = [
        Example(text=text, intent=intent, worth=0.5) for text, intent in (("the lawn", "garden"), ("an invoice", "billing"))
    ]
    learned.settings(sentences, ["billing", "garden"])
    assert best(learned, "who waters the lawn?") == "garden"
    assert (len(learned), learned.predict(["lawn"])[0].neighbours, learned.predict(["lawn"])[0].near) == (0, (), 0.0)
    learned.settings(sentences[1:], ["billing", "garden"])
    (prediction,) = learned.predict(["who waters the lawn?"])
    assert prediction.of("garden") == 0.0


def test_a_vector_at_hand_is_not_made_again(teach: Teach) -> None:
    class Once(Subjects):
        def embed(self, texts: object) -> np.ndarray:
            raise AssertionError(texts)

    vector = Subjects().embed(["the hedge"])[0].astype("<f2").tobytes()
    learned = Learned.empty(Once())
    learned.learn(teach(1, "the hedge", "garden", vector=vector))
    assert learned.memory.features(0)[2] == pytest.approx(Subjects().embed(["the hedge"])[0], abs=4e-3)


@pytest.mark.parametrize(
    "text", ["", " \n", "👍", "\ud800", "a" * 100_000, "word " * 20_000], ids=["none", "blank", "thumb", "half", "one", "many"]
)
def test_any_text_is_learned_and_told(teach: Teach, text: str) -> None:
    learned = taught([*lessons(teach), teach(77, text, "login")])
    (prediction,) = learned.predict([text])
    assert float(prediction.probabilities.sum()) == pytest.approx(1.0)
    learned.forget(77)
    assert len(learned) == 24


def test_without_an_embedder_words_alone_are_learned(teach: Teach) -> None:
    from mailgate.reading.embedders import NoEmbedder

    learned = Learned.empty(NoEmbedder())
    for example in lessons(teach):
        learned.learn(example)
    assert best(learned, "the printer does nothing") == "printer"
    assert best(learned, "an invoice question") == "billing"

from datetime import UTC, datetime

from mailgate.adapters.nlp_waiting import BATCH, Job, Waiting
from mailgate.model.reading import NOTHING_READ
from mailgate.reading.pipeline import Request

NOW = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)


def job(text: str) -> Job:
    return Job(Request(text=text, now=NOW))


def texts(batch: list[Job]) -> list[str]:
    return [job.request.text for job in batch]


def test_texts_go_together_in_the_order_they_came() -> None:
    waiting = Waiting()
    for i in range(BATCH + 1):
        waiting.add(job(f"{i}"))
    assert texts(waiting.next_batch()) == [f"{i}" for i in range(BATCH)]
    assert texts(waiting.next_batch()) == [f"{BATCH}"]
    assert waiting.next_batch() == []


def test_long_texts_do_not_share_a_batch() -> None:
    waiting = Waiting()
    waiting.add(job("a" * 30_000))
    waiting.add(job("b" * 30_000))
    assert len(waiting.next_batch()) == 1


def test_whoever_was_in_a_failed_batch_is_tried_again_alone() -> None:
    waiting = Waiting()
    for text in ("one", "two"):
        waiting.add(job(text))
    waiting.blame(waiting.next_batch(), "killed")
    waiting.add(job("three"))
    assert [texts(waiting.next_batch()) for _ in range(3)] == [["one"], ["two"], ["three"]]


def test_a_text_that_was_there_twice_is_not_tried_again() -> None:
    waiting, guilty = Waiting(), job("crash")
    waiting.add(guilty)
    waiting.blame(waiting.next_batch(), "killed")
    waiting.blame(waiting.next_batch(), "killed")
    assert (guilty.answer.result(), guilty.why) == (None, "this text stopped the reading process: killed")
    assert not waiting.add(job("crash"))


def test_a_text_that_was_read_is_to_blame_for_nothing() -> None:
    waiting = Waiting()
    waiting.add(job("hello"))
    waiting.blame(waiting.next_batch(), "killed")
    waiting.read(batch := waiting.next_batch(), [NOTHING_READ])
    assert batch[0].answer.result() == NOTHING_READ
    waiting.add(job("hello"))
    waiting.blame(waiting.next_batch(), "killed")
    assert texts(waiting.next_batch()) == ["hello"]


def test_a_text_whose_caller_has_gone_on_is_left_out() -> None:
    waiting, gone = Waiting(), job("late")
    waiting.add(gone)
    gone.answer.cancel()
    assert waiting.next_batch() == []
    gone.settle(NOTHING_READ, "")

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest

from mailgate.adapters.store import SqlStore, open_store
from mailgate.model import decision as d
from mailgate.model.errors import Refused
from mailgate.model.learning import NOTHING_LEARNT, Lesson
from mailgate.model.reading import IntentScore, Reading
from tests.store.desk_day import ALICE, NOON, opened


def lesson(ticket: int, intent: str | None = "billing", **fields: Any) -> Lesson:
    given: dict[str, Any] = {"text": f"words of {ticket}", "agent": ALICE, "source": "resolved", "at": NOON, "worth": 0.7}
    return Lesson(ticket=ticket, intent=intent, **{**given, **fields})


def taught(store: SqlStore, *lessons: Lesson) -> None:
    effects = tuple(d.Teach(lesson=one) for one in lessons)
    store.apply(d.Decision(outcome="commanded", reason="commands", effects=effects), settles=None, now=NOON)


def test_a_correction_takes_the_place_of_what_its_ticket_taught(store: SqlStore) -> None:
    taught(store, lesson(1, "billing"), lesson(2, "technical"))
    taught(store, lesson(1, "technical", source="relabelled", worth=1.0))
    assert [(one.ticket, one.intent) for one in store.lessons.live(10)] == [(2, "technical"), (1, "technical")]
    assert [(one.ticket, one.intent) for one in store.lessons.after(0, 10)] == [
        (1, "billing"),
        (2, "technical"),
        (1, "technical"),
    ]
    assert store.lessons.count() == 2


def test_lessons_that_say_nothing_new_are_not_counted_as_taught(store: SqlStore) -> None:
    assert store.lessons.teach([lesson(1, "billing"), lesson(2, "technical")]) == 2
    assert store.lessons.teach([lesson(1, "billing"), lesson(3, "technical")]) == 1
    assert store.lessons.last() == 3


def test_resolving_a_ticket_takes_nothing_from_who_said_what_it_is(store: SqlStore) -> None:
    taught(store, lesson(1, "technical", source="relabelled", worth=1.0))
    taught(store, lesson(1, "technical", source="resolved", worth=0.7))
    assert [(one.source, one.worth) for one in store.lessons.live(10)] == [("relabelled", 1.0)]
    assert store.lessons.last() == 1


def test_a_poller_goes_on_behind_the_last_lesson_it_has_seen(store: SqlStore) -> None:
    taught(store, *(lesson(number) for number in range(1, 6)))
    first = store.lessons.after(0, 3)
    assert [one.ticket for one in first] == [1, 2, 3]
    assert [one.ticket for one in store.lessons.after(first[-1].id, 3)] == [4, 5]
    assert store.lessons.after(store.lessons.last(), 3) == []


def test_ids_follow_the_order_of_commits_however_many_teach_at_once(store: SqlStore, url: str) -> None:
    """A poller of another node never sees a lesson before one with a smaller id."""
    other = open_store(url)
    seen: list[int] = []
    done = threading.Event()

    def poll() -> None:
        while not done.is_set() or other.lessons.after(seen[-1] if seen else 0, 1):
            seen.extend(one.id for one in other.lessons.after(seen[-1] if seen else 0, 50))

    def teach_some(n: int) -> None:
        for i in range(8):
            taught(store, lesson(n * 100 + i), lesson(n * 100 + 50 + i))

    poller = threading.Thread(target=poll)
    poller.start()
    writers = [threading.Thread(target=teach_some, args=(n,)) for n in range(1, 7)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    done.set()
    poller.join()
    other.close()
    assert seen == sorted(seen)
    assert len(seen) == 96


def test_a_lesson_names_the_ticket_that_its_decision_opens(store: SqlStore) -> None:
    number = opened(store, d.Teach(lesson=lesson(0)))
    assert [one.ticket for one in store.lessons.live(10)] == [number]


def test_what_was_predicted_is_joined_with_what_it_was(store: SqlStore) -> None:
    def read(intent: str, confidence: float) -> Reading:
        return Reading(intents=(IntentScore(name=intent, confidence=confidence),), model="m")

    first = opened(store, d.KeepReading(ticket=0, reading=read("billing", 0.9)), key="k1", message_id="a@x.y")
    second = opened(store, d.KeepReading(ticket=0, reading=read("billing", 0.6)), key="k2", message_id="b@x.y")
    unread = opened(store, key="k3", message_id="c@x.y")
    later = d.Decision(outcome="appended", reason="r", effects=(d.KeepReading(ticket=second, reading=read("technical", 1.0)),))
    store.apply(later, settles=None, now=NOON)
    taught(store, lesson(first, "billing"), lesson(second, "technical"), lesson(unread, "billing"), lesson(-7, "billing"))
    found = store.lessons.outcomes(10)
    assert [(one.ticket, one.predicted, one.confidence, one.intent, one.right) for one in found] == [
        (first, "billing", 0.9, "billing", True),
        (second, "billing", 0.6, "technical", False),
    ]
    assert [one.right for one in store.lessons.outcomes(1)] == [False]


def test_a_lesson_brings_the_vector_that_its_tickets_first_reading_made(store: SqlStore) -> None:
    first = opened(store, d.KeepReading(ticket=0, reading=Reading(model="lm + minilm 1.0.0", vector=b"\x00\x3c")))
    later = d.KeepReading(ticket=first, reading=Reading(model="lm + use-m 0.2.1", vector=b"\x3c\x00"))
    store.apply(d.Decision(outcome="appended", reason="r", effects=(later,)), settles=None, now=NOON)
    taught(store, lesson(first), lesson(-7))
    told = [(one.ticket, one.vector, one.model) for one in store.lessons.after(0, 10)]
    assert told == [(first, b"\x00\x3c", "lm + minilm 1.0.0"), (-7, None, "")]
    assert store.lessons.live(10) == store.lessons.after(0, 10)


def test_tickets_that_ended_and_taught_nothing_are_found(store: SqlStore) -> None:
    ended = {"state": "resolved", "resolved_by": ALICE, "resolved_at": NOON, "intent": "billing"}
    first = opened(store, key="k1", message_id="a@x.y", **ended)
    second = opened(store, key="k2", message_id="b@x.y", **ended)
    opened(store, key="k3", message_id="c@x.y", intent="billing")
    taught(store, lesson(first))
    assert [(ticket.number, text) for ticket, text in store.lessons.untaught(0, 10)] == [(second, "I can't log in")]
    assert store.lessons.untaught(second, 10) == []


def test_what_customers_did_since_is_told_of_tickets_with_lessons(store: SqlStore) -> None:
    number = opened(store, d.KeepFeedback(ticket=0, customer="maria@example.org", score=1, comment="", at=NOON), reopened=2)
    quiet = opened(store, key="k2", message_id="b@x.y")
    taught(store, lesson(number), lesson(quiet))
    assert store.lessons.doubted() == {number: (2, 1)}


def test_replaced_lessons_go_when_no_reader_passes_them_any_more(store: SqlStore) -> None:
    taught(store, lesson(1, "billing"), lesson(2, "billing"))
    taught(store, lesson(1, "technical", source="relabelled"))
    assert store.lessons.prune(behind=3, now=NOON) == 0
    later = NOON + timedelta(days=31)
    assert store.lessons.prune(behind=0, now=later) == 0
    assert store.lessons.prune(behind=3, now=later) == 1
    assert [one.ticket for one in store.lessons.after(0, 10)] == [2, 1]


def test_lessons_that_no_refit_learns_any_more_lose_their_words(store: SqlStore) -> None:
    taught(store, *(lesson(number, "billing") for number in (1, 2, 3)))
    assert store.lessons.prune(behind=3, now=NOON, kept=3) == 0
    assert store.lessons.prune(behind=1, now=NOON, kept=1) == 1
    assert store.lessons.prune(behind=3, now=NOON, kept=1) == 1
    found = store.lessons.after(0, 10)
    assert [(one.ticket, one.intent, bool(one.text or one.subject or one.sender_key)) for one in found] == [
        (1, "billing", False),
        (2, "billing", False),
        (3, "billing", True),
    ]


# -- versions ----------------------------------------------------------------------------------------------------------


def added(store: SqlStore, *, upto: int = 1, data: bytes = b"learned") -> int:
    return store.model_versions.add(at=NOON, upto=upto, embedder="use-m", card={"n": 1}, data=data, why="made")


def test_readers_start_from_the_promoted_version_and_go_back_by_a_rollback(store: SqlStore) -> None:
    versions = store.model_versions
    assert versions.learnt() == NOTHING_LEARNT
    first, second, third = (added(store, upto=n, data=b"%d" % n) for n in (1, 2, 3))
    for number in (first, second, third):
        versions.promote(number, why="better", now=NOON + timedelta(hours=number))
    assert (versions.promoted_name(), versions.learnt().upto, versions.learnt().data) == (f"v{third}", 3, b"3")
    left, now = versions.rollback(now=NOON + timedelta(hours=9))
    assert now is not None
    assert (left.name, left.state, now.name, now.why) == (f"v{third}", "rolled_back", f"v{second}", f"v{third} was rolled back")
    _, now = versions.rollback(now=NOON + timedelta(hours=10))
    assert now is not None
    assert now.id == first
    _, now = versions.rollback(now=NOON + timedelta(hours=11))
    assert now is None
    assert versions.learnt() == NOTHING_LEARNT
    with pytest.raises(Refused, match="nothing to roll back"):
        versions.rollback(now=NOON)


def test_a_version_that_is_better_is_promoted_in_the_transaction_that_adds_it(store: SqlStore) -> None:
    versions = store.model_versions
    one, two = (
        versions.add(at=NOON, upto=n, embedder="use-m", card={}, data=b"%d" % n, why=f"better {n}", promote=True) for n in (1, 2)
    )
    told = [(v.id, v.state, v.why, v.promoted_at) for v in versions.all()]
    assert told == [(two, "promoted", "better 2", NOON), (one, "retired", f"v{two} took its place", NOON)]
    assert versions.learnt().data == b"2"


def test_what_cannot_be_promoted_is_refused_with_its_reason(store: SqlStore) -> None:
    versions = store.model_versions
    number = added(store)
    versions.promote(number, why="better", now=NOON)
    with pytest.raises(Refused, match="promoted already"):
        versions.promote(number, why="again", now=NOON)
    with pytest.raises(Refused, match="there is no version v99"):
        versions.promote(99, why="?", now=NOON)


def test_old_versions_keep_their_cards_only(store: SqlStore) -> None:
    versions = store.model_versions
    numbers = [added(store, upto=n) for n in range(1, 11)]
    versions.promote(numbers[0], why="better", now=NOON)
    versions.promote(numbers[1], why="better", now=NOON + timedelta(hours=1))
    assert versions.prune() == 3
    assert [v.id for v in versions.all() if not v.kept] == [numbers[4], numbers[3], numbers[2]]
    assert versions.floor() == 1
    versions.rollback(now=NOON)
    versions.rollback(now=NOON)
    assert versions.floor() == 0  # readers start from the first lesson
    with pytest.raises(Refused, match="only the card is kept"):
        versions.promote(numbers[2], why="?", now=NOON)
    found = versions.get(numbers[2])
    assert found is not None
    assert found.card == {"n": 1}


def test_of_many_nodes_one_makes_the_nights_refit(store: SqlStore, url: str) -> None:
    other = open_store(url)
    try:
        assert store.model_versions.turn() is None
        assert [one.model_versions.take_turn(None, NOON) for one in (store, other)] == [True, False]
        later = NOON + timedelta(days=1)
        assert [one.model_versions.take_turn(NOON, later) for one in (other, store)] == [True, False]
        assert store.model_versions.turn() == later
    finally:
        other.close()

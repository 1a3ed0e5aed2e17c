from __future__ import annotations

from datetime import timedelta

from mailgate.model.delivery import Accepted, Dead, Deferred, Dropped, Rejected, Retry, Sent
from mailgate.policy.backoff import is_dropped, is_worth_telling, settle, wait
from tests.letters.making import NOW, delivery

LATER = Deferred(reply="451 4.7.1 greylisted")


def retry(**changed: object) -> Retry:
    settled = settle(LATER, delivery(**changed), NOW)
    assert isinstance(settled, Retry)
    return settled


def test_an_accepted_letter_is_sent() -> None:
    assert settle(Accepted(reply="250 ok"), delivery(), NOW) == Sent(reply="250 ok")


def test_a_5xx_is_never_tried_again() -> None:
    rejected = Rejected(reply="550 no such user", status="5.1.1")
    assert settle(rejected, delivery(), NOW) == Dead(reply="550 no such user", status="5.1.1")


def test_the_first_wait_is_about_half_a_minute_and_the_eighth_about_an_hour() -> None:
    assert timedelta(seconds=24) <= retry(attempts=1).at - NOW <= timedelta(seconds=36)
    assert timedelta(minutes=48) <= retry(attempts=8).at - NOW <= timedelta(minutes=72)


def test_the_same_attempt_always_waits_the_same_and_different_letters_differently() -> None:
    assert wait(7, 1) == wait(7, 1)
    assert len({wait(number, 1) for number in range(100)}) > 90


def test_with_the_whole_server_down_letters_look_again_every_few_minutes() -> None:
    settled = settle(Deferred(reply="connection refused", connection=True), delivery(attempts=20), NOW)
    assert isinstance(settled, Retry)
    assert settled.at - NOW <= timedelta(minutes=6)


def test_a_letter_is_given_up_after_five_days() -> None:
    assert settle(LATER, delivery(created=NOW - timedelta(days=5)), NOW) == Dead(
        reply="given up after five days: 451 4.7.1 greylisted", status="4.4.7"
    )


def test_the_agent_is_told_once_when_a_letter_is_an_hour_late() -> None:
    told = 0
    one, now = delivery(attempts=1), NOW
    while now - NOW < timedelta(days=4):
        settled = settle(LATER, one, now)
        assert isinstance(settled, Retry)
        told += is_worth_telling(settled)
        now, one = settled.at, delivery(attempts=one.attempts + 1)
    assert told == 1


def test_in_doubt_an_answer_is_repeated_and_an_acknowledgement_is_not() -> None:
    doubt = Deferred(reply="connection lost", in_doubt=True)
    repeated = settle(doubt, delivery(template="answer"), NOW)
    assert isinstance(repeated, Retry)
    assert repeated.in_doubt
    dropped = settle(doubt, delivery(template="acknowledgement"), NOW)
    assert isinstance(dropped, Dropped)
    assert not is_worth_telling(dropped)


def test_an_acknowledgement_found_in_doubt_at_start_is_not_sent() -> None:
    assert is_dropped(delivery(template="acknowledgement", in_doubt=True))
    assert not is_dropped(delivery(template="answer", in_doubt=True))
    assert not is_dropped(delivery(template="acknowledgement"))


def test_doubt_stays_until_it_is_settled() -> None:
    assert retry(in_doubt=True).in_doubt

"""Contract §6, the table of who joins: each cell."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailgate.model.decision import CustomerMail
from mailgate.model.facts import Facts
from mailgate.policy.thread import Fresh, Joins, PendingOn, Threading, thread
from tests.policy.mails import MALLORY, MARIA, NOW, facts, judged, known, letter, mail, story, token


def threaded(sender: str, past: Facts, *, verified: bool, subject: str = "I can't log in") -> Threading:
    kind = CustomerMail(sender=sender, sender_name=None, verified=verified, why="customer")
    return thread(mail(sender, base_subject=subject), past, kind, judged())


CLUES = {
    "token": {"tokens": (token("customer", MARIA),)},
    "own_message_id": {"letters": (letter("customer", MARIA),)},
    "known_message_id": {"known": (known(),)},
    "same_subject": {"same_subject": 1042},
}


@pytest.mark.parametrize("clue", CLUES)
def test_a_participant_joins_by(clue: str) -> None:
    assert threaded(MARIA, facts(**CLUES[clue]), verified=True) == Joins(ticket=1042, verified=True, clue=clue)


@pytest.mark.parametrize("clue", CLUES)
def test_a_participant_nobody_authenticated_joins_unverified_by(clue: str) -> None:
    assert threaded(MARIA, facts(**CLUES[clue]), verified=False) == Joins(ticket=1042, verified=False, clue=clue)


@pytest.mark.parametrize("clue", ["token", "own_message_id"])
@pytest.mark.parametrize("verified", [True, False])
def test_somebody_else_with_an_unguessable_clue_waits_to_be_let_in(clue: str, verified: bool) -> None:
    assert threaded(MALLORY, facts(**CLUES[clue]), verified=verified) == PendingOn(ticket=1042, clue=clue)


def test_somebody_a_participant_wrote_to_waits_when_he_cites_a_known_message() -> None:
    past = facts(story(correspondents=frozenset({MALLORY})), known=(known(),))
    assert threaded(MALLORY, past, verified=True) == PendingOn(ticket=1042, clue="known_message_id")


def test_a_stranger_who_cites_a_known_message_opens_a_linked_ticket() -> None:
    assert threaded(MALLORY, facts(known=(known(),)), verified=True) == Fresh(related=(1042,))


def test_the_tag_alone_joins_an_authenticated_participant_while_the_ticket_is_open() -> None:
    assert threaded(MARIA, facts(tagged=1042), verified=True) == Joins(ticket=1042, verified=True, clue="subject_tag")


@pytest.mark.parametrize(("days", "joins"), [(29, True), (31, False)])
def test_the_tag_alone_joins_for_thirty_days_after_closing(days: int, joins: bool) -> None:
    past = facts(story(state="closed", closed_at=NOW - timedelta(days=days)), tagged=1042)
    assert isinstance(threaded(MARIA, past, verified=True), Joins) is joins


def test_the_tag_alone_never_joins_a_participant_nobody_authenticated() -> None:
    assert threaded(MARIA, facts(tagged=1042), verified=False) == Fresh(related=(1042,))


def test_the_tag_alone_never_joins_a_stranger() -> None:
    assert threaded(MALLORY, facts(tagged=1042), verified=True) == Fresh(related=(1042,))


def test_a_clue_that_does_not_join_leaves_the_next_its_turn() -> None:
    past = facts(tagged=1042, same_subject=1042)
    assert threaded(MARIA, past, verified=False) == Joins(ticket=1042, verified=False, clue="same_subject")


@pytest.mark.parametrize("subject", ["", "Help", "hello!", "  Question ?", "Hilfe", "(no subject)"])
def test_an_empty_or_stock_subject_never_joins(subject: str) -> None:
    assert threaded(MARIA, facts(same_subject=1042), verified=True, subject=subject) == Fresh()


def test_without_any_clue_a_ticket_opens() -> None:
    assert threaded(MARIA, facts(), verified=True) == Fresh()


def test_the_first_clue_decides_where_two_name_different_tickets() -> None:
    past = facts(story(1), story(2), tokens=(token("customer", MARIA, 1),), letters=(letter("customer", MARIA, 2),))
    assert threaded(MARIA, past, verified=True) == Joins(ticket=1, verified=True, clue="token")


def test_of_two_tokens_the_one_whose_ticket_knows_the_sender_counts() -> None:
    other = story(1, participants=())
    past = facts(other, story(2), tokens=(token("customer", "bob@example.net", 1), token("customer", MARIA, 2)))
    assert threaded(MARIA, past, verified=True) == Joins(ticket=2, verified=True, clue="token")


def test_a_clue_to_a_ticket_the_store_no_longer_has_is_none() -> None:
    assert threaded(MARIA, Facts(tokens=(token("customer", MARIA, 77),)), verified=True) == Fresh()


def test_an_agents_token_in_a_strangers_hand_lets_nobody_in() -> None:
    past = facts(tokens=(token("agent", "alice@example.com"),))
    assert threaded(MALLORY, past, verified=True) == PendingOn(ticket=1042, clue="token")

"""What holds for every message, however strange: every one ends in a word of the contract, and nobody acts without proof."""

from __future__ import annotations

import re
from datetime import timedelta
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.model.address import Address
from mailgate.model.decision import AddParticipant, ChangeTicket, CustomerMail, Decision, Feedback, OpenTicket, RevealEntry, Teach
from mailgate.model.facts import Counts, Facts, Seen, TicketStory
from mailgate.model.message import Arrival, BounceReport, Evidence, FailedRecipient, Forwarded, ParsedMessage
from mailgate.model.reading import Reading
from mailgate.model.ticket import Entry, Hold, Participant
from tests.policy.desk import ALICE, BOB, DANA
from tests.policy.mails import (
    MALLORY,
    MARIA,
    NOBODY_KNOWS,
    NOW,
    arrived,
    decided,
    effects,
    facts,
    kind_of,
    known,
    letter,
    mail,
    notices,
    password_of,
    story,
    sure_of,
    token,
)

OUTCOMES = re.compile(
    r"opened|appended|noted|answered|commanded|feedback|bounced|away|duplicate|pending|(held|ignored|quarantined|buried):[a-z_]+"
)
PEOPLE = (MARIA, MALLORY, ALICE, BOB, "no-reply@shop.example", "support@example.com", "boss@example.org")
LINES = (
    "Hello Maria,",
    "#resolve",
    "#close",
    "#take",
    "#assign bob",
    "#note",
    "#accept",
    "#send",
    "#drop",
    "#help",
    "#resovle",
    "5",
    "It works again.",
    "",
    "alice@example.com",
    "# Heading",
    "> quoted",
    "#tag vip",
    "#reopen",
    "#unassign",
    "Thanks!",
)
senders = st.sampled_from(PEOPLE)
texts = st.lists(st.sampled_from(LINES), max_size=6).map("\n".join)
evidences = st.sampled_from(
    (NOBODY_KNOWS, Evidence(door="manual"), *map(sure_of, (MARIA, ALICE)), *map(password_of, (ALICE, BOB)))
)
states = st.sampled_from(("new", "open", "waiting", "on_hold", "snoozed", "resolved", "closed", "archived"))
tickets = st.sampled_from((1, 2))


@st.composite
def stories(draw: st.DrawFn, number: int) -> TicketStory:
    past = NOW - timedelta(days=draw(st.sampled_from((1, 40))))
    return story(
        number,
        state=draw(states),
        agent=draw(st.sampled_from((None, ALICE, "gone@example.com"))),
        resolved_at=past,
        closed_at=past,
        automation=draw(st.booleans()),
        customer=draw(st.sampled_from((MARIA, "no-reply@shop.example"))),
        participants=(Participant(address=MARIA), Participant(address=MALLORY, role="cc", state="pending")),
        correspondents=draw(st.sampled_from((frozenset(), frozenset({MALLORY})))),
        pending=draw(st.sampled_from(((), (Entry(kind="mail", id=5, at=NOW, by=MALLORY, visibility="pending"),)))),
        holds=draw(st.sampled_from(((), (Hold(id=3, ticket=number, inbox_id=4, why="x", for_whom=ALICE, until=NOW),)))),
    )


@st.composite
def pasts(draw: st.DrawFn) -> Facts:
    tokens = st.builds(
        token,
        st.sampled_from(("agent", "team", "customer")),
        st.sampled_from((MARIA, ALICE, BOB, "helpdesk")),
        tickets,
        st.sampled_from(("reply", "feedback")),
    )
    letters = st.builds(
        letter,
        st.sampled_from(("agent", "customer", "admin")),
        st.sampled_from((MARIA, ALICE, DANA)),
        st.one_of(st.none(), tickets),
        st.sampled_from(("answer", "handover", "feedback_request", "transcript")),
    )
    return facts(
        draw(stories(1)),
        draw(stories(2)),
        duplicate_of=draw(st.sampled_from((None, None, None, Seen(inbox_id=1, ticket=1)))),
        tokens=tuple(draw(st.lists(tokens, max_size=2))),
        letters=tuple(draw(st.lists(letters, max_size=2))),
        known=tuple(known(n) for n in draw(st.lists(tickets, max_size=1))),
        tagged=draw(st.one_of(st.none(), tickets)),
        same_subject=draw(st.one_of(st.none(), tickets)),
        returned=draw(st.one_of(st.none(), letters)),
        proven_return=draw(st.booleans()),
        dead_tokens=draw(st.integers(0, 1)),
        replayed=draw(st.booleans()),
        counts=draw(st.sampled_from((Counts(), Counts(acks_to_sender_today=50, denials_told_hour=1, tickets_hour=2000)))),
    )


@st.composite
def messages(draw: st.DrawFn) -> ParsedMessage:
    sender = draw(senders)
    failed = FailedRecipient(
        address=draw(st.sampled_from((None, MARIA, ALICE))), permanent=draw(st.sampled_from((None, True, False)))
    )
    changes: dict[str, Any] = {
        "kind": draw(st.sampled_from(("human", "human", "human", "auto_reply", "bounce", "list", "unreadable"))),
        "identity": draw(st.sampled_from((sender, sender, None))),
        "ambiguous": draw(st.sampled_from((False, False, True))),
        "date": draw(st.sampled_from((NOW, NOW - timedelta(days=9), None))),
        "cc": tuple(Address(address=a) for a in draw(st.lists(senders, max_size=2))),
        "reply_to": tuple(Address(address=a) for a in draw(st.lists(senders, max_size=1))),
        "forwarded": draw(st.sampled_from((None, None, Forwarded(sender=Address(address=MARIA), text="I can't log in")))),
        "bounce": draw(st.sampled_from((None, BounceReport(recipients=(failed,))))),
        "report": draw(st.sampled_from((None, None, "read", "challenge", "abuse"))),
    }
    return mail(draw(st.sampled_from((sender, sender, None))), draw(texts), **changes)


arrivals = st.builds(lambda e, released: arrived(e, released=released), evidences, st.booleans())
readings = st.sampled_from((Reading(), Reading(courtesy=True)))


def is_proven(arrival: Arrival, message: ParsedMessage) -> bool:
    """Whether any agent's origin could be proven at all."""
    user, sender = arrival.evidence.authenticated_as, message.identity
    return (
        sender is not None and sender in (ALICE, BOB) and (user == sender or (user is None and arrival.evidence.dmarc == "pass"))
    )


@given(messages(), pasts(), arrivals, readings)
def test_every_message_ends_in_a_word_of_the_contract(
    message: ParsedMessage, past: Facts, arrival: Arrival, reading: Reading
) -> None:
    decision = decided(message, past, arrival, reading=reading)
    assert OUTCOMES.fullmatch(decision.outcome)
    assert re.fullmatch(r"[a-z_]+", decision.reason)


@given(messages(), pasts(), arrivals, readings)
def test_nobody_acts_as_an_agent_without_origin(message: ParsedMessage, past: Facts, arrival: Arrival, reading: Reading) -> None:
    decision = decided(message, past, arrival, reading=reading)
    if is_proven(arrival, message):
        return
    assert decision.outcome not in ("answered", "commanded")
    assert "answer" not in [n.template for n in notices(decision)]
    assert effects(decision, RevealEntry) == effects(decision, Teach) == []


@given(messages(), pasts(), arrivals, readings)
def test_machines_lists_and_reports_are_never_answered(
    message: ParsedMessage, past: Facts, arrival: Arrival, reading: Reading
) -> None:
    if message.kind not in ("auto_reply", "bounce"):
        return
    decision = decided(message, past, arrival, reading=reading)
    sender = message.sender.address if message.sender else None
    to_sender = [n for n in notices(decision) if n.audience == "customer" and n.to == sender]
    assert to_sender == []
    assert effects(decision, OpenTicket) == []


@given(messages(), pasts(), arrivals, readings)
def test_a_strangers_mail_reaches_no_participant_and_lets_nobody_in(
    message: ParsedMessage, past: Facts, arrival: Arrival, reading: Reading
) -> None:
    kind = kind_of(message, past, arrival)
    if not isinstance(kind, CustomerMail | Feedback) or kind.sender == MARIA:
        return
    decision: Decision = decided(message, past, arrival, reading=reading)
    assert MARIA not in [n.to for n in notices(decision) if n.audience == "customer"]
    assert effects(decision, ChangeTicket) == effects(decision, AddParticipant) == []


@given(messages(), pasts(), arrivals, readings)
def test_nothing_automatic_goes_to_robots_or_ourselves(
    message: ParsedMessage, past: Facts, arrival: Arrival, reading: Reading
) -> None:
    told = [n.to for n in notices(decided(message, past, arrival, reading=reading))]
    assert not {"no-reply@shop.example", "support@example.com"} & set(told)


@given(messages(), pasts(), arrivals, readings)
def test_the_same_inputs_give_the_same_decision(message: ParsedMessage, past: Facts, arrival: Arrival, reading: Reading) -> None:
    assert decided(message, past, arrival, reading=reading) == decided(message, past, arrival, reading=reading)


LONG = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "Hi" + " " * LONG + "x\n#take",
        "a@" + "a." * LONG,
        "5" + " " * LONG + "x",
        "5" + "-" * LONG + "1",
        "★ " * LONG + "x",
        "#take\n" * 9999,
        "\n" * LONG + "#take",
        "#" + "a" * LONG,
        "Hello\n" * 9999,
    ],
)
def test_no_text_keeps_the_desk_busy(text: str) -> None:
    asked = facts(story(1), letters=(letter("customer", MARIA, 1, "feedback_request"),))
    began = process_time()
    decided(mail(text=text, subject="[#1" + " " * LONG + "x", base_subject="a" + " !" * LONG + "x"), asked)
    decided(mail(ALICE, text), facts(story(1), tokens=(token("agent", ALICE, 1),)), arrived(password_of(ALICE)))
    assert process_time() - began < 20.0

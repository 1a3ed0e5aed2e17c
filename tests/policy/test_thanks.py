"""A first mail that only thanks, and an acknowledgement that knows of a deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mailgate.model.decision import AddEntry, LinkTickets, Route, SetTimer
from mailgate.model.facts import Past, PastTicket
from mailgate.model.message import Attachment
from mailgate.model.promise import Promise
from mailgate.model.reading import IntentScore, Mood, Reading, Urgency
from mailgate.model.rules import Actions, Condition, Rule
from mailgate.policy.acknowledge import when_answered
from mailgate.policy.notices_to_customers import acknowledgement
from tests.policy.desk import read, ticket
from tests.policy.mails import (
    MARIA,
    NOW,
    arrived,
    decided,
    effects,
    facts,
    judged,
    mail,
    notices,
    story,
    sure_of,
    the_ticket,
    token,
    told,
)

KNOWN = arrived(sure_of(MARIA))
THANKS = Reading(model="test", courtesy=True)


def test_a_first_mail_that_only_thanks_is_closed_at_once_and_promises_nothing() -> None:
    decision = decided(mail(text="Thanks, all works!"), arrival=KNOWN, reading=THANKS)
    assert (decision.outcome, decision.reason) == ("opened", "courtesy")
    ticket = the_ticket(decision)
    assert (ticket.state, ticket.priority, ticket.promises, ticket.closed_at) == ("closed", "low", (), NOW)
    assert told(decision) == []
    assert [e.timer.kind for e in effects(decision, SetTimer)] == ["archive"]
    assert effects(decision, AddEntry)[0].entry.text == "Thanks, all works!"


def test_it_is_linked_to_the_customers_last_ticket() -> None:
    before = PastTicket(
        number=7, subject="x", state="closed", intent=None, agent=None, resolved_by=None, opened_at=NOW, resolved_at=NOW
    )
    past = Past(story=(before,))
    decision = decided(mail(text="Thanks, all works!"), arrival=KNOWN, reading=THANKS, past=past)
    assert effects(decision, LinkTickets) == [LinkTickets(ticket=0, other=7, kind="related")]
    assert effects(decided(mail(text="Thanks!"), reading=THANKS, past=past), LinkTickets) == []


def test_what_they_write_next_opens_it_as_any_other() -> None:
    closed = story(state="closed", closed_at=NOW - timedelta(days=1), agent=None)
    decision = decided(mail(text="It is broken again"), facts(closed, tokens=(token("customer", MARIA),)), KNOWN)
    assert (decision.reason, the_ticket(decision).state) == ("reopened", "open")
    assert told(decision)[0][0] == "handover"


@pytest.mark.parametrize(
    ("text", "changes", "reading"),
    [
        ("Thanks! Could it be faster?", {}, THANKS),
        ("Thanks!", {"attachments": (Attachment(name="a.txt", type="text/plain", data=b"x", sha256="x"),)}, THANKS),
        ("Thanks! " * 50, {}, THANKS),
        ("Thanks!", {}, replace(THANKS, courtesy=False)),
        ("Thanks! Cancel.", {}, replace(THANKS, intents=(IntentScore(name="cancel", confidence=0.85),))),
        ("Thanks a lot", {}, replace(THANKS, mood=Mood(score=-0.8, frustrated=True))),
        ("Thanks", {}, replace(THANKS, urgency=Urgency(level="high", score=0.8))),
        ("Thanks", {}, replace(THANKS, sensitive="legal")),
    ],
)
def test_what_asks_for_anything_at_all_is_opened_and_acknowledged(text: str, changes: dict[str, Any], reading: Reading) -> None:
    decision = decided(mail(text=text, **changes), arrival=KNOWN, reading=reading)
    assert the_ticket(decision).state == "new"
    assert [one for one, _ in told(decision)] == ["acknowledgement", "handover"]


def test_a_rule_that_keeps_it_for_somebody_counts_for_more() -> None:
    rule = Rule(name="legal", when=Condition(), then=Actions(hold_for="legal@example.com"))
    decision = decided(mail(text="Thanks!"), arrival=KNOWN, reading=THANKS, judgement=judged(rules=(rule,)))
    assert the_ticket(decision).state == "new"


# -- a deadline ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "late"), [(1, True), (6, False)])
def test_the_acknowledgement_knows_of_the_deadline_and_does_not_lie(hours: int, late: bool) -> None:
    deadline = NOW + timedelta(hours=hours)
    urgent = read(("account.access", 0.9), urgency=Urgency(level="critical", score=0.9, deadline=deadline))
    notice = notices(decided(mail(), arrival=KNOWN, reading=urgent))[0]
    assert notice.data == {
        "answer_by": "2026-11-23T13:00:00+00:00",
        "nobody_in": False,
        "plain": False,
        "needed_by": deadline.isoformat(),
        "late": late,
        "offset": 0,
    }


def test_a_deadline_that_has_passed_is_not_told() -> None:
    over = read(("account.access", 0.9), urgency=Urgency(level="high", score=0.9, deadline=NOW - timedelta(hours=1)))
    assert "needed_by" not in notices(decided(mail(), arrival=KNOWN, reading=over))[0].data


def test_an_answer_at_the_very_minute_that_it_is_needed_is_not_late() -> None:
    deadline = NOW + timedelta(hours=4)
    urgent = read(("account.access", 0.9), urgency=Urgency(level="critical", score=0.9, deadline=deadline))
    data = notices(decided(mail(), arrival=KNOWN, reading=urgent))[0].data
    assert (data["answer_by"], data["needed_by"], data["late"]) == ("2026-11-23T13:00:00+00:00", deadline.isoformat(), False)
    notice = acknowledgement(
        ticket(deadline=deadline), answer_by=deadline + timedelta(seconds=40), nobody_in=False, plain=False, now=NOW, cause=None
    )
    assert notice.data["late"] is False


def test_that_somebody_comes_in_is_no_promise_of_an_answer() -> None:
    back = NOW + timedelta(hours=20)
    away = Route(team="helpdesk", agent=None, reason="queue_nobody_in", in_at=back)
    assert when_answered(ticket(promises=()), away) is None
    promise = Promise(
        name="first_response", policy="p", due=NOW + timedelta(hours=24), span=timedelta(hours=4), hours="always", since=NOW
    )
    assert when_answered(ticket(promises=(promise,)), away) == promise.due
    assert when_answered(ticket(promises=(replace(promise, due=NOW),)), away) is None
    notice = acknowledgement(ticket(), answer_by=None, nobody_in=True, back_at=back, plain=False, now=NOW, cause=None)
    assert notice.data["back_at"] == back.isoformat()

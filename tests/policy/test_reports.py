"""Bounces, automatic replies and feedback: what machines and content customers send back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.model.decision import AddEntry, ChangeTicket, KeepFeedback, KeepRoute, MarkAddress, MarkDelivery, SetAway, SetTimer
from mailgate.model.facts import Counts, Facts
from mailgate.model.message import BounceReport, FailedRecipient, ParsedMessage
from mailgate.policy.feedback import Mark, rated
from tests.policy.desk import ALICE, BOB, DANA
from tests.policy.mails import (
    MALLORY,
    MARIA,
    NOW,
    arrived,
    decided,
    effects,
    facts,
    from_alice,
    judged,
    letter,
    mail,
    notices,
    password_of,
    story,
    the_ticket,
    told,
)

# -- bounces ---------------------------------------------------------------------------------------------------------


def report(
    address: str | None = MARIA, *, permanent: bool = True, status: str = "5.1.1", action: str = "failed"
) -> ParsedMessage:
    failed = FailedRecipient(address=address, status=status, permanent=permanent, action=action, reason="no such user")
    return mail("mailer-daemon@mx.example.org", kind="bounce", bounce=BounceReport(recipients=(failed,)))


ANSWER_BACK = facts(returned=letter("customer", MARIA), proven_return=True)


def test_an_answer_that_came_back_marks_the_address_and_the_agent_hears_of_it() -> None:
    decision = decided(report(), ANSWER_BACK)
    assert (decision.outcome, decision.reason, decision.ticket) == ("bounced", "undeliverable", 1042)
    assert effects(decision, MarkDelivery) == [MarkDelivery(delivery=9, why="5.1.1")]
    assert effects(decision, MarkAddress) == [MarkAddress(address=MARIA, state="undeliverable", why="5.1.1")]
    assert told(decision) == [("delivery_failure", ALICE)]
    assert notices(decision)[0].data == {
        "recipient": MARIA,
        "status": "5.1.1",
        "reply": "no such user",
        "what": "answer",
        "subject": "I can't log in",
    }


def test_an_answer_that_did_not_arrive_is_owed_again() -> None:
    assert the_ticket(decided(report(), ANSWER_BACK)).state == "open"


def test_a_bounced_acknowledgement_changes_no_state() -> None:
    past = facts(returned=letter("customer", MARIA, template="acknowledgement"), proven_return=True)
    decision = decided(report(), past)
    assert effects(decision, ChangeTicket) == []
    assert told(decision) == [("delivery_failure", ALICE)]


def test_a_report_matched_by_message_id_alone_silences_nobody() -> None:
    decision = decided(report(), replace(ANSWER_BACK, proven_return=False))
    assert effects(decision, MarkAddress) == []
    assert told(decision) == [("delivery_failure", ALICE)]


@pytest.mark.parametrize(("before", "after"), [("ok", "suspect"), ("suspect", "undeliverable")])
def test_other_failures_need_a_second_one(before: str, after: str) -> None:
    decision = decided(report(status="5.2.2"), replace(ANSWER_BACK, address_state=before))
    assert effects(decision, MarkAddress)[0].state == after


def test_one_of_a_queue_who_cannot_be_reached_moves_nothing() -> None:
    past = facts(story(agent=None), returned=letter("agent", ALICE, template="handover"), proven_return=True)
    decision = decided(report(ALICE), past, judgement=judged(admins=("root@example.com",)))
    assert effects(decision, ChangeTicket) == []
    assert told(decision) == [("admin_notice", "root@example.com")]


def test_given_up_after_days_of_trying_is_a_failure_that_says_nothing_of_the_address() -> None:
    decision = decided(report(permanent=False, status="4.4.7", action="failed"), ANSWER_BACK)
    assert (decision.reason, effects(decision, MarkAddress)) == ("undeliverable", [])
    assert told(decision) == [("delivery_failure", ALICE)]


def test_a_return_that_names_nobody_is_about_its_letter() -> None:
    decision = decided(mail(kind="bounce", bounce=None), ANSWER_BACK)
    assert (decision.reason, effects(decision, MarkAddress)) == ("undeliverable", [])


def test_a_delay_is_only_noted() -> None:
    decision = decided(report(permanent=False, status="4.4.1", action="delayed"), ANSWER_BACK)
    assert (decision.outcome, decision.reason) == ("bounced", "delayed")
    assert [type(e) for e in decision.effects] == [AddEntry]


def test_a_report_that_returns_no_letter_of_ours_is_ignored() -> None:
    decision = decided(report(), facts())
    assert (decision.outcome, decision.effects) == ("ignored:unmatched_bounce", ())


def test_a_report_about_other_people_says_nothing_of_our_letter() -> None:
    failed = tuple(FailedRecipient(address=a, permanent=True) for a in (MALLORY, "eve@elsewhere.example"))
    decision = decided(mail(kind="bounce", bounce=BounceReport(recipients=failed)), ANSWER_BACK)
    assert decision.outcome == "ignored:unmatched_bounce"


def test_a_hand_over_that_came_back_goes_to_the_lead() -> None:
    past = facts(returned=letter("agent", ALICE, template="handover"), proven_return=True)
    decision = decided(report(ALICE), past)
    assert the_ticket(decision).agent == DANA
    assert told(decision) == [("handover", DANA)]
    assert notices(decision)[0].data["again"] is True
    assert effects(decision, KeepRoute)[0].route.reason == "undeliverable"
    assert effects(decision, MarkAddress)[0].address == ALICE


def test_when_the_lead_cannot_be_reached_the_team_and_the_admin_hear() -> None:
    past = facts(story(agent=DANA, team="billing"), returned=letter("agent", DANA, template="handover"), proven_return=True)
    decision = decided(report(DANA), past, judgement=judged(admins=("root@example.com",)))
    assert (the_ticket(decision).agent, the_ticket(decision).team) == (None, "billing")
    assert told(decision) == [("handover", BOB), ("admin_notice", "root@example.com")]


def test_a_hand_over_of_a_ticket_that_has_moved_on_moves_nothing() -> None:
    past = facts(story(agent=BOB), returned=letter("agent", ALICE, template="handover"), proven_return=True)
    assert effects(decided(report(ALICE), past), ChangeTicket) == []


@pytest.mark.parametrize("template", ["answer", "handover", "admin_notice", "transcript"])
def test_a_bounce_is_never_answered(template: str) -> None:
    audience, to = ("customer", MARIA) if template == "answer" else ("agent", ALICE)
    decision = decided(report(to), facts(returned=letter(audience, to, template=template)))
    assert not {to, "mailer-daemon@mx.example.org"} & {n.to for n in notices(decision)}


# -- automatic replies -----------------------------------------------------------------------------------------------

BACK_MONDAY = NOW + timedelta(days=7)
ANSWERS = facts(letters=(letter("customer", MARIA),))


def test_a_customers_vacation_reply_is_kept_and_changes_nothing() -> None:
    decision = decided(mail(text="I am away", kind="auto_reply"), ANSWERS)
    assert (decision.outcome, decision.reason, decision.ticket) == ("away", "away", 1042)
    assert effects(decision, AddEntry)[0].entry.kind == "away"
    assert effects(decision, ChangeTicket) == notices(decision) == []


def test_a_reminder_waits_for_the_end_of_the_absence() -> None:
    decision = decided(mail(kind="auto_reply", away_until=BACK_MONDAY), ANSWERS)
    timer = effects(decision, SetTimer)[0].timer
    assert (timer.kind, timer.name, timer.due) == ("remind_waiting", "0", BACK_MONDAY)


def test_a_reminder_that_comes_later_stays() -> None:
    assert effects(decided(mail(kind="auto_reply", away_until=NOW + timedelta(days=2)), ANSWERS), SetTimer) == []


def test_a_solved_ticket_stays_solved() -> None:
    past = facts(story(state="resolved", resolved_at=NOW), letters=(letter("customer", MARIA),))
    assert effects(decided(mail(kind="auto_reply"), past), ChangeTicket) == []


def test_a_machine_that_answers_nothing_is_ignored() -> None:
    assert decided(mail(kind="auto_reply"), Facts()).outcome == "ignored:auto_reply"


@pytest.mark.parametrize(
    ("away_until", "until"),
    [
        (BACK_MONDAY, BACK_MONDAY),
        (None, NOW + timedelta(days=1)),
        (NOW - timedelta(days=1), NOW + timedelta(days=1)),
        (NOW + timedelta(days=365), NOW + timedelta(days=1)),
    ],
)
def test_an_agents_vacation_reply_sets_them_away(away_until: object, until: object) -> None:
    message = from_alice("I am away", kind="auto_reply", away_until=away_until)
    decision = decided(message, facts(), arrived(password_of(ALICE)))
    assert decision.outcome == "away"
    assert effects(decision, SetAway) == [SetAway(agent=ALICE, until=until, why="auto_reply")]  # type: ignore[arg-type]


def test_a_read_receipt_is_an_event_of_the_ticket() -> None:
    decision = decided(mail(kind="auto_reply", report="read"), ANSWERS)
    assert (decision.outcome, decision.ticket) == ("ignored:read", 1042)
    assert effects(decision, AddEntry)[0].entry.text == "The mail was opened, as its reader's mail client reports."


def test_a_challenge_is_never_answered_but_the_agent_hears_that_the_mail_waits() -> None:
    decision = decided(mail(kind="auto_reply", report="challenge"), ANSWERS)
    assert told(decision) == [("delivery_failure", ALICE)]


# -- feedback --------------------------------------------------------------------------------------------------------

ASKED = facts(story(state="closed"), letters=(letter("customer", MARIA, template="feedback_request"),))


def test_a_mark_is_kept_and_thanked_for() -> None:
    decision = decided(mail(text="5\nVery kind people"), ASKED)
    assert (decision.outcome, decision.ticket) == ("feedback", 1042)
    assert effects(decision, KeepFeedback) == [
        KeepFeedback(ticket=1042, customer=MARIA, score=5, comment="Very kind people", at=NOW)
    ]
    assert told(decision) == [("feedback_thanks", MARIA)]
    assert effects(decision, ChangeTicket) == []


def test_a_low_mark_is_told_to_the_lead() -> None:
    assert told(decided(mail(text="2"), ASKED)) == [("feedback_thanks", MARIA), ("rule_notice", DANA)]


def test_thanks_are_said_once() -> None:
    past = facts(story(state="closed", feedback_given=True), letters=(letter("customer", MARIA, template="feedback_request"),))
    assert told(decided(mail(text="4"), past)) == []


def test_thanks_have_a_cap() -> None:
    assert told(decided(mail(text="4"), replace(ASKED, counts=Counts(automatic_to_sender_3h=30)))) == []


@pytest.mark.parametrize(
    ("text", "score", "comment"),
    [
        ("4", 4, ""),
        ("\n\n 4 \n", 4, ""),
        ("4/5", 4, ""),
        ("4 of 5", 4, ""),
        ("5 stars", 5, ""),
        ("5 - thank you", 5, "thank you"),
        ("5-thanks", 5, "thanks"),
        ("3.", 3, ""),
        ("★★★★", 4, ""),
        ("★★★☆☆", 3, ""),
        ("four", 4, ""),
        ("vier", 4, ""),
        ("Very good!", 5, ""),
        ("5 (sehr gut)", 5, "sehr gut"),
        ("4 von 5 Sternen", 4, ""),
        ("3 Punkte, zu langsam", 3, "zu langsam"),
        ("4 sur 5", 4, ""),
        ("2 (trop lent), Maria", 2, "trop lent Maria"),
        ("très bien !", 5, ""),
        ("très mal", 1, ""),
        ("4 de 5", 4, ""),
        ("4 puntos", 4, ""),
        ("Muy mal.", 1, ""),
        ("good", 4, ""),
        ("terrible", 1, ""),
        ("2\nslow\n\nBob", 2, "slow\n\nBob"),
        ("1, slow\nBob", 1, "slow\nBob"),
    ],
)
def test_marks_people_write(text: str, score: int, comment: str) -> None:
    assert rated(text, 5) == Mark(score=score, comment=comment)


@pytest.mark.parametrize(
    "text",
    [
        "6",
        "0",
        "-1",
        "4/10",
        "5 of my files",
        "2 (two) files are missing",
        "2026-11-21",
        "1042",
        "good bye",
        "",
        "★★★★★★",
        "10:30",
        "4:30 suits me",
        "3,50 too much",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert rated(text, 5) is None


@given(st.text(max_size=200), st.integers(2, 10))
def test_a_mark_is_always_within_the_scale(text: str, scale: int) -> None:
    mark = rated(text, scale)
    assert mark is None or 1 <= mark.score <= scale

"""What falls due, and that nobody hears it twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from mailgate.model.decision import ChangeTicket, CountEvent, Decision, QueueNotice, SetTimer
from mailgate.model.facts import Past, TicketStory
from mailgate.model.promise import EscalationStep, Timer, TimerKind
from mailgate.model.rules import Actions, Condition, Rulebook, Trigger
from mailgate.model.ticket import Hold, Ticket
from mailgate.policy.due import on_due
from mailgate.policy.promises import after_answer, made
from mailgate.policy.rules import rule_facts
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, hour, rulebook, ticket

ASKS = replace(rulebook().feedback, after_close=timedelta(days=1))
BOOK = rulebook(feedback=ASKS)
NOON = hour(11)


def opened(book: Rulebook = BOOK, **changes: Any) -> Ticket:
    new = ticket(**{"number": 7, "agent": ALICE, "team": "helpdesk"} | changes)
    return made(new, rule_facts(rulebook=book, now=MONDAY_10, ticket=new), book, MONDAY_10)[0]


def fires(kind: TimerKind, on: Ticket, now: datetime, name: str = "", book: Rulebook = BOOK, **story: Any) -> Decision:
    timer = Timer(kind=kind, ticket=on.number, due=now, name=name, id=3)
    return on_due(timer, TicketStory(ticket=on, **story), Past(), book, now)


def told(decision: Decision) -> list[tuple[str, str]]:
    return [(e.notice.template, e.notice.to) for e in decision.effects if isinstance(e, QueueNotice)]


def data(decision: Decision) -> dict[str, Any]:
    return next(dict(e.notice.data) for e in decision.effects if isinstance(e, QueueNotice))


def changed(decision: Decision) -> Ticket:
    return next(e.ticket for e in decision.effects if isinstance(e, ChangeTicket))


def next_timers(decision: Decision) -> dict[str, datetime]:
    return {f"{e.timer.kind} {e.timer.name}".strip(): e.timer.due for e in decision.effects if isinstance(e, SetTimer)}


def is_stale(decision: Decision) -> bool:
    return (decision.outcome, decision.effects) == ("ignored:stale_timer", ())


# -- promises ---------------------------------------------------------------------------------------------------------


def test_at_three_quarters_the_agent_is_warned_and_the_due_time_is_watched() -> None:
    decision = fires("promise", opened(), hour(12), "first_response")
    assert told(decision) == [("sla_warning", ALICE)]
    assert data(decision) == {"promise": "first_response", "due": "2026-11-23T13:00:00+00:00", "fraction": 0.75}
    assert next_timers(decision) == {"promise first_response": hour(13)}
    assert decision.reason == "promise_warning"


def test_at_its_due_time_it_is_broken_and_the_lead_hears() -> None:
    warned = changed(fires("promise", opened(), hour(12), "first_response"))
    decision = fires("promise", warned, hour(13), "first_response")
    assert told(decision) == [("escalation", DANA)]
    assert data(decision)["overdue"] is True
    assert changed(decision).promise("first_response").state == "broken"  # type: ignore[union-attr]
    assert next_timers(decision) == {"promise first_response": hour(15)}


def test_then_the_manager_and_then_nobody_any_more() -> None:
    on = changed(fires("promise", opened(), hour(12), "first_response"))
    on = changed(fires("promise", on, hour(13), "first_response"))
    decision = fires("promise", on, hour(15), "first_response")
    assert told(decision) == [("escalation", "manager@example.com")]
    assert next_timers(decision) == {}
    assert is_stale(fires("promise", changed(decision), hour(16), "first_response"))


def test_the_same_timer_twice_tells_nobody_twice() -> None:
    warned = changed(fires("promise", opened(), hour(12), "first_response"))
    assert is_stale(fires("promise", warned, hour(12), "first_response"))


def test_after_three_days_standing_still_each_person_hears_once() -> None:
    steps = (EscalationStep(notify="agent", at=0.5), EscalationStep(notify="agent", at=0.75), *BOOK.escalation[1:])
    book = rulebook(escalation=steps)
    decision = fires("promise", opened(book), hour(13, 26), "first_response", book)
    assert told(decision) == [("sla_warning", ALICE), ("escalation", DANA), ("escalation", "manager@example.com")]


def test_an_answered_ticket_warns_nobody() -> None:
    answered, _ = after_answer(opened(), BOOK, hour(10))
    assert is_stale(fires("promise", answered, hour(12), "first_response"))
    assert is_stale(fires("promise", answered.answered(hour(10)), hour(12), "resolution"))


def test_a_promise_that_was_moved_is_not_due_by_the_old_timer() -> None:
    assert is_stale(fires("promise", opened(), hour(11), "first_response"))
    assert is_stale(fires("promise", opened(), hour(11), "never_heard_of"))


def test_a_queue_is_warned_as_a_team() -> None:
    decision = fires("promise", opened(agent=None, team="billing"), hour(12), "first_response")
    assert told(decision) == [("sla_warning", BOB), ("sla_warning", DANA)]


def test_without_a_ladder_a_promise_is_still_broken_in_the_books() -> None:
    book = rulebook(escalation=())
    decision = fires("promise", opened(book), hour(13), "first_response", book)
    assert (decision.reason, told(decision)) == ("promise_broken", [])
    assert changed(decision).promise("first_response").state == "broken"  # type: ignore[union-attr]


def test_triggers_on_due_act_once() -> None:
    louder = Trigger(on="due", when=Condition(), then=Actions(priority="urgent", tags=("late",), notify=("lead",)), name="late")
    book = rulebook(triggers=(louder,), escalation=())
    decision = fires("promise", opened(book), hour(13), "first_response", book)
    assert (changed(decision).priority, changed(decision).tags) == ("urgent", ("late",))
    assert told(decision) == [("rule_notice", DANA)]
    assert is_stale(fires("promise", changed(decision), hour(14), "first_response", book))


# -- waiting for the customer -----------------------------------------------------------------------------------------


def waiting() -> Ticket:
    return after_answer(opened().answered(NOON), BOOK, NOON)[0]


def test_after_three_days_the_customer_is_reminded_and_after_seven_again() -> None:
    first = fires("remind_waiting", waiting(), hour(11, 26), "0")
    assert told(first) == [("waiting_reminder", "maria@example.org")]
    assert next_timers(first) == {"remind_waiting 1": hour(11, 30)}
    second = fires("remind_waiting", waiting(), hour(11, 30), "1")
    assert (data(second), next_timers(second)) == ({"step": 2}, {})


def test_a_customer_who_wrote_is_not_reminded() -> None:
    assert is_stale(fires("remind_waiting", waiting().taken_up(NOON), hour(11, 26), "0"))


def test_a_reminder_counts_from_the_last_answer() -> None:
    later = waiting().answered(hour(11, 25))
    assert is_stale(fires("remind_waiting", later, hour(11, 26), "0"))


def test_after_a_stall_the_customer_is_reminded_once_not_twice() -> None:
    first = fires("remind_waiting", waiting(), hour(12, 30), "0")
    assert (told(first), next_timers(first)) == ([], {"remind_waiting 1": hour(11, 30)})
    assert told(fires("remind_waiting", waiting(), hour(12, 30), "1")) == [("waiting_reminder", "maria@example.org")]


@pytest.mark.parametrize("quiet", [{"automation": False}, {"hold_for": "legal@example.com"}])
def test_a_ticket_for_people_only_sends_the_customer_nothing_by_itself(quiet: dict[str, Any]) -> None:
    on = replace(waiting(), **quiet)
    closed = replace(resolved(), **quiet).closed(NOON)
    assert fires("remind_waiting", on, hour(11, 26), "0").outcome == "ignored:automation_off"
    assert fires("close_resolved", replace(resolved(), **quiet), hour(11, 27)).outcome == "ignored:automation_off"
    assert fires("feedback", closed, hour(11, 24)).outcome == "ignored:automation_off"


def test_a_robot_is_never_reminded() -> None:
    assert fires("remind_waiting", replace(waiting(), customer="noreply@shop.example"), hour(11, 26), "0").outcome == (
        "ignored:not_answerable"
    )


# -- the end ----------------------------------------------------------------------------------------------------------


def resolved() -> Ticket:
    return waiting().resolved(ALICE, NOON)


def test_four_days_after_it_was_resolved_it_is_closed_and_the_customer_told() -> None:
    decision = fires("close_resolved", resolved(), hour(11, 27))
    assert (changed(decision).state, changed(decision).closed_at) == ("closed", hour(11, 27))
    assert told(decision) == [("closed", "maria@example.org")]
    assert next_timers(decision) == {"feedback": hour(11, 28), "archive": hour(11, 27) + timedelta(days=365)}


def test_a_reopened_ticket_is_not_closed() -> None:
    assert is_stale(fires("close_resolved", resolved().reopened_at(hour(12)), hour(11, 27)))


def test_resolved_a_second_time_it_is_closed_four_days_after_that() -> None:
    again = resolved().reopened_at(hour(12)).resolved(ALICE, hour(11, 25))
    assert is_stale(fires("close_resolved", again, hour(11, 27)))


def test_the_customer_is_asked_once_how_it_went() -> None:
    closed = resolved().closed(NOON)
    decision = fires("feedback", closed, hour(11, 24))
    assert (told(decision), data(decision)) == ([("feedback_request", "maria@example.org")], {"scale": 5})
    assert CountEvent(key="feedback-asked:maria@example.org", at=hour(11, 24)) in decision.effects
    assert fires("feedback", closed, hour(11, 24), feedback_asked=True).outcome == "ignored:feedback_asked"
    assert fires("feedback", closed, hour(11, 24), feedback_given=True).outcome == "ignored:feedback_asked"


def test_and_not_again_on_another_ticket_within_thirty_days() -> None:
    closed = resolved().closed(NOON)
    assert fires("feedback", closed, hour(11, 24), feedback_asked_at=hour(0, 1)).outcome == "ignored:feedback_asked"
    long_ago = hour(0, 1) - timedelta(days=60)
    assert told(fires("feedback", closed, hour(11, 24), feedback_asked_at=long_ago)) == [
        ("feedback_request", "maria@example.org"),
    ]


def test_who_was_never_answered_is_not_asked_how_it_went() -> None:
    assert fires("feedback", opened().closed(NOON), hour(11, 24)).outcome == "ignored:nobody_answered"


def test_a_year_later_it_is_archived() -> None:
    closed = resolved().closed(NOON)
    assert changed(fires("archive", closed, NOON + timedelta(days=365))).state == "archived"
    assert is_stale(fires("archive", closed, NOON + timedelta(days=364)))


# -- put aside, not touched -------------------------------------------------------------------------------------------


def test_a_snoozed_ticket_comes_back_to_its_agent() -> None:
    asleep = replace(opened(), state="snoozed", snoozed_until=NOON)
    decision = fires("wake_snoozed", asleep, NOON)
    assert (changed(decision).state, told(decision)) == ("open", [("handover", ALICE)])
    assert is_stale(fires("wake_snoozed", asleep.taken_up(NOON), NOON))


def test_a_hand_over_nobody_touched_goes_to_the_next_one() -> None:
    decision = fires("untouched", opened(intent="account.access"), NOON)
    assert (changed(decision).agent, changed(decision).transfers) == (DANA, 1)
    assert told(decision) == [("handover", DANA), ("rule_notice", ALICE)]
    assert decision.because[0] == "Alice did not react"


def test_a_touched_one_stays() -> None:
    assert is_stale(fires("untouched", waiting(), NOON))
    assert is_stale(fires("untouched", opened(agent=None), NOON))


# -- held mails -------------------------------------------------------------------------------------------------------

HOLD = Hold(id=3, ticket=7, inbox_id=5, why="unknown_command", for_whom=ALICE, until=hour(11, day=30))


def test_the_writer_of_a_held_mail_hears_of_it_again_after_a_day() -> None:
    decision = fires("held", opened(), hour(11, day=24), "5", holds=(HOLD,))
    assert (decision.reason, told(decision)) == ("held_reminded", [("transcript", ALICE)])
    assert data(decision)["held"] is True
    assert [e.notice.cause for e in decision.effects if isinstance(e, QueueNotice)] == [5]  # so that #send finds it
    assert next_timers(decision) == {"held 5": hour(11, day=30)}


def test_at_the_end_of_its_time_the_lead_hears_of_it_and_it_stays_held() -> None:
    decision = fires("held", opened(), hour(11, day=30), "5", holds=(HOLD,))
    assert (decision.reason, told(decision)) == ("held_too_long", [("rule_notice", DANA)])
    assert "A mail of Alice's on #7 is held for days" in data(decision)["because"]
    assert next_timers(decision) == {}
    assert [type(e).__name__ for e in decision.effects] == ["AddEntry", "QueueNotice"]


def test_of_a_mail_that_is_settled_nobody_hears_again() -> None:
    assert is_stale(fires("held", opened(), hour(11, day=24), "4", holds=(HOLD,)))


def test_the_leads_own_held_mail_is_told_to_the_admins() -> None:
    book = replace(BOOK, admins=("root@example.com",))
    decision = fires("held", opened(book), hour(11, day=30), "5", book, holds=(replace(HOLD, for_whom=DANA),))
    assert told(decision) == [("rule_notice", "root@example.com")]

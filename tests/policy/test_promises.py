"""What a ticket is promised, and when the clock stops."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mailgate.model.decision import Effect, SetTimer, StopTimers
from mailgate.model.promise import Promise, SlaPolicy
from mailgate.model.rules import Clause, Condition, Rulebook, Test
from mailgate.model.ticket import Ticket
from mailgate.policy.promises import (
    after_answer,
    after_closed,
    after_customer_wrote,
    after_reopened,
    after_resolved,
    answer_by,
    due,
    made,
    paused,
    resumed,
)
from mailgate.policy.rules import RuleFacts, rule_facts
from tests.policy.desk import MONDAY_10, hour, rulebook, ticket

BOOK = rulebook()
NOON, ONE_PM, THREE_PM = hour(11), hour(12), hour(14)  # in Rome


def opened(book: Rulebook = BOOK, on: Ticket | None = None, now: datetime = MONDAY_10) -> tuple[Ticket, tuple[Effect, ...]]:
    new = on or ticket(number=7)
    return made(new, rule_facts(rulebook=book, now=now, ticket=new), book, now)


def facts(on: Ticket, now: datetime = NOON) -> RuleFacts:
    return rule_facts(rulebook=BOOK, now=now, ticket=on)


def promised(on: Ticket, name: str) -> Promise:
    found = on.promise(name)
    assert found is not None
    return found


def timers(effects: tuple[Effect, ...]) -> dict[str, datetime]:
    return {f"{e.timer.kind} {e.timer.name}".strip(): e.timer.due for e in effects if isinstance(e, SetTimer)}


def stopped(effects: tuple[Effect, ...]) -> list[tuple[str, ...]]:
    return [(*e.kinds, *((e.name,) if e.name else ())) for e in effects if isinstance(e, StopTimers)]


def test_a_new_ticket_is_promised_an_answer_and_a_solution_and_watched_at_three_quarters() -> None:
    new, effects = opened()
    assert [(p.name, p.due, p.state) for p in new.promises] == [
        ("first_response", hour(13), "running"),
        ("resolution", hour(9, 24), "running"),
    ]
    assert timers(effects) == {"promise first_response": hour(12), "promise resolution": hour(27)}
    assert (due(new), answer_by(new)) == (hour(13), hour(13))


def test_the_first_policy_whose_condition_holds_counts() -> None:
    vip = SlaPolicy(
        name="vip",
        first_response=timedelta(hours=1),
        when=Condition(clauses=(Clause(field="tier", any_of=(Test(kind="equals", value="vip"),)),)),
    )
    book = rulebook(sla=(vip, *BOOK.sla))
    assert promised(opened(book, ticket(tier="vip"))[0], "first_response").due == hour(10)
    assert promised(opened(book)[0], "first_response").due == hour(13)


def test_without_a_policy_nothing_is_promised() -> None:
    assert opened(rulebook(sla=())) == (ticket(number=7), ())
    assert due(ticket()) is None


def test_office_promises_skip_the_night() -> None:
    book = rulebook(sla=(replace(BOOK.sla[0], hours="office", resolution=None),))
    new, effects = opened(book, now=hour(15))  # 16:00 in Rome, closing at 18:00
    assert promised(new, "first_response").due == hour(10, 24)
    assert timers(effects) == {"promise first_response": hour(9, 24)}


def test_what_the_customer_needs_it_by_counts_if_it_comes_first() -> None:
    assert due(opened(on=ticket(deadline=hour(10)))[0]) == hour(10)
    assert due(opened(on=ticket(deadline=hour(2, 22)))[0]) == hour(13)


def test_an_answer_keeps_the_response_and_stops_the_clock_of_the_solution() -> None:
    answered, effects = after_answer(opened()[0], BOOK, NOON)
    assert promised(answered, "first_response").state == "kept"
    resolution = promised(answered, "resolution")
    assert (resolution.state, resolution.remaining) == ("paused", timedelta(hours=22))
    assert ("promise", "first_response") in stopped(effects)
    assert ("promise", "resolution") in stopped(effects)
    assert timers(effects) == {"remind_waiting 0": hour(11, 26)}
    assert due(answered) is None


def test_an_answer_that_comes_late_breaks_the_promise_even_if_its_timer_has_not_fired() -> None:
    assert promised(after_answer(opened()[0], BOOK, THREE_PM)[0], "first_response").state == "broken"


def test_the_customers_reply_starts_the_clock_again_with_what_was_left() -> None:
    waiting, _ = after_answer(opened()[0], BOOK, NOON)
    on, effects = after_customer_wrote(waiting, facts(waiting, hour(11, 25)), BOOK, hour(11, 25))
    assert promised(on, "resolution").due == hour(9, 26)
    assert promised(on, "next_response").due == hour(15, 25)
    assert timers(effects) == {"promise resolution": hour(3, 26), "promise next_response": hour(14, 25)}
    assert ("remind_waiting", "wake_snoozed") in stopped(effects)


def test_three_quarters_of_a_paused_promise_are_counted_in_worked_time() -> None:
    """Two of 24 hours are used up; 75 % are 18 hours, so 16 more, though a day was waited."""
    waiting, _ = after_answer(opened()[0], BOOK, NOON)
    _, effects = resumed(waiting, BOOK, hour(11, 25))
    assert timers(effects) == {"promise resolution": hour(11 + 16, 25)}


def test_a_second_mail_does_not_move_the_due_time_of_the_first() -> None:
    waiting, _ = after_answer(opened()[0], BOOK, NOON)
    once, _ = after_customer_wrote(waiting, facts(waiting), BOOK, ONE_PM)
    twice, _ = after_customer_wrote(once, facts(once), BOOK, THREE_PM)
    assert promised(twice, "next_response").due == promised(once, "next_response").due == hour(16)
    assert answer_by(twice) == hour(16)


def test_a_second_mail_before_any_answer_waits_for_the_first_response() -> None:
    new, _ = opened()
    on, _ = after_customer_wrote(new, facts(new), BOOK, NOON)
    assert on.promise("next_response") is None


def test_after_the_next_answer_a_new_mail_is_promised_anew() -> None:
    on, _ = after_answer(opened()[0], BOOK, NOON)
    on, _ = after_customer_wrote(on, facts(on), BOOK, ONE_PM)
    on, _ = after_answer(on, BOOK, THREE_PM)
    assert promised(on, "next_response").state == "kept"
    on, _ = after_customer_wrote(on, facts(on), BOOK, hour(15))
    assert (promised(on, "next_response").state, promised(on, "next_response").due) == ("running", hour(19))


def test_resolved_in_time_is_kept_and_closing_is_set() -> None:
    on, _ = after_answer(opened()[0], BOOK, NOON)
    on, effects = after_resolved(on, BOOK, NOON)
    assert [(p.name, p.state) for p in on.promises] == [("first_response", "kept"), ("resolution", "kept")]
    assert timers(effects) == {"close_resolved": hour(11, 27)}
    assert ("promise", "remind_waiting", "untouched", "wake_snoozed") in stopped(effects)


def test_resolved_without_an_answer_owes_none_any_more() -> None:
    on, _ = after_resolved(opened()[0], BOOK, NOON)
    assert promised(on, "first_response").state == "cancelled"


def test_closed_asks_later_and_archives_much_later() -> None:
    book = rulebook(feedback=replace(BOOK.feedback, after_close=timedelta(days=1)))
    _, effects = after_closed(opened()[0], book, NOON)
    assert timers(effects) == {"feedback": hour(11, 24), "archive": NOON + timedelta(days=365)}


def test_a_desk_that_never_asks_sets_no_question() -> None:
    assert list(timers(after_closed(opened()[0], BOOK, NOON)[1])) == ["archive"]


def test_reopened_is_promised_anew_and_not_closed_by_the_old_timer() -> None:
    on, _ = after_resolved(opened()[0], BOOK, NOON)
    on, effects = after_reopened(on, facts(on), BOOK, THREE_PM)
    assert promised(on, "next_response").due == hour(18)
    assert promised(on, "resolution").state == "running"
    assert ("close_resolved", "feedback", "archive") in stopped(effects)


def test_nothing_is_lost_or_won_by_putting_a_ticket_aside() -> None:
    on, _ = paused(opened()[0], BOOK, hour(10))
    on, _ = resumed(on, BOOK, hour(20))
    assert promised(on, "first_response").due == hour(23)


def test_what_is_overdue_when_the_clock_stops_stays_overdue() -> None:
    on, _ = paused(opened()[0], BOOK, THREE_PM)
    assert promised(on, "first_response").state == "running"

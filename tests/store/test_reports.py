"""Reports on a real database: what they count, and that each is sent once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast

import pytest

from mailgate.adapters.store import SqlStore, open_store
from mailgate.flows.desk import Desk
from mailgate.flows.reporting import made, report_due
from mailgate.model.decision import AddEntry, Applied, ChangeTicket, Decision, KeepFeedback
from mailgate.model.delivery import Dead, Sent
from mailgate.model.promise import Hours, Promise
from mailgate.model.report import Count, Group, Marks, PromiseCount, Report, ReportPlan, Schedule, Spread
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Entry, Ticket
from mailgate.policy.report import report_notice, turn_name
from tests.store.desk_day import ALICE, LEASE, MARIA, NOON, RULEBOOK, accepted, arrived, letter, notice, opening, raw

HOUR = timedelta(hours=1)
ROME = Hours(name="office", timezone="Europe/Rome", week=(((540, 1080),),) * 5 + ((), ()))
DANA = "dana@example.com"
MONDAYS = ReportPlan(to=(DANA,), every=Schedule(every="week", at=time(8)), what="week")
BOOK = replace(RULEBOOK, hours={"always": Hours(name="always"), "office": ROME}, reports=(MONDAYS,))
MONDAY_8 = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def opened(store: SqlStore, key: str, *, at: datetime = NOON, **fields: Any) -> Ticket:
    """A ticket of a mail that came at this instant."""
    arrival = arrived(store, raw(received=at), message_id=f"{key}@example.org", key=key)
    decision = opening(opened_at=at, changed_at=at, message_id=f"{key}@example.org", **fields)
    applied = store.apply(decision, settles=arrival, now=at)
    assert isinstance(applied, Applied)
    assert applied.ticket is not None
    story = store.ticket_story(applied.ticket)
    assert story is not None
    return story.ticket


def answered(store: SqlStore, ticket: Ticket, at: datetime) -> None:
    """Answered and resolved by Alice in one mail."""
    promises = tuple(replace(one, state="kept", since=None) for one in ticket.promises)
    after = replace(ticket.answered(at).resolved(ALICE, at), promises=promises)
    entry = Entry(kind="answer", ticket=ticket.number, at=at, by=ALICE, visibility="public", text="Done")
    decision = Decision(
        outcome="answered", reason="answer", ticket=ticket.number, effects=(ChangeTicket(ticket=after), AddEntry(entry=entry))
    )
    assert isinstance(store.apply(decision, settles=None, now=at), Applied)


def reported(store: SqlStore, *, now: datetime = NOON + 2 * HOUR, span: timedelta = timedelta(days=7)) -> Report:
    return made(store.report_rows, BOOK, what="week", since=now - span, until=now, now=now)


def test_a_small_day_in_figures(store: SqlStore) -> None:
    promise = Promise(name="first_response", policy="standard", due=NOON + 4 * HOUR, span=4 * HOUR, hours="always", since=NOON)
    first = opened(store, "k1", agent=ALICE, intent="account.access", promises=(promise,))
    opened(store, "k2", tier="vip")
    old = opened(store, "k3", at=NOON - timedelta(days=60), agent=DANA)
    answered(store, first, NOON + HOUR)
    kept = KeepFeedback(ticket=first.number, customer=MARIA, score=4, comment="", at=NOON + HOUR)
    store.apply(Decision(outcome="feedback", reason="score", effects=(kept,)), settles=None, now=NOON + HOUR)
    accepted(store, raw("on its way"), message_id="m9@example.org", key="k9")
    store.bury_arrival(accepted(store, raw("bad"), message_id="m8@example.org", key="k8"), reason="crashed", now=NOON)

    report = reported(store)

    assert (report.opened, report.resolved, report.closed, report.reopened) == (2, 1, 0, 0)
    assert (report.unresolved, report.unassigned, report.overdue) == (2, 1, 0)
    assert report.states == (Count(name="new", count=2),)
    assert [one.count for one in report.ages] == [1, 0, 0, 0, 1]
    assert report.first_response == Spread(count=1, median=3600.0, p90=3600.0)
    assert report.resolution == Spread(count=1, median=3600.0, p90=3600.0)
    assert report.promises == (PromiseCount(name="first_response", kept=1),)
    assert (report.first_contact, report.transfers) == (1, 0)
    assert report.feedback == Marks(count=1, average=4.0, scale=5)
    assert report.messages == (Count(name="opened", count=2), Count(name="buried", count=1), Count(name="on_its_way", count=1))
    assert report.agents == (
        Group(name=ALICE, opened=1, resolved=1, first_response=3600.0),
        Group(name=None, opened=1, unresolved=1),
        Group(name=DANA, unresolved=1),
    )
    assert report.tiers == (
        Group(name="standard", opened=1, resolved=1, unresolved=1, first_response=3600.0),
        Group(name="vip", opened=1, unresolved=1),
    )
    assert old.number == 3


def test_nothing_at_all_is_a_report_of_zeros(store: SqlStore) -> None:
    report = reported(store)
    assert (report.opened, report.unresolved, report.messages, report.feedback.average) == (0, 0, (), None)


def test_a_ticket_that_came_back_is_reopened_and_no_longer_resolved(store: SqlStore) -> None:
    first = opened(store, "k1")
    answered(store, first, NOON + HOUR)
    story = store.ticket_story(first.number)
    assert story is not None
    back = arrived(store, raw("Again!"), message_id="m2@example.org", key="k2")
    reopened = ChangeTicket(ticket=story.ticket.reopened_at(NOON + HOUR))
    store.apply(Decision(outcome="appended", reason="reopened", ticket=1, effects=(reopened,)), settles=back, now=NOON + HOUR)
    report = reported(store)
    assert (report.resolved, report.reopened, report.unresolved) == (0, 1, 1)


def test_letters_count_when_they_were_settled(store: SqlStore) -> None:
    opened(store, "k1")
    letters = [letter(notice(id=0), number=1), letter(notice(id=0), number=2)]
    store.post(letters, [b"one", b"two"], now=NOON)
    first, second = store.claim_deliveries(limit=5, now=NOON, lease=LEASE)
    store.settle_deliveries([(first, Sent(reply="250 ok")), (second, Dead(reply="550 no"))], now=NOON + HOUR)
    assert (reported(store).letters_sent, reported(store).letters_failed) == (1, 1)
    assert reported(store, now=NOON + HOUR).letters_sent == 0  # the end is not part of the span


# -- once, and only once ---------------------------------------------------------------------------------------------


def desk_of(store: SqlStore, clock: Callable[[], datetime], book: Rulebook = BOOK) -> Desk:
    class Blind:
        model = "none"

    nothing = cast(Any, None)
    return Desk(
        store=store,
        reader=cast(Any, Blind()),
        writer=nothing,
        carrier=nothing,
        clock=clock,
        rulebook=lambda: book,
        wake=lambda queue: None,
    )


def looked(store: SqlStore, now: datetime, book: Rulebook = BOOK) -> int:
    """The desk's clock looks at the schedules once; how many reports it queued."""
    return report_due(desk_of(store, lambda: now, book), store.report_rows, store.report_turns)


def test_a_report_is_sent_once_across_restarts(url: str) -> None:
    counted = []
    for minute in (-60, 0, 1, 2, 60):
        store = open_store(url)
        counted.append(looked(store, MONDAY_8 + timedelta(minutes=minute)))
        store.close()
    assert counted == [0, 1, 0, 0, 0]
    store = open_store(url)
    notices = store.claim_notices(limit=5, now=MONDAY_8 + 2 * HOUR, lease=LEASE)
    store.close()
    assert [(one.template, one.to, one.audience, one.ticket) for one in notices] == [("report", DANA, "agent", None)]
    assert (notices[0].data["since"], notices[0].data["until"]) == ("2026-11-16T07:00:00+00:00", "2026-11-23T07:00:00+00:00")


def test_two_nodes_that_look_at_once_send_one_report(store: SqlStore) -> None:
    looked(store, MONDAY_8 - HOUR)
    report = made(store.report_rows, BOOK, what="week", since=NOON, until=MONDAY_8, now=MONDAY_8)
    name, news = turn_name(MONDAYS, DANA), report_notice(report, DANA, "report_due", BOOK, MONDAY_8)
    was = store.report_turns.known((name,))[name]
    assert store.report_turns.take(name, news, was=was, at=MONDAY_8)
    assert not store.report_turns.take(name, news, was=was, at=MONDAY_8)
    assert len(store.claim_notices(limit=5, now=MONDAY_8, lease=LEASE)) == 1


def test_a_desk_that_stood_still_sends_the_last_report_only_over_its_own_week(store: SqlStore) -> None:
    looked(store, MONDAY_8 - HOUR)
    assert looked(store, MONDAY_8 + timedelta(days=15)) == 1  # Tuesday two weeks later
    notices = store.claim_notices(limit=5, now=MONDAY_8 + timedelta(days=15), lease=LEASE)
    assert [one.data["until"] for one in notices] == ["2026-12-07T07:00:00+00:00"]
    assert looked(store, MONDAY_8 + timedelta(days=15, hours=1)) == 0


def test_a_report_that_is_new_in_the_settings_is_first_sent_at_its_next_time(store: SqlStore) -> None:
    assert [looked(store, MONDAY_8 + later) for later in (HOUR, 2 * HOUR, timedelta(days=7))] == [0, 0, 1]


def test_a_report_that_was_taken_out_and_comes_back_begins_anew(store: SqlStore) -> None:
    looked(store, MONDAY_8 - HOUR)
    looked(store, MONDAY_8, replace(BOOK, reports=()))
    assert looked(store, MONDAY_8 + HOUR) == 0
    assert looked(store, MONDAY_8 + timedelta(days=7)) == 1


@pytest.mark.parametrize("to", [("boss@example.net", DANA), ("boss@example.net", f"{'x' * 250}@example.net")])
def test_each_recipient_gets_one(store: SqlStore, to: tuple[str, str]) -> None:
    book = replace(BOOK, reports=(replace(MONDAYS, to=to),))
    assert [looked(store, MONDAY_8 + at, book) for at in (-HOUR, 0 * HOUR, HOUR)] == [0, 2, 0]


def test_a_clock_that_goes_back_sends_nothing_again(store: SqlStore) -> None:
    looked(store, MONDAY_8 - HOUR)
    assert [looked(store, MONDAY_8 + at) for at in (0 * HOUR, -2 * HOUR, HOUR)] == [1, 0, 0]

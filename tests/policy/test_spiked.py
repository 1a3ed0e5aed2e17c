"""What a spike leads to, as its ticket is opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mailgate.model.decision import CountEvent, CountNames, Effect, QueueNotice
from mailgate.model.facts import Event, Lately, Past
from mailgate.model.reading import Entity, Reading
from mailgate.model.ticket import Ticket
from mailgate.policy.spiked import spiked
from tests.policy.desk import DANA, rulebook

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
CODE = "ERROR_CODE:PAY-503"
READ = Reading(entities=(Entity(type="ERROR_CODE", text="PAY-503", start=0, end=7),))
TICKET = Ticket(
    subject="x", mailbox="support@example.com", customer="maria@example.org", team="helpdesk", opened_at=NOW, changed_at=NOW
)
MANY = Lately(
    what=CODE, tickets=14, customers=13, since=NOW - timedelta(minutes=20), tickets_named=((7, "PAY-503!"), (8, "It fails"))
)
PAST = Past(lately=(MANY,), events=(Event(name="release 4.2", at=NOW - timedelta(minutes=30)),))


def notices(effects: tuple[Effect, ...]) -> list[QueueNotice]:
    return [effect for effect in effects if isinstance(effect, QueueNotice)]


def test_the_lead_hears_of_it_with_all_that_may_explain_it() -> None:
    ticket, effects, because = spiked(TICKET, READ, PAST, rulebook(), now=NOW, cause=3)
    assert because == ("14 tickets name PAY-503 in 20 minutes, normal is less than 1",)
    assert ticket.tags == ("spike",)
    (told,) = notices(effects)
    assert (told.notice.to, told.notice.template, told.notice.audience) == (DANA, "spike", "agent")
    assert told.notice.data["tickets"] == [7, 8]
    assert told.notice.data["events"] == [{"name": "release 4.2", "at": "2026-11-20T13:30:00+00:00"}]


def test_it_is_told_once_however_many_come_at_the_same_moment() -> None:
    _, effects, _ = spiked(TICKET, READ, PAST, rulebook(), now=NOW, cause=3)
    (once,) = [effect for effect in effects if isinstance(effect, CountEvent)]
    assert (once.key, once.at_most) == ("spike:error_code:pay-503", 1)


def test_what_was_told_a_while_ago_is_tagged_and_not_told_again() -> None:
    told = replace(PAST, lately=(replace(MANY, told=True),))
    ticket, effects, _ = spiked(TICKET, READ, told, rulebook(), now=NOW, cause=3)
    assert (ticket.tags, notices(effects)) == (("spike",), [])


def test_every_ticket_is_counted_under_what_it_names() -> None:
    ticket, effects, because = spiked(TICKET, READ, Past(), rulebook(), now=NOW, cause=3)
    assert effects == (CountNames(ticket=0, customer="maria@example.org", names=(CODE,)),)
    assert (ticket, because) == (TICKET, ())


def test_where_nobody_leads_the_admins_hear_of_it() -> None:
    book = rulebook(teams={}, admins=("root@example.com",))
    book = replace(book, routing=replace(book.routing, triage=None))
    _, effects, _ = spiked(TICKET, READ, PAST, book, now=NOW, cause=3)
    assert [(one.notice.to, one.notice.audience) for one in notices(effects)] == [("root@example.com", "admin")]

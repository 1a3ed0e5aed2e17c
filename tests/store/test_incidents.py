"""An incident's tickets: linked, joined by what they name, and gone with its own ticket's end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mailgate.adapters.store.shared import shared_by
from mailgate.adapters.store.store import SqlStore
from mailgate.model.decision import (
    AddEntry,
    ChangeTicket,
    CountEvent,
    Decision,
    Effect,
    LinkTickets,
    OpenIncident,
    QueueNotice,
)
from mailgate.model.facts import Incident, Shared
from mailgate.model.looking import IncidentFound, Wanted
from mailgate.model.reading import Entity, Reading
from mailgate.model.ticket import NEW, Entry
from mailgate.policy import counters
from tests.policy.desk import ALICE, rulebook
from tests.store.desk_day import NOON, notice
from tests.store.test_namings import CODE, named

READ = Reading(entities=(Entity(type="ERROR_CODE", text="pay-503", start=0, end=7),))
SOON = NOON + timedelta(minutes=5)


def done(store: SqlStore, *effects: Effect) -> None:
    store.apply(Decision(outcome="commanded", reason="test", effects=effects), settles=None, now=SOON)


def found(store: SqlStore, ticket: int) -> IncidentFound:
    return store.look_up(Wanted(agent=ALICE, ticket=ticket, incident=True), rulebook=rulebook(), now=SOON).incident


def joined(store: SqlStore) -> Incident | None:
    return store.past_of(READ, "new@example.org", rulebook=rulebook(), now=SOON).incident


def incident(store: SqlStore) -> tuple[int, int]:
    first, second = named(store, 1, NOON), named(store, 2, NOON)
    done(
        store,
        OpenIncident(ticket=first, name="Payments", names=(CODE,)),
        LinkTickets(ticket=second, other=first, kind="incident"),
    )
    return first, second


def test_before_it_is_one_the_tickets_that_name_the_same_are_known(store: SqlStore) -> None:
    first, second = named(store, 1, NOON), named(store, 2, NOON)
    named(store, 3, NOON, what="ERROR_CODE:X-1")
    assert found(store, first) == IncidentFound(names=(CODE,), alike=(second,))


def test_what_names_the_same_belongs_to_it(store: SqlStore) -> None:
    first, _ = incident(store)
    assert joined(store) == Incident(ticket=first, name="Payments", tickets=1)


def test_each_of_its_tickets_knows_it_and_those_that_wait(store: SqlStore) -> None:
    first, second = incident(store)
    of_second = found(store, second)
    assert (of_second.ticket, of_second.name) == (first, "Payments")
    assert [one.ticket.number for one in of_second.waiting] == [first, second]


def test_it_ends_with_its_own_ticket(store: SqlStore) -> None:
    first, _ = incident(store)
    story = store.ticket_story(first)
    assert story is not None
    done(store, ChangeTicket(ticket=replace(story.ticket, state="resolved")))
    assert joined(store) is None
    assert found(store, first).ticket is None


def shared(store: SqlStore, ticket: int) -> Shared:
    story = store.ticket_story(ticket)
    assert story is not None
    return store.read(lambda connection: shared_by(connection, story.ticket, READ, now=SOON))


def test_a_hand_over_knows_the_open_incident_of_its_ticket_and_how_many_share_it(store: SqlStore) -> None:
    first, second = incident(store)
    outside = named(store, 3, NOON, what="ERROR_CODE:X-1")
    assert shared(store, second).incident == Incident(ticket=first, name="Payments", tickets=1)
    assert shared(store, outside) == Shared()
    story = store.ticket_story(first)
    assert story is not None
    done(store, ChangeTicket(ticket=replace(story.ticket, state="resolved")))
    assert shared(store, second) == Shared()


def test_a_hand_over_knows_of_a_spike_while_it_runs(store: SqlStore) -> None:
    tickets = [named(store, n, NOON) for n in range(6)]
    assert shared(store, tickets[0]) == Shared()
    done(store, CountEvent(key=counters.spike(CODE), at=NOON))
    assert shared(store, tickets[0]) == Shared(spike="PAY-503", tickets=6)
    story = store.ticket_story(tickets[0])
    assert story is not None
    later = NOON + timedelta(hours=2)
    assert store.read(lambda connection: shared_by(connection, story.ticket, READ, now=later)) == Shared()


def test_what_was_an_incident_before_is_known_to_who_makes_one(store: SqlStore) -> None:
    first, _ = incident(store)
    story = store.ticket_story(first)
    assert story is not None
    done(store, ChangeTicket(ticket=replace(story.ticket, state="resolved")))
    assert found(store, named(store, 9, NOON)).before == Incident(ticket=first, name="Payments", tickets=1)


def test_an_answer_to_several_tickets_names_each_ones_own_entry(store: SqlStore) -> None:
    first, second = incident(store)
    entries = [
        AddEntry(entry=Entry(ticket=n, at=SOON, kind="answer", by=ALICE, visibility="public", text=f"for {n}"))
        for n in (first, second)
    ]
    letters = [QueueNotice(notice=notice(ticket=n, entry=NEW, template="answer", deliver_after=SOON)) for n in (first, second)]
    done(store, *entries, *letters)
    claimed = store.claim_notices(limit=9, now=SOON, lease=timedelta(minutes=1))
    facts = store.letter_facts(claimed)
    assert [(one.ticket, known.entry.text) for one, known in zip(claimed, facts, strict=True) if known.entry] == [
        (first, f"for {first}"),
        (second, f"for {second}"),
    ]

"""What new tickets name is counted as they are written, and told with the mail that names it."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.store import SqlStore
from mailgate.model.decision import CountEvent, CountNames, Decision
from mailgate.model.facts import Event, Lately
from mailgate.model.reading import Entity, Reading
from mailgate.policy import counters
from tests.policy.desk import rulebook
from tests.store.desk_day import NOON, opened

CODE = "ERROR_CODE:PAY-503"
READ = Reading(entities=(Entity(type="ERROR_CODE", text="PAY-503", start=0, end=7),))


def named(store: SqlStore, number: int, at: datetime, *, customer: str | None = None, what: str = CODE) -> int:
    customer = customer or f"c{number}@example.org"
    ticket = opened(store, key=f"k{number}", message_id=f"m{number}@example.org", customer=customer, subject=f"PAY {number}")
    effect = CountNames(ticket=ticket, customer=customer, names=(what,))
    store.apply(Decision(outcome="noted", reason="test", effects=(effect,)), settles=None, now=at)
    return ticket


def lately(store: SqlStore, now: datetime, sender: str = "new@example.org") -> tuple[Lately, ...]:
    return store.past_of(READ, sender, rulebook=rulebook(), now=now).lately


def test_what_few_name_is_not_told(store: SqlStore) -> None:
    for number in range(3):
        named(store, number, NOON + timedelta(minutes=number))
    assert lately(store, NOON + timedelta(minutes=10)) == ()


def test_the_ticket_at_hand_is_counted_with_those_of_the_last_hour(store: SqlStore) -> None:
    named(store, 90, NOON - timedelta(hours=2))
    tickets = [named(store, number, NOON + timedelta(minutes=number)) for number in range(5)]
    (found,) = lately(store, NOON + timedelta(minutes=20))
    assert (found.tickets, found.customers, found.since, found.told) == (6, 6, NOON, False)
    assert found.tickets_named == tuple((ticket, f"PAY {number}") for number, ticket in enumerate(tickets))


def test_a_customer_who_wrote_before_is_the_same_customer(store: SqlStore) -> None:
    for number in range(5):
        named(store, number, NOON, customer="maria@example.org")
    (found,) = lately(store, NOON + timedelta(minutes=1), "Maria@example.org")
    assert (found.tickets, found.customers) == (6, 1)


def test_usual_is_the_same_hour_of_the_days_before(store: SqlStore) -> None:
    number = 0
    for day in range(1, 11):
        for hour in (0, 0, 5):  # two at noon, one at five
            number += 1
            named(store, number, NOON - timedelta(days=day) + timedelta(hours=hour))
    for _ in range(5):
        number += 1
        named(store, number, NOON)
    (found,) = lately(store, NOON + timedelta(minutes=30))
    assert (found.same_hour, found.all_hours) == (20, 30)
    assert 9.5 < found.days < 10.1


def test_what_the_lead_was_told_is_known_for_hours(store: SqlStore) -> None:
    for number in range(5):
        named(store, number, NOON)
    told = CountEvent(key=counters.spike(CODE), at=NOON)
    store.apply(Decision(outcome="noted", reason="test", effects=(told,)), settles=None, now=NOON)
    assert [one.told for one in lately(store, NOON + timedelta(minutes=30))] == [True]


def test_events_of_the_last_day_are_told_beside_it(store: SqlStore) -> None:
    for number in range(5):
        named(store, number, NOON)
    store.events.mark("release 4.2", at=NOON - timedelta(hours=1))
    store.events.mark("move", at=NOON - timedelta(days=3))
    past = store.past_of(READ, "new@example.org", rulebook=rulebook(), now=NOON + timedelta(minutes=1))
    assert past.events == (Event(name="release 4.2", at=NOON - timedelta(hours=1)),)
    assert [one.name for one in store.events.since(NOON - timedelta(days=9))] == ["release 4.2", "move"]


def test_what_is_old_is_forgotten_and_codes_are_known_for_half_a_year(store: SqlStore) -> None:
    named(store, 1, NOON - timedelta(days=181))
    named(store, 2, NOON - timedelta(days=3), what="intent:billing")
    known = named(store, 3, NOON - timedelta(days=179))
    store.keeping.prune(now=NOON)
    assert store.read(lambda connection: [row.ticket for row in connection.execute(s.namings.select())]) == [known]
    assert store.read(lambda connection: [row.tickets for row in connection.execute(s.namings_hourly.select())]) == [1]

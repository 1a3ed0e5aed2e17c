"""What solved tickets like this one, for the hand-over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from mailgate.adapters.store import SqlStore
from mailgate.adapters.store.similar import solved_before
from mailgate.model.decision import AddEntry, CountNames, Decision, KeepReading, LinkTickets, OpenIncident
from mailgate.model.facts import SolvedBefore
from mailgate.model.reading import Entity, Neighbour, Reading
from mailgate.model.ticket import Entry
from tests.store.desk_day import ALICE, NOON, opened


def answered(store: SqlStore, number: int, text: str) -> None:
    entry = Entry(kind="answer", ticket=number, at=NOON, by=ALICE, visibility="public", text=text)
    store.apply(
        Decision(outcome="answered", reason="answer", ticket=number, effects=(AddEntry(entry=entry),)), settles=None, now=NOON
    )


def test_the_last_answers_of_solved_tickets_of_the_same_intent_are_told(store: SqlStore) -> None:
    solved = {"intent": "account.access", "resolved_by": ALICE}
    first = opened(store, key="k1", message_id="m1@example.org", customer="a@example.org", resolved_at=NOON, **solved)
    answered(store, first, "Try again.")
    answered(store, first, "I have   unlocked\nit.")
    later = opened(
        store, key="k2", message_id="m2@example.org", customer="b@example.org", resolved_at=NOON + timedelta(hours=1), **solved
    )
    answered(store, later, "The lock is gone.")
    unanswered = opened(store, key="k3", message_id="m3@example.org", customer="c@example.org", resolved_at=NOON, **solved)
    other = opened(store, key="k4", message_id="m4@example.org", customer="d@example.org", intent="billing", resolved_at=NOON)
    answered(store, other, "Paid back.")
    mine = opened(store, key="k5", message_id="m5@example.org", customer="e@example.org", intent="account.access")

    story = store.ticket_story(mine)
    assert story is not None
    found = store.read(lambda connection: solved_before(connection, story.ticket))
    assert [(one.number, one.words, one.resolved_by) for one in found] == [
        (later, "The lock is gone.", ALICE),
        (first, "I have unlocked it.", ALICE),
    ]
    assert unanswered not in [one.number for one in found]


def test_what_many_were_told_in_an_incident_is_no_answer_for_others(store: SqlStore) -> None:
    of = {"intent": "billing", "resolved_by": ALICE, "resolved_at": NOON}
    numbers = [opened(store, key=f"k{n}", message_id=f"m{n}@example.org", customer=f"{n}@example.org", **of) for n in range(3)]
    for number in numbers:
        answered(store, number, f"Payments work again, {number}.")
    link = LinkTickets(ticket=numbers[1], other=numbers[0], kind="incident")
    store.apply(Decision(outcome="noted", reason="r", ticket=numbers[0], effects=(link,)), settles=None, now=NOON)
    mine = opened(store, key="k9", message_id="m9@example.org", customer="e@example.org", intent="billing")
    story = store.ticket_story(mine)
    assert story is not None
    near = Reading(similar=tuple(Neighbour(ticket=n, intent="billing", similarity=0.9) for n in numbers))
    for reading in (None, near):
        found = store.read(lambda connection, reading=reading: solved_before(connection, story.ticket, reading))
        assert [one.number for one in found] == [numbers[2]]


def like(store: SqlStore, number: int, reading: Reading | None) -> tuple[SolvedBefore, ...]:
    story = store.ticket_story(number)
    assert story is not None
    return store.read(lambda connection: solved_before(connection, story.ticket, reading))


def naming(text: str) -> Reading:
    return Reading(entities=(Entity(type="ERROR_CODE", text=text, start=0, end=len(text)),))


def a_ticket(store: SqlStore, n: int, code: str | None = None, vector: bytes | None = None, **fields: Any) -> int:
    more: list[Any] = [CountNames(ticket=0, customer=f"{n}@example.org", names=(f"ERROR_CODE:{code}",))] if code else []
    if vector is not None:
        more.append(KeepReading(ticket=0, reading=Reading(model=f"en 1 + use-m 0.2.1 + v0 @ {n}", vector=vector)))
    return opened(store, *more, key=f"k{n}", message_id=f"m{n}@example.org", customer=f"{n}@example.org", **fields)


def test_what_customers_of_an_ended_incident_were_told_is_known_to_who_names_its_code(store: SqlStore) -> None:
    ended = {"intent": "billing", "resolved_by": ALICE, "resolved_at": NOON, "state": "resolved"}
    numbers = [a_ticket(store, n, "PAY-503", **ended) for n in range(3)]
    for number in numbers:
        answered(store, number, "The bank's gateway was down; pay again.")
    effects = (
        OpenIncident(ticket=numbers[1], name="Payments down", names=("ERROR_CODE:PAY-503",)),
        *(LinkTickets(ticket=n, other=numbers[1], kind="incident") for n in numbers if n != numbers[1]),
    )
    store.apply(Decision(outcome="commanded", reason="r", ticket=numbers[1], effects=effects), settles=None, now=NOON)
    mine = a_ticket(store, 9, intent="billing")
    (found,) = like(store, mine, naming("pay-503"))
    assert (found.number, found.named, found.incident) == (numbers[1], "PAY-503", "Payments down")
    assert like(store, mine, naming("PAY-504")) == ()


def test_an_open_incident_has_no_answer_yet(store: SqlStore) -> None:
    first = a_ticket(store, 1, "PAY-503", state="open")
    answered(store, first, "We are looking.")
    made = OpenIncident(ticket=first, name="Payments down", names=("ERROR_CODE:PAY-503",))
    store.apply(Decision(outcome="commanded", reason="r", ticket=first, effects=(made,)), settles=None, now=NOON)
    assert like(store, a_ticket(store, 9), naming("PAY-503")) == ()


def test_what_solved_a_ticket_with_the_same_code_comes_first_whatever_it_is_about(store: SqlStore) -> None:
    solved = a_ticket(store, 1, "E-7031", intent="technical", resolved_by=ALICE, resolved_at=NOON)
    answered(store, solved, "Update the driver.")
    (found,) = like(store, a_ticket(store, 9, intent="billing"), naming("E-7031"))
    assert (found.number, found.named, found.incident) == (solved, "E-7031", None)


def test_a_number_that_servers_answer_for_any_cause_ties_nothing(store: SqlStore) -> None:
    solved = a_ticket(store, 1, "403", intent="technical", resolved_by=ALICE, resolved_at=NOON)
    answered(store, solved, "Renew the key.")
    assert like(store, a_ticket(store, 9, intent="billing"), naming("403")) == ()


def meaning(*numbers: float) -> bytes:
    vector = np.array(numbers, dtype=np.float32)
    return bytes((vector / np.linalg.norm(vector)).astype("<f2").tobytes())


def test_likeness_is_measured_by_the_kept_meaning_whatever_the_ticket_is_labelled_since(store: SqlStore) -> None:
    solved = {"resolved_by": ALICE, "resolved_at": NOON}
    far = a_ticket(store, 1, vector=meaning(0, 1, 0), intent="account.access", **solved)
    near = a_ticket(store, 2, vector=meaning(1, 0.5, 0), intent="billing", **solved)
    nearest = a_ticket(store, 3, vector=meaning(1, 0.1, 0), intent="billing", **solved)
    unread = a_ticket(store, 4, intent="account.access", **solved)
    for number in (far, near, nearest, unread):
        answered(store, number, f"Solved {number}.")
    mine = a_ticket(store, 9, vector=meaning(1, 0, 0), intent="account.access")
    found = like(store, mine, Reading())
    assert [one.number for one in found] == [nearest, near, unread]
    assert [one.similarity for one in found] == [pytest.approx(0.995, abs=0.01), pytest.approx(0.894, abs=0.01), None]


def test_vectors_of_another_embedder_are_not_compared(store: SqlStore) -> None:
    other = a_ticket(store, 1, intent="billing", resolved_by=ALICE, resolved_at=NOON)
    keep = KeepReading(ticket=other, reading=Reading(model="en 1 + minilm 1.0.0 + v0 @ 1", vector=meaning(1, 0, 0)))
    store.apply(Decision(outcome="noted", reason="r", ticket=other, effects=(keep,)), settles=None, now=NOON)
    answered(store, other, "Paid back.")
    mine = a_ticket(store, 9, vector=meaning(1, 0, 0), intent="billing")
    assert [(one.number, one.similarity) for one in like(store, mine, None)] == [(other, None)]

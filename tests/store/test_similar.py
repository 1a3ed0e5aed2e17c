"""What solved tickets like this one, for the hand-over."""

from __future__ import annotations

from datetime import timedelta

from mailgate.adapters.store import SqlStore
from mailgate.adapters.store.similar import solved_before
from mailgate.model.decision import AddEntry, Decision, LinkTickets
from mailgate.model.reading import Neighbour, Reading
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

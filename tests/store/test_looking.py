"""What agents' commands ask of the past, and what solved tickets are found by meaning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from mailgate.adapters.store import SqlStore
from mailgate.adapters.store.similar import solved_before
from mailgate.model.decision import AddEntry, Decision, KeepReading, KeepRoute, Route
from mailgate.model.delivery import Letter
from mailgate.model.looking import Looked, Wanted
from mailgate.model.reading import Neighbour, Reading
from mailgate.model.suggestion import Suggestion
from mailgate.model.ticket import Entry
from tests.store.desk_day import ALICE, MARIA, NOON, RULEBOOK, letter, notice, opened

DANA = "dana@example.com"
OFFER = (
    Suggestion(kind="answer", text="Try again.", source="#1 Login", ticket=1, private=("Bob",)),
    Suggestion(kind="document", text="See the page.", source="Passwords", document="a.md", line=3, whole=False),
)


def look(store: SqlStore, number: int, agent: str = ALICE, **asked: Any) -> Looked:
    return store.look_up(Wanted(agent=agent, ticket=number, **asked), rulebook=RULEBOOK, now=NOON)


def another(store: SqlStore, n: int, **fields: Any) -> int:
    return opened(store, key=f"k{n}", message_id=f"m{n}@example.org", **{"customer": f"c{n}@example.org"} | fields)


def answered(store: SqlStore, number: int, text: str) -> None:
    entry = Entry(kind="answer", ticket=number, at=NOON, by=ALICE, visibility="public", text=text)
    store.apply(Decision(outcome="answered", reason="answer", effects=(AddEntry(entry=entry),)), settles=None, now=NOON)


def posted(store: SqlStore, number: int, to: str, *suggested: Suggestion, nth: int) -> None:
    about = notice(template="handover", to=to, audience="agent", ticket=number)
    made: Letter = letter(about, number=nth, suggested=suggested)
    store.post([made], [b"x"], now=NOON)


def test_a_search_finds_the_newest_tickets_that_have_all_the_words(store: SqlStore) -> None:
    first = another(store, 1, subject="White page")
    second = another(store, 2, subject="Nothing", customer_name="Paige White")
    third = another(store, 3, subject="Invoice")
    answered(store, third, "The PAGE is white no more: 100%_sure")
    found = look(store, first, searches=("white page", "100%_sure", "100%sure", "%", "")).searches
    assert [t.number for t in found["white page"]] == [third, first]
    assert [t.number for t in found["100%_sure"]] == [third]
    assert found["100%sure"] == ()
    assert [t.number for t in found["%"]] == [third]
    assert found[""] == ()
    assert second not in [t.number for t in found["white page"]]


def test_what_is_kept_for_one_person_is_found_by_that_person_alone(store: SqlStore) -> None:
    kept = another(store, 1, subject="My lawyer", hold_for=DANA, intent="legal", resolved_at=NOON, resolved_by=DANA)
    answered(store, kept, "We settle.")
    mine = another(store, 2, intent="legal")
    for agent, numbers in ((ALICE, []), (DANA, [kept])):
        found = look(store, mine, agent, searches=("lawyer",), numbers=(kept,), similar=True)
        assert [t.number for t in found.searches["lawyer"]] == numbers
        assert list(found.numbers) == numbers
        assert found.similar == ()


def test_mine_are_the_agents_unresolved_tickets(store: SqlStore) -> None:
    one = another(store, 1, agent=ALICE, state="waiting")
    another(store, 2, agent=DANA)
    another(store, 3, agent=ALICE, state="closed")
    assert [t.number for t in look(store, one, mine=True).mine] == [one]


def test_reading_routes_entries_and_the_customers_story_come_as_they_were_kept(store: SqlStore) -> None:
    before = opened(store, key="k0", message_id="m0@example.org")
    reading = Reading(model="m", similar=(Neighbour(ticket=before, intent="login", similarity=0.8),), vector=b"\x00\x3c")
    kept = (KeepReading(ticket=0, reading=reading), KeepRoute(ticket=0, route=Route(team="t", agent=ALICE, reason="best")))
    number = opened(store, *kept)
    later = Route(team="t", agent=DANA, reason="assigned", rules=("VIP",))
    store.apply(
        Decision(outcome="commanded", reason="r", effects=(KeepRoute(ticket=number, route=later),)), settles=None, now=NOON
    )
    found = look(store, number, reading=True, history=True)
    assert found.reading == replace(reading, vector=None)
    assert [route.reason for route in found.routes] == ["best", "assigned"]
    assert [entry.text for entry in found.entries] == ["I can't log in"]
    assert [past.number for past in found.story] == [before]
    assert look(store, 999, reading=True, history=True, similar=True) == Looked()


def test_what_a_letter_offers_is_found_by_the_letter_that_is_answered(store: SqlStore) -> None:
    number = another(store, 1, agent=ALICE)
    posted(store, number, ALICE, *OFFER, nth=1)
    posted(store, number, DANA, OFFER[1], nth=2)
    posted(store, number, ALICE, nth=3)
    assert look(store, number, offered=True, letter=1).offered == OFFER
    assert look(store, number, offered=True, letter=1).offered_here
    newest = look(store, number, offered=True, letter=2)  # another's letter
    assert (newest.offered, newest.offered_here) == ((), False)
    assert look(store, number, DANA, offered=True).offered == (OFFER[1],)


def test_the_nearest_by_meaning_come_first_then_those_of_the_intent(store: SqlStore) -> None:
    solved = {"resolved_by": ALICE, "resolved_at": NOON}
    near, far = another(store, 1, intent="other", **solved), another(store, 2, intent="other", **solved)
    same = another(store, 3, intent="login", **solved | {"resolved_at": NOON + timedelta(hours=1)})
    unlike = another(store, 4, intent="other", **solved)
    for number in (near, far, same, unlike):
        answered(store, number, f"Answer {number}\nline two")
    mine = another(store, 5, intent="login")
    reading = Reading(
        similar=(
            Neighbour(ticket=near, intent="other", similarity=0.9),
            Neighbour(ticket=far, intent="other", similarity=0.6),
            Neighbour(ticket=unlike, intent="other", similarity=0.1),
            Neighbour(ticket=-3, intent="other", similarity=0.99),
        )
    )
    story = store.ticket_story(mine)
    assert story is not None
    found = store.read(lambda connection: solved_before(connection, story.ticket, reading))
    assert [(one.number, one.similarity) for one in found] == [(near, 0.9), (far, 0.6), (same, None)]
    assert (found[0].answer, found[0].words, found[0].customer) == ("Answer 1\nline two", "Answer 1 line two", "c1@example.org")
    assert MARIA not in [one.customer for one in found]

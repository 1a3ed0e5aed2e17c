from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mailgate.adapters.store import SqlStore
from mailgate.model import decision as d
from mailgate.model.errors import MailgateError
from mailgate.model.learning import Lesson
from mailgate.model.promise import Promise, Timer
from mailgate.model.reading import IntentScore, Neighbour, Reading, Urgency
from mailgate.model.ticket import Entry, Hold, Participant
from tests.store.desk_day import ALICE, LEASE, MARIA, NOON, RULEBOOK, arrived, notice, opened, opening, parsed, raw, ticket


def test_opening_a_ticket_writes_it_whole(store: SqlStore) -> None:
    promise = Promise(
        name="first_response", policy="standard", due=NOON + timedelta(hours=4), span=timedelta(hours=4), hours="always"
    )
    number = opened(store, promises=(promise,), tags=("vip",), agent=ALICE, intent="account.access", confidence=0.93)
    story = store.ticket_story(number)
    assert story is not None
    assert story.ticket == ticket(
        number=number,
        version=1,
        promises=(promise,),
        tags=("vip",),
        agent=ALICE,
        intent="account.access",
        confidence=0.93,
    )
    assert story.participants == (Participant(address=MARIA, name="Maria"),)
    assert story.correspondents == {"bob@example.org"}
    assert story.first_text == "I can't log in"


def test_the_same_arrival_settled_twice_opens_one_ticket(store: SqlStore) -> None:
    arrival = arrived(store)
    assert store.apply(opening(), settles=arrival, now=NOON) == d.Applied(ticket=1)
    assert store.apply(opening(), settles=arrival, now=NOON) == d.Applied(ticket=1)
    assert len(store.views.tickets()) == 1


def test_twins_decided_at_once_make_one_ticket_and_a_conflict(store: SqlStore) -> None:
    first, second = arrived(store, key="same"), arrived(store, key="same")
    assert store.apply(opening(), settles=first, now=NOON) == d.Applied(ticket=1)
    assert store.apply(opening(), settles=second, now=NOON) == d.Conflict(why="duplicate")
    facts = store.facts_about(parsed(), second, rulebook=RULEBOOK, now=NOON)
    assert facts.duplicate_of is not None
    assert (facts.duplicate_of.inbox_id, facts.duplicate_of.ticket) == (first.inbox_id, 1)
    duplicate = d.Decision(outcome="duplicate", reason="same_content", ticket=1)
    assert store.apply(duplicate, settles=second, now=NOON) == d.Applied(ticket=1)
    assert [line["outcome"] for line in store.views.ledger()] == ["opened", "duplicate"]


def test_the_same_words_of_a_device_are_a_duplicate_within_an_hour_and_news_after_it(store: SqlStore) -> None:
    hours = (0.0, 0.5, 1.5, 3.0)
    said = [arrived(store, raw(received=NOON + timedelta(hours=h)), key="loose:alarm") for h in hours]
    again = (False, True, False, False)
    for arrival, repeated in zip(said, again, strict=True):
        facts = store.facts_about(parsed(), arrival, rulebook=RULEBOOK, now=NOON)
        assert (facts.duplicate_of is not None) is repeated
        assert isinstance(store.apply(opening(), settles=arrival, now=NOON), d.Conflict if repeated else d.Applied)


def test_a_device_twice_at_once_after_an_hour_makes_one_ticket(store: SqlStore) -> None:
    first, later, twin = (arrived(store, raw(received=NOON + timedelta(hours=h)), key="loose:alarm") for h in (0.0, 2.0, 2.0))
    assert isinstance(store.apply(opening(), settles=first, now=NOON), d.Applied)
    assert [store.facts_about(parsed(), one, rulebook=RULEBOOK, now=NOON).duplicate_of for one in (later, twin)] == [None, None]
    assert isinstance(store.apply(opening(), settles=later, now=NOON), d.Applied)
    assert store.apply(opening(), settles=twin, now=NOON) == d.Conflict(why="duplicate")


def test_a_decision_on_an_older_version_of_the_ticket_is_a_conflict_and_writes_nothing(store: SqlStore) -> None:
    number = opened(store)
    story = store.ticket_story(number)
    assert story is not None
    resolve = d.Decision(
        outcome="commanded",
        reason="resolve",
        ticket=number,
        effects=(
            d.AddEntry(entry=Entry(kind="event", ticket=number, at=NOON, by=ALICE)),
            d.ChangeTicket(ticket=story.ticket.resolved(ALICE, NOON)),
        ),
    )
    assert store.apply(resolve, settles=None, now=NOON) == d.Applied(ticket=number)
    assert store.apply(resolve, settles=None, now=NOON) == d.Conflict(why="ticket_changed")
    shown = store.views.ticket(number)
    assert shown is not None
    assert [entry["kind"] for entry in shown["entries"]] == ["mail", "event"]
    assert shown["state"] == "resolved"


def test_new_ticket_and_entry_numbers_stand_in_what_was_written_with_them(store: SqlStore) -> None:
    opened(store, key="other", message_id="other@x")
    number = opened(
        store,
        d.QueueNotice(notice=notice(ticket=0, entry=0)),
        d.SetTimer(timer=Timer(kind="promise", ticket=0, due=NOON, name="first_response")),
        d.PlaceHold(hold=Hold(ticket=0, inbox_id=None, entry=0, why="legal", for_whom=ALICE, until=NOON)),
        d.LinkTickets(ticket=0, other=1, kind="related"),
    )
    assert number == 2
    (queued,) = store.claim_notices(limit=5, now=NOON, lease=LEASE)
    shown = store.views.ticket(2)
    assert shown is not None
    assert (queued.ticket, queued.entry) == (2, shown["entries"][0]["id"])
    assert shown["links"] == [{"ticket": 1, "kind": "related"}]
    (timer,) = store.claim_timers(limit=5, now=NOON, lease=LEASE)
    assert (timer.ticket, timer.kind, timer.name, timer.due) == (2, "promise", "first_response", NOON)
    story = store.ticket_story(2)
    assert story is not None
    assert (story.holds[0].ticket, story.holds[0].entry, story.holds[0].why) == (2, queued.entry, "legal")


def test_what_fails_in_the_middle_leaves_nothing(store: SqlStore) -> None:
    arrival = arrived(store)
    wrong = opening(d.AddEntry(entry=Entry(kind="note", ticket=99, at=NOON, by=ALICE)))
    with pytest.raises(MailgateError, match=r"(?i)foreign key"):
        store.apply(wrong, settles=arrival, now=NOON)
    assert store.views.tickets() == []
    assert store.apply(opening(), settles=arrival, now=NOON) != d.Conflict(why="duplicate")


def test_every_other_effect_is_kept(store: SqlStore) -> None:
    number = opened(store)
    reading = Reading(
        language="en",
        intents=(IntentScore(name="account.access", confidence=0.9),),
        urgency=Urgency(deadline=NOON),
        model="m1",
        vector=b"\x00\x3c\xff",
        known=0.8,
        similar=(Neighbour(ticket=-5, intent=None, similarity=0.7),),
    )
    route = d.Route(
        team="helpdesk",
        agent=ALICE,
        reason="best",
        candidates=(
            d.Candidate(agent=ALICE, score=0.8, factors=(d.Factor(name="skill", value=0.9, weight=4, because="login 0.9"),)),
        ),
    )
    lesson = Lesson(ticket=number, text="I can't log in", intent="account.access", agent=ALICE, source="resolved", at=NOON)
    store.apply(
        d.Decision(
            outcome="noted",
            reason="r",
            effects=(
                d.KeepReading(ticket=number, reading=reading),
                d.KeepRoute(ticket=number, route=route),
                d.Teach(lesson=lesson),
                d.AddParticipant(ticket=number, participant=Participant(address="Bob@Example.org", role="cc")),
                d.MarkAddress(address=MARIA, state="undeliverable", why="5.1.1"),
                d.SetAway(agent=ALICE, until=NOON + timedelta(days=2), why="holiday"),
                d.CountEvent(key=f"ack:{MARIA}", at=NOON),
                d.KeepFeedback(ticket=number, customer=MARIA, score=5, comment="great", at=NOON),
            ),
        ),
        settles=None,
        now=NOON,
    )
    story = store.ticket_story(number)
    assert story is not None
    assert story.feedback_given
    assert [p.address for p in story.participants] == [MARIA, "Bob@Example.org"]
    past = store.past_of(reading, MARIA, rulebook=RULEBOOK, now=NOON)
    assert past.agents[ALICE].away_until == NOON + timedelta(days=2)
    assert past.story[0].number == number
    facts = store.letter_facts([notice(ticket=number)])[0]
    assert facts.reading == replace(reading, vector=None)
    assert facts.route == route
    (counted,) = [store.facts_about(parsed(), arrived(store, key="k9"), rulebook=RULEBOOK, now=NOON)]
    assert counted.counts.acks_to_sender_today == 1
    assert counted.address_state == "undeliverable"


def test_a_timer_fires_once_and_not_after_it_was_set_anew(store: SqlStore) -> None:
    first = Timer(kind="promise", ticket=0, due=NOON, name="resolution")
    number = opened(store, d.SetTimer(timer=first))
    (claimed,) = store.claim_timers(limit=5, now=NOON, lease=LEASE)
    later = replace(claimed, due=NOON + timedelta(hours=1), id=0)
    store.apply(d.Decision(outcome="noted", reason="moved", effects=(d.SetTimer(timer=later),)), settles=None, now=NOON)
    event = d.Decision(
        outcome="noted",
        reason="late",
        ticket=number,
        effects=(d.AddEntry(entry=Entry(kind="event", ticket=number, at=NOON, by="mailgate")),),
    )
    assert store.apply(event, settles=claimed, now=NOON) == d.Applied(ticket=number)
    (again,) = store.claim_timers(limit=5, now=NOON + timedelta(hours=1), lease=LEASE)
    assert store.apply(event, settles=again, now=NOON) == d.Applied(ticket=number)
    assert store.apply(event, settles=again, now=NOON) == d.Applied(ticket=number)
    shown = store.views.ticket(number)
    assert shown is not None
    assert [entry["kind"] for entry in shown["entries"]] == ["mail", "event"]


def test_a_pending_entry_is_let_in_once(store: SqlStore) -> None:
    number = opened(store)
    arrival = arrived(store, raw("stranger"), key="k2")
    store.apply(
        d.Decision(
            outcome="pending",
            reason="not_a_participant",
            ticket=number,
            effects=(
                d.AddEntry(
                    entry=Entry(kind="mail", ticket=number, at=NOON, by="eve@x", visibility="pending", inbox_id=arrival.inbox_id)
                ),
            ),
        ),
        settles=arrival,
        now=NOON,
    )
    story = store.ticket_story(number)
    assert story is not None
    (waiting,) = story.pending
    accept = d.Decision(outcome="commanded", reason="accept", effects=(d.RevealEntry(ticket=number, entry=waiting.id),))
    assert store.apply(accept, settles=None, now=NOON) == d.Applied(ticket=None)
    assert store.apply(accept, settles=None, now=NOON) == d.Conflict(why="not_pending")
    assert [line["outcome"] for line in store.views.ledger()] == ["opened", "appended"]


def test_a_held_message_is_released_and_taken_in_again(store: SqlStore) -> None:
    held = Hold(ticket=None, inbox_id=None, why="many_customers", for_whom=ALICE, until=NOON, others=(8, 9))
    arrival = arrived(store)
    store.apply(
        d.Decision(
            outcome="held:command",
            reason="misspelt",
            effects=(d.PlaceHold(hold=replace(held, inbox_id=arrival.inbox_id)),),
        ),
        settles=arrival,
        now=NOON,
    )
    send = d.Decision(outcome="commanded", reason="send", effects=(d.EndHold(hold=1), d.RunAgain(inbox_id=arrival.inbox_id)))
    assert store.apply(send, settles=None, now=NOON) == d.Applied(ticket=None)
    assert store.apply(send, settles=None, now=NOON) == d.Conflict(why="hold_ended")
    (again,) = store.claim_arrivals(limit=5, now=NOON, lease=LEASE)
    assert again.released
    let_go = store.facts_about(parsed(), again, rulebook=RULEBOOK, now=NOON).let_go
    assert let_go is not None
    assert (let_go.inbox_id, let_go.others) == (arrival.inbox_id, (8, 9))
    assert store.facts_about(parsed(), arrival, rulebook=RULEBOOK, now=NOON).let_go is None
    assert store.facts_about(parsed(), again, rulebook=RULEBOOK, now=NOON).duplicate_of is None
    assert store.apply(opening(), settles=again, now=NOON) == d.Applied(ticket=1)
    assert store.views.ledger()[0]["outcome"] == "opened"


def test_cancelled_notices_and_stopped_timers_do_not_come(store: SqlStore) -> None:
    number = opened(
        store,
        d.QueueNotice(notice=notice(ticket=0, template="waiting_reminder")),
        d.QueueNotice(notice=notice(ticket=0)),
        d.SetTimer(timer=Timer(kind="remind_waiting", ticket=0, due=NOON, name="1")),
        d.SetTimer(timer=Timer(kind="promise", ticket=0, due=NOON, name="resolution")),
        d.SetTimer(timer=Timer(kind="promise", ticket=0, due=NOON, name="first_response")),
    )
    store.apply(
        d.Decision(
            outcome="noted",
            reason="r",
            effects=(
                d.CancelNotices(ticket=number, templates=("waiting_reminder",)),
                d.StopTimers(ticket=number, kinds=("remind_waiting",)),
                d.StopTimers(ticket=number, kinds=("promise",), name="resolution"),
            ),
        ),
        settles=None,
        now=NOON,
    )
    assert [n.template for n in store.claim_notices(limit=5, now=NOON, lease=LEASE)] == ["acknowledgement"]
    assert [t.name for t in store.claim_timers(limit=5, now=NOON, lease=LEASE)] == ["first_response"]


def test_words_no_database_likes_are_kept_readable(store: SqlStore) -> None:
    number = opened(store, subject="nul \0 and lone \ud800 surrogate", message_id="\0" + "x" * 5000 + "@example.org")
    story = store.ticket_story(number)
    assert story is not None
    assert story.ticket.subject == "nul � and lone � surrogate"
    facts = store.facts_about(
        parsed(in_reply_to="\0" + "x" * 5000 + "@example.org"), arrived(store, key="k2"), rulebook=RULEBOOK, now=NOON
    )
    assert [(known.ticket, known.cited_only) for known in facts.known] == [(number, False)]

from __future__ import annotations

from datetime import timedelta

from mailgate.adapters.store import SqlStore
from mailgate.model import decision as d
from mailgate.model.delivery import Dead, Dropped, Envelope, Retry, Sent
from mailgate.model.message import BounceReport
from mailgate.model.ticket import Entry
from tests.store.desk_day import ALICE, LEASE, MARIA, NOON, RULEBOOK, arrived, letter, notice, opened, parsed, raw, token

LATER = NOON + timedelta(minutes=5)


def written(store: SqlStore, **fields: object) -> int:
    """A ticket whose acknowledgement is written; its number."""
    number = opened(store, d.QueueNotice(notice=notice(ticket=0, entry=0, **fields)))
    (due,) = store.claim_notices(limit=5, now=NOON, lease=LEASE)
    store.post([letter(due)], [b"the letter"], now=NOON)
    return number


def test_a_notice_becomes_one_letter_however_often_it_is_written(store: SqlStore) -> None:
    opened(store, d.QueueNotice(notice=notice(ticket=0, data={"answer_by": None})))
    (due,) = store.claim_notices(limit=5, now=NOON, lease=LEASE)
    assert due.data == {"answer_by": None}
    store.post([letter(due)], [b"first"], now=NOON)
    store.post([letter(due, number=2)], [b"second"], now=NOON)
    (delivery,) = store.claim_deliveries(limit=5, now=NOON, lease=LEASE)
    assert (delivery.data, delivery.to, delivery.attempts, delivery.in_doubt) == (b"first", MARIA, 1, False)
    assert delivery.envelope_from == f"bounce+{token(11)}@support.example.com"
    assert store.claim_notices(limit=5, now=NOON + timedelta(days=1), lease=LEASE) == []


def test_a_notice_waits_for_its_time(store: SqlStore) -> None:
    opened(store, d.QueueNotice(notice=notice(ticket=0, deliver_after=LATER)))
    assert store.claim_notices(limit=5, now=NOON, lease=LEASE) == []
    assert store.next_due() == LATER
    assert len(store.claim_notices(limit=5, now=LATER, lease=LEASE)) == 1


def test_a_dropped_notice_is_never_written(store: SqlStore) -> None:
    opened(store, d.QueueNotice(notice=notice(ticket=0)))
    (due,) = store.claim_notices(limit=5, now=NOON, lease=LEASE)
    store.drop_notice(due.id, reason="undone", now=NOON)
    store.post([letter(due)], [b"late"], now=NOON)
    assert store.claim_deliveries(limit=5, now=NOON, lease=LEASE) == []


def test_one_letter_goes_to_each_recipient_on_its_own(store: SqlStore) -> None:
    opened(store, d.QueueNotice(notice=notice(ticket=0, template="answer", automatic=False)))
    (due,) = store.claim_notices(limit=5, now=NOON, lease=LEASE)
    both = (Envelope(to=MARIA, sender="s@x"), Envelope(to="bob@example.org", sender="s@x"))
    store.post([letter(due, envelopes=both)], [b"bytes"], now=NOON)
    first, second = store.claim_deliveries(limit=5, now=NOON, lease=LEASE)
    assert first.message_id == second.message_id
    store.settle_deliveries([(first, Sent(reply="250 ok")), (second, Dead(reply="550 no", status="5.1.1"))], now=NOON)
    assert [(row["to"], row["state"]) for row in store.views.letters()] == [(MARIA, "sent"), ("bob@example.org", "failed")]
    assert store.next_due() is None


def test_a_retry_comes_back_at_its_time_with_the_same_bytes(store: SqlStore) -> None:
    written(store)
    (first,) = store.claim_deliveries(limit=5, now=NOON, lease=LEASE)
    store.settle_deliveries([(first, Retry(at=LATER, reply="451 later"))], now=NOON)
    assert store.claim_deliveries(limit=5, now=NOON + timedelta(minutes=4), lease=LEASE) == []
    (second,) = store.claim_deliveries(limit=5, now=LATER, lease=LEASE)
    assert (second.attempts, second.data, second.message_id, second.in_doubt) == (2, first.data, first.message_id, False)


def test_an_answer_found_sending_after_its_lease_is_in_doubt_and_sent_again(store: SqlStore) -> None:
    written(store, template="answer", automatic=False)
    (first,) = store.claim_deliveries(limit=5, now=NOON, lease=LEASE)
    (again,) = store.claim_deliveries(limit=5, now=LATER, lease=LEASE)
    assert (again.id, again.in_doubt, again.attempts, again.message_id) == (first.id, True, 2, first.message_id)
    store.settle_deliveries([(first, Dead(reply="an overtaken attempt"))], now=LATER)
    store.settle_deliveries([(again, Sent(reply="250"))], now=LATER)
    assert store.views.letters()[0]["state"] == "sent"


def test_an_acknowledgement_in_doubt_is_handed_out_as_such_and_cancelled_when_it_is_dropped(store: SqlStore) -> None:
    written(store)
    store.claim_deliveries(limit=5, now=NOON, lease=LEASE)
    (again,) = store.claim_deliveries(limit=5, now=LATER, lease=LEASE)
    assert (again.template, again.in_doubt) == ("acknowledgement", True)
    store.settle_deliveries([(again, Dropped(reply="not sent twice"))], now=LATER)
    row = store.views.letters()[0]
    assert (row["state"], row["reply"]) == ("cancelled", "not sent twice")
    assert store.next_due() is None


def test_after_a_restart_leases_end_at_once_and_what_was_sending_is_in_doubt(store: SqlStore) -> None:
    written(store, template="answer", automatic=False)
    arrived(store, raw("two"), key="two")
    store.claim_deliveries(limit=5, now=NOON, lease=LEASE)
    store.give_back_leases(now=NOON)
    assert [one.in_doubt for one in store.claim_deliveries(limit=5, now=NOON, lease=LEASE)] == [True]
    assert len(store.claim_arrivals(limit=5, now=NOON, lease=LEASE)) == 1


def test_nothing_leaves_while_the_outbox_is_frozen(store: SqlStore) -> None:
    written(store)
    store.keeping.freeze_outbox(frozen=True)
    assert store.claim_deliveries(limit=5, now=NOON, lease=LEASE) == []
    assert store.next_due() is None
    store.keeping.freeze_outbox(frozen=False)
    assert len(store.claim_deliveries(limit=5, now=NOON, lease=LEASE)) == 1


def test_a_bounce_finds_its_letter_by_the_envelope_and_by_the_returned_id(store: SqlStore) -> None:
    number = written(store)
    bounced = raw("failed", to=(f"bounce+{token(11).upper()}@support.example.com",))
    arrival = arrived(store, bounced, key="b")
    facts = store.facts_about(parsed(sender=None, message_id="dsn@x"), arrival, rulebook=RULEBOOK, now=NOON)
    assert facts.returned is not None
    assert (facts.returned.ticket, facts.returned.to, facts.returned.delivery_id, facts.proven_return) == (number, MARIA, 1, True)
    by_id = parsed(sender=None, bounce=BounceReport(original_message_id="letter1@support.example.com"))
    facts = store.facts_about(by_id, arrived(store, raw("other"), key="c"), rulebook=RULEBOOK, now=NOON)
    assert facts.returned is not None
    assert (facts.returned.letter_id, facts.proven_return) == (1, False)
    store.apply(
        d.Decision(outcome="bounced", reason="5.1.1", effects=(d.MarkDelivery(delivery=1, why="5.1.1"),)), settles=None, now=NOON
    )
    assert store.views.letters()[0]["state"] == "bounced"


def test_automatic_letters_are_counted_by_address_and_ticket(store: SqlStore) -> None:
    number = written(store)
    reply = parsed(in_reply_to="letter1@support.example.com")
    counts = store.facts_about(reply, arrived(store, key="k2"), rulebook=RULEBOOK, now=NOON).counts
    assert (counts.automatic_to_sender_3h, counts.automatic_on_ticket_hour) == (1, 1)
    later = store.facts_about(reply, arrived(store, key="k3"), rulebook=RULEBOOK, now=NOON + timedelta(hours=2)).counts
    assert (later.automatic_to_sender_3h, later.automatic_on_ticket_hour) == (1, 0)
    assert number == 1


def test_a_letter_knows_only_what_its_reader_may_see(store: SqlStore) -> None:
    number = written(store)
    store.apply(
        d.Decision(
            outcome="noted",
            reason="note",
            effects=(
                d.AddEntry(
                    entry=Entry(kind="note", ticket=number, at=LATER, by=ALICE, text="secret", message_id="alice1@example.com")
                ),
                d.AddEntry(
                    entry=Entry(
                        kind="answer", ticket=number, at=LATER, by=ALICE, text="hi", visibility="public", message_id="alice2@x"
                    )
                ),
                d.AddEntry(
                    entry=Entry(
                        kind="mail", ticket=number, at=LATER, by=MARIA, text="more", visibility="public", message_id="m9@x"
                    )
                ),
            ),
        ),
        settles=None,
        now=LATER,
    )
    hers, his = store.letter_facts(
        [
            notice(ticket=number),
            notice(ticket=number, to=ALICE, audience="agent", template="handover"),
        ]
    )
    assert [entry.text for entry in hers.entries] == ["I can't log in", "hi", "more"]
    assert hers.thread == ("letter1@support.example.com", "m1@example.org", "m9@x")
    assert [entry.text for entry in his.entries] == ["I can't log in", "secret", "hi", "more"]
    assert his.thread == ("alice1@example.com", "alice2@x")
    assert [entry.text for entry in his.fresh] == ["I can't log in", "secret", "hi", "more"]
    assert hers.participants[0].address == MARIA


def test_what_the_reader_was_shown_is_not_fresh_any_more(store: SqlStore) -> None:
    number = opened(store, d.QueueNotice(notice=notice(ticket=0, to=ALICE, audience="agent", template="handover")))
    (due,) = store.claim_notices(limit=5, now=NOON, lease=LEASE)
    (facts,) = store.letter_facts([due])
    store.post([letter(due, shown_upto=facts.entries[-1].id)], [b"x"], now=NOON)
    assert store.letter_facts([notice(ticket=number, to=ALICE, audience="agent")])[0].fresh == ()
    assert len(store.letter_facts([notice(ticket=number, to="dana@example.com", audience="agent")])[0].fresh) == 1


def test_the_ledger_and_the_ticket_show_their_letters(store: SqlStore) -> None:
    number = opened(store, d.QueueNotice(notice=notice(ticket=0, entry=0, cause=1)))
    assert store.views.ledger()[0]["letters"] == [{"to": MARIA, "template": "acknowledgement", "state": "pending"}]
    (due,) = store.claim_notices(limit=5, now=NOON, lease=LEASE)
    store.post([letter(due)], [b"x"], now=NOON)
    store.settle_deliveries(
        [(one, Sent(reply="250")) for one in store.claim_deliveries(limit=5, now=NOON, lease=LEASE)], now=NOON
    )
    said = [{"to": MARIA, "template": "acknowledgement", "state": "sent"}]
    assert store.views.ledger()[0]["letters"] == said
    shown = store.views.ticket(number)
    assert shown is not None
    assert shown["entries"][0]["letters"] == said
    assert store.views.letter(1) == b"x"


def test_a_thread_keeps_the_names_that_the_last_mail_with_some_gave_it(store: SqlStore) -> None:
    number = opened(store)

    def heard(**named: str) -> tuple[str | None, str | None]:
        known = d.KnowMessage(ticket=number, message_id=None, **named)
        store.apply(d.Decision(outcome="appended", reason="token", ticket=number, effects=(known,)), settles=None, now=NOON)
        facts = store.letter_facts([notice(ticket=number)])[0]
        return facts.thread_index, facts.thread_topic

    assert heard() == (None, None)
    assert heard(thread_topic="Login") == (None, "Login")
    assert heard(thread_index="AQHa") == ("AQHa", "Login")
    assert heard(thread_index="", thread_topic="Login again") == ("AQHa", "Login again")
    assert heard() == ("AQHa", "Login again")

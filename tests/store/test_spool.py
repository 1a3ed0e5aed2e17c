from __future__ import annotations

from datetime import timedelta

import pytest

from mailgate.adapters.store import SqlStore, open_store
from mailgate.model import decision as d
from mailgate.model.errors import BytesGone, Refused
from mailgate.model.message import Evidence
from tests.store.desk_day import LEASE, MARIA, NOON, RULEBOOK, accepted, arrived, opening, parsed, raw


def test_what_was_accepted_comes_back_to_the_last_byte(store: SqlStore) -> None:
    data = bytes(range(256)) * 10
    message = raw().__class__(
        data=data, door="lmtp", received=NOON, envelope_from="", envelope_to=("a@example.com", "b@example.com")
    )
    evidence = Evidence(door="lmtp", relay=True, dkim="pass", dkim_domains=("example.org",), because="relay says so")
    row = store.accept(message, evidence, message_id="x@y", content_key="k").result(10)
    (arrival,) = store.claim_arrivals(limit=5, now=NOON, lease=LEASE)
    assert arrival.inbox_id == row
    assert arrival.raw == message
    assert arrival.evidence == evidence
    assert arrival.content_key == "k"
    assert arrival.attempts == 1


def test_a_claimed_message_is_not_given_out_twice_until_its_lease_ends(store: SqlStore) -> None:
    accepted(store)
    assert len(store.claim_arrivals(limit=5, now=NOON, lease=LEASE)) == 1
    assert store.claim_arrivals(limit=5, now=NOON + timedelta(minutes=4), lease=LEASE) == []
    (again,) = store.claim_arrivals(limit=5, now=NOON + timedelta(minutes=5), lease=LEASE)
    assert again.attempts == 2


def test_the_oldest_message_comes_first(store: SqlStore) -> None:
    late = accepted(store, raw("late", received=NOON), key="a")
    early = accepted(store, raw("early", received=NOON - timedelta(hours=1)), key="b")
    assert [a.inbox_id for a in store.claim_arrivals(limit=5, now=NOON, lease=LEASE)] == [early, late]


def test_a_message_that_waits_is_due_again_at_its_time(store: SqlStore) -> None:
    arrival = arrived(store)
    store.wait_arrival(arrival.inbox_id, until=NOON + timedelta(seconds=2), counted=True)
    assert store.claim_arrivals(limit=5, now=NOON + timedelta(seconds=1), lease=LEASE) == []
    assert len(store.claim_arrivals(limit=5, now=NOON + timedelta(seconds=2), lease=LEASE)) == 1


def test_the_same_remote_key_is_written_once(store: SqlStore) -> None:
    first = accepted(store, raw(remote_key="imap:desk:7:42"))
    assert accepted(store, raw(remote_key="imap:desk:7:42")) == first
    assert len(store.views.ledger()) == 1


def test_the_imap_place_is_kept_with_the_message(store: SqlStore) -> None:
    assert store.imap_cursor("desk") is None
    store.accept(raw(), Evidence(door="imap"), message_id=None, content_key="a", cursor=("desk", 7, 42)).result(10)
    store.accept(raw(), Evidence(door="imap"), message_id=None, content_key="b", cursor=("desk", 7, 41)).result(10)
    assert store.imap_cursor("desk") == (7, 42)
    store.accept(raw(), Evidence(door="imap"), message_id=None, content_key="c", cursor=("desk", 8, 1)).result(10)
    assert store.imap_cursor("desk") == (8, 1)


def test_a_buried_message_is_in_the_ledger_and_can_be_run_again(store: SqlStore) -> None:
    arrival = arrived(store)
    store.bury_arrival(arrival.inbox_id, reason="error_valueerror", now=NOON)
    (line,) = store.views.ledger(outcome="buried")
    assert line["outcome"] == "buried:error_valueerror"
    assert line["from"] == MARIA
    store.keeping.retry(arrival.inbox_id, now=NOON)
    (again,) = store.claim_arrivals(limit=5, now=NOON, lease=LEASE)
    assert (again.inbox_id, again.released, again.attempts) == (arrival.inbox_id, True, 1)
    assert again.raw == arrival.raw


def test_a_settled_message_is_never_claimed_again(store: SqlStore) -> None:
    arrival = arrived(store)
    store.apply(opening(), settles=arrival, now=NOON)
    store.wait_arrival(arrival.inbox_id, until=NOON, counted=True)
    store.bury_arrival(arrival.inbox_id, reason="late", now=NOON)
    assert store.claim_arrivals(limit=5, now=NOON + timedelta(days=1), lease=LEASE) == []
    assert store.views.ledger()[0]["outcome"] == "opened"


def test_a_duplicate_that_is_run_again_is_a_message_of_its_own(store: SqlStore) -> None:
    first, second = arrived(store, key="same"), arrived(store, key="same")
    store.apply(opening(), settles=first, now=NOON)
    store.apply(d.Decision(outcome="duplicate", reason="same_content", ticket=1), settles=second, now=NOON)
    with pytest.raises(Refused, match="message 1 ended as opened"):
        store.keeping.retry(first.inbox_id, now=NOON)
    store.keeping.retry(second.inbox_id, now=NOON)
    (again,) = store.claim_arrivals(limit=5, now=NOON, lease=LEASE)
    assert (again.inbox_id, again.released) == (second.inbox_id, True)
    assert store.facts_about(parsed(), again, rulebook=RULEBOOK, now=NOON).duplicate_of is None
    assert isinstance(store.apply(opening(), settles=again, now=NOON), d.Applied)
    assert len(store.views.tickets()) == 2


def test_a_message_whose_bytes_are_gone_is_buried_and_holds_up_no_other(url: str) -> None:
    class Lost:
        def put(self, key: str, data: bytes) -> None:
            pass

        def get(self, key: str) -> bytes:
            raise BytesGone(key)

    store = open_store(url, blobs=Lost())
    lost = arrived(store)
    store.bury_arrival(lost.inbox_id, reason="error_valueerror", now=NOON)
    assert store.keeping.move_bytes(now=NOON + timedelta(hours=2)) == 1
    assert store.raw_message(lost.inbox_id) is None
    store.keeping.retry(lost.inbox_id, now=NOON)
    other = accepted(store, raw("two"), key="two")
    assert [one.inbox_id for one in store.claim_arrivals(limit=5, now=NOON, lease=LEASE)] == [other]
    assert store.views.ledger(outcome="buried")[0]["outcome"] == "buried:bytes_gone"
    store.close()


def test_who_only_claims_a_message_again_and_again_counts_twice_and_beginning_counts_each_time(store: SqlStore) -> None:
    arrival = arrived(store)
    seen = [arrival.attempts]
    for turn in range(1, 5):
        later = NOON + timedelta(hours=turn)
        seen.append(store.claim_arrivals(limit=1, now=later, lease=LEASE)[0].attempts)
    store.begin_arrival(arrival.inbox_id)
    seen.append(store.claim_arrivals(limit=1, now=NOON + timedelta(hours=6), lease=LEASE)[0].attempts)
    assert seen == [1, 2, 2, 2, 2, 3]
